//! Moves a block, with what is in it.

use super::{By, Op, OpError};
use crate::page::{
    accept::Shape,
    doc::{Doc, Place},
    id::BlockId,
    limits::{Limit, MAX_DEPTH},
};

impl Doc {
    pub(super) fn move_block(&mut self, id: BlockId, to: Place, by: By) -> Result<Op, OpError> {
        self.check_move(&id, &to, by)?;
        let from = self.detach(&id).ok_or(OpError::NotFound)?;
        self.attach(id.clone(), &to);
        Ok(Op::Move { id, to: from })
    }

    pub(super) fn check_move(&self, id: &BlockId, to: &Place, by: By) -> Result<(), OpError> {
        self.editable(id)?;
        if let Some(inside) = &to.inside {
            let around = |other: &BlockId| other == id;
            if around(&inside.block) || self.ancestors(&inside.block).any(around) {
                return Err(OpError::Cycle);
            }
        }
        self.editable_place(to)?;
        let stays = self.node(id).is_some_and(|node| node.home == to.inside);
        if to.index + usize::from(stays) > self.children(to.inside.as_ref()).len() {
            return Err(OpError::NoSuchPlace);
        }
        if stays {
            return Ok(());
        }
        if self.level(to.inside.as_ref()) + self.levels(id) - 1 > MAX_DEPTH {
            return Err(Limit::Depth.into());
        }
        if by == By::Editor {
            let shape = Shape::of_node(self, id).ok_or(OpError::NotFound)?;
            self.accepts(to.inside.as_ref(), &shape)?;
        }
        Ok(())
    }
}
