//! A table.

use super::{Block, BlockMeta};
use crate::page::{field::{Field, FieldKind}, rich_text::RichLine};
use serde::{Deserialize, Serialize};

/// A table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Table {
    /// What it shows; readers who listen hear it first.
    pub caption: String,
    /// Whether the first row names the columns.
    pub header: bool,
    /// The rows. A row with fewer cells than the longest ends with empty ones.
    pub rows: Vec<Vec<RichLine>>,
}

impl Default for Table {
    fn default() -> Self {
        let row = |cells: [&str; 2]| cells.map(RichLine::text).to_vec();
        Self {
            caption: String::new(),
            header: true,
            rows: vec![row(["What", "When"]), row(["", ""])],
        }
    }
}

impl Block for Table {
    const META: BlockMeta = BlockMeta {
        description: "Rows and columns, such as prices, hours or dates.",
        keywords: &["grid", "rows", "columns", "prices", "comparison"],
        fields: &[
            Field::new("caption", "Caption", FieldKind::Line { max: 200 }),
            Field::new("header", "The first row names the columns", FieldKind::Toggle),
            Field::new("rows", "Cells", FieldKind::Grid { rows: 100, columns: 8, max: 500 }),
        ],
        ..BlockMeta::leaf("table", "Table", "a table", "tables")
    };

    fn name(&self) -> String {
        self.caption.clone()
    }
}
