//! A person's signature as it was put on a pad, typed or uploaded.
//!
//! Strokes are kept as vectors in ten-thousandths of the pad's width and height, so that a phone that is turned, a page and a
//! PDF show the same. The pad is always three times as wide as high ([`PAD_RATIO`]).

use serde::{Deserialize, Serialize};

/// The pad's width in the units that [`Signature::Drawn`] counts across.
pub const PAD_WIDTH: u16 = 10_000;
/// The pad's height in the units that it counts down; they are a third as long.
pub const PAD_HEIGHT: u16 = 10_000;
/// How many times wider than high the pad is drawn.
pub const PAD_RATIO: f32 = 3.0;
/// So many points at most, all strokes together.
pub const MAX_POINTS: usize = 6_000;
/// So many strokes at most.
pub const MAX_STROKES: usize = 300;
/// So many characters of a name at most.
pub const MAX_NAME: usize = 120;
/// So many bytes of an uploaded picture at most, before it is written as base64.
pub const MAX_IMAGE_BYTES: usize = 512 * 1024;
/// Strokes must reach so far, across or down, in ten-thousandths: a slip of the finger is no signature.
const MIN_REACH: u16 = 400;

/// The handwriting that a typed name is shown in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Face {
    /// Caveat: quick and upright.
    #[default]
    Caveat,
    /// Allura: sloping and joined.
    Allura,
}

impl Face {
    /// All faces.
    pub const ALL: [Self; 2] = [Self::Caveat, Self::Allura];

    /// The key in forms, and the last part of the class that shows it.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Caveat => "caveat",
            Self::Allura => "allura",
        }
    }
}

/// A signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Signature {
    /// The name, typed.
    Typed {
        /// The name.
        name: String,
        /// How it is shown.
        #[serde(default)]
        face: Face,
    },
    /// Drawn by hand.
    Drawn {
        /// Each stroke's points, across and down from the upper left corner, in ten-thousandths of the pad.
        strokes: Vec<Vec<(u16, u16)>>,
    },
    /// A picture of one.
    Uploaded {
        /// PNG or JPEG, as base64 without the head of a data address.
        image: String,
    },
}

/// Why a signature can't be taken. The texts' keys are those of the portal's translations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SignatureError {
    /// Nothing was typed, drawn or chosen.
    #[error("Please sign first.")]
    Empty,
    /// A dot or a slip.
    #[error("That is too little for a signature. Please draw it larger.")]
    TooSmall,
    /// More points, letters or bytes than it may have.
    #[error(
        "That is too much for a signature. Please draw it more simply, or choose a picture below 512 KB."
    )]
    TooLarge,
    /// Neither PNG nor JPEG, or not to be read.
    #[error("That picture can't be read. Please choose a PNG or JPEG file.")]
    NotAPicture,
    /// What came is no signature at all.
    #[error("The signature did not arrive whole. Please sign once more.")]
    Garbled,
}

impl SignatureError {
    /// The key of the text that a client reads.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Empty => "signature-empty",
            Self::TooSmall => "signature-too-small",
            Self::TooLarge => "signature-too-large",
            Self::NotAPicture => "signature-not-a-picture",
            Self::Garbled => "signature-garbled",
        }
    }
}

impl Signature {
    /// Reads a form's field: JSON from the pad, or, without JavaScript, the typed name.
    ///
    /// # Errors
    /// [`SignatureError`].
    pub fn from_field(text: &str) -> Result<Self, SignatureError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(SignatureError::Empty);
        }
        // Base64 takes a third more; the rest is room for braces and names.
        if text.len() > MAX_IMAGE_BYTES / 3 * 4 + 1024 {
            return Err(SignatureError::TooLarge);
        }
        let signature = match text.starts_with('{') {
            true => serde_json::from_str(text).map_err(|_| SignatureError::Garbled)?,
            false => Self::Typed {
                name: text.to_owned(),
                face: Face::default(),
            },
        };
        signature.checked()
    }

    /// The form's field of it.
    pub fn to_field(&self) -> String {
        // Strings and numbers are always JSON.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The signature, if it is one. An uploaded picture is only measured here; the server reads it.
    ///
    /// # Errors
    /// [`SignatureError`].
    pub fn checked(self) -> Result<Self, SignatureError> {
        match self {
            Self::Typed { name, face } => {
                let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
                if name.is_empty() {
                    return Err(SignatureError::Empty);
                }
                if name.chars().count() > MAX_NAME {
                    return Err(SignatureError::TooLarge);
                }
                if name.chars().any(char::is_control) {
                    return Err(SignatureError::Garbled);
                }
                Ok(Self::Typed { name, face })
            }
            Self::Drawn { strokes } => {
                let points = || strokes.iter().flatten();
                if points().next().is_none() {
                    return Err(SignatureError::Empty);
                }
                if strokes.len() > MAX_STROKES || points().count() > MAX_POINTS {
                    return Err(SignatureError::TooLarge);
                }
                if points().any(|(across, down)| *across > PAD_WIDTH || *down > PAD_HEIGHT) {
                    return Err(SignatureError::Garbled);
                }
                let reach = |of: fn(&(u16, u16)) -> u16| {
                    let (least, most) = points().fold((u16::MAX, 0), |(least, most), point| {
                        (least.min(of(point)), most.max(of(point)))
                    });
                    most.saturating_sub(least)
                };
                if reach(|point| point.0).max(reach(|point| point.1)) < MIN_REACH {
                    return Err(SignatureError::TooSmall);
                }
                Ok(Self::Drawn { strokes })
            }
            Self::Uploaded { image } => {
                if image.is_empty() {
                    return Err(SignatureError::Empty);
                }
                if image.len() > MAX_IMAGE_BYTES.div_ceil(3) * 4 {
                    return Err(SignatureError::TooLarge);
                }
                Ok(Self::Uploaded { image })
            }
        }
    }
}

