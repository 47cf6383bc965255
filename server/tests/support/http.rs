//! Requests and answers.

use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};

/// Names and values of a form.
pub type Fields = Vec<(String, String)>;

pub fn fields<N: AsRef<str>, V: AsRef<str>>(pairs: &[(N, V)]) -> Fields {
    pairs
        .iter()
        .map(|(name, value)| (name.as_ref().to_owned(), value.as_ref().to_owned()))
        .collect()
}

fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'[' | b']' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

/// Fields as a browser sends them.
pub fn form_body(fields: &[(String, String)]) -> String {
    fields
        .iter()
        .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)))
        .collect::<Vec<_>>()
        .join("&")
}

/// Percent signs taken out of a header's value.
pub fn decoded_path(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let hex = tail.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        match (first, hex.and_then(|hex| u8::from_str_radix(hex, 16).ok())) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            _ => {
                bytes.push(first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A request to be made.
#[derive(Clone, Debug)]
pub struct Ask {
    pub method: String,
    pub path: String,
    pub headers: Vec<(String, String)>,
    pub body: Option<Vec<u8>>,
    pub cookie: Option<String>,
    /// The caller's address; every request has its own where none is given.
    pub address: Option<String>,
}

impl Ask {
    pub fn new(method: &str, path: &str) -> Self {
        Self {
            method: method.to_owned(),
            path: path.to_owned(),
            headers: Vec::new(),
            body: None,
            cookie: None,
            address: None,
        }
    }

    /// A link followed in a browser.
    pub fn page(path: &str) -> Self {
        Self::new("GET", path)
            .header("accept", "text/html,application/xhtml+xml")
            .header("sec-fetch-site", "same-origin")
    }

    /// A form sent by a browser.
    pub fn form(path: &str, fields: &[(String, String)]) -> Self {
        Self::new("POST", path)
            .header("accept", "text/html,application/xhtml+xml")
            .header("sec-fetch-site", "same-origin")
            .body(form_body(fields))
    }

    /// The same sent by a program, which wants the result itself.
    pub fn call(path: &str, fields: &[(String, String)]) -> Self {
        Self::new("POST", path)
            .header("accept", "application/json")
            .header("sec-fetch-site", "same-origin")
            .body(form_body(fields))
    }

    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(known, _)| known != name);
        self
    }

    pub fn body(mut self, body: String) -> Self {
        self.body = Some(body.into_bytes());
        self.header("content-type", "application/x-www-form-urlencoded")
    }

    /// What an island sends where a form can't hold it.
    pub fn json(path: &str, json: &str) -> Self {
        let mut ask = Self::new("POST", path)
            .header("accept", "application/json")
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/json");
        ask.body = Some(json.as_bytes().to_vec());
        ask
    }

    /// A form that carries a file, as a browser sends it.
    pub fn upload(mut self, field: &str, file: (&str, &str), bytes: &[u8]) -> Self {
        let (name, kind) = file;
        let mut body = format!(
            "--cut\r\ncontent-disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\ncontent-type: {kind}\r\n\r\n"
        )
        .into_bytes();
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n--cut--\r\n");
        self.body = Some(body);
        self.header("content-type", "multipart/form-data; boundary=cut")
    }

    pub fn cookie(mut self, cookie: Option<String>) -> Self {
        self.cookie = cookie;
        self
    }

    pub fn from(mut self, address: &str) -> Self {
        self.address = Some(address.to_owned());
        self
    }

    pub(super) fn request(self) -> Request<Body> {
        let mut request = Request::builder().method(self.method.as_str()).uri(&self.path);
        if !self.headers.iter().any(|(name, _)| name == "host") {
            request = request.header("host", "localhost:3000");
        }
        if !self.headers.iter().any(|(name, _)| name == "user-agent") {
            request = request.header(
                "user-agent",
                "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            );
        }
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        if let Some(cookie) = &self.cookie {
            request = request.header(header::COOKIE, cookie);
        }
        let body = self.body;
        request.body(Body::from(body.unwrap_or_default())).unwrap()
    }
}

/// An answer, read whole.
#[derive(Clone, Debug)]
pub struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Reply {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }

    pub fn location(&self) -> String {
        self.header("location").to_owned()
    }

    pub fn cookies(&self) -> Vec<String> {
        self.headers
            .get_all(header::SET_COOKIE)
            .iter()
            .map(|value| value.to_str().unwrap().to_owned())
            .collect()
    }

    pub fn is_html(&self) -> bool {
        self.header("content-type").starts_with("text/html")
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    /// The nonce that the answer's policy names.
    pub fn nonce(&self) -> String {
        let policy = self.header("content-security-policy");
        let start = policy.split("'nonce-").nth(1).unwrap_or_default();
        start.split('\'').next().unwrap_or_default().to_owned()
    }

    /// Everything that reaches the reader: status, headers and body, without what differs from answer to answer.
    pub fn normalised(&self, id: &str, known: &dyn Fn(&str) -> bool) -> String {
        let mut lines = vec![self.status.to_string()];
        for (name, value) in &self.headers {
            if !matches!(name.as_str(), "x-request-id" | "date") {
                lines.push(format!("{name}: {}", String::from_utf8_lossy(value.as_bytes())));
            }
        }
        lines.sort();
        let mut text = format!("{}\n\n{}", lines.join("\n"), self.text());
        let nonce = self.nonce();
        if !nonce.is_empty() {
            text = text.replace(&nonce, "{nonce}");
        }
        if !id.is_empty() {
            text = text.replace(id, "{id}");
        }
        without_new_ids(&text, known)
    }
}

/// Replaces ids that are nobody's: those made for this answer, such as a form's idempotency key.
fn without_new_ids(text: &str, known: &dyn Fn(&str) -> bool) -> String {
    const SHAPE: &str = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
    let bytes = text.as_bytes();
    let mut out = String::with_capacity(text.len());
    let (mut at, mut copied) = (0, 0);
    while at + SHAPE.len() <= bytes.len() {
        let fits = SHAPE.bytes().zip(&bytes[at..]).all(|(shape, &byte)| match shape {
            b'-' => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        });
        if fits {
            let id = &text[at..at + SHAPE.len()];
            out.push_str(&text[copied..at]);
            out.push_str(if known(id) { id } else { "{new}" });
            at += SHAPE.len();
            copied = at;
        } else {
            at += 1;
        }
    }
    out.push_str(&text[copied..]);
    out
}

/// Where two texts part, for a message that can be read.
pub fn alike(a: &str, b: &str) -> Result<(), String> {
    if a == b {
        return Ok(());
    }
    let at = a
        .char_indices()
        .zip(b.chars())
        .find(|((_, x), y)| x != y)
        .map_or_else(|| a.len().min(b.len()), |((at, _), _)| at);
    let around = |text: &str| {
        let mut from = at.saturating_sub(120).min(text.len());
        while !text.is_char_boundary(from) {
            from -= 1;
        }
        text[from..].chars().take(300).collect::<String>()
    };
    Err(format!("they differ:\n--- {}\n--- {}", around(a), around(b)))
}
