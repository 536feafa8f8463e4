//! Patterns in plain words: "At 03:00 on every weekday".

use crate::{Part, Pattern, values::Values};

/// More times than this are not told one by one.
const MOST_TIMES: u32 = 6;
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
/// The days of the week as people list them, with their numbers.
const WEEKDAYS: [(u32, &str); 7] = [
    (1, "Mondays"),
    (2, "Tuesdays"),
    (3, "Wednesdays"),
    (4, "Thursdays"),
    (5, "Fridays"),
    (6, "Saturdays"),
    (0, "Sundays"),
];

impl Pattern {
    /// What the pattern says, in plain words, without the zone: "At 03:00 on every weekday".
    pub fn reading(&self) -> String {
        let times = self.times();
        match self.days() {
            Some(days) => format!("{times} {days}"),
            // What names hours is meant for each day; "every hour" says so already.
            None if !self.hour.is_full(Part::Hour) && self.hours_apart().is_none() => {
                format!("{times} every day")
            }
            None => times,
        }
    }

    fn times(&self) -> String {
        if self.second == Values::only(0) {
            return self.minutes();
        }
        let seconds = apart(self.second, 60, "second");
        let in_all_minutes = self.minute.is_full(Part::Minute);
        match seconds {
            _ if self.second.count() * self.minute.count() * self.hour.count() <= MOST_TIMES => {
                let times = self.each_time(|hour, minute| {
                    self.second
                        .iter()
                        .map(move |second| format!("{hour:02}:{minute:02}:{second:02}"))
                });
                format!("At {}", listed(&times))
            }
            Some(every) if in_all_minutes => format!("{every}{}", self.in_hours()),
            None if in_all_minutes => {
                let seconds = numbers(self.second);
                format!("At {seconds} seconds past every minute{}", self.in_hours())
            }
            every => {
                let seconds =
                    every.unwrap_or_else(|| format!("At seconds {}", numbers(self.second)));
                format!("{seconds} of these minutes: {}", uncapitalised(&self.minutes()))
            }
        }
    }

    /// Hours and minutes.
    fn minutes(&self) -> String {
        let minute = self.minute.at_or_after(0).unwrap_or(0);
        let is_one_minute = self.minute.count() == 1;
        let apart = apart(self.minute, 60, "minute");
        if self.hour.is_full(Part::Hour) {
            return match apart {
                Some(every) => every,
                None if is_one_minute && minute == 0 => "Every hour".to_owned(),
                None if is_one_minute && minute == 1 => "At 1 minute past every hour".to_owned(),
                None => format!("At {} minutes past every hour", numbers(self.minute)),
            };
        }
        if let (Some(every), true) = (self.hours_apart(), is_one_minute) {
            return match minute {
                0 => every,
                minute => format!("{every} from 00:{minute:02}"),
            };
        }
        if self.hour.count() * self.minute.count() <= MOST_TIMES {
            let times =
                self.each_time(|hour, minute| std::iter::once(format!("{hour:02}:{minute:02}")));
            return format!("At {}", listed(&times));
        }
        let hours = runs(self.hour);
        match (apart, &hours[..]) {
            (Some(every), _) => format!("{every}{}", self.in_hours()),
            (None, [(first, last)]) if is_one_minute => {
                format!("Every hour from {first:02}:{minute:02} to {last:02}:{minute:02}")
            }
            (None, _) => {
                format!("At {} minutes past the hour{}", numbers(self.minute), self.in_hours())
            }
        }
    }

    /// "Every 2 hours", where the hours are said so and part the day evenly.
    fn hours_apart(&self) -> Option<String> {
        apart(self.hour, 24, "hour")
    }

    /// " from 08:00 to 17:59", or nothing where all hours are meant.
    fn in_hours(&self) -> String {
        if self.hour.is_full(Part::Hour) {
            return String::new();
        }
        match runs(self.hour)[..] {
            [(first, last)] => format!(" from {first:02}:00 to {last:02}:59"),
            _ => format!(" in the hours {}", numbers(self.hour)),
        }
    }

