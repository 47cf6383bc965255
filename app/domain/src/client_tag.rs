//! Free tags on companies and contacts: how they are typed, compared and shown.
//!
//! Not to be confused with merge tags ([`crate::merge`]), which stand for values in texts.

use crate::{
    form::{self, FieldErrors, TextError},
    ids::TagId,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The longest name of a tag, in characters.
pub const MAX_NAME: usize = 40;
/// So many tags at most on one company or contact.
pub const MAX_OF_ONE: usize = 30;
/// So many different tags at most in one workspace.
pub const MAX_ALL: usize = 1_000;
/// A tag has one of so many colours.
pub const TINTS: u32 = 8;

/// The name for comparing: two names that differ only in case are one tag.
pub fn key(name: &str) -> String {
    name.to_lowercase()
}

/// Why typed tags can't be kept. The texts are for the user.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TagError {
    /// A name is too long, or has characters that can't be used.
    #[error("{0}: {1}")]
    Name(String, TextError),
    /// Nothing was typed where one name is needed.
    #[error("Please fill this in.")]
    Empty,
    /// A comma would part the name in two.
    #[error("A tag's name has no commas.")]
    Comma,
    /// More than [`MAX_OF_ONE`].
    #[error("Please use at most {MAX_OF_ONE} tags.")]
    TooMany,
}

/// The names in a text, parted by commas or lines; each once, as it was typed first.
///
/// # Errors
/// [`TagError`].
pub fn typed(text: &str) -> Result<Vec<String>, TagError> {
    let mut seen = BTreeSet::new();
    let mut names = Vec::new();
    for part in text.split([',', '\n', '\r']) {
        let name = one_name(part)?;
        if !name.is_empty() && seen.insert(key(&name)) {
            names.push(name);
        }
    }
    if names.len() > MAX_OF_ONE {
        return Err(TagError::TooMany);
    }
    Ok(names)
}

/// A name without needless white space; may be empty.
fn one_name(text: &str) -> Result<String, TagError> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    form::line(&text, MAX_NAME).map_err(|error| {
        let start: String = text.chars().filter(|c| !c.is_control()).take(20).collect();
        TagError::Name(start, error)
    })
}

/// The field `tags` of a company or a contact, checked.
pub(crate) fn check(errors: &mut FieldErrors, text: &str) -> Vec<String> {
    errors.take("tags", typed(text)).unwrap_or_default()
}

/// Names as the form shows them.
pub fn joined<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    names.into_iter().collect::<Vec<_>>().join(", ")
}

/// A tag on something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientTag {
    /// Which.
    pub id: TagId,
    /// What it is called.
    pub name: String,
}

impl ClientTag {
    /// The number of its colour, below [`TINTS`]: the same for the same name, whatever its case.
    pub fn tint(&self) -> u32 {
        tint(&self.name)
    }
}

/// FNV-1a, which is stable between versions and programs, unlike the standard library's hash.
fn tint(name: &str) -> u32 {
    let hash = key(name).bytes().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    // The upper half is mixed in, since the lowest bits alone repeat.
    (hash ^ (hash >> 16)) % TINTS
}

/// A tag to choose from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TagChoice {
    /// Which.
    pub id: TagId,
    /// What it is called.
    pub name: String,
    /// Tags that were merged into it: a rule that names one of them means this one.
    pub also: Vec<TagId>,
}

impl TagChoice {
    /// Whether a rule that names these means this tag.
    pub fn is_among(&self, ids: &[TagId]) -> bool {
        ids.contains(&self.id) || self.also.iter().any(|id| ids.contains(id))
    }
}

/// How many of these ids stand for a tag that is not there any more.
pub fn gone(ids: &[TagId], all: &[TagChoice]) -> usize {
    let known = |id: &TagId| all.iter().any(|tag| tag.id == *id || tag.also.contains(id));
    ids.iter().filter(|id| !known(id)).count()
}

/// A tag in the list of tags.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TagRow {
    /// Which.
    pub tag: ClientTag,
    /// How many companies have it, archived ones too.
    pub companies: u64,
    /// How many contacts have it, archived ones too.
    pub contacts: u64,
}

/// A tag's own page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TagDetail {
    /// The tag and how many have it.
    pub row: TagRow,
    /// The names of tags that were merged into it.
    pub merged: Vec<String>,
    /// What is shown by it; empty for a role that makes no pages.
    pub uses: Vec<TagUse>,
    /// The tags that it can be merged into.
    pub others: Vec<ClientTag>,
}

/// Something that is shown to those who have a tag.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct TagUse {
    /// What, in words: `the page “Welcome”`.
    pub what: String,
    /// The staff page where that is changed.
    pub href: String,
}

/// Giving a tag another name, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TagForm {
    /// The new name.
    pub name: String,
    /// The name when the page was opened, to notice a stale edit.
    pub seen: String,
}

impl TagForm {
    /// The new name.
    ///
    /// # Errors
    /// What is wrong with it, under `name`.
    pub fn validate(&self) -> Result<String, FieldErrors> {
        let refused = |error: TagError| FieldErrors::one("name", error.to_string());
        if self.name.contains(',') {
            return Err(refused(TagError::Comma));
        }
        match one_name(&self.name).map_err(refused)? {
            name if name.is_empty() => Err(refused(TagError::Empty)),
            name => Ok(name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_tags_are_trimmed_and_each_is_there_once() {
        assert_eq!(
            typed(" VIP,  Key   account ,vip,,\nÜber , über"),
            Ok(vec!["VIP".into(), "Key account".into(), "Über".into()])
        );
        assert_eq!(typed(" , ,"), Ok(vec![]));
        assert_eq!(typed(&"é".repeat(MAX_NAME)).map(|names| names.len()), Ok(1));
        assert!(matches!(
            typed(&"é".repeat(MAX_NAME + 1)),
            Err(TagError::Name(_, TextError::TooLong(MAX_NAME)))
        ));
        assert!(matches!(
            typed("a\u{202E}b"),
            Err(TagError::Name(_, TextError::Unusable))
        ));
        let many: Vec<String> = (0..=MAX_OF_ONE).map(|number| format!("t{number}")).collect();
        assert_eq!(typed(&many.join(",")), Err(TagError::TooMany));
    }

    #[test]
    fn a_name_is_one_name() {
        let name = |name: &str| {
            TagForm {
                name: name.into(),
                ..TagForm::default()
            }
            .validate()
        };
        assert_eq!(name("  Gold   client "), Ok("Gold client".into()));
        for bad in ["", "  ", "a, b", "a\u{0}b"] {
            assert!(name(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn colours_do_not_change() {
        let tag = |name: &str| ClientTag {
            id: uuid::Uuid::from_u128(1).into(),
            name: name.into(),
        };
        assert_eq!(tag("VIP").tint(), tag("vip").tint());
        // Fixed by hand: a colour that changes with a version confuses everybody.
        assert_eq!(
            ["VIP", "Retainer", "Late payer"].map(|name| tag(name).tint()),
            [2, 7, 1]
        );
    }

    #[test]
    fn a_merged_tag_means_the_one_that_it_became() {
        let (old, new, lost) = {
            let id = |number| TagId::from(uuid::Uuid::from_u128(number));
            (id(1), id(2), id(3))
        };
        let choice = TagChoice {
            id: new,
            name: "VIP".into(),
            also: vec![old],
        };
        assert!(choice.is_among(&[old]) && choice.is_among(&[new]) && !choice.is_among(&[lost]));
        assert_eq!(gone(&[old, new, lost], &[choice]), 1);
    }
}
