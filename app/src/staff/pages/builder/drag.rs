//! Dragging from the palette and on the canvas, by mouse, finger and pen. The core is `domain::drag`; this listens and measures.

use super::{Builder, browser, outline_drag::Key, placing::Walk};
use crate::ui::drag::{Drags, Hand, screen};
use domain::{
    drag::{Drop, Layout, Point, Rect, Target, Zone, Zones},
    page::{BlockId, Inside, Place, StoredBlock},
};
use leptos::prelude::*;
use std::collections::HashSet;
use uuid::Uuid;
use web_sys::{Element, PointerEvent};

/// A place where blocks can be: a slot, or the page itself.
pub(super) type Slot = Option<Inside>;

/// What is dragged.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Payload {
    /// A new block of a kind.
    Kind(String),
    /// A copy of a section.
    Section(Uuid),
    /// Blocks of the page.
    Blocks(Vec<BlockId>),
}

/// What is going on, outside of anything reactive: a drag renders nothing.
#[derive(Default)]
pub(super) struct State {
    pub hand: Hand,
    pub payload: Option<Payload>,
    /// The blocks that move, without those in others of them.
    pub moving: Vec<BlockId>,
    /// Made for this drag when it began.
    pub blocks: Vec<StoredBlock>,
    /// The outline's rows, made when the drag first comes there, and the target among them.
    pub tree: Option<Layout<Key>>,
    pub tree_target: Option<Target<Key>>,
    pub zones: Zones<Slot>,
    pub target: Option<Drop<Slot>>,
    /// The places that the keyboard walks.
    pub walk: Option<Walk>,
}

impl Builder {
    /// Whether a click belongs to the drop just before.
    pub(super) fn just_dropped(self) -> bool {
        self.drag.with_value(|state| state.hand.just_dropped())
    }

    pub(super) fn pressed(self, event: &PointerEvent) {
        let Some(on) = browser::target(event) else { return };
        let at = |selector: &str| on.closest(selector).ok().flatten();
        if self.placing.get_untracked() {
            if at("[data-canvas]").is_some() && at("[data-tools]").is_none() {
                // Tapped where it should go.
                event.prevent_default();
                self.put_at(screen(event));
            }
            return;
        }
        if event.button() != 0 || self.writing.is_within(&on) {
            return;
        }
        let grab = at("[data-grab]").is_some();
        let payload = if grab {
            Some(Payload::Blocks(self.selected.get_untracked()))
        } else if let Some(item) = at("[data-kind]") {
            item.get_attribute("data-kind").map(Payload::Kind)
        } else if let Some(item) = at("[data-section]") {
            let id = item.get_attribute("data-section").and_then(|id| id.parse().ok());
            id.map(Payload::Section)
        } else if at("[data-canvas], [data-outlined]").is_some() {
            let outlined =
                at("[data-outlined]").and_then(|row| BlockId::new(&row.get_attribute("data-outlined")?));
            outlined.or_else(|| self.block_of(&on)).map(|id| {
                let all = self.selected.get_untracked();
                Payload::Blocks(if all.contains(&id) { all } else { vec![id] })
            })
        } else {
            None
        };
        let Some(payload) = payload else { return };
        self.press(event, grab, || {
            self.drag.update_value(|state| state.payload = Some(payload));
        });
    }

    /// Escape, a lost pointer or another window: everything is as before.
    pub(super) fn cancel(self) {
        if self.let_go() || self.placing.get_untracked() {
            let name = self.payload_name();
            self.end();
            self.say(format!("Cancelled: {name} is where it was."));
        }
    }

    /// Carries out a drop: the same for mouse, finger and keyboard.
    pub(super) fn put(self) {
        let (payload, blocks, moving, target) = self.drag.with_value(|state| {
            (
                state.payload.clone(),
                state.blocks.clone(),
                state.moving.clone(),
                state.target.clone(),
            )
        });
        let beside = target.as_ref().and_then(|target| self.block_beside(target));
        let name = self.payload_name();
        self.end();
        let Some(target) = target else {
            self.say(format!("Nothing was moved: {name} was let go beside the page."));
            return;
        };
        if let Some(why) = target.refused {
            self.refuse(format!("Can't put {name} here: {why}"));
            return;
        }
        if let Some(side) = target.beside {
            self.put_beside(&moving, blocks, beside.as_ref(), side);
            return;
        }
        let place = Place {
            inside: target.zone,
            index: target.index,
        };
        match payload {
            Some(Payload::Blocks(ids)) => self.move_to(&ids, &place),
            Some(_) => self.insert_at(blocks, &place),
            None => {}
        }
    }

