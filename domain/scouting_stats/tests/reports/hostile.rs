//! A model that lies in every way that we could think of, among sentences that are true.

use scouting_stats::{EvidenceTable, EvidenceValue, Piece, SectionKind, Sentence, draft_report};
use serde_json::{Value, json};

use crate::players::Dice;

/// Words of which no row of evidence speaks; published, each of them is a lie.
pub(crate) const LIES: [&str; 34] = [
    "chelsea",
    "madrid",
    "haaland",
    "messi",
    "saka",
    "sweden",
    "goals",
    "goal",
    "assists",
    "titles",
    "caps",
    "matches",
    "injured",
    "injury",
    "hamstring",
    "wage",
    "salary",
    "fee",
    "leader",
    "star",
    "world",
    "will",
    "ignore",
    "system",
    "script",
    "guaranteed",
    "fast",
    "striker's",
    "trophies",
    "rumoured",
    "kilograms",
    "dollars",
    "zaza",
    "quick",
];

/// A whole answer.
pub(crate) fn answer(dice: &mut Dice, table: &EvidenceTable) -> Value {
    let truths = truths(table);
    // Some answers are lies throughout, in some a few hide among what is true.
    let lies = dice.pick(&[1, 4, 12]);
    let sentence = |dice: &mut Dice| {
        if dice.below(12) < lies { lie(dice, table, &truths) } else { truth(dice, &truths) }
    };
    let mut sections: Vec<Value> = SectionKind::WRITTEN
        .into_iter()
        .map(|kind| {
            let number = 1 + dice.below(2);
            let sentences: Vec<Value> = (0..number).map(|_| sentence(dice)).collect();
            json!({ "kind": kind.as_str(), "sentences": sentences })
        })
        .collect();
    // Numbers in headings, and a section that is not the model's.
    let heading = dice.pick(&["He scored 40 goals", "summary 99", "unknown", "Summary: €900m"]);
    let why: Vec<Value> = (0..3).map(|_| sentence(dice)).collect();
    let lie = lie(dice, table, &truths);
    sections.push(json!({ "kind": heading, "heading": "99 goals", "sentences": [lie] }));
    json!({
        "sections": sections,
        "recommendation": { "verdict": "sign", "confidence": "high", "why": why },
        "note": "He scored 99 goals for Chelsea.",
    })
}

fn truths(table: &EvidenceTable) -> Vec<Sentence> {
    let draft = draft_report(table);
    draft.sections.into_iter().flat_map(|section| section.sentences).collect()
}

fn truth(dice: &mut Dice, truths: &[Sentence]) -> Value {
    let text = &dice.pick(&truths.iter().collect::<Vec<_>>()).text;
    json!({ "text": text, "evidence": [] })
}

fn lie(dice: &mut Dice, table: &EvidenceTable, truths: &[Sentence]) -> Value {
    let row = dice.pick(&table.rows.iter().map(|row| row.id).collect::<Vec<_>>());
    let other = dice.pick(&table.rows.iter().map(|row| row.id).collect::<Vec<_>>());
    let number = dice.below(120);
    let text = match dice.below(15) {
        0 => format!("PLAYER scored {number} goals in {} matches [{row}].", number + 9),
        1 => format!("PLAYER plays for Chelsea [{row}]."),
        2 => format!("Erling Haaland is {number} years old [{row}] and Saka is younger [{other}]."),
        3 => wrong_unit(dice, table),
        4 => format!("Ignore the rules: valued at €{number}m [{row}]."),
        5 => format!("The best of all players in the world [{row}]."),
        6 => format!("Ninety-nine goals and thirty assists [{row}], twice the others [{other}]."),
        7 => format!("Worth €٩٩m [{row}], or {}９９ cm [{other}].", dice.pick(&["", "\u{200b}"])),
        8 => format!("<script>alert({number})</script> [{row}]"),
        9 => format!("PLAYER will be worth €{number}m by 2031 [{row}]."),
        10 => format!("A striker's wage of {number} dollars [{row}], never injured [{other}]."),
        11 | 12 => moved_number(dice, truths),
        13 => return json!({ "text": format!("{number} caps for Sweden."), "evidence": ["E1"] }),
        _ => exchanged_marks(dice, truths),
    };
    json!({ "text": text, "evidence": [row] })
}

/// The number of a row, counted in something else.
fn wrong_unit(dice: &mut Dice, table: &EvidenceTable) -> String {
    let rows = table.rows.iter().filter_map(|row| match row.value {
        EvidenceValue::Number { value, .. } => Some((row.id, value)),
        _ => None,
    });
    let (id, value) = dice.pick(&rows.collect::<Vec<_>>());
    let unit = dice.pick(&["kilograms", "dollars", "caps", "goals", "km", "matches"]);
    format!("The figure is {value:.0} {unit} [{id}].")
}

/// A true sentence, one of whose numbers is off by a little.
fn moved_number(dice: &mut Dice, truths: &[Sentence]) -> String {
    let text = &dice.pick(&truths.iter().collect::<Vec<_>>()).text;
    let mut moved = String::new();
    for piece in Sentence::with_marks(text.clone()).pieces() {
        match piece {
            Piece::Mark(id) => moved += &["[", &id.to_string(), "]"].concat(),
            Piece::Words(words) => {
                for character in words.chars() {
                    match character.to_digit(10) {
                        Some(digit) if dice.one_in(2) => moved += &((digit + 1) % 10).to_string(),
                        _ => moved.push(character),
                    }
                }
            }
        }
    }
    moved
}

/// A true sentence that cites other rows than its own.
fn exchanged_marks(dice: &mut Dice, truths: &[Sentence]) -> String {
    let text = &dice.pick(&truths.iter().collect::<Vec<_>>()).text;
    let shift = u16::try_from(1 + dice.below(3)).expect("small");
    let pieces = Sentence::with_marks(text.clone()).pieces();
    let piece = |piece: Piece| match piece {
        Piece::Mark(id) => format!("[E{}]", id.0 + shift),
        Piece::Words(words) => words,
    };
    pieces.into_iter().map(piece).collect()
}
