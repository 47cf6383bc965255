//! Where everything is while something is dragged: measured once, when it is picked up.

use super::Rect;
use serde::{Deserialize, Serialize};

/// A parent and an index among its children.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place<K> {
    /// The parent; none is the root.
    pub parent: Option<K>,
    /// The index among its children. For something that moves, they are counted without it.
    pub index: usize,
}

impl<K> Place<K> {
    /// A place at the root.
    pub const fn root(index: usize) -> Self {
        Self { parent: None, index }
    }

    /// A place within a parent.
    pub const fn within(parent: K, index: usize) -> Self {
        Self {
            parent: Some(parent),
            index,
        }
    }
}

/// A visible row of a tree.
#[derive(Debug, Clone, PartialEq)]
pub struct Row<K> {
    /// Which.
    pub id: K,
    /// What it is in; none at the root.
    pub parent: Option<K>,
    /// How deep it is; 0 at the root.
    pub level: usize,
    /// Whether it can hold others.
    pub container: bool,
    /// Where it is in the document. Rows reach as far as the tree does; deeper ones are only indented.
    pub rect: Rect,
}

/// The visible rows of a tree, in reading order: each parent before its children.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Layout<K> {
    rows: Vec<Row<K>>,
}

impl<K: Clone + PartialEq> Layout<K> {
    /// A layout of these rows.
    pub const fn new(rows: Vec<Row<K>>) -> Self {
        Self { rows }
    }

    /// The rows.
    pub fn rows(&self) -> &[Row<K>] {
        &self.rows
    }

    /// The row of an id.
    pub fn row(&self, id: &K) -> Option<&Row<K>> {
        self.rows.iter().find(|row| row.id == *id)
    }

    /// Whether something is another, or somewhere in it.
    pub fn is_within(&self, id: &K, outer: &K) -> bool {
        let mut at = Some(id.clone());
        // As many steps as there are rows, so that a loop among the parents ends.
        for _ in 0..=self.rows.len() {
            match at {
                Some(id) if id == *outer => return true,
                Some(id) => at = self.row(&id).and_then(|row| row.parent.clone()),
                None => return false,
            }
        }
        false
    }

    /// The rows that stay where they are while the payload moves.
    pub(super) fn without(&self, payload: &K) -> Self {
        let stays = |row: &&Row<K>| !self.is_within(&row.id, payload);
        Self::new(self.rows.iter().filter(stays).cloned().collect())
    }

    /// The ids of a parent's children.
    pub(super) fn children<'a>(&'a self, parent: Option<&'a K>) -> impl Iterator<Item = &'a Row<K>> {
        self.rows.iter().filter(move |row| row.parent.as_ref() == parent)
    }

    /// Where something is now.
    pub fn place_of(&self, id: &K) -> Option<Place<K>> {
        let parent = self.row(id)?.parent.clone();
        let index = self
            .children(parent.as_ref())
            .position(|row| row.id == *id)
            .unwrap_or_default();
        Some(Place { parent, index })
    }
}
