//! How clients get in.

pub mod api;
#[cfg(feature = "ssr")]
pub mod view;
