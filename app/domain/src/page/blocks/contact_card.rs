//! A person to turn to.

use super::{Block, BlockMeta};
use crate::page::{field::{Field, FieldKind}, rich_text::RichLine};
use serde::{Deserialize, Serialize};

/// A person to turn to.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ContactCard {
    /// The name.
    pub name: RichLine,
    /// What they do; may be empty.
    pub role: RichLine,
    /// An e-mail address or a merge tag; may be empty.
    pub email: String,
    /// A telephone number or a merge tag; may be empty.
    pub phone: String,
    /// The photo's hash; empty for the initials.
    pub photo: String,
}

impl Block for ContactCard {
    const META: BlockMeta = BlockMeta {
        description: "A person with photo, e-mail address and telephone number.",
        keywords: &["person", "team", "address", "phone", "email", "manager"],
        icon: "user",
        fields: &[
            Field::new("name", "Name", FieldKind::RichLine { max: 120 }),
            Field::new("role", "What they do", FieldKind::RichLine { max: 120 }),
            Field::new("email", "E-mail address", FieldKind::Email),
            Field::new("phone", "Telephone number", FieldKind::Phone),
            Field::new("photo", "Photo", FieldKind::Image),
        ],
        ..BlockMeta::leaf("contact_card", "Contact card", "a contact card", "contact cards")
    };

    fn name(&self) -> String {
        self.name.named()
    }
}
