//! Settings: the portal, the business behind it, and the team.

pub mod business;
pub mod portal;
pub mod team;