    /// The block that a target is beside.
    fn block_beside(self, target: &Drop<Slot>) -> Option<BlockId> {
        target.beside?;
        self.drag.with_value(|state| {
            self.with_doc(|doc| {
                let stays = |id: &&BlockId| !state.moving.contains(id);
                let mut others = doc.children(target.zone.as_ref()).iter().filter(stays);
                others.nth(target.index).cloned()
            })
        })
    }

    /// A target beside a block, with why it is none, if nesting forbids it.
    fn judged(self, target: Drop<Slot>) -> Drop<Slot> {
        let (Some(side), Some(other)) = (target.beside, self.block_beside(&target)) else {
            return target;
        };
        let refused = self.drag.with_value(|state| {
            let what = (state.moving.as_slice(), state.blocks.as_slice());
            self.with_doc(|doc| doc.beside(what, &other, side, browser::new_id()).err())
        });
        Drop {
            refused: refused.map(|why| why.to_string()),
            ..target
        }
    }

    /// What is dragged, in words.
    pub(super) fn payload_name(self) -> String {
        let payload = self.drag.with_value(|state| state.payload.clone());
        match payload {
            Some(Payload::Blocks(ids)) => match ids.as_slice() {
                [id] => self.with_doc(|doc| doc.name(id)),
                many => format!("{} blocks", many.len()),
            },
            Some(Payload::Kind(kind)) => domain::page::meta(&kind)
                .map_or("Block", |meta| meta.label)
                .to_owned(),
            Some(Payload::Section(id)) => self.opened.with_value(|opened| {
                let section = opened.sections.iter().find(|section| section.id == id);
                section.map_or_else(String::new, |section| section.name.clone())
            }),
            None => String::new(),
        }
    }

    /// Puts everything back as if nothing had been picked up.
    pub(super) fn end(self) {
        self.overlay.hide();
        self.outline_overlay.hide();
        self.placing.set(false);
        if let Some(root) = self.canvas_root() {
            let _ = root.class_list().remove_1("is-dragging");
        }
        self.drag.update_value(|state| {
            state.payload = None;
            state.blocks = Vec::new();
            state.moving = Vec::new();
            state.tree = None;
            state.tree_target = None;
            state.target = None;
            state.walk = None;
        });
    }

    /// Makes what is new, and measures every slot and block, once.
    pub(super) fn measure(self) {
        let payload = self.drag.with_value(|state| state.payload.clone());
        let (ids, blocks) = match payload {
            Some(Payload::Blocks(ids)) => (self.with_doc(|doc| doc.outermost(&ids)), Vec::new()),
            Some(Payload::Kind(kind)) => (Vec::new(), self.new_block(&kind).into_iter().collect()),
            Some(Payload::Section(id)) => (Vec::new(), self.section(id)),
            None => return,
        };
        let Some(root) = self.canvas_root() else { return };
        let origin = root.get_bounding_client_rect();
        let rect = |element: &Element| {
            let rect = element.get_bounding_client_rect();
            Rect::new(
                rect.left() - origin.left(),
                rect.top() - origin.top(),
                rect.width(),
                rect.height(),
            )
        };
        let moving: HashSet<BlockId> = ids.iter().cloned().collect();
        let zones = self.with_doc(|doc| {
            let within = |slot: &Slot| {
                slot.as_ref().is_some_and(|inside| {
                    moving.contains(&inside.block)
                        || doc.ancestors(&inside.block).any(|id| moving.contains(id))
                })
            };
            let zone = |slot: Slot| {
                let element = self.slot_element(slot.as_ref())?;
                let children = element.children();
                let items = (0..children.length()).filter_map(|at| {
                    let child = children.item(at)?;
                    let id = BlockId::new(&child.get_attribute("data-bid")?)?;
                    (!moving.contains(&id)).then(|| rect(&child))
                });
                let place = Place {
                    inside: slot.clone(),
                    index: 0,
                };
                let refused = ids.iter().find_map(|id| doc.may_move(id, &place).err());
                let refused = refused.or_else(|| {
                    blocks
                        .iter()
                        .find_map(|block| doc.may_insert(block, &place).err())
                });
                Some(Zone {
                    rect: rect(&element),
                    items: items.collect(),
                    refuses: refused.map(|error| error.to_string()),
                    id: slot,
                })
            };
            let slots = doc.slots().into_iter().filter(|slot| !within(slot));
            Zones::new(slots.filter_map(zone).collect())
        });
        self.drag.update_value(|state| {
            state.zones = zones;
            state.blocks = blocks;
            state.moving = ids;
        });
    }

