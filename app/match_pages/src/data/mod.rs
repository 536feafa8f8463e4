//! `/matches/:id/data`: the files of a match, how far they can be trusted, and what to take away.

mod load;
#[cfg(all(test, feature = "ssr"))]
mod tests;

use football::MatchId;
use leptos::{form::ActionForm, prelude::*};
use leptos_router::hooks::use_query_map;
use page_base::{error::AppError, wording};
use page_kit::{
    acting::{may_write, not_done, when_done},
    controls::{Button, ButtonKind, EmptyState, Icon, Panel, Symbol, Unknown},
    imports::{Refused, UploadForm},
};

pub use self::load::{DeleteMatch, ReprocessMatch};
use self::load::{MatchSources, PeriodSource, find_match_data};
use crate::{
    head::{MatchFrame, MatchTab},
    import::{FileTable, FileView},
    report::{decimal, per_cent, period_word, quality},
    report_page::Downloads,
    said::{DescribeForm, DescribeMatch},
    shell::{MatchPage, match_of_address},
};

/// `/matches/:id/data`
#[component]
pub fn MatchDataPage() -> impl IntoView {
    let id = match_of_address();
    let found = Resource::new(
        move || id.get(),
        |id| async move { find_match_data(id.ok_or(AppError::NotFound)?).await },
    );
    let describe = ServerAction::<DescribeMatch>::new();
    when_done(describe, move |()| found.refetch());
    let draw = move |data| view! { <DataBody data describe/> }.into_any();
    view! { <MatchPage found draw/> }
}

#[component]
pub(crate) fn DataBody(data: MatchSources, describe: ServerAction<DescribeMatch>) -> impl IntoView {
    let id = data.head.id;
    let said = data.said.clone();
    let numbers = data.periods.iter().map(|period| period.number).collect();
    let quality = quality(&data.quality, None);
    let head = data.head.clone();
    // Of a match without files there is nothing to take.
    let take_away = head.has_data().then(|| {
        view! {
            <Panel title="Take away">
                <Downloads id periods=numbers/>
            </Panel>
        }
    });
    view! {
        <MatchFrame head tab=MatchTab::Data>
            <div class="page-body match-report import">
                <Refused what="The files were not taken"/>
                <Described/>
                <div class="report-half wide-first">
                    <div class="report-column">
                        <Files id files=data.files.clone() is_demo=data.is_demo/> <Recorded data/>
                        {take_away}
                    </div>
                    <div class="report-column">
                        {quality}
                        {may_write()
                            .then(|| {
                                view! {
                                    <DescribeForm id said describe/>
                                    <Delete id/>
                                }
                            })}
                    </div>
                </div>
            </div>
        </MatchFrame>
    }
}

/// What was just said of the match is kept.
#[component]
fn Described() -> impl IntoView {
    let query = use_query_map();
    let is_new = move || query.with(|query| query.get_str("changed") == Some("said"));
    move || {
        is_new().then(|| {
            view! {
                <div class="notice info" role="status">
                    <Icon symbol=Symbol::Check/>
                    <div class="notice-body">
                        <p>"What you said of the match is kept."</p>
                    </div>
                </div>
            }
        })
    }
}

/// The files, and for those who may write the way to more of them.
#[component]
fn Files(id: MatchId, files: Option<Vec<FileView>>, is_demo: bool) -> impl IntoView {
    let known = files.filter(|files| !files.is_empty());
    let is_made_of_files = known.is_some();
    let body = if let Some(files) = known {
        view! { <FileTable files/> }.into_any()
    } else if is_demo {
        view! { <EmptyState why="The match was simulated here, so it has no files."/> }.into_any()
    } else {
        let why = if may_write() {
            "The match has no files yet. Add its positions, its events, or both."
        } else {
            "The match has no files yet. Ask an analyst to bring them."
        };
        view! { <EmptyState why/> }.into_any()
    };
    let add = (may_write() && !is_demo).then(|| {
        view! {
            <UploadForm
                action=format!("/matches/import/upload?match={id}")
                invitation="Add files of this match"
                layout="The match is made anew of all its files; you see what they are before. Its clips, who its players \
                        are, and what is said of it stay."
                button="Look at the files"
                multiple=true
                kind=ButtonKind::Standard
            />
        }
    });
    view! {
        <Panel title="Files" flush=true>
            {body}
        </Panel>
        {add}
        {(may_write() && is_made_of_files).then(|| view! { <Reprocess id/> })}
    }
}

