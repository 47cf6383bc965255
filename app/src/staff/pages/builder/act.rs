//! What can be done to blocks: by buttons, keys, drops and pastes alike.

use super::{Builder, browser};
use domain::drag::Side;
use domain::page::{BlockId, Did, Op, OpError, Patches, Place, Rule, StoredBlock, default_props, meta};
use leptos::prelude::*;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// A way to move by one step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// Before the one above.
    Up,
    /// After the one below.
    Down,
    /// Out of what it is in, after it.
    Out,
    /// Into the one above, at its end.
    In,
}

impl Builder {
    /// Makes a change. What it looks like, what is said of it and what is selected after it follow.
    pub(super) fn apply(self, op: Op) -> bool {
        let may_embed = self.opened.with_value(|opened| opened.may_embed);
        if !may_embed && self.with_doc(|doc| doc.is_restricted(&op)) {
            self.refuse("Only people who may put HTML on pages can do this. An owner or administrator can.");
            return false;
        }
        let result = self
            .session
            .try_update_value(|session| session.apply(op, browser::now()));
        match result {
            Some(Ok(did)) => {
                self.follow(did);
                true
            }
            Some(Err(error)) => {
                self.refuse(error.to_string());
                false
            }
            None => false,
        }
    }

    /// Undoes, or does again.
    pub(super) fn step(self, back: bool) {
        self.stop_writing();
        let result = self
            .session
            .try_update_value(|session| if back { session.undo() } else { session.redo() });
        match result.flatten() {
            Some(Ok(did)) => {
                self.fresh.update(|fresh| *fresh += 1);
                let select = did.select.clone();
                self.follow(did);
                self.focus_first(&select);
            }
            Some(Err(error)) => {
                self.all_changed();
                self.refuse(format!("This step can't be taken any more: {error}"));
            }
            None => self.say(if back {
                "There is nothing to undo."
            } else {
                "There is nothing to do again."
            }),
        }
    }

    fn follow(self, did: Did) {
        if did == Did::default() {
            return;
        }
        self.trouble.set(String::new());
        self.draw(&did.patches);
        if !did.patches.gone.is_empty() || !did.patches.placed.is_empty() {
            self.select(did.select.clone());
        }
        self.say(did.sentence);
        if self.is_shape(&did.patches) {
            self.shape.update(|shape| *shape += 1);
        }
        self.changes.update(|changes| *changes += 1);
        self.changed();
    }

    /// Whether other blocks, or others' columns, are there than before.
    fn is_shape(self, patches: &Patches) -> bool {
        let Patches {
            placed,
            gone,
            changed,
            all,
        } = patches;
        let holds = |id| self.with_doc(|doc| !doc.slots_of(id).is_empty());
        *all || !placed.is_empty() || !gone.is_empty() || changed.iter().any(holds)
    }

    /// Selects blocks, and nothing else.
    pub(super) fn select(self, ids: Vec<BlockId>) {
        self.selected.set(ids);
        self.mark_selected();
    }

    /// Gives the focus to the first of these, if the keyboard was on the canvas.
    pub(super) fn focus_first(self, ids: &[BlockId]) {
        if let Some(id) = ids.first() {
            self.focus_block(id);
        }
    }

    /// A new block of a kind, with what makes it useful at once: an accordion has an item.
    pub(super) fn new_block(self, kind: &str) -> Option<StoredBlock> {
        let version = meta(kind)?.version;
        let mut block = StoredBlock::new(browser::new_id(), kind, version, default_props(kind)?);
        if kind == "accordion" {
            let item = self.new_block("accordion_item")?;
            let slot = domain::page::SlotName::new("items")?;
            block.slots.insert(slot, vec![item]);
        }
        Some(block)
    }

    /// Adds a block of a kind where one looks: after what is selected, or at the end.
    pub(super) fn add(self, kind: &str) {
        if let Some(block) = self.new_block(kind) {
            self.insert_near(vec![block]);
        }
    }

    /// Puts new blocks after what is selected, or at the end.
    pub(super) fn insert_near(self, blocks: Vec<StoredBlock>) {
        let Some(first) = blocks.first() else { return };
        let at = self.selected.with_untracked(|all| all.last().cloned());
        match self.with_doc(|doc| doc.place_after(at.as_ref(), first)) {
            Some(place) => self.insert_at(blocks, &place),
            None => {
                let why = self.with_doc(|doc| doc.may_insert(first, &Place::root(0)).err());
                self.refuse(
                    why.map_or_else(|| "There is no place for it.".to_owned(), |why| why.to_string()),
                );
            }
        }
    }

    /// Puts new blocks into a place.
    pub(super) fn insert_at(self, blocks: Vec<StoredBlock>, place: &Place) {
        let ids: Vec<BlockId> = blocks.iter().map(|block| block.id.clone()).collect();
        self.carry_out(self.with_doc(|doc| doc.inserts(blocks, place)), &ids);
    }

    /// Moves blocks to a place.
    pub(super) fn move_to(self, ids: &[BlockId], place: &Place) {
        self.carry_out(self.with_doc(|doc| doc.moves(ids, place)), ids);
    }

