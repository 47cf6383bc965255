//! Merge tags: the typed catalogue of everything that a text can put in.
//!
//! Each part of the product declares its tags in a file of its own and adds them to [`roots`]. The engine fills them, the
//! checker judges texts by them, and the picker and the reference page show them: there is no second list.

mod client;
pub mod filter;
mod finding;
mod invoicing;
mod later;
mod provider;
pub mod suggest;
mod tag;
#[cfg(test)]
mod tests;

pub use finding::{CheckedText, Finding, Piece, Severity};
pub use tag::{Place, Places, Root, Shape, Tag, TagType};

use serde::{Deserialize, Serialize};

/// No loop goes through more records.
pub const MAX_ITEMS: usize = 200;
/// No template is longer, in bytes.
pub const MAX_TEMPLATE: usize = 200_000;

const ROOTS: [Root; 15] = [
    client::CONTACT,
    client::COMPANY,
    client::COMPANIES,
    invoicing::INVOICE,
    invoicing::INVOICES,
    invoicing::OPEN_INVOICES,
    invoicing::PAYMENT,
    invoicing::PAYMENTS,
    invoicing::CREDIT_NOTE,
    invoicing::CREDIT_NOTES,
    provider::SYSTEM,
    provider::PORTAL,
    provider::USER,
    provider::RECIPIENT,
    provider::EVENT,
];

/// All groups, in the order of the reference.
pub fn roots() -> impl Iterator<Item = &'static Root> {
    ROOTS.iter().chain(later::LATER.iter())
}

/// The group of a key.
pub fn root(key: &str) -> Option<&'static Root> {
    roots().find(|root| root.key == key)
}

/// A tag by its path, such as `invoice.total`; of a list's group, the item's tag.
pub fn find(path: &str) -> Option<(&'static Root, &'static Tag)> {
    let (key, name) = path.split_once('.')?;
    let root = root(key)?;
    Some((root, root.tag(name)?))
}

/// Whether a tag can be used in a place.
pub fn offered(root: &Root, tag: &Tag, place: Place) -> bool {
    root.places.include(place) && tag.places.include(place)
}

/// A tag as the picker shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TagRow {
    /// The group's name.
    pub group: String,
    /// Which record is meant.
    pub rule: String,
    /// What to put into the text.
    pub insert: String,
    /// What the value is called.
    pub label: String,
    /// Its type in a word.
    pub kind: String,
    /// What it may look like; for a chosen client, the client's own value, which may be empty.
    pub example: String,
    /// Whether the example is a chosen client's own value.
    pub live: bool,
    /// The part of the product that brings its records, or empty.
    pub arrives_with: String,
}

/// The tags of a place as the picker shows them, with examples.
pub fn rows(place: Place) -> Vec<TagRow> {
    let mut rows = Vec::new();
    for root in roots().filter(|root| root.places.include(place)) {
        for tag in root.tags.iter().filter(|tag| tag.places.include(place)) {
            let insert = match (root.shape, tag.kind) {
                (Shape::One, TagType::List) => looped(&format!("{}.{}", root.key, tag.name), tag.items),
                (Shape::One, _) => format!("{{{{ {}.{} }}}}", root.key, tag.name),
                (Shape::Many, _) => continue,
            };
            rows.push(row(root, tag.label, insert, tag.kind, tag.example));
        }
        if root.shape == Shape::Many {
            rows.push(row(
                root,
                root.label,
                looped(root.key, root.tags),
                TagType::List,
                "",
            ));
        }
    }
    rows
}

fn row(root: &Root, label: &str, insert: String, kind: TagType, example: &str) -> TagRow {
    TagRow {
        group: root.label.to_owned(),
        rule: root.rule.to_owned(),
        insert,
        label: label.to_owned(),
        kind: kind.label().to_owned(),
        example: example.to_owned(),
        live: false,
        arrives_with: root.arrives_with.unwrap_or_default().to_owned(),
    }
}

/// A loop through a list, with its first value as an example.
fn looped(path: &str, items: &[Tag]) -> String {
    let name = items.first().map_or("name", |tag| tag.name);
    format!("{{% for item in {path} %}}{{{{ item.{name} }}}}\n{{% endfor %}}")
}
