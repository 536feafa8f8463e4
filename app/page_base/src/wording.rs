//! How numbers, days and times are written (look, section 5). Written by hand: chrono's formatter
//! would weigh 30 kB in the browser.

use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc};

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// `1,284`
pub fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `1 report`, `2 reports`
pub fn counted(number: u64, one: &str, many: &str) -> String {
    [count(number).as_str(), " ", if number == 1 { one } else { many }].concat()
}

/// `+€1,284`, `−€12,900`, `€0`: a change in whole euros, so that several can be added up.
pub fn change_eur(amount_eur: i64) -> String {
    let sign = match amount_eur {
        0 => "",
        1.. => "+",
        _ => "−",
    };
    [sign, "€", &count(amount_eur.unsigned_abs())].concat()
}

/// `68 %` for 0.68. Below 1 it never reads 100 %; not a number reads 0 %.
pub fn per_cent(part: f64) -> String {
    let known = if part.is_nan() { 0.0 } else { part.clamp(0.0, 1.0) };
    let floor = (known * 100.0).floor();
    [&floor.to_string(), " %"].concat()
}

/// `16 Dec 2024`
pub fn day(day: NaiveDate) -> String {
    let month = MONTHS.get(day.month0() as usize).copied().unwrap_or_default();
    [&day.day().to_string(), " ", month, " ", &day.year().to_string()].concat()
}

/// `16 Dec`: where the year is plain.
pub fn short_day(day: NaiveDate) -> String {
    let month = MONTHS.get(day.month0() as usize).copied().unwrap_or_default();
    [&day.day().to_string(), " ", month].concat()
}

/// `2024-12-16`, as a date field takes it.
pub fn field_day(day: NaiveDate) -> String {
    [&padded(day.year().unsigned_abs(), 4), "-", &two(day.month()), "-", &two(day.day())].concat()
}

/// `10:42`, UTC.
pub fn time(at: DateTime<Utc>) -> String {
    [&two(at.hour()), ":", &two(at.minute())].concat()
}

/// `10:42:07`, UTC.
pub fn time_with_seconds(at: DateTime<Utc>) -> String {
    [&time(at), ":", &two(at.second())].concat()
}

/// `16 Dec 2024, 10:42 UTC`
pub fn day_and_time(at: DateTime<Utc>) -> String {
    [&day(at.date_naive()), ", ", &time(at), " UTC"].concat()
}

/// `14 s`, `2 min 11 s`, `1 h 4 min`: whole seconds.
pub fn duration(secs: u64) -> String {
    match secs {
        0..60 => [&secs.to_string(), " s"].concat(),
        60..3_600 => [&(secs / 60).to_string(), " min ", &(secs % 60).to_string(), " s"].concat(),
        _ => {
            [&(secs / 3_600).to_string(), " h ", &(secs % 3_600 / 60).to_string(), " min"].concat()
        }
    }
}

/// `under 0.1 s`, `0.4 s`, `14 s`, `2 min 11 s`: how long something ran.
pub fn run_time(milliseconds: u64) -> String {
    if milliseconds < 100 {
        return "under 0.1 s".to_owned();
    }
    if milliseconds < 10_000 {
        let tenths = milliseconds / 100;
        return [&(tenths / 10).to_string(), ".", &(tenths % 10).to_string(), " s"].concat();
    }
    duration(milliseconds / 1_000)
}

/// `858 bytes`, `12 kB`, `5.6 MB`: the size of a file.
pub fn file_size(bytes: u64) -> String {
    match bytes {
        1_000_000.. => {
            [&count(bytes / 1_000_000), ".", &(bytes % 1_000_000 / 100_000).to_string(), " MB"]
                .concat()
        }
        1_000.. => [&(bytes / 1_000).to_string(), " kB"].concat(),
        _ => [&bytes.to_string(), " bytes"].concat(),
    }
}

/// How long before `now` it was, under an hour; else the day and time.
pub fn ago(at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let secs = (now - at).num_seconds();
    match u64::try_from(secs) {
        Ok(secs @ 0..60) => [&secs.to_string(), " s ago"].concat(),
        Ok(secs @ 60..3_600) => [&(secs / 60).to_string(), " min ago"].concat(),
        _ if at.date_naive() == now.date_naive() => time(at),
        _ => day_and_time(at),
    }
}

fn two(number: u32) -> String {
    padded(number, 2)
}

fn padded(number: u32, width: usize) -> String {
    let digits = number.to_string();
    ["0".repeat(width.saturating_sub(digits.len())), digits].concat()
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    fn noon() -> DateTime<Utc> {
        NaiveDate::from_ymd_opt(2024, 12, 16).unwrap().and_hms_opt(12, 4, 7).unwrap().and_utc()
    }

    #[test]
    fn short_runs_are_told_in_tenths_and_long_ones_in_whole_seconds() {
        assert_eq!(run_time(42), "under 0.1 s");
        assert_eq!(run_time(480), "0.4 s");
        assert_eq!(run_time(9_999), "9.9 s");
        assert_eq!(run_time(14_200), "14 s");
        assert_eq!(run_time(131_000), "2 min 11 s");
    }

    #[test]
    fn sizes_are_short() {
        assert_eq!(file_size(858), "858 bytes");
        assert_eq!(file_size(12_345), "12 kB");
        assert_eq!(file_size(5_678_901), "5.6 MB");
        assert_eq!(file_size(1_234_567_890), "1,234.5 MB");
    }

    #[test]
    fn thousands_are_parted_by_commas() {
        assert_eq!(count(0), "0");
        assert_eq!(count(999), "999");
        assert_eq!(count(1_284), "1,284");
        assert_eq!(count(1_000_214), "1,000,214");
        assert_eq!(counted(1, "report", "reports"), "1 report");
    }

    #[test]
    fn changes_carry_their_sign() {
        assert_eq!(change_eur(1_284), "+€1,284");
        assert_eq!(change_eur(-12_900), "−€12,900");
        assert_eq!(change_eur(0), "€0");
    }

    #[test]
    fn days_and_times_read_as_the_look_writes_them() {
        assert_eq!(day(noon().date_naive()), "16 Dec 2024");
        assert_eq!(short_day(noon().date_naive()), "16 Dec");
        assert_eq!(field_day(noon().date_naive()), "2024-12-16");
        assert_eq!(time_with_seconds(noon()), "12:04:07");
        assert_eq!(day_and_time(noon()), "16 Dec 2024, 12:04 UTC");
    }

    #[test]
    fn an_unfinished_work_never_reads_as_whole() {
        assert_eq!(per_cent(0.999), "99 %");
        assert_eq!(per_cent(1.0), "100 %");
        assert_eq!(per_cent(f64::NAN), "0 %");
    }

    #[test]
    fn times_are_relative_only_under_an_hour() {
        let now = noon();

        assert_eq!(ago(now - TimeDelta::seconds(14), now), "14 s ago");
        assert_eq!(ago(now - TimeDelta::minutes(59), now), "59 min ago");
        assert_eq!(ago(now - TimeDelta::hours(2), now), "10:04");
        assert_eq!(ago(now - TimeDelta::days(1), now), "15 Dec 2024, 12:04 UTC");
        assert_eq!(duration(131), "2 min 11 s");
    }
}
