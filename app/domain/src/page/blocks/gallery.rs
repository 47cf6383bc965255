//! Several images.

use super::{Block, BlockMeta, Group};
use crate::page::field::{Field, FieldKind};
use serde::{Deserialize, Serialize};

/// Several images in a grid.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Gallery {
    /// The images.
    pub images: Vec<GalleryImage>,
    /// How many beside one another on a wide screen.
    pub columns: u32,
}

/// One image of a gallery.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GalleryImage {
    /// The uploaded image's hash; empty while there is none.
    pub file: String,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
    /// What is to be seen, for readers who don't see it.
    pub alt: String,
}

impl Default for Gallery {
    fn default() -> Self {
        Self { images: Vec::new(), columns: 3 }
    }
}

impl Block for Gallery {
    const META: BlockMeta = BlockMeta {
        description: "Several pictures in a grid.",
        keywords: &["pictures", "photos", "images", "portfolio", "grid"],
        group: Group::Media,
        fields: &[
            Field::new(
                "images",
                "Images",
                FieldKind::List {
                    item: "Image",
                    of: &[
                        Field::new("file", "Image", FieldKind::Image),
                        Field::new("alt", "What is to be seen", FieldKind::Line { max: 300 }),
                    ],
                    max: 60,
                },
            ),
            Field::new("columns", "Beside one another", FieldKind::Number { min: 2, max: 4, unit: "images" }),
        ],
        ..BlockMeta::leaf("gallery", "Gallery", "a gallery", "galleries")
    };

    fn name(&self) -> String {
        match self.images.len() {
            0 => String::new(),
            1 => "1 image".to_owned(),
            many => format!("{many} images"),
        }
    }
}
