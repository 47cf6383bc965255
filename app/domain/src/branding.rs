//! Brand colours and whether text on them can be read (WCAG 2.2, 1.4.3).

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// An sRGB colour as `#rrggbb`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Colour {
    r: u8,
    g: u8,
    b: u8,
}

/// A text that is no colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Please enter a colour like #1f5eff.")]
pub struct NotAColour;

/// The least contrast of body text against its background, WCAG 2.2 level AA (1.4.3).
pub const AA_TEXT: f64 = 4.5;
/// The page's background in the light scheme.
pub const LIGHT_SURFACE: Colour = Colour::new(255, 255, 255);
/// The page's background in the dark scheme.
pub const DARK_SURFACE: Colour = Colour::new(20, 22, 27);

impl Colour {
    /// A colour of its three channels.
    pub const fn new(r: u8, g: u8, b: u8) -> Self {
        Self { r, g, b }
    }

    /// The three channels, 0–255.
    pub const fn channels(self) -> (u8, u8, u8) {
        (self.r, self.g, self.b)
    }

    /// WCAG relative luminance, 0 (black) to 1 (white).
    pub fn luminance(self) -> f64 {
        let channel = |c: u8| {
            let c = f64::from(c) / 255.0;
            if c <= 0.04045 {
                c / 12.92
            } else {
                ((c + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * channel(self.r) + 0.7152 * channel(self.g) + 0.0722 * channel(self.b)
    }

    /// WCAG contrast ratio between two colours, 1 to 21.
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// White or black, whichever reads better on this colour; one of the two always reaches AA.
    pub fn on_colour(self) -> Self {
        let (white, ink) = (Self::new(255, 255, 255), Self::new(0, 0, 0));
        if self.contrast(white) >= self.contrast(ink) {
            white
        } else {
            ink
        }
    }

    /// This colour, mixed towards black or white only as far as it takes to be readable text on `surface` (AA).
    pub fn readable_on(self, surface: Self) -> Self {
        let target = if surface.luminance() > 0.18 {
            Self::new(0, 0, 0)
        } else {
            Self::new(255, 255, 255)
        };
        (0..=20)
            .map(|step| self.mixed(target, f64::from(step) / 20.0))
            .find(|colour| colour.contrast(surface) >= AA_TEXT)
            .unwrap_or(target)
    }

    fn mixed(self, other: Self, share: f64) -> Self {
        // The result lies between two bytes, so it fits one.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let mix = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * share).round() as u8;
        Self::new(mix(self.r, other.r), mix(self.g, other.g), mix(self.b, other.b))
    }
}

impl FromStr for Colour {
    type Err = NotAColour;

    /// Accepts `#rgb` and `#rrggbb`, with or without the `#`. Nothing else ever reaches a stylesheet.
    fn from_str(text: &str) -> Result<Self, NotAColour> {
        let hex = text.trim();
        let hex = hex.strip_prefix('#').unwrap_or(hex);
        if !hex.bytes().all(|c| c.is_ascii_hexdigit()) {
            return Err(NotAColour);
        }
        let wide = match hex.len() {
            3 => hex.chars().flat_map(|c| [c, c]).collect(),
            6 => hex.to_owned(),
            _ => return Err(NotAColour),
        };
        let value = u32::from_str_radix(&wide, 16).map_err(|_| NotAColour)?;
        let [_, r, g, b] = value.to_be_bytes();
        Ok(Self { r, g, b })
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.r, self.g, self.b)
    }
}

impl TryFrom<String> for Colour {
    type Error = NotAColour;
    fn try_from(text: String) -> Result<Self, NotAColour> {
        text.parse()
    }
}

impl From<Colour> for String {
    fn from(colour: Colour) -> Self {
        colour.to_string()
    }
}

/// How well a colour serves as a brand colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContrastVerdict {
    /// Readable as text on the page and as a button's background.
    Good,
    /// Fine as a button's background; as text it is darkened (or lightened) to be readable.
    Adjusted,
    /// Hardly to be told from the page: buttons in this colour would seem to be missing.
    TooFaint,
}

/// Judges a brand colour against the light page: text needs 4.5 : 1 (WCAG 1.4.3), a button's edge 1.5 : 1 to be seen at all
/// (below WCAG 1.4.11's 3 : 1, since the button also has a readable label).
pub fn judge(colour: Colour) -> ContrastVerdict {
    let contrast = colour.contrast(LIGHT_SURFACE);
    if contrast >= AA_TEXT {
        ContrastVerdict::Good
    } else if contrast >= 1.5 {
        ContrastVerdict::Adjusted
    } else {
        ContrastVerdict::TooFaint
    }
}

impl ContrastVerdict {
    /// The verdict in words.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Good => "Good: readable as text and on buttons.",
            Self::Adjusted => "Fine on buttons. As text it is shown a little darker, so that it can be read.",
            Self::TooFaint => "Too faint: buttons in this colour could hardly be seen on a white page.",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_hex_colours_are_colours() {
        assert_eq!("#1F5eff".parse::<Colour>().unwrap().to_string(), "#1f5eff");
        assert_eq!("abc".parse::<Colour>().unwrap().to_string(), "#aabbcc");
        for bad in [
            "",
            "#12345",
            "red",
            "#12345g",
            "#fff;}body{display:none",
            "url(x)",
            "#١٢٣",
        ] {
            assert_eq!(bad.parse::<Colour>(), Err(NotAColour), "{bad}");
        }
    }

    #[test]
    fn contrast_is_the_published_one() {
        let ratio = Colour::new(0, 0, 0).contrast(Colour::new(255, 255, 255));
        assert!((ratio - 21.0).abs() < 1e-9);
        // #767676 is the lightest grey that passes AA on white.
        assert!("#767676".parse::<Colour>().unwrap().contrast(LIGHT_SURFACE) >= AA_TEXT);
        assert!("#777777".parse::<Colour>().unwrap().contrast(LIGHT_SURFACE) < AA_TEXT);
    }

    #[test]
    fn whatever_the_brand_its_text_is_readable() {
        for r in (0..=255).step_by(51) {
            for g in (0..=255).step_by(51) {
                for b in (0..=255).step_by(51) {
                    let brand = Colour::new(r, g, b);
                    assert!(brand.on_colour().contrast(brand) >= AA_TEXT, "{brand}");
                    assert!(
                        brand.readable_on(LIGHT_SURFACE).contrast(LIGHT_SURFACE) >= AA_TEXT,
                        "{brand}"
                    );
                    assert!(
                        brand.readable_on(DARK_SURFACE).contrast(DARK_SURFACE) >= AA_TEXT,
                        "{brand}"
                    );
                }
            }
        }
    }

    #[test]
    fn verdicts() {
        assert_eq!(judge("#1f5eff".parse().unwrap()), ContrastVerdict::Good);
        assert_eq!(judge("#f59e0b".parse().unwrap()), ContrastVerdict::Adjusted);
        assert_eq!(judge("#fffbe6".parse().unwrap()), ContrastVerdict::TooFaint);
    }
}
