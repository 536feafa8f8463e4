//! Whether the audit log is whole: its chain checked, and held against a head that was noted earlier.

use backroom::AuditVerdict;
use leptos::prelude::*;
use page_base::{error::AppError, wording};
use page_kit::controls::{
    Badge, Button, ButtonSize, ErrorNotice, Panel, TablePlaceholder, TextField, Tone,
};

use super::audit::PATH;

/// Works out every hash of the audit log anew.
///
/// # Errors
/// `Forbidden` unless an administrator; `Invalid` on `expect_head` when it is not a head.
#[server(prefix = "/fn", endpoint = "operations/verify_audit", output = page_base::wire::Json)]
pub async fn verify_audit(
    /// A head that was noted earlier; may be empty.
    #[server(default)]
    expect_head: String,
) -> Result<AuditVerdict, AppError> {
    use backroom::{AuditHead, Role};
    use football::FieldError;
    use page_base::request::{respond, signed_in, state};

    respond(async {
        signed_in(Role::Admin)?;
        let noted = match expect_head.trim() {
            "" => None,
            text => Some(text.parse::<AuditHead>().map_err(|unreadable| AppError::Invalid {
                fields: vec![FieldError::new("expect_head", unreadable.to_string())],
            })?),
        };
        Ok(store::audit_chain::verify(&state().db, noted).await?)
    })
    .await
}

/// What the check found; nothing while none is asked for.
#[component]
pub(super) fn ChainPanel(
    /// The chain is to be checked, against this head unless it is empty.
    noted: Signal<Option<String>>,
) -> impl IntoView {
    let verdict = Resource::new(
        move || noted.get(),
        |noted| async move {
            match noted {
                Some(noted) => Some(verify_audit(noted).await),
                None => None,
            }
        },
    );
    view! {
        <Transition fallback=|| view! { <TablePlaceholder rows=1/> }>
            {move || Suspend::new(async move {
                let verdict = verdict.await?;
                let given = noted.get_untracked().unwrap_or_default();
                Some(view! { <Verdict verdict given/> })
            })}
        </Transition>
    }
}

#[component]
fn Verdict(
    verdict: Result<AuditVerdict, AppError>,
    /// The head that was given.
    given: String,
) -> impl IntoView {
    let complaint = match &verdict {
        Err(error) => error.on_field("expect_head").map(str::to_owned),
        Ok(_) => None,
    };
    let found = match verdict {
        Ok(verdict) => view! { <Found verdict/> }.into_any(),
        Err(AppError::Invalid { .. }) => ().into_any(),
        Err(error) => view! { <ErrorNotice error what="The chain was not checked."/> }.into_any(),
    };
    view! {
        <div class="page-body">
            <Panel title="Chain">
                {found}
                <form class="toolbar audit-filter" method="get" action=PATH>
                    <TextField
                        name="verify"
                        label="Head noted earlier"
                        optional=true
                        autocomplete="off"
                        value=Signal::stored(given)
                        error=Signal::stored(complaint)
                    />
                    <Button submit=true size=ButtonSize::Small>
                        "Verify"
                    </Button>
                </form>
            </Panel>
        </div>
    }
}

#[component]
fn Found(verdict: AuditVerdict) -> impl IntoView {
    let count = verdict.entries.unsigned_abs();
    let entries = wording::counted(count, "entry", "entries");
    let head = verdict.head.map(|head| {
        view! {
            <p class="chain-head">
                "Head " <code class="mono">{head.to_string()}</code>
                " – note it elsewhere: only by it a missing end is seen later."
            </p>
        }
    });
    match verdict.broken {
        None => view! {
            <p role="status">
                <Badge tone=Tone::Good>"Unbroken"</Badge>
                " "
                {entries}
                "."
            </p>
            {head}
        }
        .into_any(),
        Some(broken) => {
            let before = match count {
                0 => "None before it fits.".to_owned(),
                _ => [&entries, " before fit."].concat(),
            };
            view! {
                <p role="alert">
                    <Badge tone=Tone::Danger>"Broken"</Badge>
                    " "
                    {broken.to_string()}
                    " "
                    {before}
                </p>
            }
            .into_any()
        }
    }
}
