//! Sets who sees a block.

use super::{By, Op, OpError};
use crate::page::{
    doc::Doc,
    id::BlockId,
    limits::{Limit, MAX_BYTES, json_size},
    rule::Rule,
};

impl Doc {
    pub(super) fn set_rule(&mut self, id: BlockId, rule: Option<Rule>, by: By) -> Result<Op, OpError> {
        self.editable(&id)?;
        if let (By::Editor, Some(rule)) = (by, &rule) {
            rule.check()?;
        }
        let room = MAX_BYTES.saturating_sub(self.bytes);
        let node = self.nodes.get_mut(&id).ok_or(OpError::NotFound)?;
        if node.is_foreign() {
            return Err(OpError::Foreign);
        }
        let (before, after) = (json_size(&node.show_if), json_size(&rule));
        if after > before && after - before > room {
            return Err(Limit::Size.into());
        }
        let rule = std::mem::replace(&mut node.show_if, rule);
        self.bytes = (self.bytes + after).saturating_sub(before);
        Ok(Op::SetRule { id, rule })
    }
}
