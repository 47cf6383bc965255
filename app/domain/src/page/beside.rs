//! Blocks put beside another: both go into columns, which are made around them.

use super::{
    blocks::{default_props, meta},
    doc::{Doc, Place},
    id::{BlockId, SlotName},
    ops::{Op, OpError},
    stored::StoredBlock,
};
use crate::drag::Side;
use std::collections::BTreeMap;

const COLUMNS: &str = "columns";

impl Doc {
    /// The one change that puts blocks beside another: those of the page are moved, new ones are added. `columns` is the id of the
    /// columns that are made for them.
    ///
    /// # Errors
    /// Why they can't be there: mostly, since something may not be in columns, or not so deep.
    pub fn beside(
        &self,
        (ids, blocks): (&[BlockId], &[StoredBlock]),
        other: &BlockId,
        side: Side,
        columns: BlockId,
    ) -> Result<Op, OpError> {
        let ids = self.outermost(ids);
        let within = |id: &BlockId| id == other || self.ancestors(other).any(|around| around == id);
        if ids.iter().any(within) {
            return Err(OpError::Cycle);
        }
        let at = self.place_of(other).ok_or(OpError::NotFound)?;
        let (Some(left), Some(right)) = (SlotName::new("c1"), SlotName::new("c2")) else {
            return Err(OpError::NoSuchPlace);
        };
        let (new, old) = match side {
            Side::Left => (left, right),
            Side::Right => (right, left),
        };
        let version = meta(COLUMNS).map_or(1, |meta| meta.version);
        let mut around = StoredBlock::new(
            columns.clone(),
            COLUMNS,
            version,
            default_props(COLUMNS).unwrap_or_default(),
        );
        if !blocks.is_empty() {
            around.slots = BTreeMap::from([(new.clone(), blocks.to_vec())]);
        }
        let mut ops = vec![
            Op::Insert { at, block: around },
            Op::Move {
                id: other.clone(),
                to: Place::within(columns.clone(), old, 0),
            },
        ];
        let start = blocks.len();
        ops.extend(ids.into_iter().enumerate().map(|(nth, id)| Op::Move {
            id,
            to: Place::within(columns.clone(), new.clone(), start + nth),
        }));
        let mut then = self.clone();
        for op in &ops {
            then.apply(op.clone())?;
        }
        Ok(Op::Batch(ops))
    }

    /// What such a change did, if it was one: `Put Button ‘Book’ beside Heading ‘A’, on the right.`
    pub(super) fn said_beside(&self, ops: &[Op]) -> Option<String> {
        let [Op::Insert { block, .. }, Op::Move { id, to }, rest @ ..] = ops else {
            return None;
        };
        let inside = to.inside.as_ref().filter(|inside| inside.block == block.id)?;
        let into = |op: &Op| matches!(op, Op::Move { to, .. } if to.inside.as_ref().is_some_and(|inside| inside.block == block.id));
        if block.kind != COLUMNS || !rest.iter().all(into) {
            return None;
        }
        let moved = rest.iter().flat_map(Op::blocks);
        let put: Vec<&BlockId> = block.children().map(|block| &block.id).chain(moved).collect();
        let what = match put.as_slice() {
            [one] => self.name(one),
            many => format!("{} blocks", many.len()),
        };
        let side = if inside.slot.as_str() == "c1" {
            "right"
        } else {
            "left"
        };
        Some(format!("Put {what} beside {}, on the {side}.", self.name(id)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::tests::{block, doc, heading, id, place};
    use serde_json::json;

    fn page() -> Doc {
        doc(json!([
            heading("a", "A"),
            heading("b", "B"),
            {"id": "c", "type": "columns", "slots": {"c1": [
                {"id": "d", "type": "columns", "slots": {"c1": [heading("k", "K")]}}
            ]}},
            {"id": "f", "type": "accordion", "slots": {"items": [{"id": "i", "type": "accordion_item"}]}},
        ]))
    }

    fn put(ids: &[&str], new: &[StoredBlock], other: &str, side: Side) -> Result<(Doc, String), OpError> {
        let before = page();
        let ids: Vec<BlockId> = ids.iter().copied().map(id).collect();
        let op = before.beside((&ids, new), &id(other), side, id("n"))?;
        let mut then = before.clone();
        let inverse = then.apply(op.clone())?;
        let said = then.said(&before, &op);
        let mut again = then.clone();
        again.undo(inverse).unwrap();
        assert_eq!(again, before, "one change, undone as one");
        Ok((then, said))
    }

    #[test]
    fn both_go_into_columns_made_for_them() {
        let (then, said) = put(&["a"], &[], "b", Side::Right).unwrap();
        assert_eq!(then.place_of(&id("n")), Some(Place::root(0)));
        assert_eq!(then.place_of(&id("b")), Some(place("n", "c1", 0)));
        assert_eq!(then.place_of(&id("a")), Some(place("n", "c2", 0)));
        assert_eq!(said, "Put Heading ‘A’ beside Heading ‘B’, on the right.");
        let (then, said) = put(&["a"], &[], "b", Side::Left).unwrap();
        assert_eq!(then.place_of(&id("a")), Some(place("n", "c1", 0)));
        assert_eq!(said, "Put Heading ‘A’ beside Heading ‘B’, on the left.");
    }

    #[test]
    fn new_blocks_and_several_go_too() {
        let button = block(json!({"id": "x", "type": "button"}));
        let (then, said) = put(&[], &[button], "a", Side::Left).unwrap();
        assert_eq!(then.place_of(&id("x")), Some(place("n", "c1", 0)));
        assert_eq!(said, "Put Button beside Heading ‘A’, on the left.");
        let (then, said) = put(&["f", "a"], &[], "b", Side::Right).unwrap();
        assert_eq!(then.place_of(&id("a")), Some(place("n", "c2", 0)));
        assert_eq!(
            then.place_of(&id("f")),
            Some(place("n", "c2", 1)),
            "in the order of the page"
        );
        assert_eq!(said, "Put 2 blocks beside Heading ‘B’, on the right.");
    }

    #[test]
    fn where_nesting_forbids_it_the_reason_is_given() {
        let why = |ids: &[&str], other: &str| put(ids, &[], other, Side::Right).unwrap_err().to_string();
        let deep = "A column can't hold columns inside columns inside columns.";
        assert_eq!(why(&["a"], "k"), deep);
        assert_eq!(why(&["c"], "a"), deep);
        assert_eq!(why(&["a"], "i"), "An accordion holds accordion items only.");
        assert_eq!(why(&["a"], "a"), OpError::Cycle.to_string());
        assert_eq!(why(&["c"], "k"), OpError::Cycle.to_string());
    }
}
