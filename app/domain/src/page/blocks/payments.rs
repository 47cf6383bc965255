//! What the reader has paid.

use super::{Block, BlockMeta, Group};
use crate::{module::Module, page::{field::{Field, FieldKind}, rich_text::RichLine}};
use serde::{Deserialize, Serialize};

/// The reader's payments, newest first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Payments {
    /// The heading over it; may be empty.
    pub title: RichLine,
    /// So many at most; a link leads to the statement.
    pub limit: u32,
    /// What stands there when there are none; empty hides the block then.
    pub empty: String,
}

impl Default for Payments {
    fn default() -> Self {
        Self {
            title: RichLine::text("Your payments"),
            limit: 5,
            empty: "No payments yet.".to_owned(),
        }
    }
}

impl Block for Payments {
    const META: BlockMeta = BlockMeta {
        description: "What the reader has paid, and when.",
        keywords: &["money", "paid", "receipts", "statement"],
        group: Group::Data,
        icon: "money",
        module: Some(Module::Statement),
        fields: &[
            Field::new("title", "Title", FieldKind::RichLine { max: 120 }),
            Field::new("limit", "At most", FieldKind::Number { min: 1, max: 50, unit: "payments" }),
            Field::new("empty", "When there are none", FieldKind::Line { max: 200 })
                .help("Leave it empty to hide the block then."),
        ],
        ..BlockMeta::leaf("payments", "Payments", "a payment list", "payment lists")
    };

    fn name(&self) -> String {
        self.title.named()
    }
}
