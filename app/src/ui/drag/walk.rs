//! The keyboard, and a tap on the handle: picked up by a press, walked by arrows or put down by a tap.

use super::{Dragging, Drags, Host, RowId, focus_handle, scrolled};
use domain::drag::{self, LEVEL, Point, Step, resolve, target_at};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent, MouseEvent};

impl<K: RowId, H: Host<K>> Dragging<K, H> {
    /// Whether the keyboard is moving something.
    pub(super) fn walks(self) -> bool {
        self.state.with_value(|state| state.walking.is_some())
    }

    /// A handle was clicked, by keyboard or by a tap: picks up, or puts down.
    pub fn handle_pressed(self, event: &MouseEvent, id: &K) {
        // A pointer's click may be the end of a drag; the keyboard's has no clicks to count.
        if event.detail() > 0 && self.just_dropped() {
            return;
        }
        if self.walks() {
            self.put_down();
            return;
        }
        self.measure();
        let Some(place) = self.state.with_value(|state| state.layout.place_of(id)) else {
            return;
        };
        self.host
            .say(drag::picked_up(&self.host.name(id), &self.host.spot(&place)));
        self.state.update_value(|state| {
            state.payload = Some(id.clone());
            state.walking = Some(place);
            state.target = None;
        });
        self.moving.set(Some(id.clone()));
        self.show_walk();
    }

    pub(super) fn key(self, event: &KeyboardEvent) {
        let plain = !(event.ctrl_key() || event.meta_key() || event.alt_key());
        if !self.walks() {
            return;
        }
        if event.key() == "Tab" {
            // The focus may leave, the item does not stay in the air.
            self.give_up();
            return;
        }
        let step = match event.key().as_str() {
            "ArrowUp" => Step::Up,
            "ArrowDown" => Step::Down,
            "ArrowRight" => Step::In,
            "ArrowLeft" => Step::Out,
            _ => return,
        };
        if plain {
            event.prevent_default();
            self.walk(step);
        }
    }

    fn walk(self, way: Step) {
        let taken = self.state.with_value(|state| {
            let (id, from) = (state.payload.as_ref()?, state.walking.as_ref()?);
            Some(drag::step(&state.layout, id, from, way, &self.host))
        });
        match taken {
            Some(Ok(place)) => {
                let spot = self.host.spot(&place);
                let of = spot.of.map(|of| format!(" of {of}")).unwrap_or_default();
                self.host.say(format!("Position {}{of}.", spot.position));
                self.state.update_value(|state| state.walking = Some(place));
                self.show_walk();
            }
            Some(Err(reason)) => self.host.say(reason),
            None => {}
        }
    }

    fn show_walk(self) {
        let target = self.state.with_value(|state| {
            let (id, place) = (state.payload.as_ref()?, state.walking.clone()?);
            Some(target_at(&state.layout, id, place, &self.host))
        });
        if let Some(target) = target {
            self.show(target);
            self.overlay.reveal();
        }
    }

    fn put_down(self) {
        let (id, target) = self
            .state
            .with_value(|state| (state.payload.clone(), state.target.clone()));
        if let Some(id) = id {
            self.put(id, target);
        }
    }

    /// Puts down what was picked up by a tap where the next tap is.
    pub(super) fn walk_to(self, screen: Point) {
        let scrolled = scrolled();
        let target = self.state.with_value(|state| {
            let id = state.payload.as_ref()?;
            let pointer = screen.shifted(scrolled.x, scrolled.y);
            // A tap says nothing of a level; its own is the likeliest.
            let level = state.layout.row(id).map_or(0, |row| row.level);
            let level = f64::from(u32::try_from(level).unwrap_or_default());
            let origin = pointer.x - level * LEVEL;
            Some(resolve(&state.layout, id, pointer, origin, &self.host, None))
        });
        let id = self.state.with_value(|state| state.payload.clone());
        if let Some(id) = id {
            self.put(id, target);
        }
    }

    pub(super) fn stop_walking(self) {
        let own = self.state.with_value(|state| {
            let id = state.payload.clone()?;
            Some((id.clone(), state.layout.place_of(&id)?))
        });
        self.end();
        if let Some((id, place)) = own {
            self.host
                .say(drag::cancelled(&self.host.name(&id), &self.host.spot(&place)));
        }
    }

    /// Gives the focus to a row, once it is where it belongs.
    pub fn focus(self, id: K) {
        request_animation_frame(move || {
            if let Some(row) = self.row(&id) {
                focus_handle(row.unchecked_ref::<Element>());
            }
        });
    }
}
