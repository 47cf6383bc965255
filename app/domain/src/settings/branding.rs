//! How the portal looks.

use crate::{
    branding::{self, Colour, ContrastVerdict},
    form::FieldErrors,
    theme::{Corners, Font, Logo, Picture, Scheme, Theme},
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
    /// Key of the font.
    pub font: String,
    /// Key of the corners.
    pub corners: String,
    /// Key of the scheme.
    pub scheme: String,
    /// SHA-256 of the logo in hex, or empty. Pictures come as files: a form that names another one changes nothing.
    pub logo_hash: String,
    /// The same of the logo for dark pages.
    pub logo_dark_hash: String,
    /// The same of the square logo.
    pub logo_square_hash: String,
    /// The same of the browser's icon.
    pub favicon_hash: String,
    /// The version that was opened.
    pub version: i64,
}

impl BrandingForm {
    /// Checks every field. A colour that could not be told from the page is refused.
    ///
    /// # Errors
    /// All that is wrong, by field.
    pub fn validate(&self) -> Result<Theme, FieldErrors> {
        let mut errors = FieldErrors::default();
        let fallback = Colour::new(0, 0, 0);
        let mut colour = |field: &str, text: &str| match errors.take(field, text.parse::<Colour>()) {
            Some(colour) if branding::judge(colour) == ContrastVerdict::TooFaint => {
                errors.add(field, ContrastVerdict::TooFaint.sentence());
                fallback
            }
            colour => colour.unwrap_or(fallback),
        };
        let theme = Theme {
            brand: colour("brand_colour", &self.brand_colour),
            accent: colour("accent_colour", &self.accent_colour),
            font: errors
                .take("font", or_usual::<Font>(&self.font))
                .unwrap_or_default(),
            corners: errors
                .take("corners", or_usual::<Corners>(&self.corners))
                .unwrap_or_default(),
            scheme: errors
                .take("scheme", or_usual::<Scheme>(&self.scheme))
                .unwrap_or_default(),
        };
        errors.into_result(theme)
    }

    /// The hash of a picture, or empty.
    pub fn picture(&self, picture: Picture) -> &str {
        match picture {
            Picture::Logo => &self.logo_hash,
            Picture::LogoDark => &self.logo_dark_hash,
            Picture::LogoSquare => &self.logo_square_hash,
            Picture::Favicon => &self.favicon_hash,
        }
    }

    /// Names another picture by its hash, or none.
    pub fn set_picture(&mut self, picture: Picture, hash: String) {
        match picture {
            Picture::Logo => self.logo_hash = hash,
            Picture::LogoDark => self.logo_dark_hash = hash,
            Picture::LogoSquare => self.logo_square_hash = hash,
            Picture::Favicon => self.favicon_hash = hash,
        }
    }
}

/// A choice by its key. One that was not made yet, as in changes from before it could be made, is the usual one.
fn or_usual<T: std::str::FromStr + Default>(key: &str) -> Result<T, T::Err> {
    if key.is_empty() {
        Ok(T::default())
    } else {
        key.parse()
    }
}

/// The branding page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BrandingView {
    /// The stored values, as the form shows them.
    pub form: BrandingForm,
    /// The portal's name, shown where there is no logo.
    pub name: String,
    /// The logo as the header shows it, if there is one.
    pub logo: Option<Logo>,
    /// The pictures that there are, with their addresses.
    pub pictures: Vec<(Picture, String)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faint_colours_unknown_choices_and_what_is_no_colour_are_refused() {
        let form = BrandingForm {
            brand_colour: "#fffff0".into(),
            accent_colour: "blue".into(),
            font: "comic-sans".into(),
            corners: "12px;}".into(),
            scheme: "sepia".into(),
            ..BrandingForm::default()
        };
        let errors = form.validate().unwrap_err();
        let fields: Vec<_> = errors.0.keys().map(String::as_str).collect();
        assert_eq!(
            fields,
            ["accent_colour", "brand_colour", "corners", "font", "scheme"]
        );
    }

    #[test]
    fn what_was_never_chosen_is_the_usual() {
        let form = BrandingForm {
            brand_colour: "#1d4ed8".into(),
            accent_colour: "#0f766e".into(),
            ..BrandingForm::default()
        };
        let theme = form.validate().unwrap();
        assert_eq!((theme.font, theme.corners, theme.scheme), Default::default());
    }
}
