//! Dragging from the palette and on the canvas, by mouse, finger and pen. The core is `domain::drag`; this listens and measures.

use super::{Builder, browser, outline_drag::Key, placing::Walk};
use domain::{
    drag::{Drop, Gesture, Input, Layout, Point, PointerKind, Reaction, Rect, Target, Zone, Zones, speed},
    page::{BlockId, Inside, Place, StoredBlock},
};
use leptos::prelude::*;
use std::collections::HashSet;
use uuid::Uuid;
use wasm_bindgen::JsCast;
use web_sys::{Element, PointerEvent};

/// A click that follows a drop within so many milliseconds belongs to it.
const SWALLOW: f64 = 300.0;
/// So long a buzz, in milliseconds, says that something was picked up or has a new place.
const BUZZ: u32 = 8;

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
    pub gesture: Gesture,
    pointer: i32,
    touch: bool,
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
    /// Where the pointer is on the screen.
    at: Point,
    /// Since when the pointer is where the canvas scrolls by itself.
    hot_since: Option<f64>,
    last_frame: f64,
    dropped_at: Option<f64>,
    /// Whether a frame is asked for.
    framing: bool,
    /// The places that the keyboard walks.
    pub walk: Option<Walk>,
}

impl State {
    /// Something was put down by a tap: the click that follows belongs to it.
    pub fn tapped(&mut self, now: f64) {
        self.dropped_at = Some(now);
    }
}

impl Builder {
    pub(super) fn is_dragging(self) -> bool {
        self.drag.with_value(|state| state.gesture.is_dragging())
    }

    /// Whether a click belongs to the drop just before.
    pub(super) fn just_dropped(self) -> bool {
        let dropped = self.drag.with_value(|state| state.dropped_at);
        dropped.is_some_and(|at| browser::now() - at < SWALLOW)
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
        let kind = PointerKind::from_name(&event.pointer_type());
        let reaction = self.drag.try_update_value(|state| {
            state.pointer = event.pointer_id();
            state.touch = kind == PointerKind::Touch;
            state.at = screen(event);
            let reaction = state.gesture.feed(Input::Down {
                kind,
                at: state.at,
                time: browser::now(),
                handle: grab,
            });
            // A second finger takes nothing up.
            if !state.gesture.is_dragging() {
                state.payload = Some(payload);
            }
            reaction
        });
        match reaction {
            Some(Reaction::Cancel) => self.end(),
            _ => self.next_frame(),
        }
    }

    pub(super) fn pointed(self, event: &PointerEvent) {
        let reaction = self.drag.try_update_value(|state| {
            if event.pointer_id() != state.pointer {
                return Reaction::None;
            }
            state.at = screen(event);
            if state.gesture.is_dragging() {
                // The work is done once a frame.
                return Reaction::None;
            }
            state.gesture.feed(Input::Move {
                at: state.at,
                time: browser::now(),
            })
        });
        if reaction == Some(Reaction::PickUp) {
            self.pick_up(event.current_target().and_then(|target| target.dyn_into().ok()));
        }
    }

    pub(super) fn lifted(self, event: &PointerEvent) {
        if self.drag.with_value(|state| state.pointer != event.pointer_id()) {
            return;
        }
        if self.is_dragging() {
            // A fast flick ends where it ends, not where it was a frame ago.
            self.drag.update_value(|state| state.at = screen(event));
            self.aim();
        }
        let reaction = self.drag.try_update_value(|state| state.gesture.feed(Input::Up));
        if reaction != Some(Reaction::Drop) {
            return;
        }
        self.drag.update_value(|state| {
            state.dropped_at = Some(browser::now());
            state.gesture.feed(Input::Settled);
        });
        self.put();
    }

    pub(super) fn lost(self, event: &PointerEvent) {
        if self.drag.with_value(|state| state.pointer == event.pointer_id()) {
            self.cancel();
        }
    }

    /// Escape, a lost pointer or another window: everything is as before.
    pub(super) fn cancel(self) {
        let reaction = self
            .drag
            .try_update_value(|state| state.gesture.feed(Input::Cancel));
        if reaction == Some(Reaction::Cancel) || self.placing.get_untracked() {
            let name = self.payload_name();
            self.end();
            self.say(format!("Cancelled: {name} is where it was."));
        }
    }

