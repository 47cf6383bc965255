//! Rows by mouse, finger and pen.

use super::{
    Dragging, Host, RowId,
    hand::{Drags, Hand, screen},
    scrolled,
};
use domain::drag::{LEVEL, resolve};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, PointerEvent};

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
        self.press(event, handle, || {
            self.state.update_value(|state| state.payload = Some(row));
        });
    }

    /// Whether a click belongs to the drop just before.
    pub(super) fn just_dropped(self) -> bool {
        self.state.with_value(|state| state.hand.just_dropped())
    }
}

impl<K: RowId, H: Host<K>> Drags for Dragging<K, H> {
    fn with_hand<T>(self, act: impl FnOnce(&mut Hand) -> T) -> Option<T> {
        self.state.try_update_value(|state| act(&mut state.hand))
    }

    fn root(self) -> Option<Element> {
        self.surface
            .get_untracked()
            .map(|root| root.unchecked_into::<Element>())
    }

    fn pick_up(self, _: Option<Element>) {
        self.measure();
        let Some(id) = self.state.with_value(|state| state.payload.clone()) else {
            return;
        };
        if let Some(root) = self.root() {
            // Only an invalid class name could fail.
            let _ = root.class_list().add_1("dragging");
        }
        let scrolled = scrolled();
        self.state.update_value(|state| {
            let level = state.layout.row(&id).map_or(0, |row| row.level);
            let level = f64::from(u32::try_from(level).unwrap_or_default());
            state.origin = state.hand.at.x + scrolled.x - level * LEVEL;
            state.target = None;
        });
        self.overlay.lift(&self.host.name(&id));
        self.moving.set(Some(id));
    }

    /// Scrolls the page when the pointer is near its edge.
    fn scroll(self) {
        let height = window()
            .inner_height()
            .ok()
            .and_then(|height| height.as_f64())
            .unwrap_or_default();
        let by = self.with_hand(|hand| hand.scrolls(0.0, height));
        if let Some(by) = by.filter(|by| *by != 0.0) {
            window().scroll_by_with_x_and_y(0.0, by);
        }
    }

    fn aim(self) {
        let scrolled = scrolled();
        let found = self.state.with_value(|state| {
            let id = state.payload.as_ref()?;
            let pointer = state.hand.at.shifted(scrolled.x, scrolled.y);
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
                state.hand.touch,
                other,
            ))
        });
        let Some((target, at, touch, other)) = found else {
            return;
        };
        self.overlay.follow(at, touch);
        if other {
            self.with_hand(|hand| hand.buzz());
        }
        self.show(target);
    }

    fn drop_here(self) {
        let (payload, target) = self
            .state
            .with_value(|state| (state.payload.clone(), state.target.clone()));
        if let Some(payload) = payload {
            self.put(payload, target);
        }
    }

    fn put_back(self) {
        self.end();
    }

    fn give_up(self) {
        if self.walks() {
            self.stop_walking();
            return;
        }
        let payload = self.state.with_value(|state| state.payload.clone());
        if self.let_go() {
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
}