/// Strokes as the `d` of an SVG path whose view box is 300 by 100.
pub fn svg_path(strokes: &[Vec<(u16, u16)>]) -> String {
    use std::fmt::Write;
    let mut path = String::new();
    let place = |(across, down): (u16, u16)| (f32::from(across) * 0.03, f32::from(down) * 0.01);
    for stroke in strokes {
        for (nth, point) in stroke.iter().enumerate() {
            let (x, y) = place(*point);
            let letter = if nth == 0 { 'M' } else { 'L' };
            // Writing to a string can't fail.
            let _ = write!(path, "{letter}{x:.2} {y:.2}");
        }
        // A dot has no length; a line to itself with round ends shows it.
        if let [point] = stroke.as_slice() {
            let (x, y) = place(*point);
            let _ = write!(path, "L{x:.2} {y:.2}");
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn drawn(strokes: Vec<Vec<(u16, u16)>>) -> Result<Signature, SignatureError> {
        Signature::Drawn { strokes }.checked()
    }

    #[test]
    fn a_typed_name_needs_no_javascript() {
        let typed = Signature::from_field("  Niamh \t Brennan ");
        assert_eq!(
            typed,
            Ok(Signature::Typed {
                name: "Niamh Brennan".into(),
                face: Face::Caveat
            })
        );
        assert_eq!(Signature::from_field("  "), Err(SignatureError::Empty));
        assert_eq!(Signature::from_field("{\"kind\":"), Err(SignatureError::Garbled));
        assert_eq!(
            Signature::from_field(&"x".repeat(MAX_NAME + 1)),
            Err(SignatureError::TooLarge)
        );
    }

    #[test]
    fn nothing_and_a_slip_are_no_signature() {
        assert_eq!(drawn(vec![]), Err(SignatureError::Empty));
        assert_eq!(drawn(vec![vec![]]), Err(SignatureError::Empty));
        assert_eq!(
            drawn(vec![vec![(500, 500), (510, 505)]]),
            Err(SignatureError::TooSmall)
        );
        assert!(drawn(vec![vec![(500, 500), (2_000, 505)]]).is_ok());
        assert_eq!(
            drawn(vec![vec![(500, 500), (10_001, 5)]]),
            Err(SignatureError::Garbled)
        );
        assert_eq!(
            drawn(vec![vec![(0, 0); MAX_POINTS + 1]]),
            Err(SignatureError::TooLarge)
        );
    }

    #[test]
    fn a_huge_picture_is_refused_before_it_is_read() {
        let image = "A".repeat(MAX_IMAGE_BYTES * 2);
        let huge = Signature::Uploaded { image };
        assert_eq!(
            Signature::from_field(&huge.to_field()),
            Err(SignatureError::TooLarge)
        );
        assert_eq!(huge.checked(), Err(SignatureError::TooLarge));
    }

    #[test]
    fn a_path_has_a_dot_for_a_dot() {
        assert_eq!(
            svg_path(&[vec![(0, 0), (10_000, 10_000)], vec![(5_000, 5_000)]]),
            "M0.00 0.00L300.00 100.00M150.00 50.00L150.00 50.00"
        );
    }

    proptest! {
        #[test]
        fn what_is_taken_comes_back_whole(
            strokes in prop::collection::vec(prop::collection::vec((0..=PAD_WIDTH, 0..=PAD_HEIGHT), 0..20), 0..20)
        ) {
            if let Ok(signature) = drawn(strokes) {
                prop_assert_eq!(Signature::from_field(&signature.to_field()), Ok(signature));
            }
        }

        #[test]
        fn no_text_makes_it_panic(text in ".{0,200}") {
            let _ = Signature::from_field(&text);
        }
    }
}
