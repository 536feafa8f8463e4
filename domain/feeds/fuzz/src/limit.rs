//! Ends the run after so much time of the processor, whatever else the machine does meanwhile.

use std::{num::ParseIntError, thread, time::Duration};

use rustix::{
    process::{Signal, getpid, kill_process},
    time::{ClockId, clock_gettime},
};

/// Time of the processor that a run may take.
pub(crate) fn read(seconds: &str) -> Result<Duration, ParseIntError> {
    seconds.parse().map(Duration::from_secs)
}

/// Watches the clock beside the fuzzer and asks libFuzzer for its end, which it comes to after the input at hand.
pub(crate) fn watch(limit: Duration) {
    thread::spawn(move || {
        while let Some(left) = limit.checked_sub(taken()).filter(|left| !left.is_zero()) {
            thread::sleep(left);
        }
        if let Err(error) = kill_process(getpid(), Signal::USR1) {
            eprintln!("cannot end the run: {error}");
        }
    });
}

/// What this process has had of the processor.
fn taken() -> Duration {
    clock_gettime(ClockId::ProcessCPUTime).try_into().unwrap_or_default()
}