    /// Carries out a drop: the same for mouse, finger and keyboard.
    pub(super) fn put(self) {
        let (payload, blocks, target) = self
            .drag
            .with_value(|state| (state.payload.clone(), state.blocks.clone(), state.target.clone()));
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

    fn pick_up(self, root: Option<Element>) {
        self.stop_writing();
        if let Some(Payload::Blocks(ids)) = self.drag.with_value(|state| state.payload.clone()) {
            self.select(ids);
        }
        self.measure();
        if let Some(root) = root {
            let pointer = self.drag.with_value(|state| state.pointer);
            // A pointer that was lifted in the meantime can't be kept; its end was told already.
            let _ = root.set_pointer_capture(pointer);
        }
        if let Some(root) = self.canvas_root() {
            let _ = root.class_list().add_1("is-dragging");
        }
        self.drag.update_value(|state| {
            state.last_frame = browser::now();
            state.target = None;
        });
        self.overlay.lift(&self.payload_name());
        self.side.set(super::phone::Side::Page);
        self.buzz();
        self.aim();
        self.next_frame();
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
            state.hot_since = None;
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

    fn buzz(self) {
        if self.drag.with_value(|state| state.touch) {
            window().navigator().vibrate_with_duration(BUZZ);
        }
    }

    fn next_frame(self) {
        let asked = self
            .drag
            .try_update_value(|state| std::mem::replace(&mut state.framing, true));
        if asked == Some(false) {
            request_animation_frame(move || {
                self.drag.update_value(|state| state.framing = false);
                self.frame();
            });
        }
    }

    /// Once a frame, as long as something is pressed.
    fn frame(self) {
        let tick = Input::Tick { time: browser::now() };
        match self.drag.try_update_value(|state| state.gesture.feed(tick)) {
            Some(Reaction::PickUp) => self.pick_up(self.canvas_root()),
            Some(Reaction::Follow) => {
                self.scroll();
                self.aim();
                self.next_frame();
            }
            _ if self
                .drag
                .with_value(|state| matches!(state.gesture, Gesture::Pressed { .. })) =>
            {
                self.next_frame();
            }
            _ => {}
        }
    }

    /// Scrolls the canvas when the pointer is near its edge.
    fn scroll(self) {
        let at = self.drag.with_value(|state| state.at);
        let canvas = || {
            self.canvas_root()
                .and_then(|root| root.closest(".canvas-scroll").ok().flatten())
        };
        let scroller = self.outline_at(at).or_else(canvas);
        let Some(scroller) = scroller else { return };
        let rect = scroller.get_bounding_client_rect();
        let by = self.drag.try_update_value(|state| {
            let (y, time) = (state.at.y - rect.top(), browser::now());
            let full = speed(y, rect.height(), f64::MAX);
            if full == 0.0 {
                state.hot_since = None;
            }
            let since = if full == 0.0 {
                time
            } else {
                *state.hot_since.get_or_insert(time)
            };
            let seconds = ((time - state.last_frame) / 1_000.0).clamp(0.0, 0.1);
            state.last_frame = time;
            speed(y, rect.height(), time - since) * seconds
        });
        if let Some(by) = by.filter(|by| *by != 0.0) {
            scroller.scroll_by_with_x_and_y(0.0, by);
        }
    }

    /// A point of the screen on the canvas.
    pub(super) fn on_canvas(self, screen: Point) -> Point {
        self.canvas_root().map_or(screen, |root| {
            let rect = root.get_bounding_client_rect();
            screen.shifted(-rect.left(), -rect.top())
        })
    }

    /// Finds the target under the pointer, and shows it.
    fn aim(self) {
        let (at, touch) = self.drag.with_value(|state| (state.at, state.touch));
        self.overlay.follow(at, touch);
        if let Some(list) = self.outline_at(at) {
            let target = self.aim_in_outline(&list, at);
            self.overlay.mark_zone::<Slot>(None);
            self.drag.update_value(|state| state.target = target);
            return;
        }
        self.outline_overlay.mark_zone::<Slot>(None);
        let pointer = self.on_canvas(at);
        let changed = self.drag.try_update_value(|state| {
            let target = state.zones.resolve(pointer, state.target.as_ref());
            let changed = target != state.target;
            state.target = target;
            changed
        });
        if changed == Some(true) {
            self.buzz();
            self.drag
                .with_value(|state| self.overlay.mark_zone(state.target.as_ref()));
        }
    }
}

pub(super) fn screen(event: &PointerEvent) -> Point {
    Point::new(f64::from(event.client_x()), f64::from(event.client_y()))
}
