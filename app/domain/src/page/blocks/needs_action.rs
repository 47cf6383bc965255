//! What waits for the reader.

use super::{Block, BlockMeta, Group};
use crate::page::{field::{Field, FieldKind}, rich_text::RichLine};
use serde::{Deserialize, Serialize};

/// What waits for the reader, the most urgent first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct NeedsAction {
    /// The heading over it; may be empty.
    pub title: RichLine,
    /// What stands there when nothing waits; empty hides the block then.
    pub empty: String,
}

impl Default for NeedsAction {
    fn default() -> Self {
        Self {
            title: RichLine::text("Needs your attention"),
            empty: "Nothing is waiting for you.".to_owned(),
        }
    }
}

impl Block for NeedsAction {
    const META: BlockMeta = BlockMeta {
        description: "What waits for the reader: invoices that are due, and later all else.",
        keywords: &["todo", "tasks", "due", "attention", "urgent", "next steps"],
        icon: "bell",
        group: Group::Data,
        fields: &[
            Field::new("title", "Title", FieldKind::RichLine { max: 120 }),
            Field::new("empty", "When nothing waits", FieldKind::Line { max: 200 })
                .help("Leave it empty to hide the block then."),
        ],
        ..BlockMeta::leaf("needs_action", "Needs action", "a list of what needs action", "lists of what needs action")
    };

    fn name(&self) -> String {
        self.title.named()
    }
}
