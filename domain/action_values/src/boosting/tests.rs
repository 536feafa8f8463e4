//! Trees on made-up rows.

use proptest::prelude::*;

use super::*;

fn numbers(name: &str, values: Vec<f32>) -> Column {
    Column { name: name.to_owned(), values: Values::Numbers(values) }
}

fn words(name: &str, values: Vec<u8>) -> Column {
    Column { name: name.to_owned(), values: Values::Words(values) }
}

#[test]
fn one_question_gives_the_steps_of_newton() {
    // 40 rows below 0.5, a quarter true; 40 above, three quarters true.
    let side = |row: usize| if row < 40 { 0.25 } else { 0.75 };
    let features = Features::new(vec![numbers("side", (0..80).map(side).collect())]).unwrap();
    let outcomes: Vec<bool> = (0..80).map(|row| (row < 10) || (40..70).contains(&row)).collect();
    let growth = Growth { trees: 1, depth: 1, ..Growth::default() };

    let model = Boosted::fit(&features, &outcomes, growth).unwrap();

    // Half are true, so the odds begin at 0; the gradient of the left is 40 / 2 - 10, its curvature 40 / 4.
    assert!(model.base.abs() < 1e-12);
    let question = Node::Question { column: 0, split: Split::AtMost(0.5), yes: 1, no: 2 };
    assert_eq!(model.trees[0].nodes, [question, Node::Leaf(-0.1), Node::Leaf(0.1)]);
    let probabilities = model.probabilities(&features);
    assert!((probabilities[0] - 1.0 / (1.0 + 0.1_f64.exp())).abs() < 1e-12);
}

#[test]
fn rows_that_are_certain_weigh_less() {
    // Eight of 400 rows are a word of their own and true. They are fewer than a leaf has, but in the second tree they are
    // what is still uncertain.
    let features = Features::new(vec![
        words("group", (0..400_u16).map(|row| u8::from(row < 100)).collect()),
        words("kind", (0..400_u16).map(|row| u8::from(row < 8)).collect()),
    ])
    .unwrap();
    let outcomes: Vec<bool> = (0..400).map(|row| row < 8 || row % 50 == 49).collect();
    let growth = Growth { trees: 2, depth: 1, rate: 1.0, rows_of_leaf: 20, ..Growth::default() };
    let asks_kind = |tree: &Tree| matches!(tree.nodes[0], Node::Question { column: 1, .. });

    let model = Boosted::fit(&features, &outcomes, growth).unwrap();

    assert!(!asks_kind(&model.trees[0]), "all rows are alike, and eight are too few");
    assert!(asks_kind(&model.trees[1]), "{:?}", model.trees[1]);
}

#[test]
fn a_word_among_many_is_found() {
    let features = Features::new(vec![
        numbers("noise", (0..400_u16).map(|row| f32::from(row * 7 % 400)).collect()),
        words("kind", (0..400_u16).map(|row| u8::try_from(row % 8).unwrap()).collect()),
    ])
    .unwrap();
    let outcomes: Vec<bool> = (0..400).map(|row| row % 8 == 5).collect();

    let model = Boosted::fit(&features, &outcomes, Growth::default()).unwrap();

    let first = model.trees[0].nodes[0];
    assert!(matches!(first, Node::Question { column: 1, split: Split::Is(5), .. }), "{first:?}");
    let probabilities = model.probabilities(&features);
    assert!(probabilities.iter().zip(&outcomes).all(|(p, is)| (*p > 0.5) == *is));
    let again = Boosted::fit(&features, &outcomes, Growth::default()).unwrap();
    assert_eq!(model, again);
}

#[test]
fn what_cannot_be_learned_from_is_refused() {
    let fit = |values: Vec<f32>, outcomes: &[bool]| {
        let features = Features::new(vec![numbers("x", values)]).unwrap();
        Boosted::fit(&features, outcomes, Growth::default()).map(|_| ())
    };
    assert_eq!(fit(vec![1.0, 2.0], &[true, true]), Err(NotFitted::OneOutcome));
    assert_eq!(fit(vec![1.0, f32::NAN], &[true, false]), Err(NotFitted::NotANumber));
    assert_eq!(fit(vec![1.0], &[]), Err(NotFitted::Lengths { rows: 1, outcomes: 0 }));
    assert_eq!(fit(vec![1.0, 2.0], &[true, false]), Ok(()));
    assert_eq!(Features::new(vec![words("a", vec![1]), words("b", vec![])]), None);
}

proptest! {
    #[test]
    fn trees_never_make_the_loss_of_their_own_rows_larger(
        rows in prop::collection::vec((-50_i16..50, 0_u8..4, any::<bool>()), 2..300),
    ) {
        let features = Features::new(vec![
            numbers("x", rows.iter().map(|row| f32::from(row.0) / 3.0).collect()),
            words("kind", rows.iter().map(|row| row.1).collect()),
        ]).unwrap();
        let outcomes: Vec<bool> = rows.iter().map(|row| row.2).collect();
        let growth = Growth { trees: 20, rows_of_leaf: 5, ..Growth::default() };
        let Ok(model) = Boosted::fit(&features, &outcomes, growth) else { return Ok(()) };

        let loss = |trees: usize| {
            let part = Boosted { base: model.base, trees: model.trees[..trees].to_vec() };
            let probabilities = part.probabilities(&features);
            let losses = probabilities.iter().zip(&outcomes);
            losses.map(|(p, is)| -if *is { p.ln() } else { (1.0 - p).ln() }).sum::<f64>()
        };
        let losses: Vec<f64> = (0..=model.trees.len()).map(loss).collect();
        prop_assert!(losses.is_sorted_by(|one, other| *other <= one + 1e-6), "{losses:?}");
    }
}
