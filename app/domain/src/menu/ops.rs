//! The only ways to change a menu. Each answers with its inverse.

use super::item::{ItemId, Kind, Menu, MenuItem, Props};
use crate::drag::Place;

/// So many items at most, groups counted.
pub const MAX_ITEMS: usize = 40;

/// A change.
#[derive(Debug, Clone, PartialEq)]
pub enum Op {
    /// Puts an item, with what is in it, into a place.
    Insert {
        /// Where.
        at: Place<ItemId>,
        /// What.
        item: MenuItem,
    },
    /// Takes an item out, with what is in it.
    Remove {
        /// Which.
        id: ItemId,
    },
    /// Moves an item.
    Move {
        /// Which.
        id: ItemId,
        /// Where to; places are counted without it.
        to: Place<ItemId>,
    },
    /// Sets what an item leads to and how it looks.
    SetProps {
        /// Which.
        id: ItemId,
        /// What it becomes.
        props: Props,
    },
}

/// Why a menu can't be so. The texts are for the user.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MenuError {
    /// No item of this id.
    #[error("This item is not there any more.")]
    NotFound,
    /// There is no such place.
    #[error("There is no such place in the menu.")]
    NoSuchPlace,
    /// An item's id is taken.
    #[error("Two items have the same id. Please open the page anew and try again.")]
    DuplicateId,
    /// A menu has groups on one level only.
    #[error("A group can't go inside a group.")]
    TooDeep,
    /// A thing can't be inside itself.
    #[error("An item can't go inside itself.")]
    Cycle,
    /// Only groups hold items.
    #[error("Only a group can hold other items.")]
    NotAGroup,
    /// More than [`MAX_ITEMS`].
    #[error("A menu has at most {MAX_ITEMS} items, groups counted.")]
    TooMany,
}

impl Menu {
    /// Carries out a change and says what would undo it. A change that can't be leaves the menu as it was.
    ///
    /// # Errors
    /// [`MenuError`].
    pub fn apply(&mut self, op: Op) -> Result<Op, MenuError> {
        match op {
            Op::Insert { at, item } => {
                self.fits(&item, &at)?;
                if item.walk_ids().any(|id| self.item(id).is_some()) {
                    return Err(MenuError::DuplicateId);
                }
                if self.count() + item.count() > MAX_ITEMS {
                    return Err(MenuError::TooMany);
                }
                let id = item.id.clone();
                self.insert(at, item)?;
                Ok(Op::Remove { id })
            }
            Op::Remove { id } => {
                let (at, item) = self.remove(&id)?;
                Ok(Op::Insert { at, item })
            }
            Op::Move { id, to } => {
                self.fits(self.item(&id).ok_or(MenuError::NotFound)?, &to)?;
                let (from, item) = self.remove(&id)?;
                if let Err(error) = self.insert(to, item.clone()) {
                    self.insert(from, item)?;
                    return Err(error);
                }
                Ok(Op::Move { id, to: from })
            }
            Op::SetProps { id, props } => {
                let nested = self.place_of(&id).is_some_and(|place| place.parent.is_some());
                if nested && props.kind == Kind::Group {
                    return Err(MenuError::TooDeep);
                }
                let item = self.item_mut(&id).ok_or(MenuError::NotFound)?;
                if !item.children.is_empty() && props.kind != Kind::Group {
                    return Err(MenuError::NotAGroup);
                }
                let props = std::mem::replace(&mut item.props, props);
                Ok(Op::SetProps { id, props })
            }
        }
    }

    /// Whether an item may be in a place.
    pub(super) fn fits(&self, item: &MenuItem, place: &Place<ItemId>) -> Result<(), MenuError> {
        let Some(parent) = &place.parent else {
            return Ok(());
        };
        if item.walk_ids().any(|id| id == parent) {
            return Err(MenuError::Cycle);
        }
        let parent = self.item(parent).ok_or(MenuError::NoSuchPlace)?;
        if !parent.is_group() {
            return Err(MenuError::NotAGroup);
        }
        let nested = self
            .place_of(&parent.id)
            .is_some_and(|place| place.parent.is_some());
        if nested || item.is_group() {
            return Err(MenuError::TooDeep);
        }
        Ok(())
    }

    fn item_mut(&mut self, id: &ItemId) -> Option<&mut MenuItem> {
        fn find<'a>(items: &'a mut [MenuItem], id: &ItemId) -> Option<&'a mut MenuItem> {
            for item in items {
                if item.id == *id {
                    return Some(item);
                }
                if let Some(found) = find(&mut item.children, id) {
                    return Some(found);
                }
            }
            None
        }
        find(&mut self.items, id)
    }

    fn list_mut(&mut self, parent: Option<&ItemId>) -> Result<&mut Vec<MenuItem>, MenuError> {
        match parent {
            None => Ok(&mut self.items),
            Some(id) => self
                .item_mut(id)
                .map(|item| &mut item.children)
                .ok_or(MenuError::NoSuchPlace),
        }
    }

    fn insert(&mut self, at: Place<ItemId>, item: MenuItem) -> Result<(), MenuError> {
        let list = self.list_mut(at.parent.as_ref())?;
        if at.index > list.len() {
            return Err(MenuError::NoSuchPlace);
        }
        list.insert(at.index, item);
        Ok(())
    }

    fn remove(&mut self, id: &ItemId) -> Result<(Place<ItemId>, MenuItem), MenuError> {
        let at = self.place_of(id).ok_or(MenuError::NotFound)?;
        let list = self.list_mut(at.parent.as_ref())?;
        let item = list.remove(at.index);
        Ok((at, item))
    }
}

impl MenuItem {
    fn walk_ids(&self) -> Box<dyn Iterator<Item = &ItemId> + '_> {
        Box::new(std::iter::once(&self.id).chain(self.children.iter().flat_map(Self::walk_ids)))
    }
}
