//! SC1 and SC2: forecasts of value and their bands, by protocol A on the open values.

#![expect(clippy::disallowed_methods, reason = "a benchmark reads the clock and its files")]

use std::{
    collections::BTreeMap,
    hint::black_box,
    io::Read as _,
    path::PathBuf,
    time::{Duration, Instant},
};

use anyhow::Context as _;
use chrono::NaiveDate;
use football::{PlayerId, PositionGroup};
use scouting_stats::value::{
    Accuracy, ColumnSet, DatedValue, Forecaster, LinearModel, ModelSettings, Origin, OriginReport,
    Panel, ReportCard, ValuationHistory, ValueModel,
};

/// What is judged: what it is, its figure, its bar, and whether it holds.
type Judge<'a> = &'a mut dyn FnMut(&str, String, &str, bool);

/// The last day of the open values.
const NEWEST_YEAR: i32 = 2021;
const SEED: u64 = 20_260_701;
/// Players of the batch, and how long it may take.
const BATCH: usize = 32_000;
const BATCH_SECS: f64 = 60.0;

/// Measures and judges every figure of SC1 and SC2.
pub(crate) fn measure(judge: Judge<'_>) -> anyhow::Result<()> {
    let Some(histories) = open_values()? else { return Ok(()) };
    let newest = Origin::end_of_season(NEWEST_YEAR).context("2021 is a year")?;

    let started = Instant::now();
    let panel = Panel::new(&histories, newest);
    println!("SC1 Value: {} players; panel in {:.2?}", histories.len(), started.elapsed());
    let settings = ModelSettings::seeded(SEED);
    let started = Instant::now();
    let card = ReportCard::compute(&panel, settings);
    println!("  report card of {} origins in {:.2?}", card.origins.len(), started.elapsed());
    let plain =
        ReportCard::compute(&panel, ModelSettings { columns: ColumnSet::Plain, ..settings });
    for skipped in &card.skipped {
        println!("  skipped {}: {}", skipped.origin, skipped.error);
    }
    sc1(&card, &plain, judge)?;
    sc2(&card, &panel, settings, judge)?;
    no_leak(&histories, &card, settings, judge)?;
    speed(&histories, &panel, settings, judge)
}

fn sc1(card: &ReportCard, plain: &ReportCard, judge: Judge<'_>) -> anyhow::Result<()> {
    println!("  reference: last value .476 .464 .474 .394 .496, linear .432 .437 .445 .351 .459");
    println!("  origin      players  train  last   curve  linear (products)  share  MedALE");
    for (report, plain) in card.origins.iter().zip(&plain.origins) {
        let errors = report.everyone;
        println!(
            "  {} {:>8} {:>6}  {:.3}  {:.3}  {:.4} ({:.4})    {:.3}  {:.3}",
            report.origin,
            errors.linear.players,
            report.training_rows,
            errors.last_value.male,
            errors.age_curve.male,
            plain.everyone.linear.male,
            errors.linear.male,
            errors.linear.male / errors.last_value.male,
            errors.linear.med_ale,
        );
    }
    let all = |errors: fn(&OriginReport) -> Accuracy, card: &ReportCard| {
        card.origins.iter().map(errors).collect::<Vec<_>>()
    };
    println!("  means over origins                MAE k€  MdAPE %  MedALE  MALE   RMSLE  bias");
    for (what, accuracies, reference) in [
        ("last value", all(|o| o.everyone.last_value, card), "981.4 32.1 .338 .461 .665 -.039"),
        ("age curve", all(|o| o.everyone.age_curve, card), "935.5 32.0 .320 .441 .628 -.052"),
        ("linear", all(|o| o.everyone.linear, plain), "959.5 30.9 .312 .4248 .591 -.029"),
        ("with products", all(|o| o.everyone.linear, card), ".4243"),
    ] {
        let mean = |figure: fn(&Accuracy) -> f64| mean(accuracies.iter().map(figure));
        println!(
            "  {what:<32} {:>7.1}  {:>6.1}   {:.3}  {:.4}  {:.3}  {:+.3}   reference {reference}",
            mean(|a| a.mae_eur) / 1_000.0,
            mean(|a| a.mdape_percent),
            mean(|a| a.med_ale),
            mean(|a| a.male),
            mean(|a| a.rmsle),
            mean(|a| a.bias),
        );
    }
    let known: Vec<_> = card.origins.iter().filter_map(|report| report.age_known).collect();
    println!(
        "  age known: {:?} players; last value {:.3} (reference .471), curve {:.3} (.436), linear {:.3}",
        known.iter().map(|errors| errors.linear.players).collect::<Vec<_>>(),
        mean(known.iter().map(|errors| errors.last_value.male)),
        mean(known.iter().map(|errors| errors.age_curve.male)),
        mean(known.iter().map(|errors| errors.linear.male)),
    );

    for (card, columns) in [(card, "64 columns"), (plain, "58 columns")] {
        let male = card.mean_male(Forecaster::Linear).context("no origin")?;
        at_most(judge, &format!("SC1 mean MALE, {columns} (stretch .420)"), male, 0.430);
        let share = card.pooled_share(Forecaster::Linear).context("no origin")?;
        at_most(judge, &format!("SC1 pooled share of the last value's, {columns}"), share, 0.93);
        let worst = card
            .origins
            .iter()
            .map(|report| report.everyone.linear.male / report.everyone.last_value.male)
            .fold(0.0, f64::max);
        at_most(judge, &format!("SC1 worst origin's share (stretch .93), {columns}"), worst, 0.95);
        let med_ale = mean(card.origins.iter().map(|report| report.everyone.linear.med_ale));
        at_most(judge, &format!("SC1 MedALE, {columns}"), med_ale, 0.320);
    }
    Ok(())
}

