//! What every form shares: errors per field, refilled values, and the cleaning of typed text.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is wrong with a form, by field name (`email`, `lines.0.quantity`). The empty name is the form as a whole.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FieldErrors(pub BTreeMap<String, String>);

impl FieldErrors {
    /// One error for one field.
    pub fn one(field: impl Into<String>, message: impl Into<String>) -> Self {
        let mut errors = Self::default();
        errors.add(field, message);
        errors
    }

    /// Notes an error; the first one of a field stays, being the most basic.
    pub fn add(&mut self, field: impl Into<String>, message: impl Into<String>) {
        self.0.entry(field.into()).or_insert_with(|| message.into());
    }

    /// The error of a field, if there is one.
    pub fn get(&self, field: &str) -> Option<String> {
        self.0.get(field).cloned()
    }

    /// Whether the form is fine.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// `Ok(value)` when there is no error.
    pub fn into_result<T>(self, value: T) -> Result<T, Self> {
        if self.is_empty() { Ok(value) } else { Err(self) }
    }

    /// Takes the value out of a checked field, noting the error otherwise.
    pub fn take<T, E: ToString>(&mut self, field: impl Into<String>, checked: Result<T, E>) -> Option<T> {
        match checked {
            Ok(value) => Some(value),
            Err(error) => {
                self.add(field, error.to_string());
                None
            }
        }
    }
}

/// A form as a page shows it: the values to fill in, what was wrong with them, and, after a stale edit, what is stored.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct FormView<T> {
    /// The values as last typed, or as stored when the form is opened.
    pub values: T,
    /// What was wrong with them.
    pub errors: FieldErrors,
    /// What somebody else saved since the form was opened; present only after such a conflict.
    pub stored: Option<T>,
}

impl<T> FormView<T> {
    /// A form that was just opened.
    pub fn fresh(values: T) -> Self {
        Self {
            values,
            errors: FieldErrors::default(),
            stored: None,
        }
    }
}

/// Why a typed text was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// Nothing but white space.
    #[error("Please fill this in.")]
    Empty,
    /// Longer than the field allows, in characters.
    #[error("Please use at most {0} characters.")]
    TooLong(usize),
    /// Control characters, or characters that reorder text (Unicode bidi overrides, UAX #9).
    #[error("This contains characters that can't be used here (control or text-direction characters).")]
    Unusable,
    /// Not an e-mail address.
    #[error("Please enter an e-mail address, like name@example.com.")]
    NotAnEmail,
    /// Not a web address.
    #[error("Please enter a web address that starts with https:// or http://.")]
    NotAWebAddress,
}

/// Characters that make text look other than it is: bidi overrides and isolates, invisible separators, tags.
fn deceives(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}'
        | '\u{E0000}'..='\u{E007F}' | '\u{FFF9}'..='\u{FFFB}')
}

fn checked(text: &str, max: usize, multi_line: bool) -> Result<String, TextError> {
    let text = text.trim();
    if text.chars().count() > max {
        return Err(TextError::TooLong(max));
    }
    let allowed = |c: char| {
        if multi_line {
            matches!(c, '\n' | '\t')
        } else {
            false
        }
    };
    if text
        .chars()
        .any(|c| (c.is_control() && !allowed(c)) || deceives(c))
    {
        return Err(TextError::Unusable);
    }
    Ok(text.to_owned())
}

/// One line of text, trimmed; may be empty. `max` counts characters.
pub fn line(text: &str, max: usize) -> Result<String, TextError> {
    checked(text, max, false)
}

/// One line of text that must not be empty.
pub fn required_line(text: &str, max: usize) -> Result<String, TextError> {
    match line(text, max)? {
        text if text.is_empty() => Err(TextError::Empty),
        text => Ok(text),
    }
}

/// Text of several lines, trimmed, line ends as `\n`; may be empty.
pub fn paragraph(text: &str, max: usize) -> Result<String, TextError> {
    checked(&text.replace("\r\n", "\n"), max, true)
}

