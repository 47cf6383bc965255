//! A portal's looks as a whole: colours, font, corners, scheme and pictures. All of it is chosen from what is known or checked, so
//! that it can stand in a stylesheet as it is.

use crate::branding::Colour;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A key that names no choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Please choose one from the list.")]
pub struct UnknownChoice;

/// Choices with a key, as stored and sent in forms.
macro_rules! keyed {
    ($name:ident { $($variant:ident = $key:literal),+ $(,)? }) => {
        impl $name {
            /// All of them, in the order of the form.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The key stored and sent in forms.
            pub const fn key(self) -> &'static str {
                match self {
                    $(Self::$variant => $key),+
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.key())
            }
        }

        impl FromStr for $name {
            type Err = UnknownChoice;

            fn from_str(key: &str) -> Result<Self, Self::Err> {
                match key {
                    $($key => Ok(Self::$variant),)+
                    _ => Err(UnknownChoice),
                }
            }
        }
    };
}

/// A typeface that comes with the program.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Font {
    /// Inter.
    #[default]
    Inter,
    /// Source Serif 4.
    SourceSerif,
    /// Atkinson Hyperlegible.
    Atkinson,
    /// Archivo.
    Archivo,
    /// Nunito Sans.
    Nunito,
}

keyed!(Font {
    Inter = "inter",
    SourceSerif = "source-serif",
    Atkinson = "atkinson",
    Archivo = "archivo",
    Nunito = "nunito",
});

impl Font {
    /// Its name.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Inter => "Inter",
            Self::SourceSerif => "Source Serif 4",
            Self::Atkinson => "Atkinson Hyperlegible",
            Self::Archivo => "Archivo",
            Self::Nunito => "Nunito Sans",
        }
    }

    /// Its character, in a few words.
    pub const fn character(self) -> &'static str {
        match self {
            Self::Inter => "Neutral and clear",
            Self::SourceSerif => "Bookish, for firms with tradition",
            Self::Atkinson => "Easiest to read for weak eyes",
            Self::Archivo => "Strong and businesslike",
            Self::Nunito => "Soft and friendly",
        }
    }

    /// The value of `font-family` in the portal.
    pub const fn stack(self) -> &'static str {
        match self {
            Self::Inter => "\"Inter\",\"Inter fallback\",system-ui,-apple-system,\"Segoe UI\",sans-serif",
            Self::SourceSerif => "\"Source Serif 4\",Georgia,Cambria,\"Times New Roman\",serif",
            Self::Atkinson => "\"Atkinson Hyperlegible\",Verdana,system-ui,sans-serif",
            Self::Archivo => "\"Archivo\",\"Helvetica Neue\",Arial,sans-serif",
            Self::Nunito => "\"Nunito Sans\",\"Trebuchet MS\",system-ui,sans-serif",
        }
    }

    /// The value of `font-family` in mails, which load no font: what is installed of it, and what comes near everywhere.
    pub const fn mail_stack(self) -> &'static str {
        match self {
            Self::Inter => {
                "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif"
            }
            Self::SourceSerif => "'Source Serif 4', Georgia, Cambria, 'Times New Roman', serif",
            Self::Atkinson => "'Atkinson Hyperlegible', Verdana, Geneva, sans-serif",
            Self::Archivo => "'Archivo', 'Helvetica Neue', Arial, sans-serif",
            Self::Nunito => "'Nunito Sans', 'Trebuchet MS', 'Segoe UI', sans-serif",
        }
    }
}

/// How round corners are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Corners {
    /// None at all.
    Square,
    /// A little.
    #[default]
    Rounded,
    /// Much, and buttons wholly.
    Round,
}

keyed!(Corners {
    Square = "square",
    Rounded = "rounded",
    Round = "round",
});

impl Corners {
    /// Its name.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Square => "Square",
            Self::Rounded => "Rounded",
            Self::Round => "Round",
        }
    }

    /// The radii of small things, of fields, of boxes and of buttons, in CSS pixels.
    pub const fn radii(self) -> [u16; 4] {
        match self {
            Self::Square => [0, 0, 0, 0],
            Self::Rounded => [6, 8, 12, 8],
            Self::Round => [10, 14, 22, 24],
        }
    }
}

/// Whether the portal is light or dark.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scheme {
    /// As the reader's device is set.
    #[default]
    Auto,
    /// Light for everybody.
    Light,
    /// Dark for everybody.
    Dark,
}

keyed!(Scheme {
    Auto = "auto",
    Light = "light",
    Dark = "dark",
});

