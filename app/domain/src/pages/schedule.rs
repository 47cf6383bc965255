//! When a page is to be published and taken back, as typed.

use crate::{date, form::FieldErrors};
use chrono::{NaiveDateTime, NaiveTime, Timelike};
use serde::{Deserialize, Serialize};

/// When a page is to be published and taken back: what the clock in the workspace shows then, `2026-03-31T09:00`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ScheduleForm {
    /// When the draft is published; empty is not.
    pub publish_at: String,
    /// When the page is taken back; empty is not.
    pub unpublish_at: String,
}

/// A time on the clock as `<input type="datetime-local">` sends it.
fn parse(text: &str) -> Result<Option<NaiveDateTime>, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let hint = || "Please enter a date and a time, like 2026-03-31T09:00.".to_owned();
    let (day, time) = text.split_once(['T', ' ']).ok_or_else(hint)?;
    let day = date::parse(day).map_err(|error| error.to_string())?;
    let time = time.get(..5).unwrap_or(time);
    let (hour, minute) = time.split_once(':').ok_or_else(hint)?;
    let number = |text: &str| {
        let digits = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| text.parse::<u32>().ok()).flatten()
    };
    let time = number(hour)
        .zip(number(minute))
        .and_then(|(hour, minute)| NaiveTime::from_hms_opt(hour, minute, 0))
        .ok_or_else(hint)?;
    Ok(Some(day.and_time(time)))
}

/// A time on the clock as the form's field takes it.
pub fn local_time(at: NaiveDateTime) -> String {
    format!(
        "{}T{:02}:{:02}",
        date::to_field(at.date()),
        at.hour(),
        at.minute()
    )
}

impl ScheduleForm {
    /// Both times, as the clock in the workspace shows them. `now` is what it shows now.
    ///
    /// # Errors
    /// All that is wrong, by field.
    pub fn times(
        &self,
        now: NaiveDateTime,
    ) -> Result<(Option<NaiveDateTime>, Option<NaiveDateTime>), FieldErrors> {
        let mut errors = FieldErrors::default();
        let publish = errors.take("publish_at", parse(&self.publish_at)).flatten();
        let unpublish = errors.take("unpublish_at", parse(&self.unpublish_at)).flatten();
        let past = |at: Option<NaiveDateTime>| at.is_some_and(|at| at <= now);
        if past(publish) {
            errors.add("publish_at", "This time is over. Please choose a later one.");
        }
        if past(unpublish) {
            errors.add("unpublish_at", "This time is over. Please choose a later one.");
        }
        if let (Some(publish), Some(unpublish)) = (publish, unpublish)
            && unpublish <= publish
        {
            errors.add("unpublish_at", "Please choose a time after the publication.");
        }
        if errors.is_empty() && publish.is_none() && unpublish.is_none() {
            errors.add("publish_at", "Please enter a date and a time.");
        }
        errors.into_result((publish, unpublish))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn times(publish: &str, unpublish: &str) -> Result<(Option<String>, Option<String>), Vec<String>> {
        let form = ScheduleForm {
            publish_at: publish.into(),
            unpublish_at: unpublish.into(),
        };
        let now = parse("2026-03-15T11:00").unwrap().unwrap();
        let (publish, unpublish) = form
            .times(now)
            .map_err(|errors| errors.0.into_keys().collect::<Vec<_>>())?;
        Ok((publish.map(local_time), unpublish.map(local_time)))
    }

    #[test]
    fn times_read_as_browsers_send_them() {
        let at = || Some("2026-03-31T09:05".to_owned());
        assert_eq!(times("2026-03-31T09:05", ""), Ok((at(), None)));
        assert_eq!(times("", " 2026-03-31 09:05:59 "), Ok((None, at())));
        assert_eq!(
            times("2026-03-31T09:05", "2026-03-31T09:06")
                .unwrap()
                .1
                .as_deref(),
            Some("2026-03-31T09:06")
        );
    }

    #[test]
    fn times_that_cant_be_are_refused() {
        let both = || vec!["publish_at".to_owned(), "unpublish_at".to_owned()];
        for bad in [
            "31.03.2026",
            "2026-03-31",
            "2026-03-31T",
            "2026-02-30T09:00",
            "2026-03-31T24:00",
            "2026-03-31T9:5",
            "ä:::",
        ] {
            assert_eq!(times(bad, bad), Err(both()), "{bad}");
        }
        assert_eq!(times("2026-03-15T11:00", "2026-03-15T10:00"), Err(both()));
        assert_eq!(
            times("2026-04-01T00:00", "2026-04-01T00:00"),
            Err(vec!["unpublish_at".to_owned()])
        );
        assert_eq!(times("", ""), Err(vec!["publish_at".to_owned()]));
    }
}
