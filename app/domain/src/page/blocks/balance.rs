//! What the reader still has to pay.

use super::{Block, BlockMeta, Group};
use crate::{module::Module, page::{field::{Field, FieldKind}, rich_text::RichLine}};
use serde::{Deserialize, Serialize};

/// What the reader still has to pay, by currency.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Balance {
    /// The heading over it; may be empty.
    pub title: RichLine,
    /// Whether what is overdue is named apart.
    pub overdue: bool,
}

impl Default for Balance {
    fn default() -> Self {
        Self {
            title: RichLine::text("Your balance"),
            overdue: true,
        }
    }
}

impl Block for Balance {
    const META: BlockMeta = BlockMeta {
        description: "What the reader still has to pay, and what of it is overdue.",
        keywords: &["money", "due", "total", "outstanding", "account"],
        group: Group::Data,
        icon: "wallet",
        module: Some(Module::Invoices),
        fields: &[
            Field::new("title", "Title", FieldKind::RichLine { max: 120 }),
            Field::new("overdue", "Name what is overdue", FieldKind::Toggle),
        ],
        ..BlockMeta::leaf("balance", "Balance", "a balance", "balances")
    };

    fn name(&self) -> String {
        self.title.named()
    }
}
