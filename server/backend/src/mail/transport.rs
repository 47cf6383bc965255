//! Handing a mail over: to the mail server, or to the mailbox folder where there is none.

use super::template::{Written, one_line};
use crate::config::{Config, SmtpConfig, SmtpSecurity};
use chrono::{DateTime, Utc};
use lettre::{
    Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{
        Attachment, Mailbox, MultiPart, SinglePart,
        header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue},
    },
    transport::smtp::{
        PoolConfig,
        authentication::Credentials,
        client::{Certificate, Tls, TlsParameters},
    },
};
use std::{
    io::Write,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

/// How long the mail server may take for one answer.
const ANSWER_TIME: Duration = Duration::from_secs(20);
/// How long it may take for the whole mail; well below the worker's lease.
const WHOLE_TIME: Duration = Duration::from_secs(60);

/// The ways out.
pub(super) enum Transport {
    Smtp {
        server: AsyncSmtpTransport<Tokio1Executor>,
        name: String,
    },
    Folder(PathBuf),
}

/// A mail with its envelope.
pub(super) struct Outgoing {
    pub(super) id: uuid::Uuid,
    pub(super) message_id: String,
    pub(super) at: DateTime<Utc>,
    pub(super) from_name: String,
    pub(super) from_address: String,
    pub(super) reply_to: String,
    pub(super) to_name: String,
    pub(super) to_address: String,
    pub(super) written: Written,
    /// PDFs that go along: what each is called, and its bytes.
    pub(super) files: Vec<(String, Vec<u8>)>,
}

/// Where a mail went.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Receipt {
    pub(super) transport: String,
    /// The file's name in the mailbox folder, or empty.
    pub(super) file: String,
}

/// Why a mail did not go out.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// It may work later.
    Later(String),
    /// The address is refused for good.
    Address(String),
    /// This mail is refused for good, though not because of the address.
    Mail(String),
}

impl Transport {
    /// The way out that the configuration names.
    pub(super) fn new(config: &Config) -> Result<Self, Refusal> {
        match &config.smtp {
            Some(smtp) => Ok(Self::Smtp {
                server: smtp_server(smtp).map_err(Refusal::Later)?,
                name: format!("SMTP {}:{}", smtp.host, smtp.port),
            }),
            None => Ok(Self::Folder(config.mailbox_dir())),
        }
    }

    /// Hands a mail over.
    pub(super) async fn send(&self, mail: &Outgoing) -> Result<Receipt, Refusal> {
        let message = message(mail)?;
        match self {
            Self::Smtp { server, name } => {
                match tokio::time::timeout(WHOLE_TIME, server.send(message)).await {
                    Ok(Ok(_)) => Ok(Receipt {
                        transport: name.clone(),
                        file: String::new(),
                    }),
                    Ok(Err(error)) => Err(refusal(&error)),
                    Err(_) => Err(Refusal::Later("The mail server took too long.".to_owned())),
                }
            }
            Self::Folder(folder) => {
                let (folder, name, eml) = (folder.clone(), file_name(mail), message.formatted());
                let file = name.clone();
                tokio::task::spawn_blocking(move || drop_file(&folder, &file, &eml))
                    .await
                    .map_err(|error| Refusal::Later(error.to_string()))?
                    .map_err(|error| Refusal::Later(format!("The mailbox folder: {error}")))?;
                Ok(Receipt {
                    transport: "Mailbox folder".to_owned(),
                    file: name,
                })
            }
        }
    }
}

