//! What pointers do, fed to the gesture: one binding for everything that is dragged, rows and blocks alike.

use super::now;
use domain::drag::{Gesture, Input, Point, PointerKind, Reaction, speed};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, PointerEvent};

/// A click that follows a drop within so many milliseconds belongs to it.
const SWALLOW: f64 = 300.0;
/// So long a buzz, in milliseconds, says that something was picked up or has a new place.
const BUZZ: u32 = 8;

/// The pointer that drags, outside of anything reactive.
#[derive(Default)]
pub struct Hand {
    gesture: Gesture,
    pointer: i32,
    /// Whether it is a finger.
    pub touch: bool,
    /// Where it is on the screen.
    pub at: Point,
    /// Since when it is where things scroll by themselves.
    hot_since: Option<f64>,
    last_frame: f64,
    dropped_at: Option<f64>,
    /// Whether a frame is asked for.
    framing: bool,
}

impl Hand {
    /// Whether something is being dragged.
    pub fn is_dragging(&self) -> bool {
        self.gesture.is_dragging()
    }

    /// Something was put down without a drag, by a tap: the click that follows belongs to it.
    pub fn tapped(&mut self) {
        self.dropped_at = Some(now());
    }

    /// Whether a click belongs to the drop just before.
    pub fn just_dropped(&self) -> bool {
        self.dropped_at.is_some_and(|at| now() - at < SWALLOW)
    }

    /// Buzzes, where a finger can feel it.
    pub fn buzz(&self) {
        if self.touch {
            window().navigator().vibrate_with_duration(BUZZ);
        }
    }

    /// How far to scroll in this frame what begins at a height of the screen and is so high, in pixels.
    pub fn scrolls(&mut self, top: f64, height: f64) -> f64 {
        let (y, time) = (self.at.y - top, now());
        let full = speed(y, height, f64::MAX);
        if full == 0.0 {
            self.hot_since = None;
        }
        let since = if full == 0.0 {
            time
        } else {
            *self.hot_since.get_or_insert(time)
        };
        let seconds = ((time - self.last_frame) / 1_000.0).clamp(0.0, 0.1);
        self.last_frame = time;
        speed(y, height, time - since) * seconds
    }

    fn is_its(&self, event: &PointerEvent) -> bool {
        event.pointer_id() == self.pointer
    }
}

/// Somebody who drags. What is taken up, where it can go and what a drop does, is theirs; when, is the gesture's.
pub trait Drags: Copy + 'static {
    /// Looks at the hand, or changes it. Nothing once the page is gone.
    fn with_hand<T>(self, act: impl FnOnce(&mut Hand) -> T) -> Option<T>;
    /// What was pressed is picked up now. `root` is where the pointer is listened to, if that is known.
    fn pick_up(self, root: Option<Element>);
    /// Scrolls what is near the pointer.
    fn scroll(self);
    /// Finds the target under the pointer, and shows it.
    fn aim(self);
    /// Carries out the drop.
    fn drop_here(self);
    /// Puts everything back.
    fn put_back(self);
    /// Escape, a lost pointer or another window: everything is as before, and that is said.
    fn give_up(self);

    /// Whether something is being dragged.
    fn is_dragging(self) -> bool {
        self.with_hand(|hand| hand.is_dragging()).unwrap_or_default()
    }

    /// Something was pressed that `take` notes; `handle` is whether it is there to be taken hold of.
    fn press(self, event: &PointerEvent, handle: bool, take: impl FnOnce()) {
        let kind = PointerKind::from_name(&event.pointer_type());
        let reaction = self.with_hand(|hand| {
            hand.pointer = event.pointer_id();
            hand.touch = kind == PointerKind::Touch;
            hand.at = screen(event);
            hand.gesture.feed(Input::Down {
                kind,
                at: hand.at,
                time: now(),
                handle,
            })
        });
        // A second finger takes nothing up.
        if !self.is_dragging() {
            take();
        }
        match reaction {
            Some(Reaction::Cancel) => self.put_back(),
            _ => self.next_frame(),
        }
    }

    /// A pointer moved.
    fn point(self, event: &PointerEvent) {
        let reaction = self.with_hand(|hand| {
            if !hand.is_its(event) {
                return Reaction::None;
            }
            hand.at = screen(event);
            if hand.is_dragging() {
                // The work is done once a frame.
                return Reaction::None;
            }
            hand.gesture.feed(Input::Move {
                at: hand.at,
                time: now(),
            })
        });
        if reaction == Some(Reaction::PickUp) {
            let root = event.current_target().and_then(|target| target.dyn_into().ok());
            self.take_up(root);
        }
    }

    /// A pointer was lifted.
    fn lift(self, event: &PointerEvent) {
        if self.with_hand(|hand| hand.is_its(event)) != Some(true) {
            return;
        }
        if self.is_dragging() {
            // A fast flick ends where it ends, not where it was a frame ago.
            self.with_hand(|hand| hand.at = screen(event));
            self.aim();
        }
        let reaction = self.with_hand(|hand| hand.gesture.feed(Input::Up));
        if reaction == Some(Reaction::Drop) {
            self.with_hand(|hand| {
                hand.dropped_at = Some(now());
                hand.gesture.feed(Input::Settled);
            });
            self.drop_here();
        }
    }

    /// The browser took a pointer away.
    fn lose(self, event: &PointerEvent) {
        if self.with_hand(|hand| hand.is_its(event)) == Some(true) {
            self.give_up();
        }
    }

    /// Ends the gesture; whether anything was dragged.
    fn let_go(self) -> bool {
        let reaction = self.with_hand(|hand| {
            hand.hot_since = None;
            hand.gesture.feed(Input::Cancel)
        });
        reaction == Some(Reaction::Cancel)
    }

    /// Picks up, and follows the pointer from here on.
    fn take_up(self, root: Option<Element>) {
        if let Some(root) = &root {
            let pointer = self.with_hand(|hand| hand.pointer).unwrap_or_default();
            // A pointer that was lifted in the meantime can't be kept; its end was told already.
            let _ = root.set_pointer_capture(pointer);
        }
        self.with_hand(|hand| {
            hand.last_frame = now();
            hand.hot_since = None;
        });
        self.pick_up(root);
        self.with_hand(|hand| hand.buzz());
        self.aim();
        self.next_frame();
    }

    /// Asks for a frame, once.
    fn next_frame(self) {
        let asked = self.with_hand(|hand| std::mem::replace(&mut hand.framing, true));
        if asked == Some(false) {
            request_animation_frame(move || {
                self.with_hand(|hand| hand.framing = false);
                self.frame();
            });
        }
    }

    /// Once a frame, as long as something is pressed.
    fn frame(self) {
        match self.with_hand(|hand| hand.gesture.feed(Input::Tick { time: now() })) {
            Some(Reaction::PickUp) => self.take_up(self.root()),
            Some(Reaction::Follow) => {
                self.scroll();
                self.aim();
                self.next_frame();
            }
            _ if self.with_hand(|hand| matches!(hand.gesture, Gesture::Pressed { .. })) == Some(true) => {
                self.next_frame();
            }
            _ => {}
        }
    }

    /// Where pointers are listened to.
    fn root(self) -> Option<Element>;
}

/// Where a pointer is on the screen.
pub fn screen(event: &PointerEvent) -> Point {
    Point::new(f64::from(event.client_x()), f64::from(event.client_y()))
}