fn sc2(
    card: &ReportCard,
    panel: &Panel,
    settings: ModelSettings,
    judge: Judge<'_>,
) -> anyhow::Result<()> {
    println!(
        "SC2 Bands; one year, reference .768 .805 .800 .867 .770, pooled .802, width 1.31-1.39"
    );
    for report in &card.origins {
        let band = report.band;
        println!("  {} {:.3} width {:.3}", report.origin, band.share, band.mean_width);
    }
    let pooled = card.pooled_band().context("no origin")?;
    within(judge, "SC2 one-year coverage, pooled", pooled.share, 0.77, 0.83);
    for report in &card.origins {
        let what = format!("SC2 one-year coverage, {}", report.origin);
        within(judge, &what, report.band.share, 0.72, 0.88);
    }
    at_most(judge, "SC2 one-year mean log width", pooled.mean_width, 1.45);

    println!(
        "  career; reference coverage .777 .777 .778, share .945 .870 .824, width 1.29 1.90 2.32"
    );
    // Origins 2015 to 2018: three years have come.
    let card = ReportCard::of_origins(panel, 3..=6, settings);
    for report in &card.origins {
        for (what, careers) in
            [("age known", &report.career), ("age unknown", &report.career_age_unknown)]
        {
            for career in careers {
                println!(
                    "  {} {what:<11} year {}: {:>5} players, coverage {:.3}, width {:.2}, share {:.3}",
                    report.origin,
                    career.year,
                    career.coverage.players,
                    career.coverage.share,
                    career.coverage.mean_width,
                    career.median_path.male / career.last_value.male,
                );
            }
        }
    }
    for (year, share_bar) in [(1, None), (2, Some(0.88)), (3, Some(0.84))] {
        let (coverage, share) = card.pooled_career(year).context("no origin")?;
        println!("  year {year}: mean log width {:.2}, share {share:.3}", coverage.mean_width);
        within(judge, &format!("SC2 career coverage, year {year}"), coverage.share, 0.77, 0.83);
        if let Some(bar) = share_bar {
            at_most(judge, &format!("SC2 median path's share, year {year}"), share, bar);
        }
    }
    let again = ReportCard::of_origins(panel, 3..=6, settings);
    let same = serde_json::to_vec(&again)? == serde_json::to_vec(&card)?;
    judge("SC2 the same seed gives the same bytes", same.to_string(), "true", same);
    Ok(())
}

/// Every value after the origin is replaced by a wild one: no bit of any forecast may change.
fn no_leak(
    histories: &[ValuationHistory],
    card: &ReportCard,
    settings: ModelSettings,
    judge: Judge<'_>,
) -> anyhow::Result<()> {
    let mut differing = 0_usize;
    let mut forecasts = 0_usize;
    for origin in card.origins.iter().map(|report| report.origin) {
        let newest = Origin::end_of_season(NEWEST_YEAR).context("2021 is a year")?;
        let wild: Vec<_> =
            histories.iter().map(|history| with_wild_future(history, origin)).collect();
        let all = |histories: &[ValuationHistory]| -> anyhow::Result<Vec<Vec<u8>>> {
            let panel = Panel::new(histories, newest);
            let model = ValueModel::fit(panel.past(origin).context("no such origin")?, settings)?;
            let forecast = |history| Ok(serde_json::to_vec(&model.forecast(history))?);
            histories.iter().map(forecast).collect()
        };
        let (with, without) = (all(histories)?, all(&wild)?);
        forecasts += with.len();
        differing += with.iter().zip(&without).filter(|(with, without)| with != without).count();
    }
    let what = format!("SC1 of {forecasts} forecasts changed by a random future");
    judge(&what, differing.to_string(), "= 0", differing == 0);
    Ok(())
}

