//! Two editors at once: ops that were made on an older state are replayed on the current one.
//!
//! An op conflicts only if it sets a prop that was changed meanwhile, if its block is gone, or if a move would put a block inside
//! itself (or somewhere that does not take it any more). Everything else lands. Of two moves of one block the later one counts.

use super::{
    doc::{Doc, Inside, Place},
    id::BlockId,
    ops::{Op, OpError},
    rule::Rule,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// What became of the ops.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Landed {
    /// Those that landed, as they fit the current state.
    pub ops: Vec<Op>,
    /// What undoes them, in the same order.
    pub inverses: Vec<Op>,
    /// Those that did not, by block.
    pub conflicts: Vec<Conflict>,
    /// What both editors should hear of, though nothing is to be decided.
    pub notes: Vec<String>,
}

/// Something that two editors did to one block and that can't both be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Conflict {
    /// The block.
    pub block: BlockId,
    /// What it is called.
    pub name: String,
    /// What is at odds.
    pub clash: Clash,
    /// What did not land, so that it can be made again or kept as text.
    pub mine: Vec<Op>,
}

/// What is at odds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Clash {
    /// Both changed these props.
    Props(BTreeMap<String, Sides<Value>>),
    /// Both changed who sees it.
    Rule(Sides<Rule>),
    /// The other one deleted it, or what it should go into.
    Removed,
    /// The other one moved its place into it.
    Cycle,
    /// It can't be done any more; why not.
    Refused(String),
}

/// What each of two editors wants; `None` is the default.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sides<T> {
    /// The one whose ops are replayed.
    pub mine: Option<T>,
    /// What is there now.
    pub theirs: Option<T>,
}

impl Conflict {
    /// One sentence about it, for the editor whose change did not land.
    pub fn said(&self) -> String {
        let name = &self.name;
        match &self.clash {
            Clash::Props(_) => {
                format!("{name} was changed by you and by somebody else. Which one should it be?")
            }
            Clash::Rule(_) => format!("Somebody else changed who sees {name}. Which one should it be?"),
            Clash::Removed => format!("{name} was deleted by somebody else. Your change is kept here."),
            Clash::Cycle => format!("Somebody else moved that place into {name}, so it stays where it is."),
            Clash::Refused(why) => format!("{name} could not be changed: {why}"),
        }
    }
}

/// Replays `mine`, which was made on `base`, on `current`, and says what became of it.
pub fn rebase(base: &Doc, current: &mut Doc, mine: Vec<Op>) -> Landed {
    let mut replay = Replay {
        theirs: current.clone(),
        shadow: base.clone(),
        base,
        current,
        landed: Landed::default(),
    };
    for op in mine {
        if let Some((op, inverse)) = replay.replay(op) {
            replay.landed.ops.push(op);
            replay.landed.inverses.push(inverse);
        }
    }
    replay.landed
}

struct Replay<'a> {
    /// Where both started.
    base: &'a Doc,
    /// The base with my ops up to here: what I saw when I made the next one.
    shadow: Doc,
    /// The current state before any of mine.
    theirs: Doc,
    /// The current state with those of mine that landed.
    current: &'a mut Doc,
    landed: Landed,
}

