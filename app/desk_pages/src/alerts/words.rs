//! A change in words.

use chrono::NaiveDate;
use football::{
    PlayerStatus,
    desk::{ChangeKind, PlayerAlert},
    euros,
};
use page_base::wording;

/// "Value from €40m to €45m"; what is not known is said to be so.
pub(super) fn words(alert: &PlayerAlert) -> String {
    let shown = |text: &Option<String>| match text {
        None => "unknown".to_owned(),
        Some(text) => readable(alert.kind, text),
    };
    let after = || alert.after.as_deref().unwrap_or_default();
    let what = match alert.kind {
        ChangeKind::Report => return ["Report ", after(), " was written"].concat(),
        ChangeKind::Injury => return ["Injury: ", after()].concat(),
        ChangeKind::Value => "Value",
        ChangeKind::Club => "Club",
        ChangeKind::Contract => "Contract until",
        ChangeKind::Status => "Status",
    };
    [what, ": ", &shown(&alert.before), " → ", &shown(&alert.after)].concat()
}

/// As people read it; as it is where this release cannot read it.
fn readable(kind: ChangeKind, text: &str) -> String {
    let known = match kind {
        ChangeKind::Value => text.parse().ok().map(euros),
        ChangeKind::Contract => text.parse::<NaiveDate>().ok().map(wording::day),
        ChangeKind::Status => {
            text.parse::<PlayerStatus>().ok().map(|status| status.label().to_owned())
        }
        _ => None,
    };
    known.unwrap_or_else(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use football::{PlayerId, desk::AlertId};

    use super::*;

    fn alert(kind: ChangeKind, before: Option<&str>, after: Option<&str>) -> PlayerAlert {
        PlayerAlert {
            id: AlertId(1),
            player_id: PlayerId(7),
            player_name: "Ada".to_owned(),
            kind,
            before: before.map(str::to_owned),
            after: after.map(str::to_owned),
            at: DateTime::UNIX_EPOCH,
            is_read: false,
            lists: Vec::new(),
        }
    }

    #[test]
    fn a_change_says_what_was_and_what_is() {
        for (kind, before, after, said) in [
            (ChangeKind::Value, Some("40000000"), Some("45000000"), "Value: €40m → €45m"),
            (ChangeKind::Value, None, Some("500000"), "Value: unknown → €500k"),
            (ChangeKind::Club, Some("Ajax"), None, "Club: Ajax → unknown"),
            (
                ChangeKind::Contract,
                Some("2026-06-30"),
                Some("2028-06-30"),
                "Contract until: 30 Jun 2026 → 30 Jun 2028",
            ),
            (ChangeKind::Report, None, Some("3"), "Report 3 was written"),
            (
                ChangeKind::Injury,
                None,
                Some("Knee, since 4 May 2026"),
                "Injury: Knee, since 4 May 2026",
            ),
        ] {
            assert_eq!(words(&alert(kind, before, after)), said);
        }
    }
}
