//! A strict reader of Prometheus' text format 0.0.4: it panics at what a scraper would refuse, and at what
//! `promtool check metrics` complains of.

use std::collections::{BTreeMap, BTreeSet};

/// Samples by name and labels, as read.
pub(super) struct Families {
    samples: BTreeMap<(String, BTreeMap<String, String>), f64>,
}

impl Families {
    pub(super) fn value(&self, name: &str, labels: &[(&str, &str)]) -> Option<f64> {
        let labels =
            labels.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        self.samples.get(&(name.to_owned(), labels)).copied()
    }
}

/// Reads the text.
pub(super) fn read(text: &str) -> Families {
    assert!(text.ends_with('\n'), "the last line has no end");
    let mut kinds: BTreeMap<String, String> = BTreeMap::new();
    let mut helped = BTreeSet::new();
    let mut family = String::new();
    let mut families = Families { samples: BTreeMap::new() };
    for line in text.lines() {
        if let Some(rest) = line.strip_prefix("# HELP ") {
            let (name, help) = rest.split_once(' ').unwrap_or_else(|| panic!("no help: {line}"));
            assert!(is_name(name), "{line}");
            assert!(!help.trim().is_empty(), "{line}");
            assert!(helped.insert(name.to_owned()), "{name} is explained twice");
            name.clone_into(&mut family);
        } else if let Some(rest) = line.strip_prefix("# TYPE ") {
            let (name, kind) = rest.split_once(' ').unwrap();
            assert_eq!(name, family, "the type follows its help");
            assert!(["counter", "gauge", "histogram"].contains(&kind), "{line}");
            assert_eq!(kind == "counter", name.ends_with("_total"), "{line}");
            assert!(kinds.insert(name.to_owned(), kind.to_owned()).is_none(), "{name} twice");
        } else {
            assert!(!line.is_empty() && !line.starts_with('#'), "{line:?}");
            let (name, labels, value) = sample(line);
            let kind = kinds.get(&family).unwrap_or_else(|| panic!("no type before {line}"));
            let suffixes: &[&str] = match kind.as_str() {
                "histogram" => &["_bucket", "_sum", "_count"],
                _ => &[""],
            };
            assert!(
                suffixes.iter().any(|suffix| name == format!("{family}{suffix}")),
                "{name} is not of the family {family}"
            );
            assert!(value >= 0.0, "{line}");
            let before = families.samples.insert((name, labels), value);
            assert!(before.is_none(), "twice: {line}");
        }
    }
    check_histograms(&kinds, &families);
    families
}

fn sample(line: &str) -> (String, BTreeMap<String, String>, f64) {
    let (head, value) = line.rsplit_once(' ').unwrap_or_else(|| panic!("no value: {line}"));
    let value = value.parse().unwrap_or_else(|_| panic!("no number: {line}"));
    let (name, rest) = match head.split_once('{') {
        Some((name, rest)) => (name, rest.strip_suffix('}').unwrap_or_else(|| panic!("{line}"))),
        None => (head, ""),
    };
    assert!(is_name(name), "{line}");
    (name.to_owned(), labels(rest), value)
}

/// `name="value",…`, where a backslash stands before a backslash, a quote or an `n`.
fn labels(mut text: &str) -> BTreeMap<String, String> {
    let mut labels = BTreeMap::new();
    while !text.is_empty() {
        let (name, rest) = text.split_once("=\"").unwrap_or_else(|| panic!("{text}"));
        assert!(is_name(name) && !name.contains(':'), "{name}");
        let (mut value, mut letters) = (String::new(), rest.char_indices());
        let end = loop {
            match letters.next().unwrap_or_else(|| panic!("no end: {rest}")) {
                (at, '"') => break at,
                (_, '\\') => match letters.next() {
                    Some((_, 'n')) => value.push('\n'),
                    Some((_, letter @ ('\\' | '"'))) => value.push(letter),
                    other => panic!("a backslash before {other:?}"),
                },
                (_, letter) => value.push(letter),
            }
        };
        assert!(labels.insert(name.to_owned(), value).is_none(), "{name} twice");
        text = &rest[end + 1..];
        if let Some(more) = text.strip_prefix(',') {
            assert!(!more.is_empty(), "a comma without a label");
            text = more;
        } else {
            assert!(text.is_empty(), "{text}");
        }
    }
    labels
}

fn is_name(name: &str) -> bool {
    let is_first = |c: char| c.is_ascii_alphabetic() || c == '_' || c == ':';
    name.starts_with(is_first) && name.chars().all(|c| is_first(c) || c.is_ascii_digit())
}

/// Buckets rise, end with `+Inf`, and the last is the count.
fn check_histograms(kinds: &BTreeMap<String, String>, families: &Families) {
    for (name, _) in kinds.iter().filter(|(_, kind)| *kind == "histogram") {
        let mut series: BTreeMap<BTreeMap<String, String>, Vec<(f64, f64)>> = BTreeMap::new();
        for ((of, labels), value) in &families.samples {
            if *of == format!("{name}_bucket") {
                let mut labels = labels.clone();
                let bound = labels.remove("le").expect("a bucket has a bound");
                let bound = if bound == "+Inf" { f64::INFINITY } else { bound.parse().unwrap() };
                series.entry(labels).or_default().push((bound, *value));
            }
        }
        for (labels, mut buckets) in series {
            buckets.sort_by(|a, b| a.0.total_cmp(&b.0));
            assert!(buckets.windows(2).all(|pair| pair[0].1 <= pair[1].1), "{labels:?}");
            let last = buckets.last().unwrap();
            assert!(last.0.is_infinite(), "{labels:?}");
            let count = families.samples.get(&(format!("{name}_count"), labels.clone()));
            assert_eq!(count, Some(&last.1), "{labels:?}");
            assert!(families.samples.contains_key(&(format!("{name}_sum"), labels)));
        }
    }
}

#[test]
#[expect(clippy::float_cmp, reason = "written and read without any reckoning")]
fn labels_with_quotes_and_backslashes_read_back() {
    let told = read("# HELP a Some.\n# TYPE a gauge\na{b=\"c\\\"\\\\\\n, d=\"} 7\n");

    assert!(told.value("a", &[("b", "c\"\\\n, d=")]).is_some_and(|value| value == 7.0));
}