impl Replay<'_> {
    /// What landed of an op, and its inverse.
    fn replay(&mut self, op: Op) -> Option<(Op, Op)> {
        if let Op::Batch(ops) = op {
            let (ops, mut inverses): (Vec<Op>, Vec<Op>) =
                ops.into_iter().filter_map(|op| self.replay(op)).unzip();
            inverses.reverse();
            return (!ops.is_empty()).then_some((Op::Batch(ops), Op::Batch(inverses)));
        }
        let fitted = self.fit(op.clone());
        // It was possible when it was made.
        let _ = self.shadow.undo(op.clone());
        let fitted = fitted?;
        match self.current.apply(fitted.clone()) {
            Ok(inverse) => Some((fitted, inverse)),
            Err(error) => {
                let clash = match error {
                    OpError::Cycle => Clash::Cycle,
                    OpError::NotFound | OpError::NoSuchPlace => Clash::Removed,
                    other => Clash::Refused(other.to_string()),
                };
                self.conflict(clash, op);
                None
            }
        }
    }

    /// The op as it fits the current state; `None` if there is nothing left to do.
    fn fit(&mut self, op: Op) -> Option<Op> {
        match op {
            Op::Insert { at, block } => match self.place(&at, None) {
                Some(at) => Some(Op::Insert { at, block }),
                None => self.removed(Op::Insert { at, block }),
            },
            Op::Remove { id } => {
                // Deleted by both is deleted.
                self.current.node(&id)?;
                self.note_if_changed(&id);
                Some(Op::Remove { id })
            }
            Op::Move { id, to } => {
                let there = self.current.node(&id).is_some();
                match self.place(&to, Some(&id)).filter(|_| there) {
                    Some(place) => {
                        self.note_if_moved(&id);
                        Some(Op::Move { id, to: place })
                    }
                    None => self.removed(Op::Move { id, to }),
                }
            }
            Op::SetProps { id, set, unset } => self.fit_props(id, set, unset),
            Op::SetRule { id, rule } => {
                if self.current.node(&id).is_none() {
                    return self.removed(Op::SetRule { id, rule });
                }
                let (was, theirs) = (rule_of(self.base, &id), rule_of(&self.theirs, &id));
                if self.base.node(&id).is_some() && was != theirs && theirs != rule.as_ref() {
                    let sides = Sides {
                        mine: rule.clone(),
                        theirs: theirs.cloned(),
                    };
                    self.conflict(Clash::Rule(sides), Op::SetRule { id, rule });
                    return None;
                }
                Some(Op::SetRule { id, rule })
            }
            Op::Batch(_) => None,
        }
    }

    /// Props that the other one left alone land even beside some that clash.
    fn fit_props(&mut self, id: BlockId, set: Map<String, Value>, unset: BTreeSet<String>) -> Option<Op> {
        if self.current.node(&id).is_none() {
            return self.removed(Op::SetProps { id, set, unset });
        }
        let mut clashes = BTreeMap::new();
        if let (Some(was), Some(theirs)) = (self.base.node(&id), self.theirs.node(&id)) {
            let mine = set.iter().map(|(key, value)| (key, Some(value)));
            let mine = mine.chain(unset.iter().map(|key| (key, None)));
            for (key, mine) in mine {
                let theirs = theirs.props.get(key);
                if was.props.get(key) != theirs && theirs != mine {
                    let sides = Sides {
                        mine: mine.cloned(),
                        theirs: theirs.cloned(),
                    };
                    clashes.insert(key.clone(), sides);
                }
            }
        }
        if clashes.is_empty() {
            return Some(Op::SetProps { id, set, unset });
        }
        let (lost, set): (Map<_, _>, Map<_, _>) =
            set.into_iter().partition(|(key, _)| clashes.contains_key(key));
        let (lost_unset, unset): (BTreeSet<_>, BTreeSet<_>) =
            unset.into_iter().partition(|key| clashes.contains_key(key));
        let op = Op::SetProps {
            id: id.clone(),
            set: lost,
            unset: lost_unset,
        };
        self.conflict(Clash::Props(clashes), op);
        (!set.is_empty() || !unset.is_empty()).then_some(Op::SetProps { id, set, unset })
    }

    /// The place beside the same neighbours; `None` if what it is in is gone.
    fn place(&self, place: &Place, moving: Option<&BlockId>) -> Option<Place> {
        let inside = place.inside.as_ref();
        if inside.is_some_and(|inside| self.current.node(&inside.block).is_none()) {
            return None;
        }
        let seen = others(&self.shadow, inside, moving);
        let now = others(self.current, inside, moving);
        let at = |id: &BlockId| now.iter().position(|other| *other == id);
        let (before, after) = seen.split_at(place.index.min(seen.len()));
        let index = match before.iter().rev().find_map(|id| at(id)) {
            Some(before) => before + 1,
            None if before.is_empty() => 0,
            None => after
                .iter()
                .find_map(|id| at(id))
                .unwrap_or(place.index.min(now.len())),
        };
        Some(Place {
            inside: place.inside.clone(),
            index,
        })
    }

    fn removed(&mut self, op: Op) -> Option<Op> {
        self.conflict(Clash::Removed, op);
        None
    }

    fn conflict(&mut self, clash: Clash, op: Op) {
        let Some(block) = op.blocks().first().map(|id| (*id).clone()) else {
            return;
        };
        let same = |other: &&mut Conflict| {
            other.block == block && std::mem::discriminant(&other.clash) == std::mem::discriminant(&clash)
        };
        if let Some(other) = self.landed.conflicts.iter_mut().find(same) {
            other.mine.push(op);
            match (&mut other.clash, clash) {
                // What I set last is mine.
                (Clash::Props(sides), Clash::Props(more)) => sides.extend(more),
                (old, new) => *old = new,
            }
            return;
        }
        let known = [&self.shadow, &self.theirs]
            .into_iter()
            .find(|doc| doc.node(&block).is_some());
        let name = match (known, &op) {
            (Some(doc), _) => doc.name(&block),
            (None, Op::Insert { block, .. }) => super::blocks::meta(&block.kind)
                .map_or("Block", |meta| meta.label)
                .to_owned(),
            (None, _) => "Block".to_owned(),
        };
        self.landed.conflicts.push(Conflict {
            block,
            name,
            clash,
            mine: vec![op],
        });
    }

    fn note_if_changed(&mut self, id: &BlockId) {
        let changed = |id: &BlockId| match (self.base.stored(id), self.theirs.stored(id)) {
            (Some(was), Some(theirs)) => was != theirs,
            _ => false,
        };
        if changed(id) {
            let name = self.theirs.name(id);
            self.landed.notes.push(format!(
                "{name} was changed by somebody else before it was deleted. Undo brings it back."
            ));
        }
    }

    fn note_if_moved(&mut self, id: &BlockId) {
        let home = |doc: &Doc| doc.node(id).map(|node| node.home.clone());
        let (was, theirs) = (home(self.base), home(&self.theirs));
        if was.is_some() && was != theirs {
            let name = self.theirs.name(id);
            self.landed
                .notes
                .push(format!("{name} was moved by two people. The later move counts."));
        }
    }
}

fn rule_of<'a>(doc: &'a Doc, id: &BlockId) -> Option<&'a Rule> {
    doc.node(id).and_then(|node| node.show_if())
}

/// The blocks of a slot, but not the one that moves.
fn others<'a>(doc: &'a Doc, inside: Option<&Inside>, moving: Option<&BlockId>) -> Vec<&'a BlockId> {
    doc.children(inside)
        .iter()
        .filter(|id| Some(*id) != moving)
        .collect()
}

#[cfg(test)]
mod tests;
