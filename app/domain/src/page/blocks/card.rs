//! Blocks in a frame.

use super::{Accepts, Block, BlockMeta, Group, SlotMeta, look::choices};
use crate::page::{field::{Field, FieldKind}, rich_text::RichLine};
use serde::{Deserialize, Serialize};

/// Blocks in a frame.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Card {
    /// Its title; may be empty.
    pub title: RichLine,
    /// The frame.
    pub style: CardStyle,
}

choices! {
    /// A card's frame.
    CardStyle {
        /// A line around it.
        #[default]
        Outlined = "outlined" "Outlined",
        /// A shadow under it.
        Raised = "raised" "Raised",
        /// A tint of the portal's main colour.
        Tinted = "tinted" "Tinted",
    }
}

impl Block for Card {
    const META: BlockMeta = BlockMeta {
        description: "A frame around other blocks.",
        keywords: &["box", "panel", "frame", "container", "group"],
        group: Group::Layout,
        fields: &[
            Field::new("title", "Title", FieldKind::RichLine { max: 120 }),
            Field::new("style", "Frame", CardStyle::CHOICES),
        ],
        slots: &[SlotMeta { name: "content", label: "", accepts: Accepts::Any }],
        nested: Some(1),
        ..BlockMeta::leaf("card", "Card", "a card", "cards")
    };

    fn name(&self) -> String {
        self.title.named()
    }
}
