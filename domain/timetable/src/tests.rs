//! Vectors by hand and by calendar, and properties: against another cron library where clocks do not
//! change, against the definition where they do.

use std::str::FromStr as _;

use chrono::{DateTime, NaiveDateTime, TimeDelta, Timelike, Utc};
use proptest::prelude::*;

use crate::{Due, Part, Pattern, Timetable, TimetableError, Zone};

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn ticks(pattern: &str, zone: &str, after: &str, number: usize) -> Vec<String> {
    let timetable = Timetable::parse(pattern, zone).unwrap();
    let ticks = timetable.ticks_after(at(after)).take(number);
    ticks.map(|tick| tick.format("%Y-%m-%dT%H:%MZ").to_string()).collect()
}

// Berlin puts its clocks forward on 29 March 2026 at 02:00 (01:00 UTC), back on 25 October at 03:00
// (01:00 UTC); New York forward on 8 March at 02:00 (07:00 UTC), back on 1 November at 02:00 (06:00 UTC).

#[test]
fn a_time_that_the_clock_jumps_over_comes_at_the_end_of_the_jump() {
    assert_eq!(
        ticks("30 2 * * *", "Europe/Berlin", "2026-03-27T12:00:00Z", 3),
        ["2026-03-28T01:30Z", "2026-03-29T01:00Z", "2026-03-30T00:30Z"]
    );
    assert_eq!(
        ticks("30 2 * * *", "America/New_York", "2026-03-07T12:00:00Z", 2),
        ["2026-03-08T07:00Z", "2026-03-09T06:30Z"]
    );
}

#[test]
fn times_that_fall_on_one_moment_are_one_tick() {
    assert_eq!(
        ticks("0,15,30 2,3 * * *", "Europe/Berlin", "2026-03-28T12:00:00Z", 4),
        ["2026-03-29T01:00Z", "2026-03-29T01:15Z", "2026-03-29T01:30Z", "2026-03-30T00:00Z"]
    );
}

#[test]
fn a_time_that_the_clock_shows_twice_comes_the_first_time() {
    assert_eq!(
        ticks("30 2 * * *", "Europe/Berlin", "2026-10-24T12:00:00Z", 2),
        ["2026-10-25T00:30Z", "2026-10-26T01:30Z"]
    );
    assert_eq!(
        ticks("30 1 * * *", "America/New_York", "2026-10-31T12:00:00Z", 2),
        ["2026-11-01T05:30Z", "2026-11-02T06:30Z"]
    );
    // 02:10 for the second time: 02:30 has been.
    assert_eq!(
        ticks("30 2 * * *", "Europe/Berlin", "2026-10-25T01:10:00Z", 1),
        ["2026-10-26T01:30Z"]
    );
}

#[test]
fn every_quarter_of_an_hour_goes_on_through_both_nights() {
    let quarters = Timetable::parse("*/15 * * * *", "Europe/Berlin").unwrap();
    // From midnight to midnight on the wall: 25 hours in autumn, 23 in spring.
    for (from, until, number) in [
        ("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z", 100),
        ("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z", 92),
    ] {
        let ticks: Vec<_> =
            quarters.ticks_after(at(from)).take_while(|tick| *tick <= at(until)).collect();

        assert_eq!(ticks.len(), number, "{from}");
        let apart = ticks.windows(2).all(|pair| pair[1] - pair[0] == TimeDelta::minutes(15));
        assert!(apart, "{from}: {ticks:?}");
    }
}

#[test]
fn half_past_every_hour_is_left_out_with_the_hour_that_the_clock_leaves_out() {
    assert_eq!(
        ticks("30 * * * *", "Europe/Berlin", "2026-03-29T00:00:00Z", 2),
        ["2026-03-29T00:30Z", "2026-03-29T01:30Z"]
    );
}

#[test]
fn a_zone_that_skipped_a_day_skips_its_ticks_onto_the_next() {
    // Samoa had no 30 December 2011: its clocks went from the end of the 29th to the 31st.
    assert_eq!(
        ticks("0 12 30 12 *", "Pacific/Apia", "2011-12-01T00:00:00Z", 1),
        ["2011-12-30T10:00Z"]
    );
}

