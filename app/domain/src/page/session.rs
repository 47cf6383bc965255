//! A page in somebody's hands: what they changed, what of it the server has, and what can be undone.
//!
//! The page is changed at once; what was changed waits, is sent batch by batch (one at a time), and is kept for good when the server
//! says so. What others changed meanwhile comes back with that answer: the page is then made anew from what is kept, and the changes
//! that still wait are replayed on it ([`rebase`]). The whole of it is written down after every change, so that neither a reload nor
//! a lost connection loses anything.

use super::{
    doc::Doc,
    id::{BlockId, Rev},
    ops::{Op, OpError},
    rebase::{Conflict, rebase},
    stored::StoredDoc,
};
use crate::pages::editing::{Batch, Kept, News};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use uuid::Uuid;

/// So many steps can be undone.
const STEPS: usize = 200;
/// Changes of the same settings that follow one another within so many milliseconds are one step.
const ONE_STEP: f64 = 1_500.0;

/// A page being edited.
#[derive(Debug, Clone)]
pub struct Session {
    doc: Doc,
    /// What the server has.
    base: Doc,
    rev: Rev,
    sent: Option<Batch>,
    waiting: Vec<Op>,
    undo: Vec<Step>,
    redo: Vec<Step>,
}

/// Something that can be undone, or done again: the change that does it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Step {
    op: Op,
    /// The settings that it is about, and when they were last changed: the next change of the same belongs to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    typing: Option<(BlockId, String, f64)>,
}

/// What is written down of a session.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Written {
    /// The state that the server has, and its number.
    base: StoredDoc,
    rev: Rev,
    sent: Option<Batch>,
    waiting: Vec<Op>,
    undo: Vec<Step>,
    redo: Vec<Step>,
}

/// What a change did, for the canvas, the focus and the live region.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Did {
    /// One sentence for everybody; empty where none is needed.
    pub sentence: String,
    /// What has to be drawn anew.
    pub patches: Patches,
    /// What should be selected after it.
    pub select: Vec<BlockId>,
}

/// What of the canvas has to be drawn anew.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Patches {
    /// Blocks that are new or elsewhere.
    pub placed: BTreeSet<BlockId>,
    /// Blocks that look different.
    pub changed: BTreeSet<BlockId>,
    /// Blocks that are gone.
    pub gone: BTreeSet<BlockId>,
    /// Everything.
    pub all: bool,
}

impl Session {
    /// Begins with what the server has.
    pub fn new(doc: Doc, rev: Rev) -> Self {
        Self {
            base: doc.clone(),
            doc,
            rev,
            sent: None,
            waiting: Vec::new(),
            undo: Vec::new(),
            redo: Vec::new(),
        }
    }

    /// Goes on where a written session was left. `opened` is what the server has now: what was written is of use only as far as it
    /// holds changes that the server may not have, or steps of this very state.
    pub fn resume(opened: Doc, rev: Rev, written: Written) -> Self {
        let fresh = Self::new(opened, rev);
        let pending = written.sent.is_some() || !written.waiting.is_empty();
        if !pending {
            // Steps of an older state are tried all the same: one that does not fit any more is refused then.
            return Self {
                undo: written.undo,
                redo: written.redo,
                ..fresh
            };
        }
        let Ok(base) = Doc::from_stored(written.base) else {
            return fresh;
        };
        let mut doc = base.clone();
        let mut fits = |op: &Op| doc.undo(op.clone()).is_ok();
        let sent = written.sent.map(|batch| Batch {
            ops: batch.ops.into_iter().filter(&mut fits).collect(),
            ..batch
        });
        let waiting: Vec<Op> = written.waiting.into_iter().filter(&mut fits).collect();
        Self {
            doc,
            base,
            rev: written.rev,
            sent,
            waiting,
            undo: written.undo,
            redo: written.redo,
        }
    }

    /// What has to be written down.
    pub fn written(&self) -> Written {
        Written {
            base: self.base.to_stored(),
            rev: self.rev,
            sent: self.sent.clone(),
            waiting: self.waiting.clone(),
            undo: self.undo.clone(),
            redo: self.redo.clone(),
        }
    }

