//! The languages Portico speaks to clients, and how each writes numbers and dates.
//!
//! Everything here is hand-written: no locale database reaches the browser.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A language of the client's portal, mails and PDFs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Locale {
    /// English (day-month order spelled out, so that British and American readers agree).
    #[default]
    En,
    /// German.
    De,
}

/// A language that Portico has no texts for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Choose one of the languages offered.")]
pub struct UnknownLocale;

/// The marks with which a language writes a number, and where it puts the currency.
///
/// Wider than [`Locale`]: a number can be written the French or Spanish way before there are French texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NumberFormat {
    /// Between the whole part and the decimals.
    pub decimal: char,
    /// Between groups of three digits.
    pub group: char,
    /// Whether the currency comes first, as in `€5.00`.
    pub currency_first: bool,
}

impl NumberFormat {
    /// `€1,234.50`
    pub const EN: Self = Self {
        decimal: '.',
        group: ',',
        currency_first: true,
    };
    /// `1.234,50 €`
    pub const DE: Self = Self {
        decimal: ',',
        group: '.',
        currency_first: false,
    };
    /// `1 234,50 €` with a narrow no-break space
    pub const FR: Self = Self {
        decimal: ',',
        group: '\u{202F}',
        currency_first: false,
    };
    /// `1.234,50 €`
    pub const ES: Self = Self {
        decimal: ',',
        group: '.',
        currency_first: false,
    };

    /// Writes a whole number scaled by `10^decimals`, grouped, with exactly `decimals` decimals.
    pub fn write(self, scaled: u64, decimals: u32) -> String {
        let digits = scaled.to_string();
        let wanted = decimals as usize + 1;
        let digits = if digits.len() < wanted {
            format!("{digits:0>wanted$}")
        } else {
            digits
        };
        let (whole, fraction) = digits.split_at(digits.len() - decimals as usize);
        let mut text = String::with_capacity(digits.len() * 2);
        for (at, digit) in whole.chars().enumerate() {
            if at > 0 && (whole.len() - at) % 3 == 0 {
                text.push(self.group);
            }
            text.push(digit);
        }
        if decimals > 0 {
            text.push(self.decimal);
            text.push_str(fraction);
        }
        text
    }
}

const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const MONTHS_DE: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];
const SHORT_EN: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
const SHORT_DE: [&str; 12] = [
    "Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez.",
];

impl Locale {
    /// Every language, in the order in which a choice offers them.
    pub const ALL: [Self; 2] = [Self::En, Self::De];

    /// The BCP 47 tag, for `lang` attributes and the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::De => "de",
        }
    }

    /// The language's name in itself, for a language menu.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::De => "Deutsch",
        }
    }

    /// How numbers are written.
    pub const fn numbers(self) -> NumberFormat {
        match self {
            Self::En => NumberFormat::EN,
            Self::De => NumberFormat::DE,
        }
    }

    /// The best language for an `Accept-Language` header (RFC 9110, 12.5.4); `None` if it asks for none of ours.
    pub fn from_accept_language(header: &str) -> Option<Self> {
        let mut best: Option<(u16, Self)> = None;
        for item in header.split(',').take(32) {
            let mut parts = item.split(';');
            let tag = parts.next().unwrap_or("").trim();
            let weight = parts
                .find_map(|part| part.trim().strip_prefix("q="))
                .map_or(1000, quality);
            let language = tag.split('-').next().unwrap_or("");
            let Some(locale) = Self::ALL
                .into_iter()
                .find(|l| l.as_str().eq_ignore_ascii_case(language))
            else {
                continue;
            };
            if weight > 0 && best.is_none_or(|(so_far, _)| weight > so_far) {
                best = Some((weight, locale));
            }
        }
        best.map(|(_, locale)| locale)
    }

    /// A date with the month spelled out: `5 March 2026`, `5. März 2026`.
    pub fn format_date(self, date: NaiveDate) -> String {
        let (year, day) = (date.year(), date.day());
        match self {
            Self::En => format!("{day} {} {year}", month_name(&MONTHS_EN, date)),
            Self::De => format!("{day}. {} {year}", month_name(&MONTHS_DE, date)),
        }
    }

    /// A date with the month shortened, for tables: `5 Mar 2026`, `5. März 2026`.
    pub fn format_date_short(self, date: NaiveDate) -> String {
        let (year, day) = (date.year(), date.day());
        match self {
            Self::En => format!("{day} {} {year}", month_name(&SHORT_EN, date)),
            Self::De => format!("{day}. {} {year}", month_name(&SHORT_DE, date)),
        }
    }

    /// A date's month spelled out.
    pub fn month(self, date: NaiveDate) -> &'static str {
        match self {
            Self::En => month_name(&MONTHS_EN, date),
            Self::De => month_name(&MONTHS_DE, date),
        }
    }

    /// A date's month shortened.
    pub fn month_short(self, date: NaiveDate) -> &'static str {
        match self {
            Self::En => month_name(&SHORT_EN, date),
            Self::De => month_name(&SHORT_DE, date),
        }
    }
}