fn smtp_server(smtp: &SmtpConfig) -> Result<AsyncSmtpTransport<Tokio1Executor>, String> {
    let tls = match smtp.security {
        SmtpSecurity::Plain => Tls::None,
        SmtpSecurity::Tls => Tls::Wrapper(tls_parameters(smtp)?),
        SmtpSecurity::StartTls => Tls::Required(tls_parameters(smtp)?),
    };
    let mut server = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&smtp.host)
        .port(smtp.port)
        .tls(tls)
        .timeout(Some(ANSWER_TIME))
        .pool_config(
            PoolConfig::new()
                .max_size(4)
                .idle_timeout(Duration::from_secs(30)),
        );
    if let Some(user) = &smtp.username {
        let password = smtp.password.clone().unwrap_or_default();
        server = server.credentials(Credentials::new(user.clone(), password));
    }
    Ok(server.build())
}

/// A name for a header: one line, and no address in it that could be mistaken for the real one.
fn header_name(name: &str) -> Option<String> {
    let name = one_line(name).replace(['<', '>', '"', '\\'], "");
    (!name.is_empty()).then_some(name)
}

fn message(mail: &Outgoing) -> Result<Message, Refusal> {
    let from: Address = mail.from_address.parse().map_err(|_| {
        Refusal::Later(format!(
            "{} can't be sent from: it is no e-mail address.",
            mail.from_address
        ))
    })?;
    let to: Address = mail
        .to_address
        .parse()
        .map_err(|_| Refusal::Address("This is no e-mail address that mail can be sent to.".to_owned()))?;
    let mut builder = Message::builder()
        .message_id(Some(mail.message_id.clone()))
        .date(SystemTime::from(mail.at))
        .from(Mailbox::new(header_name(&mail.from_name), from))
        .to(Mailbox::new(header_name(&mail.to_name), to))
        .subject(one_line(&mail.written.subject))
        // RFC 3834: nobody's holiday notice should answer.
        .raw_header(HeaderValue::new(
            HeaderName::new_from_ascii_str("Auto-Submitted"),
            "auto-generated".to_owned(),
        ));
    if let Ok(address) = mail.reply_to.parse::<Address>() {
        builder = builder.reply_to(Mailbox::new(header_name(&mail.from_name), address));
    }
    let part = |kind: ContentType, body: &str| {
        SinglePart::builder()
            .header(kind)
            .header(ContentTransferEncoding::QuotedPrintable)
            .body(body.to_owned())
    };
    let body = MultiPart::alternative()
        .singlepart(part(ContentType::TEXT_PLAIN, &mail.written.text))
        .singlepart(part(ContentType::TEXT_HTML, &mail.written.html));
    let body = match mail.files.is_empty() {
        true => body,
        false => {
            let pdf =
                ContentType::parse("application/pdf").map_err(|error| Refusal::Mail(error.to_string()))?;
            let mixed = MultiPart::mixed().multipart(body);
            mail.files.iter().fold(mixed, |mixed, (name, bytes)| {
                mixed.singlepart(Attachment::new(one_line(name)).body(bytes.clone(), pdf.clone()))
            })
        }
    };
    builder
        .multipart(body)
        .map_err(|error| Refusal::Mail(error.to_string()))
}

/// Which certificates are believed: those for the server's own name, from a public authority or the operator's.
fn tls_parameters(smtp: &SmtpConfig) -> Result<TlsParameters, String> {
    let mut parameters = TlsParameters::builder(smtp.host.clone());
    if let Some(path) = &smtp.ca {
        let unusable = |error: &dyn std::fmt::Display| format!("SMTP_CA, {}: {error}", path.display());
        let pem = std::fs::read(path).map_err(|error| unusable(&error))?;
        let ca = Certificate::from_pem(&pem).map_err(|error| unusable(&error))?;
        parameters = parameters.add_root_certificate(ca);
    }
    parameters.build().map_err(|error| error.to_string())
}

/// What a mail server's "no" means. RFC 5321 gives the codes, RFC 3463 the finer ones.
fn refusal(error: &lettre::transport::smtp::Error) -> Refusal {
    let text = error.to_string();
    // The operator can set that right; the reason stands in the library's words.
    if text.contains("invalid peer certificate") {
        return Refusal::Later(format!("The mail server's certificate is not trusted: {text}"));
    }
    if error.is_client() {
        return Refusal::Mail(text);
    }
    if !error.is_permanent() {
        return Refusal::Later(text);
    }
    let code = error.status().map_or(0, u16::from);
    judge(code, &text)
}

