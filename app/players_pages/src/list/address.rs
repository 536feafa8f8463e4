//! The address of the list: the question, the columns, and the links that change one of them.

use football::{
    FieldError, PlayerFilter, PlayerQuery, PlayerSort, PlayerSortKey, encode_component, euros,
};
use leptos_router::params::ParamsMap;
use page_base::wording;

use super::columns::Column;

/// What the address says.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Address {
    /// The question, or what cannot be read of it.
    pub(super) query: Result<PlayerQuery, Vec<FieldError>>,
    /// The columns, where the address chooses them.
    pub(super) columns: Option<Vec<Column>>,
}

/// A filter in force: its name, its value and the list without it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Chip {
    pub(super) name: &'static str,
    pub(super) value: String,
    pub(super) remove_href: String,
}

impl Address {
    pub(super) fn read(map: &ParamsMap) -> Self {
        let mut pairs = Vec::new();
        for name in PlayerQuery::NAMES {
            for value in map.get_all(name).unwrap_or_default() {
                pairs.push((name, value));
            }
        }
        let query = PlayerQuery::parse(pairs.iter().map(|(name, value)| (*name, value.as_str())));
        // A form without script sends a field for each column, a link one with commas.
        let columns = map.get_all("columns").unwrap_or_default().join(",");
        Self { query, columns: Column::read(&columns) }
    }

    /// The question; the usual one where the address cannot be read.
    pub(super) fn question(&self) -> PlayerQuery {
        self.query.clone().unwrap_or_default()
    }

    /// The list of another question with the same columns.
    pub(super) fn href(&self, query: &PlayerQuery) -> String {
        href(query, self.columns.as_deref())
    }

    /// The list with these columns.
    pub(super) fn href_with(&self, columns: &[Column]) -> String {
        href(&self.question(), Some(columns))
    }

    /// The file of all players that fit.
    pub(super) fn export_href(&self) -> String {
        self.elsewhere("/api/v1/players/export.csv")
    }

    /// Where this search is kept as a need.
    pub(super) fn need_href(&self) -> String {
        self.elsewhere("/scouting/needs/new")
    }

    /// The same search, from its first row, asked of another address.
    fn elsewhere(&self, path: &str) -> String {
        let query = PlayerQuery { cursor: None, ..self.question() };
        let query = query.to_query_string();
        let mark = if query.is_empty() { "" } else { "?" };
        [path, mark, &query].concat()
    }

    /// The list sorted by `key`; by the other direction if it is sorted so.
    pub(super) fn sort_href(&self, key: PlayerSortKey) -> String {
        let query = self.question();
        let descending =
            if query.sort.key == key { !query.sort.descending } else { key.descends_first() };
        self.href(&query.sorted(PlayerSort { key, descending }))
    }

