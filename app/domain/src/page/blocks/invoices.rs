//! The reader's invoices.

use super::{Block, BlockMeta, Group, look::choices};
use crate::{module::Module, page::{field::{Field, FieldKind}, rich_text::RichLine}};
use serde::{Deserialize, Serialize};

/// The reader's invoices, newest first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Invoices {
    /// The heading over it; may be empty.
    pub title: RichLine,
    /// Which ones.
    pub show: InvoiceChoice,
    /// So many at most; a link leads to the rest.
    pub limit: u32,
    /// What stands there when there are none; empty hides the block then.
    pub empty: String,
}

choices! {
    /// Which invoices.
    InvoiceChoice {
        /// What is still to be paid.
        #[default]
        Open = "open" "To be paid",
        /// What is late.
        Overdue = "overdue" "Overdue",
        /// What is done.
        Paid = "paid" "Paid",
        /// All.
        All = "all" "All",
    }
}

impl Default for Invoices {
    fn default() -> Self {
        Self {
            title: RichLine::text("Your invoices"),
            show: InvoiceChoice::Open,
            limit: 5,
            empty: "There is nothing to pay at the moment.".to_owned(),
        }
    }
}

impl Block for Invoices {
    const META: BlockMeta = BlockMeta {
        description: "The reader's own invoices, with amounts, due dates and PDFs.",
        keywords: &["bills", "pay", "due", "money", "amounts"],
        group: Group::Data,
        icon: "invoice",
        module: Some(Module::Invoices),
        fields: &[
            Field::new("title", "Title", FieldKind::RichLine { max: 120 }),
            Field::new("show", "Which", InvoiceChoice::CHOICES),
            Field::new("limit", "At most", FieldKind::Number { min: 1, max: 50, unit: "invoices" }),
            Field::new("empty", "When there are none", FieldKind::Line { max: 200 })
                .help("Leave it empty to hide the block then."),
        ],
        ..BlockMeta::leaf("invoices", "Invoices", "an invoice list", "invoice lists")
    };

    fn name(&self) -> String {
        self.title.named()
    }
}