fn judge(code: u16, text: &str) -> Refusal {
    let text = text.to_owned();
    match code {
        // Signing in failed, or the server wants it: the operator can set that right.
        530 | 534 | 535 | 538 => Refusal::Later(text),
        521 | 550..=554 | 556 => match detail(&text) {
            // The sender, the network, the content or a rule of the house: not the reader's address.
            Some((1, 7 | 8) | (3..=7, _)) => Refusal::Mail(text),
            None if code == 554 => Refusal::Mail(text),
            _ => Refusal::Address(text),
        },
        _ => Refusal::Mail(text),
    }
}

/// Subject and detail of an enhanced status code such as `5.1.1`.
fn detail(text: &str) -> Option<(u16, u16)> {
    text.split(|c: char| c.is_whitespace() || c == ':')
        .find_map(|word| {
            let mut parts = word.trim_start_matches('#').strip_prefix("5.")?.split('.');
            let (subject, detail) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
            parts.next().is_none().then_some((subject, detail))
        })
}

/// By time and mail, and nothing else that would tell a tale.
fn file_name(mail: &Outgoing) -> String {
    format!("{}-{}.eml", mail.at.format("%Y%m%dT%H%M%SZ"), mail.id)
}

/// Writes the file under another name first, so that nobody reads half a mail.
fn drop_file(folder: &Path, name: &str, eml: &[u8]) -> std::io::Result<()> {
    let mut make = std::fs::DirBuilder::new();
    make.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut make, 0o700);
    make.create(folder)?;
    let half = folder.join(format!(".{name}.part"));
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&half)?;
    file.write_all(eml)?;
    file.sync_all()?;
    std::fs::rename(half, folder.join(name))
}

/// The plain text in one of our own `.eml` files: its first part, quoted-printable.
pub(super) fn plain_text(eml: &str) -> Option<String> {
    let (head, body) = eml.split_once("Content-Type: text/plain")?;
    // With files that go along, the text stands in a part of a part.
    let (_, boundary) = head.rsplit_once("boundary=\"")?;
    let (boundary, _) = boundary.split_once('"')?;
    let (_, body) = body.split_once("\r\n\r\n")?;
    let (body, _) = body.split_once(&format!("\r\n--{boundary}"))?;
    unquote(body)
}

