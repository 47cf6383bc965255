//! A notice that stands out.

use super::{Block, BlockMeta, Tone};
use crate::page::{field::{Field, FieldKind}, rich_text::{RichDoc, RichLine}};
use serde::{Deserialize, Serialize};

/// A notice that stands out.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Callout {
    /// What it is about.
    pub tone: Tone,
    /// Its title; may be empty.
    pub title: RichLine,
    /// The text.
    pub text: RichDoc,
}

impl Block for Callout {
    const META: BlockMeta = BlockMeta {
        description: "A notice that stands out from the text around it.",
        keywords: &["notice", "alert", "tip", "warning", "info", "announcement"],
        fields: &[
            Field::new("tone", "Kind", Tone::CHOICES),
            Field::new("title", "Title", FieldKind::RichLine { max: 120 }),
            Field::new("text", "Text", FieldKind::Rich),
        ],
        ..BlockMeta::leaf("callout", "Callout", "a callout", "callouts")
    };

    fn name(&self) -> String {
        if self.title.is_blank() { self.text.named() } else { self.title.named() }
    }
}
