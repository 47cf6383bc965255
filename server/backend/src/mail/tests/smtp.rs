//! A small mail server on loopback, and what it was told.

use std::sync::{Arc, Mutex};
use tokio::{
    io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader},
    net::TcpListener,
};

/// How the server answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mood {
    /// It takes everything.
    Willing,
    /// It refuses recipients for now.
    Busy,
    /// It knows no recipient.
    NoSuchUser,
    /// It takes the mail, and then hangs up without saying so.
    Forgetful,
}

pub(super) struct SmtpStub {
    pub(super) port: u16,
    mood: Arc<Mutex<Mood>>,
    taken: Arc<Mutex<Vec<String>>>,
}

impl SmtpStub {
    pub(super) async fn start(mood: Mood) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let stub = Self {
            port: listener.local_addr().unwrap().port(),
            mood: Arc::new(Mutex::new(mood)),
            taken: Arc::default(),
        };
        let (mood, taken) = (stub.mood.clone(), stub.taken.clone());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(greet(stream, mood.clone(), taken.clone()));
            }
        });
        stub
    }

    pub(super) fn be(&self, mood: Mood) {
        *self.mood.lock().unwrap() = mood;
    }

    /// The mails taken so far, as they came.
    pub(super) fn taken(&self) -> Vec<String> {
        self.taken.lock().unwrap().clone()
    }
}

/// A whole conversation.
pub(super) async fn greet(
    mut stream: impl AsyncRead + AsyncWrite + Unpin,
    mood: Arc<Mutex<Mood>>,
    taken: Arc<Mutex<Vec<String>>>,
) -> Option<()> {
    stream.write_all(b"220 stub\r\n").await.ok()?;
    stream.flush().await.ok()?;
    talk(stream, mood, taken).await
}

/// A conversation after the greeting.
pub(super) async fn talk(
    stream: impl AsyncRead + AsyncWrite + Unpin,
    mood: Arc<Mutex<Mood>>,
    taken: Arc<Mutex<Vec<String>>>,
) -> Option<()> {
    let (reader, mut writer) = tokio::io::split(stream);
    let mut lines = BufReader::new(reader).lines();
    while let Some(line) = lines.next_line().await.ok()? {
        let mood = *mood.lock().unwrap();
        let verb = line
            .split([' ', ':'])
            .next()
            .unwrap_or_default()
            .to_ascii_uppercase();
        let answer: &[u8] = match (verb.as_str(), mood) {
            ("EHLO", _) => b"250-stub\r\n250 8BITMIME\r\n",
            ("RCPT", Mood::Busy) => b"450 4.2.1 try again later\r\n",
            ("RCPT", Mood::NoSuchUser) => b"550 5.1.1 no such user, see https://stub.test/l/secret\r\n",
            ("DATA", _) => {
                writer.write_all(b"354 go on\r\n").await.ok()?;
                writer.flush().await.ok()?;
                let mut mail = String::new();
                while let Some(line) = lines.next_line().await.ok()? {
                    if line == "." {
                        break;
                    }
                    mail.push_str(line.strip_prefix('.').unwrap_or(&line));
                    mail.push_str("\r\n");
                }
                // Somebody else has time to try the same mail.
                tokio::time::sleep(std::time::Duration::from_millis(20)).await;
                taken.lock().unwrap().push(mail);
                if mood == Mood::Forgetful {
                    return None;
                }
                b"250 taken\r\n"
            }
            ("QUIT", _) => return writer.write_all(b"221 bye\r\n").await.ok(),
            _ => b"250 ok\r\n",
        };
        writer.write_all(answer).await.ok()?;
        writer.flush().await.ok()?;
    }
    None
}

/// A header of a mail.
pub(super) fn header<'a>(mail: &'a str, name: &str) -> &'a str {
    let (_, rest) = mail.split_once(&format!("{name}: ")).unwrap();
    rest.split("\r\n").next().unwrap()
}
