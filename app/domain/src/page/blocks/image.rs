//! An image.

use super::{Block, BlockMeta, Group, look::choices};
use crate::page::field::{Field, FieldKind};
use serde::{Deserialize, Serialize};

/// An image.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Image {
    /// The uploaded image's hash; empty while there is none.
    pub file: String,
    /// Its width in pixels, so that the page does not jump when it comes; 0 while there is none.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
    /// What is to be seen, for readers who don't see it.
    pub alt: String,
    /// Whether it only decorates, and readers who don't see it miss nothing.
    pub decorative: bool,
    /// The line under it; may be empty.
    pub caption: String,
    /// Where it leads; may be empty.
    pub href: String,
    /// How wide it is.
    pub size: ImageSize,
}

choices! {
    /// How wide an image is.
    ImageSize {
        /// As wide as what it stands in.
        #[default]
        Full = "full" "Full width",
        /// Half as wide.
        Half = "half" "Half",
        /// A third.
        Small = "small" "Small",
    }
}

impl Block for Image {
    const META: BlockMeta = BlockMeta {
        description: "A picture from your computer.",
        keywords: &["picture", "photo", "logo", "screenshot"],
        group: Group::Media,
        fields: &[
            Field::new("file", "Image", FieldKind::Image),
            Field::new("alt", "What is to be seen", FieldKind::Line { max: 300 })
                .help("Read out to those who don't see it."),
            Field::new("decorative", "It only decorates", FieldKind::Toggle),
            Field::new("caption", "Caption", FieldKind::Line { max: 300 }),
            Field::new("href", "Leads to", FieldKind::Link),
            Field::new("size", "Width", ImageSize::CHOICES),
        ],
        ..BlockMeta::leaf("image", "Image", "an image", "images")
    };

    fn name(&self) -> String {
        if self.alt.is_empty() { self.caption.clone() } else { self.alt.clone() }
    }
}
