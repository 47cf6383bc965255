//! HTML from elsewhere, in a frame of its own.

use super::{Block, BlockMeta, Group};
use crate::page::field::{Field, FieldKind};
use serde::{Deserialize, Serialize};

/// HTML from elsewhere. It is shown in a sandboxed frame and can't reach the portal or the reader's session.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Html {
    /// What it is, for readers who listen.
    pub title: String,
    /// The HTML, as it was pasted.
    pub html: String,
    /// The frame's height in pixels.
    pub height: u32,
}

impl Default for Html {
    fn default() -> Self {
        Self {
            title: String::new(),
            html: String::new(),
            height: 320,
        }
    }
}

impl Block for Html {
    const META: BlockMeta = BlockMeta {
        description: "A form, map or widget from elsewhere, in a frame that can't reach the portal.",
        keywords: &["embed", "iframe", "code", "widget", "map", "form", "script"],
        group: Group::Embed,
        fields: &[
            Field::new("title", "What it is", FieldKind::Line { max: 120 }).help("Read out to those who don't see it."),
            Field::new("html", "HTML", FieldKind::Code { max: 20_000 }),
            Field::new("height", "Height", FieldKind::Number { min: 40, max: 2_000, unit: "px" }),
        ],
        restricted: true,
        ..BlockMeta::leaf("html", "HTML embed", "an HTML embed", "HTML embeds")
    };

    fn name(&self) -> String {
        self.title.clone()
    }
}
