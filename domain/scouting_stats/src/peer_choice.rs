//! What is asked about a season: which, among whom, and who of the players like one may be told. Read
//! from addresses and written into them, so that pages and the API ask in the same words.

use football::{FieldError, encode_component, read_euros};
use serde::{Deserialize, Serialize};

use crate::{PeerRule, Weighing};

/// Most minutes that can be asked of a peer: 60 whole matches.
const MOST_MINUTES: u32 = 5_400;
/// Most competitions that can be chosen one by one.
const MOST_COMPETITIONS: usize = 50;
/// Longest name of a competition, in characters.
const LONGEST_NAME: usize = 200;
/// Oldest footballer anybody looks for.
const OLDEST: u32 = 60;
/// Most similar players told at once.
const MOST_SIMILAR: usize = 100;

/// Which season, and who in it is a peer.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PeerChoice {
    /// The set of figures, by its number; `None` is the newest.
    pub set: Option<i64>,
    /// Competitions by name, in order and each once; none is all.
    pub competitions: Vec<String>,
    /// Minutes that make a peer.
    pub least_minutes: u32,
}

impl Default for PeerChoice {
    fn default() -> Self {
        let least_minutes = PeerRule::SEASON.least_minutes;
        Self { set: None, competitions: Vec::new(), least_minutes }
    }
}

impl PeerChoice {
    /// The words of an address.
    pub const NAMES: [&'static str; 3] = ["set", "competition", "minutes"];

    /// Reads decoded pairs of a query string. Words that are not ours and empty values are passed over:
    /// a form sends its empty fields too.
    ///
    /// # Errors
    /// One [`FieldError`] for each value that cannot be read.
    pub fn parse<'a>(
        pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, Vec<FieldError>> {
        let mut choice = Self::default();
        each_value(pairs, |name, value| choice.read(name, value))?;
        Ok(choice)
    }

    /// The rule of these peers.
    pub const fn rule(&self) -> PeerRule {
        PeerRule { least_minutes: self.least_minutes }
    }

    /// The choice as it stands in an address, without the `?`; defaults are left out.
    pub fn to_query_string(&self) -> String {
        written(&self.pairs())
    }

    fn read(&mut self, name: &str, value: &str) -> Result<(), String> {
        match name {
            "set" => self.set = Some(value.parse().ok().ok_or("Give the number of a season.")?),
            "competition" => {
                if value.chars().count() > LONGEST_NAME {
                    return Err(format!("Use at most {LONGEST_NAME} characters."));
                }
                if let Err(place) =
                    self.competitions.binary_search_by(|own| own.as_str().cmp(value))
                {
                    if self.competitions.len() == MOST_COMPETITIONS {
                        return Err(format!("Choose at most {MOST_COMPETITIONS}, or all."));
                    }
                    self.competitions.insert(place, value.to_owned());
                }
            }
            "minutes" => self.least_minutes = within(value, 1, MOST_MINUTES, "minutes")?,
            _ => {}
        }
        Ok(())
    }

    fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        pairs.extend(self.set.map(|set| ("set", set.to_string())));
        pairs.extend(self.competitions.iter().map(|name| ("competition", name.clone())));
        if self.rule() != PeerRule::SEASON {
            pairs.push(("minutes", self.least_minutes.to_string()));
        }
        pairs
    }
}

/// Who of the players like one is told. Asked after scoring: it changes nobody's score.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SimilarFilter {
    /// Fewest minutes in the season.
    pub minutes_min: Option<u32>,
    /// Least age, in the years that the season's figures tell.
    pub age_min: Option<u32>,
    /// Greatest age.
    pub age_max: Option<u32>,
    /// Least present value, in whole euros.
    pub value_min_eur: Option<i64>,
    /// Greatest present value.
    pub value_max_eur: Option<i64>,
}

impl SimilarFilter {
    /// Ages are asked for: who has none is left out.
    pub const fn asks_for_age(&self) -> bool {
        self.age_min.is_some() || self.age_max.is_some()
    }