#[test]
fn the_leap_day_waits_for_four_years_and_over_a_century_for_eight() {
    assert_eq!(
        ticks("0 12 29 2 *", "UTC", "2026-01-01T00:00:00Z", 2),
        ["2028-02-29T12:00Z", "2032-02-29T12:00Z"]
    );
    assert_eq!(ticks("0 12 29 2 *", "UTC", "2096-03-01T00:00:00Z", 1), ["2104-02-29T12:00Z"]);
}

#[test]
fn the_last_day_of_the_month_is_another_in_each() {
    assert_eq!(
        ticks("0 6 L * *", "UTC", "2028-01-15T00:00:00Z", 3),
        ["2028-01-31T06:00Z", "2028-02-29T06:00Z", "2028-03-31T06:00Z"]
    );
}

#[test]
fn a_day_of_the_month_and_one_of_the_week_fit_either() {
    // 13 February 2026 is a Friday.
    assert_eq!(
        ticks("0 0 14 2 FRI", "UTC", "2026-02-07T00:00:00Z", 4),
        ["2026-02-13T00:00Z", "2026-02-14T00:00Z", "2026-02-20T00:00Z", "2026-02-27T00:00Z"]
    );
}

#[test]
fn names_are_numbers_and_a_week_may_end_on_sunday() {
    let same = |one: &str, other: &str| {
        assert_eq!(
            ticks(one, "UTC", "2026-01-01T00:00:00Z", 40),
            ticks(other, "UTC", "2026-01-01T00:00:00Z", 40),
            "{one} and {other}"
        );
    };
    same("0 3 * jan,Jun-AUG mon-FRI", "0 3 * 1,6-8 1-5");
    same("0 3 * * SAT-SUN", "0 3 * * 6,0");
    same("0 3 * * MON-SUN", "0 3 * * *");
    same("0 3 * * 7", "0 3 * * 0");
    same("@daily", "  0   0 * *  * ");
    same("@Yearly", "0 0 1 1 *");
    same("0 0 3 * * *", "0 3 * * *");
}

#[test]
fn what_cannot_be_read_is_told_with_its_cure() {
    for (pattern, told) in [
        ("", "There are 0."),
        ("* * * *", "Give five fields, minute, hour, day of the month, month and day of the week"),
        ("0 0 0 0 0 0 0", "There are 7."),
        ("60 * * * *", "The minute does not take `60`. Use 0 to 59"),
        ("0 24 * * *", "The hour does not take `24`. Use 0 to 23"),
        ("0 3 0 * *", "The day of the month does not take `0`. Use 1 to 31, or L for the last day"),
        ("0 3 * Foo *", "The month does not take `Foo`. Use 1 to 12, or JAN to DEC"),
        ("0 3 * * 8", "The day of the week does not take `8`. Use 0 to 7"),
        ("0 3 * * MONDAY", "The day of the week does not take `MONDAY`"),
        ("+5 * * * *", "The minute does not take `+5`"),
        ("1,,2 * * * *", "The minute does not take ``"),
        ("0 3 * * FRI-MON", "The range `FRI-MON` of the day of the week ends before it begins."),
        (
            "*/0 * * * *",
            "The minute cannot step by `*/0`. Write `*/n` or `a-b/n` with n from 1 to 59",
        ),
        ("5/10 * * * *", "The minute cannot step by `5/10`"),
        ("0 0 30 2 *", "No date fits"),
        ("@noon", "`@noon` is no pattern. Use @hourly"),
    ] {
        let error = Pattern::parse(pattern).unwrap_err();
        assert!(error.to_string().contains(told), "{pattern}: {error}");
    }
    assert_eq!(
        Pattern::parse("0 99 * * *"),
        Err(TimetableError::Value { part: Part::Hour, text: "99".to_owned() })
    );
}

#[test]
fn a_zone_that_is_not_known_is_told_with_the_one_that_was_meant() {
    for (name, told) in [
        ("Berlin", "Do you mean Europe/Berlin?"),
        ("america/new york", "Do you mean America/New_York?"),
        ("Middle Earth", "Use a name such as Europe/Berlin, America/New_York or UTC."),
    ] {
        let error = Zone::find(name).unwrap_err();
        assert!(error.to_string().ends_with(told), "{error}");
    }
    assert_eq!(Zone::find(" Europe/Berlin ").unwrap().name(), "Europe/Berlin");
}

