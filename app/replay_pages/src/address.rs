//! The instant and the player in the address: `?t=2-1032.4&player=8`.

/// What an address says of a replay.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Address {
    /// The period's number and seconds since its first tick.
    pub(crate) instant: Option<(u8, f64)>,
    /// The place of the chosen player in the manifest.
    pub(crate) player: Option<usize>,
}

impl Address {
    /// What the part of an address from `?` on says. What is not understood is left out.
    pub(crate) fn parse(search: &str) -> Self {
        let mut address = Self::default();
        for pair in search.trim_start_matches('?').split('&') {
            match pair.split_once('=') {
                Some(("t", value)) => address.instant = instant(value),
                Some(("player", value)) => address.player = value.parse().ok(),
                _ => {}
            }
        }
        address
    }

    /// The same part of an address with this instead of what it said; the rest stays as it is.
    pub(crate) fn write(self, search: &str) -> String {
        let kept = search
            .trim_start_matches('?')
            .split('&')
            .filter(|pair| {
                !pair.is_empty() && !pair.starts_with("t=") && !pair.starts_with("player=")
            })
            .map(str::to_owned);
        let instant = self.instant.map(|(period, secs)| format!("t={period}-{}", two_places(secs)));
        let player = self.player.map(|player| format!("player={player}"));
        let pairs: Vec<_> = kept.chain(instant).chain(player).collect();
        if pairs.is_empty() { String::new() } else { ["?", &pairs.join("&")].concat() }
    }
}

/// Hundredths of a second tell the ticks of every provider apart: `1032.4`, `7`.
fn two_places(secs: f64) -> String {
    let written = format!("{secs:.2}");
    written.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn instant(value: &str) -> Option<(u8, f64)> {
    let (period, secs) = value.split_once('-')?;
    let secs: f64 = secs.parse().ok()?;
    (secs.is_finite() && secs >= 0.0).then_some((period.parse().ok()?, secs))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_instant_and_player_and_keeps_what_else_it_said() {
        let address = Address::parse("?tab=x&t=2-1032.4&player=8");
        assert_eq!(address, Address { instant: Some((2, 1032.4)), player: Some(8) });
        assert_eq!(address.write("?t=1-0&tab=x"), "?tab=x&t=2-1032.4&player=8");
        assert_eq!(Address::default().write("?t=1-0"), "");
    }

    #[test]
    fn each_tick_of_25_a_second_has_an_address_of_its_own() {
        for tick in 0..100 {
            let secs = f64::from(1000 + tick) / 25.0;
            let written = Address { instant: Some((1, secs)), player: None }.write("");
            assert_eq!(Address::parse(&written).instant, Some((1, secs)), "{written}");
        }
        assert_eq!(Address { instant: Some((1, 40.0)), player: None }.write(""), "?t=1-40");
    }

    #[test]
    fn what_is_no_instant_is_left_out() {
        for wrong in ["?t=", "?t=2", "?t=2--5", "?t=x-5", "?t=2-NaN", "?t=300-1", "?player=-1"] {
            assert_eq!(Address::parse(wrong), Address::default(), "{wrong}");
        }
    }
}
