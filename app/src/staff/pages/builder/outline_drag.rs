//! The outline as a place to drop: the better one for far moves. A drag from the canvas or the palette can end here, and one from
//! here on the canvas. What a height in the tree means is `domain::drag`'s tree; columns have rows of their own.

use super::{Builder, drag::Slot, outline::ROW};
use domain::{
    drag::{self, Drop, Layout, Mark, Point, Rect, Row, Rules, Target, ZoneMark},
    page::{BlockId, Doc, Inside, Place, StoredBlock},
};
use leptos::prelude::*;
use std::collections::HashSet;
use web_sys::Element;

/// A row of the outline.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Key {
    /// A block.
    Block(BlockId),
    /// One of several slots of a block.
    Slot(Inside),
    /// What is dragged and is no row.
    New,
}

/// The rows of a page, in order, each with its level.
pub(super) fn rows_of(doc: &Doc) -> Vec<(Key, usize)> {
    fn down(doc: &Doc, ids: &[BlockId], level: usize, rows: &mut Vec<(Key, usize)>) {
        for id in ids {
            rows.push((Key::Block(id.clone()), level));
            let slots = slots(doc, id);
            let several = slots.len() > 1;
            for slot in slots {
                let children = doc.children(Some(&slot));
                if several {
                    rows.push((Key::Slot(slot.clone()), level + 1));
                }
                down(doc, children, level + 1 + usize::from(several), rows);
            }
        }
    }
    let mut rows = Vec::new();
    down(doc, doc.children(None), 0, &mut rows);
    rows
}

/// The slots of a block: those in use, and others that hold something all the same.
fn slots(doc: &Doc, id: &BlockId) -> Vec<Inside> {
    let mut all = doc.slots_of(id);
    if let Some(node) = doc.node(id) {
        let others = node.slots().map(|(slot, _)| Inside {
            block: id.clone(),
            slot: slot.clone(),
        });
        let others: Vec<Inside> = others.filter(|inside| !all.contains(inside)).collect();
        all.extend(others);
    }
    all
}

/// What may be dropped where.
struct OnPage<'a> {
    doc: &'a Doc,
    ids: &'a [BlockId],
    blocks: &'a [StoredBlock],
}

impl Rules<Key> for OnPage<'_> {
    fn allows(&self, _: &Key, place: &drag::Place<Key>) -> Result<(), String> {
        let place = page_place(self.doc, place).ok_or("Put it into one of the columns.")?;
        let first = Place { index: 0, ..place };
        let moved = self.ids.iter().find_map(|id| self.doc.may_move(id, &first).err());
        let put = self
            .blocks
            .iter()
            .find_map(|block| self.doc.may_insert(block, &first).err());
        moved.or(put).map_or(Ok(()), |error| Err(error.to_string()))
    }
}

/// The place on the page that a place in the tree means; none for a block whose column is not said.
fn page_place(doc: &Doc, place: &drag::Place<Key>) -> Option<Place> {
    let inside = match &place.parent {
        None => None,
        Some(Key::Slot(inside)) => Some(inside.clone()),
        Some(Key::Block(id)) => {
            let [only] = <[Inside; 1]>::try_from(doc.slots_of(id)).ok()?;
            Some(only)
        }
        Some(Key::New) => return None,
    };
    Some(Place {
        inside,
        index: place.index,
    })
}

/// The rows as the tree of `domain::drag` knows them, without what is dragged.
fn layout(doc: &Doc, ids: &[BlockId], width: f64) -> Layout<Key> {
    let moving: HashSet<&BlockId> = ids.iter().collect();
    let mut path: Vec<Key> = Vec::new();
    let mut rows = Vec::new();
    for (nth, (key, level)) in (0_u32..).zip(rows_of(doc)) {
        path.truncate(level);
        let parent = path.last().cloned();
        path.push(key.clone());
        let gone = path.iter().any(|key| match key {
            Key::Block(id) => moving.contains(id),
            Key::Slot(_) | Key::New => false,
        });
        let container = match &key {
            Key::Block(id) => !slots(doc, id).is_empty(),
            Key::Slot(_) => true,
            Key::New => false,
        };
        if !gone {
            let rect = Rect::new(0.0, f64::from(nth) * ROW, width, ROW);
            rows.push(Row {
                id: key,
                parent,
                level,
                container,
                rect,
            });
        }
    }
    Layout::new(rows)
}

