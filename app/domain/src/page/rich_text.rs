//! Formatted text as a typed tree, not as HTML: there is nothing to sanitise, and every reader escapes by itself.
//!
//! Stored and edited as ProseMirror's JSON. A node or mark that this version does not know, or a known one with something unknown
//! about it, is kept whole as an opaque atom; see [`editor`] for how an editor that refuses unknown nodes gets to see it.

pub mod editor;

mod check;
mod form;
mod node;
mod plain;
mod read;
mod tag;
mod write;

pub use check::{MAX_BYTES, MAX_DEPTH, RichError};
pub use form::MAX_PAPER_BYTES;
pub use node::{Inline, Mark, RichBlock, RichDoc, RichLine};
pub use tag::MergeTag;

#[cfg(test)]
mod tests;
