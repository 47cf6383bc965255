//! Fixed-point decimals for quantities, unit prices and percentages, and the reading of typed numbers.
//!
//! No floats anywhere: each type is an `i64` scaled by a power of ten, stored as such in the database and written as a
//! decimal string on the wire.
//!
//! # How a typed number is read
//!
//! 1. Spaces (also no-break and narrow ones) and apostrophes between digits group thousands.
//! 2. If both `.` and `,` occur, the last one is the decimal mark and the other groups thousands.
//! 3. If one of them occurs twice or more, it groups thousands.
//! 4. If one occurs once, it is the decimal mark, with two exceptions: where the number can't have decimals (JPY), it
//!    groups thousands; and a comma followed by exactly three digits, as in `1,234`, is refused because English and
//!    German readers disagree about it by a factor of a thousand. `0,335` and `1.234` are not ambiguous. A reader that
//!    knows the writer's language passes it ([`read_in`]) and need not refuse.
//! 5. Groups must have three digits, the first one to three. More decimals than the field has are refused, unless zero.

use crate::locale::NumberFormat;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::{fmt, str::FromStr};

/// Why a typed number was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    /// Nothing was typed.
    #[error("Please enter a number.")]
    Empty,
    /// Not a number at all, or grouped in an impossible way.
    #[error("Please enter a number, like 1234.50.")]
    NotANumber,
    /// `1,234`: a thousand or one and a bit.
    #[error(
        "This could be read in two ways. Please write it without a thousands separator, like 1234 or 1.234."
    )]
    Ambiguous,
    /// More decimals than the field allows.
    #[error("Please use at most {0} decimals.")]
    TooManyDecimals(u32),
    /// Beyond the field's bounds.
    #[error("This number is too large.")]
    TooLarge,
    /// Below zero where that makes no sense.
    #[error("This can't be negative.")]
    Negative,
}

/// Reads a typed number as an integer scaled by `10^decimals`, by the rule in the [module](self) documentation.
pub fn read(text: &str, decimals: u32) -> Result<i64, NumberError> {
    scan(text, decimals, None)
}

/// As [`read`], where the writer's way of writing numbers is known, so that nothing is ambiguous.
pub fn read_in(text: &str, decimals: u32, format: NumberFormat) -> Result<i64, NumberError> {
    scan(text, decimals, Some(format))
}

fn scan(text: &str, decimals: u32, format: Option<NumberFormat>) -> Result<i64, NumberError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(NumberError::Empty);
    }
    if text.len() > 64 {
        return Err(NumberError::TooLarge);
    }
    let (negative, text) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, fraction, group) = split(text, decimals, format)?;
    let whole = ungroup(whole, group)?;
    if !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return Err(NumberError::NotANumber);
    }
    if whole.is_empty() && fraction.is_empty() {
        return Err(NumberError::NotANumber);
    }
    let fraction = if fraction.len() > decimals as usize {
        fraction.trim_end_matches('0')
    } else {
        fraction
    };
    if fraction.len() > decimals as usize {
        return Err(NumberError::TooManyDecimals(decimals));
    }
    let mut value: i64 = 0;
    let padding = std::iter::repeat_n(b'0', decimals as usize - fraction.len());
    for digit in whole.bytes().chain(fraction.bytes()).chain(padding) {
        value = value
            .checked_mul(10)
            .and_then(|value| value.checked_add(i64::from(digit - b'0')))
            .ok_or(NumberError::TooLarge)?;
    }
    Ok(if negative { -value } else { value })
}

/// Splits a number at its decimal mark; also says which of `.` and `,` groups thousands, if any.
fn split(
    text: &str,
    decimals: u32,
    format: Option<NumberFormat>,
) -> Result<(&str, &str, Option<char>), NumberError> {
    let (points, commas) = (text.matches('.').count(), text.matches(',').count());
    let mark = match (points, commas) {
        (0, 0) => return Ok((text, "", None)),
        (0, n) | (n, 0) if n > 1 => return Ok((text, "", Some(if points > 0 { '.' } else { ',' }))),
        (_, 0) => '.',
        (0, _) => ',',
        _ if text.rfind('.') > text.rfind(',') => '.',
        _ => ',',
    };
    let other = if mark == '.' { ',' } else { '.' };
    let Some((whole, fraction)) = text.rsplit_once(mark) else {
        return Err(NumberError::NotANumber);
    };
    if whole.contains(mark) {
        return Err(NumberError::NotANumber);
    }
    let alone = !whole.contains(other);
    let groupable = alone && fraction.len() == 3 && !whole.starts_with('0') && (1..=3).contains(&whole.len());
    if groupable {
        let groups = match format {
            Some(format) => format.decimal != mark,
            None if decimals == 0 => true,
            None if mark == ',' => return Err(NumberError::Ambiguous),
            None => false,
        };
        if groups {
            return Ok((text, "", Some(mark)));
        }
    }
    Ok((whole, fraction, if alone { None } else { Some(other) }))
}

