//! Putting several blocks somewhere at once, and all the places where blocks may go.

use super::{
    blocks::meta,
    doc::{Doc, Inside, Place},
    id::{BlockId, SlotName},
    ops::{Op, OpError},
    stored::StoredBlock,
};

impl Doc {
    /// These blocks in the order of the page, without those that are in another of them.
    pub fn outermost(&self, ids: &[BlockId]) -> Vec<BlockId> {
        let chosen = |id: &BlockId| ids.contains(id);
        let outer = |id: &BlockId| !self.ancestors(id).any(chosen);
        match ids {
            [id] if self.node(id).is_some() => vec![id.clone()],
            [] | [_] => Vec::new(),
            _ => self
                .walk()
                .into_iter()
                .map(|(_, id)| id)
                .filter(|id| chosen(id) && outer(id))
                .cloned()
                .collect(),
        }
    }

    /// The change that moves blocks into a place, one after another. The place is counted without any of them.
    ///
    /// # Errors
    /// Why one of them can't be there.
    pub fn moves(&self, ids: &[BlockId], to: &Place) -> Result<Op, OpError> {
        let ids = self.outermost(ids);
        if let [id] = ids.as_slice() {
            self.may_move(id, to)?;
            return Ok(Op::Move {
                id: id.clone(),
                to: to.clone(),
            });
        }
        let mut doc = self.clone();
        let inside = to.inside.as_ref();
        let stays = |id: &&BlockId| !ids.contains(id);
        let after = self.children(inside).iter().filter(stays).nth(to.index).cloned();
        let mut ops = Vec::with_capacity(ids.len());
        for id in &ids {
            let mut others = doc.children(inside).iter().filter(|other| *other != id);
            let index = match &after {
                Some(after) => others.position(|other| other == after).unwrap_or_default(),
                None => others.count(),
            };
            let op = Op::Move {
                id: id.clone(),
                to: Place {
                    inside: to.inside.clone(),
                    index,
                },
            };
            doc.apply(op.clone())?;
            ops.push(op);
        }
        Ok(Op::Batch(ops))
    }

    /// The change that puts new blocks into a place, one after another.
    ///
    /// # Errors
    /// Why one of them can't be there.
    pub fn inserts(&self, blocks: Vec<StoredBlock>, at: &Place) -> Result<Op, OpError> {
        let mut ops = Vec::with_capacity(blocks.len());
        for (nth, block) in blocks.into_iter().enumerate() {
            self.may_insert(&block, at)?;
            let at = Place {
                inside: at.inside.clone(),
                index: at.index + nth,
            };
            ops.push(Op::Insert { at, block });
        }
        Ok(match <[Op; 1]>::try_from(ops) {
            Ok([op]) => op,
            Err(ops) => Op::Batch(ops),
        })
    }

    /// Every slot that is in use, each after the one that it is in; the page itself comes first.
    pub fn slots(&self) -> Vec<Option<Inside>> {
        let mut all = vec![None];
        for (_, id) in self.walk() {
            all.extend(self.slots_of(id).into_iter().map(Some));
        }
        all
    }

    /// The slots of a block that are in use.
    pub fn slots_of(&self, id: &BlockId) -> Vec<Inside> {
        let slots = self.node(id).map_or(&[][..], |node| node.body().slots());
        let inside = |name| Inside {
            block: id.clone(),
            slot: name,
        };
        slots
            .iter()
            .filter_map(|slot| SlotName::new(slot.name))
            .map(inside)
            .collect()
    }

    /// Every place where these blocks may be, in the order of the page, counted without them.
    pub fn places(&self, ids: &[BlockId]) -> Vec<Place> {
        fn down(
            doc: &Doc,
            inside: Option<&Inside>,
            ids: &[BlockId],
            free: &impl Fn(&Place) -> bool,
            all: &mut Vec<Place>,
        ) {
            let place = |index| Place {
                inside: inside.cloned(),
                index,
            };
            // What a slot takes does not depend on the position in it.
            let open = free(&place(0));
            all.extend(open.then(|| place(0)));
            let children = doc.children(inside).iter().filter(|id| !ids.contains(id));
            for (nth, child) in children.enumerate() {
                for slot in doc.slots_of(child) {
                    down(doc, Some(&slot), ids, free, all);
                }
                all.extend(open.then(|| place(nth + 1)));
            }
        }
        let ids = self.outermost(ids);
        let free = |place: &Place| ids.iter().all(|id| self.may_move(id, place).is_ok());
        let mut all = Vec::new();
        down(self, None, &ids, &free, &mut all);
        all
    }

