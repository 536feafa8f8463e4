//! What speaks for two records being one person, and against it, in words.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::player::UnknownWord;

/// Something that speaks for two records being one person, or against it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sign {
    /// The names have the same words.
    SameName,
    /// All words of the one name are in the other.
    PartOfName,
    /// The names differ by letters that the table has lost.
    LostLetters,
    /// The names differ by one slip of the pen.
    OneSlip,
    /// Born on the same day, or within what the estimate allows.
    SameBirthDate,
    /// The birth date lies in the year that the table gives.
    SameBirthYear,
    /// The birth date lies up to half a year outside what the table gives.
    NearBirthDate,
    /// One of the two has no birth date.
    BirthUnknown,
    /// They share a nationality.
    SameNation,
    /// They share no nationality.
    OtherNation,
    /// One of the two has no nationality that we can read.
    NationUnknown,
    /// The same club.
    SameClub,
    /// Another club: he may have moved since.
    OtherClub,
    /// The same line of play.
    SameLine,
    /// Another line of play.
    OtherLine,
    /// Somebody else could be meant as well.
    Namesake,
    /// Another row of the table would be the same player.
    TwoRows,
}

impl Sign {
    /// Every sign.
    pub const ALL: [Self; 17] = [
        Self::SameName,
        Self::PartOfName,
        Self::LostLetters,
        Self::OneSlip,
        Self::SameBirthDate,
        Self::SameBirthYear,
        Self::NearBirthDate,
        Self::BirthUnknown,
        Self::SameNation,
        Self::OtherNation,
        Self::NationUnknown,
        Self::SameClub,
        Self::OtherClub,
        Self::SameLine,
        Self::OtherLine,
        Self::Namesake,
        Self::TwoRows,
    ];

    /// The word that is stored and in the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SameName => "same_name",
            Self::PartOfName => "part_of_name",
            Self::LostLetters => "lost_letters",
            Self::OneSlip => "one_slip",
            Self::SameBirthDate => "same_birth_date",
            Self::SameBirthYear => "same_birth_year",
            Self::NearBirthDate => "near_birth_date",
            Self::BirthUnknown => "birth_unknown",
            Self::SameNation => "same_nation",
            Self::OtherNation => "other_nation",
            Self::NationUnknown => "nation_unknown",
            Self::SameClub => "same_club",
            Self::OtherClub => "other_club",
            Self::SameLine => "same_line",
            Self::OtherLine => "other_line",
            Self::Namesake => "namesake",
            Self::TwoRows => "two_rows",
        }
    }

    /// The words people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::SameName => "same name",
            Self::PartOfName => "one name is part of the other",
            Self::LostLetters => "same name but for lost letters",
            Self::OneSlip => "names one letter apart",
            Self::SameBirthDate => "same birth date",
            Self::SameBirthYear => "born in the same year",
            Self::NearBirthDate => "birth dates up to half a year apart",
            Self::BirthUnknown => "a birth date is unknown",
            Self::SameNation => "same nationality",
            Self::OtherNation => "different nationality",
            Self::NationUnknown => "a nationality is unknown",
            Self::SameClub => "same club",
            Self::OtherClub => "different club",
            Self::SameLine => "same line of play",
            Self::OtherLine => "different line of play",
            Self::Namesake => "somebody else fits too",
            Self::TwoRows => "another row fits this player too",
        }
    }

    /// It speaks against their being one person, or says that nothing is known.
    pub const fn is_against(self) -> bool {
        matches!(
            self,
            Self::LostLetters
                | Self::OneSlip
                | Self::NearBirthDate
                | Self::BirthUnknown
                | Self::OtherNation
                | Self::NationUnknown
                | Self::OtherClub
                | Self::OtherLine
                | Self::Namesake
                | Self::TwoRows
        )
    }

    /// How much it counts when candidates are put in order. Only the order matters.
    pub(super) const fn weight(self) -> i32 {
        match self {
            Self::SameName | Self::SameBirthDate => 8,
            Self::SameBirthYear => 6,
            Self::LostLetters | Self::SameNation => 5,
            Self::OneSlip | Self::SameClub => 4,
            Self::PartOfName => 3,
            Self::NearBirthDate => 2,
            Self::SameLine => 1,
            Self::BirthUnknown
            | Self::NationUnknown
            | Self::OtherClub
            | Self::Namesake
            | Self::TwoRows => 0,
            Self::OtherLine => -1,
            Self::OtherNation => -4,
        }
    }
}

impl FromStr for Sign {
    type Err = UnknownWord;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|sign| sign.as_str() == word)
            .ok_or_else(|| UnknownWord { word: word.to_owned(), expected: "a sign of who is who" })
    }
}
