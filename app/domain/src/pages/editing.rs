//! What the page builder and the server say to each other.

use crate::{
    client_tag::TagChoice,
    ids::{CompanyId, ContactId, PageId},
    page::{BlockId, Landed, Op, Rev, StoredBlock, StoredDoc},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

/// So many states back a batch can begin, and news can be asked for; an editor that is further behind opens the page anew.
pub const MAX_BACK: i64 = 2_000;
/// So many changes at most in one batch, those within others counted.
pub const MAX_OPS: usize = 5_000;
/// What is said to an editor that is too far behind, or ahead of what is stored.
pub const OPEN_ANEW: &str = "This page has changed too much since it was opened here. Please open it anew.";

/// A page as the builder opens it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Opened {
    /// Which page.
    pub id: PageId,
    /// Who opened it, in which workspace: what the browser writes down is theirs alone.
    pub owner: String,
    /// Its title.
    pub title: String,
    /// How often the draft was changed up to this state.
    pub rev: Rev,
    /// The draft.
    pub doc: StoredDoc,
    /// Whether this member of staff may add and change blocks that only some may ([`BlockMeta::restricted`](crate::page::BlockMeta)).
    pub may_embed: bool,
    /// Whom the canvas can be seen as.
    pub clients: Vec<(ContactId, String)>,
    /// The companies that rules can name.
    pub companies: Vec<(CompanyId, String)>,
    /// The tags that rules can name.
    pub tags: Vec<TagChoice>,
    /// Sections kept for reuse.
    pub sections: Vec<Section>,
    /// The portal's looks, as CSS properties and their values.
    pub look: Vec<(String, String)>,
    /// Pages that links can lead to.
    pub pages: Vec<(PageId, String)>,
    /// The canvas for the first client, or for nobody while there is none.
    pub seen: Seen,
}

/// Blocks that are kept under a name, to be put on other pages. What was put on a page is a copy.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Section {
    /// Which.
    pub id: Uuid,
    /// What it is called.
    pub name: String,
    /// What it consists of; ids are given anew where it is used.
    pub blocks: Vec<StoredBlock>,
}

/// Changes that the builder wants to be kept. Sending the same batch twice keeps it once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Batch {
    /// Its number, made by the builder.
    pub id: Uuid,
    /// The state that the changes were made on.
    pub base: Rev,
    /// The changes, in order.
    pub ops: Vec<Op>,
}

/// What became of a batch.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// The state after it.
    pub rev: Rev,
    /// What others changed between the batch's base and it, in order.
    pub others: Vec<Op>,
    /// Who they were.
    pub by: Vec<String>,
    /// What became of the batch, after those changes.
    pub landed: Landed,
}

/// What others changed since a state.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct News {
    /// The state after it.
    pub rev: Rev,
    /// The changes, in order.
    pub ops: Vec<Op>,
    /// Who made them.
    pub by: Vec<String>,
}

/// What of a page depends on who reads it, as one client sees it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Seen {
    /// As whom; nobody if there is no client yet.
    pub contact: Option<ContactId>,
    /// The values of merge tags, by the tag as it is typed ([`MergeTag::typed`](crate::page::rich_text::MergeTag::typed)).
    pub values: BTreeMap<String, String>,
    /// What data blocks show, as HTML made by the server.
    pub data: BTreeMap<BlockId, String>,
    /// Blocks that the client does not see, and why.
    pub hidden: BTreeMap<BlockId, String>,
}

/// How many clients a rule lets see something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Audience {
    /// Those who see it.
    pub shown: u64,
    /// All who have access to the portal.
    pub all: u64,
}
