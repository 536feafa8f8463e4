//! SC11: of five hundred reports by the offline writer and five hundred by a model that lies, no number, no
//! name and no claim is published that the evidence does not hold.

mod hostile;
mod oracle;
mod players;

use scouting_stats::{
    Briefing, EvidenceTable, Report, SectionKind, Shared, Verdict, briefing, collect, judge,
    write_report,
};

use crate::{
    oracle::unsupported,
    players::{Dice, HOSTILE_TEXTS, facts},
};

const REPORTS: u64 = 500;

fn tables() -> impl Iterator<Item = (u64, EvidenceTable)> {
    (0..REPORTS).map(|number| (number, collect(&facts(number), "Is he worth it?")))
}

/// What a job publishes: the model's first answer that is enough, of two; else the offline writer's.
fn published(dice: &mut Dice, table: &EvidenceTable) -> Report {
    let answers = [hostile::answer(dice, table), hostile::answer(dice, table)];
    let judged = answers.iter().map(|answer| judge(answer, table).expect("it is of the schema"));
    judged
        .filter(|judged| judged.is_enough)
        .map(|judged| judged.report)
        .next()
        .unwrap_or_else(|| write_report(table))
}

#[test]
fn no_offline_report_says_more_than_its_evidence() {
    for (number, table) in tables() {
        let report = write_report(&table);

        assert_eq!(unsupported(&report, &table), Vec::<String>::new(), "player {number}");
        assert_eq!(report.rejected, [], "player {number}");
    }
}

#[test]
fn no_lie_of_a_hostile_model_is_published() {
    let (mut by_the_model, mut refused) = (0, 0);
    for (number, table) in tables() {
        let dice = &mut Dice::new(10_000 + number);

        let report = published(dice, &table);

        assert_eq!(unsupported(&report, &table), Vec::<String>::new(), "player {number}");
        // The offline writer has nothing to refuse: what was refused was the model's.
        by_the_model += usize::from(!report.rejected.is_empty());
        refused += report.rejected.len();
    }
    eprintln!("{by_the_model} reports were the model's, of which {refused} sentences were refused");
    assert!(by_the_model > 100 && refused > 500, "{by_the_model} reports, {refused} sentences");
}

#[test]
fn what_is_left_of_a_single_answer_holds_even_where_it_is_not_enough() {
    for (number, table) in tables() {
        let answer = hostile::answer(&mut Dice::new(20_000 + number), &table);

        let judged = judge(&answer, &table).unwrap();

        assert_eq!(unsupported(&judged.report, &table), Vec::<String>::new(), "player {number}");
        if judged.report.recommendation.why.is_empty() {
            assert_eq!(judged.report.recommendation.verdict, Verdict::Undecided);
        }
    }
}

#[test]
fn no_order_in_a_name_or_a_club_reaches_the_model() {
    for (number, table) in tables() {
        let Briefing { system, prompt, .. } = briefing(&table, Shared::default(), &[]);

        for hostile in HOSTILE_TEXTS {
            assert!(!system.contains(hostile) && !prompt.contains(hostile), "player {number}");
        }
    }
}

#[test]
fn the_oracle_finds_each_kind_of_lie_by_itself() {
    let table = collect(&facts(3), "");
    for text in [
        "The player scored 31 goals [E1].",
        "The player plays for Chelsea [E1].",
        "Ninety-nine titles [E1].",
        "Worth €٩٩m [E1].",
        "Known to us.",
    ] {
        let mut report = write_report(&table);
        let summary = report.sections.iter_mut().find(|s| s.kind == SectionKind::Summary).unwrap();
        summary.sentences.push(scouting_stats::Sentence::with_marks(text));

        assert_ne!(unsupported(&report, &table), Vec::<String>::new(), "{text}");
    }
}
