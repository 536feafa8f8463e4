//! TK20: events of six real minutes on the clock of the tracking.

use tracking::synchronisation::synchronise;

use crate::{
    bars::Bars,
    best,
    data::{events, folder, tracab},
    peers::Peers,
};

/// Ours and databallpy's, once the match is loaded.
pub(crate) fn measure(peers: &Peers, bars: &mut Bars) -> anyhow::Result<()> {
    let Some(game) = tracab() else {
        bars.skipped("the six minutes of the public tracking data are not here");
        return Ok(());
    };
    let Some(events) = events(&game) else {
        bars.skipped("the events of the six minutes are not here");
        return Ok(());
    };
    let found: usize = synchronise(&game, &events).iter().map(|period| period.events.len()).sum();
    anyhow::ensure!(found == events.len(), "{found} of {} events were found", events.len());
    let ours = best(3, || synchronise(&game, &events)).as_secs_f64();
    println!("     synchronisation of {found} events: {ours:.4} s");
    match peers.run("databallpy", "synchronisation_databallpy", &folder().join("tracab_nl_6min"))? {
        Some(peer) => {
            bars.at_most("TK20 synchronisation, ours / databallpy", ours / peer.secs, 1.0);
        }
        None => bars.skipped("databallpy is not installed"),
    }
    Ok(())
}
