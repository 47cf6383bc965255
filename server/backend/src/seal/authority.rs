//! Asking a time-stamp authority: one POST over HTTP, in the oldest version, so that the answer is what comes until the end.

use super::stamp;
use crate::config::SealConfig;
use std::{sync::Arc, time::Duration};
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};
use tokio_rustls::{
    TlsConnector,
    rustls::{ClientConfig, RootCertStore, pki_types::ServerName},
};

/// So long an authority may take.
const PATIENCE: Duration = Duration::from_secs(15);
/// The longest answer that is read.
const MOST: u64 = 64 * 1024;

/// Where an authority is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Address {
    tls: bool,
    host: String,
    port: u16,
    path: String,
}

impl Address {
    fn parse(url: &str) -> Option<Self> {
        let (tls, rest) = match (url.strip_prefix("https://"), url.strip_prefix("http://")) {
            (Some(rest), _) => (true, rest),
            (_, Some(rest)) => (false, rest),
            _ => return None,
        };
        let at = rest.find('/').unwrap_or(rest.len());
        let (place, path) = rest.split_at(at);
        let (host, port) = match place.rsplit_once(':') {
            Some((host, port)) if !host.ends_with(':') => (host, port.parse().ok()?),
            _ => (place, if tls { 443 } else { 80 }),
        };
        let fits = |c: char| !c.is_control() && !c.is_whitespace() && c != '@';
        (!host.is_empty() && rest.chars().all(fits)).then(|| Self {
            tls,
            host: host.to_owned(),
            port,
            path: if path.is_empty() {
                "/".to_owned()
            } else {
                path.to_owned()
            },
        })
    }
}

/// Whether an address can be asked.
pub(crate) fn is_address(url: &str) -> bool {
    Address::parse(url).is_some()
}

/// A time stamp of a signature, if an authority is configured.
///
/// # Errors
/// Why there is none; a sentence for the record.
pub(super) async fn stamped(config: &SealConfig, signature: &[u8]) -> Result<Option<Vec<u8>>, String> {
    let Some(url) = &config.authority else {
        return Ok(None);
    };
    let address = Address::parse(url).ok_or("PORTICO_SEAL_TSA is no address of http or https")?;
    let mut nonce = [0_u8; 12];
    getrandom::fill(&mut nonce).map_err(|error| error.to_string())?;
    let request = stamp::request(signature, &nonce);
    let answer = timeout(PATIENCE, ask(&address, &request))
        .await
        .map_err(|_| {
            format!(
                "{} did not answer in {} seconds",
                address.host,
                PATIENCE.as_secs()
            )
        })?
        .map_err(|error| format!("{}: {error}", address.host))?;
    let body = body(&answer).map_err(|why| format!("{}: {why}", address.host))?;
    stamp::token(body, signature, &nonce).map(Some)
}

async fn ask(address: &Address, request: &[u8]) -> std::io::Result<Vec<u8>> {
    let host = address.host.trim_start_matches('[').trim_end_matches(']');
    let stream = TcpStream::connect((host, address.port)).await?;
    if !address.tls {
        return exchange(stream, address, request).await;
    }
    let mut roots = RootCertStore::empty();
    roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    let config = ClientConfig::builder()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::try_from(host.to_owned()).map_err(std::io::Error::other)?;
    let stream = TlsConnector::from(Arc::new(config)).connect(name, stream).await?;
    exchange(stream, address, request).await
}

async fn exchange(
    mut stream: impl AsyncRead + AsyncWrite + Unpin,
    address: &Address,
    request: &[u8],
) -> std::io::Result<Vec<u8>> {
    let head = format!(
        "POST {} HTTP/1.0\r\nHost: {}\r\nContent-Type: application/timestamp-query\r\n\
         Accept: application/timestamp-reply\r\nContent-Length: {}\r\nUser-Agent: Portico\r\n\r\n",
        address.path,
        address.host,
        request.len(),
    );
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(request).await?;
    stream.flush().await?;
    let mut answer = Vec::new();
    match stream.take(MOST).read_to_end(&mut answer).await {
        // Some servers end TLS without saying goodbye; whether the answer is whole shows when it is read.
        Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof && !answer.is_empty() => Ok(answer),
        Err(error) => Err(error),
        Ok(_) => Ok(answer),
    }
}

/// The body of an answer of success.
fn body(answer: &[u8]) -> Result<&[u8], String> {
    let end = b"\r\n\r\n";
    let at = answer.windows(end.len()).position(|window| window == end);
    let (head, body) = at
        .and_then(|at| answer.split_at_checked(at + end.len()))
        .ok_or("the answer can't be read")?;
    let head = String::from_utf8_lossy(head);
    let status = head.split_ascii_whitespace().nth(1).unwrap_or_default();
    match status {
        "200" => Ok(body),
        status => Err(format!("the answer was HTTP {status}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_plain() {
        let address = |url: &str| Address::parse(url).map(|at| (at.tls, at.host, at.port, at.path));
        assert_eq!(
            address("https://tsa.example.com"),
            Some((true, "tsa.example.com".into(), 443, "/".into()))
        );
        assert_eq!(
            address("http://127.0.0.1:3161/tsr"),
            Some((false, "127.0.0.1".into(), 3161, "/tsr".into()))
        );
        for bad in [
            "",
            "ftp://a",
            "https://",
            "https://a b",
            "https://a:x/",
            "https://u@h/",
        ] {
            assert_eq!(address(bad), None, "{bad}");
        }
    }

    #[test]
    fn only_an_answer_of_success_has_a_body() {
        assert_eq!(body(b"HTTP/1.1 200 OK\r\nA: b\r\n\r\nxyz"), Ok(b"xyz".as_slice()));
        assert!(body(b"HTTP/1.1 500 Oh\r\n\r\nxyz").is_err());
        assert!(body(b"HTTP/1.1 200 OK\r\n").is_err());
    }
}
