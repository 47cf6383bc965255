//! Where a link leads.

use super::rich_text::MergeTag;
use crate::ids::PageId;
use std::fmt::Write;

/// The longest address, in characters.
pub const MAX_HREF: usize = 2_000;

/// An address that may be linked. Merge tags in it are filled in for the reader, escaped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Href {
    /// A page of this portal.
    Page(PageId),
    /// `https:`, `http:`, `mailto:` or `tel:`, in pieces.
    Outside(Scheme, Vec<HrefPiece>),
}

/// The schemes that may be linked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// `https:`
    Https,
    /// `http:`
    Http,
    /// `mailto:`
    Mail,
    /// `tel:`
    Phone,
}

/// A piece of an address, without the scheme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HrefPiece {
    /// As it is.
    Text(String),
    /// A value, percent-encoded when it is filled in.
    Tag(MergeTag),
}

/// Why an address may not be linked. The texts are for the user.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HrefError {
    /// Another scheme, or none.
    #[error("Please enter an address that starts with https://, http://, mailto: or tel:, or choose a page.")]
    Scheme,
    /// Blanks, control characters, backslashes or quotes.
    #[error("This address contains characters that an address can't have.")]
    Characters,
    /// Longer than [`MAX_HREF`].
    #[error("Please use an address of at most {MAX_HREF} characters.")]
    TooLong,
    /// `page:` without the id of one.
    #[error("This page is not there any more. Please choose another.")]
    Page,
    /// A tag where the host would be.
    #[error(
        "A merge tag can't stand for the name of a website. Please write it out, like https://example.com/."
    )]
    TagInHost,
}

impl Scheme {
    const ALL: [(&'static str, Self); 4] = [
        ("https:", Self::Https),
        ("http:", Self::Http),
        ("mailto:", Self::Mail),
        ("tel:", Self::Phone),
    ];

    const fn prefix(self) -> &'static str {
        match self {
            Self::Https => "https:",
            Self::Http => "http:",
            Self::Mail => "mailto:",
            Self::Phone => "tel:",
        }
    }
}

impl Href {
    /// The address of a text.
    ///
    /// # Errors
    /// [`HrefError`].
    pub fn parse(text: &str) -> Result<Self, HrefError> {
        if text.chars().count() > MAX_HREF {
            return Err(HrefError::TooLong);
        }
        if let Some(id) = text.strip_prefix("page:") {
            return id.parse().map(Self::Page).map_err(|_| HrefError::Page);
        }
        let lower = text
            .get(..8.min(text.len()))
            .unwrap_or_default()
            .to_ascii_lowercase();
        let scheme = Scheme::ALL
            .into_iter()
            .find(|(prefix, _)| lower.starts_with(prefix));
        let (prefix, scheme) = scheme.ok_or(HrefError::Scheme)?;
        let pieces = pieces(&text[prefix.len()..]);
        let plain = |piece: &HrefPiece| match piece {
            // A browser reads a backslash as a slash, so that `https:\\a` is not what it looks like.
            HrefPiece::Text(text) => !text
                .chars()
                .any(|c| c.is_whitespace() || c.is_control() || "\\\"<>`{}".contains(c)),
            HrefPiece::Tag(_) => true,
        };
        if !pieces.iter().all(plain) {
            return Err(HrefError::Characters);
        }
        match scheme {
            Scheme::Https | Scheme::Http => {
                let Some(HrefPiece::Text(first)) = pieces.first() else {
                    return Err(HrefError::TagInHost);
                };
                let rest = first.strip_prefix("//").ok_or(HrefError::Scheme)?;
                let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
                if host.len() == rest.len() && pieces.len() > 1 {
                    return Err(HrefError::TagInHost);
                }
                if host.is_empty() || host.contains('@') {
                    return Err(HrefError::Scheme);
                }
            }
            Scheme::Mail | Scheme::Phone if pieces.is_empty() => return Err(HrefError::Scheme),
            Scheme::Mail | Scheme::Phone => {}
        }
        Ok(Self::Outside(scheme, pieces))
    }

