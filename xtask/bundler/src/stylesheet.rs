//! The sheets of `style/index.txt` as one, without comments and needless blanks. No rewriting: what a
//! browser reads is what somebody wrote (docs/decisions/0062).

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::read;

/// The list and the sheets it names, in order.
pub(crate) fn sheets(folder: &Path) -> Result<Vec<PathBuf>> {
    let index = folder.join("index.txt");
    if !index.exists() {
        return Ok(Vec::new());
    }
    let list = String::from_utf8(read(&index)?).context("style/index.txt is not UTF-8")?;
    let names = list.lines().map(str::trim).filter(|line| !line.is_empty());
    Ok(std::iter::once(index.clone())
        .chain(names.filter(|name| !name.starts_with('#')).map(|name| folder.join(name)))
        .collect())
}

/// All sheets as one.
pub(crate) fn bundle(folder: &Path) -> Result<String> {
    let mut css = String::new();
    for sheet in sheets(folder)?.iter().skip(1) {
        let text = String::from_utf8(read(sheet)?)
            .with_context(|| format!("{} is not UTF-8", sheet.display()))?;
        if text.contains("@import") {
            bail!("{}: list the sheet in style/index.txt instead of @import", sheet.display());
        }
        css.push_str(&minified(&text));
    }
    Ok(css)
}

/// Drops comments, and blanks where CSS does not care for them. Strings and `url(…)` stay as they are.
fn minified(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    let mut blank = false;
    while let Some(next) = rest.chars().next() {
        if rest.starts_with("/*") {
            rest = rest.find("*/").map_or("", |end| &rest[end + 2..]);
            blank = true;
        } else if next.is_whitespace() {
            rest = rest.trim_start();
            blank = true;
        } else {
            if blank && needs_blank(&out, next) {
                out.push(' ');
            }
            blank = false;
            let whole = verbatim(rest);
            if next == '}' && out.ends_with(';') {
                out.pop();
            }
            out.push_str(&rest[..whole]);
            rest = &rest[whole..];
        }
    }
    out
}

/// Bytes at the start of `rest` that are copied as they are: a string, a bare URL, or one character.
fn verbatim(rest: &str) -> usize {
    let first = rest.chars().next().map_or(0, char::len_utf8);
    let closing = match rest.as_bytes() {
        [quote @ (b'"' | b'\''), ..] => *quote,
        [b'u', b'r', b'l', b'(', inner, ..] if !b"\"'".contains(inner) => b')',
        _ => return first,
    };
    let mut escaped = false;
    let end = rest.bytes().enumerate().skip(1).find(|&(_, byte)| {
        let ends = byte == closing && !escaped;
        escaped = byte == b'\\' && !escaped;
        ends
    });
    end.map_or(rest.len(), |(end, _)| end + 1)
}

/// Whether a blank between what was written and `next` means something. Before `:` it is a
/// descendant (`a :hover`), around `+` and `-` an operator, after `)` another value.
fn needs_blank(out: &str, next: char) -> bool {
    let after = out.is_empty() || out.ends_with(['{', '}', ';', ',', ':', '(']);
    let before = matches!(next, '{' | '}' | ';' | ',' | ')');
    !after && !before
}

#[cfg(test)]
mod tests {
    use super::minified;

    #[test]
    fn blanks_that_mean_nothing_go() {
        let css = ".a ,\n.b  {\n  color : red;\n  margin: 0  auto ;\n}\n\n.c{ }";

        assert_eq!(minified(css), ".a,.b{color :red;margin:0 auto}.c{}");
    }

    #[test]
    fn blanks_that_mean_something_stay() {
        for css in [
            ".a :hover{color:red}",
            ".a{width:calc(100% - 4px + 1em)}",
            "@media (width >= 600px) and (hover){.a{color:red}}",
            ".a{grid-template:\"x  y\" 1fr/auto}",
            ".a{content:'/* no comment */ \\' ;'}",
            ".a{background:url(data:image/svg+xml;utf8,a  b)}",
            ".a{transition:color var(--quick) ease}",
        ] {
            assert_eq!(minified(css), css);
        }
    }

    #[test]
    fn comments_go_and_still_separate() {
        assert_eq!(minified("/* sheet */.a{margin:1px/* top */2px}"), ".a{margin:1px 2px}");
    }
}
