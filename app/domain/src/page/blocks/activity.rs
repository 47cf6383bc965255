//! What happened in the reader's portal.

use super::{Block, BlockMeta, Group};
use crate::{module::Module, page::{field::{Field, FieldKind}, rich_text::RichLine}};
use serde::{Deserialize, Serialize};

/// What happened in the reader's portal, newest first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Activity {
    /// The heading over it; may be empty.
    pub title: RichLine,
    /// So many lines at most; a link leads to the rest.
    pub limit: u32,
}

impl Default for Activity {
    fn default() -> Self {
        Self {
            title: RichLine::text("What happened lately"),
            limit: 10,
        }
    }
}

impl Block for Activity {
    const META: BlockMeta = BlockMeta {
        description: "A timeline of what happened in the reader's portal.",
        keywords: &["timeline", "feed", "history", "news", "log"],
        group: Group::Data,
        module: Some(Module::Activity),
        fields: &[
            Field::new("title", "Title", FieldKind::RichLine { max: 120 }),
            Field::new("limit", "At most", FieldKind::Number { min: 1, max: 50, unit: "lines" }),
        ],
        ..BlockMeta::leaf("activity", "Activity", "a timeline", "timelines")
    };

    fn name(&self) -> String {
        self.title.named()
    }
}
