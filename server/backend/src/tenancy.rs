//! Workspaces: making one, and its settings.

pub mod provision;
pub mod settings;

#[cfg(test)]
mod tests;
