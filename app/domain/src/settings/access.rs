//! How clients get in.

use crate::{access, form::FieldErrors};
use serde::{Deserialize, Serialize};

/// Ways in, as set.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AccessForm {
    /// Validity of new links in days.
    pub link_days: String,
    /// Whether a new link opens one session only.
    pub single_use: bool,
    /// Whether a link asks for a mailed code on a device not seen before.
    pub new_device_code: bool,
    /// The version that was opened.
    pub version: i64,
}

/// Checked ways in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessSettings {
    /// Validity of new links in days.
    pub link_days: i32,
    /// Whether a new link opens one session only.
    pub single_use: bool,
    /// Whether a link asks for a mailed code on a device not seen before.
    pub new_device_code: bool,
}

impl AccessForm {
    /// Checks every field.
    ///
    /// # Errors
    /// All that is wrong, by field.
    pub fn validate(&self) -> Result<AccessSettings, FieldErrors> {
        let mut errors = FieldErrors::default();
        let settings = AccessSettings {
            link_days: errors
                .take("link_days", access::link_days(&self.link_days))
                .unwrap_or_default(),
            single_use: self.single_use,
            new_device_code: self.new_device_code,
        };
        errors.into_result(settings)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn validity_has_bounds() {
        for days in ["0", "400", "-1", "soon", ""] {
            let form = AccessForm {
                link_days: days.into(),
                ..AccessForm::default()
            };
            assert!(form.validate().unwrap_err().get("link_days").is_some(), "{days}");
        }
    }
}
