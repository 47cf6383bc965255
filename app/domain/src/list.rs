//! Pages of long lists.

use serde::{Deserialize, Serialize};

/// Rows on one page.
pub const PAGE_SIZE: u32 = 25;

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Page<T> {
    /// The rows of this page.
    pub rows: Vec<T>,
    /// Which page, from 1.
    pub page: u32,
    /// Rows on all pages.
    pub total: u64,
}

impl<T> Page<T> {
    /// How many pages there are, at least one.
    pub fn page_count(&self) -> u32 {
        u32::try_from(self.total.div_ceil(u64::from(PAGE_SIZE)))
            .unwrap_or(u32::MAX)
            .max(1)
    }

    /// The same page with other rows.
    pub fn map<U>(self, change: impl FnMut(T) -> U) -> Page<U> {
        Page {
            rows: self.rows.into_iter().map(change).collect(),
            page: self.page,
            total: self.total,
        }
    }
}

/// A sort order typed into an address: a column's key, with a leading `-` for descending.
pub fn sort_key(text: &str) -> (&str, bool) {
    match text.strip_prefix('-') {
        Some(key) => (key, true),
        None => (text, false),
    }
}
