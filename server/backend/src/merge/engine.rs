//! Rendering: a fresh, empty environment for every text, with our filters and nothing else, under limits.

use super::{
    filters,
    reading::{self, Reading},
    syntax,
    value::{Gap, Shown, Typed, text_of},
    voice::Voice,
};
use domain::merge::{Finding, Piece, Place};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, UndefinedBehavior, value::Value};
use std::{
    collections::BTreeMap,
    fmt::Write as _,
    io,
    sync::Arc,
    time::{Duration, Instant},
};

/// Where a text ends up, which decides how values are escaped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Escape {
    /// HTML: markup in values becomes text.
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "texts that are HTML come with the page builder")
    )]
    Html,
    /// Plain text, which whoever shows it escapes: a mail's text part, a page's paragraph.
    Text,
    /// One line of a mail's header.
    Subject,
    /// A web address: values are percent-encoded, and only http, https, mailto and addresses within the site come out.
    #[cfg_attr(
        not(test),
        expect(
            dead_code,
            reason = "buttons with an address of one's own come with the page builder"
        )
    )]
    Url,
}

/// How much a text may take.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// Work, in the engine's own measure: about one for each step and each 64 bytes.
    pub fuel: u64,
    /// Bytes that come out.
    pub output: usize,
    /// Time.
    pub time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            fuel: 50_000,
            output: 1 << 20,
            time: Duration::from_millis(250),
        }
    }
}

/// Why a text was not rendered. What it says is for the person who wrote it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum RenderError {
    /// It can't be read, or does what texts may not.
    #[error("{}", .0.sentence())]
    Refused(Finding),
    /// It goes on and on.
    #[error("This text takes too long to put together. Does a loop go through too much?")]
    Endless,
    /// It gets too long.
    #[error("This text becomes too long.")]
    TooLong,
    /// A filter can't do what it is asked to.
    #[error("Line {line}: {message}")]
    Failed {
        /// In which line, from 1.
        line: u32,
        /// Why not.
        message: String,
    },
}

/// Marks around an empty tag in a preview; both are taken out of every value.
const GAP: [char; 2] = ['\u{E000}', '\u{E001}'];

/// A template that was read and may be rendered.
pub(crate) struct Prepared<'s> {
    source: &'s str,
    reading: Reading,
}

/// The values of a template, by group.
pub(crate) type Values = BTreeMap<String, Value>;

impl<'s> Prepared<'s> {
    /// Reads a template. What it names without need is no reason to refuse it: an unknown tag is empty.
    ///
    /// # Errors
    /// [`RenderError::Refused`].
    pub(crate) fn new(source: &'s str, place: Place) -> Result<Self, RenderError> {
        let reading = reading::read(source, place);
        match reading.fatal.first() {
            Some(finding) => Err(RenderError::Refused(finding.clone())),
            None => Ok(Self { source, reading }),
        }
    }

    /// The text as it was given.
    pub(crate) fn source(&self) -> &'s str {
        self.source
    }

    pub(crate) fn reading(&self) -> &Reading {
        &self.reading
    }

    /// Puts the values in. Nothing that a value contains is ever evaluated.
    ///
    /// # Errors
    /// When it goes beyond a limit, or a filter can't do what it is asked to.
    pub(crate) fn render(
        &self,
        voice: &Arc<Voice>,
        values: &Values,
        escape: Escape,
        limits: Limits,
    ) -> Result<String, RenderError> {
        let text = self.run(voice, values, escape, limits, false)?;
        Ok(match escape {
            Escape::Subject => crate::mail::one_line(&text),
            Escape::Url => safe_address(&text),
            Escape::Html | Escape::Text => text,
        })
    }

    /// As [`Prepared::render`] in plain text, with a mark wherever a tag is empty.
    ///
    /// # Errors
    /// As [`Prepared::render`].
    pub(crate) fn preview(
        &self,
        voice: &Arc<Voice>,
        values: &Values,
        limits: Limits,
    ) -> Result<Vec<Piece>, RenderError> {
        let text = self.run(voice, values, Escape::Text, limits, true)?;
        let mut pieces = Vec::new();
        for (at, part) in text.split(GAP).enumerate() {
            match (at % 2, part) {
                (_, "") => {}
                (0, text) => pieces.push(Piece::Text(text.to_owned())),
                (_, path) => pieces.push(Piece::Gap(path.to_owned())),
            }
        }
        Ok(pieces)
    }

    fn run(
        &self,
        voice: &Arc<Voice>,
        values: &Values,
        escape: Escape,
        limits: Limits,
        marked: bool,
    ) -> Result<String, RenderError> {
        let until = Instant::now() + limits.time;
        let environment = environment(voice, escape, limits.fuel, until, marked);
        let template = environment
            .template_from_str(self.source)
            .map_err(|error| failed(&error))?;
        let mut sink = Sink {
            bytes: Vec::new(),
            most: limits.output,
        };
        let context = Value::from_object(Root(values.clone()));
        match template.render_captured_to(context, &mut sink) {
            Ok(_) => String::from_utf8(sink.bytes).map_err(|_| RenderError::TooLong),
            Err(error) => Err(failed(&error)),
        }
    }
}

