//! The performance score with everything that went into it.

use leptos::prelude::*;
use page_kit::controls::{Panel, Unknown};

use super::view::{BlockView, PartView, ScoreView};

/// The score, how minutes draw it to the middle, and the template with its weights.
#[component]
pub(super) fn ScorePanel(score: ScoreView) -> impl IntoView {
    let ScoreView { score, template, known, blocks } = score;
    let head = match score {
        Ok((score, how)) => view! {
            <p class="score-figure">
                <strong>{score}</strong>
                " of 100"
            </p>
            <p class="text-2">{how}" "{known}</p>
        }
        .into_any(),
        Err(why) => view! {
            <p class="score-figure">
                <Unknown/>
            </p>
            <p class="text-2">{why}</p>
        }
        .into_any(),
    };
    let meta = template.map(|template| ["template ", &template].concat()).unwrap_or_default();
    let table = (!blocks.is_empty()).then(|| view! { <TemplateTable blocks/> });
    view! {
        <Panel title="Performance score" meta class="span-7">
            {head}
            <p class="text-3">
                "It describes this season and predicts nothing: a weighted mean of percentiles, volume apart from quality.
                 Scores of different templates or versions are not compared."
            </p>
            {table}
        </Panel>
    }
}

#[component]
fn TemplateTable(blocks: Vec<BlockView>) -> impl IntoView {
    let blocks = blocks.into_iter().map(|block| view! { <TemplateBlock block/> }).collect_view();
    view! {
        <div class="table-frame" tabindex="0" role="region" aria-label="Template of the score">
            <table class="table dense season-table">
                <thead>
                    <tr>
                        <th scope="col">"What counts"</th>
                        <th scope="col" class="num">
                            "Weight"
                        </th>
                        <th scope="col" class="num">
                            "Percentile"
                        </th>
                        <th scope="col" class="num">
                            "Points"
                        </th>
                    </tr>
                </thead>
                {blocks}
            </table>
        </div>
    }
}

#[component]
fn TemplateBlock(block: BlockView) -> impl IntoView {
    let raw = block.raw.map(|raw| [": mean ", &raw].concat());
    let parts = block.parts.into_iter().map(|part| view! { <TemplatePart part/> }).collect_view();
    view! {
        <tbody>
            <tr class="group">
                <th scope="rowgroup" colspan="4">
                    {block.label}
                    {raw}
                </th>
            </tr>
            {parts}
        </tbody>
    }
}

#[component]
fn TemplatePart(part: PartView) -> impl IntoView {
    let percentile = match part.percentile {
        Some(percentile) => percentile.to_string().into_any(),
        None => view! { <Unknown why="It does not count."/> }.into_any(),
    };
    view! {
        <tr>
            <th scope="row">{part.name}</th>
            <td class="num">{part.weight}</td>
            <td class="num">{percentile}</td>
            <td class="num">{part.points}</td>
        </tr>
    }
}
