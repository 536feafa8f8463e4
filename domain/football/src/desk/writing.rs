//! What people type, made ready to be kept.

use crate::FieldError;

/// `text` as one line without spaces round it or twice between words.
///
/// # Errors
/// It is empty, longer than `longest` characters, or has characters that no keyboard writes.
pub fn one_line(field: &str, text: &str, longest: usize) -> Result<String, FieldError> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.is_empty() || line.chars().count() > longest || line.chars().any(char::is_control) {
        return Err(FieldError::new(field, format!("Give 1 to {longest} characters on one line.")));
    }
    Ok(line)
}

/// `text` with its line breaks as they were meant, without space round it.
///
/// # Errors
/// It is empty, longer than `longest` characters, or has characters that no keyboard writes.
pub fn paragraphs(field: &str, text: &str, longest: usize) -> Result<String, FieldError> {
    let text = text.replace("\r\n", "\n").trim().to_owned();
    let is_odd = |letter: char| letter.is_control() && !matches!(letter, '\n' | '\t');
    if text.is_empty() || text.chars().count() > longest || text.chars().any(is_odd) {
        return Err(FieldError::new(field, format!("Write 1 to {longest} characters.")));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_tidied_and_a_text_keeps_its_lines() {
        assert_eq!(one_line("name", "  Left \n backs ", 10).as_deref(), Ok("Left backs"));
        assert_eq!(paragraphs("text", " One\r\ntwo\n", 10).as_deref(), Ok("One\ntwo"));
    }

    #[test]
    fn what_is_empty_too_long_or_unprintable_is_told_at_its_field() {
        for text in ["", "  ", "12345678901", "a\0b"] {
            assert_eq!(one_line("name", text, 10).unwrap_err().field, "name", "{text:?}");
            assert_eq!(paragraphs("text", text, 10).unwrap_err().field, "text", "{text:?}");
        }
        assert!(one_line("name", "Ødegård x2", 10).is_ok(), "characters are counted, not bytes");
    }
}
