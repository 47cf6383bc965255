//! A line across.

use super::{Block, BlockMeta, Group, Space};
use crate::page::field::Field;
use serde::{Deserialize, Serialize};

/// A line across.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Divider {
    /// The room above and below.
    pub space: Space,
}

impl Block for Divider {
    const META: BlockMeta = BlockMeta {
        description: "A line between two parts of the page.",
        keywords: &["line", "rule", "separator", "hr"],
        group: Group::Layout,
        fields: &[Field::new("space", "Room around it", Space::CHOICES)],
        ..BlockMeta::leaf("divider", "Divider", "a divider", "dividers")
    };
}
