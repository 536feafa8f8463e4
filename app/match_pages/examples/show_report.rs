//! Writes a report as a page to look at: `show_report OUT.html [both|positions|events|REPORT.json] [PLAYER]`, of a
//! simulated match or of a report that was kept. The styles are those of the product, in the order of their index.

use std::{error::Error, fmt::Write as _, fs, path::Path};

use leptos::prelude::*;
use match_pages::ReportPanels;
use match_report::{MatchReport, of_match};
use match_simulator::{MatchPlan, simulate};
use page_kit::controls::IconSprite;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let out = arguments.next().ok_or("where to write?")?;
    let what = arguments.next().unwrap_or_else(|| "both".to_owned());
    let sheet = arguments.next().and_then(|player| player.parse().ok());
    let report = if Path::new(&what).extension().is_some_and(|extension| extension == "json") {
        serde_json::from_slice(&fs::read(&what)?)?
    } else {
        simulated(&what)?
    };
    fs::write(out, page(report, sheet)?)?;
    Ok(())
}

fn simulated(what: &str) -> Result<MatchReport, Box<dyn Error>> {
    let played = simulate(&MatchPlan::invented(2))?;
    let events = played.game_events();
    let mut report = of_match(
        (what != "events").then_some(&played.game),
        (what != "positions").then_some(&events),
    );
    for (team, club) in report.teams.iter_mut().zip(&played.clubs) {
        team.name = Some(club.clone());
    }
    Ok(report)
}

fn page(report: MatchReport, player: Option<u16>) -> Result<String, Box<dyn Error>> {
    let styles = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../style");
    let mut sheet = String::new();
    for name in fs::read_to_string(styles.join("index.txt"))?.lines() {
        writeln!(sheet, "{}", fs::read_to_string(styles.join(name))?)?;
    }
    let panels = Owner::new().with(|| {
        let player = Signal::derive(move || player);
        view! {
            <ReportPanels report player data_href="data.html"/>
            <IconSprite/>
        }
        .to_html()
    });
    Ok(format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width\"><title>Report</title><style>{sheet}</style></head>\
         <body><main class=\"main\"><h1 class=\"sr-only\">Report</h1>{panels}</main></body></html>"
    ))
}
