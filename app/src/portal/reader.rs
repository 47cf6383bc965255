//! Who reads a portal page: the language, the time zone, and the portal around it.

use crate::{error::AppError, platform};
use backend::copy;
use chrono::{DateTime, NaiveDate, Utc};
use domain::{list::Page, locale::Locale, module::Module, money::Money, settings::PortalFrame};

/// The client who reads, with everything that formats a page for them.
#[derive(Clone)]
pub(super) struct Reader {
    /// The language.
    pub locale: Locale,
    /// The IANA time zone.
    pub zone: String,
    /// The portal.
    pub frame: PortalFrame,
    /// Their name.
    pub name: String,
    /// Whether they act for more than one company.
    pub several_companies: bool,
}

impl Reader {
    /// The client who asks.
    pub fn here() -> Result<Self, AppError> {
        let visit = platform::client_visit()?;
        Ok(Self {
            locale: visit.scope.locale(),
            zone: visit.scope.timezone().to_owned(),
            name: visit.scope.name().to_owned(),
            several_companies: visit.scope.companies().len() > 1,
            frame: visit.frame,
        })
    }

    /// Whether a module is on.
    pub fn has(&self, module: Module) -> bool {
        self.frame.modules.has(module)
    }

    /// A text.
    pub fn text(&self, key: &str) -> String {
        copy::text(self.locale, key)
    }

    /// A text with arguments.
    pub fn text_with<const N: usize>(&self, key: &str, arguments: [(&str, String); N]) -> String {
        copy::text_with(self.locale, key, &arguments)
    }

    /// A text that names the business.
    pub fn business(&self, key: &str) -> String {
        self.text_with(key, [("business", self.frame.business_name.clone())])
    }

    /// An amount.
    pub fn money(&self, amount: Money) -> String {
        amount.format(self.locale)
    }

    /// An amount that is taken away.
    pub fn minus(&self, amount: Money) -> String {
        amount.checked_neg().unwrap_or(amount).format(self.locale)
    }

    /// A day within a sentence.
    pub fn date(&self, day: NaiveDate) -> String {
        self.locale.format_date(day)
    }

    /// A day in a table.
    pub fn day(&self, day: NaiveDate) -> String {
        platform::day(day, self.locale)
    }

    /// An instant.
    pub fn when(&self, at: DateTime<Utc>) -> String {
        platform::when_in(self.locale, at, &self.zone)
    }

    /// How far away a due day is: `Due in 3 days`, `5 days overdue`.
    pub fn due(&self, days: i64) -> String {
        match days {
            0 => self.text("due-today"),
            1 => self.text("due-tomorrow"),
            2.. => self.text_with("due-in", [("days", days.to_string())]),
            _ => self.text_with("due-since", [("days", days.unsigned_abs().to_string())]),
        }
    }

    /// Which rows of a list are shown: `26–50 of 214`. A list that is counted only some pages ahead does not say its length.
    pub fn range<T>(&self, page: &Page<T>, counted_ahead: Option<u64>) -> String {
        let before = u64::from(page.page.saturating_sub(1)) * u64::from(domain::list::PAGE_SIZE);
        let from = ("from", (before + 1).to_string());
        let to = ("to", (before + page.rows.len() as u64).to_string());
        if counted_ahead.is_some_and(|ahead| page.total >= before + ahead) {
            self.text_with("pages-range-open", [from, to])
        } else {
            self.text_with("pages-range", [from, to, ("total", page.total.to_string())])
        }
    }
}

/// A path with the parameters that are not empty.
pub(super) fn address(path: &str, parameters: &[(&str, &str)]) -> String {
    let mut address = path.to_owned();
    let mut mark = '?';
    for (name, value) in parameters.iter().filter(|(_, value)| !value.is_empty()) {
        address.push(mark);
        address.push_str(name);
        address.push('=');
        for byte in value.bytes() {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                    address.push(char::from(byte))
                }
                _ => address.push_str(&format!("%{byte:02X}")),
            }
        }
        mark = '&';
    }
    address
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn parameters_survive_the_address() {
        assert_eq!(
            address("/x", &[("a", ""), ("b", "ä&b =c")]),
            "/x?b=%C3%A4%26b%20%3Dc"
        );
        assert_eq!(address("/x", &[("a", "1"), ("b", "-2")]), "/x?a=1&b=-2");
        assert_eq!(address("/x", &[("a", "")]), "/x");
    }
}