    /// Every time of a day, the earliest first.
    fn each_time<I: Iterator<Item = String>>(&self, of: impl Fn(u32, u32) -> I) -> Vec<String> {
        let mut times = Vec::new();
        for hour in self.hour.iter() {
            for minute in self.minute.iter() {
                times.extend(of(hour, minute));
            }
        }
        times
    }

    /// The days, or nothing where all are meant.
    fn days(&self) -> Option<String> {
        let of_month = !self.day_of_month.is_full(Part::DayOfMonth);
        let of_week = !self.day_of_week.is_full(Part::DayOfWeek);
        let is_either = !self.day_of_month.is_star && !self.day_of_week.is_star;
        match (of_month, of_week) {
            (true, true) => Some(format!("{} and {}", self.days_of_month(), self.days_of_week())),
            // A day that fits either fits always when one of them takes all days.
            (true, false) if !is_either => Some(self.days_of_month()),
            (false, true) if !is_either => Some(self.days_of_week()),
            _ if self.month.is_full(Part::Month) => None,
            _ => Some(format!("every day {}", self.in_months())),
        }
    }

    fn days_of_month(&self) -> String {
        let mut days = in_runs(self.day_of_month, ordinal);
        if self.day_of_month.has_last {
            days.push("last day".to_owned());
        }
        let months = if self.month.is_full(Part::Month) {
            "every month".to_owned()
        } else if let [(first, last)] = runs(self.month)[..]
            && last > first + 1
        {
            format!("each month from {} to {}", month(first), month(last))
        } else {
            listed(&in_runs(self.month, month))
        };
        format!("on the {} of {months}", listed(&days))
    }

    fn days_of_week(&self) -> String {
        let days: Vec<_> = WEEKDAYS
            .iter()
            .filter(|(day, _)| self.day_of_week.has(*day))
            .map(|(_, name)| (*name).to_owned())
            .collect();
        let is_weekend = self.day_of_week.has(0) && self.day_of_week.has(6);
        let days = match days.len() {
            5 if !self.day_of_week.has(0) && !self.day_of_week.has(6) => {
                "on every weekday".to_owned()
            }
            2 if is_weekend => "at weekends".to_owned(),
            _ => format!("on {}", listed(&days)),
        };
        if self.month.is_full(Part::Month) { days } else { format!("{days} {}", self.in_months()) }
    }

    fn in_months(&self) -> String {
        match runs(self.month)[..] {
            [(first, last)] if last > first + 1 => {
                format!("from {} to {}", month(first), month(last))
            }
            _ => format!("in {}", listed(&in_runs(self.month, month))),
        }
    }
}

/// "Every 15 minutes" of values that part their whole evenly and are written so; "Every minute" of all.
fn apart(values: Values, whole: u8, unit: &str) -> Option<String> {
    if values.count() == u32::from(whole) {
        return Some(format!("Every {unit}"));
    }
    let every = values.every.filter(|every| whole.is_multiple_of(*every))?;
    Some(format!("Every {every} {unit}s"))
}

/// Values that follow each other, first and last of each run.
fn runs(values: Values) -> Vec<(u32, u32)> {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for value in values.iter() {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == value => *last = value,
            _ => runs.push((value, value)),
        }
    }
    runs
}

/// Each value in words; three and more that follow each other as "a to b".
fn in_runs(values: Values, word: fn(u32) -> String) -> Vec<String> {
    let mut words = Vec::new();
    for (first, last) in runs(values) {
        if last > first + 1 {
            words.push(format!("{} to {}", word(first), word(last)));
        } else {
            words.extend((first..=last).map(word));
        }
    }
    words
}

fn numbers(values: Values) -> String {
    listed(&in_runs(values, |number| number.to_string()))
}

/// "a, b and c"
fn listed(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [word] => word.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

fn month(number: u32) -> String {
    let place = (number as usize).saturating_sub(1);
    MONTHS.get(place).copied().unwrap_or_default().to_owned()
}

/// "1st"
fn ordinal(number: u32) -> String {
    let ending = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

fn uncapitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
