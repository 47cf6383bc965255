//! What every request passes through.

pub mod gatekeeper;
pub mod headers;
pub mod origin;
pub mod request_id;