    /// Values are asked for: who has none is left out.
    pub const fn asks_for_value(&self) -> bool {
        self.value_min_eur.is_some() || self.value_max_eur.is_some()
    }

    /// Whether somebody with these figures is told. What is unknown fits no bound.
    pub fn keeps(&self, minutes: u32, age: Option<u32>, value_eur: Option<i64>) -> bool {
        is_within(Some(minutes), self.minutes_min, None)
            && is_within(age, self.age_min, self.age_max)
            && is_within(value_eur, self.value_min_eur, self.value_max_eur)
    }
}

fn is_within<T: PartialOrd>(figure: Option<T>, low: Option<T>, high: Option<T>) -> bool {
    if low.is_none() && high.is_none() {
        return true;
    }
    figure.is_some_and(|figure| {
        low.is_none_or(|low| figure >= low) && high.is_none_or(|high| figure <= high)
    })
}

/// Who is like a player: the whole question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SimilarQuery {
    /// Which season, and among whom figures are measured.
    pub peers: PeerChoice,
    /// By what metrics are weighed.
    pub weighing: Weighing,
    /// Who is told.
    pub filter: SimilarFilter,
    /// How many are told.
    pub limit: usize,
}

impl Default for SimilarQuery {
    fn default() -> Self {
        Self {
            peers: PeerChoice::default(),
            weighing: Weighing::default(),
            filter: SimilarFilter::default(),
            limit: Self::USUAL,
        }
    }
}

impl SimilarQuery {
    /// How many are told unless somebody says.
    pub const USUAL: usize = 20;

    /// The words of an address.
    pub const NAMES: [&'static str; 10] = [
        "set",
        "competition",
        "minutes",
        "weights",
        "minutes_min",
        "age_min",
        "age_max",
        "value_min",
        "value_max",
        "limit",
    ];

    /// As [`PeerChoice::parse`].
    ///
    /// # Errors
    /// One [`FieldError`] for each value that cannot be read.
    pub fn parse<'a>(
        pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, Vec<FieldError>> {
        let mut query = Self::default();
        each_value(pairs, |name, value| query.read(name, value))?;
        let filter = query.filter;
        let mut errors = Vec::new();
        let mut check = |crossed: bool, field| {
            if crossed {
                let message = "The upper bound must not lie below the lower one.";
                errors.push(FieldError::new(field, message));
            }
        };
        check(filter.age_min.zip(filter.age_max).is_some_and(|(low, high)| low > high), "age_max");
        let values = filter.value_min_eur.zip(filter.value_max_eur);
        check(values.is_some_and(|(low, high)| low > high), "value_max");
        if errors.is_empty() { Ok(query) } else { Err(errors) }
    }

    /// The question as it stands in an address, without the `?`; defaults are left out.
    pub fn to_query_string(&self) -> String {
        let mut pairs = self.peers.pairs();
        if self.weighing != Weighing::default() {
            pairs.push(("weights", self.weighing.as_str().to_owned()));
        }
        let filter = self.filter;
        let bounds = [
            ("minutes_min", filter.minutes_min.map(i64::from)),
            ("age_min", filter.age_min.map(i64::from)),
            ("age_max", filter.age_max.map(i64::from)),
            ("value_min", filter.value_min_eur),
            ("value_max", filter.value_max_eur),
        ];
        let bounds =
            bounds.into_iter().filter_map(|(name, bound)| Some((name, bound?.to_string())));
        pairs.extend(bounds);
        if self.limit != Self::USUAL {
            pairs.push(("limit", self.limit.to_string()));
        }
        written(&pairs)
    }

