//! Workspaces: making one, and the business behind it.

pub mod business;
pub mod provision;

#[cfg(test)]
mod tests;