fn with_wild_future(history: &ValuationHistory, origin: Origin) -> ValuationHistory {
    let wild = |value: &DatedValue| {
        if value.date <= origin.0 {
            return *value;
        }
        let mixed = value.value_eur.wrapping_mul(6_364_136_223_846_793_005) ^ history.player().0;
        DatedValue { value_eur: 1 + mixed.rem_euclid(200_000_000), ..*value }
    };
    let values = history.values().iter().map(wild).collect();
    ValuationHistory::new(history.player(), history.birth_date(), history.group(), values)
}

fn speed(
    histories: &[ValuationHistory],
    panel: &Panel,
    settings: ModelSettings,
    judge: Judge<'_>,
) -> anyhow::Result<()> {
    println!("Speed, one thread");
    let past = panel.past(panel.newest()).context("the newest is an origin")?;
    let (linear, took) = timed(|| LinearModel::fit(past, settings.columns));
    println!("  {} rows x 64 columns x 9 rounds: {took:.2?}", linear?.rows);
    let (model, took) = timed(|| ValueModel::fit(past, settings));
    let model = model?;
    println!("  every model: {took:.2?}; {} bytes as JSON", serde_json::to_vec(&model)?.len());
    let many: Vec<_> = histories.iter().cycle().take(BATCH).collect();
    let (told, took) = timed(|| {
        let mut told = 0_usize;
        for history in many {
            if let Ok(forecast) = model.forecast(history) {
                told += serde_json::to_vec(&black_box(forecast))?.len();
            }
        }
        anyhow::Ok(told)
    });
    println!("  forecasts of {BATCH} players, written as {} bytes of JSON: {took:.2?}", told?);
    at_most(judge, "forecasts of 32,000 players, s", took.as_secs_f64(), BATCH_SECS);
    Ok(())
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let started = Instant::now();
    let done = work();
    (done, started.elapsed())
}

fn mean(figures: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = figures.fold((0.0, 0.0), |(sum, count), figure| (sum + figure, count + 1.0));
    sum / count
}

fn at_most(judge: Judge<'_>, what: &str, figure: f64, bar: f64) {
    judge(what, format!("{figure:.4}"), &format!("<= {bar}"), figure <= bar);
}

fn within(judge: Judge<'_>, what: &str, figure: f64, least: f64, most: f64) {
    let held = (least..=most).contains(&figure);
    judge(what, format!("{figure:.4}"), &format!("{least} to {most}"), held);
}

/// The open values by player; `None`, said aloud, where they are absent.
fn open_values() -> anyhow::Result<Option<Vec<ValuationHistory>>> {
    let (Some(values), Some(players)) =
        (table("valuations_2003_2021H1.csv.gz")?, table("players.csv.gz")?)
    else {
        return Ok(None);
    };
    let mut known: BTreeMap<i64, (Option<NaiveDate>, Option<PositionGroup>)> = BTreeMap::new();
    for record in csv::Reader::from_reader(players.as_slice()).records() {
        let record = record?;
        let group = PositionGroup::ALL.into_iter().find(|group| group.code() == &record[3]);
        known.insert(record[0].parse()?, (record[5].parse().ok(), group));
    }
    let mut dated: BTreeMap<i64, Vec<DatedValue>> = BTreeMap::new();
    for record in csv::Reader::from_reader(values.as_slice()).records() {
        let record = record?;
        let value = DatedValue { date: record[1].parse()?, value_eur: record[2].parse()? };
        dated.entry(record[0].parse()?).or_default().push(value);
    }
    let history = |(player, values)| {
        let (birth_date, group) = known.get(&player).copied().unwrap_or_default();
        ValuationHistory::new(PlayerId(player), birth_date, group, values)
    };
    Ok(Some(dated.into_iter().map(history).collect()))
}

fn table(name: &str) -> anyhow::Result<Option<Vec<u8>>> {
    let path =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/scouting").join(name);
    let Ok(packed) = std::fs::read(&path) else {
        println!("skipped: {} is absent", path.display());
        return Ok(None);
    };
    let mut unpacked = Vec::new();
    flate2::read::GzDecoder::new(packed.as_slice()).read_to_end(&mut unpacked)?;
    Ok(Some(unpacked))
}
