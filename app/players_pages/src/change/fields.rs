//! The form of a player as it is typed: every field a text.

use chrono::NaiveDate;
use football::{FieldError, MarketValue, Player, PlayerDraft, read_euros};
use page_base::wording;
use serde::{Deserialize, Serialize};

/// What stands in the fields of the form. Empty is unknown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlayerFields {
    pub name: String,
    pub known_name: String,
    pub birth_date: String,
    /// Countries, parted by commas.
    pub nationalities: String,
    pub position: String,
    pub foot: String,
    pub height_cm: String,
    pub club: String,
    pub competition: String,
    pub contract_until: String,
    pub status: String,
    /// `40m`, `700k`, `950000`.
    pub market_value: String,
    pub market_value_date: String,
    pub market_value_source: String,
    pub photo_url: String,
}

impl PlayerFields {
    /// The form of a player who is known.
    pub fn of(player: &Player) -> Self {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let day = |day: Option<NaiveDate>| day.map(wording::field_day).unwrap_or_default();
        let value = player.market_value.as_ref();
        Self {
            name: player.name.clone(),
            known_name: text(&player.known_name),
            birth_date: day(player.birth_date),
            nationalities: player.nationalities.join(", "),
            position: player.position.map(|code| code.code().to_owned()).unwrap_or_default(),
            foot: player.foot.map(|foot| foot.as_str().to_owned()).unwrap_or_default(),
            height_cm: player.height_cm.map(|height| height.to_string()).unwrap_or_default(),
            club: text(&player.club),
            competition: text(&player.competition),
            contract_until: day(player.contract_until),
            status: player.status.as_str().to_owned(),
            market_value: value.map(|value| value.amount_eur.to_string()).unwrap_or_default(),
            market_value_date: day(value.map(|value| value.date)),
            market_value_source: value.map(|value| value.source.clone()).unwrap_or_default(),
            photo_url: text(&player.photo_url),
        }
    }

    /// The form as it was typed; `field` tells what stands in the field of a name.
    pub fn typed(field: impl Fn(&str) -> String) -> Self {
        Self {
            name: field("name"),
            known_name: field("known_name"),
            birth_date: field("birth_date"),
            nationalities: field("nationalities"),
            position: field("position"),
            foot: field("foot"),
            height_cm: field("height_cm"),
            club: field("club"),
            competition: field("competition"),
            contract_until: field("contract_until"),
            status: field("status"),
            market_value: field("market_value"),
            market_value_date: field("market_value_date"),
            market_value_source: field("market_value_source"),
            photo_url: field("photo_url"),
        }
    }