impl Builder {
    /// The outline's list, if a point of the screen is on it.
    pub(super) fn outline_at(self, screen: Point) -> Option<Element> {
        let list = document().query_selector("[data-outline]").ok().flatten()?;
        let rect = list.get_bounding_client_rect();
        let within = (rect.left()..=rect.right()).contains(&screen.x)
            && (rect.top()..=rect.bottom()).contains(&screen.y);
        // On a phone it is there, behind the page.
        let seen = || {
            let style = window().get_computed_style(&list).ok().flatten();
            style
                .and_then(|style| style.get_property_value("visibility").ok())
                .is_some_and(|value| value == "visible")
        };
        (within && seen()).then_some(list)
    }

    /// Finds the target in the outline, and shows it. The layout is made when a drag first comes here.
    pub(super) fn aim_in_outline(self, list: &Element, screen: Point) -> Option<Drop<Slot>> {
        let rect = list.get_bounding_client_rect();
        let at = Point::new(
            screen.x - rect.left(),
            screen.y - rect.top() + f64::from(list.scroll_top()),
        );
        let (ids, blocks) = self
            .drag
            .with_value(|state| (state.moving.clone(), state.blocks.clone()));
        if self.drag.with_value(|state| state.tree.is_none()) {
            let tree = self.with_doc(|doc| layout(doc, &ids, rect.width()));
            self.drag.update_value(|state| state.tree = Some(tree));
        }
        let target = self.with_doc(|doc| {
            self.drag.with_value(|state| {
                let rules = OnPage {
                    doc,
                    ids: &ids,
                    blocks: &blocks,
                };
                let tree = state.tree.as_ref()?;
                Some(drag::resolve(
                    tree,
                    &Key::New,
                    at,
                    0.0,
                    &rules,
                    state.tree_target.as_ref(),
                ))
            })
        })?;
        self.show_in_outline(&target, rect.width());
        let place = self.with_doc(|doc| page_place(doc, &target.place));
        let refused = target.refused.clone();
        self.drag.update_value(|state| state.tree_target = Some(target));
        let place = place.unwrap_or(Place::root(0));
        Some(Drop {
            zone: place.inside,
            index: place.index,
            beside: None,
            mark: ZoneMark::Frame(Rect::default()),
            instead: None,
            refused,
        })
    }

    fn show_in_outline(self, target: &Target<Key>, width: f64) {
        let mark = match target.mark {
            Mark::Line { y, level } => {
                // No tree is so deep that this is not exact.
                let indent = 12.0 * f64::from(u32::try_from(level).unwrap_or_default());
                ZoneMark::Line(Point::new(indent, y), (width - indent).max(0.0))
            }
            Mark::Frame(rect) => ZoneMark::Frame(rect),
        };
        self.outline_overlay.show(mark, target.refused.as_deref(), None);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn page() -> Doc {
        let page = json!({"schema": 1, "blocks": [
            {"id": "a", "type": "heading"},
            {"id": "c", "type": "columns", "slots": {"c1": [{"id": "x", "type": "text"}]}},
            {"id": "k", "type": "card", "slots": {"content": [{"id": "y", "type": "text"}]}},
        ]});
        Doc::read(&page.to_string()).unwrap()
    }

    fn drop(y: f64, right: f64) -> String {
        let doc = page();
        let ids = [BlockId::new("a").unwrap()];
        let rules = OnPage {
            doc: &doc,
            ids: &ids,
            blocks: &[],
        };
        let tree = layout(&doc, &ids, 200.0);
        let target = drag::resolve(
            &tree,
            &Key::New,
            Point::new(right * drag::LEVEL, y),
            0.0,
            &rules,
            None,
        );
        match (page_place(&doc, &target.place), target.refused) {
            (_, Some(why)) => why,
            (Some(Place { inside: None, index }), _) => index.to_string(),
            (
                Some(Place {
                    inside: Some(inside),
                    index,
                }),
                _,
            ) => format!("{}.{}.{index}", inside.block, inside.slot),
            (None, None) => "nowhere".to_owned(),
        }
    }

    /// Rows: a, c, c left, x, c right, k, y; each 32 high.
    #[test]
    fn heights_mean_places() {
        assert_eq!(
            drop(2.0 * ROW + 16.0, 0.0),
            "c.c1.1",
            "onto the left column: at its end"
        );
        assert_eq!(
            drop(4.0 * ROW + 16.0, 0.0),
            "c.c2.0",
            "onto the empty right column"
        );
        assert_eq!(drop(5.0 * ROW + 16.0, 0.0), "k.content.1", "onto the card");
        assert_eq!(drop(3.0 * ROW + 2.0, 2.0), "c.c1.0", "above x");
        assert_eq!(drop(7.0 * ROW, 0.0), "2", "below everything, at the left");
        assert_eq!(
            drop(7.0 * ROW, 1.0),
            "k.content.1",
            "below everything, one level in"
        );
        assert_eq!(drop(1.0 * ROW + 16.0, 0.0), "Put it into one of the columns.");
    }
}
