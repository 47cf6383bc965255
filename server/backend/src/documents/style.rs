//! Sizes, weights and colours.

use domain::{branding::Colour, signature::Face};

/// Text that is read.
pub(super) const INK: Colour = Colour::new(22, 24, 29);
/// Text that accompanies: 5.9 : 1 on white.
pub(super) const MUTED: Colour = Colour::new(90, 97, 110);
/// Hairlines.
pub(super) const LINE: Colour = Colour::new(217, 220, 226);
/// Panels.
pub(super) const PANEL: Colour = Colour::new(246, 247, 249);
/// Paper.
pub(super) const PAPER: Colour = Colour::new(255, 255, 255);

/// Points in a millimetre.
pub(super) const MM: f32 = 72.0 / 25.4;

/// How bold.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Weight {
    /// For reading.
    #[default]
    Regular,
    /// For headings and what counts.
    SemiBold,
    /// In a handwriting, for signatures that were typed.
    Hand(Face),
}

/// How a text is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Style {
    /// How bold.
    pub weight: Weight,
    /// In points.
    pub size: f32,
    /// The colour.
    pub colour: Colour,
    /// Whether digits are of one width.
    pub tabular: bool,
    /// Extra space after each letter, in ems.
    pub tracking: f32,
    /// Whether it leans to the right: none of the typefaces has an italic.
    pub slanted: bool,
}

impl Default for Style {
    fn default() -> Self {
        Self::of(9.0)
    }
}

impl Style {
    /// Ink, regular, of a size in points.
    pub const fn of(size: f32) -> Self {
        Self {
            weight: Weight::Regular,
            size,
            colour: INK,
            tabular: false,
            tracking: 0.0,
            slanted: false,
        }
    }

    /// Semi-bold.
    pub const fn bold(self) -> Self {
        Self {
            weight: Weight::SemiBold,
            ..self
        }
    }

    /// In a handwriting.
    pub const fn hand(self, face: Face) -> Self {
        Self {
            weight: Weight::Hand(face),
            ..self
        }
    }

    /// In the colour of what accompanies.
    pub const fn muted(self) -> Self {
        Self {
            colour: MUTED,
            ..self
        }
    }

    /// In a colour.
    pub const fn coloured(self, colour: Colour) -> Self {
        Self { colour, ..self }
    }

    /// With digits of one width.
    pub const fn figures(self) -> Self {
        Self {
            tabular: true,
            ..self
        }
    }

    /// The usual distance of baselines.
    pub fn leading(&self) -> f32 {
        self.size * 1.38
    }
}