#[test]
fn patterns_read_in_plain_words() {
    for (pattern, reading) in [
        ("* * * * *", "Every minute"),
        ("*/15 * * * *", "Every 15 minutes"),
        ("0 * * * *", "Every hour"),
        ("5 * * * *", "At 5 minutes past every hour"),
        ("5,20,35 * * * *", "At 5, 20 and 35 minutes past every hour"),
        ("*/7 * * * *", "At 0, 7, 14, 21, 28, 35, 42, 49 and 56 minutes past every hour"),
        ("0 3 * * *", "At 03:00 every day"),
        ("0 3 * * MON-FRI", "At 03:00 on every weekday"),
        ("30 3,15 * * SAT,SUN", "At 03:30 and 15:30 at weekends"),
        ("0 6 * * MON,WED,FRI", "At 06:00 on Mondays, Wednesdays and Fridays"),
        ("0 6 1 * *", "At 06:00 on the 1st of every month"),
        ("0 6 1-7,22,L * *", "At 06:00 on the 1st to 7th, 22nd and last day of every month"),
        ("0 6 11,13 1,7 *", "At 06:00 on the 11th and 13th of January and July"),
        ("0 6 3 4-9 *", "At 06:00 on the 3rd of each month from April to September"),
        ("0 6 14 * FRI", "At 06:00 on the 14th of every month and on Fridays"),
        ("0 6 * 4-9 *", "At 06:00 every day from April to September"),
        ("0 6 * 1,2 MON", "At 06:00 on Mondays in January and February"),
        ("0 */2 * * *", "Every 2 hours"),
        ("5 */6 * * *", "Every 6 hours from 00:05"),
        ("0 8-17 * * MON-FRI", "Every hour from 08:00 to 17:00 on every weekday"),
        ("*/15 8-17 * * *", "Every 15 minutes from 08:00 to 17:59 every day"),
        ("*/15 8,10 * * *", "Every 15 minutes in the hours 8 and 10 every day"),
        ("1,2 8-17 * * *", "At 1 and 2 minutes past the hour from 08:00 to 17:59 every day"),
        ("* * * * * *", "Every second"),
        ("*/10 * * * * *", "Every 10 seconds"),
        ("5 * * * * *", "At 5 seconds past every minute"),
        ("30 0 3 * * *", "At 03:00:30 every day"),
        ("*/10 */15 * * * *", "Every 10 seconds of these minutes: every 15 minutes"),
        ("@weekly", "At 00:00 on Sundays"),
        ("0 0 1-31 * MON", "At 00:00 every day"),
    ] {
        assert_eq!(Pattern::parse(pattern).unwrap().reading(), reading, "{pattern}");
    }
    let timetable = Timetable::parse("0 3 * * MON-FRI", "Europe/Berlin").unwrap();
    assert_eq!(timetable.reading(), "At 03:00 on every weekday, Europe/Berlin");
}

#[test]
fn what_was_missed_is_one_tick_with_a_count() {
    let hourly = Timetable::parse("0 * * * *", "UTC").unwrap();
    let first = at("2026-05-01T02:00:00Z");

    let in_time = hourly.due(first, at("2026-05-01T02:00:00Z"));
    let late = hourly.due(first, at("2026-05-01T08:10:00Z"));

    let (second, ninth) = (at("2026-05-01T03:00:00Z"), at("2026-05-01T09:00:00Z"));
    assert_eq!(in_time, Due { tick: first, missed: 0, next: Some(second) });
    assert_eq!(late, Due { tick: at("2026-05-01T08:00:00Z"), missed: 6, next: Some(ninth) });
}

#[test]
fn ten_years_of_missed_minutes_are_not_counted_one_by_one() {
    let minutes = Timetable::parse("* * * * *", "Europe/Berlin").unwrap();
    let now = at("2026-05-01T08:10:30Z");

    let due = minutes.due(at("2016-05-01T00:00:00Z"), now);

    assert_eq!(due.missed, 10_000);
    assert_eq!(due.next, Some(at("2026-05-01T08:11:00Z")));
}

