//! A page as it is stored: a tree. It can't hold orphans, cycles or two parents.
//!
//! Everything parses into it that has the outline of a page; what the blocks mean is decided later, block by block
//! ([`Doc::from_stored`](super::Doc::from_stored)). Keys that this version does not know stay in `extra` and are written back.

use super::{
    id::{BlockId, SlotName},
    limits::{self, Limit, MAX_BYTES},
    rule::Rule,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The version of the document, for changes across blocks. Blocks have versions of their own.
pub const SCHEMA: u32 = 1;

/// A page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct StoredDoc {
    /// The version of the document: [`SCHEMA`] or older.
    pub schema: u32,
    /// The blocks of the first level.
    pub blocks: Vec<StoredBlock>,
    /// Keys that this version does not know.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

/// A block with what is in it: also a template, a reusable section, or what is on the clipboard.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct StoredBlock {
    /// Which.
    pub id: BlockId,
    /// What it is: `heading`, `columns` and so on.
    #[serde(rename = "type")]
    pub kind: String,
    /// The version of the block's type that wrote it.
    #[serde(default = "first")]
    pub v: u32,
    /// What is set of it.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub props: Map<String, Value>,
    /// Who sees it; everyone who sees the page if there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub show_if: Option<Rule>,
    /// The blocks in it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub slots: BTreeMap<SlotName, Vec<Self>>,
    /// Keys that this version does not know.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

/// Reads types from a [`Value`] and from nothing else. What serde derives is long, and the compiler makes it anew for every kind of input;
/// so browsers load it once.
macro_rules! read_as_value {
    ($($name:ty),+ $(,)?) => {$(
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let json = <serde_json::Value as serde::Deserialize>::deserialize(deserializer)?;
                // The derived one: it belongs to the type, not to the trait.
                Self::deserialize(json).map_err(serde::de::Error::custom)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                Self::serialize(self, serializer)
            }
        }
    )+};
}
pub(super) use read_as_value;

read_as_value!(StoredDoc, StoredBlock);

const fn first() -> u32 {
    1
}

/// Why a text is no page that this version can open. The texts are for the user; the stored text is left as it is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Too much of something.
    #[error(transparent)]
    Limit(#[from] Limit),
    /// The document's version is newer than [`SCHEMA`].
    #[error("This page was saved by a newer version of Portico. Please open it there; nothing was changed.")]
    Newer,
    /// It has not the outline of a page.
    #[error("This is not a page of Portico: {0}.")]
    NotAPage(String),
}

impl StoredDoc {
    /// A page of these blocks.
    pub fn new(blocks: Vec<StoredBlock>) -> Self {
        Self {
            schema: SCHEMA,
            blocks,
            extra: Map::new(),
        }
    }

    /// The page of a JSON text.
    ///
    /// # Errors
    /// [`Unreadable`].
    pub fn read(json: &str) -> Result<Self, Unreadable> {
        if json.len() > MAX_BYTES {
            return Err(Limit::Size.into());
        }
        if !limits::parsable(json) {
            return Err(Limit::Depth.into());
        }
        let doc: Self =
            serde_json::from_str(json).map_err(|error| Unreadable::NotAPage(error.to_string()))?;
        if doc.schema > SCHEMA {
            return Err(Unreadable::Newer);
        }
        Ok(doc)
    }

    /// The JSON text of the page.
    pub fn write(&self) -> String {
        // Only maps with keys that are no texts can't be written, and there are none.
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl StoredBlock {
    /// A block without content.
    pub fn new(id: BlockId, kind: &str, v: u32, props: Map<String, Value>) -> Self {
        Self {
            id,
            kind: kind.to_owned(),
            v,
            props,
            show_if: None,
            slots: BTreeMap::new(),
            extra: Map::new(),
        }
    }

    /// The blocks in it, slot by slot, not those within them.
    pub fn children(&self) -> impl DoubleEndedIterator<Item = &Self> {
        self.slots.values().flatten()
    }

    /// It and every block in it, each before what is in it.
    pub fn walk(&self) -> Vec<&Self> {
        let (mut all, mut open) = (Vec::new(), vec![self]);
        while let Some(block) = open.pop() {
            all.push(block);
            open.extend(block.children().rev());
        }
        all
    }

    /// How many levels it has; 1 for a block with nothing in it.
    pub fn levels(&self) -> usize {
        1 + self.children().map(Self::levels).max().unwrap_or_default()
    }

    /// The same with ids of its own, as what is pasted, duplicated or taken from a template needs it. `random` gives 64 random
    /// bits at each call.
    #[must_use]
    pub fn renamed(mut self, random: &mut impl FnMut() -> u64) -> Self {
        fn rename(block: &mut StoredBlock, random: &mut impl FnMut() -> u64) {
            block.id = BlockId::from_random(random());
            for child in block.slots.values_mut().flatten() {
                rename(child, random);
            }
        }
        rename(&mut self, random);
        self
    }
}
