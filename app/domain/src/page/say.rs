//! What is said of a change, in one sentence with names and positions.

use super::{
    blocks::meta,
    doc::{Doc, Inside, Place},
    id::BlockId,
    ops::Op,
};

impl Doc {
    /// What a block is called in sentences.
    pub fn name(&self, id: &BlockId) -> String {
        self.node(id)
            .map_or_else(|| "a block that is gone".to_owned(), super::doc::Node::name)
    }

    /// What a slot is called: `Columns, left`.
    pub fn slot_name(&self, inside: &Inside) -> String {
        let name = self.name(&inside.block);
        match self.label_of(inside) {
            Some(label) => format!("{name}, {label}"),
            None => name,
        }
    }

    /// What a slot is called beside its block: `left`; the block's own name where it has one slot only.
    pub fn slot_label(&self, inside: &Inside) -> String {
        match self.label_of(inside) {
            Some(label) => label.to_owned(),
            None => self.name(&inside.block),
        }
    }

    fn label_of(&self, inside: &Inside) -> Option<&'static str> {
        let node = self.node(&inside.block)?;
        let open = node
            .body
            .slots()
            .iter()
            .find(|slot| slot.name == inside.slot.as_str());
        let slot = open.or_else(|| meta(&node.kind)?.slot(inside.slot.as_str()));
        slot.map(|slot| slot.label).filter(|label| !label.is_empty())
    }

    /// A place in words: `position 1 of Columns, left`.
    pub fn place_name(&self, place: &Place) -> String {
        let position = place.index + 1;
        match &place.inside {
            None => format!("position {position}"),
            Some(inside) => format!("position {position} of {}", self.slot_name(inside)),
        }
    }

    /// What a change that was just made did: `before` is the page before it, `self` after it.
    pub fn said(&self, before: &Self, op: &Op) -> String {
        match op {
            Op::Insert { at, block } => {
                format!("Added {} at {}.", self.name(&block.id), self.place_name(at))
            }
            Op::Remove { id } => match before.place_of(id) {
                Some(place) => format!("Deleted {} from {}.", before.name(id), before.place_name(&place)),
                None => format!("Deleted {}.", before.name(id)),
            },
            Op::Move { id, to } => {
                let from = before.place_of(id).unwrap_or(Place::root(0));
                let (from, name) = (before.place_name(&from), self.name(id));
                format!("Moved {name} from {from} to {}.", self.place_name(to))
            }
            Op::SetProps { id, set, unset } => {
                let meta = self.node(id).and_then(|node| meta(&node.kind));
                let label = |key: &String| {
                    let field = meta.and_then(|meta| meta.fields.iter().find(|field| field.name == key));
                    field.map(|field| field.label.to_lowercase())
                };
                let labels: Vec<String> = set.keys().chain(unset).filter_map(label).collect();
                match labels.as_slice() {
                    [] => format!("Changed {}.", self.name(id)),
                    labels => format!("Changed {} of {}.", labels.join(", "), self.name(id)),
                }
            }
            Op::SetRule { id, rule } => match rule {
                None => format!("{} is shown to everyone.", self.name(id)),
                Some(rule) => format!("{} is shown to {}.", self.name(id), rule.words()),
            },
            Op::Batch(ops) => match ops.as_slice() {
                [] => "Nothing was changed.".to_owned(),
                [op] => self.said(before, op),
                [first, ..] => self.said_of_many(before, first, ops),
            },
        }
    }

    fn said_of_many(&self, before: &Self, first: &Op, ops: &[Op]) -> String {
        let many = ops.len();
        let same = |kind: fn(&Op) -> bool| ops.iter().all(kind);
        if same(|op| matches!(op, Op::Move { .. })) {
            let to = match first {
                Op::Move { to, .. } => self.place_name(to),
                _ => String::new(),
            };
            format!("Moved {many} blocks to {to}.")
        } else if same(|op| matches!(op, Op::Remove { .. })) {
            format!("Deleted {many} blocks.")
        } else if same(|op| matches!(op, Op::Insert { .. })) {
            format!("Added {many} blocks.")
        } else if let Some(said) = self.said_beside(ops) {
            said
        } else {
            let first = self.said(before, first);
            match many - 1 {
                1 => format!("{first} And 1 more change."),
                more => format!("{first} And {more} more changes."),
            }
        }
    }

    /// What undoing did: `op` is the inverse that was carried out.
    pub fn said_undone(&self, before: &Self, op: &Op) -> String {
        match op {
            Op::Move { id, to } => format!("Undone: {} is back at {}.", self.name(id), self.place_name(to)),
            Op::Insert { at, block } => {
                format!(
                    "Undone: {} is back at {}.",
                    self.name(&block.id),
                    self.place_name(at)
                )
            }
            Op::Remove { id } => format!("Undone: {} is not there any more.", before.name(id)),
            Op::Batch(ops) if matches!(ops.as_slice(), [_]) => self.said_undone(before, &ops[0]),
            Op::Batch(ops) if ops.iter().all(|op| matches!(op, Op::Insert { .. })) => {
                format!("Undone: {} blocks are back.", ops.len())
            }
            Op::Batch(ops) if ops.iter().all(|op| matches!(op, Op::Remove { .. })) => {
                format!("Undone: {} blocks are not there any more.", ops.len())
            }
            other => {
                let mut said = self.said(before, other);
                if let Some(rest) = said.strip_prefix("Changed") {
                    said = format!("changed{rest}");
                }
                format!("Undone: {said}")
            }
        }
    }
}
