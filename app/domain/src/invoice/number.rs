//! How document numbers look and when their count starts anew.
//!
//! A pattern is text with the tokens `{PREFIX}`, `{YYYY}`, `{YY}`, `{MM}` and exactly one `{SEQ}` or `{SEQ:5}`. The
//! date is the issue date in the tenant's time zone.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::{fmt, str::FromStr};

/// When the count starts at 1 again.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reset {
    /// Never.
    #[default]
    Never,
    /// On the first of January.
    Yearly,
    /// On the first of each month.
    Monthly,
}

impl Reset {
    /// The name as stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Never => "never",
            Self::Yearly => "yearly",
            Self::Monthly => "monthly",
        }
    }

    /// The key of the counter that a date counts in: empty, `2026` or `2026-03`.
    pub fn period(self, date: NaiveDate) -> String {
        match self {
            Self::Never => String::new(),
            Self::Yearly => format!("{:04}", date.year()),
            Self::Monthly => format!("{:04}-{:02}", date.year(), date.month()),
        }
    }
}

impl FromStr for Reset {
    type Err = PatternError;

    fn from_str(text: &str) -> Result<Self, PatternError> {
        match text {
            "never" => Ok(Self::Never),
            "yearly" => Ok(Self::Yearly),
            "monthly" => Ok(Self::Monthly),
            _ => Err(PatternError::UnknownReset),
        }
    }
}

/// Why a pattern, prefix or number was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PatternError {
    /// Without a running number, numbers would repeat.
    #[error("The pattern must contain the running number {{SEQ}} exactly once.")]
    OneSequence,
    /// A token that is not known.
    #[error("Use only {{PREFIX}}, {{YYYY}}, {{YY}}, {{MM}} and {{SEQ:5}} between braces.")]
    UnknownToken,
    /// A width that makes no sense.
    #[error("The running number can be padded to between 1 and 10 digits, as in {{SEQ:5}}.")]
    Width,
    /// A character that does not belong in a number.
    #[error("Use only letters, digits, spaces and the characters - _ / . # in numbers.")]
    Character,
    /// Too long a pattern.
    #[error("Please use at most {0} characters.")]
    TooLong(usize),
    /// A count that starts anew needs the period in the number, or numbers would repeat.
    #[error("If the count starts anew each year or month, the pattern must contain that year or month.")]
    PeriodMissing,
    /// Neither never, yearly nor monthly.
    #[error("Choose when the count starts anew.")]
    UnknownReset,
    /// Running numbers count from 1.
    #[error("Running numbers start at 1.")]
    Sequence,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Text(String),
    Prefix,
    Year,
    ShortYear,
    Month,
    Sequence(usize),
}

/// A checked pattern for document numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberPattern(Vec<Part>);

impl NumberPattern {
    /// The longest pattern, in characters.
    pub const MAX_PATTERN: usize = 60;
    /// The longest prefix, in characters.
    pub const MAX_PREFIX: usize = 12;

    /// What a new tenant starts with: `INV-2026-00042`.
    pub fn default_text() -> &'static str {
        "{PREFIX}{YYYY}-{SEQ:5}"
    }

    /// Reads a pattern.
    pub fn parse(text: &str) -> Result<Self, PatternError> {
        if text.chars().count() > Self::MAX_PATTERN {
            return Err(PatternError::TooLong(Self::MAX_PATTERN));
        }
        let mut parts = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            if let Some(after) = rest.strip_prefix('{') {
                let (token, after) = after.split_once('}').ok_or(PatternError::UnknownToken)?;
                parts.push(token_part(token)?);
                rest = after;
            } else {
                let end = rest.find('{').unwrap_or(rest.len());
                let (literal, after) = rest.split_at(end);
                check_characters(literal)?;
                parts.push(Part::Text(literal.to_owned()));
                rest = after;
            }
        }
        if parts
            .iter()
            .filter(|part| matches!(part, Part::Sequence(_)))
            .count()
            != 1
        {
            return Err(PatternError::OneSequence);
        }
        Ok(Self(parts))
    }

    /// Whether numbers stay unique when the count starts anew.
    pub fn check_reset(&self, reset: Reset) -> Result<(), PatternError> {
        let year = self
            .0
            .iter()
            .any(|part| matches!(part, Part::Year | Part::ShortYear));
        let month = self.0.contains(&Part::Month);
        match reset {
            Reset::Yearly if !year => Err(PatternError::PeriodMissing),
            Reset::Monthly if !(year && month) => Err(PatternError::PeriodMissing),
            _ => Ok(()),
        }
    }

    /// The number for a prefix, an issue date and a running number.
    pub fn render(&self, prefix: &str, date: NaiveDate, sequence: i64) -> Result<String, PatternError> {
        check_prefix(prefix)?;
        if sequence < 1 {
            return Err(PatternError::Sequence);
        }
        let mut number = String::new();
        for part in &self.0 {
            match part {
                Part::Text(text) => number.push_str(text),
                Part::Prefix => number.push_str(prefix),
                Part::Year => number.push_str(&format!("{:04}", date.year())),
                Part::ShortYear => number.push_str(&format!("{:02}", date.year().rem_euclid(100))),
                Part::Month => number.push_str(&format!("{:02}", date.month())),
                Part::Sequence(width) => number.push_str(&format!("{sequence:0width$}")),
            }
        }
        Ok(number)
    }
}

