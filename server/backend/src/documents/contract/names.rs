//! What events are called, and times with their zone.

use crate::clock::time_zone;
use crate::copy;
use chrono::{DateTime, Utc};
use domain::locale::Locale;

/// A moment in UTC to the second.
pub(super) fn moment_utc(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%d %H:%M:%S UTC").to_string()
}

/// A moment in UTC and in a zone, which is named: `2026-03-31 12:05:09 UTC (31 March 2026, 14:05, CEST, Europe/Berlin)`.
pub(super) fn moment(at: DateTime<Utc>, zone: &str, locale: Locale) -> String {
    let utc = moment_utc(at);
    match time_zone(zone) {
        None | Some(chrono_tz::UTC) => utc,
        Some(known) => {
            let local = at.with_timezone(&known);
            let day = locale.format_date(local.date_naive());
            format!("{utc} ({day}, {}, {zone})", local.format("%H:%M:%S %Z"))
        }
    }
}

/// What a kind of event is called; one that has no name here is shown as it is.
pub(super) fn event_name(kind: &str, locale: Locale) -> String {
    let key = match kind {
        "created" => "document-event-created",
        "changed" | "edited" | "updated" => "document-event-changed",
        "sent" => "document-event-sent",
        "email_sent" | "mailed" => "document-event-mailed",
        "link_opened" | "opened" => "document-event-opened",
        "viewed" => "document-event-viewed",
        "code_requested" | "code_sent" => "document-event-code-sent",
        "code_verified" => "document-event-code-verified",
        "code_failed" => "document-event-code-failed",
        "consent_given" | "consented" => "document-event-consented",
        "signed" => "document-event-signed",
        "countersigned" => "document-event-countersigned",
        "approved" => "document-event-approved",
        "declined" => "document-event-declined",
        "delegated" => "document-event-delegated",
        "reminder_sent" | "reminded" => "document-event-reminded",
        "expired" => "document-event-expired",
        "extended" => "document-event-extended",
        "resent" => "document-event-resent",
        "voided" => "document-event-voided",
        "completed" => "document-event-completed",
        "sealed" => "document-event-sealed",
        "downloaded" => "document-event-downloaded",
        other => return other.replace('_', " "),
    };
    copy::text(locale, key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_name_their_zone() {
        let at = "2026-03-31T12:05:09Z".parse().unwrap();
        assert_eq!(
            moment(at, "Europe/Berlin", Locale::En),
            format!(
                "2026-03-31 12:05:09 UTC ({}, 14:05:09 CEST, Europe/Berlin)",
                Locale::En.format_date("2026-03-31".parse().unwrap())
            )
        );
        assert_eq!(moment(at, "Nowhere", Locale::En), "2026-03-31 12:05:09 UTC");
        assert_eq!(event_name("something_new", Locale::En), "something new");
    }
}
