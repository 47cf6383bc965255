//! Questions that open.

use super::{Accepts, Block, BlockMeta, Group, SlotMeta};
use crate::page::field::{Field, FieldKind};
use serde::{Deserialize, Serialize};

/// A list of headings, each of which opens what is under it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Accordion {
    /// Whether opening one closes the others.
    pub one_at_a_time: bool,
}

impl Block for Accordion {
    const META: BlockMeta = BlockMeta {
        description: "Questions that open, one under another.",
        keywords: &["faq", "questions", "details", "collapse", "toggle"],
        group: Group::Layout,
        fields: &[Field::new("one_at_a_time", "Opening one closes the others", FieldKind::Toggle)],
        slots: &[SlotMeta { name: "items", label: "", accepts: Accepts::Only("accordion_item") }],
        nested: Some(1),
        ..BlockMeta::leaf("accordion", "Accordion", "an accordion", "accordions")
    };
}
