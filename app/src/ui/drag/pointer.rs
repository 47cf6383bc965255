//! Mouse, finger and pen.

use super::{Dragging, Host, RowId, now, scrolled};
use domain::drag::{Input, LEVEL, Point, PointerKind, Reaction, resolve, speed};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, PointerEvent};

/// A click that follows a drop within so many milliseconds belongs to it.
const SWALLOW: f64 = 300.0;
/// So long a buzz, in milliseconds, says that something was picked up or has a new place.
const BUZZ: u32 = 8;

impl<K: RowId, H: Host<K>> Dragging<K, H> {
    pub(super) fn pressed(self, event: &PointerEvent) {
        let Some(on) = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok())
        else {
            return;
        };
        let at = |selector: &str| on.closest(selector).ok().flatten();
        let Some(row) = self.row_of(&on) else { return };
        let handle = at("[data-handle]").is_some();
        let control = at("a, button, input, select, textarea, summary, label, form, .menu-panel").is_some();
        if self.walks() && !handle {
            if control {
                self.stop_walking();
            } else {
                // Tapped where it should go.
                event.prevent_default();
                self.walk_to(screen(event));
            }
            return;
        }
        if event.button() != 0 || (control && !handle) {
            return;
        }
        let kind = PointerKind::from_name(&event.pointer_type());
        let reaction = self.state.try_update_value(|state| {
            state.pointer = event.pointer_id();
            state.touch = kind == PointerKind::Touch;
            state.at = screen(event);
            let input = Input::Down {
                kind,
                at: state.at,
                time: now(),
                handle,
            };
            let reaction = state.gesture.feed(input);
            // A second finger takes nothing up.
            if !state.gesture.is_dragging() {
                state.payload = Some(row);
            }
            reaction
        });
        match reaction {
            Some(Reaction::Cancel) => self.end(),
            _ => self.next_frame(),
        }
    }

    pub(super) fn pointed(self, event: &PointerEvent) {
        let reaction = self.state.try_update_value(|state| {
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
                time: now(),
            })
        });
        if reaction == Some(Reaction::PickUp) {
            self.pick_up();
        }
    }

    pub(super) fn lifted(self, event: &PointerEvent) {
        let ours = self.state.with_value(|state| state.pointer == event.pointer_id());
        if !ours {
            return;
        }
        if self.is_dragging() {
            // A fast flick ends where it ends, not where it was a frame ago.
            self.state.update_value(|state| state.at = screen(event));
            self.aim();
        }
        let reaction = self.state.try_update_value(|state| state.gesture.feed(Input::Up));
        if reaction != Some(Reaction::Drop) {
            return;
        }
        let (payload, target) = self
            .state
            .with_value(|state| (state.payload.clone(), state.target.clone()));
        self.state.update_value(|state| {
            state.dropped_at = now();
            state.gesture.feed(Input::Settled);
        });
        if let Some(payload) = payload {
            self.put(payload, target);
        }
    }

    pub(super) fn lost(self, event: &PointerEvent) {
        if self.state.with_value(|state| state.pointer == event.pointer_id()) {
            self.cancel();
        }
    }

    /// Escape, a lost pointer or another window: everything is as before.
    pub(super) fn cancel(self) {
        if self.walks() {
            self.stop_walking();
            return;
        }
        let payload = self.state.with_value(|state| state.payload.clone());
        let reaction = self
            .state
            .try_update_value(|state| state.gesture.feed(Input::Cancel));
        if reaction == Some(Reaction::Cancel) {
            self.end();
            let own = payload.and_then(|id| {
                let place = self.state.with_value(|state| state.layout.place_of(&id))?;
                Some(domain::drag::cancelled(
                    &self.host.name(&id),
                    &self.host.spot(&place),
                ))
            });
            own.into_iter().for_each(|sentence| self.host.say(sentence));
        }
    }

    /// Whether a click belongs to the drop just before.
    pub(super) fn just_dropped(self) -> bool {
        self.state.with_value(|state| now() - state.dropped_at < SWALLOW)
    }

    fn pick_up(self) {
        self.measure();
        let Some(id) = self.state.with_value(|state| state.payload.clone()) else {
            return;
        };
        if let Some(root) = self.root() {
            let pointer = self.state.with_value(|state| state.pointer);
            // A pointer that was lifted in the meantime can't be kept; its end was told already.
            let _ = root.set_pointer_capture(pointer);
            let _ = root.class_list().add_1("dragging");
        }
        let scrolled = scrolled();
        self.state.update_value(|state| {
            let level = state.layout.row(&id).map_or(0, |row| row.level);
            let level = f64::from(u32::try_from(level).unwrap_or_default());
            state.origin = state.at.x + scrolled.x - level * LEVEL;
            state.last_frame = now();
            state.target = None;
        });
        self.overlay.lift(&self.host.name(&id));
        self.moving.set(Some(id));
        self.buzz();
        self.aim();
        self.next_frame();
    }

    fn buzz(self) {
        if self.state.with_value(|state| state.touch) {
            window().navigator().vibrate_with_duration(BUZZ);
        }
    }

    fn next_frame(self) {
        let asked = self
            .state
            .try_update_value(|state| std::mem::replace(&mut state.framing, true));
        if asked == Some(false) {
            request_animation_frame(move || {
                self.state.update_value(|state| state.framing = false);
                self.frame();
            });
        }
    }

    /// Once a frame, as long as something is pressed.
    fn frame(self) {
        let reaction = self
            .state
            .try_update_value(|state| state.gesture.feed(Input::Tick { time: now() }));
        match reaction {
            Some(Reaction::PickUp) => self.pick_up(),
            Some(Reaction::Follow) => {
                self.scroll();
                self.aim();
                self.next_frame();
            }
            Some(_) if self.state.with_value(|state| state.payload.is_some()) => {
                let pressed = self
                    .state
                    .with_value(|state| matches!(state.gesture, domain::drag::Gesture::Pressed { .. }));
                if pressed {
                    self.next_frame();
                }
            }
            _ => {}
        }
    }

    /// Scrolls the page when the pointer is near its edge.
    fn scroll(self) {
        let height = window()
            .inner_height()
            .ok()
            .and_then(|height| height.as_f64())
            .unwrap_or_default();
        let by = self.state.try_update_value(|state| {
            let time = now();
            let full = speed(state.at.y, height, f64::MAX);
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
            speed(state.at.y, height, time - since) * seconds
        });
        if let Some(by) = by.filter(|by| *by != 0.0) {
            window().scroll_by_with_x_and_y(0.0, by);
        }
    }

    /// Finds the target under the pointer, and shows it.
    fn aim(self) {
        let scrolled = scrolled();
        let found = self.state.with_value(|state| {
            let id = state.payload.as_ref()?;
            let pointer = state.at.shifted(scrolled.x, scrolled.y);
            let target = resolve(
                &state.layout,
                id,
                pointer,
                state.origin,
                &self.host,
                state.target.as_ref(),
            );
            let place = state.target.as_ref().map(|target| target.place.clone());
            let other = place.is_some_and(|place| place != target.place);
            Some((
                target,
                pointer.shifted(-state.surface.x, -state.surface.y),
                state.touch,
                other,
            ))
        });
        let Some((target, at, touch, other)) = found else {
            return;
        };
        self.overlay.follow(at, touch);
        if other {
            self.buzz();
        }
        self.show(target);
    }
}

fn screen(event: &PointerEvent) -> Point {
    Point::new(f64::from(event.client_x()), f64::from(event.client_y()))
}
