//! Days and instants for people: in the reader's zone and language, written on the server.

use backend::clock;
use chrono::{DateTime, NaiveDate, NaiveDateTime, Timelike, Utc};
use domain::locale::Locale;

/// The IANA zone that staff pages show times in: the workspace's.
pub fn staff_zone() -> String {
    super::staff_visit().map_or_else(|_| "UTC".to_owned(), |visit| visit.frame.timezone)
}

/// An instant for staff, who read English: `24 Nov 2026, 10:42`.
pub fn when(at: DateTime<Utc>, zone: impl AsRef<str>) -> String {
    when_in(Locale::En, at, zone)
}

/// An instant in a reader's language: `24 Nov 2026, 10:42`, `24. Nov. 2026, 10:42 Uhr`.
pub fn when_in(locale: Locale, at: DateTime<Utc>, zone: impl AsRef<str>) -> String {
    let local = local(at, zone.as_ref());
    let day = day(local.date(), locale);
    let (hour, minute) = (local.hour(), local.minute());
    match locale {
        Locale::En => format!("{day}, {hour:02}:{minute:02}"),
        Locale::De => format!("{day}, {hour:02}:{minute:02} Uhr"),
    }
}

/// A day for a table or a line: `24 Nov 2026`, `24. Nov. 2026`.
pub fn day(date: NaiveDate, locale: Locale) -> String {
    locale.format_date_short(date)
}

/// An instant for machines, as `<time datetime>` takes it: `2026-11-24T09:42:00Z`.
pub fn stamp(at: DateTime<Utc>) -> String {
    let utc = at.naive_utc();
    let (hour, minute, second) = (utc.hour(), utc.minute(), utc.second());
    format!(
        "{}T{hour:02}:{minute:02}:{second:02}Z",
        domain::date::to_field(utc.date())
    )
}

/// What the clock on the wall shows in a zone; UTC if there is no such zone.
fn local(at: DateTime<Utc>, zone: &str) -> NaiveDateTime {
    clock::time_zone(zone).map_or_else(|| at.naive_utc(), |zone| at.with_timezone(&zone).naive_local())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_are_those_of_the_readers_clock() {
        let at = "2026-12-31T23:05:09Z".parse().unwrap();
        assert_eq!(when(at, "Europe/Berlin"), "1 Jan 2027, 00:05");
        assert_eq!(
            when_in(Locale::De, at, "America/New_York"),
            "31. Dez. 2026, 18:05 Uhr"
        );
        assert_eq!(when(at, "Nowhere/Land"), "31 Dec 2026, 23:05");
        assert_eq!(stamp(at), "2026-12-31T23:05:09Z");
    }
}
