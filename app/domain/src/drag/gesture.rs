//! What a press becomes: a click, a scroll, or a drag.

use super::Point;

/// A mouse has to go so far before its press is a drag, in pixels.
const MOUSE_SLOP: f64 = 5.0;
/// A finger may tremble so far while it holds; beyond that it scrolls.
const TOUCH_SLOP: f64 = 8.0;
/// A finger has to hold still for so long, in milliseconds.
const HOLD: f64 = 250.0;

/// What points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PointerKind {
    /// A mouse: drags once it moves.
    Mouse,
    /// A finger or a pen: drags after holding still, or from a handle once it moves.
    Touch,
}

impl PointerKind {
    /// From the DOM's `pointerType`. A pen scrolls like a finger, so it drags like one.
    pub fn from_name(name: &str) -> Self {
        if name == "mouse" { Self::Mouse } else { Self::Touch }
    }
}

/// What happened. Times are milliseconds on any steady clock.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Input {
    /// Pressed on something that can be dragged.
    Down {
        /// By what.
        kind: PointerKind,
        /// Where.
        at: Point,
        /// When.
        time: f64,
        /// Whether on the visible handle, which nobody scrolls from.
        handle: bool,
    },
    /// The pointer is elsewhere.
    Move {
        /// Where.
        at: Point,
        /// When.
        time: f64,
    },
    /// Time went by with the pointer still.
    Tick {
        /// When.
        time: f64,
    },
    /// The pointer was lifted.
    Up,
    /// Escape, a lost pointer, or another window.
    Cancel,
    /// What the drop did is done.
    Settled,
}

/// What to do about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reaction {
    /// Nothing.
    None,
    /// The drag begins: measure, show the ghost, keep the pointer.
    PickUp,
    /// The drag goes on.
    Follow,
    /// The payload is let go over its target.
    Drop,
    /// The drag is off; everything is as before.
    Cancel,
    /// It was no drag: the browser clicks or scrolls.
    LetGo,
}

/// Where a press stands.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub enum Gesture {
    /// Nothing is pressed.
    #[default]
    Idle,
    /// Pressed, and not yet anything.
    Pressed {
        /// By what.
        kind: PointerKind,
        /// Where.
        from: Point,
        /// When.
        since: f64,
        /// Whether on a handle.
        handle: bool,
    },
    /// Being dragged.
    Dragging {
        /// Where it was picked up.
        from: Point,
        /// Where the pointer is.
        at: Point,
    },
    /// Let go; the drop is being carried out.
    Dropping,
}

impl Gesture {
    /// Whether something is being dragged.
    pub fn is_dragging(self) -> bool {
        matches!(self, Self::Dragging { .. })
    }

    /// Takes notice of an input and says what to do.
    pub fn feed(&mut self, input: Input) -> Reaction {
        let (next, reaction) = self.after(input);
        *self = next;
        reaction
    }

