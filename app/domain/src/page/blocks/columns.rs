//! Blocks side by side.

use super::{Accepts, Block, BlockMeta, Group, SlotMeta, look::choices};
use crate::page::{field::{Field, FieldKind}};
use serde::{Deserialize, Serialize};

/// Blocks side by side; on narrow screens one under another.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Columns {
    /// How many, and how wide.
    pub layout: Layout,
    /// Whether short columns stand in the middle of their height.
    pub middle: bool,
}

choices! {
    /// How many columns there are, and how wide they are.
    Layout {
        /// Two of the same width.
        #[default]
        Two = "1-1" "Two",
        /// A narrow one and a wide one.
        NarrowWide = "1-2" "Narrow and wide",
        /// A wide one and a narrow one.
        WideNarrow = "2-1" "Wide and narrow",
        /// Three of the same width.
        Three = "1-1-1" "Three",
        /// Four of the same width.
        Four = "1-1-1-1" "Four",
    }
}

impl Layout {
    /// How many columns.
    pub const fn count(self) -> usize {
        match self {
            Self::Two | Self::NarrowWide | Self::WideNarrow => 2,
            Self::Three => 3,
            Self::Four => 4,
        }
    }
}

const fn column(name: &'static str, label: &'static str) -> SlotMeta {
    SlotMeta { name, label, accepts: Accepts::Any }
}

const TWO: &[SlotMeta] = &[column("c1", "left"), column("c2", "right")];
const THREE: &[SlotMeta] = &[column("c1", "left"), column("c2", "middle"), column("c3", "right")];
const FOUR: &[SlotMeta] = &[
    column("c1", "first"),
    column("c2", "second"),
    column("c3", "third"),
    column("c4", "fourth"),
];

impl Block for Columns {
    const META: BlockMeta = BlockMeta {
        description: "Blocks side by side; on a phone one under another.",
        keywords: &["grid", "side by side", "layout", "row"],
        group: Group::Layout,
        fields: &[
            Field::new("layout", "Layout", Layout::CHOICES),
            Field::new("middle", "Centre them in height", FieldKind::Toggle),
        ],
        slots: FOUR,
        nested: Some(2),
        ..BlockMeta::leaf("columns", "Columns", "columns", "columns")
    };

    fn slots(&self) -> &'static [SlotMeta] {
        match self.layout.count() {
            2 => TWO,
            3 => THREE,
            _ => FOUR,
        }
    }
}
