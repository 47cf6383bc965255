//! Room between blocks.

use super::{Block, BlockMeta, Group, Space};
use crate::page::field::Field;
use serde::{Deserialize, Serialize};

/// Room between blocks.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Spacer {
    /// How much.
    pub size: Space,
}

impl Block for Spacer {
    const META: BlockMeta = BlockMeta {
        description: "Room between two blocks.",
        keywords: &["space", "gap", "margin", "padding"],
        group: Group::Layout,
        fields: &[Field::new("size", "Height", Space::CHOICES)],
        ..BlockMeta::leaf("spacer", "Spacer", "a spacer", "spacers")
    };
}
