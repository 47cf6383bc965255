//! The command line: what the program can do, and how it is configured.

use backend::config::{Config, SealConfig, SmtpConfig, SmtpSecurity};
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::{net::SocketAddr, path::PathBuf};

/// Portico, the client portal that a service business owns.
#[derive(Debug, Parser)]
#[command(name = "portico", version, about)]
pub struct Cli {
    /// What to do; `serve` when left out.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// How it is configured.
    #[command(flatten)]
    pub options: Options,
}

/// What the program can do.
#[derive(Debug, Clone, PartialEq, Eq, Subcommand)]
pub enum Command {
    /// Serves the portal. Brings the database up to date first.
    Serve {
        /// Loads the demo workspace into an empty database, and prints how to sign in.
        #[arg(long, env = "PORTICO_DEMO")]
        demo: bool,
    },
    /// Brings the database up to date and stops.
    Migrate,
    /// Loads the demo workspace into an empty database.
    Seed,
    /// Makes a new link for a contact and prints it, as a mail would carry it. An older link stops working.
    Link {
        /// The contact's e-mail address.
        email: String,
    },
    /// Fills an empty SQLite database for a load test, and prints a signed-in client's cookie.
    #[command(hide = true)]
    BenchData {
        /// Invoices in all.
        #[arg(long)]
        invoices: u64,
        /// Tenants to spread them over.
        #[arg(long, default_value_t = 200)]
        tenants: u64,
    },
}

/// How the program is configured; each option can also be an environment variable.
#[derive(Debug, Args)]
pub struct Options {
    /// The database: `sqlite:PATH` or `postgres://…`. A file in the data folder when left out.
    #[arg(long, env = "DATABASE_URL", global = true, hide_env_values = true)]
    pub database_url: Option<String>,
    /// The folder for the database file, the key and the mailbox.
    #[arg(long, env = "PORTICO_DATA", default_value = "data", global = true)]
    pub data: PathBuf,
    /// The address to listen at.
    #[arg(long, env = "PORTICO_LISTEN", default_value = "127.0.0.1:3000", global = true)]
    pub listen: SocketAddr,
    /// The address under which clients reach Portico, such as https://portal.example.com. Mailed links start with it.
    #[arg(long, env = "PORTICO_PUBLIC_URL", global = true)]
    pub public_url: Option<String>,
    /// The key of all keyed hashes, at least 32 characters; the same for every process. A file in the data folder when left out.
    #[arg(long, env = "PORTICO_SECRET", hide_env_values = true, global = true)]
    pub secret: Option<String>,
    /// Whether a proxy in front sets X-Forwarded-For.
    #[arg(long, env = "PORTICO_BEHIND_PROXY", global = true)]
    pub behind_proxy: bool,
    /// The mail server's host. Without it, mails go to the mailbox folder.
    #[arg(long, env = "SMTP_HOST", global = true)]
    pub smtp_host: Option<String>,
    /// The mail server's port.
    #[arg(long, env = "SMTP_PORT", default_value_t = 587, global = true)]
    pub smtp_port: u16,
    /// The mail server's user name.
    #[arg(long, env = "SMTP_USERNAME", global = true)]
    pub smtp_username: Option<String>,
    /// The mail server's password.
    #[arg(long, env = "SMTP_PASSWORD", hide_env_values = true, global = true)]
    pub smtp_password: Option<String>,
    /// How the connection to the mail server is protected.
    #[arg(
        long,
        env = "SMTP_SECURITY",
        value_enum,
        default_value = "starttls",
        global = true
    )]
    pub smtp_security: Security,
    /// A PEM file with a certificate authority that the mail server's certificate may come from, besides the public ones.
    #[arg(long, env = "SMTP_CA", global = true)]
    pub smtp_ca: Option<PathBuf>,
    /// The address that mails come from.
    #[arg(
        long,
        env = "MAIL_FROM",
        default_value = "portal@localhost.localdomain",
        global = true
    )]
    pub mail_from: String,
    /// Days after which the text of delivered mails is deleted, from the log and the mailbox folder; 0 keeps it for ever.
    #[arg(long, env = "PORTICO_MAIL_KEEP_DAYS", default_value_t = 400, global = true,
        value_parser = clap::value_parser!(u32).range(0..=36_500))]
    pub mail_keep_days: u32,
    /// A PEM file with the certificate to seal documents with, then those that vouch for it. Portico makes its own when left out.
    #[arg(long, env = "PORTICO_SEAL_CERTIFICATE", global = true)]
    pub seal_certificate: Option<PathBuf>,
    /// A PEM file with that certificate's key, unencrypted.
    #[arg(long, env = "PORTICO_SEAL_KEY", global = true)]
    pub seal_key: Option<PathBuf>,
    /// The address of a time-stamp authority (RFC 3161) for seals.
    #[arg(long, env = "PORTICO_SEAL_TSA", global = true)]
    pub seal_tsa: Option<String>,
    /// The folder with the site's files (`pkg/` and the icons). Beside the program, or where it was built, when left out.
    #[arg(long, env = "PORTICO_SITE", global = true)]
    pub site: Option<PathBuf>,
}

/// How the connection to the mail server is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Security {
    /// Not at all: for a server on the same machine only.
    None,
    /// TLS from the first byte.
    Tls,
    /// TLS after STARTTLS.
    Starttls,
}

impl Options {
    /// The configuration of the back end.
    ///
    /// # Errors
    /// A sentence for the operator.
    pub fn config(&self) -> Result<Config, String> {
        let smtp = self
            .smtp_host
            .clone()
            .filter(|host| !host.is_empty())
            .map(|host| SmtpConfig {
                host,
                port: self.smtp_port,
                username: self.smtp_username.clone(),
                password: self.smtp_password.clone(),
                security: match self.smtp_security {
                    Security::None => SmtpSecurity::Plain,
                    Security::Tls => SmtpSecurity::Tls,
                    Security::Starttls => SmtpSecurity::StartTls,
                },
                ca: self.smtp_ca.clone(),
            });
        let config = Config {
            database_url: self
                .database_url
                .clone()
                .unwrap_or_else(|| format!("sqlite:{}", self.data.join("portico.db").display())),
            data_dir: self.data.clone(),
            public_url: self
                .public_url
                .clone()
                .unwrap_or_else(|| format!("http://localhost:{}", self.listen.port())),
            smtp,
            mail_from: self.mail_from.clone(),
            mail_keep_days: self.mail_keep_days,
            behind_proxy: self.behind_proxy,
            secret: self.secret.clone(),
            seal: SealConfig {
                certificate: self.seal_certificate.clone(),
                key: self.seal_key.clone(),
                authority: self.seal_tsa.clone().filter(|address| !address.is_empty()),
            },
        };
        config.check()?;
        Ok(config)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn a_public_address_without_tls_is_refused() {
        let options = |url: &str| Cli::parse_from(["portico", "--public-url", url]).options.config();
        assert!(options("http://portal.example.com").is_err());
        assert!(options("https://portal.example.com").is_ok());
    }
}
