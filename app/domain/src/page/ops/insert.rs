//! Puts a block into a place.

use super::{By, Op, OpError};
use crate::page::{
    accept::Shape,
    doc::{Doc, Place},
    limits::{Limit, MAX_BLOCKS, MAX_BYTES, MAX_DEPTH, json_size},
    stored::StoredBlock,
};
use std::collections::HashSet;

impl Doc {
    pub(super) fn insert(&mut self, at: Place, block: StoredBlock, by: By) -> Result<Op, OpError> {
        self.editable_place(&at)?;
        if at.index > self.children(at.inside.as_ref()).len() {
            return Err(OpError::NoSuchPlace);
        }
        let all = block.walk();
        let mut seen = HashSet::with_capacity(all.len());
        if all
            .iter()
            .any(|block| self.nodes.contains_key(&block.id) || !seen.insert(&block.id))
        {
            return Err(OpError::DuplicateId);
        }
        if self.len() + all.len() > MAX_BLOCKS {
            return Err(Limit::Blocks.into());
        }
        if self.level(at.inside.as_ref()) + block.levels() - 1 > MAX_DEPTH {
            return Err(Limit::Depth.into());
        }
        let size = json_size(&block);
        if self.bytes + size > MAX_BYTES {
            return Err(Limit::Size.into());
        }
        if by == By::Editor {
            self.accepts(at.inside.as_ref(), &Shape::of_stored(&block))?;
        }
        let id = block.id.clone();
        self.put(block, &at)?;
        self.bytes += size;
        Ok(Op::Remove { id })
    }
}
