//! Takes a block out.

use super::{Op, OpError};
use crate::page::{doc::Doc, id::BlockId, limits::json_size};

impl Doc {
    pub(super) fn remove(&mut self, id: BlockId) -> Result<Op, OpError> {
        self.editable(&id)?;
        let block = self.stored(&id).ok_or(OpError::NotFound)?;
        let at = self.detach(&id).ok_or(OpError::NotFound)?;
        self.forget(&id);
        self.bytes = self.bytes.saturating_sub(json_size(&block));
        Ok(Op::Insert { at, block })
    }
}
