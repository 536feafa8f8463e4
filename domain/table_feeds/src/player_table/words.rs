//! Cells that hold words: positions, nations, feet, statuses; and marks of damage in any text.

use football::{Foot, PlayerStatus, Position};

use super::amounts::is_unknown;

/// What a cell says about where a player plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PositionRead {
    /// Nothing.
    Unknown,
    /// A position.
    Fine(Position),
    /// Only a line of play (`DF`, `Attack`); the central position of that line stands for it.
    Line(Position),
}

/// The word is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAWord;

/// Reads a position: a fine code (`CB`, `CDM`), a name (`Left Winger`), several of them (`LW/ST`, the
/// first counts) or `FBref`'s pairs of lines (`FWMF`, the first two letters are the main one).
///
/// # Errors
/// The cell names no position.
pub fn read_position(cell: &str) -> Result<PositionRead, NotAWord> {
    let first = cell.split(['/', ',', '|', ';']).next().unwrap_or_default().trim();
    if is_unknown(first) || first.eq_ignore_ascii_case("missing") {
        return Ok(PositionRead::Unknown);
    }
    if let Ok(position) = first.parse::<Position>() {
        return Ok(PositionRead::Fine(position));
    }
    let key: String = first
        .chars()
        .filter(|letter| letter.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    let (fine, position) = match key.as_str() {
        "gk" | "g" | "goalkeeper" | "keeper" | "torwart" => (true, Position::Goalkeeper),
        "cb" | "lcb" | "rcb" | "centreback" | "centerback" | "sweeper" | "sw" | "libero" => {
            (true, Position::CentreBack)
        }
        "lb" | "lwb" | "leftback" | "leftwingback" => (true, Position::LeftBack),
        "rb" | "rwb" | "rightback" | "rightwingback" => (true, Position::RightBack),
        "dm" | "cdm" | "ldm" | "rdm" | "defensivemidfield" | "defensivemidfielder" => {
            (true, Position::DefensiveMidfield)
        }
        "cm" | "lcm" | "rcm" | "centralmidfield" | "centralmidfielder" => {
            (true, Position::CentralMidfield)
        }
        "am" | "cam" | "lam" | "ram" | "attackingmidfield" | "attackingmidfielder" => {
            (true, Position::AttackingMidfield)
        }
        "lm" | "leftmidfield" | "leftmidfielder" => (true, Position::LeftMidfield),
        "rm" | "rightmidfield" | "rightmidfielder" => (true, Position::RightMidfield),
        "lw" | "leftwinger" | "leftwing" => (true, Position::LeftWinger),
        "rw" | "rightwinger" | "rightwing" => (true, Position::RightWinger),
        "ss" | "lf" | "rf" | "secondstriker" => (true, Position::SecondStriker),
        "cf" | "st" | "ls" | "rs" | "centreforward" | "centerforward" | "striker" => {
            (true, Position::CentreForward)
        }
        "def" | "d" | "defence" | "defense" | "defender" | "defenders" => {
            (false, Position::CentreBack)
        }
        "mid" | "m" | "midfield" | "midfielder" | "midfielders" => {
            (false, Position::CentralMidfield)
        }
        "att" | "f" | "attack" | "attacker" | "forward" | "forwards" => {
            (false, Position::CentreForward)
        }
        pair => match (pair.get(..2), pair.get(2..)) {
            (Some(main), Some("" | "gk" | "df" | "mf" | "fw")) => match main {
                "gk" => (true, Position::Goalkeeper),
                "df" => (false, Position::CentreBack),
                "mf" => (false, Position::CentralMidfield),
                "fw" => (false, Position::CentreForward),
                _ => return Err(NotAWord),
            },
            _ => return Err(NotAWord),
        },
    };
    Ok(if fine { PositionRead::Fine(position) } else { PositionRead::Line(position) })
}

/// Reads nations parted by `|`, `;` or `/`, the one played for first. A comma does not part them:
/// "Korea, South" is one nation.
pub fn read_nationalities(cell: &str) -> Vec<&str> {
    let mut nations = Vec::new();
    if is_unknown(cell.trim()) {
        return nations;
    }
    for nation in cell.split(['|', ';', '/']) {
        let nation = nation.trim();
        if !is_unknown(nation) && !nations.contains(&nation) {
            nations.push(nation);
        }
    }
    nations
}

/// Reads the stronger foot.
///
/// # Errors
/// The cell names no foot.
pub fn read_foot(cell: &str) -> Result<Option<Foot>, NotAWord> {
    let text = cell.trim();
    if is_unknown(text) {
        return Ok(None);
    }
    match text.to_lowercase().as_str() {
        "left" | "l" | "links" => Ok(Some(Foot::Left)),
        "right" | "r" | "rechts" => Ok(Some(Foot::Right)),
        "both" | "either" | "b" | "beidfüßig" => Ok(Some(Foot::Both)),
        _ => Err(NotAWord),
    }
}

/// Reads whether the player can be signed.
///
/// # Errors
/// The cell names no status.
pub fn read_status(cell: &str) -> Result<Option<PlayerStatus>, NotAWord> {
    let text = cell.trim();
    if is_unknown(text) {
        return Ok(None);
    }
    match text.to_lowercase().replace(['_', '-'], " ").as_str() {
        "active" => Ok(Some(PlayerStatus::Active)),
        "free agent" | "without club" | "vereinslos" => Ok(Some(PlayerStatus::FreeAgent)),
        "retired" | "career end" | "karriereende" => Ok(Some(PlayerStatus::Retired)),
        _ => Err(NotAWord),
    }
}

/// The text has lost letters before it came to us: a `?` that touches a letter, or the mark that a
/// failed decoding leaves.
pub fn has_lost_letters(text: &str) -> bool {
    if !text.contains(['?', char::REPLACEMENT_CHARACTER]) {
        return false;
    }
    let mut before = ' ';
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter == char::REPLACEMENT_CHARACTER
            || letter == '?'
                && (before.is_alphabetic()
                    || letters.peek().is_some_and(|next| next.is_alphabetic()))
        {
            return true;
        }
        before = letter;
    }
    false
}

/// A spreadsheet would run the text as a formula.
pub fn is_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
}
