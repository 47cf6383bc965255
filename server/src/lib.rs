//! Portico's host: the axum router, its middleware and its plain handlers.

pub mod cli;
pub mod console;
pub mod http;
pub mod middleware;
pub mod router;
pub mod state;
