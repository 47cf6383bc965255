//! The only ways to change a page. Each answers with its inverse.

use super::{
    accept::Shape,
    doc::{Doc, Place},
    id::BlockId,
    limits::Limit,
    rule::{Rule, RuleError},
    stored::{StoredBlock, read_as_value},
};
use crate::form::FieldErrors;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

mod batch;
mod insert;
mod move_block;
mod remove;
mod set_props;
mod set_rule;

/// A change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "snake_case")]
pub enum Op {
    /// Puts a block, with what is in it, into a place.
    Insert {
        /// Where.
        at: Place,
        /// What.
        block: StoredBlock,
    },
    /// Takes a block out, with what is in it.
    Remove {
        /// Which.
        id: BlockId,
    },
    /// Moves a block.
    Move {
        /// Which.
        id: BlockId,
        /// Where to; places are counted without it.
        to: Place,
    },
    /// Sets some of a block's props; the others stay as they are.
    SetProps {
        /// Which.
        id: BlockId,
        /// What they become.
        #[serde(default, skip_serializing_if = "Map::is_empty")]
        set: Map<String, Value>,
        /// Those that get their default again.
        #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
        unset: BTreeSet<String>,
    },
    /// Sets who sees a block.
    SetRule {
        /// Which.
        id: BlockId,
        /// Who; everyone if there is none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        rule: Option<Rule>,
    },
    /// Several changes that are made and undone as one.
    Batch(Vec<Self>),
}

read_as_value!(Op);

/// Why a change can't be made. The texts are for the user.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpError {
    /// No block of this id.
    #[error("This block is not there any more.")]
    NotFound,
    /// There is no such place.
    #[error("There is no such place on the page.")]
    NoSuchPlace,
    /// A block's id is taken.
    #[error("This block is on the page already.")]
    DuplicateId,
    /// A thing can't be inside itself.
    #[error("A block can't go inside itself.")]
    Cycle,
    /// The block, or one that it is in, is of an unknown type or a newer version.
    #[error("This belongs to a block from a newer version. It is kept, but can't be changed here.")]
    Foreign,
    /// The place does not take such a block; why not.
    #[error("{0}")]
    NotAccepted(String),
    /// The page would be too large.
    #[error(transparent)]
    Limit(#[from] Limit),
    /// Props that can't be, by field.
    #[error("{}", first(.0))]
    Invalid(FieldErrors),
    /// A slot that would go away holds blocks.
    #[error("{0} isn't empty. Please move what is in it first.")]
    SlotInUse(String),
    /// A rule that can't be.
    #[error(transparent)]
    Rule(#[from] RuleError),
}

fn first(errors: &FieldErrors) -> &str {
    errors
        .0
        .values()
        .next()
        .map_or("These settings can't be used.", String::as_str)
}

/// Who makes a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum By {
    /// An editor: every rule holds.
    Editor,
    /// An inverse: what was there before may come back, even where a rule would not let it in.
    Undo,
}

impl Doc {
    /// Makes a change and says what would undo it. A change that can't be leaves the page as it was.
    ///
    /// # Errors
    /// [`OpError`].
    pub fn apply(&mut self, op: Op) -> Result<Op, OpError> {
        self.carry_out(op, By::Editor)
    }

    /// Makes a change that [`Doc::apply`] or this gave as an inverse, and says what would undo that.
    ///
    /// # Errors
    /// [`OpError`], if the page has changed since in a way that leaves no room for it.
    pub fn undo(&mut self, inverse: Op) -> Result<Op, OpError> {
        self.carry_out(inverse, By::Undo)
    }

    fn carry_out(&mut self, op: Op, by: By) -> Result<Op, OpError> {
        match op {
            Op::Insert { at, block } => self.insert(at, block, by),
            Op::Remove { id } => self.remove(id),
            Op::Move { id, to } => self.move_block(id, to, by),
            Op::SetProps { id, set, unset } => self.set_props(id, set, unset, by),
            Op::SetRule { id, rule } => self.set_rule(id, rule, by),
            Op::Batch(ops) => self.batch(ops, by),
        }
    }

    /// Whether a block may be moved to a place, for the line that shows it.
    ///
    /// # Errors
    /// Why not.
    pub fn may_move(&self, id: &BlockId, to: &Place) -> Result<(), OpError> {
        self.check_move(id, to, By::Editor)
    }

    /// Whether a new block may be put into a place.
    ///
    /// # Errors
    /// Why not.
    pub fn may_insert(&self, block: &StoredBlock, at: &Place) -> Result<(), OpError> {
        self.editable_place(at)?;
        self.accepts(at.inside.as_ref(), &Shape::of_stored(block))
    }

    /// Whether a change adds or changes a block that only some staff may ([`BlockMeta::restricted`](super::BlockMeta)). Moving and
    /// deleting one is free to everybody.
    pub fn is_restricted(&self, op: &Op) -> bool {
        let restricted = |kind: &str| super::blocks::meta(kind).is_some_and(|meta| meta.restricted);
        match op {
            Op::Insert { block, .. } => block.walk().into_iter().any(|block| restricted(&block.kind)),
            Op::SetProps { id, .. } => self.node(id).is_some_and(|node| restricted(&node.kind)),
            Op::Batch(ops) => ops.iter().any(|op| self.is_restricted(op)),
            Op::Remove { .. } | Op::Move { .. } | Op::SetRule { .. } => false,
        }
    }

    /// Whether a block and what it is in are of this version.
    fn editable(&self, id: &BlockId) -> Result<(), OpError> {
        let foreign = |id: &BlockId| self.node(id).is_some_and(super::doc::Node::is_foreign);
        if !self.nodes.contains_key(id) {
            Err(OpError::NotFound)
        } else if self.ancestors(id).any(foreign) {
            Err(OpError::Foreign)
        } else {
            Ok(())
        }
    }

    /// Whether there is such a place and blocks may come and go there.
    fn editable_place(&self, place: &Place) -> Result<(), OpError> {
        if let Some(inside) = &place.inside {
            let node = self.node(&inside.block).ok_or(OpError::NoSuchPlace)?;
            if node.is_foreign() {
                return Err(OpError::Foreign);
            }
            self.editable(&inside.block)?;
        }
        Ok(())
    }
}

impl Op {
    /// The blocks that it is about; for one that is inserted, itself only.
    pub fn blocks(&self) -> Vec<&BlockId> {
        match self {
            Self::Insert { block, .. } => vec![&block.id],
            Self::Remove { id }
            | Self::Move { id, .. }
            | Self::SetProps { id, .. }
            | Self::SetRule { id, .. } => {
                vec![id]
            }
            Self::Batch(ops) => ops.iter().flat_map(Self::blocks).collect(),
        }
    }
}
