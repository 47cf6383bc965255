//! The time, injected so that tests can set it.

use chrono::{DateTime, NaiveDate, TimeDelta, Timelike, Utc};
use std::sync::{Arc, Mutex, PoisonError};

/// Where the current time comes from.
#[derive(Clone, Default)]
pub struct Clock(Option<Arc<Mutex<DateTime<Utc>>>>);

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        Self(None)
    }

    /// A clock that stands still until it is moved.
    pub fn fixed(now: DateTime<Utc>) -> Self {
        Self(Some(Arc::new(Mutex::new(now))))
    }

    /// The current instant, to the microsecond, which both databases keep.
    pub fn now(&self) -> DateTime<Utc> {
        let now = match &self.0 {
            Some(fixed) => *fixed.lock().unwrap_or_else(PoisonError::into_inner),
            None => Utc::now(),
        };
        now.with_nanosecond(now.nanosecond() / 1_000 * 1_000)
            .unwrap_or(now)
    }

    /// Moves a fixed clock; the machine's clock stays as it is.
    pub fn advance(&self, by: TimeDelta) {
        if let Some(fixed) = &self.0 {
            *fixed.lock().unwrap_or_else(PoisonError::into_inner) += by;
        }
    }

    /// Today's date in an IANA time zone; in UTC if there is no such zone.
    pub fn today(&self, zone: &str) -> NaiveDate {
        date_in(self.now(), zone)
    }
}

/// The date that an instant falls on in a zone.
pub fn date_in(at: DateTime<Utc>, zone: &str) -> NaiveDate {
    at.with_timezone(&time_zone(zone).unwrap_or(chrono_tz::UTC))
        .date_naive()
}

/// The IANA time zone of a name.
pub fn time_zone(name: &str) -> Option<chrono_tz::Tz> {
    name.parse().ok()
}

/// All IANA zone names, for a list to choose from.
pub fn zone_names() -> impl Iterator<Item = &'static str> {
    chrono_tz::TZ_VARIANTS
        .iter()
        .map(|zone| zone.name())
        .filter(|name| name.contains('/') || *name == "UTC")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn today_is_the_tenants_today() {
        let clock = Clock::fixed("2026-03-01T03:30:00Z".parse().unwrap());
        assert_eq!(clock.today("Europe/Berlin"), "2026-03-01".parse().unwrap());
        assert_eq!(clock.today("America/New_York"), "2026-02-28".parse().unwrap());
        assert_eq!(clock.today("Nowhere/Land"), "2026-03-01".parse().unwrap());
        clock.advance(TimeDelta::days(1));
        assert_eq!(clock.today("Europe/Berlin"), "2026-03-02".parse().unwrap());
    }
}
