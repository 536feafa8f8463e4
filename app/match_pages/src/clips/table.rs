//! The table of clips.

use football::MatchId;
use leptos::{form::ActionForm, prelude::*};
use page_kit::{
    acting::may_write,
    controls::{Button, ButtonKind, ButtonSize, Icon, Symbol},
};

use super::{load::ClipView, steer::DeleteClip};
use crate::{head::MatchTab, report::period_word};

#[component]
pub(super) fn ClipTable(
    /// The match.
    id: MatchId,
    /// Whether there is a replay to lead to.
    has_positions: bool,
    clips: Vec<ClipView>,
    delete: ServerAction<DeleteClip>,
) -> impl IntoView {
    let rows = clips
        .into_iter()
        .map(|clip| view! { <ClipRow id has_positions clip delete/> })
        .collect_view();
    view! {
        <div class="table-frame" tabindex="0" role="region" aria-label="Clips">
            <table class="table stacked clips">
                <thead>
                    <tr>
                        <th scope="col">"Moment"</th>
                        <th scope="col">"Note"</th>
                        <th scope="col">"Tags"</th>
                        <th scope="col">"Saved by"</th>
                        <th scope="col">"Saved, UTC"</th>
                        <th scope="col">
                            <span class="sr-only">"Actions"</span>
                        </th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

#[component]
fn ClipRow(
    id: MatchId,
    has_positions: bool,
    clip: ClipView,
    delete: ServerAction<DeleteClip>,
) -> impl IntoView {
    let moment = format!(
        "{}, {}–{}",
        period_word(clip.period),
        clock(clip.from_secs),
        clock(clip.until_secs)
    );
    let label = ["Delete the clip ", &moment].concat();
    let moment = if has_positions {
        let replay = MatchTab::Replay.href(id);
        let secs = (clip.from_secs * 10.0).round() / 10.0;
        let href = format!("{replay}?t={}-{secs}", clip.period);
        view! { <a href=href>{moment}</a> }.into_any()
    } else {
        moment.into_any()
    };
    let drawn = clip.is_drawn_on.then(|| {
        view! {
            <span class="text-3" title="Something is drawn on it">
                <Icon symbol=Symbol::Edit/>
                <span class="sr-only">"with a drawing"</span>
            </span>
        }
    });
    let tags = clip
        .tags
        .into_iter()
        .map(|tag| {
            let href =
                format!("{}?tag={}", MatchTab::Clips.href(id), football::encode_component(&tag));
            view! {
                <a class="chip-link" href=href>
                    {tag}
                </a>
            }
        })
        .collect_view();
    let author = clip.author.unwrap_or_else(|| "an account that is gone".to_owned());
    let deletes = may_write().then(|| {
        view! {
            <ActionForm action=delete>
                <input type="hidden" name="match_id" value=id.to_string()/>
                <input type="hidden" name="id" value=clip.id.to_string()/>
                <Button
                    submit=true
                    kind=ButtonKind::Quiet
                    size=ButtonSize::Small
                    icon=Symbol::Trash
                    busy=delete.pending()
                    reason=label
                />
            </ActionForm>
        }
    });
    view! {
        <tr>
            <th scope="row" class="lead">
                {moment} " " {drawn}
            </th>
            <td class="sub clip-note">{clip.note}</td>
            <td class="sub clip-tags">{tags}</td>
            <td class="sub">{author}</td>
            <td>{clip.saved.replace(" UTC", "")}</td>
            <td class="end">{deletes}</td>
        </tr>
    }
}

/// `12:07` since the period began.
fn clock(secs: f64) -> String {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "seconds of a period"
    )]
    let secs = secs.max(0.0).floor() as u64;
    format!("{:02}:{:02}", secs / 60, secs % 60)
}

#[cfg(test)]
mod tests {
    use super::clock;

    #[test]
    fn the_clock_of_a_period_is_minutes_and_seconds() {
        assert_eq!(
            (clock(7.9), clock(727.0), clock(3_600.0)),
            ("00:07".into(), "12:07".into(), "60:00".into())
        );
    }
}
