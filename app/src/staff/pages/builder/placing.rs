//! The same places without dragging: by the arrow keys, or by a tap where something should go.

use super::{
    Builder,
    drag::{Payload, State},
};
use domain::{drag::Point, page::Place};
use leptos::prelude::*;
use web_sys::{KeyboardEvent, MouseEvent};

/// The places that the keyboard walks.
pub(super) struct Walk {
    places: Vec<Place>,
    at: usize,
}

impl Builder {
    /// The handle was pressed, by keyboard or by a tap: picks up, or puts down.
    pub(super) fn grab_pressed(self, event: &MouseEvent) {
        // A pointer's click may be the end of a drag; the keyboard's has no clicks to count.
        if event.detail() > 0 && self.just_dropped() {
            return;
        }
        if self.placing.get_untracked() {
            self.put();
        } else {
            self.pick_to_place();
        }
    }

    /// Picks up what is selected, to be put somewhere by arrow keys or by a tap.
    pub(super) fn pick_to_place(self) {
        self.stop_writing();
        let ids = self.with_doc(|doc| doc.outermost(&self.selected.get_untracked()));
        let Some(first) = ids.first().cloned() else { return };
        let places = self.with_doc(|doc| doc.places(&ids));
        let own = self.with_doc(|doc| doc.place_of(&first));
        let at = places
            .iter()
            .position(|place| Some(place) == own.as_ref())
            .unwrap_or_default();
        let others = places.len().saturating_sub(1);
        self.drag.update_value(|state| {
            state.payload = Some(Payload::Blocks(ids));
            state.walk = Some(Walk { places, at });
            state.target = None;
        });
        self.placing.set(true);
        self.measure();
        self.show_place();
        self.focus_block(&first);
        let name = self.payload_name();
        self.say(format!(
            "Picked up {name}. Arrow keys choose one of {others} other places, or tap where it should go. Enter puts it down, Escape cancels."
        ));
    }

    /// A key while something is being placed; whether it was one for that.
    pub(super) fn placing_key(self, event: &KeyboardEvent) -> bool {
        if !self.placing.get_untracked() {
            return false;
        }
        match event.key().as_str() {
            "ArrowUp" => self.walk(|walk| walk.at.checked_sub(1), "This is the first place."),
            "ArrowDown" => self.walk(
                |walk| Some(walk.at + 1).filter(|at| *at < walk.places.len()),
                "This is the last place.",
            ),
            "ArrowRight" => self.walk(Walk::inwards, "There is nothing beside it to go into."),
            "ArrowLeft" => self.walk(Walk::outwards, "It is in nothing."),
            "Home" => self.walk(|_| Some(0), ""),
            "End" => self.walk(|walk| walk.places.len().checked_sub(1), ""),
            "Enter" | " " => self.put(),
            "Escape" => self.cancel(),
            "Tab" => {
                // The focus may leave, the block does not stay in the air.
                self.cancel();
                return false;
            }
            _ => return false,
        }
        event.prevent_default();
        true
    }

    fn walk(self, to: impl Fn(&Walk) -> Option<usize>, edge: &'static str) {
        let moved = self.drag.try_update_value(|state| {
            let walk = state.walk.as_mut()?;
            walk.at = to(walk)?;
            walk.places.get(walk.at).cloned()
        });
        match moved.flatten() {
            Some(place) => {
                self.show_place();
                let spot = self.with_doc(|doc| doc.place_name(&place));
                let mut letters = spot.chars();
                let first = letters.next().into_iter().flat_map(char::to_uppercase);
                self.say(format!("{}{}.", first.collect::<String>(), letters.as_str()));
            }
            None => self.say(edge),
        }
    }

    fn show_place(self) {
        self.drag.update_value(|state| state.target = state.walked());
        self.drag
            .with_value(|state| self.overlay.mark_zone(state.target.as_ref()));
        self.overlay.reveal();
    }

    /// Puts down what was picked up where somebody tapped.
    pub(super) fn put_at(self, screen: Point) {
        let pointer = self.on_canvas(screen);
        self.drag.update_value(|state| {
            state.target = state.zones.resolve(pointer, None);
            state.hand.tapped();
        });
        self.put();
    }
}

impl State {
    /// The target of the place that was walked to.
    fn walked(&self) -> Option<domain::drag::Drop<super::drag::Slot>> {
        let walk = self.walk.as_ref()?;
        let place = walk.places.get(walk.at)?;
        self.zones.place(&place.inside, place.index)
    }
}

impl Walk {
    /// The nearest place further down that is in something beside this place.
    fn inwards(&self) -> Option<usize> {
        let here = self.places.get(self.at)?;
        let deeper = |place: &Place| place.inside.is_some() && place.inside != here.inside;
        let after = self
            .places
            .get(self.at + 1)
            .filter(|place| deeper(place))
            .map(|_| self.at + 1);
        let before = self
            .at
            .checked_sub(1)
            .filter(|at| self.places.get(*at).is_some_and(deeper));
        after.or(before)
    }

    /// The next place after what this place is in.
    fn outwards(&self) -> Option<usize> {
        let here = self.places.get(self.at)?;
        let inside = here.inside.as_ref()?;
        let mut last = self.at;
        for (at, place) in self.places.iter().enumerate().skip(self.at + 1) {
            // The slots of one block follow one another.
            let same_block = place
                .inside
                .as_ref()
                .is_some_and(|other| other.block == inside.block);
            if place.inside == here.inside || same_block {
                last = at;
            }
        }
        Some(last + 1).filter(|at| *at < self.places.len())
    }
}
