//! The files of a match, and what each is.

use leptos::prelude::*;
use page_base::wording;
use page_kit::controls::{Badge, Panel, Symbol, Tone};

use super::view::{FileView, MatchImportView};

/// The files of an import, and whose positions and events they hold.
#[component]
pub(super) fn FilesPanel(import: MatchImportView) -> impl IntoView {
    let whose = |what: &str, provider: Option<String>| {
        [what, " ", provider.as_deref().unwrap_or("none")].concat()
    };
    let meta = [whose("Positions:", import.positions), whose("Events:", import.events)].join(" · ");
    view! {
        <Panel title="Files" meta flush=true>
            <FileTable files=import.files/>
        </Panel>
    }
}

/// Files with what each is.
#[component]
pub(crate) fn FileTable(files: Vec<FileView>) -> impl IntoView {
    let rows = files
        .into_iter()
        .map(|file| {
            let kind = match file.kind {
                Some(kind) => kind.into_any(),
                None => view! {
                    <Badge tone=Tone::Warn icon=Symbol::Warning>
                        "not known"
                    </Badge>
                }
                .into_any(),
            };
            view! {
                <tr>
                    <th scope="row" class="lead">
                        {file.name}
                    </th>
                    <td class="sub">{kind}</td>
                    <td class="end num">{wording::file_size(file.size_bytes)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="table-frame" tabindex="0" role="region" aria-label="Files">
            <table class="table stacked">
                <thead>
                    <tr>
                        <th scope="col">"File"</th>
                        <th scope="col">"What it is"</th>
                        <th scope="col" class="num">
                            "Size"
                        </th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}
