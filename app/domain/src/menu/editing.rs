//! A menu being edited: what can be undone, what can be done again, and whether there is anything to save.

use super::{
    integrity::PageFact,
    item::{ItemId, Menu},
    ops::{MenuError, Op},
};

/// So many steps can be undone.
const STEPS: usize = 200;

/// A menu being edited.
#[derive(Debug, Clone, PartialEq)]
pub struct Editing {
    menu: Menu,
    saved: Menu,
    undo: Vec<Op>,
    redo: Vec<Op>,
}

/// What a change did.
#[derive(Debug, Clone, PartialEq)]
pub struct Changed {
    /// One sentence for everybody, read out to those who don't see it.
    pub sentence: String,
    /// What should have the focus.
    pub item: Option<ItemId>,
}

impl Editing {
    /// Begins with what is saved.
    pub fn new(menu: Menu) -> Self {
        Self {
            saved: menu.clone(),
            menu,
            undo: Vec::new(),
            redo: Vec::new(),
        }
    }

    /// The menu as it is now.
    pub const fn menu(&self) -> &Menu {
        &self.menu
    }

    /// Whether there is anything to save.
    pub fn is_changed(&self) -> bool {
        self.menu != self.saved
    }

    /// Whether there is a step to undo.
    pub fn can_undo(&self) -> bool {
        !self.undo.is_empty()
    }

    /// Whether there is a step to do again.
    pub fn can_redo(&self) -> bool {
        !self.redo.is_empty()
    }

    /// What is now is what is saved; it can still be undone.
    pub fn mark_saved(&mut self) {
        self.saved = self.menu.clone();
    }

    /// Makes a change. One that changes nothing is no step.
    ///
    /// # Errors
    /// [`MenuError`]; the menu is as it was.
    pub fn apply(&mut self, op: Op, pages: &[PageFact]) -> Result<Changed, MenuError> {
        let before = self.menu.clone();
        let inverse = self.menu.apply(op.clone())?;
        if self.menu == before {
            return Ok(Changed {
                sentence: String::new(),
                item: subject(&op),
            });
        }
        self.undo.push(inverse);
        if self.undo.len() > STEPS {
            self.undo.remove(0);
        }
        self.redo.clear();
        Ok(Changed {
            sentence: self.menu.said(&before, &op, pages),
            item: self.focus_after(&op, &before),
        })
    }

    /// Undoes the last change; `None` when there is none.
    pub fn undo(&mut self, pages: &[PageFact]) -> Option<Changed> {
        let op = self.undo.pop()?;
        let before = self.menu.clone();
        // It was just the other way round, so it can't be refused.
        let inverse = self.menu.apply(op.clone()).ok()?;
        self.redo.push(inverse);
        Some(Changed {
            sentence: self.menu.said_undone(&before, &op, pages),
            item: self.focus_after(&op, &before),
        })
    }

    /// Does again what was undone last; `None` when there is nothing.
    pub fn redo(&mut self, pages: &[PageFact]) -> Option<Changed> {
        let op = self.redo.pop()?;
        let before = self.menu.clone();
        let inverse = self.menu.apply(op.clone()).ok()?;
        self.undo.push(inverse);
        Some(Changed {
            sentence: self.menu.said(&before, &op, pages),
            item: self.focus_after(&op, &before),
        })
    }

    /// The item itself, or what took its place.
    fn focus_after(&self, op: &Op, before: &Menu) -> Option<ItemId> {
        let id = subject(op)?;
        if self.menu.item(&id).is_some() {
            return Some(id);
        }
        let gone = before.place_of(&id)?;
        let siblings = self.menu.children(gone.parent.as_ref());
        let next = siblings.get(gone.index).or_else(|| siblings.last());
        next.map(|item| item.id.clone()).or(gone.parent)
    }
}

fn subject(op: &Op) -> Option<ItemId> {
    Some(match op {
        Op::Insert { item, .. } => item.id.clone(),
        Op::Remove { id } | Op::Move { id, .. } | Op::SetProps { id, .. } => id.clone(),
    })
}
