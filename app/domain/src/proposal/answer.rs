//! What is answered to a proposal: accepting, declining, commenting, and what staff do about it afterwards.
//!
//! Clients read their errors in their own language: their forms are checked into keys of texts.

use super::selection::Picked;
use crate::{
    date,
    form::{self, FieldErrors},
    invoice::closing,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The consent text in use; a changed text gets a new version, and the old one's key stays among the translations.
pub const CONSENT_VERSION: &str = "proposal-2026-11";
/// The most characters of a typed name.
pub const MAX_NAME: usize = 120;
/// The most characters of an order number.
pub const MAX_PO: usize = 60;
/// The most characters of a comment, and of a reason to decline.
pub const MAX_COMMENT: usize = 4_000;

/// What is wrong with a client's form: fields and the keys of texts.
pub type Wrong = Vec<(&'static str, &'static str)>;

/// Accepting, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AcceptForm {
    /// The version that was read.
    pub version: i32,
    /// The hash of the document that was read.
    pub hash: String,
    /// The total of the choice that was shown, in minor units, so that nobody agrees to an amount not seen.
    pub total: String,
    /// The name, typed.
    pub name: String,
    /// Whether the consent's box is ticked.
    pub consent: bool,
    /// A signature's field, or empty.
    pub signature: String,
    /// The client's order number, or empty.
    pub po_number: String,
    /// What was chosen.
    pub pick: Picked,
}

/// A checked acceptance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acceptance {
    /// The name.
    pub name: String,
    /// The client's order number, or empty.
    pub po_number: String,
}

impl AcceptForm {
    /// Checks what needs no proposal. The signature is read by the server.
    ///
    /// # Errors
    /// Fields and keys of texts.
    pub fn validate(&self) -> Result<Acceptance, Wrong> {
        let mut wrong = Wrong::new();
        let name = form::line(&self.name, MAX_NAME).unwrap_or_else(|_| {
            wrong.push(("name", "proposal-need-plain-name"));
            String::new()
        });
        if name.is_empty() && wrong.is_empty() {
            wrong.push(("name", "proposal-need-name"));
        }
        if !self.consent {
            wrong.push(("consent", "proposal-need-consent"));
        }
        let po_number = form::line(&self.po_number, MAX_PO).unwrap_or_else(|_| {
            wrong.push(("po_number", "proposal-need-short-po"));
            String::new()
        });
        match wrong.is_empty() {
            true => Ok(Acceptance { name, po_number }),
            false => Err(wrong),
        }
    }
}

/// Why a client declines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeclineReason {
    /// Too expensive.
    Price,
    /// Not now.
    Timing,
    /// Somebody else does it.
    Competitor,
    /// Not what is needed.
    Scope,
    /// Something else.
    Other,
}

impl DeclineReason {
    /// Every reason.
    pub const ALL: [Self; 5] = [
        Self::Price,
        Self::Timing,
        Self::Competitor,
        Self::Scope,
        Self::Other,
    ];

    /// The name as stored and in forms; the text's key is `proposal-decline-` and this.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Price => "price",
            Self::Timing => "timing",
            Self::Competitor => "competitor",
            Self::Scope => "scope",
            Self::Other => "other",
        }
    }

    /// What staff call it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Price => "Price",
            Self::Timing => "Timing",
            Self::Competitor => "Another provider",
            Self::Scope => "Scope",
            Self::Other => "Other",
        }
    }

    /// The reason of a stored name.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.key() == key)
    }
}

/// Declining, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeclineForm {
    /// The version that was read.
    pub version: i32,
    /// The hash of the document that was read.
    pub hash: String,
    /// A key of [`DeclineReason`].
    pub reason: String,
    /// More about it; needed where the reason is another.
    pub text: String,
}

impl DeclineForm {
    /// Checks reason and text.
    ///
    /// # Errors
    /// Fields and keys of texts.
    pub fn validate(&self) -> Result<(DeclineReason, String), Wrong> {
        let mut wrong = Wrong::new();
        let reason = DeclineReason::from_key(self.reason.trim());
        if reason.is_none() {
            wrong.push(("reason", "proposal-need-reason"));
        }
        match form::paragraph(&self.text, MAX_COMMENT) {
            Ok(text) if text.is_empty() && reason == Some(DeclineReason::Other) => {
                wrong.push(("text", "proposal-need-reason-text"));
                Err(wrong)
            }
            Ok(text) => reason.map(|reason| (reason, text)).ok_or(wrong),
            Err(_) => {
                wrong.push(("text", "proposal-need-plain-text"));
                Err(wrong)
            }
        }
    }
}

