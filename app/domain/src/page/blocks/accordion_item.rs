//! A question that opens.

use super::{Accepts, Block, BlockMeta, Group, SlotMeta};
use crate::page::{field::{Field, FieldKind}, rich_text::RichLine};
use serde::{Deserialize, Serialize};

/// One heading of an accordion, with the blocks that it opens.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct AccordionItem {
    /// The heading.
    pub title: RichLine,
    /// Whether it is open from the start.
    pub open: bool,
}

impl Block for AccordionItem {
    const META: BlockMeta = BlockMeta {
        description: "One question of an accordion, with its answer.",
        keywords: &["faq", "question", "answer"],
        icon: "accordion-item",
        group: Group::Layout,
        fields: &[
            Field::new("title", "Question", FieldKind::RichLine { max: 200 }),
            Field::new("open", "Open from the start", FieldKind::Toggle),
        ],
        slots: &[SlotMeta { name: "content", label: "", accepts: Accepts::Any }],
        only_in: Some("accordion"),
        ..BlockMeta::leaf("accordion_item", "Accordion item", "an accordion item", "accordion items")
    };

    fn name(&self) -> String {
        self.title.named()
    }
}
