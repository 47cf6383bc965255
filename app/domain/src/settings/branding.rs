//! How the portal looks.

use crate::{
    branding::{self, Colour, ContrastVerdict},
    form::FieldErrors,
};
use serde::{Deserialize, Serialize};

/// Branding, as chosen.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BrandingForm {
    /// Main brand colour.
    pub brand_colour: String,
    /// Second brand colour.
    pub accent_colour: String,
    /// SHA-256 of the logo in hex, or empty. Pictures come as files: a form that names another one changes nothing.
    pub logo_hash: String,
    /// The version that was opened.
    pub version: i64,
}

/// Checked branding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrandingSettings {
    /// Main brand colour.
    pub brand: Colour,
    /// Second brand colour.
    pub accent: Colour,
}

impl BrandingForm {
    /// Checks every field. A colour that could not be told from the page is refused.
    ///
    /// # Errors
    /// All that is wrong, by field.
    pub fn validate(&self) -> Result<BrandingSettings, FieldErrors> {
        let mut errors = FieldErrors::default();
        let fallback = Colour::new(0, 0, 0);
        let mut colour = |field: &str, text: &str| match errors.take(field, text.parse::<Colour>()) {
            Some(colour) if branding::judge(colour) == ContrastVerdict::TooFaint => {
                errors.add(field, ContrastVerdict::TooFaint.sentence());
                fallback
            }
            colour => colour.unwrap_or(fallback),
        };
        let settings = BrandingSettings {
            brand: colour("brand_colour", &self.brand_colour),
            accent: colour("accent_colour", &self.accent_colour),
        };
        errors.into_result(settings)
    }
}

/// The branding page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BrandingView {
    /// The stored values, as the form shows them.
    pub form: BrandingForm,
    /// The portal's name, shown where there is no logo.
    pub name: String,
    /// Address of the logo, if there is one.
    pub logo_url: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faint_colours_and_what_is_no_colour_are_refused() {
        let form = BrandingForm {
            brand_colour: "#fffff0".into(),
            accent_colour: "blue".into(),
            ..BrandingForm::default()
        };
        let errors = form.validate().unwrap_err();
        let fields: Vec<_> = errors.0.keys().map(String::as_str).collect();
        assert_eq!(fields, ["accent_colour", "brand_colour"]);
    }
}