fn month_name(names: &'static [&'static str; 12], date: NaiveDate) -> &'static str {
    names.get(date.month0() as usize).copied().unwrap_or("")
}

/// A quality value in thousandths; an unreadable one counts as 0.
fn quality(text: &str) -> u16 {
    let (whole, fraction) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
    let valid =
        matches!(whole, "0" | "1") && fraction.len() <= 3 && fraction.bytes().all(|b| b.is_ascii_digit());
    if !valid {
        return 0;
    }
    if whole == "1" {
        return 1000;
    }
    format!("{fraction:0<3}").parse().unwrap_or(0)
}

impl fmt::Display for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Locale {
    type Err = UnknownLocale;

    fn from_str(text: &str) -> Result<Self, UnknownLocale> {
        Self::ALL
            .into_iter()
            .find(|locale| locale.as_str() == text)
            .ok_or(UnknownLocale)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accept_language_honours_quality_and_region() {
        for (header, expected) in [
            ("de-AT,de;q=0.9,en;q=0.8", Some(Locale::De)),
            ("en-GB", Some(Locale::En)),
            ("fr;q=1.0, en;q=0.3, de;q=0.7", Some(Locale::De)),
            ("de;q=0, en;q=0.1", Some(Locale::En)),
            ("DE", Some(Locale::De)),
            ("fr, ja", None),
            ("de;q=2, en;q=0.5", Some(Locale::En)),
            ("", None),
            ("*;;;,;q=,", None),
        ] {
            assert_eq!(Locale::from_accept_language(header), expected, "{header}");
        }
    }

    #[test]
    fn dates_read_naturally() {
        let date = NaiveDate::from_ymd_opt(2026, 3, 5).unwrap();
        assert_eq!(Locale::En.format_date(date), "5 March 2026");
        assert_eq!(Locale::De.format_date(date), "5. März 2026");
        assert_eq!(Locale::En.format_date_short(date), "5 Mar 2026");
        let december = NaiveDate::from_ymd_opt(2026, 12, 31).unwrap();
        assert_eq!(Locale::De.format_date_short(december), "31. Dez. 2026");
    }

    #[test]
    fn serde_is_the_tag() {
        assert_eq!(serde_json::to_string(&Locale::De).unwrap(), "\"de\"");
        assert_eq!("de".parse::<Locale>(), Ok(Locale::De));
        assert!("fr".parse::<Locale>().is_err());
    }

    #[test]
    fn numbers_are_grouped_by_three() {
        for (scaled, decimals, en, fr) in [
            (0, 2, "0.00", "0,00"),
            (5, 2, "0.05", "0,05"),
            (123_450, 2, "1,234.50", "1\u{202F}234,50"),
            (999, 0, "999", "999"),
            (1_000_000, 0, "1,000,000", "1\u{202F}000\u{202F}000"),
        ] {
            assert_eq!(NumberFormat::EN.write(scaled, decimals), en);
            assert_eq!(NumberFormat::FR.write(scaled, decimals), fr);
        }
    }
}
