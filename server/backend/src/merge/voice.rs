//! How a reader is spoken to: language, zone and today's date. Every typed value is written through it.

use crate::{clock::time_zone, copy};
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use domain::{locale::Locale, money::Money};

/// How a reader is spoken to.
#[derive(Debug, Clone)]
pub(crate) struct Voice {
    /// The language.
    pub locale: Locale,
    /// The zone that instants are shown in.
    pub zone: String,
    /// Today, in the tenant's zone, in which days begin and end.
    pub today: NaiveDate,
    /// Now.
    pub now: DateTime<Utc>,
}

impl Voice {
    /// A text in the reader's language.
    pub(super) fn text(&self, key: &str) -> String {
        copy::text(self.locale, key)
    }

    pub(super) fn money(&self, money: Money) -> String {
        money.format(self.locale)
    }

    pub(super) fn date(&self, date: NaiveDate) -> String {
        self.locale.format_date(date)
    }

    /// An instant as the reader's clock shows it.
    pub(super) fn local(&self, at: DateTime<Utc>) -> DateTime<chrono_tz::Tz> {
        at.with_timezone(&time_zone(&self.zone).unwrap_or(chrono_tz::UTC))
    }

    pub(super) fn moment(&self, at: DateTime<Utc>) -> String {
        let local = self.local(at);
        format!("{}, {}", self.date(local.date_naive()), local.format("%H:%M"))
    }

    /// A number with its own decimals, at most six, or with exactly so many.
    pub(super) fn number(&self, number: f64, decimals: Option<u32>) -> String {
        if !number.is_finite() || number.abs() > 1e12 {
            return number.to_string();
        }
        let plain = match decimals {
            Some(decimals) => format!("{number:.*}", decimals.min(6) as usize),
            None => {
                let text = format!("{number:.6}");
                text.trim_end_matches('0').trim_end_matches('.').to_owned()
            }
        };
        let (sign, plain) = match plain.strip_prefix('-') {
            Some(rest) => ("-", rest),
            None => ("", plain.as_str()),
        };
        let (whole, fraction) = plain.split_once('.').unwrap_or((plain, ""));
        let decimals = u32::try_from(fraction.len()).unwrap_or_default();
        match format!("{whole}{fraction}").parse::<u64>() {
            Ok(0) => self.locale.numbers().write(0, decimals),
            Ok(scaled) => format!("{sign}{}", self.locale.numbers().write(scaled, decimals)),
            Err(_) => plain.to_owned(),
        }
    }

    pub(super) fn percent(&self, number: f64) -> String {
        let number = self.number(number, None);
        match self.locale {
            Locale::En => format!("{number}%"),
            Locale::De => format!("{number}\u{A0}%"),
        }
    }

    /// How far a day is from today, in words.
    pub(super) fn relative(&self, date: NaiveDate) -> String {
        let days = date.signed_duration_since(self.today).num_days();
        let counted =
            |key: &str| copy::text_with(self.locale, key, &[("days", days.unsigned_abs().to_string())]);
        match days {
            0 => self.text("merge-today"),
            1 => self.text("merge-tomorrow"),
            -1 => self.text("merge-yesterday"),
            2.. => counted("merge-in-days"),
            _ => counted("merge-days-ago"),
        }
    }

    /// A day, and where there is one its time, by a pattern of the signs `%d %e %m %Y %y %B %b %H %M`. `None` if the pattern
    /// has another sign.
    pub(super) fn pattern(&self, date: NaiveDate, time: Option<(u32, u32)>, pattern: &str) -> Option<String> {
        let mut text = String::new();
        let mut signs = pattern.chars();
        while let Some(sign) = signs.next() {
            if sign != '%' {
                text.push(sign);
                continue;
            }
            match (signs.next()?, time) {
                ('d', _) => text.push_str(&format!("{:02}", date.day())),
                ('e', _) => text.push_str(&date.day().to_string()),
                ('m', _) => text.push_str(&format!("{:02}", date.month())),
                ('Y', _) => text.push_str(&date.year().to_string()),
                ('y', _) => text.push_str(&format!("{:02}", date.year().rem_euclid(100))),
                ('B', _) => text.push_str(self.locale.month(date)),
                ('b', _) => text.push_str(self.locale.month_short(date)),
                ('H', Some((hour, _))) => text.push_str(&format!("{hour:02}")),
                ('M', Some((_, minute))) => text.push_str(&format!("{minute:02}")),
                ('H' | 'M', None) => text.push_str("00"),
                ('%', _) => text.push('%'),
                _ => return None,
            }
        }
        Some(text)
    }
}