    /// Each field's name with what stands in it; [`PlayerFields::typed`] reads them back.
    #[cfg(feature = "ssr")]
    pub fn by_name(&self) -> [(&'static str, &str); 15] {
        [
            ("name", &self.name),
            ("known_name", &self.known_name),
            ("birth_date", &self.birth_date),
            ("nationalities", &self.nationalities),
            ("position", &self.position),
            ("foot", &self.foot),
            ("height_cm", &self.height_cm),
            ("club", &self.club),
            ("competition", &self.competition),
            ("contract_until", &self.contract_until),
            ("status", &self.status),
            ("market_value", &self.market_value),
            ("market_value_date", &self.market_value_date),
            ("market_value_source", &self.market_value_source),
            ("photo_url", &self.photo_url),
        ]
    }

    /// The draft that the fields describe, sound by [`PlayerDraft::errors`].
    ///
    /// # Errors
    /// What is wrong, field by field. Browser and server run this same function.
    pub fn draft(&self, today: NaiveDate) -> Result<PlayerDraft, Vec<FieldError>> {
        let mut errors = Vec::new();
        let draft = PlayerDraft {
            name: self.name.trim().to_owned(),
            known_name: text(&self.known_name),
            birth_date: read(&mut errors, "birth_date", &self.birth_date, DAY),
            nationalities: self.nationalities.split([',', ';', '|']).filter_map(text).collect(),
            position: read(&mut errors, "position", &self.position, "Choose a position."),
            foot: read(&mut errors, "foot", &self.foot, "Choose left, right or both."),
            height_cm: read(&mut errors, "height_cm", &self.height_cm, "Give whole centimetres."),
            club: text(&self.club),
            competition: text(&self.competition),
            contract_until: read(&mut errors, "contract_until", &self.contract_until, DAY),
            status: read(&mut errors, "status", &self.status, "Choose a status.")
                .unwrap_or_default(),
            market_value: self.value(&mut errors),
            photo_url: text(&self.photo_url),
        };
        for error in draft.errors(today) {
            if !errors.iter().any(|other: &FieldError| other.field == error.field) {
                errors.push(error);
            }
        }
        if errors.is_empty() { Ok(draft) } else { Err(errors) }
    }

    fn value(&self, errors: &mut Vec<FieldError>) -> Option<MarketValue> {
        let amount = self.market_value.trim();
        let date: Option<NaiveDate> =
            read(errors, "market_value_date", &self.market_value_date, DAY);
        if amount.is_empty() {
            return None;
        }
        let Some(amount_eur) = read_euros(amount) else {
            let cure = "Give euros, such as 40m, 700k or 950000.";
            errors.push(FieldError::new("market_value", cure));
            return None;
        };
        let Some(date) = date else {
            errors.push(FieldError::new("market_value_date", "Give the day of the value."));
            return None;
        };
        Some(MarketValue { amount_eur, date, source: self.market_value_source.trim().to_owned() })
    }
}

const DAY: &str = "Give a day as 2026-06-30.";

fn text(text: impl AsRef<str>) -> Option<String> {
    let text = text.as_ref().trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn read<T: std::str::FromStr>(
    errors: &mut Vec<FieldError>,
    field: &str,
    value: &str,
    cure: &str,
) -> Option<T> {
    let value = value.trim();
    if value.is_empty() {
        return None;
    }
    let read = value.parse().ok();
    if read.is_none() {
        errors.push(FieldError::new(field, cure));
    }
    read
}

#[cfg(test)]
mod tests {
    use football::{Foot, PlayerId, PlayerStatus, Position};

    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn a_player_survives_the_form() {
        let player = Player {
            id: PlayerId(1),
            name: "Martin Ødegaard".to_owned(),
            known_name: None,
            birth_date: Some(day(1998, 12, 17)),
            nationalities: vec!["Norway".to_owned(), "Ghana".to_owned()],
            position: Some(Position::AttackingMidfield),
            foot: Some(Foot::Left),
            height_cm: Some(178),
            club: Some("Arsenal".to_owned()),
            competition: None,
            contract_until: Some(day(2028, 6, 30)),
            status: PlayerStatus::FreeAgent,
            market_value: Some(MarketValue {
                amount_eur: 100_000_001,
                date: day(2024, 12, 16),
                source: "Club".to_owned(),
            }),
            photo_url: None,
            version: 3,
            updated_at: chrono::DateTime::UNIX_EPOCH,
        };

        let draft = PlayerFields::of(&player).draft(day(2026, 1, 1));

        assert_eq!(draft, Ok(PlayerDraft::from(player)));
    }

    #[test]
    #[cfg(feature = "ssr")]
    fn a_refused_form_is_kept_field_by_field() {
        let names = std::cell::RefCell::new(Vec::new());
        let typed = PlayerFields::typed(|name| {
            names.borrow_mut().push(name.to_owned());
            ["typed as ", name].concat()
        });

        let kept: std::collections::BTreeMap<_, _> = typed.by_name().into();

        let sent = serde_json::to_value(&typed).unwrap();
        assert_eq!(serde_json::to_value(&kept).unwrap(), sent);
        assert_eq!(names.into_inner().len(), kept.len());
    }

    #[test]
    fn each_field_that_cannot_be_read_says_how_to_write_it() {
        let fields = PlayerFields {
            birth_date: "17.12.1998".to_owned(),
            height_cm: "1.78".to_owned(),
            market_value: "a lot".to_owned(),
            ..PlayerFields::default()
        };

        let errors = fields.draft(day(2026, 1, 1)).unwrap_err();

        let fields: Vec<_> = errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, ["birth_date", "height_cm", "market_value", "name"]);
    }

    #[test]
    fn a_value_needs_its_day_and_source() {
        let mut fields = PlayerFields {
            name: "A".to_owned(),
            market_value: "1.5m".to_owned(),
            ..PlayerFields::default()
        };

        let errors = fields.draft(day(2026, 1, 1)).unwrap_err();
        assert_eq!(errors[0].field, "market_value_date");
        fields.market_value_date = "2025-12-31".to_owned();
        let errors = fields.draft(day(2026, 1, 1)).unwrap_err();
        assert_eq!(errors[0].field, "market_value_source");
        fields.market_value_source = "Club".to_owned();
        let draft = fields.draft(day(2026, 1, 1)).unwrap();
        assert_eq!(draft.market_value.map(|value| value.amount_eur), Some(1_500_000));
    }
}
