//! What may go where, and if not, why not.

use super::{
    blocks::{Accepts, BlockMeta, SlotMeta, meta},
    doc::{Doc, Inside},
    id::{BlockId, SlotName},
    ops::OpError,
    stored::StoredBlock,
};

/// What matters of a block for where it may be.
pub(super) struct Shape<'a> {
    kind: &'a str,
    children: Vec<(&'a SlotName, Shape<'a>)>,
}

impl<'a> Shape<'a> {
    pub(super) fn of_stored(block: &'a StoredBlock) -> Self {
        let children = block
            .slots
            .iter()
            .flat_map(|(slot, blocks)| blocks.iter().map(move |child| (slot, Self::of_stored(child))));
        Self {
            kind: &block.kind,
            children: children.collect(),
        }
    }

    pub(super) fn of_node(doc: &'a Doc, id: &BlockId) -> Option<Self> {
        let node = doc.node(id)?;
        let children = node.slots.iter().flat_map(|(slot, ids)| {
            ids.iter()
                .filter_map(move |id| Some((slot, Self::of_node(doc, id)?)))
        });
        Some(Self {
            kind: &node.kind,
            children: children.collect(),
        })
    }
}

impl Doc {
    /// Whether a block of such a shape may be in a slot.
    pub(super) fn accepts(&self, inside: Option<&Inside>, shape: &Shape<'_>) -> Result<(), OpError> {
        let mut chain: Vec<&str> = Vec::new();
        let mut parent = None;
        if let Some(Inside { block, slot }) = inside {
            let node = self.node(block).ok_or(OpError::NoSuchPlace)?;
            chain.push(&node.kind);
            chain.extend(
                self.ancestors(block)
                    .filter_map(|id| self.node(id))
                    .map(|node| node.kind.as_str()),
            );
            let known = meta(&node.kind).ok_or(OpError::Foreign)?;
            if known.slots.is_empty() {
                return Err(refused(format!(
                    "{} can't hold other blocks.",
                    capital(known.one)
                )));
            }
            let open = match node.issue() {
                None => node.body.slots().iter().find(|open| open.name == slot.as_str()),
                Some(_) => known.slot(slot.as_str()),
            };
            parent = Some((known, open.ok_or(OpError::NoSuchPlace)?));
        }
        fits(parent, &mut chain, shape)
    }
}

/// `chain` are the types that the block would be in, in any order.
fn fits<'a>(
    parent: Option<(&'static BlockMeta, &'static SlotMeta)>,
    chain: &mut Vec<&'a str>,
    shape: &Shape<'a>,
) -> Result<(), OpError> {
    if let Some((
        parent,
        SlotMeta {
            accepts: Accepts::Only(kind),
            ..
        },
    )) = parent
        && *kind != shape.kind
    {
        let many = meta(kind).map_or("certain blocks", |meta| meta.many);
        return Err(refused(format!("{} holds {many} only.", capital(parent.one))));
    }
    let Some(known) = meta(shape.kind) else {
        // Where it goes is for a newer version to say; so is what is in it.
        return Ok(());
    };
    if let Some(only) = known.only_in
        && parent.is_none_or(|(parent, _)| parent.kind != only)
    {
        let other = meta(only).map_or("its own block", |meta| meta.one);
        return Err(refused(format!("{} goes into {other} only.", capital(known.one))));
    }
    let around = chain.iter().filter(|kind| **kind == shape.kind).count();
    if known.nested.is_some_and(|most| around >= most) {
        let said = match known.kind {
            "columns" => "A column can't hold columns inside columns inside columns.".to_owned(),
            _ => format!("{} can't go inside {}.", capital(known.one), known.one),
        };
        return Err(refused(said));
    }
    chain.push(shape.kind);
    for (slot, child) in &shape.children {
        match known.slot(slot.as_str()) {
            Some(slot) => fits(Some((known, slot)), chain, child)?,
            None => return Err(OpError::NoSuchPlace),
        }
    }
    chain.pop();
    Ok(())
}

const fn refused(why: String) -> OpError {
    OpError::NotAccepted(why)
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map(|first| first.to_uppercase().chain(chars).collect())
        .unwrap_or_default()
}