/// Reads the files again, as this release reads them.
#[component]
fn Reprocess(id: MatchId) -> impl IntoView {
    let reprocess = ServerAction::<ReprocessMatch>::new();
    view! {
        {not_done(reprocess, "The files were not read again.")}
        <ActionForm action=reprocess attr:class="row import-buttons">
            <input type="hidden" name="id" value=id.to_string()/>
            <span class="meta">"A newer release may compute a report otherwise."</span>
            <Button submit=true icon=Symbol::Retry busy=reprocess.pending()>
                "Read the files again"
            </Button>
        </ActionForm>
    }
}

/// Providers, rate, pitch, and the periods with their frames.
#[component]
fn Recorded(data: MatchSources) -> impl IntoView {
    let provider = |provider: Option<String>, why: &'static str| match provider {
        Some(provider) => provider.into_any(),
        None => view! { <Unknown why=why/> }.into_any(),
    };
    let positions =
        provider(data.positions, "No positions were given. Import them with the events.");
    let events = provider(data.events, "No events were given. Import them with the positions.");
    let recorded = data.recorded.map(|(rate_hz, pitch)| {
        let pitch = [&decimal(pitch.length_m, 1), " × ", &decimal(pitch.width_m, 1), " m"].concat();
        view! {
            <dt>"Frames a second"</dt>
            <dd>{decimal(rate_hz, 2).trim_end_matches('0').trim_end_matches('.').to_owned()}</dd>
            <dt>"Pitch"</dt>
            <dd>{pitch}</dd>
        }
    });
    let rate_hz = data.recorded.map_or(0.0, |(rate_hz, _)| rate_hz);
    view! {
        <Panel title="Recorded">
            <dl class="facts">
                <dt>"Positions"</dt>
                <dd>{positions}</dd>
                <dt>"Events"</dt>
                <dd>{events}</dd>
                {recorded}
            </dl>
        </Panel>
        {(!data.periods.is_empty()).then(|| view! { <Periods periods=data.periods rate_hz/> })}
    }
}

#[component]
fn Periods(periods: Vec<PeriodSource>, rate_hz: f64) -> impl IntoView {
    let rows = periods
        .into_iter()
        .map(|period| {
            let length = if rate_hz > 0.0 {
                #[expect(clippy::cast_precision_loss, reason = "a match has some 100,000 frames")]
                let minutes = period.frames as f64 / rate_hz / 60.0;
                decimal(minutes, 1)
            } else {
                "–".to_owned()
            };
            view! {
                <tr>
                    <th scope="row" class="lead">
                        {period_word(period.number)}
                    </th>
                    <td class="end num">{wording::count(period.frames)}</td>
                    <td class="num">{period.first_frame.to_string()}</td>
                    <td class="sub num" data-unit="min">
                        {length}
                    </td>
                    <td class="sub num" data-unit="filled in">
                        {per_cent(period.interpolated, 1)}
                    </td>
                    <td class="sub num">{wording::file_size(period.table_bytes)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Panel title="Periods" flush=true>
            <div class="table-frame" tabindex="0" role="region" aria-label="Periods">
                <table class="table stacked">
                    <thead>
                        <tr>
                            <th scope="col">"Period"</th>
                            <th scope="col" class="num">
                                "Frames"
                            </th>
                            <th scope="col" class="num">
                                "First frame"
                            </th>
                            <th scope="col" class="num">
                                "Length, min"
                            </th>
                            <th scope="col" class="num">
                                "Filled in"
                            </th>
                            <th scope="col" class="num">
                                "Parquet"
                            </th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </Panel>
    }
}

/// Takes the match away; the list offers the way back.
#[component]
fn Delete(id: MatchId) -> impl IntoView {
    let delete = ServerAction::<DeleteMatch>::new();
    view! {
        <Panel title="Delete the match">
            {not_done(delete, "The match was not deleted.")}
            <p>"Its report, replay, line-ups and clips go with it. It can be taken back for a day."</p>
            <ActionForm action=delete attr:class="row import-buttons">
                <input type="hidden" name="id" value=id.to_string()/>
                <Button
                    submit=true
                    kind=ButtonKind::Destructive
                    icon=Symbol::Trash
                    busy=delete.pending()
                >
                    "Delete match"
                </Button>
            </ActionForm>
        </Panel>
    }
}