/// The groups of a template. A plain map would be copied for every loop.
#[derive(Debug)]
struct Root(Values);

impl minijinja::value::Object for Root {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.0.get(key.as_str()?).cloned()
    }
}

/// Takes so many bytes and no more.
struct Sink {
    bytes: Vec<u8>,
    most: usize,
}

impl io::Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > self.most {
            return Err(io::Error::from(io::ErrorKind::FileTooLarge));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn failed(error: &Error) -> RenderError {
    if error.kind() == ErrorKind::OutOfFuel || error.detail() == Some(OVERTIME) {
        return RenderError::Endless;
    }
    if error.kind() == ErrorKind::WriteFailure || is_too_large(error) {
        return RenderError::TooLong;
    }
    RenderError::Failed {
        line: u32::try_from(error.line().unwrap_or(1)).unwrap_or(1),
        message: error.detail().unwrap_or("this can't be put together").to_owned(),
    }
}

fn is_too_large(error: &Error) -> bool {
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        if error
            .downcast_ref::<io::Error>()
            .is_some_and(|error| error.kind() == io::ErrorKind::FileTooLarge)
        {
            return true;
        }
        cause = error.source();
    }
    false
}

const OVERTIME: &str = "time is up";

/// The time is over: fuel bounds the steps, this bounds slow ones.
fn in_time(until: Instant) -> Result<(), Error> {
    if Instant::now() < until {
        Ok(())
    } else {
        Err(Error::new(ErrorKind::InvalidOperation, OVERTIME))
    }
}

fn environment(
    voice: &Arc<Voice>,
    escape: Escape,
    fuel: u64,
    until: Instant,
    marked: bool,
) -> Environment<'static> {
    let mut environment = Environment::empty();
    environment.set_syntax(syntax::syntax());
    environment.set_fuel(Some(fuel));
    environment.set_recursion_limit(50);
    environment.set_undefined_behavior(UndefinedBehavior::Chainable);
    environment.set_auto_escape_callback(|_| AutoEscape::None);
    environment.set_formatter(move |out, _, value| {
        in_time(until)?;
        write(out, value, escape, marked)
    });
    let voice_of_now = voice.clone();
    environment.add_function("now", move || {
        Shown::value(Typed::Moment(voice_of_now.now), &voice_of_now)
    });
    filters::add(&mut environment, voice, escape);
    environment
}

/// Writes one value, escaped for where it goes.
fn write(out: &mut Output<'_>, value: &Value, escape: Escape, marked: bool) -> Result<(), Error> {
    if let (true, Some(gap)) = (marked, value.downcast_object_ref::<Gap>()) {
        write!(out, "{}{}{}", GAP[0], gap.0, GAP[1])?;
        return Ok(());
    }
    let text = text_of(value);
    match escape {
        // Only `nl2br` and `escape` make safe strings here, and both escape what they get.
        Escape::Html if value.is_safe() => out.write_str(&text)?,
        Escape::Html => out.write_str(&escaped(&text))?,
        Escape::Text | Escape::Subject => {
            for c in text
                .chars()
                .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
            {
                if !marked || !GAP.contains(&c) {
                    out.write_char(c)?;
                }
            }
        }
        Escape::Url => match value.downcast_object_ref::<Shown>().map(|shown| &shown.typed) {
            Some(Typed::Url(address)) => out.write_str(address)?,
            _ => out.write_str(&percent_encoded(&text))?,
        },
    }
    Ok(())
}

/// Text as HTML, fit for attributes as well.
pub(super) fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            '\n' | '\t' => html.push(c),
            c if c.is_control() => {}
            c => html.push(c),
        }
    }
    html
}

/// Text as a part of an address (RFC 3986: all but the unreserved characters).
pub(super) fn percent_encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                encoded.push(char::from(byte))
            }
            byte => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

/// The address, if it leads where links may lead; nothing otherwise.
fn safe_address(text: &str) -> String {
    let text = text.trim();
    let plain = !text
        .chars()
        .any(|c| c.is_control() || c.is_whitespace() || "<>\"'\\`".contains(c));
    let scheme = text
        .split_once(':')
        .map(|(scheme, _)| scheme.to_ascii_lowercase())
        .filter(|scheme| !scheme.contains(['/', '?', '#']));
    let allowed = match scheme.as_deref() {
        Some("http" | "https" | "mailto") => true,
        Some(_) => false,
        None => !text.starts_with("//"),
    };
    if plain && allowed {
        text.to_owned()
    } else {
        String::new()
    }
}
