//! Plain handlers: what is not a page and not a server function.

pub mod access_link;
pub mod health;
pub mod theme;
