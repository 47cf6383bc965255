//! A provider's own pages: what a page is made of, how it is changed, and what is said of it.
//!
//! **Persist a tree, edit an arena, change it only through ops.** Stored is a tree ([`StoredDoc`]), which can't hold orphans, cycles
//! or two parents. Edited is an arena ([`Doc`]), where a block is found by its id. It changes only by an [`Op`], each of which
//! answers with its inverse: undo and redo, autosave, the audit log, the sentence that a screen reader hears, what the server
//! checks again, and the merge of two editors all come from them.
//!
//! **Nothing is ever lost.** A block of an unknown type, of a newer version, or with settings that can't be read is kept whole, as
//! [`Body::Opaque`]; so are unknown settings and keys of known blocks, and unknown nodes within formatted text.
//!
//! **Terms.** A *block* is one thing on the page. Its *props* are what is set of it, its *slots* the places in it that hold blocks.
//! A *place* is a slot (or the page itself) and a position among its blocks, counted without the block that moves.

pub mod rich_text;
pub mod templates;

mod accept;
mod arrange;
mod beside;
mod blocks;
mod bring_back;
mod check;
mod diff;
mod doc;
mod field;
mod href;
mod id;
mod limits;
mod ops;
mod rebase;
mod rule;
mod say;
mod search;
mod session;
mod stored;

pub use blocks::*;
pub use bring_back::BringBackError;
pub use check::{Finding, Severity};
pub use diff::{Change, Changed, diff, in_words};
pub use doc::{Doc, Inside, Node, Place};
pub use field::{Choice, Field, FieldKind};
pub use href::{Href, HrefError, HrefPiece, MAX_HREF, Scheme};
pub use id::{BlockId, Rev, SlotName};
pub use limits::{Limit, MAX_BLOCKS, MAX_BYTES, MAX_DEPTH};
pub use ops::{Op, OpError};
pub use rebase::{Clash, Conflict, Landed, Sides, rebase};
pub use rule::{Compare, Comparison, Facts, Rule, RuleError, RuleValue};
pub use session::{Did, Patches, Session, Written};
pub use stored::{SCHEMA, StoredBlock, StoredDoc, Unreadable};

#[cfg(test)]
mod tests;
