//! The cookies: sessions, and a device's.
//!
//! Over TLS they carry the `__Host-` prefix (RFC 6265bis): bound to this host, this path and TLS. Over plain http, which the
//! configuration allows on loopback only, prefix and `Secure` are dropped.

use axum::http::{HeaderMap, header};
use backend::{config::Config, staff::workspace::CHOICE_MINUTES};

/// Which kind of session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A member of staff's.
    Staff,
    /// A client's.
    Client,
    /// A member of staff's who looks through a client's eyes.
    Preview,
    /// No session: by it a client's device is known again.
    Device,
    /// No session: that a password was right, while a workspace is being chosen.
    Workspaces,
}

fn name(config: &Config, kind: Kind) -> &'static str {
    match (config.over_tls(), kind) {
        (true, Kind::Staff) => "__Host-portico-staff",
        (true, Kind::Client) => "__Host-portico-portal",
        (true, Kind::Device) => "__Host-portico-device",
        (false, Kind::Device) => "portico-device",
        (true, Kind::Workspaces) => "__Host-portico-workspaces",
        (false, Kind::Workspaces) => "portico-workspaces",
        (true, Kind::Preview) => "__Host-portico-preview",
        (false, Kind::Staff) => "portico-staff",
        (false, Kind::Client) => "portico-portal",
        (false, Kind::Preview) => "portico-preview",
    }
}

fn cookie(config: &Config, kind: Kind, value: &str, age: &str) -> String {
    let secure = if config.over_tls() { "; Secure" } else { "" };
    // Lax, not Strict: the first hop from a mail must carry it.
    format!(
        "{}={value}; Path=/; HttpOnly; SameSite=Lax{age}{secure}",
        name(config, kind)
    )
}

/// The cookie of a new session. It outlives a closed window; when the session ends is the server's decision.
pub fn set(config: &Config, kind: Kind, token: &str) -> String {
    let age = match kind {
        Kind::Workspaces => CHOICE_MINUTES * 60,
        _ => 31_536_000,
    };
    cookie(config, kind, token, &format!("; Max-Age={age}"))
}

/// Removes the cookie.
pub fn clear(config: &Config, kind: Kind) -> String {
    cookie(config, kind, "", "; Max-Age=0")
}

/// The cookie's value in a request.
pub fn read(config: &Config, kind: Kind, headers: &HeaderMap) -> Option<String> {
    let name = name(config, kind);
    let longest = if kind == Kind::Workspaces { 512 } else { 100 };
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, value)| *key == name && !value.is_empty() && value.len() < longest)
        .map(|(_, value)| value.to_owned())
}
