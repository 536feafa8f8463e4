//! The code held against the schema: every statement that stands whole in the source is given to the
//! migrated database to be prepared, so that a column that was renamed or dropped is found even where
//! no other test runs the statement (docs/decisions/0005).

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection};
use test_database::TestDatabase;

/// So many are found at least; a scan that finds fewer has gone blind.
const AT_LEAST: usize = 100;

/// A text of the source, and where it stands.
struct Literal {
    place: String,
    text: String,
}

#[tokio::test]
async fn the_migrated_schema_understands_every_statement_of_the_code() {
    let database = TestDatabase::create().await;
    let mut connection = PgConnection::connect(database.url()).await.unwrap();
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let literals: Vec<_> = files(&source).iter().flat_map(|file| literals(file)).collect();

    // An import's statements speak of tables that it makes for itself; here they outlive their
    // transaction. One that is put together while the program runs cannot be made here.
    let tables = literals
        .iter()
        .filter(|literal| literal.text.starts_with("CREATE TEMP") && !literal.text.contains('{'));
    for literal in tables {
        let lasting = literal.text.replace("ON COMMIT DROP", "");
        let statement = sqlx::raw_sql(AssertSqlSafe(lasting));
        connection.execute(statement).await.expect(&literal.place);
    }
    let mut complaints = Vec::new();
    let mut prepared = 0;
    for literal in literals.iter().filter(|literal| is_statement(&literal.text)) {
        prepared += 1;
        let prepare = format!("PREPARE tried AS {}", literal.text);
        match connection.execute(sqlx::raw_sql(AssertSqlSafe(prepare))).await {
            Ok(_) => drop(connection.execute("DEALLOCATE tried").await.unwrap()),
            Err(error) => complaints.push(format!("{}: {error}", literal.place)),
        }
    }

    assert_eq!(complaints, [""; 0]);
    assert!(prepared >= AT_LEAST, "only {prepared} statements were found");
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// A whole statement: what is put together while the program runs has braces left in it.
fn is_statement(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default();
    let is_sql = match first {
        "SELECT" | "INSERT" | "UPDATE" | "DELETE" => text.contains(' '),
        "WITH" => [" AS (", " AS MATERIALIZED ("].iter().any(|part| text.contains(part)),
        _ => false,
    };
    // A message may begin with such a word, too; it has a sign that no statement has.
    is_sql && !text.contains(['{', '…'])
}

/// The string literals of `file`, with the constants of the same file put in their places.
fn literals(file: &Path) -> Vec<Literal> {
    let source = fs::read_to_string(file).unwrap();
    let code = source.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let mut found = Vec::new();
    let mut constants = BTreeMap::new();
    let mut rest = code;
    while let Some((before, text, after)) = next_literal(rest) {
        let line = 1 + code[..code.len() - rest.len() + before.len()].matches('\n').count();
        if let Some(name) = constant_before(before) {
            constants.insert(format!("{{{name}}}"), text.clone());
        }
        found.push(Literal { place: format!("{}:{line}", file.display()), text });
        rest = after;
    }
    for literal in &mut found {
        for (name, text) in &constants {
            literal.text = literal.text.replace(name, text);
        }
    }
    found
}

/// What stands before the next string literal, its text and what follows it. Comments are passed over.
fn next_literal(code: &str) -> Option<(&str, String, &str)> {
    let mut at = 0;
    loop {
        let rest = &code[at..];
        let quote = rest.find('"')?;
        if let Some(comment) = rest.find("//").filter(|comment| *comment < quote) {
            at += comment + rest[comment..].find('\n')?;
            continue;
        }
        // A quotation mark as a character.
        if rest[..quote].ends_with('\'') || rest[..quote].ends_with("'\\") {
            at += quote + 1;
            continue;
        }
        let start = at + quote + 1;
        let (text, length) = unescaped(&code[start..])?;
        return Some((&code[..start - 1], text, &code[start + length..]));
    }
}

/// The text up to the closing quotation mark, and how far that is.
fn unescaped(code: &str) -> Option<(String, usize)> {
    let mut text = String::new();
    let mut letters = code.char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => return Some((text.trim().to_owned(), at + 1)),
            '\\' => match letters.next()?.1 {
                'n' => text.push('\n'),
                // The line goes on behind the indentation.
                '\n' => {
                    while letters.clone().next().is_some_and(|(_, next)| next.is_whitespace()) {
                        letters.next();
                    }
                }
                other => text.push(other),
            },
            other => text.push(other),
        }
    }
    None
}

/// `const NAME: &str =` before a literal.
fn constant_before(before: &str) -> Option<&str> {
    let declaration = before.trim_end().strip_suffix("&str =")?.trim_end().strip_suffix(':')?;
    let name = declaration.rsplit(' ').next()?;
    declaration.trim_end_matches(name).ends_with("const ").then_some(name)
}