#[test]
fn a_moment_is_told_by_the_clock_of_its_zone() {
    let berlin = Zone::find("Europe/Berlin").unwrap();

    let summer = berlin.on_the_wall(at("2026-03-29T01:00:00Z"));
    let winter = berlin.on_the_wall(at("2026-01-05T02:00:07Z"));

    assert_eq!(summer, "Sun 29 Mar 2026, 03:00 CEST");
    assert_eq!(winter, "Mon 5 Jan 2026, 03:00:07 CET");
}

/// A field as people write them.
fn field(least: u8, most: u8) -> impl Strategy<Value = String> {
    prop_oneof![
        Just("*".to_owned()),
        (2..=most / 2).prop_map(|step| format!("*/{step}")),
        (least..=most).prop_map(|value| value.to_string()),
        (least..=most, least..=most).prop_map(|(one, other)| format!(
            "{}-{}",
            one.min(other),
            one.max(other)
        )),
        (least..=most, least..=most).prop_map(|(one, other)| format!("{one},{other}")),
    ]
}

fn five_fields() -> impl Strategy<Value = String> {
    (field(0, 59), field(0, 23), field(1, 31), field(1, 12), field(0, 6)).prop_map(
        |(minute, hour, day, month, weekday)| format!("{minute} {hour} {day} {month} {weekday}"),
    )
}

/// From 2000 to 2100, to the second.
fn moment() -> impl Strategy<Value = DateTime<Utc>> {
    (946_684_800_i64..4_102_444_800)
        .prop_map(|seconds| DateTime::from_timestamp(seconds, 0).unwrap())
}

/// Zones that change by an hour, by half an hour, at midnight, and not at all.
fn zone() -> impl Strategy<Value = Zone> {
    prop_oneof![
        Just("Europe/Berlin"),
        Just("America/New_York"),
        Just("Australia/Lord_Howe"),
        Just("Africa/Cairo"),
        Just("America/Asuncion"),
        Just("UTC"),
    ]
    .prop_map(|name| Zone::find(name).unwrap())
}

fn wall(zone: Zone, tick: DateTime<Utc>) -> NaiveDateTime {
    tick.with_timezone(&zone.0).naive_local()
}

proptest! {
    #[test]
    fn without_clock_changes_ticks_are_those_of_another_library(
        text in five_fields(),
        mut after in moment(),
    ) {
        let Ok(pattern) = Pattern::parse(&text) else { return Ok(()) };
        let timetable = Timetable::new(pattern, Zone::UTC);
        let other = croner::Cron::from_str(&text).unwrap();
        for _ in 0..3 {
            let tick = timetable.next_after(after).unwrap();
            prop_assert_eq!(tick, other.find_next_occurrence(&after, false).unwrap(), "{}", text);
            after = tick;
        }
    }

    #[test]
    fn wherever_the_search_begins_it_finds_the_same_ticks(
        text in five_fields(),
        zone in zone(),
        after in moment(),
        wait in 0_i64..100,
    ) {
        let Ok(pattern) = Pattern::parse(&text) else { return Ok(()) };
        let timetable = Timetable::new(pattern, zone);
        let mut before = after;
        for tick in timetable.ticks_after(after).take(8) {
            prop_assert!(tick > before, "{text}: {tick} after {before}");
            prop_assert_eq!(timetable.next_after(tick - TimeDelta::seconds(1)), Some(tick));
            let between = before + (tick - before) * i32::try_from(wait).unwrap() / 100;
            prop_assert_eq!(timetable.next_after(between), Some(tick), "{}", text);
            before = tick;
        }
    }

    #[test]
    fn a_pattern_that_names_hours_shows_no_time_of_the_wall_twice(
        minute in field(0, 59),
        hour in 0_u8..=23,
        zone in zone(),
        after in moment(),
    ) {
        let pattern = Pattern::parse(&format!("{minute} {hour},3 * * *")).unwrap();
        let timetable = Timetable::new(pattern, zone);
        let mut shown: Vec<_> =
            timetable.ticks_after(after).take(400).map(|tick| wall(zone, tick)).collect();
        let number = shown.len();
        shown.sort_unstable();
        shown.dedup();
        prop_assert_eq!(shown.len(), number);
        prop_assert!(shown.iter().all(|wall| wall.second() == 0));
    }
}