    /// Where something new goes that nobody has shown a place for: after a block, in it if it is empty and takes it, or at the end of
    /// the page. `None` if the page does not take it anywhere near.
    pub fn place_after(&self, id: Option<&BlockId>, block: &StoredBlock) -> Option<Place> {
        let fits = |place: &Place| self.may_insert(block, place).is_ok();
        let mut at = id.filter(|id| self.node(id).is_some());
        if let Some(id) = at {
            let within = self.slots_of(id).into_iter().map(|inside| Place {
                index: self.children(Some(&inside)).len(),
                inside: Some(inside),
            });
            let bound = meta(&block.kind).is_some_and(|meta| meta.only_in.is_some());
            let empty = |place: &Place| self.children(place.inside.as_ref()).is_empty();
            if let Some(place) = within
                .into_iter()
                .find(|place| (bound || empty(place)) && fits(place))
            {
                return Some(place);
            }
        }
        while let Some(id) = at {
            let mut place = self.place_of(id)?;
            place.index += 1;
            if fits(&place) {
                return Some(place);
            }
            at = self.node(id)?.home().map(|home| &home.block);
        }
        let end = Place::root(self.children(None).len());
        fits(&end).then_some(end)
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
            {"id": "c", "type": "columns", "slots": {"c1": [heading("l", "L")]}},
            heading("b", "B"),
            {"id": "k", "type": "card"},
        ]))
    }

    fn order(doc: &Doc) -> String {
        doc.walk().into_iter().map(|(_, id)| id.as_str()).collect()
    }

    #[test]
    fn several_blocks_keep_their_order() {
        for (ids, to, expected) in [
            (vec!["b", "a"], Place::root(0), "abclk"),
            (vec!["b", "a"], Place::root(2), "clkab"),
            (vec!["b", "a"], Place::root(1), "clabk"),
            (vec!["b", "a"], place("c", "c1", 1), "clabk"),
            (vec!["a", "l"], Place::root(2), "cbalk"),
            (vec!["c", "l"], Place::root(0), "clabk"),
        ] {
            let mut page = page();
            let ids: Vec<BlockId> = ids.into_iter().map(id).collect();
            let op = page.moves(&ids, &to).unwrap();
            let before = page.clone();
            let inverse = page.apply(op).unwrap();
            assert_eq!(order(&page), expected, "{ids:?} to {to:?}");
            page.undo(inverse).unwrap();
            assert_eq!(page, before);
        }
        assert_eq!(
            page().moves(&[id("c"), id("a")], &place("c", "c1", 0)),
            Err(OpError::Cycle)
        );
    }

    #[test]
    fn every_legal_place_is_walked_in_reading_order() {
        let walked = |places: Vec<Place>| {
            let one = |place: &Place| match &place.inside {
                None => place.index.to_string(),
                Some(inside) => format!("{}.{}.{}", inside.block, inside.slot, place.index),
            };
            places.iter().map(one).collect::<Vec<_>>().join(" ")
        };
        let page = page();
        assert_eq!(
            walked(page.places(&[id("a")])),
            "0 c.c1.0 c.c1.1 c.c2.0 1 2 k.content.0 3"
        );
        assert_eq!(walked(page.places(&[id("k")])), "0 1 c.c1.0 c.c1.1 c.c2.0 2 3");
    }

    #[test]
    fn new_blocks_go_where_one_looks() {
        let page = page();
        let text = block(json!({"id": "n", "type": "text"}));
        let after = |at: Option<&str>| page.place_after(at.map(id).as_ref(), &text);
        assert_eq!(after(None), Some(Place::root(4)));
        assert_eq!(after(Some("a")), Some(Place::root(1)));
        assert_eq!(after(Some("l")), Some(place("c", "c1", 1)));
        assert_eq!(after(Some("c")), Some(place("c", "c2", 0)), "its empty column");
        assert_eq!(after(Some("k")), Some(place("k", "content", 0)));
        let card = block(json!({"id": "n", "type": "card"}));
        assert_eq!(
            page.place_after(Some(&id("k")), &card),
            Some(Place::root(4)),
            "no card in a card"
        );
        let item = block(json!({"id": "n", "type": "accordion_item"}));
        assert_eq!(page.place_after(Some(&id("a")), &item), None);
    }
}
