//! Whose figures of which season these are, to be settled before the run, and what would be taken.

use leptos::{form::ActionForm, prelude::*};
use page_base::wording;
use page_kit::{
    acting::{failure, other_failure},
    controls::{Button, ButtonKind, Checkbox, Choice, Panel, Select, TextField, Unknown},
};

use super::season_view::{SeasonImportView, SettleSeason};
use crate::table_import::{RejectTable, complaint};

/// The form, with the buttons that save and start.
#[component]
pub(super) fn SeasonForm(
    import: SeasonImportView,
    settle: ServerAction<SettleSeason>,
) -> impl IntoView {
    let failed = failure(settle);
    let problems = import.problems.clone();
    let on_field = move |field: &'static str| complaint(&problems, failed, field);
    let meta = format!(
        "{} by {}, {}",
        wording::counted(import.players, "player", "players"),
        wording::counted(import.metrics, "metric", "metrics"),
        import.encoding
    );
    let season_hint = if import.seasons.is_empty() {
        "2022/2023, or 2023 where a season is a calendar year.".to_owned()
    } else {
        format!("Rows name theirs: {}.", import.seasons.join(", "))
    };
    let run_words = format!("Import {}", wording::counted(import.rows, "row", "rows"));
    view! {
        <Panel title="How the table is taken" meta=meta>
            <ActionForm action=settle>
                {other_failure(failed, "Nothing was changed or started.")}
                <input type="hidden" name="id" value=import.id.to_string()/>
                <div class="fields import-fields">
                    <TextField
                        name="source"
                        label="Whose figures"
                        value=Signal::stored(import.source)
                        hint="For example fbref."
                        error=on_field("source")
                    />
                    <TextField
                        name="season"
                        label="Season"
                        value=Signal::stored(import.season)
                        hint=season_hint
                        error=on_field("season")
                    />
                    <Select
                        name="birth_error_days"
                        label="Birth dates of our players"
                        choices=vec![
                            Choice::new("0", "are facts"),
                            Choice::new("183", "are estimates within half a year"),
                        ]
                        value=Signal::stored(import.birth_error_days.to_string())
                        error=on_field("birth_error_days")
                    />
                </div>
                <Checkbox
                    name="add_strangers"
                    label="Add players whom nobody knows"
                    checked=Signal::stored(import.add_strangers)
                />
                <div class="row import-buttons">
                    <Button submit=true name="intent" value="save" busy=settle.pending()>
                        "Save"
                    </Button>
                    <Button
                        kind=ButtonKind::Primary
                        submit=true
                        name="intent"
                        value="run"
                        busy=settle.pending()
                    >
                        {run_words}
                    </Button>
                </div>
            </ActionForm>
        </Panel>
    }
}

/// What a person should know before the run.
pub(super) fn worth_knowing(import: &SeasonImportView) -> Vec<String> {
    let mut lines = import.warnings.clone();
    if import.lost_letters > 0 {
        lines.push(format!(
            "{} lost letters before the file was made; they are kept as they are and marked.",
            wording::counted(import.lost_letters, "row", "rows")
        ));
    }
    if !import.unlisted.is_empty() {
        lines.push(format!(
            "Columns that the catalogue of metrics does not know: {}. They can be ranked, but nobody \
             has said which way is up.",
            import.unlisted.join(", ")
        ));
    }
    lines
}

/// The first players as they would be taken, and the first rows that would not.
#[component]
pub(super) fn Preview(import: SeasonImportView) -> impl IntoView {
    let meta = format!("the first {} as they would be taken", import.first.len());
    let rejects = (!import.first_rejects.is_empty()).then(|| {
        let meta = format!(
            "the first {} of {}",
            import.first_rejects.len(),
            wording::count(import.rejected)
        );
        view! {
            <Panel title="Rows that would not be taken" meta=meta flush=true>
                <RejectTable rejects=import.first_rejects/>
            </Panel>
        }
    });
    let text = |text: String| {
        if text.is_empty() { view! { <Unknown/> }.into_any() } else { text.into_any() }
    };
    let rows = import
        .first
        .into_iter()
        .map(|player| {
            view! {
                <tr>
                    <td class="num">{wording::count(player.line)}</td>
                    <td>{player.name}</td>
                    <td>{text(player.nation)}</td>
                    <td>{text(player.birth_year.map(|year| year.to_string()).unwrap_or_default())}</td>
                    <td>{text(player.positions)}</td>
                    <td>{text(player.clubs)}</td>
                    <td class="num">{wording::count(player.minutes.into())}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Panel title="Players" meta=meta flush=true>
            <div class="table-frame" tabindex="0" role="region" aria-label="Players of the table">
                <table class="table dense import-rows">
                    <thead>
                        <tr>
                            <th scope="col" class="num">"Line"</th>
                            <th scope="col">"Name"</th>
                            <th scope="col">"Nation"</th>
                            <th scope="col">"Born"</th>
                            <th scope="col">"Pos"</th>
                            <th scope="col">"Clubs"</th>
                            <th scope="col" class="num">"Minutes"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </Panel>
        {rejects}
    }
}