/// Takes the thousands separators out of the whole part, insisting on groups of three.
fn ungroup(whole: &str, group: Option<char>) -> Result<String, NumberError> {
    let space = |c: char| matches!(c, ' ' | '\u{A0}' | '\u{202F}' | '\u{2009}');
    let apostrophe = |c: char| matches!(c, '\'' | '\u{2019}');
    let used: Vec<char> = whole.chars().filter(|c| !c.is_ascii_digit()).collect();
    let Some(&first) = used.first() else {
        return Ok(whole.to_owned());
    };
    let known = Some(first) == group || (group.is_none() && (space(first) || apostrophe(first)));
    if !known || used.iter().any(|c| *c != first) {
        return Err(NumberError::NotANumber);
    }
    let mut groups = whole.split(first);
    let leading = groups.next().map_or(0, str::len);
    if !(1..=3).contains(&leading) || groups.any(|group| group.len() != 3) {
        return Err(NumberError::NotANumber);
    }
    Ok(whole.chars().filter(char::is_ascii_digit).collect())
}

/// Writes a scaled number without grouping and without trailing zeros, with the given decimal mark.
fn minimal(raw: i64, decimals: u32, mark: char) -> String {
    let scale = 10_u64.pow(decimals);
    let (whole, fraction) = (raw.unsigned_abs() / scale, raw.unsigned_abs() % scale);
    let sign = if raw < 0 { "-" } else { "" };
    if fraction == 0 {
        return format!("{sign}{whole}");
    }
    let fraction = format!("{fraction:0>width$}", width = decimals as usize);
    format!("{sign}{whole}{mark}{}", fraction.trim_end_matches('0'))
}

macro_rules! fixed_point {
    ($(#[$doc:meta])* $name:ident, $decimals:literal, $max:literal, $negative:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(i64);

        impl $name {
            /// How many decimals are kept.
            pub const DECIMALS: u32 = $decimals;
            /// What 1 is as a raw value.
            pub const SCALE: i64 = 10_i64.pow($decimals);
            /// The largest raw value that a form or calculation accepts.
            pub const MAX_RAW: i64 = $max * Self::SCALE;
            /// Nothing.
            pub const ZERO: Self = Self(0);

            /// From the scaled integer that the database holds. Bounds are checked where it is used.
            pub const fn from_raw(raw: i64) -> Self {
                Self(raw)
            }

            /// The scaled integer, for the database.
            pub const fn raw(self) -> i64 {
                self.0
            }

            /// A whole number; `None` if it is beyond the bounds.
            pub const fn whole(number: i64) -> Option<Self> {
                match number.checked_mul(Self::SCALE) {
                    Some(raw) if Self(raw).in_bounds() => Some(Self(raw)),
                    _ => None,
                }
            }

            /// Whether it is nothing.
            pub const fn is_zero(self) -> bool {
                self.0 == 0
            }

            /// Whether a form or calculation accepts it.
            pub const fn in_bounds(self) -> bool {
                self.0 <= Self::MAX_RAW && self.0 >= if $negative { -Self::MAX_RAW } else { 0 }
            }

            /// Reads what somebody typed, by the rule in the [module](self) documentation.
            pub fn parse(text: &str) -> Result<Self, NumberError> {
                let value = Self(read(text, Self::DECIMALS)?);
                match value.in_bounds() {
                    true => Ok(value),
                    false if value.0 < 0 && !$negative => Err(NumberError::Negative),
                    false => Err(NumberError::TooLarge),
                }
            }

            /// With a language's decimal mark and no more decimals than needed, for reading, not for parsing.
            pub fn format(self, numbers: NumberFormat) -> String {
                minimal(self.0, Self::DECIMALS, numbers.decimal)
            }
        }

        impl fmt::Display for $name {
            /// With a decimal point and no more decimals than needed; [`FromStr`] reads it back.
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&minimal(self.0, Self::DECIMALS, '.'))
            }
        }

        impl FromStr for $name {
            type Err = NumberError;

            fn from_str(text: &str) -> Result<Self, NumberError> {
                Self::parse(text)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Self::parse(&String::deserialize(deserializer)?).map_err(de::Error::custom)
            }
        }
    };
}

fixed_point! {
    /// How many of something: 4 decimals (`1.25` hours), up to a thousand million; negative for a return.
    Quantity, 4, 1_000_000_000, true
}

impl Quantity {
    /// One piece.
    pub const ONE: Self = Self(Self::SCALE);
}

fixed_point! {
    /// A price for one, in the currency's major unit: 6 decimals (`33.335`), never negative (EN 16931 BR-27).
    UnitPrice, 6, 100_000_000_000, false
}

fixed_point! {
    /// A percentage: 4 decimals, so that 19 % is `190_000` raw; from 0 to 1000 %.
    Percent, 4, 1000, false
}

