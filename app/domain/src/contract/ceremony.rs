//! What a client sends while signing.

use crate::form::{self, FieldErrors};
use serde::{Deserialize, Serialize};

/// The version of the consent text that clients agree to. Each language's text has it in its key (`contract-consent-1`); a changed
/// text gets a new number, and the old one stays where it can be read.
pub const CONSENT_VERSION: u32 = 1;

/// The longest name.
const MAX_NAME: usize = 120;

/// Signing or approving, as sent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SignForm {
    /// The hash of the document that was read.
    pub hash: String,
    /// Whether the consent was ticked.
    pub consent: bool,
    /// Which consent text was shown.
    pub consent_version: u32,
    /// The signature: see [`crate::signature::Signature::from_field`]. An approver sends none.
    pub signature: String,
    /// The mailed code.
    pub code: String,
}

/// A checked [`SignForm`]. The signature is read by the server, which also draws pictures anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignDraft {
    /// The hash of the document that was read.
    pub hash: String,
    /// The six digits.
    pub code: String,
}

impl SignForm {
    /// Checks what is there without looking anything up. The errors are keys of texts that clients read.
    ///
    /// # Errors
    /// By field.
    pub fn validate(&self, with_code: bool) -> Result<SignDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        if !self.consent {
            errors.add("consent", "contract-consent-missing");
        } else if self.consent_version != CONSENT_VERSION {
            errors.add("consent", "contract-consent-changed");
        }
        let code: String = self
            .code
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '-')
            .collect();
        let is_code = code.len() == 6 && code.bytes().all(|c| c.is_ascii_digit());
        if with_code && !is_code {
            errors.add("code", "contract-code-missing");
        }
        errors.into_result(SignDraft {
            hash: self.hash.trim().to_owned(),
            code,
        })
    }
}

/// Declining, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeclineForm {
    /// Why; must not be empty.
    pub reason: String,
}

impl DeclineForm {
    /// The reason.
    ///
    /// # Errors
    /// A key of a text that clients read.
    pub fn validate(&self) -> Result<String, FieldErrors> {
        match form::paragraph(&self.reason, 1_000) {
            Ok(text) if text.is_empty() => Err(FieldErrors::one("reason", "contract-reason-missing")),
            Ok(text) => Ok(text),
            Err(_) => Err(FieldErrors::one("reason", "contract-text-unusable")),
        }
    }
}

/// Naming another person, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DelegateForm {
    /// Whose name.
    pub name: String,
    /// At which address.
    pub email: String,
}

/// A checked [`DelegateForm`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DelegateDraft {
    /// First name or names; may be empty.
    pub first_name: String,
    /// The last name.
    pub last_name: String,
    /// The address.
    pub email: String,
}

impl DelegateForm {
    /// Name and address.
    ///
    /// # Errors
    /// Keys of texts that clients read.
    pub fn validate(&self) -> Result<DelegateDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let name = form::required_line(&self.name, MAX_NAME).unwrap_or_default();
        if name.is_empty() {
            errors.add("name", "contract-name-missing");
        }
        let email = form::email(&self.email).unwrap_or_default();
        if email.is_empty() {
            errors.add("email", "contract-email-missing");
        }
        let (first, last) = name.rsplit_once(char::is_whitespace).unwrap_or(("", &name));
        errors.into_result(DelegateDraft {
            first_name: first.trim().to_owned(),
            last_name: last.to_owned(),
            email,
        })
    }
}
