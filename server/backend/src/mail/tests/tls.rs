//! A real TLS conversation with a mail server whose certificate comes from an authority of the test's own.

use super::{
    invite, mails,
    smtp::{Mood, greet, talk},
};
use crate::{
    Backend,
    config::{Config, SmtpConfig, SmtpSecurity},
    fixture::{self, World},
    mail::worker::{Drained, drain},
};
use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        crypto::aws_lc_rs,
        pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
    },
};

/// For `localhost` and `127.0.0.1`, from the authority in `tls/ca.pem`, whose key is thrown away.
const CERTIFICATE: &[u8] = include_bytes!("tls/server.pem");
const KEY: &[u8] = include_bytes!("tls/server.key");

fn authority() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/mail/tests/tls/ca.pem")
}

fn acceptor() -> TlsAcceptor {
    let chain = vec![CertificateDer::from_pem_slice(CERTIFICATE).unwrap()];
    let key = PrivateKeyDer::from_pem_slice(KEY).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .unwrap();
    TlsAcceptor::from(Arc::new(config))
}

/// The part of a STARTTLS conversation that goes without TLS.
async fn up_to_starttls(stream: &mut TcpStream) -> Option<()> {
    stream.write_all(b"220 stub\r\n").await.ok()?;
    let mut line = String::new();
    BufReader::new(&mut *stream).read_line(&mut line).await.ok()?;
    assert!(line.starts_with("EHLO "), "{line}");
    stream.write_all(b"250-stub\r\n250 STARTTLS\r\n").await.ok()?;
    line.clear();
    BufReader::new(&mut *stream).read_line(&mut line).await.ok()?;
    assert_eq!(line, "STARTTLS\r\n", "nothing is said before TLS");
    stream.write_all(b"220 go on\r\n").await.ok()
}

type Taken = Arc<Mutex<Vec<String>>>;

/// Starts the server at an address; gives its port and what it takes.
async fn start(security: SmtpSecurity, host: &str) -> (u16, Taken) {
    let listener = TcpListener::bind((host, 0)).await.unwrap();
    let (port, taken) = (listener.local_addr().unwrap().port(), Taken::default());
    let (acceptor, mails) = (acceptor(), taken.clone());
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let (acceptor, mails) = (acceptor.clone(), mails.clone());
            tokio::spawn(async move {
                let mood = Arc::new(Mutex::new(Mood::Willing));
                if security == SmtpSecurity::StartTls {
                    up_to_starttls(&mut stream).await?;
                    talk(acceptor.accept(stream).await.ok()?, mood, mails).await
                } else {
                    greet(acceptor.accept(stream).await.ok()?, mood, mails).await
                }
            });
        }
    });
    (port, taken)
}

async fn backend(
    world: &World,
    host: &str,
    port: u16,
    security: SmtpSecurity,
    ca: Option<PathBuf>,
) -> Backend {
    let config = Config {
        smtp: Some(SmtpConfig {
            host: host.to_owned(),
            port,
            username: None,
            password: None,
            security,
            ca,
        }),
        ..world.backend.config().clone()
    };
    Backend::open(config, world.backend.clock().clone())
        .await
        .unwrap()
}

const SENT: Drained = Drained {
    sent: 1,
    deferred: 0,
    failed: 0,
    bounced: 0,
};
const DEFERRED: Drained = Drained {
    sent: 0,
    deferred: 1,
    failed: 0,
    bounced: 0,
};

#[tokio::test]
async fn mails_go_over_tls_and_after_starttls() {
    for security in [SmtpSecurity::Tls, SmtpSecurity::StartTls] {
        let world = fixture::world().await;
        let (port, taken) = start(security, "127.0.0.1").await;
        let backend = backend(&world, "127.0.0.1", port, security, Some(authority())).await;
        invite(&backend, &world.a, &world.a.owner).await;
        assert_eq!(drain(&backend).await.unwrap(), SENT, "{security:?}");
        let taken = taken.lock().unwrap().clone();
        assert_eq!(taken.len(), 1, "{security:?}");
        assert!(
            taken[0].contains("Auto-Submitted: auto-generated"),
            "{}",
            taken[0]
        );
    }
}

/// An authority that nobody named, and a name that the certificate does not have.
#[tokio::test]
async fn a_certificate_that_is_not_trusted_stops_the_mail_and_the_log_says_so() {
    for security in [SmtpSecurity::Tls, SmtpSecurity::StartTls] {
        for (host, ca) in [("127.0.0.1", None), ("127.0.0.2", Some(authority()))] {
            let world = fixture::world().await;
            let (port, taken) = start(security, host).await;
            let backend = backend(&world, host, port, security, ca).await;
            invite(&backend, &world.a, &world.a.owner).await;
            assert_eq!(drain(&backend).await.unwrap(), DEFERRED, "{security:?} {host}");
            let logged = &mails(&backend, &world.a).await[0].error;
            assert!(
                logged.starts_with("The mail server's certificate is not trusted: "),
                "{security:?} {host}: {logged}"
            );
            assert_eq!(taken.lock().unwrap().len(), 0);
        }
    }
}

/// A server without STARTTLS gets no mail in the clear, and an authority's file that can't be read is named.
#[tokio::test]
async fn nothing_goes_out_in_the_clear() {
    let world = fixture::world().await;
    let plain = super::smtp::SmtpStub::start(Mood::Willing).await;
    let missing = PathBuf::from("/nowhere/ca.pem");
    for (ca, reason) in [(Some(authority()), "STARTTLS"), (Some(missing), "can't be used")] {
        let backend = backend(&world, "127.0.0.1", plain.port, SmtpSecurity::StartTls, ca).await;
        let id = invite(&backend, &world.a, &world.a.owner).await;
        drain(&backend).await.unwrap();
        let mails = mails(&backend, &world.a).await;
        let mail = mails.iter().find(|mail| mail.id == id.uuid()).unwrap();
        assert_ne!(mail.state, "sent");
        assert!(mail.error.contains(reason), "{reason}: {}", mail.error);
    }
    assert!(plain.taken().is_empty());
}