/// Undoes quoted-printable (RFC 2045, 6.7).
fn unquote(text: &str) -> Option<String> {
    let text = text.replace("=\r\n", "");
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = match (first, tail) {
            (b'=', [high, low, tail @ ..]) => {
                let hex = |c: &u8| {
                    char::from(*c)
                        .to_digit(16)
                        .and_then(|digit| u8::try_from(digit).ok())
                };
                bytes.push(hex(high)? * 16 + hex(low)?);
                tail
            }
            (b'\r', [b'\n', ..]) => tail,
            (byte, tail) => {
                bytes.push(*byte);
                tail
            }
        };
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outgoing(to_name: &str, subject: &str) -> Outgoing {
        Outgoing {
            id: uuid::Uuid::nil(),
            message_id: "<x@portal.example>".to_owned(),
            at: "2026-03-15T10:00:00Z".parse().unwrap(),
            from_name: "Kestrel, Ltd\r\nBcc: thief@evil.test".to_owned(),
            from_address: "portal@example.com".to_owned(),
            reply_to: "office@kestrel.example".to_owned(),
            to_name: to_name.to_owned(),
            to_address: "ada@client.example".to_owned(),
            written: Written {
                subject: subject.to_owned(),
                text: "Grüße,\n\n-- \nhttps://portal.example/l/abc.def?x=1\n".to_owned(),
                html: "<p>Grüße</p>".to_owned(),
            },
            files: Vec::new(),
        }
    }

    #[test]
    fn a_file_goes_along_and_the_text_is_still_found() {
        let mut mail = outgoing("Ada", "Contract");
        mail.files
            .push(("C-2026-0001\r\nX.pdf".to_owned(), b"%PDF-1.7 \x00\xff".to_vec()));
        let eml = formatted(&mail);
        assert!(
            eml.contains("multipart/mixed") && eml.contains("application/pdf"),
            "{eml}"
        );
        assert!(eml.contains("filename=\"C-2026-0001 X.pdf\""), "{eml}");
        assert!(plain_text(&eml).unwrap().starts_with("Grüße"));
    }

    fn formatted(mail: &Outgoing) -> String {
        String::from_utf8(message(mail).unwrap().formatted()).unwrap()
    }

    #[test]
    fn abuse_17_line_ends_in_names_and_subjects_add_no_header() {
        let eml = formatted(&outgoing(
            "Ada\nX-Evil: 1\r\n\r\nbody <boss@bank.test>",
            "Hi\r\nBcc: thief@evil.test\u{85}X",
        ));
        let (head, _) = eml.split_once("\r\n\r\n").unwrap();
        let names: Vec<_> = head
            .split("\r\n")
            .filter(|line| !line.starts_with([' ', '\t']))
            .map(|line| line.split(':').next().unwrap())
            .collect();
        for name in &names {
            assert!(
                [
                    "Message-ID",
                    "Date",
                    "From",
                    "To",
                    "Reply-To",
                    "Subject",
                    "Auto-Submitted",
                    "MIME-Version",
                    "Content-Type",
                ]
                .contains(name),
                "{head}"
            );
        }
        assert_eq!(head.matches("To: ").count(), 2, "To and Reply-To: {head}");
        assert!(!head.contains("<boss@bank.test>"));
    }

    #[test]
    fn headers_are_the_fixed_ones() {
        let eml = formatted(&outgoing("Ada Lovelace", "Grüße"));
        for line in [
            "Message-ID: <x@portal.example>\r\n",
            "Date: Sun, 15 Mar 2026 10:00:00 +0000\r\n",
            "To: \"Ada Lovelace\" <ada@client.example>\r\n",
            "Auto-Submitted: auto-generated\r\n",
        ] {
            assert!(eml.contains(line), "{line} in {eml}");
        }
    }

    #[test]
    fn our_own_files_can_be_read_back() {
        let mail = outgoing("Ada", "x");
        let eml = formatted(&mail);
        assert_eq!(plain_text(&eml).unwrap().trim_end(), mail.written.text.trim_end());
        assert_eq!(plain_text("nonsense"), None);
    }

    #[test]
    fn a_mail_servers_no_is_understood() {
        let later = |code, text| matches!(judge(code, text), Refusal::Later(_));
        let address = |code, text| matches!(judge(code, text), Refusal::Address(_));
        assert!(address(550, "permanent error (550): 5.1.1 No such user"));
        assert!(address(550, "permanent error (550): unknown"));
        assert!(address(553, "permanent error (553): mailbox name not allowed"));
        assert!(later(535, "permanent error (535): 5.7.8 wrong password"));
        assert!(!address(
            550,
            "permanent error (550): 5.7.1 message looks like spam"
        ));
        assert!(!address(
            550,
            "permanent error (550): 5.1.8 sender's domain unknown"
        ));
        assert!(!address(554, "permanent error (554): transaction failed"));
        assert!(address(554, "permanent error (554): 5.1.2 no such domain"));
        assert!(!address(501, "permanent error (501): syntax"));
    }

    #[cfg(unix)]
    #[test]
    fn the_mailbox_folder_is_private() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("mailbox");
        drop_file(&folder, "a.eml", b"x").unwrap();
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&folder), mode(&folder.join("a.eml"))), (0o700, 0o600));
    }
}