/// An e-mail address (the shape that mail systems deliver to; RFC 5321 lengths), or empty when nothing was typed.
pub fn email(text: &str) -> Result<String, TextError> {
    let text = line(text, 254)?;
    if text.is_empty() || is_email(&text) {
        Ok(text)
    } else {
        Err(TextError::NotAnEmail)
    }
}

fn is_email(text: &str) -> bool {
    let Some((local, host)) = text.rsplit_once('@') else {
        return false;
    };
    let local_ok = !local.is_empty()
        && local.len() <= 64
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && local
            .chars()
            .all(|c| c.is_alphanumeric() || "!#$%&'*+/=?^_`{|}~.-".contains(c));
    let host_ok = host.contains('.')
        && host.split('.').all(|label| {
            !label.is_empty()
                && label.len() <= 63
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|c| c.is_alphanumeric() || c == '-')
        });
    local_ok && host_ok
}

/// An e-mail address for comparing: lower case. Two addresses that differ only in case are one person's.
pub fn normalised_email(email: &str) -> String {
    email.trim().to_lowercase()
}

/// An absolute http(s) address, or empty when nothing was typed.
pub fn web_address(text: &str) -> Result<String, TextError> {
    let text = line(text, 300)?;
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    match rest {
        _ if text.is_empty() => Ok(text),
        Some(rest) if !rest.is_empty() && !rest.starts_with('/') && !text.contains(char::is_whitespace) => {
            Ok(text)
        }
        _ => Err(TextError::NotAWebAddress),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_trimmed_bounded_and_honest() {
        assert_eq!(
            required_line("  Müller & Söhne 株式会社 ", 40),
            Ok("Müller & Söhne 株式会社".into())
        );
        assert_eq!(required_line("   ", 40), Err(TextError::Empty));
        assert_eq!(line(&"é".repeat(41), 40), Err(TextError::TooLong(40)));
        assert_eq!(line(&"é".repeat(40), 40), Ok("é".repeat(40)));
        for bad in [
            "a\nb",
            "a\u{0}b",
            "inv\u{202E}fdp.exe",
            "a\u{200B}b",
            "x\u{2066}y",
        ] {
            assert_eq!(line(bad, 40), Err(TextError::Unusable), "{bad:?}");
        }
        assert_eq!(paragraph("a\r\nb\n\tc", 40), Ok("a\nb\n\tc".into()));
        assert_eq!(paragraph("a\u{7}b", 40), Err(TextError::Unusable));
    }

    #[test]
    fn emails() {
        for good in [
            "a@b.co",
            "jane.doe+x@mail.example.com",
            "jürgen@müller.example",
            "o'neil@example.ie",
        ] {
            assert_eq!(email(good), Ok(good.to_owned()));
        }
        for bad in [
            "a",
            "a@b",
            "@b.co",
            "a@",
            "a b@c.de",
            "a@b..c",
            "a@-b.de",
            "a@b.de\r\nBcc: x@y.z",
            ".a@b.de",
            "<a@b.de>",
        ] {
            assert!(email(bad).is_err(), "{bad:?}");
        }
        assert_eq!(email("  "), Ok(String::new()));
        assert_eq!(normalised_email(" Jane@Example.COM "), "jane@example.com");
    }

    #[test]
    fn web_addresses() {
        assert!(web_address("https://example.com/a?b").is_ok());
        for bad in [
            "javascript:alert(1)",
            "example.com",
            "//example.com",
            "https://",
            "https:///x",
            "http://a b",
        ] {
            assert!(web_address(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn the_first_error_of_a_field_stays() {
        let mut errors = FieldErrors::default();
        assert_eq!(errors.take("name", required_line("", 5)), None);
        errors.add("name", "second");
        assert_eq!(errors.get("name"), Some("Please fill this in.".into()));
        assert!(errors.into_result(()).is_err());
    }
}
