//! Whether a formatted text may be stored.

use super::node::{Inline, RichBlock, RichDoc, RichLine};
use crate::page::{
    href::{Href, HrefError},
    limits::json_size,
};

/// So many bytes at most, as JSON.
pub const MAX_BYTES: usize = 64 * 1024;
/// Lists and quotations are nested so deep at most.
pub const MAX_DEPTH: usize = 8;

/// Why a formatted text may not be stored. The texts are for the user.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RichError {
    /// More than [`MAX_BYTES`].
    #[error("This text is longer than 64 KB. Please split it into several text blocks.")]
    TooLong,
    /// Deeper than [`MAX_DEPTH`].
    #[error("Lists and quotations can be nested 8 levels deep.")]
    TooDeep,
    /// What came is no document.
    #[error("The text did not arrive whole. Please try once more.")]
    Garbled,
    /// A link that may not be.
    #[error("The link on “{text}” can't be used. {error}")]
    Link {
        /// What is linked.
        text: String,
        /// Why not.
        error: HrefError,
    },
}

impl RichDoc {
    /// Whether it may be stored.
    ///
    /// # Errors
    /// [`RichError`].
    pub fn check(&self) -> Result<(), RichError> {
        if json_size(self) > MAX_BYTES {
            return Err(RichError::TooLong);
        }
        self.check_nesting_and_links()
    }

    /// What a whole paper's text must keep, however long it may be.
    pub(super) fn check_nesting_and_links(&self) -> Result<(), RichError> {
        if depth(&self.blocks) > MAX_DEPTH {
            return Err(RichError::TooDeep);
        }
        self.lines()
            .into_iter()
            .try_for_each(|(_, inlines)| links(inlines))
    }
}

impl RichLine {
    /// Whether it may be stored.
    ///
    /// # Errors
    /// [`RichError`].
    pub fn check(&self) -> Result<(), RichError> {
        if json_size(self) > MAX_BYTES {
            return Err(RichError::TooLong);
        }
        links(&self.inlines)
    }
}

fn links(inlines: &[Inline]) -> Result<(), RichError> {
    for inline in inlines {
        if let Some(Err(error)) = inline.href().map(Href::parse) {
            let text = super::plain::of(std::slice::from_ref(inline));
            return Err(RichError::Link { text, error });
        }
    }
    Ok(())
}

fn depth(blocks: &[RichBlock]) -> usize {
    let one = |block: &RichBlock| match block {
        RichBlock::BulletList(items) | RichBlock::OrderedList { items, .. } => {
            1 + items.iter().map(|item| depth(item)).max().unwrap_or_default()
        }
        RichBlock::Quote(blocks) => 1 + depth(blocks),
        _ => 0,
    };
    blocks.iter().map(one).max().unwrap_or_default()
}
