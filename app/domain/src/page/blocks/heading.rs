//! A heading.

use super::{Align, Block, BlockMeta, look::choices};
use crate::page::{field::{Field, FieldKind}, rich_text::RichLine};
use serde::{Deserialize, Serialize};

/// A heading.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Heading {
    /// The text.
    pub text: RichLine,
    /// The rank.
    pub level: HeadingLevel,
    /// Where it stands.
    pub align: Align,
}

choices! {
    /// A heading's rank; the first one is the page's title.
    HeadingLevel {
        /// A section.
        #[default]
        H2 = "h2" "Section",
        /// A part of a section.
        H3 = "h3" "Subsection",
        /// A part of that.
        H4 = "h4" "Small",
    }
}

impl HeadingLevel {
    /// 2 to 4.
    pub const fn number(self) -> u8 {
        match self {
            Self::H2 => 2,
            Self::H3 => 3,
            Self::H4 => 4,
        }
    }
}

impl Block for Heading {
    const META: BlockMeta = BlockMeta {
        description: "A title over a part of the page.",
        keywords: &["title", "headline", "section", "h2", "h3"],
        fields: &[
            Field::new("text", "Text", FieldKind::RichLine { max: 200 }),
            Field::new("level", "Rank", HeadingLevel::CHOICES).help("Readers who listen find their way by it."),
            Field::new("align", "Align", Align::CHOICES),
        ],
        ..BlockMeta::leaf("heading", "Heading", "a heading", "headings")
    };

    fn name(&self) -> String {
        self.text.named()
    }
}
