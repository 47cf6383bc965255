//! The core of dragging: what a press becomes, where a drop would land, how fast to scroll, and what is said of it.
//!
//! It is pure: pointers and rectangles go in, targets and sentences come out. The thin binding to a browser is `app::ui::drag`.
//! The menu editor and the page builder use the same core.
//!
//! **Terms.** A *payload* is what is dragged. A *row* is one visible thing of a tree. A *place* is a parent and an index among
//! its children, counted without the payload. A *target* is a place with the mark that shows it, and whether it may be used.
//!
//! **Principles.** A target depends on pointer and layout alone, never on time. At any point there is one: over a place that may
//! not be used, the nearest that may, or else a target that says why not. Nothing on the page moves before the drop.

mod geometry;
mod gesture;
mod layout;
mod say;
mod scroll;
mod steps;
mod tree;
mod zones;

pub use geometry::{Point, Rect};
pub use gesture::{Gesture, Input, PointerKind, Reaction};
pub use layout::{Layout, Place, Row};
pub use say::{Spot, cancelled, moved, picked_up, refused, unchanged, undone};
pub use scroll::speed;
pub use steps::{Step, places, step};
pub use tree::{LEVEL, Mark, Target, resolve, target_at};
pub use zones::{Drop, Side, Zone, ZoneMark, Zones};

/// What may go where.
pub trait Rules<K> {
    /// Whether a payload may go into a place.
    ///
    /// # Errors
    /// Why not, as a sentence for the user: `A group can't go inside a group.`
    fn allows(&self, payload: &K, place: &Place<K>) -> Result<(), String>;
}

#[cfg(test)]
mod drawing;
