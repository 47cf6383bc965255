//! Members of staff: the first one, signing in, their own account, and the team.

pub mod account;
pub mod password;
pub mod setup;
pub mod sign_in;
pub mod team;
pub mod workspace;

#[cfg(test)]
mod tests;
