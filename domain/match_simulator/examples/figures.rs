//! The figures of simulated matches, seed by seed: what a coach looks at first.
//!
//! `cargo run --release -p match_simulator --example figures -- FIRST_SEED LAST_SEED [HALF_SECS]`

#![expect(clippy::print_stdout, reason = "an example prints what it found")]
#![expect(clippy::disallowed_methods, reason = "an example has a clock")]

use football::Side;
use match_simulator::{EventKind, MatchPlan, Outcome, SimulatedMatch, simulate};

fn main() {
    let mut seeds = std::env::args().skip(1).filter_map(|word| word.parse::<u64>().ok());
    let (first, last) = (seeds.next().unwrap_or(1), seeds.next().unwrap_or(3));
    let half_secs = seeds.next().and_then(|secs| u32::try_from(secs).ok());
    for seed in first..=last {
        let mut plan = MatchPlan::invented(seed);
        if let Some(secs) = half_secs {
            plan.half_secs = [secs; 2];
        }
        let start = std::time::Instant::now();
        let Ok(played) = simulate(&plan) else { continue };
        println!("seed {seed}, {:.2} s", start.elapsed().as_secs_f64());
        print_longest_quiet(&played);
        for side in [Side::Home, Side::Away] {
            print_team(&played, side);
        }
    }
}

/// The longest stretch without an event: play that has got stuck shows here.
fn print_longest_quiet(played: &SimulatedMatch) {
    let gap = |pair: &[match_simulator::SimulatedEvent]| pair[1].clock_secs - pair[0].clock_secs;
    let longest = played.events.windows(2).max_by(|a, b| gap(a).total_cmp(&gap(b)));
    if let Some(pair) = longest {
        println!(
            "  quiet for {:.0} s after {:.1} s of half {}: {:?} at {:?}, then {:?}",
            gap(pair),
            pair[0].clock_secs,
            pair[0].period,
            pair[0].kind,
            pair[0].place_m,
            pair[1].kind
        );
    }
}

fn print_team(played: &SimulatedMatch, side: Side) {
    let of = |wanted: &dyn Fn(EventKind, Outcome) -> bool| {
        let is = |event: &&match_simulator::SimulatedEvent| {
            event.side == side && wanted(event.kind, event.outcome)
        };
        played.events.iter().filter(is).count()
    };
    let passes = of(&|kind, _| kind.is_pass());
    let complete = of(&|kind, outcome| kind.is_pass() && outcome == Outcome::Complete);
    let place = usize::from(side == Side::Away);
    println!(
        "  {} {}: passes {passes}, {} % complete; shots {}, on target {}, blocked {}, goals {}",
        played.clubs[place],
        played.truth.formations[place].name(),
        100 * complete / passes.max(1),
        of(&|kind, _| kind.is_shot()),
        of(&|kind, outcome| kind.is_shot() && matches!(outcome, Outcome::Goal | Outcome::Saved)),
        of(&|kind, outcome| kind.is_shot() && outcome == Outcome::Blocked),
        of(&|_, outcome| outcome == Outcome::Goal),
    );
    let shots = played.events.iter().filter(|event| event.side == side && event.kind.is_shot());
    let far: Vec<f64> = shots
        .map(|shot| {
            let length = played.game.pitch.length_m / 2.0;
            (length - shot.place_m[0].abs()).hypot(shot.place_m[1])
        })
        .collect();
    println!("    shots from {far:.0?} m");
    let count = |wanted: EventKind| of(&|kind, _| kind == wanted);
    println!(
        "    corners {}, throws {}, goal kicks {}, free kicks {}, fouls {}, offsides {}, tackles {}, \
         interceptions {}, recoveries {}, clearances {}, crosses {}, carries {}, penalties {}, changes {}",
        count(EventKind::Corner),
        count(EventKind::ThrowIn),
        count(EventKind::GoalKick),
        count(EventKind::FreeKick),
        count(EventKind::Foul),
        count(EventKind::Offside),
        count(EventKind::Tackle),
        count(EventKind::Interception),
        count(EventKind::Recovery),
        count(EventKind::Clearance),
        count(EventKind::Cross),
        count(EventKind::Carry),
        count(EventKind::Penalty),
        count(EventKind::Substitution),
    );
    let ticks = played.game.periods.iter().flat_map(|period| &period.ticks);
    let alive = ticks.clone().filter(|tick| tick.alive == Some(true));
    let mine = alive.clone().filter(|tick| tick.possession == Some(side)).count();
    println!(
        "    in play {} min, possession {} %",
        alive.clone().count() / 1500,
        100 * mine / alive.count().max(1)
    );
    for (player, truth) in played.game.players.iter().zip(&played.truth.players) {
        if player.side == side && !truth.stays.is_empty() {
            println!(
                "    {:?} {:?} {:.0} min {:.2} km, {} sprints, top {:.2} m/s",
                player.shirt,
                truth.stays[0].position,
                truth.minutes(),
                truth.distance_m() / 1000.0,
                truth.sprints(),
                truth.top_speed_mps(),
            );
        }
    }
}
