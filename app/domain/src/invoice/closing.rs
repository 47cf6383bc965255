//! The forms that end an invoice's life early: voiding and writing off, each with a reason.

use crate::form::{self, FieldErrors, TextError};
use serde::{Deserialize, Serialize};

/// The most characters of a reason.
pub const MAX_REASON: usize = 500;

/// The checked form of [`VoidForm`] and [`WriteOffForm`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClosingDraft {
    /// Why, for the record.
    pub reason: String,
    /// The invoice's version that the form was opened with.
    pub version: i64,
}

/// Voiding, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct VoidForm {
    /// Why; must not be empty.
    pub reason: String,
    /// The invoice's version that the form was opened with.
    pub version: i64,
}

/// Writing off, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct WriteOffForm {
    /// Why; must not be empty.
    pub reason: String,
    /// The invoice's version that the form was opened with.
    pub version: i64,
}

/// A reason of several lines that must not be empty.
pub(crate) fn reason(text: &str) -> Result<String, TextError> {
    match form::paragraph(text, MAX_REASON)? {
        text if text.is_empty() => Err(TextError::Empty),
        text => Ok(text),
    }
}

fn closing(text: &str, version: i64) -> Result<ClosingDraft, FieldErrors> {
    reason(text)
        .map(|reason| ClosingDraft { reason, version })
        .map_err(|error| FieldErrors::one("reason", error.to_string()))
}

impl VoidForm {
    /// Checks the reason.
    pub fn validate(&self) -> Result<ClosingDraft, FieldErrors> {
        closing(&self.reason, self.version)
    }
}

impl WriteOffForm {
    /// Checks the reason.
    pub fn validate(&self) -> Result<ClosingDraft, FieldErrors> {
        closing(&self.reason, self.version)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_required() {
        let form = |reason: &str| VoidForm {
            reason: reason.into(),
            version: 3,
        };
        assert_eq!(
            form(" Wrong client ").validate(),
            Ok(ClosingDraft {
                reason: "Wrong client".into(),
                version: 3
            })
        );
        for bad in ["", " \n ", "a\u{202E}b", &"x".repeat(501)] {
            assert!(
                form(bad)
                    .validate()
                    .is_err_and(|errors| errors.get("reason").is_some()),
                "{bad:?}"
            );
            assert!(
                WriteOffForm {
                    reason: bad.into(),
                    version: 0
                }
                .validate()
                .is_err()
            );
        }
    }
}
