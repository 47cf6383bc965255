//! What the operator sets; read once at start.

use std::path::PathBuf;

/// How Portico runs.
#[derive(Debug, Clone)]
pub struct Config {
    /// `sqlite:PATH` or `postgres://…`.
    pub database_url: String,
    /// Folder for the database file, the key and the mailbox.
    pub data_dir: PathBuf,
    /// The address under which clients reach Portico, without a slash at the end. Every mailed link starts with it; a request's
    /// Host header is never used for that.
    pub public_url: String,
    /// The mail server; without one, mails go to the mailbox folder.
    pub smtp: Option<SmtpConfig>,
    /// The address that mails come from.
    pub mail_from: String,
    /// Days after which delivered mails are emptied, in the log and in the mailbox folder; 0 keeps them for ever.
    pub mail_keep_days: u32,
    /// Whether a proxy in front sets `X-Forwarded-For`, whose last entry is then the caller's address.
    pub behind_proxy: bool,
    /// The key of all keyed hashes, at least 32 bytes; read from or written to the data folder when not given.
    pub secret: Option<String>,
    /// How documents are sealed.
    pub seal: SealConfig,
}

/// How documents are sealed. Left empty, Portico makes a key of its own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SealConfig {
    /// A PEM file with the certificate to seal with, and those that vouch for it after it.
    pub certificate: Option<PathBuf>,
    /// A PEM file with its key.
    pub key: Option<PathBuf>,
    /// The address of a time-stamp authority (RFC 3161).
    pub authority: Option<String>,
}

/// A mail server.
#[derive(Clone)]
pub struct SmtpConfig {
    /// Host name.
    pub host: String,
    /// Port.
    pub port: u16,
    /// User name, if the server wants one.
    pub username: Option<String>,
    /// Password.
    pub password: Option<String>,
    /// How the connection is protected.
    pub security: SmtpSecurity,
    /// A PEM file with a certificate authority to trust besides the public ones.
    pub ca: Option<PathBuf>,
}

impl std::fmt::Debug for SmtpConfig {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "smtp {}:{} ({:?})", self.host, self.port, self.security)
    }
}

/// How a connection to the mail server is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SmtpSecurity {
    /// Not at all: for a server on the same machine only.
    Plain,
    /// TLS from the first byte, usually on port 465.
    Tls,
    /// TLS after STARTTLS, which must succeed, usually on port 587.
    StartTls,
}

impl Config {
    /// Whether clients reach Portico over TLS, so that cookies can be held to it.
    pub fn over_tls(&self) -> bool {
        self.public_url.starts_with("https://")
    }

    /// Whether the public address is plain http on this very machine: the one case in which cookies go without TLS.
    pub fn on_loopback(&self) -> bool {
        let host = self.public_url.strip_prefix("http://").unwrap_or_default();
        let host = host.split(['/', '?', '#']).next().unwrap_or_default();
        let name = if host.starts_with('[') {
            host.split_inclusive(']').next().unwrap_or_default()
        } else {
            host.split(':').next().unwrap_or_default()
        };
        matches!(name, "localhost" | "127.0.0.1" | "[::1]")
    }

    /// Checks what could make the installation unsafe.
    ///
    /// # Errors
    /// A sentence for the operator.
    pub fn check(&self) -> Result<(), String> {
        if !self.over_tls() && !self.on_loopback() {
            return Err(format!(
                "PORTICO_PUBLIC_URL is {}: it must start with https://, or be http:// on localhost.",
                self.public_url
            ));
        }
        if self.public_url.ends_with('/') || self.public_url.contains(['?', '#', ' ']) {
            return Err("PORTICO_PUBLIC_URL must be a plain address without a slash at the end.".to_owned());
        }
        if self.seal.certificate.is_some() != self.seal.key.is_some() {
            return Err("PORTICO_SEAL_CERTIFICATE and PORTICO_SEAL_KEY must be set together.".to_owned());
        }
        if let Some(address) = &self.seal.authority
            && !crate::seal::is_address(address)
        {
            return Err(format!(
                "PORTICO_SEAL_TSA is {address}: it must be an address of http or https."
            ));
        }
        Ok(())
    }

    /// The folder that mails go to without a mail server.
    pub fn mailbox_dir(&self) -> PathBuf {
        self.data_dir.join("mailbox")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(public_url: &str) -> Config {
        Config {
            database_url: String::new(),
            data_dir: PathBuf::new(),
            public_url: public_url.to_owned(),
            smtp: None,
            mail_from: String::new(),
            mail_keep_days: 0,
            behind_proxy: false,
            secret: None,
            seal: SealConfig::default(),
        }
    }

    #[test]
    fn plain_http_is_for_loopback_only() {
        for good in [
            "https://portal.example.com",
            "http://localhost:3000",
            "http://127.0.0.1:3000",
            "http://[::1]:3000",
        ] {
            assert!(config(good).check().is_ok(), "{good}");
        }
        for bad in [
            "http://portal.example.com",
            "http://localhost.evil.test",
            "http://127.0.0.1.evil.test:3000",
            "ftp://x",
            "https://x/",
        ] {
            assert!(config(bad).check().is_err(), "{bad}");
        }
    }
}