impl Percent {
    /// All of it.
    pub const HUNDRED: Self = Self(100 * Self::SCALE);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_numbers() {
        for (text, decimals, expected) in [
            ("1234.5", 2, Ok(123_450)),
            ("1,234.50", 2, Ok(123_450)),
            ("1.234,50", 2, Ok(123_450)),
            ("1 234,50", 2, Ok(123_450)),
            ("1\u{202F}234\u{202F}567,5", 2, Ok(123_456_750)),
            ("1'234.50", 2, Ok(123_450)),
            ("1.234.567", 2, Ok(123_456_700)),
            ("1,234,567.89", 2, Ok(123_456_789)),
            ("12,5", 2, Ok(1250)),
            (".5", 2, Ok(50)),
            ("5.", 2, Ok(500)),
            ("-3", 2, Ok(-300)),
            ("\u{2212}3,5", 2, Ok(-350)),
            ("+3", 2, Ok(300)),
            ("33.335", 6, Ok(33_335_000)),
            ("0,335", 6, Ok(335_000)),
            ("1,2345", 4, Ok(12_345)),
            ("1,234", 0, Ok(1234)),
            ("1.234", 0, Ok(1234)),
            ("1.500000", 2, Ok(150)),
            ("1,234", 2, Err(NumberError::Ambiguous)),
            ("1,234", 6, Err(NumberError::Ambiguous)),
            ("1.234", 2, Err(NumberError::TooManyDecimals(2))),
            ("1.5", 0, Err(NumberError::TooManyDecimals(0))),
            ("1.2.3,4", 2, Err(NumberError::NotANumber)),
            ("1,23,456", 2, Err(NumberError::NotANumber)),
            ("1,234.567,8", 2, Err(NumberError::NotANumber)),
            ("12 34", 2, Err(NumberError::NotANumber)),
            ("1 234'567", 2, Err(NumberError::NotANumber)),
            ("1e5", 2, Err(NumberError::NotANumber)),
            ("0x1F", 2, Err(NumberError::NotANumber)),
            ("NaN", 2, Err(NumberError::NotANumber)),
            ("--3", 2, Err(NumberError::NotANumber)),
            ("٣", 2, Err(NumberError::NotANumber)),
            (".", 2, Err(NumberError::NotANumber)),
            ("-", 2, Err(NumberError::NotANumber)),
            ("  ", 2, Err(NumberError::Empty)),
            ("9223372036854775808", 0, Err(NumberError::TooLarge)),
            (
                "99999999999999999999999999999999999999999999999999999999999999999999",
                2,
                Err(NumberError::TooLarge),
            ),
        ] {
            assert_eq!(read(text, decimals), expected, "{text}");
        }
    }

    #[test]
    fn a_known_language_settles_what_is_ambiguous() {
        assert_eq!(read_in("1,234", 3, NumberFormat::DE), Ok(1234));
        assert_eq!(read_in("1,234", 3, NumberFormat::EN), Ok(1_234_000));
        assert_eq!(read_in("1.234", 3, NumberFormat::DE), Ok(1_234_000));
        assert_eq!(read_in("1.234,5", 3, NumberFormat::DE), Ok(1_234_500));
    }

    #[test]
    fn bounds_and_signs() {
        assert_eq!(Percent::parse("19"), Ok(Percent::from_raw(190_000)));
        assert_eq!(Percent::parse("8,875"), Err(NumberError::Ambiguous));
        assert_eq!(Percent::parse("8.875").map(Percent::raw), Ok(88_750));
        assert_eq!(Percent::parse("-1"), Err(NumberError::Negative));
        assert_eq!(Percent::parse("1000.0001"), Err(NumberError::TooLarge));
        assert_eq!(Quantity::parse("-2.5").map(Quantity::raw), Ok(-25_000));
        assert_eq!(Quantity::parse("1000000001"), Err(NumberError::TooLarge));
        assert_eq!(UnitPrice::parse("-0.01"), Err(NumberError::Negative));
        assert_eq!(UnitPrice::parse("0.000001").map(UnitPrice::raw), Ok(1));
        assert_eq!(Quantity::whole(3), Some(Quantity::from_raw(30_000)));
        assert_eq!(Quantity::whole(i64::MAX), None);
    }

    #[test]
    fn the_wire_form_is_the_shortest_decimal() {
        assert_eq!(
            serde_json::to_string(&UnitPrice::from_raw(33_335_000)).unwrap(),
            "\"33.335\""
        );
        assert_eq!(serde_json::from_str::<Percent>("\"19\"").unwrap().raw(), 190_000);
        assert_eq!(Quantity::from_raw(-5_000).to_string(), "-0.5");
        assert_eq!(Quantity::from_raw(12_500).format(NumberFormat::DE), "1,25");
        assert_eq!(Quantity::from_raw(i64::MIN).to_string(), "-922337203685477.5808");
        assert!(serde_json::from_str::<Quantity>("1.5").is_err());
    }
}
