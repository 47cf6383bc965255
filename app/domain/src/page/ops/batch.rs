//! Several changes as one: all of them, or none.

use super::{By, Op, OpError};
use crate::page::doc::Doc;

impl Doc {
    pub(super) fn batch(&mut self, ops: Vec<Op>, by: By) -> Result<Op, OpError> {
        let mut inverses = Vec::with_capacity(ops.len());
        for op in ops {
            match self.carry_out(op, by) {
                Ok(inverse) => inverses.push(inverse),
                Err(error) => {
                    for inverse in inverses.into_iter().rev() {
                        // Nothing has changed since, so it fits.
                        self.undo(inverse)?;
                    }
                    return Err(error);
                }
            }
        }
        inverses.reverse();
        Ok(Op::Batch(inverses))
    }
}