    fn after(self, input: Input) -> (Self, Reaction) {
        match (self, input) {
            (
                Self::Idle | Self::Dropping,
                Input::Down {
                    kind,
                    at,
                    time,
                    handle,
                },
            ) => {
                let pressed = Self::Pressed {
                    kind,
                    from: at,
                    since: time,
                    handle,
                };
                (pressed, Reaction::None)
            }
            // A second finger: somebody wants to zoom.
            (Self::Pressed { .. }, Input::Down { .. }) => (Self::Idle, Reaction::LetGo),
            (Self::Dragging { .. }, Input::Down { .. } | Input::Cancel) => (Self::Idle, Reaction::Cancel),
            (
                Self::Pressed {
                    kind,
                    from,
                    since,
                    handle,
                },
                Input::Move { at, time },
            ) => {
                let far = from.distance(at);
                let waits = kind == PointerKind::Touch && !handle;
                let dragging = Self::Dragging { from, at };
                match waits {
                    false if far >= MOUSE_SLOP => (dragging, Reaction::PickUp),
                    true if time - since >= HOLD => (dragging, Reaction::PickUp),
                    true if far > TOUCH_SLOP => (Self::Idle, Reaction::LetGo),
                    _ => (self, Reaction::None),
                }
            }
            (
                Self::Pressed {
                    kind: PointerKind::Touch,
                    from,
                    since,
                    handle: false,
                },
                Input::Tick { time },
            ) if time - since >= HOLD => (Self::Dragging { from, at: from }, Reaction::PickUp),
            (Self::Pressed { .. }, Input::Up | Input::Cancel) => (Self::Idle, Reaction::LetGo),
            (Self::Dragging { from, .. }, Input::Move { at, .. }) => {
                (Self::Dragging { from, at }, Reaction::Follow)
            }
            // The page may scroll under a pointer that is still.
            (Self::Dragging { .. }, Input::Tick { .. }) => (self, Reaction::Follow),
            (Self::Dragging { .. }, Input::Up) => (Self::Dropping, Reaction::Drop),
            (Self::Dropping, Input::Settled) => (Self::Idle, Reaction::None),
            _ => (self, Reaction::None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Reaction::{Cancel, Drop, Follow, LetGo, None, PickUp};

    fn down(kind: PointerKind, handle: bool) -> Input {
        Input::Down {
            kind,
            at: Point::new(100.0, 100.0),
            time: 1_000.0,
            handle,
        }
    }

    fn to(x: f64, time: f64) -> Input {
        Input::Move {
            at: Point::new(100.0 + x, 100.0),
            time: 1_000.0 + time,
        }
    }

    fn tick(time: f64) -> Input {
        Input::Tick { time: 1_000.0 + time }
    }

    #[test]
    fn presses_become_what_they_mean() {
        let mouse = down(PointerKind::Mouse, false);
        let finger = down(PointerKind::Touch, false);
        let on_handle = down(PointerKind::Touch, true);
        for (name, inputs, expected) in [
            (
                "a click",
                vec![mouse, to(4.0, 10.0), Input::Up],
                vec![None, None, LetGo],
            ),
            (
                "a mouse drags from 5 px",
                vec![mouse, to(5.0, 10.0), to(9.0, 20.0), Input::Up],
                vec![None, PickUp, Follow, Drop],
            ),
            (
                "a mouse that waits does not drag",
                vec![mouse, tick(2_000.0), Input::Up],
                vec![None, None, LetGo],
            ),
            ("a tap", vec![finger, Input::Up], vec![None, LetGo]),
            (
                "a swipe scrolls",
                vec![finger, to(9.0, 100.0), tick(400.0)],
                vec![None, LetGo, None],
            ),
            (
                "a hold drags",
                vec![finger, tick(249.0), tick(250.0), to(50.0, 300.0), Input::Up],
                vec![None, None, PickUp, Follow, Drop],
            ),
            (
                "a trembling hold drags",
                vec![finger, to(7.0, 200.0), to(6.0, 251.0)],
                vec![None, None, PickUp],
            ),
            (
                "the handle needs no hold",
                vec![on_handle, to(5.0, 16.0), Input::Up],
                vec![None, PickUp, Drop],
            ),
            (
                "a tap on the handle is a tap",
                vec![on_handle, tick(900.0), Input::Up],
                vec![None, None, LetGo],
            ),
            (
                "escape",
                vec![mouse, to(50.0, 10.0), Input::Cancel, Input::Up],
                vec![None, PickUp, Cancel, None],
            ),
            (
                "a lost press",
                vec![mouse, Input::Cancel, to(50.0, 10.0)],
                vec![None, LetGo, None],
            ),
            (
                "a second finger before the drag",
                vec![finger, finger, tick(400.0)],
                vec![None, LetGo, None],
            ),
            (
                "a second finger during it",
                vec![on_handle, to(9.0, 9.0), finger],
                vec![None, PickUp, Cancel],
            ),
            (
                "a still pointer still follows",
                vec![mouse, to(9.0, 9.0), tick(40.0)],
                vec![None, PickUp, Follow],
            ),
            (
                "after a drop all is as before",
                vec![mouse, to(9.0, 9.0), Input::Up, Input::Settled, to(80.0, 50.0)],
                vec![None, PickUp, Drop, None, None],
            ),
        ] {
            let mut gesture = Gesture::Idle;
            let reactions: Vec<_> = inputs.into_iter().map(|input| gesture.feed(input)).collect();
            assert_eq!(reactions, expected, "{name}");
        }
    }

    #[test]
    fn a_pen_is_a_finger() {
        assert_eq!(PointerKind::from_name("pen"), PointerKind::Touch);
        assert_eq!(PointerKind::from_name("touch"), PointerKind::Touch);
        assert_eq!(PointerKind::from_name("mouse"), PointerKind::Mouse);
    }
}