    /// A point of the screen on the canvas.
    pub(super) fn on_canvas(self, screen: Point) -> Point {
        self.canvas_root().map_or(screen, |root| {
            let rect = root.get_bounding_client_rect();
            screen.shifted(-rect.left(), -rect.top())
        })
    }
}

impl Drags for Builder {
    fn with_hand<T>(self, act: impl FnOnce(&mut Hand) -> T) -> Option<T> {
        self.drag.try_update_value(|state| act(&mut state.hand))
    }

    fn root(self) -> Option<Element> {
        self.canvas_root()
    }

    fn pick_up(self, _: Option<Element>) {
        self.stop_writing();
        if let Some(Payload::Blocks(ids)) = self.drag.with_value(|state| state.payload.clone()) {
            self.select(ids);
        }
        self.measure();
        if let Some(root) = self.canvas_root() {
            // Only an invalid class name could fail.
            let _ = root.class_list().add_1("is-dragging");
        }
        self.drag.update_value(|state| state.target = None);
        self.overlay.lift(&self.payload_name());
        self.side.set(super::phone::Side::Page);
    }

    /// Scrolls the canvas, or the outline, when the pointer is near its edge.
    fn scroll(self) {
        let at = self.drag.with_value(|state| state.hand.at);
        let canvas = || {
            self.canvas_root()
                .and_then(|root| root.closest(".canvas-scroll").ok().flatten())
        };
        let scroller = self.outline_at(at).or_else(canvas);
        let Some(scroller) = scroller else { return };
        let rect = scroller.get_bounding_client_rect();
        let by = self.with_hand(|hand| hand.scrolls(rect.top(), rect.height()));
        if let Some(by) = by.filter(|by| *by != 0.0) {
            scroller.scroll_by_with_x_and_y(0.0, by);
        }
    }

    fn aim(self) {
        let (at, touch) = self.drag.with_value(|state| (state.hand.at, state.hand.touch));
        self.overlay.follow(at, touch);
        if let Some(list) = self.outline_at(at) {
            let target = self.aim_in_outline(&list, at);
            self.overlay.mark_zone::<Slot>(None);
            self.drag.update_value(|state| state.target = target);
            return;
        }
        self.outline_overlay.mark_zone::<Slot>(None);
        let pointer = self.on_canvas(at);
        let found = self
            .drag
            .with_value(|state| state.zones.resolve(pointer, state.target.as_ref()));
        let same = |one: &Drop<Slot>, other: &Drop<Slot>| {
            (&one.zone, one.index, one.beside, one.mark)
                == (&other.zone, other.index, other.beside, other.mark)
        };
        let known = self.drag.with_value(|state| match (&found, &state.target) {
            (Some(found), Some(target)) => same(found, target),
            (None, None) => true,
            _ => false,
        });
        if known {
            return;
        }
        let target = found.map(|found| self.judged(found));
        self.drag.update_value(|state| {
            state.target = target;
            state.hand.buzz();
            self.overlay.mark_zone(state.target.as_ref());
        });
    }

    fn drop_here(self) {
        self.put();
    }

    fn put_back(self) {
        self.end();
    }

    fn give_up(self) {
        self.cancel();
    }
}
