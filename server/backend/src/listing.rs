//! What all lists share: search words and pages.

use domain::list::{PAGE_SIZE, Page};
use sea_orm::{
    ColumnTrait, Condition,
    sea_query::{ExprTrait, LikeExpr, SimpleExpr},
};

/// Longer searches are cut, since nobody types them.
const MAX_SEARCH: usize = 120;
/// More words than this narrow nothing.
const MAX_WORDS: usize = 8;

/// The words of a search, in lower case. Control characters part words: PostgreSQL refuses texts with a NUL.
pub(crate) fn words(search: &str) -> Vec<String> {
    search
        .chars()
        .take(MAX_SEARCH)
        .collect::<String>()
        .to_lowercase()
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .take(MAX_WORDS)
        .map(str::to_owned)
        .collect()
}

/// "The column holds this text", where `%` and `_` mean themselves.
pub(crate) fn holds(column: impl ColumnTrait, word: &str) -> SimpleExpr {
    let mut pattern = String::with_capacity(word.len() + 2);
    pattern.push('%');
    for c in word.chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    column.into_expr().like(LikeExpr::new(pattern).escape('\\'))
}

/// "The column holds every word of this search", if it has any.
pub(crate) fn matching(column: impl ColumnTrait, search: &str) -> Option<Condition> {
    let words = words(search);
    (!words.is_empty()).then(|| {
        words
            .iter()
            .fold(Condition::all(), |all, word| all.add(holds(column, word)))
    })
}

/// Which rows of a list to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Window {
    page: u32,
    total: u64,
}

impl Window {
    /// The page that was asked for, or the last one when there are not so many.
    pub fn new(page: u32, total: u64) -> Self {
        let last = Page::<()> {
            rows: Vec::new(),
            page: 1,
            total,
        }
        .page_count();
        Self {
            page: page.clamp(1, last),
            total,
        }
    }

    /// How many rows come before.
    pub fn offset(self) -> u64 {
        u64::from(self.page - 1) * u64::from(PAGE_SIZE)
    }

    /// How many rows at most.
    pub fn limit(self) -> u64 {
        u64::from(PAGE_SIZE)
    }

    /// The page of these rows.
    pub fn page<T>(self, rows: Vec<T>) -> Page<T> {
        Page {
            rows,
            page: self.page,
            total: self.total,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn searches_are_words() {
        assert_eq!(words("  Müller\u{0}GMBH\t100%  "), ["müller", "gmbh", "100%"]);
        assert!(words(" \n ").is_empty());
        assert_eq!(words(&"a ".repeat(100)).len(), MAX_WORDS);
        assert_eq!(words(&"é".repeat(500))[0].chars().count(), MAX_SEARCH);
    }

    #[test]
    fn pages_beyond_the_last_are_the_last() {
        assert_eq!(Window::new(0, 60).offset(), 0);
        assert_eq!(Window::new(3, 60).offset(), 50);
        assert_eq!(Window::new(u32::MAX, 60).offset(), 50);
        assert_eq!(Window::new(7, 0).page(Vec::<()>::new()).page, 1);
    }
}