    /// The address for a reader: `value` gives what a tag stands for. `None` if a value is missing or the whole is no address
    /// any more; the link is then left out. For a page it is `None` too: its address is the page's own matter.
    pub fn resolve(&self, value: impl Fn(&MergeTag) -> Option<String>) -> Option<String> {
        let Self::Outside(scheme, pieces) = self else {
            return None;
        };
        let mut text = scheme.prefix().to_owned();
        for piece in pieces {
            match piece {
                HrefPiece::Text(piece) => text.push_str(piece),
                HrefPiece::Tag(tag) => {
                    let value = value(tag).filter(|value| !value.trim().is_empty())?;
                    encode(value.trim(), *scheme, &mut text);
                }
            }
        }
        Self::parse(&text).is_ok().then_some(text)
    }

    /// The tags in it.
    pub fn tags(&self) -> impl Iterator<Item = &MergeTag> {
        let pieces: &[HrefPiece] = match self {
            Self::Page(_) => &[],
            Self::Outside(_, pieces) => pieces,
        };
        pieces.iter().filter_map(|piece| match piece {
            HrefPiece::Text(_) => None,
            HrefPiece::Tag(tag) => Some(tag),
        })
    }
}

fn pieces(text: &str) -> Vec<HrefPiece> {
    let piece = |piece| match piece {
        Ok(tag) => HrefPiece::Tag(tag),
        Err(text) => HrefPiece::Text(text),
    };
    MergeTag::split(text).into_iter().map(piece).collect()
}

/// RFC 3986's unreserved characters stay; an address of a mail keeps its `@`, a telephone number loses its blanks.
fn encode(value: &str, scheme: Scheme, into: &mut String) {
    for byte in value.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                into.push(char::from(byte))
            }
            b'@' if scheme == Scheme::Mail => into.push('@'),
            b'+' | b'(' | b')' if scheme == Scheme::Phone => into.push(char::from(byte)),
            b' ' if scheme == Scheme::Phone => {}
            _ => {
                // Writing to a text can't fail.
                let _ = write!(into, "%{byte:02X}");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_addresses_are_refused() {
        for bad in [
            "",
            "javascript:alert(1)",
            "JavaScript:alert(1)",
            " javascript:alert(1)",
            "java\nscript:alert(1)",
            "data:text/html,<script>",
            "vbscript:x",
            "file:///etc/passwd",
            "//evil.example",
            "/staff",
            "https:evil.example",
            "https:\\\\evil.example",
            "https://",
            "https://trusted.example@evil.example/",
            "https://a b",
            "https://a\u{0}b",
            "https://{{contact.name}}.example/",
            "https://a{{contact.name}}",
            "{{contact.name}}",
            "page:1",
            "page:javascript:alert(1)",
            "mailto:",
            "tel:",
        ] {
            assert!(Href::parse(bad).is_err(), "{bad}");
        }
        assert_eq!(
            Href::parse(&format!("https://a/{}", "x".repeat(2_000))),
            Err(HrefError::TooLong)
        );
    }

    #[test]
    fn good_ones_are_not() {
        for good in [
            "https://example.com",
            "HTTPS://example.com/a?b=c#d",
            "http://example.com/{{contact.name}}",
            "mailto:ana@example.com?subject=Hello",
            "mailto:{{system.email}}",
            "tel:+49301234",
            "page:0192f0c1-2d3e-7f40-8a5b-6c7d8e9f0a1b",
        ] {
            assert!(Href::parse(good).is_ok(), "{good}");
        }
    }

    #[test]
    fn values_can_not_leave_their_place() {
        let filled = |text: &str, value: &str| Href::parse(text).unwrap().resolve(|_| Some(value.to_owned()));
        assert_eq!(
            filled("https://a.example/?q={{contact.name}}", "A&b=\"><script>").unwrap(),
            "https://a.example/?q=A%26b%3D%22%3E%3Cscript%3E"
        );
        assert_eq!(
            filled("https://a.example/{{contact.name}}", "../x").unwrap(),
            "https://a.example/..%2Fx"
        );
        assert_eq!(
            filled("mailto:{{system.email}}", "a@b.example?bcc=evil@c").unwrap(),
            "mailto:a@b.example%3Fbcc%3Devil@c"
        );
        assert_eq!(
            filled("tel:{{system.phone}}", "+44 20 7946").unwrap(),
            "tel:+44207946"
        );
        assert_eq!(filled("mailto:{{system.email}}", "  "), None, "no value, no link");
    }
}