/// Whether a prefix may stand in a number.
pub fn check_prefix(prefix: &str) -> Result<(), PatternError> {
    if prefix.chars().count() > NumberPattern::MAX_PREFIX {
        return Err(PatternError::TooLong(NumberPattern::MAX_PREFIX));
    }
    check_characters(prefix)
}

fn check_characters(text: &str) -> Result<(), PatternError> {
    let fine = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '/' | '.' | '#');
    if text.chars().all(fine) {
        Ok(())
    } else {
        Err(PatternError::Character)
    }
}

fn token_part(token: &str) -> Result<Part, PatternError> {
    match token {
        "PREFIX" => Ok(Part::Prefix),
        "YYYY" => Ok(Part::Year),
        "YY" => Ok(Part::ShortYear),
        "MM" => Ok(Part::Month),
        "SEQ" => Ok(Part::Sequence(1)),
        _ => {
            let width = token.strip_prefix("SEQ:").ok_or(PatternError::UnknownToken)?;
            let digits = width.bytes().all(|byte| byte.is_ascii_digit());
            let width = width
                .parse()
                .ok()
                .filter(|width| digits && (1..=10).contains(width));
            width.map(Part::Sequence).ok_or(PatternError::Width)
        }
    }
}

impl FromStr for NumberPattern {
    type Err = PatternError;

    fn from_str(text: &str) -> Result<Self, PatternError> {
        Self::parse(text)
    }
}

impl fmt::Display for NumberPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|part| match part {
            Part::Text(text) => f.write_str(text),
            Part::Prefix => f.write_str("{PREFIX}"),
            Part::Year => f.write_str("{YYYY}"),
            Part::ShortYear => f.write_str("{YY}"),
            Part::Month => f.write_str("{MM}"),
            Part::Sequence(1) => f.write_str("{SEQ}"),
            Part::Sequence(width) => write!(f, "{{SEQ:{width}}}"),
        })
    }
}

impl Serialize for NumberPattern {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for NumberPattern {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn march() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, 5).unwrap()
    }

    #[test]
    fn patterns_render() {
        for (pattern, number) in [
            ("{PREFIX}{YYYY}-{SEQ:5}", "INV-2026-00042"),
            ("{YY}{MM}{SEQ}", "260342"),
            ("{SEQ:1}", "42"),
            ("Nº {SEQ:3}/{YYYY}", "Nº 042/2026"),
        ] {
            let parsed = NumberPattern::parse(pattern).unwrap();
            assert_eq!(parsed.render("INV-", march(), 42).as_deref(), Ok(number));
            assert_eq!(parsed.to_string().parse(), Ok(parsed), "{pattern}");
        }
        let pattern = NumberPattern::parse("{SEQ:3}").unwrap();
        assert_eq!(pattern.render("", march(), 123_456).as_deref(), Ok("123456"));
        assert_eq!(pattern.render("", march(), 0), Err(PatternError::Sequence));
        assert_eq!(pattern.render("<b>", march(), 1), Err(PatternError::Character));
    }

    #[test]
    fn patterns_that_could_repeat_or_deceive_are_refused() {
        for (pattern, error) in [
            ("", PatternError::OneSequence),
            ("{YYYY}", PatternError::OneSequence),
            ("{SEQ}{SEQ:3}", PatternError::OneSequence),
            ("{SEQ:0}", PatternError::Width),
            ("{SEQ:11}", PatternError::Width),
            ("{SEQ:+5}", PatternError::Width),
            ("{SEQ:}", PatternError::Width),
            ("{CLIENT}{SEQ}", PatternError::UnknownToken),
            ("{seq}", PatternError::UnknownToken),
            ("{SEQ", PatternError::UnknownToken),
            ("{SEQ}}", PatternError::Character),
            ("a\n{SEQ}", PatternError::Character),
            ("\u{202E}{SEQ}", PatternError::Character),
        ] {
            assert_eq!(NumberPattern::parse(pattern), Err(error), "{pattern:?}");
        }
        assert_eq!(
            NumberPattern::parse(&"x".repeat(61)),
            Err(PatternError::TooLong(60))
        );
    }

    #[test]
    fn a_count_that_starts_anew_needs_its_period_in_the_number() {
        for (pattern, yearly, monthly) in [
            ("{SEQ}", false, false),
            ("{YY}{SEQ}", true, false),
            ("{MM}{SEQ}", false, false),
            ("{YYYY}{MM}{SEQ}", true, true),
        ] {
            let parsed = NumberPattern::parse(pattern).unwrap();
            assert!(parsed.check_reset(Reset::Never).is_ok());
            assert_eq!(parsed.check_reset(Reset::Yearly).is_ok(), yearly, "{pattern}");
            assert_eq!(parsed.check_reset(Reset::Monthly).is_ok(), monthly, "{pattern}");
        }
        assert_eq!(
            [Reset::Never, Reset::Yearly, Reset::Monthly].map(|reset| reset.period(march())),
            ["", "2026", "2026-03"]
        );
    }

    #[test]
    fn the_default_is_valid() {
        assert!(
            NumberPattern::parse(NumberPattern::default_text())
                .unwrap()
                .check_reset(Reset::Yearly)
                .is_ok()
        );
    }
}
