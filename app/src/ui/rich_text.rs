//! Writing formatted text: ProseMirror (`frontend/richtext`) on an element, loaded when it is first needed, with its bar and the list
//! of merge tags. What is stored is `RichDoc`; its JSON goes in and comes out.

mod bar;
mod store;
mod tags;
mod writer;

pub use bar::bar;
pub use store::Store;
pub use tags::typed_tags;
pub use writer::{Heard, Pasted, Writer, loaded};
