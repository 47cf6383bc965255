//! The gate: from a mailed link or a password to a session, and from a session's cookie to a scope.
//!
//! Nobody is signed in yet here, so this folder may look rows up across tenants. Nothing else may.

pub mod code;
pub mod links;
pub mod new_link;
pub mod operator;
pub mod preview;
pub mod rate;
pub mod sessions;

#[cfg(test)]
pub(crate) mod tests;

/// Who knocks, as far as that is known.
#[derive(Debug, Clone, Default)]
pub struct Visitor {
    /// The full network address, for rate limits only; it is not stored.
    pub address: String,
    /// Browser and system.
    pub browser: String,
}

impl Visitor {
    /// Of an address and a User-Agent header.
    pub fn new(address: &str, user_agent: &str) -> Self {
        Self {
            address: address.to_owned(),
            browser: domain::access::browser_name(user_agent),
        }
    }

    /// The network that may be stored.
    pub fn network(&self) -> String {
        domain::access::shortened_address(&self.address)
    }
}
