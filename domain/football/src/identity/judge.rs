//! One sighting against one of our players.

use super::{
    Born, Known, Nations, Sighting, Sign, Trust,
    names::{FoldedName, Likeness, fold_name},
};
use crate::PositionGroup;

/// Days outside what the table says of a birth within which a record is still shown to a person: half a
/// year, which is where 95 in 100 estimates of the public table lie.
const NEAR_DAYS: i64 = 183;

/// What stands in the names of clubs and tells nothing.
const CLUB_WORDS: [&str; 14] =
    ["fc", "afc", "cf", "sc", "ac", "as", "cd", "club", "calcio", "fk", "sk", "sv", "ssc", "us"];

/// A record, made ready for comparing.
#[derive(Clone, Debug)]
pub(super) struct Ready {
    pub(super) names: Vec<FoldedName>,
    nations: Nations,
    pub(super) born: Option<Born>,
    club: Vec<String>,
    group: Option<PositionGroup>,
}

impl Ready {
    pub(super) fn of_sighting(sighting: &Sighting) -> Self {
        Self {
            names: vec![FoldedName::of(&sighting.name)],
            nations: Nations::of(&sighting.nations),
            born: sighting.born,
            club: club_words(sighting.club.as_deref()),
            group: sighting.group,
        }
    }

    pub(super) fn of_known(known: &Known, trust: Trust) -> Self {
        Self {
            names: known.names.iter().map(|name| FoldedName::of(name)).collect(),
            nations: Nations::of(&known.nations),
            born: known.birth_date.map(|day| Born::on(day).widened(trust.birth_error_days)),
            club: club_words(known.club.as_deref()),
            group: known.group,
        }
    }
}

fn club_words(club: Option<&str>) -> Vec<String> {
    let folded = fold_name(club.unwrap_or_default());
    folded
        .split(' ')
        .filter(|word| !word.is_empty() && !CLUB_WORDS.contains(word))
        .map(str::to_owned)
        .collect()
}

/// How sure a pair is by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Strength {
    /// Certain, unless somebody else could be meant as well.
    Strong,
    /// For a person to decide.
    Weak,
}

/// A sighting against one of our players.
#[derive(Clone, Debug)]
pub(super) struct Judgement {
    pub(super) strength: Strength,
    pub(super) signs: Vec<Sign>,
    /// The name is the same and nothing but the birth is unknown: a namesake who could be meant.
    pub(super) is_namesake: bool,
}

impl Judgement {
    pub(super) fn weight(&self) -> i32 {
        self.signs.iter().map(|sign| sign.weight()).sum()
    }
}

/// What speaks for the two being one; `None` where nothing does.
///
/// The rule for [`Strength::Strong`] (decision 0076): the same name, a birth that agrees, a shared
/// nationality, and not a goalkeeper here and an outfield player there; where only the year of birth is
/// known, also the same club or the same line of play.
pub(super) fn judge(sighting: &Ready, known: &Ready) -> Option<Judgement> {
    let birth = birth(sighting.born, known.born)?;
    let likeness = sighting
        .names
        .iter()
        .flat_map(|one| known.names.iter().map(move |other| one.likeness(other)))
        .max()
        .flatten()?;
    let nation = sighting.nations.agree(&known.nations);
    let club = same_club(&sighting.club, &known.club);
    let line = sighting.group.zip(known.group).map(|(one, other)| one == other);
    if keeps_goal(sighting).zip(keeps_goal(known)).is_some_and(|(one, other)| one != other) {
        return None;
    }

    let agrees = matches!(birth, Sign::SameBirthDate | Sign::SameBirthYear);
    let placed = club == Some(true) || line == Some(true);
    let strong = likeness == Likeness::Same
        && nation == Some(true)
        && (birth == Sign::SameBirthDate || birth == Sign::SameBirthYear && placed);
    let worth_asking = match likeness {
        Likeness::Same => agrees || nation != Some(false),
        // Half a name is shared by many: something else must point to him.
        Likeness::Part | Likeness::OneSlip | Likeness::LostLetters => {
            agrees && nation == Some(true) && (birth == Sign::SameBirthDate || placed)
        }
    };
    if !worth_asking {
        return None;
    }
    let name = match likeness {
        Likeness::Same => Sign::SameName,
        Likeness::Part => Sign::PartOfName,
        Likeness::LostLetters => Sign::LostLetters,
        Likeness::OneSlip => Sign::OneSlip,
    };
    let nation_sign = match nation {
        Some(true) => Sign::SameNation,
        Some(false) => Sign::OtherNation,
        None => Sign::NationUnknown,
    };
    let mut signs = vec![name, birth, nation_sign];
    signs.extend(club.map(|same| if same { Sign::SameClub } else { Sign::OtherClub }));
    signs.extend(line.map(|same| if same { Sign::SameLine } else { Sign::OtherLine }));
    Some(Judgement {
        strength: if strong { Strength::Strong } else { Strength::Weak },
        is_namesake: likeness == Likeness::Same && birth == Sign::BirthUnknown,
        signs,
    })
}

/// What the births say; `None` where they part the two.
fn birth(sighting: Option<Born>, known: Option<Born>) -> Option<Sign> {
    let (Some(seen), Some(ours)) = (sighting, known) else { return Some(Sign::BirthUnknown) };
    match seen.days_apart(ours) {
        0 if seen.is_a_day() => Some(Sign::SameBirthDate),
        0 if seen.is_within_a_year() => Some(Sign::SameBirthYear),
        0..=NEAR_DAYS => Some(Sign::NearBirthDate),
        _ => None,
    }
}

/// Whether he keeps goal; `None` where nobody says where he plays.
fn keeps_goal(record: &Ready) -> Option<bool> {
    record.group.map(|group| group == PositionGroup::Goalkeeper)
}

/// Whether the clubs are one: the words of the one are in the other. `None` where one is unknown.
fn same_club(one: &[String], other: &[String]) -> Option<bool> {
    if one.is_empty() || other.is_empty() {
        return None;
    }
    let within = |one: &[String], other: &[String]| one.iter().all(|word| other.contains(word));
    Some(within(one, other) || within(other, one))
}