    /// The page as it is now.
    pub const fn doc(&self) -> &Doc {
        &self.doc
    }

    /// The state that the server has.
    pub const fn rev(&self) -> Rev {
        self.rev
    }

    /// Whether everything is kept.
    pub const fn is_kept(&self) -> bool {
        self.sent.is_none() && self.waiting.is_empty()
    }

    /// Whether there is a step to undo.
    pub const fn can_undo(&self) -> bool {
        !self.undo.is_empty()
    }

    /// Whether there is a step to do again.
    pub const fn can_redo(&self) -> bool {
        !self.redo.is_empty()
    }

    /// Makes a change. One that changes nothing is no step.
    ///
    /// # Errors
    /// [`OpError`]; everything is as it was.
    pub fn apply(&mut self, op: Op, now: f64) -> Result<Did, OpError> {
        // Typing is not said, so that no page is copied at a key.
        let before = (!matches!(op, Op::SetProps { .. })).then(|| self.doc.clone());
        let inverse = self.doc.apply(op.clone())?;
        if inverse == op {
            return Ok(Did::default());
        }
        let sentence = before
            .map(|before| self.doc.said(&before, &op))
            .unwrap_or_default();
        let did = self.did(sentence, &op);
        let typing = typed(&op, now);
        self.redo.clear();
        if !self.joins(typing.as_ref()) {
            self.undo.push(Step { op: inverse, typing });
        } else if let Some(last) = self.undo.last_mut() {
            // The older inverse goes back further.
            last.typing = typing;
        }
        if self.undo.len() > STEPS {
            self.undo.remove(0);
        }
        self.wait(op);
        Ok(did)
    }

    /// Undoes the last step; `None` if there is none.
    ///
    /// # Errors
    /// [`OpError`] if others left no room for it. The step is dropped.
    pub fn undo(&mut self) -> Option<Result<Did, OpError>> {
        let step = self.undo.pop()?;
        Some(self.step(step.op, true))
    }

    /// Does again what was undone last; `None` if there is nothing.
    ///
    /// # Errors
    /// [`OpError`] if others left no room for it. The step is dropped.
    pub fn redo(&mut self) -> Option<Result<Did, OpError>> {
        let step = self.redo.pop()?;
        Some(self.step(step.op, false))
    }

    fn step(&mut self, op: Op, back: bool) -> Result<Did, OpError> {
        let before = self.doc.clone();
        let inverse = self.doc.undo(op.clone())?;
        let sentence = if back {
            self.doc.said_undone(&before, &op)
        } else {
            self.doc.said(&before, &op)
        };
        let step = Step {
            op: inverse,
            typing: None,
        };
        if back {
            self.redo.push(step);
        } else {
            self.undo.push(step);
        }
        let did = self.did(sentence, &op);
        self.wait(op);
        Ok(did)
    }

    /// Whether a change of settings goes on with the step before.
    fn joins(&self, typing: Option<&(BlockId, String, f64)>) -> bool {
        let last = self.undo.last().and_then(|step| step.typing.as_ref());
        match (last, typing) {
            (Some((id, key, then)), Some((same_id, same_key, now))) => {
                id == same_id && key == same_key && now - then < ONE_STEP
            }
            _ => false,
        }
    }

    /// Puts a change among those that wait; of settings that are set twice, the later value alone is sent.
    fn wait(&mut self, op: Op) {
        if let (
            Some(Op::SetProps { id, set, unset }),
            Op::SetProps {
                id: same,
                set: later,
                unset: later_unset,
            },
        ) = (self.waiting.last_mut(), &op)
            && id == same
        {
            for (key, value) in later {
                unset.remove(key);
                set.insert(key.clone(), value.clone());
            }
            for key in later_unset.iter().filter(|key| !later.contains_key(*key)) {
                set.remove(key);
                unset.insert(key.clone());
            }
            return;
        }
        self.waiting.push(op);
    }

