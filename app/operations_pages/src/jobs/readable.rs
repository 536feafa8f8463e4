//! A job's result in a form that people can read: each kind of job defines its own, so what it says is told
//! by its shape. Pure.

use serde_json::{Map, Value};

/// Rows of a table and entries of a list that are shown; the raw result has all of them.
pub(super) const MOST: usize = 50;
/// How deep things stand in one another before they are shown as they are written.
const DEEPEST: usize = 4;

/// A value as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Readable {
    /// Nothing is known.
    Nothing,
    /// A word, a number, yes or no.
    Word(String),
    /// A page of ours.
    Link(String),
    /// Names with their values.
    Facts(Vec<(String, Readable)>),
    /// Objects: a column for each name that any of them has.
    Table {
        /// The columns' names.
        columns: Vec<String>,
        /// A cell for each column.
        rows: Vec<Vec<Readable>>,
        /// Rows that are left out.
        left_out: usize,
    },
    /// Things one after the other.
    List {
        /// The things.
        items: Vec<Readable>,
        /// Things that are left out.
        left_out: usize,
    },
    /// As it is written.
    Json(String),
}

/// `value` in a form that people can read.
pub(super) fn readable(value: &Value) -> Readable {
    named("", value, 0)
}

/// A value that stands under `name`: only the name says that a text is an address.
fn named(name: &str, value: &Value, depth: usize) -> Readable {
    match value {
        Value::Null => Readable::Nothing,
        Value::Bool(true) => Readable::Word("yes".to_owned()),
        Value::Bool(false) => Readable::Word("no".to_owned()),
        Value::Number(number) => Readable::Word(number.to_string()),
        Value::String(text) if is_own_address(name, text) => Readable::Link(text.clone()),
        Value::String(text) => Readable::Word(text.clone()),
        Value::Array(_) | Value::Object(_) if depth >= DEEPEST => Readable::Json(value.to_string()),
        Value::Array(items) if items.is_empty() => Readable::Nothing,
        Value::Array(items) => listed(name, items, depth),
        Value::Object(fields) if fields.is_empty() => Readable::Nothing,
        Value::Object(fields) => Readable::Facts(
            fields
                .iter()
                .map(|(name, value)| (words(name), named(name, value, depth + 1)))
                .collect(),
        ),
    }
}

fn listed(name: &str, items: &[Value], depth: usize) -> Readable {
    let left_out = items.len().saturating_sub(MOST);
    let shown = items.iter().take(MOST);
    let objects: Option<Vec<&Map<String, Value>>> = items.iter().map(Value::as_object).collect();
    let Some(objects) = objects else {
        let items = shown.map(|item| named(name, item, depth + 1)).collect();
        return Readable::List { items, left_out };
    };
    let mut columns: Vec<&String> = Vec::new();
    for column in objects.iter().flat_map(|object| object.keys()) {
        if !columns.contains(&column) {
            columns.push(column);
        }
    }
    let cell = |object: &Map<String, Value>, column: &String| match object.get(column) {
        Some(value) => named(column, value, depth + 1),
        None => Readable::Nothing,
    };
    let rows = objects
        .iter()
        .take(MOST)
        .map(|object| columns.iter().map(|column| cell(object, column)).collect())
        .collect();
    Readable::Table {
        columns: columns.into_iter().map(|name| words(name)).collect(),
        rows,
        left_out,
    }
}

/// `success_rate` is "success rate".
fn words(name: &str) -> String {
    name.replace('_', " ")
}

/// Whether `text` under `name` leads to a page of ours, and nowhere else: `//` leads to another host, and so
/// does `/\` in some browsers.
fn is_own_address(name: &str, text: &str) -> bool {
    let is_address = name == "href" || name.ends_with("_href");
    is_address && text.starts_with('/') && !text.starts_with("//") && !text.contains('\\')
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn word(text: &str) -> Readable {
        Readable::Word(text.to_owned())
    }

    #[test]
    fn objects_are_facts_and_lists_of_objects_are_tables() {
        let shown = readable(&json!({
            "summary": "2 of 2",
            "counts": { "rows_read": 2, "is_whole": true },
            "players": [{ "name": "Ada", "href": "/players/1" }, { "name": "Bea", "age": 21 }],
        }));

        let Readable::Facts(facts) = shown else { panic!("{shown:?}") };
        let of =
            |name: &str| facts.iter().find(|(known, _)| known == name).map(|(_, it)| it).unwrap();
        assert_eq!(*of("summary"), word("2 of 2"));
        assert_eq!(
            *of("counts"),
            Readable::Facts(vec![
                ("is whole".to_owned(), word("yes")),
                ("rows read".to_owned(), word("2")),
            ])
        );
        assert_eq!(
            *of("players"),
            Readable::Table {
                columns: ["href", "name", "age"].map(ToOwned::to_owned).to_vec(),
                rows: vec![
                    vec![Readable::Link("/players/1".to_owned()), word("Ada"), Readable::Nothing],
                    vec![Readable::Nothing, word("Bea"), word("21")],
                ],
                left_out: 0,
            }
        );
    }

    #[test]
    fn only_an_address_of_ours_is_a_link() {
        let link = |value: &str| readable(&json!({ "href": value }));

        assert_eq!(
            link("/players/1"),
            Readable::Facts(vec![("href".to_owned(), Readable::Link("/players/1".to_owned()))])
        );
        for foreign in ["//example.org", "https://example.org", "/\\example.org", "javascript:x"] {
            assert_eq!(link(foreign), Readable::Facts(vec![("href".to_owned(), word(foreign))]));
        }
        let other = readable(&json!({ "path": "/players/1" }));
        assert_eq!(other, Readable::Facts(vec![("path".to_owned(), word("/players/1"))]));
    }

    #[test]
    fn long_lists_are_cut_and_deep_things_are_shown_as_written() {
        let many = readable(&json!((0..80).collect::<Vec<_>>()));
        let deep = readable(&json!([[[[[1, 2]]]]]));

        let Readable::List { items, left_out } = many else { panic!("{many:?}") };
        assert_eq!((items.len(), left_out), (MOST, 30));
        assert!(format!("{deep:?}").contains(r#"Json("[1,2]")"#), "{deep:?}");
    }
}
