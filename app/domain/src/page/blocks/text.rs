//! Formatted text.

use super::{Block, BlockMeta};
use crate::page::{field::{Field, FieldKind}, rich_text::RichDoc};
use serde::{Deserialize, Serialize};

/// Formatted text.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Text {
    /// The text.
    pub text: RichDoc,
}

impl Block for Text {
    const META: BlockMeta = BlockMeta {
        description: "Paragraphs, lists, links and merge tags.",
        keywords: &["paragraph", "copy", "list", "link", "quote", "rich text"],
        fields: &[Field::new("text", "Text", FieldKind::Rich)],
        ..BlockMeta::leaf("text", "Text", "a text", "texts")
    };

    fn name(&self) -> String {
        self.text.named()
    }
}
