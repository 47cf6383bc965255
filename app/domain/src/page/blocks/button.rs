//! A button that leads somewhere.

use super::{Align, Block, BlockMeta, look::choices};
use crate::page::{field::{Field, FieldKind}, rich_text::RichLine};
use serde::{Deserialize, Serialize};

/// A button that leads somewhere.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Button {
    /// The text.
    pub text: RichLine,
    /// Where it leads; see [`Href`](crate::page::Href). Empty while nothing is chosen.
    pub href: String,
    /// How much it stands out.
    pub style: ButtonStyle,
    /// Where it stands.
    pub align: Align,
    /// Whether it opens beside the portal.
    pub new_tab: bool,
}

choices! {
    /// How much a button stands out.
    ButtonStyle {
        /// In the portal's main colour.
        #[default]
        Primary = "primary" "Filled",
        /// With an outline.
        Secondary = "secondary" "Outlined",
        /// As a link.
        Plain = "plain" "Plain",
    }
}

impl Block for Button {
    const META: BlockMeta = BlockMeta {
        description: "Leads to a page, a website, an e-mail or a call.",
        keywords: &["link", "call to action", "cta", "book", "mail"],
        fields: &[
            Field::new("text", "Text", FieldKind::RichLine { max: 80 }),
            Field::new("href", "Leads to", FieldKind::Link),
            Field::new("style", "Style", ButtonStyle::CHOICES),
            Field::new("align", "Align", Align::CHOICES),
            Field::new("new_tab", "Opens in a new tab", FieldKind::Toggle),
        ],
        ..BlockMeta::leaf("button", "Button", "a button", "buttons")
    };

    fn name(&self) -> String {
        self.text.named()
    }
}