/// A comment, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CommentForm {
    /// The key of the section it is about; empty is the whole.
    pub section: String,
    /// What is said.
    pub body: String,
    /// Whether only staff read it; a client's never is.
    pub internal: bool,
}

impl CommentForm {
    /// Checks the text; the key of a text is the error.
    ///
    /// # Errors
    /// The key of a text.
    pub fn validate(&self) -> Result<String, &'static str> {
        match form::paragraph(&self.body, MAX_COMMENT) {
            Ok(body) if body.is_empty() => Err("proposal-need-comment"),
            Ok(body) => Ok(body),
            Err(_) => Err("proposal-need-plain-text"),
        }
    }
}

/// Taking back, or reopening, as typed by staff.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReasonForm {
    /// Why.
    pub reason: String,
    /// The proposal's count of changes that the form was opened with.
    pub version: i64,
}

impl ReasonForm {
    /// Checks a reason that must not be empty.
    ///
    /// # Errors
    /// By field.
    pub fn validate(&self) -> Result<String, FieldErrors> {
        closing::reason(&self.reason).map_err(|error| FieldErrors::one("reason", error.to_string()))
    }

    /// Checks a reason that may be empty.
    ///
    /// # Errors
    /// By field.
    pub fn validate_optional(&self) -> Result<String, FieldErrors> {
        form::paragraph(&self.reason, closing::MAX_REASON)
            .map_err(|error| FieldErrors::one("reason", error.to_string()))
    }
}

/// A later last day, as typed by staff.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ExtendForm {
    /// `2026-03-31`.
    pub valid_until: String,
    /// The proposal's count of changes that the form was opened with.
    pub version: i64,
}

impl ExtendForm {
    /// Checks the day.
    ///
    /// # Errors
    /// By field.
    pub fn validate(&self) -> Result<NaiveDate, FieldErrors> {
        date::parse(&self.valid_until).map_err(|error| FieldErrors::one("valid_until", error.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepting_needs_a_name_and_consent() {
        let form = AcceptForm {
            name: "  Ada Lovelace ".into(),
            consent: true,
            po_number: "PO 7".into(),
            ..AcceptForm::default()
        };
        assert_eq!(
            form.validate(),
            Ok(Acceptance {
                name: "Ada Lovelace".into(),
                po_number: "PO 7".into()
            })
        );
        assert_eq!(
            AcceptForm::default().validate(),
            Err(vec![
                ("name", "proposal-need-name"),
                ("consent", "proposal-need-consent")
            ])
        );
        let odd = AcceptForm {
            name: "a\u{202E}b".into(),
            po_number: "x".repeat(61),
            ..form
        };
        assert_eq!(
            odd.validate(),
            Err(vec![
                ("name", "proposal-need-plain-name"),
                ("po_number", "proposal-need-short-po")
            ])
        );
    }

    #[test]
    fn declining_needs_a_reason_and_other_ones_a_text() {
        let form = |reason: &str, text: &str| DeclineForm {
            reason: reason.into(),
            text: text.into(),
            ..DeclineForm::default()
        };
        assert_eq!(
            form("price", "").validate(),
            Ok((DeclineReason::Price, String::new()))
        );
        assert_eq!(
            form("other", " Because ").validate(),
            Ok((DeclineReason::Other, "Because".into()))
        );
        assert!(form("other", " ").validate().is_err());
        assert!(form("mood", "x").validate().is_err());
        assert!(form("price", &"x".repeat(MAX_COMMENT + 1)).validate().is_err());
    }

    #[test]
    fn comments_say_something() {
        let form = |body: &str| CommentForm {
            body: body.into(),
            ..CommentForm::default()
        };
        assert_eq!(form(" Yes?\r\n ").validate(), Ok("Yes?".into()));
        assert_eq!(form(" \n").validate(), Err("proposal-need-comment"));
        assert_eq!(form("a\u{0}").validate(), Err("proposal-need-plain-text"));
    }
}
