//! One block of an earlier state, brought back into the page as it is now.

use super::{
    diff::{Changed, diff},
    doc::{Doc, Inside, Place},
    id::BlockId,
    ops::{Op, OpError},
    stored::StoredBlock,
};
use std::collections::BTreeSet;

/// Why a block can't be brought back. The texts are for the user.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BringBackError {
    /// The earlier state has no such block.
    #[error("That state has no such block.")]
    NotThere,
    /// There is nothing to bring back.
    #[error("This block is as it was already.")]
    Same,
    /// The page has no room for it.
    #[error(transparent)]
    Op(#[from] OpError),
}

impl Doc {
    /// The one change that makes a block what it was in an earlier state: its settings, its text, who sees it, and where it was.
    /// A block that is gone comes back with what was in it, but for what has found another place since. To be carried out by
    /// [`Doc::undo`], since what was there before may come back.
    ///
    /// # Errors
    /// [`BringBackError`].
    pub fn bringing_back(&self, old: &Self, id: &BlockId) -> Result<Op, BringBackError> {
        let before = old.node(id).ok_or(BringBackError::NotThere)?;
        let mut ops = match self.node(id) {
            None => vec![self.inserting(old, id)?],
            Some(now) if now.kind() != before.kind() => {
                let mut without = self.clone();
                without.undo(Op::Remove { id: id.clone() })?;
                vec![Op::Remove { id: id.clone() }, without.inserting(old, id)?]
            }
            Some(now) => {
                let mut ops = Vec::new();
                let (was, is) = (before.props(), now.props());
                let set = was.iter().filter(|(key, value)| is.get(*key) != Some(*value));
                let unset: BTreeSet<String> =
                    is.keys().filter(|key| !was.contains_key(*key)).cloned().collect();
                if was != is {
                    ops.push(Op::SetProps {
                        id: id.clone(),
                        set: set.map(|(key, value)| (key.clone(), value.clone())).collect(),
                        unset,
                    });
                }
                if before.show_if() != now.show_if() {
                    ops.push(Op::SetRule {
                        id: id.clone(),
                        rule: before.show_if().cloned(),
                    });
                }
                ops.extend(self.moving_back(old, id));
                ops
            }
        };
        match ops.len() {
            0 => Err(BringBackError::Same),
            1 => Ok(ops.remove(0)),
            _ => Ok(Op::Batch(ops)),
        }
    }

    fn inserting(&self, old: &Self, id: &BlockId) -> Result<Op, BringBackError> {
        let mut block = old.stored(id).ok_or(BringBackError::NotThere)?;
        self.leave_out_what_is_there(&mut block);
        let at = self.former_place(old, id);
        let at = match self.may_insert(&block, &at) {
            Ok(()) => at,
            // What it was in is gone, or has no such place any more.
            Err(_) => Place::root(self.children(None).len()),
        };
        self.may_insert(&block, &at)?;
        Ok(Op::Insert { at, block })
    }

    fn leave_out_what_is_there(&self, block: &mut StoredBlock) {
        for children in block.slots.values_mut() {
            children.retain(|child| self.node(&child.id).is_none());
            for child in children {
                self.leave_out_what_is_there(child);
            }
        }
        block.slots.retain(|_, children| !children.is_empty());
    }

    /// The move back, if the block was moved and its place is still there.
    fn moving_back(&self, old: &Self, id: &BlockId) -> Option<Op> {
        let moved = diff(old, self).into_iter().any(|change| {
            change.block == *id && matches!(change.what, Changed::Moved(_) | Changed::Reordered)
        });
        let to = self.former_place(old, id);
        (moved && self.may_move(id, &to).is_ok()).then(|| Op::Move { id: id.clone(), to })
    }

    /// Where a block stood, beside the same neighbours as far as they are still there; counted without it.
    fn former_place(&self, old: &Self, id: &BlockId) -> Place {
        let was = old.place_of(id).unwrap_or(Place::root(0));
        let inside = was.inside.filter(|inside| self.node(&inside.block).is_some());
        let siblings = |doc: &Self, inside: Option<&Inside>| -> Vec<BlockId> {
            let all = doc.children(inside).iter();
            all.filter(|other| *other != id).cloned().collect()
        };
        let (before, now) = (siblings(old, inside.as_ref()), siblings(self, inside.as_ref()));
        let place_now = |other: &BlockId| now.iter().position(|sibling| sibling == other);
        let split = was.index.min(before.len());
        let after = before[..split].iter().rev().find_map(place_now).map(|at| at + 1);
        let index = after
            .or_else(|| before[split..].iter().find_map(place_now))
            .unwrap_or_else(|| was.index.min(now.len()));
        Place { inside, index }
    }