    fn read(&mut self, name: &str, value: &str) -> Result<(), String> {
        let euros = || {
            read_euros(value)
                .ok_or_else(|| "Give euros from 0, such as 40m, 700k or 950000.".to_owned())
        };
        let filter = &mut self.filter;
        match name {
            "weights" => {
                self.weighing = value.parse::<Weighing>().map_err(|error| format!("{error}."))?;
            }
            "minutes_min" => filter.minutes_min = Some(within(value, 0, MOST_MINUTES, "minutes")?),
            "age_min" => filter.age_min = Some(within(value, 0, OLDEST, "years")?),
            "age_max" => filter.age_max = Some(within(value, 0, OLDEST, "years")?),
            "value_min" => filter.value_min_eur = Some(euros()?),
            "value_max" => filter.value_max_eur = Some(euros()?),
            "limit" => {
                self.limit = within(value, 1, MOST_SIMILAR, "players")?;
            }
            _ => return self.peers.read(name, value),
        }
        Ok(())
    }
}

/// Hands each value that is not empty to `read`, and gathers what cannot be read.
fn each_value<'a>(
    pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
    mut read: impl FnMut(&str, &str) -> Result<(), String>,
) -> Result<(), Vec<FieldError>> {
    let mut errors = Vec::new();
    for (name, value) in pairs {
        let value = value.trim();
        if value.is_empty() {
            continue;
        }
        if let Err(message) = read(name, value) {
            errors.push(FieldError::new(name, message));
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}

/// A whole number from `least` to `most`.
fn within<T>(value: &str, least: T, most: T, of: &str) -> Result<T, String>
where
    T: std::str::FromStr + PartialOrd + std::fmt::Display,
{
    match value.parse() {
        Ok(number) if number >= least && number <= most => Ok(number),
        _ => Err(format!("Give a whole number of {of} from {least} to {most}.")),
    }
}

fn written(pairs: &[(&'static str, String)]) -> String {
    let words: Vec<_> =
        pairs.iter().map(|(name, value)| [name, "=", &encode_component(value)].concat()).collect();
    words.join("&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_reads_back_from_its_address() {
        let pairs = [
            ("set", "3"),
            ("competition", "Premier League"),
            ("competition", "La Liga"),
            ("competition", "La Liga"),
            ("minutes", "450"),
            ("weights", "stability"),
            ("age_max", "23"),
            ("value_max", "40m"),
            ("minutes_min", ""),
            ("limit", "20"),
        ];

        let query = SimilarQuery::parse(pairs).unwrap();

        assert_eq!(
            query.to_query_string(),
            "set=3&competition=La%20Liga&competition=Premier%20League&minutes=450\
             &weights=stability&age_max=23&value_max=40000000"
        );
        assert_eq!(query.peers, PeerChoice::parse(pairs).unwrap());
        assert_eq!(query.peers.rule(), PeerRule::HALF_SEASON);
        assert_eq!(SimilarQuery::parse([]).unwrap().to_query_string(), "");
    }

    #[test]
    fn what_cannot_be_read_is_told_field_by_field() {
        let pairs = [("set", "new"), ("minutes", "0"), ("weights", "mine"), ("limit", "101")];
        let fields: Vec<_> =
            SimilarQuery::parse(pairs).unwrap_err().into_iter().map(|error| error.field).collect();
        assert_eq!(fields, ["set", "minutes", "weights", "limit"]);

        let crossed = SimilarQuery::parse([("age_min", "30"), ("age_max", "20")]).unwrap_err();
        assert_eq!(crossed[0].field, "age_max");
    }

    #[test]
    fn what_is_unknown_fits_no_bound_and_every_open_one() {
        let open = SimilarFilter::default();
        let young = SimilarFilter { age_max: Some(23), ..open };
        let cheap = SimilarFilter { value_max_eur: Some(5_000_000), ..open };

        assert!(open.keeps(0, None, None));
        assert!(young.keeps(900, Some(23), None) && !young.keeps(900, None, None));
        assert!(cheap.keeps(900, None, Some(5_000_000)) && !cheap.keeps(900, Some(20), None));
    }
}
