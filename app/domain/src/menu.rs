//! The portal's menu: modules, links, pages and groups, in the order and for the people that the provider chose.
//!
//! Stored is a tree, which can't hold a cycle or a thing with two parents. It is changed only through [`Op`]s, each of which knows
//! its inverse: undo, redo, the sentence that a screen reader hears and what the server checks again all come from them. Kinds and
//! fields of a newer version are kept as they are. Home and profile belong to the portal's frame and are not in the menu.

mod check;
mod editing;
mod form;
mod integrity;
mod item;
mod ops;
mod resolve;
mod say;
mod stored;

pub use check::link_address;
pub use editing::{Changed, Editing};
pub use form::{CompanyChoice, MenuChange, MenuForm, MenuView, Person};
pub use integrity::{Facts, PageFact, Warning, WarningKind, warnings};
pub use item::{Audience, ItemId, Kind, Menu, MenuItem, Props};
pub use ops::{MAX_ITEMS, MenuError, Op};
pub use resolve::{Reader, ShownItem, ShownTarget, shown};
pub use stored::Unreadable;

#[cfg(test)]
mod tests;