    /// The batch to send: the one whose answer was lost, or else all that waits. `None` if there is nothing.
    pub fn to_send(&mut self, id: Uuid) -> Option<Batch> {
        if self.sent.is_none() && !self.waiting.is_empty() {
            self.sent = Some(Batch {
                id,
                base: self.rev,
                ops: std::mem::take(&mut self.waiting),
            });
        }
        self.sent.clone()
    }

    /// The server answered the batch.
    pub fn kept(&mut self, kept: Kept) -> (Patches, Vec<Conflict>) {
        let mut seen = self.base.clone();
        for op in self.sent.take().into_iter().flat_map(|batch| batch.ops) {
            // It was made on this very state.
            let _ = seen.undo(op);
        }
        let smooth = kept.others.is_empty() && kept.landed.conflicts.is_empty();
        let conflicts = kept.landed.conflicts;
        let ops = kept.others.into_iter().chain(kept.landed.ops);
        let (patches, more) = self.take_in(&seen, kept.rev, ops.collect(), smooth);
        (patches, conflicts.into_iter().chain(more).collect())
    }

    /// Others changed something. While a batch is under way its answer will say so too, so this is not taken in then.
    pub fn news(&mut self, news: News) -> (Patches, Vec<Conflict>) {
        if self.sent.is_some() || news.rev <= self.rev {
            return (Patches::default(), Vec::new());
        }
        let seen = self.base.clone();
        self.take_in(&seen, news.rev, news.ops, false)
    }

    /// The server does not take the batch: it stays here, as something that can be undone, and is not sent again.
    pub fn refused(&mut self) -> Patches {
        self.sent = None;
        let waiting = std::mem::take(&mut self.waiting);
        let mut doc = self.base.clone();
        self.waiting = waiting
            .into_iter()
            .filter(|op| doc.undo(op.clone()).is_ok())
            .collect();
        self.doc = doc;
        Patches {
            all: true,
            ..Patches::default()
        }
    }

    fn take_in(&mut self, seen: &Doc, rev: Rev, ops: Vec<Op>, smooth: bool) -> (Patches, Vec<Conflict>) {
        for op in ops {
            // The server carried it out on the same state.
            let _ = self.base.undo(op);
        }
        self.rev = rev;
        if smooth {
            return (Patches::default(), Vec::new());
        }
        let mut doc = self.base.clone();
        let landed = rebase(seen, &mut doc, std::mem::take(&mut self.waiting));
        self.waiting = landed.ops;
        self.doc = doc;
        let patches = Patches {
            all: true,
            ..Patches::default()
        };
        (patches, landed.conflicts)
    }

    fn did(&self, sentence: String, op: &Op) -> Did {
        let mut did = Did {
            sentence,
            ..Did::default()
        };
        self.note(op, &mut did);
        did.select.retain(|id| self.doc.node(id).is_some());
        did.patches.gone.retain(|id| self.doc.node(id).is_none());
        did
    }

    fn note(&self, op: &Op, did: &mut Did) {
        match op {
            Op::Insert { block, .. } => {
                did.patches.placed.insert(block.id.clone());
                did.select.push(block.id.clone());
            }
            Op::Move { id, .. } => {
                did.patches.placed.insert(id.clone());
                did.select.push(id.clone());
            }
            Op::Remove { id } => {
                did.patches.gone.insert(id.clone());
            }
            Op::SetProps { id, .. } | Op::SetRule { id, .. } => {
                did.patches.changed.insert(id.clone());
                did.select.push(id.clone());
            }
            Op::Batch(ops) => ops.iter().for_each(|op| self.note(op, did)),
        }
    }
}

/// The one setting that a change is about, and when.
fn typed(op: &Op, now: f64) -> Option<(BlockId, String, f64)> {
    match op {
        Op::SetProps { id, set, unset } if unset.is_empty() && set.len() == 1 => {
            let key = set.keys().next()?;
            Some((id.clone(), key.clone(), now))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests;