    /// Puts blocks beside another, in columns made for them.
    pub(super) fn put_beside(
        self,
        ids: &[BlockId],
        blocks: Vec<StoredBlock>,
        other: Option<&BlockId>,
        side: Side,
    ) {
        let Some(other) = other else { return };
        let new = blocks.iter().map(|block| block.id.clone());
        let all: Vec<BlockId> = new.chain(ids.iter().cloned()).collect();
        let op = self.with_doc(|doc| doc.beside((ids, &blocks), other, side, browser::new_id()));
        self.carry_out(op, &all);
    }

    /// Puts what is selected beside the block above, on the right.
    pub(super) fn put_beside_above(self) {
        let ids = self.with_doc(|doc| doc.outermost(&self.selected.get_untracked()));
        let above = self.with_doc(|doc| {
            let place = doc.place_of(ids.first()?)?;
            let siblings = doc.children(place.inside.as_ref()).get(..place.index)?;
            siblings.iter().rev().find(|id| !ids.contains(id)).cloned()
        });
        match above {
            Some(above) => self.put_beside(&ids, Vec::new(), Some(&above), Side::Right),
            None if ids.is_empty() => {}
            None => self.say("There is no block above it here."),
        }
    }

    fn carry_out(self, op: Result<Op, OpError>, ids: &[BlockId]) {
        match op {
            Ok(op) => {
                if self.apply(op) {
                    self.focus_first(ids);
                    self.see_again();
                }
            }
            Err(error) => self.refuse(error.to_string()),
        }
    }

    /// Moves what is selected one step.
    pub(super) fn nudge(self, way: Way) {
        let ids = self.with_doc(|doc| doc.outermost(&self.selected.get_untracked()));
        let (Some(first), Some(last)) = (ids.first(), ids.last()) else {
            return;
        };
        let place = self.with_doc(|doc| {
            let (from, to) = (doc.place_of(first)?, doc.place_of(last)?);
            match way {
                Way::Up => from.index.checked_sub(1).map(|index| Place { index, ..from }),
                Way::Down => {
                    let others = doc
                        .children(to.inside.as_ref())
                        .iter()
                        .filter(|id| !ids.contains(id))
                        .count();
                    let index = to.index + 2 - ids.len();
                    (index <= others && to.inside == from.inside).then_some(Place { index, ..to })
                }
                Way::Out => {
                    let mut place = doc.place_of(&from.inside?.block)?;
                    place.index += 1;
                    Some(place)
                }
                Way::In => {
                    let above = from.index.checked_sub(1)?;
                    let above = doc.children(from.inside.as_ref()).get(above)?;
                    let inside = doc.slots_of(above).into_iter().next()?;
                    Some(Place {
                        index: doc.children(Some(&inside)).len(),
                        inside: Some(inside),
                    })
                }
            }
        });
        match place {
            Some(place) => self.move_to(&ids, &place),
            None => self.say(match way {
                Way::Up => "This is the first place here.",
                Way::Down => "This is the last place here.",
                Way::Out => "It is in nothing.",
                Way::In => "The block above holds no others.",
            }),
        }
    }

    /// Deletes what is selected; the next block is selected.
    pub(super) fn remove(self) {
        let ids = self.with_doc(|doc| doc.outermost(&self.selected.get_untracked()));
        let Some(last) = ids.last() else { return };
        let next = self.with_doc(|doc| {
            let place = doc.place_of(last)?;
            let siblings = doc.children(place.inside.as_ref());
            let stays = |id: &&BlockId| !ids.contains(id);
            let after = siblings.get(place.index + 1..)?.iter().find(stays);
            let before = siblings.get(..place.index)?.iter().rev().find(stays);
            after.or(before).cloned().or_else(|| Some(place.inside?.block))
        });
        let ops = ids.into_iter().map(|id| Op::Remove { id }).collect();
        if self.apply(Op::Batch(ops)) {
            self.select(next.clone().into_iter().collect());
            match next {
                Some(id) => self.focus_block(&id),
                None => self.focus_canvas(),
            }
        }
    }

    /// Makes a copy of what is selected, after it.
    pub(super) fn duplicate(self) {
        let ids = self.with_doc(|doc| doc.outermost(&self.selected.get_untracked()));
        let Some(last) = ids.last() else { return };
        let (blocks, place) = self.with_doc(|doc| {
            let copies = ids.iter().filter_map(|id| doc.stored(id));
            let copies: Vec<StoredBlock> = copies
                .map(|block| block.renamed(&mut || browser::random()))
                .collect();
            let place = doc.place_of(last).map(|place| Place {
                index: place.index + 1,
                ..place
            });
            (copies, place)
        });
        if let Some(place) = place {
            self.insert_at(blocks, &place);
        }
    }

    /// Sets one of a block's settings.
    pub(super) fn set_prop(self, id: &BlockId, name: &str, value: Value) -> bool {
        let mut set = Map::new();
        set.insert(name.to_owned(), value);
        self.apply(Op::SetProps {
            id: id.clone(),
            set,
            unset: BTreeSet::new(),
        })
    }

    /// Sets who sees a block.
    pub(super) fn set_rule(self, id: &BlockId, rule: Option<Rule>) -> bool {
        self.apply(Op::SetRule { id: id.clone(), rule })
    }
}
