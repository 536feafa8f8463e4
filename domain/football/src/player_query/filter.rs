//! Which players: one field a filter, and their words in a query string.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{FieldError, Foot, PlayerStatus, Position, PositionGroup, read_euros};

/// Longest search text or name taken, in characters.
const LONGEST_TEXT: usize = 100;
/// Oldest age that can be asked for, in years.
const OLDEST: u8 = 150;
/// Largest height that can be asked for, in centimetres.
const TALLEST_CM: i16 = 300;

/// Which players. Every filter that is set must hold; an unknown value fits no bound.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlayerFilter {
    /// `q`: part of a name or club. Accents, case and one slip a word do not matter.
    pub text: Option<String>,
    /// `position`: any of these; groups such as `DEF` are taken apart. Empty is every position.
    pub positions: Vec<Position>,
    /// `age_min`: whole years, inclusive.
    pub age_min: Option<u8>,
    /// `age_max`: whole years, inclusive.
    pub age_max: Option<u8>,
    /// `value_min`: whole euros, inclusive.
    pub value_min_eur: Option<i64>,
    /// `value_max`: whole euros, inclusive.
    pub value_max_eur: Option<i64>,
    /// `nationality`: the country as it is written in the profile; any of a player's.
    pub nationality: Option<String>,
    /// `club`: the whole name; case and accents do not matter.
    pub club: Option<String>,
    /// `competition`: the whole name; case and accents do not matter.
    pub competition: Option<String>,
    /// `status`.
    pub status: Option<PlayerStatus>,
    /// `foot`.
    pub foot: Option<Foot>,
    /// `contract_before`: the contract ends before this day.
    pub contract_before: Option<NaiveDate>,
    /// `height_min`: centimetres, inclusive.
    pub height_min_cm: Option<i16>,
    /// `height_max`: centimetres, inclusive.
    pub height_max_cm: Option<i16>,
}

impl PlayerFilter {
    /// Every player fits.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Takes one pair of a query string. Words of others are passed over.
    pub(super) fn read(&mut self, name: &str, value: &str) -> Result<(), String> {
        match name {
            "q" => self.text = Some(short_text(value)?),
            "position" => {
                for word in value.split(',').map(str::trim).filter(|word| !word.is_empty()) {
                    for position in positions(word)? {
                        if !self.positions.contains(&position) {
                            self.positions.push(position);
                        }
                    }
                }
                self.positions.sort_unstable();
            }
            "age_min" => self.age_min = Some(age(value)?),
            "age_max" => self.age_max = Some(age(value)?),
            "value_min" => self.value_min_eur = Some(whole_euros(value)?),
            "value_max" => self.value_max_eur = Some(whole_euros(value)?),
            "nationality" => self.nationality = Some(short_text(value)?),
            "club" => self.club = Some(short_text(value)?),
            "competition" => self.competition = Some(short_text(value)?),
            "status" => self.status = Some(value.parse().map_err(sentence)?),
            "foot" => self.foot = Some(value.parse().map_err(sentence)?),
            "contract_before" => {
                let day = value.parse().ok();
                self.contract_before =
                    Some(day.ok_or_else(|| "Give a day as 2026-06-30.".to_owned())?);
            }
            "height_min" => self.height_min_cm = Some(height(value)?),
            "height_max" => self.height_max_cm = Some(height(value)?),
            _ => {}
        }
        Ok(())
    }

    /// Bounds that no number fits.
    pub(super) fn contradictions(&self) -> Vec<FieldError> {
        let mut errors = Vec::new();
        let mut check = |crossed: bool, field: &str| {
            if crossed {
                errors.push(FieldError::new(
                    field,
                    "The upper bound must not lie below the lower one.",
                ));
            }
        };
        check(crossed(self.age_min, self.age_max), "age_max");
        check(crossed(self.value_min_eur, self.value_max_eur), "value_max");
        check(crossed(self.height_min_cm, self.height_max_cm), "height_max");
        errors
    }

    /// The filters that are set, as pairs of a query string.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let positions: Vec<_> = self.positions.iter().map(|position| position.code()).collect();
        [
            ("q", self.text.clone()),
            ("position", (!positions.is_empty()).then(|| positions.join(","))),
            ("age_min", self.age_min.map(|age| age.to_string())),
            ("age_max", self.age_max.map(|age| age.to_string())),
            ("value_min", self.value_min_eur.map(|value| value.to_string())),
            ("value_max", self.value_max_eur.map(|value| value.to_string())),
            ("nationality", self.nationality.clone()),
            ("club", self.club.clone()),
            ("competition", self.competition.clone()),
            ("status", self.status.map(|status| status.as_str().to_owned())),
            ("foot", self.foot.map(|foot| foot.as_str().to_owned())),
            ("contract_before", self.contract_before.map(|day| day.to_string())),
            ("height_min", self.height_min_cm.map(|height| height.to_string())),
            ("height_max", self.height_max_cm.map(|height| height.to_string())),
        ]
        .into_iter()
        .filter_map(|(name, value)| value.map(|value| (name, value)))
        .collect()
    }

    /// The filters that are set, for people: `position LB, age max 22`.
    pub fn words(&self) -> String {
        let pairs = self.pairs();
        let words = pairs.iter().map(|(name, value)| {
            let name = if *name == "q" { "text".to_owned() } else { name.replace('_', " ") };
            [&name, " ", value].concat()
        });
        words.collect::<Vec<_>>().join(", ")
    }
}

fn crossed<T: PartialOrd>(low: Option<T>, high: Option<T>) -> bool {
    low.zip(high).is_some_and(|(low, high)| low > high)
}

fn short_text(value: &str) -> Result<String, String> {
    if value.chars().count() > LONGEST_TEXT {
        return Err(format!("Use at most {LONGEST_TEXT} characters."));
    }
    if value.contains('\0') {
        return Err("Leave out the character with code 0.".to_owned());
    }
    Ok(value.to_owned())
}

fn age(value: &str) -> Result<u8, String> {
    match value.parse() {
        Ok(age @ 0..=OLDEST) => Ok(age),
        _ => Err(format!("Give an age in whole years, 0 to {OLDEST}.")),
    }
}

fn height(value: &str) -> Result<i16, String> {
    match value.parse() {
        Ok(height @ 0..=TALLEST_CM) => Ok(height),
        _ => Err(format!("Give a height in whole centimetres, 0 to {TALLEST_CM}.")),
    }
}

fn whole_euros(value: &str) -> Result<i64, String> {
    read_euros(value).ok_or_else(|| "Give euros from 0, such as 40m, 700k or 950000.".to_owned())
}

fn positions(word: &str) -> Result<Vec<Position>, String> {
    let word = word.to_ascii_uppercase();
    // GK is both a position and a group of one.
    if let Ok(position) = word.parse() {
        return Ok(vec![position]);
    }
    let group = PositionGroup::ALL.into_iter().find(|group| group.code() == word);
    let group = group.ok_or_else(|| {
        format!("`{word}` is not a position: use codes such as CB, AM or CF, or DEF, MID, ATT.")
    })?;
    Ok(Position::ALL.into_iter().filter(|position| position.group() == group).collect())
}

fn sentence(error: impl std::fmt::Display) -> String {
    format!("{error}.")
}