    /// The value of `aria-sort` at the head of `key`.
    pub(super) fn aria_sort(&self, key: PlayerSortKey) -> Option<&'static str> {
        let sort = self.question().sort;
        (sort.key == key).then_some(if sort.descending { "descending" } else { "ascending" })
    }

    /// The filters in force, the search text left out: it stands in its field.
    pub(super) fn chips(&self) -> Vec<Chip> {
        let query = self.question();
        let filter = query.filter.clone();
        let mut chips = Vec::new();
        let mut add = |name, value: Option<String>, without: PlayerFilter| {
            if let Some(value) = value {
                chips.push(Chip { name, value, remove_href: self.href(&query.filtered(without)) });
            }
        };
        let all = || filter.clone();
        let codes: Vec<_> = filter.positions.iter().map(|position| position.code()).collect();
        add(
            "Position",
            (!codes.is_empty()).then(|| codes.join(", ")),
            PlayerFilter { positions: Vec::new(), ..all() },
        );
        let age = |age: u8| age.to_string();
        add(
            "Age",
            range(filter.age_min.map(age), filter.age_max.map(age)),
            PlayerFilter { age_min: None, age_max: None, ..all() },
        );
        add(
            "Value",
            range(filter.value_min_eur.map(euros), filter.value_max_eur.map(euros)),
            PlayerFilter { value_min_eur: None, value_max_eur: None, ..all() },
        );
        add("Nationality", filter.nationality.clone(), PlayerFilter { nationality: None, ..all() });
        add("Club", filter.club.clone(), PlayerFilter { club: None, ..all() });
        add("Competition", filter.competition.clone(), PlayerFilter { competition: None, ..all() });
        add(
            "Status",
            filter.status.map(|status| status.label().to_owned()),
            PlayerFilter { status: None, ..all() },
        );
        add(
            "Foot",
            filter.foot.map(|foot| foot.as_str().to_owned()),
            PlayerFilter { foot: None, ..all() },
        );
        add(
            "Contract ends before",
            filter.contract_before.map(wording::day),
            PlayerFilter { contract_before: None, ..all() },
        );
        let height = |height: i16| [&height.to_string(), " cm"].concat();
        add(
            "Height",
            range(filter.height_min_cm.map(height), filter.height_max_cm.map(height)),
            PlayerFilter { height_min_cm: None, height_max_cm: None, ..all() },
        );
        chips
    }
}

fn href(query: &PlayerQuery, columns: Option<&[Column]>) -> String {
    let mut words = query.to_query_string();
    if let Some(columns) = columns {
        if !words.is_empty() {
            words.push('&');
        }
        words.push_str("columns=");
        words.push_str(&encode_component(&Column::written(columns)));
    }
    let mark = if words.is_empty() { "" } else { "?" };
    ["/players", mark, &words].concat()
}

/// `17–27`, `€40m or more`, `27 or less`
fn range(low: Option<String>, high: Option<String>) -> Option<String> {
    match (low, high) {
        (Some(low), Some(high)) if low == high => Some(low),
        (Some(low), Some(high)) => Some([low, high].join("–")),
        (Some(low), None) => Some([&low, " or more"].concat()),
        (None, Some(high)) => Some([&high, " or less"].concat()),
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(pairs: &[(&'static str, &str)]) -> Address {
        let mut map = ParamsMap::new();
        for (name, value) in pairs {
            map.insert(*name, (*value).to_owned());
        }
        Address::read(&map)
    }

    #[test]
    fn each_filter_in_force_has_a_chip_that_leads_to_the_list_without_it() {
        let address = address(&[
            ("q", "ødegaard"),
            ("position", "CM"),
            ("position", "AM"),
            ("value_min", "40m"),
            ("cursor", "abc"),
            ("columns", "age,value"),
        ]);

        let chips = address.chips();

        let shown: Vec<_> = chips.iter().map(|chip| (chip.name, chip.value.as_str())).collect();
        assert_eq!(shown, [("Position", "CM, AM"), ("Value", "€40m or more")]);
        assert_eq!(
            chips[1].remove_href,
            "/players?q=%C3%B8degaard&position=CM,AM&columns=age,value"
        );
    }

    #[test]
    fn a_head_sorts_its_usual_way_first_and_then_the_other() {
        let by_age = address(&[("sort", "age")]);

        assert_eq!(by_age.sort_href(PlayerSortKey::Age), "/players?sort=-age");
        assert_eq!(by_age.sort_href(PlayerSortKey::Name), "/players?sort=name");
        assert_eq!(by_age.sort_href(PlayerSortKey::Value), "/players");
        assert_eq!(by_age.aria_sort(PlayerSortKey::Age), Some("ascending"));
        assert_eq!(by_age.aria_sort(PlayerSortKey::Name), None);
    }

    #[test]
    fn an_address_that_cannot_be_read_says_where() {
        let address = address(&[("age_min", "old")]);

        assert_eq!(address.query.unwrap_err()[0].field, "age_min");
    }
}
