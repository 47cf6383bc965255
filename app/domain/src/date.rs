//! Reading a date as a form sends it.

use chrono::{Datelike, NaiveDate};

/// Why a typed date was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// Nothing was typed.
    #[error("Please enter a date.")]
    Empty,
    /// Not written as year-month-day.
    #[error("Please enter a date, like 2026-03-31.")]
    NotADate,
    /// No such day, as 30 February.
    #[error("There is no such day in the calendar.")]
    NoSuchDay,
    /// A year that can only be a slip.
    #[error("Please check the year.")]
    Year,
}

/// Reads `2026-03-31`, the form in which `<input type="date">` sends a date (ISO 8601); years 1970 to 2199.
pub fn parse(text: &str) -> Result<NaiveDate, DateError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(DateError::Empty);
    }
    let mut parts = text.split('-').map(|part| {
        let digits = (1..=6).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        if digits {
            part.parse::<u32>().map_err(|_| DateError::NotADate)
        } else {
            Err(DateError::NotADate)
        }
    });
    let mut next = || parts.next().unwrap_or(Err(DateError::NotADate));
    let (year, month, day) = (next()?, next()?, next()?);
    if parts.next().is_some() {
        return Err(DateError::NotADate);
    }
    if !(1970..=2199).contains(&year) {
        return Err(DateError::Year);
    }
    i32::try_from(year)
        .ok()
        .and_then(|year| NaiveDate::from_ymd_opt(year, month, day))
        .ok_or(DateError::NoSuchDay)
}

/// Reads a date that may be left out.
pub fn parse_optional(text: &str) -> Result<Option<NaiveDate>, DateError> {
    match parse(text) {
        Err(DateError::Empty) => Ok(None),
        other => other.map(Some),
    }
}

/// Writes a date as [`parse`] reads it.
pub fn to_field(date: NaiveDate) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_those_of_the_calendar() {
        let leap = parse(" 2028-02-29 ").unwrap();
        assert_eq!(to_field(leap), "2028-02-29");
        for (bad, error) in [
            ("2026-02-30", DateError::NoSuchDay),
            ("2026-02-29", DateError::NoSuchDay),
            ("2026-13-01", DateError::NoSuchDay),
            ("2026-00-10", DateError::NoSuchDay),
            ("0026-01-01", DateError::Year),
            ("20260-01-01", DateError::Year),
            ("31.03.2026", DateError::NotADate),
            ("2026-03", DateError::NotADate),
            ("2026-03-31-1", DateError::NotADate),
            ("2026-03-+1", DateError::NotADate),
            ("-2026-03-01", DateError::NotADate),
            ("2026-03-٣", DateError::NotADate),
            ("", DateError::Empty),
        ] {
            assert_eq!(parse(bad), Err(error), "{bad}");
        }
        assert_eq!(parse_optional("  "), Ok(None));
        assert!(parse_optional("x").is_err());
    }
}