impl Scheme {
    /// Its name.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Auto => "As each client's device is set",
            Self::Light => "Always light",
            Self::Dark => "Always dark",
        }
    }

    /// The value of `color-scheme`.
    pub const fn css(self) -> &'static str {
        match self {
            Self::Auto => "light dark",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// One of the portal's pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Picture {
    /// The logo.
    Logo,
    /// The logo for dark pages.
    LogoDark,
    /// The logo where there is little room.
    LogoSquare,
    /// The icon in the browser's tab.
    Favicon,
}

keyed!(Picture {
    Logo = "logo",
    LogoDark = "logo_dark",
    LogoSquare = "logo_square",
    Favicon = "favicon",
});

impl Picture {
    /// Its name.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Logo => "Logo",
            Self::LogoDark => "Logo for dark pages",
            Self::LogoSquare => "Square logo",
            Self::Favicon => "Browser icon",
        }
    }

    /// What it is for, and what stands in its place while there is none.
    pub const fn purpose(self) -> &'static str {
        match self {
            Self::Logo => {
                "In the header, in mails and on PDFs. Without one, your portal's name and its first letter."
            }
            Self::LogoDark => "In the header where pages are dark. Without one, the logo.",
            Self::LogoSquare => "In the header on phones. Without one, the logo.",
            Self::Favicon => "In the browser's tab. Without one, the square logo, or else your first letter.",
        }
    }

    /// Whether it is kept as a square.
    pub const fn is_square(self) -> bool {
        matches!(self, Self::LogoSquare | Self::Favicon)
    }
}

/// The logo's addresses, as far as there are pictures.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Logo {
    /// The logo.
    pub url: String,
    /// The one for dark pages, where the reader's device decides between the two.
    pub dark_url: Option<String>,
    /// The one for phones.
    pub square_url: Option<String>,
}

/// Colours and shapes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    /// Main colour.
    pub brand: Colour,
    /// Second colour.
    pub accent: Colour,
    /// Typeface.
    pub font: Font,
    /// Corners.
    pub corners: Corners,
    /// Light or dark.
    pub scheme: Scheme,
}

impl Theme {
    /// The custom properties that the portal's pages are drawn with; whatever else they need is derived from these in `style/tokens`.
    pub fn properties(&self) -> Vec<(&'static str, String)> {
        let [small, usual, large, button] = self.corners.radii().map(|pixels| format!("{pixels}px"));
        vec![
            ("--brand", self.brand.to_string()),
            ("--on-brand", self.brand.on_colour().to_string()),
            ("--accent", self.accent.to_string()),
            ("--font", self.font.stack().to_owned()),
            ("--radius-s", small),
            ("--radius", usual),
            ("--radius-l", large),
            ("--radius-button", button),
        ]
    }

    /// The stylesheet's text.
    pub fn css(&self) -> String {
        let mut css = format!("@layer tenant{{:root{{color-scheme:{}", self.scheme.css());
        for (name, value) in self.properties() {
            css.push_str(&format!(";{name}:{value}"));
        }
        css.push_str("}}\n");
        css
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_read_back() {
        for font in Font::ALL {
            assert_eq!(font.key().parse(), Ok(*font));
        }
        for corners in Corners::ALL {
            assert_eq!(corners.key().parse(), Ok(*corners));
        }
        for scheme in Scheme::ALL {
            assert_eq!(scheme.key().parse(), Ok(*scheme));
        }
        for picture in Picture::ALL {
            assert_eq!(picture.key().parse(), Ok(*picture));
        }
        for bad in ["", "Inter", "inter;}body{display:none", "comic-sans"] {
            assert_eq!(bad.parse::<Font>(), Err(UnknownChoice), "{bad}");
        }
    }

    #[test]
    fn the_sheet_holds_nothing_but_what_is_known() {
        for font in Font::ALL {
            for corners in Corners::ALL {
                for scheme in Scheme::ALL {
                    let css = Theme {
                        brand: Colour::new(29, 78, 216),
                        accent: Colour::new(245, 158, 11),
                        font: *font,
                        corners: *corners,
                        scheme: *scheme,
                    }
                    .css();
                    assert!(css.starts_with("@layer tenant{:root{color-scheme:"), "{css}");
                    assert!(css.contains("--brand:#1d4ed8;--on-brand:#ffffff"), "{css}");
                    assert_eq!((css.matches('{').count(), css.matches('}').count()), (2, 2));
                    assert!(
                        !css.contains(['<', '\\', '(', '@', '/']) || css.matches('@').count() == 1,
                        "{css}"
                    );
                    assert_eq!(css.matches('"').count() % 2, 0);
                }
            }
        }
    }
}