    /// What bringing a block back did, `self` being the page after it.
    pub fn said_brought_back(&self, id: &BlockId) -> String {
        match self.place_of(id) {
            Some(place) => format!("Brought back {} at {}.", self.name(id), self.place_name(&place)),
            None => format!("Brought back {}.", self.name(id)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{
        Rule,
        tests::{doc, heading, id, place, words},
    };
    use serde_json::{Map, json};

    fn start() -> Doc {
        doc(json!([
            heading("a", "A"),
            heading("b", "B"),
            {"id": "c", "type": "columns", "slots": {"c1": [heading("k", "K"), heading("l", "L")]}},
            heading("z", "Z"),
        ]))
    }

    fn after(ops: Vec<Op>) -> Doc {
        let mut doc = start();
        for op in ops {
            doc.apply(op).unwrap();
        }
        doc
    }

    fn removed(name: &str) -> Op {
        Op::Remove { id: id(name) }
    }

    fn moved(name: &str, to: Place) -> Op {
        Op::Move { id: id(name), to }
    }

    /// Brings a block back, and checks that it can be undone.
    fn back(now: &Doc, name: &str) -> Doc {
        let op = now.bringing_back(&start(), &id(name)).unwrap();
        let mut then = now.clone();
        let inverse = then.undo(op).unwrap();
        let mut again = then.clone();
        again.undo(inverse).unwrap();
        assert_eq!(again, *now, "one change, and it can be undone");
        then
    }

    #[test]
    fn what_is_gone_comes_back_where_it_stood() {
        for name in ["a", "b", "c", "z", "k", "l"] {
            assert_eq!(back(&after(vec![removed(name)]), name), start(), "{name}");
        }
        let now = after(vec![removed("b"), moved("z", Place::root(0))]);
        let then = back(&now, "b");
        assert_eq!(then.place_of(&id("b")), Some(Place::root(2)), "behind A");
        assert_eq!(
            then.said_brought_back(&id("b")),
            "Brought back Heading ‘B’ at position 3."
        );
    }

    #[test]
    fn what_was_in_it_comes_too_unless_it_is_elsewhere() {
        let now = after(vec![moved("k", Place::root(0)), removed("c")]);
        let then = back(&now, "c");
        assert_eq!(
            then.place_of(&id("k")),
            Some(Place::root(0)),
            "stays where it is now"
        );
        assert_eq!(then.place_of(&id("l")), Some(place("c", "c1", 0)));
    }

    #[test]
    fn without_its_surroundings_it_comes_to_the_end() {
        let now = after(vec![removed("c")]);
        assert_eq!(back(&now, "k").place_of(&id("k")).unwrap().inside, None);
    }

    #[test]
    fn text_settings_rule_and_place_come_back_at_once() {
        let now = after(vec![
            Op::SetProps {
                id: id("a"),
                set: Map::from_iter([
                    ("text".to_owned(), words("New")),
                    ("level".to_owned(), json!("h3")),
                ]),
                unset: BTreeSet::new(),
            },
            Op::SetRule {
                id: id("a"),
                rule: Some(Rule::HasOpenInvoices),
            },
            moved("a", place("c", "c1", 1)),
        ]);
        assert_eq!(back(&now, "a"), start());
    }

    #[test]
    fn nothing_is_done_where_nothing_is_to_be_done() {
        assert_eq!(
            start().bringing_back(&start(), &id("a")),
            Err(BringBackError::Same)
        );
        assert_eq!(
            start().bringing_back(&start(), &id("nobody")),
            Err(BringBackError::NotThere)
        );
        // Another block that moved is no reason to move this one.
        let now = after(vec![moved("z", Place::root(0))]);
        assert_eq!(now.bringing_back(&start(), &id("a")), Err(BringBackError::Same));
    }
}
