//! The portal's name, its switch, its greeting, and whom clients ask.

use crate::form::{self, FieldErrors};
use serde::{Deserialize, Serialize};

/// General settings, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct GeneralForm {
    /// The portal's name.
    pub name: String,
    /// Whether clients can open it.
    pub enabled: bool,
    /// The greeting on the client's dashboard.
    pub welcome_message: String,
    /// Where clients ask for help; empty for the business's own address.
    pub support_email: String,
    /// Telephone number for help; empty for the business's own.
    pub support_phone: String,
    /// When help is there, in words.
    pub support_hours: String,
    /// The version that was opened.
    pub version: i64,
}

/// Checked general settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GeneralSettings {
    /// The portal's name.
    pub name: String,
    /// Whether clients can open it.
    pub enabled: bool,
    /// The greeting on the client's dashboard; may be empty.
    pub welcome_message: String,
    /// Where clients ask for help, or empty.
    pub support_email: String,
    /// Telephone number for help, or empty.
    pub support_phone: String,
    /// When help is there, or empty.
    pub support_hours: String,
}

impl GeneralForm {
    /// Checks every field.
    ///
    /// # Errors
    /// All that is wrong, by field.
    pub fn validate(&self) -> Result<GeneralSettings, FieldErrors> {
        let mut errors = FieldErrors::default();
        let settings = GeneralSettings {
            name: errors
                .take("name", form::required_line(&self.name, 80))
                .unwrap_or_default(),
            enabled: self.enabled,
            welcome_message: errors
                .take("welcome_message", form::paragraph(&self.welcome_message, 2_000))
                .unwrap_or_default(),
            support_email: errors
                .take("support_email", form::email(&self.support_email))
                .unwrap_or_default(),
            support_phone: errors
                .take("support_phone", form::line(&self.support_phone, 40))
                .unwrap_or_default(),
            support_hours: errors
                .take("support_hours", form::line(&self.support_hours, 120))
                .unwrap_or_default(),
        };
        errors.into_result(settings)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_portal_needs_a_name_and_an_address_that_is_one() {
        let form = GeneralForm {
            support_email: "help at example".into(),
            support_hours: "x".repeat(121),
            ..GeneralForm::default()
        };
        let errors = form.validate().unwrap_err();
        let fields: Vec<_> = errors.0.keys().map(String::as_str).collect();
        assert_eq!(fields, ["name", "support_email", "support_hours"]);
    }
}
