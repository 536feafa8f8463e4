//! A filter as SQL.

use chrono::{Datelike, NaiveDate};
use football::PlayerFilter;
use sea_orm::Value;

use super::words::Words;
use crate::sql::Sql;

/// The condition that a row of `player` fits `filter`, deleted players left out.
///
/// `words` is what the search text stands for (see [`super::words`]); `today` turns ages into birth
/// dates.
pub(super) fn condition(
    sql: &mut Sql,
    filter: &PlayerFilter,
    words: &[Words],
    today: NaiveDate,
) -> String {
    let mut all = vec!["deleted_at IS NULL".to_owned()];
    for words in words {
        all.push(words.condition(sql));
    }
    match filter.positions.as_slice() {
        [] => {}
        // Compared while an index is read, where one of several is looked at only afterwards.
        [only] => all.push(format!("position = {}", sql.bind(only.code()))),
        several => {
            let codes: Vec<_> = several.iter().map(|code| code.code().to_owned()).collect();
            all.push(format!("position = ANY({}::text[])", sql.bind(codes)));
        }
    }
    if let Some(age) = filter.age_min {
        all.push(format!("birth_date <= {}", sql.bind(years_before(today, u32::from(age)))));
    }
    if let Some(age) = filter.age_max {
        all.push(format!("birth_date > {}", sql.bind(years_before(today, u32::from(age) + 1))));
    }
    let bounds = [
        ("value_eur >=", filter.value_min_eur.map(Value::from)),
        ("value_eur <=", filter.value_max_eur.map(Value::from)),
        ("height_cm >=", filter.height_min_cm.map(Value::from)),
        ("height_cm <=", filter.height_max_cm.map(Value::from)),
        ("contract_until <", filter.contract_before.map(Value::from)),
        ("status =", filter.status.map(|status| status.as_str().into())),
        ("foot =", filter.foot.map(|foot| foot.as_str().into())),
    ];
    for (comparison, value) in bounds {
        if let Some(value) = value {
            all.push(format!("{comparison} {}", sql.bind(value)));
        }
    }
    if let Some(nationality) = &filter.nationality {
        all.push(format!("nationalities @> ARRAY[{}::text]", sql.bind(nationality.as_str())));
    }
    for (column, name) in [("club", &filter.club), ("competition", &filter.competition)] {
        if let Some(name) = name {
            all.push(format!(
                "search_fold({column}) COLLATE \"C\" = search_fold({})",
                sql.bind(name.as_str())
            ));
        }
    }
    all.join(" AND ")
}

/// The day `years` before `day`; 28 February for a leap day in a year without one: whoever was born
/// on 28 February 2006 is 18 on 29 February 2024, whoever was born a day later is not.
fn years_before(day: NaiveDate, years: u32) -> NaiveDate {
    let year = day.year() - i32::try_from(years).unwrap_or(i32::MAX);
    day.with_year(year).or_else(|| NaiveDate::from_ymd_opt(year, 2, 28)).unwrap_or(NaiveDate::MIN)
}
