//! Links whose address may come from somebody's data.

use leptos::prelude::*;

/// The address if a browser may follow it: `http`, `https`, `mailto`, `tel`, or a place on this site (`/…`, `?…`, `#…`).
///
/// Control characters and backslashes are refused outright, because browsers drop the former and read the latter as slashes:
/// `java\tscript:` runs, and `/\host` leaves the site.
pub fn safe_href(href: &str) -> Option<String> {
    if href.chars().any(|c| c.is_control() || c == '\\') {
        return None;
    }
    let here = href.starts_with(['?', '#']) || (href.starts_with('/') && !href.starts_with("//"));
    let scheme = href
        .split_once(':')
        .map(|(scheme, _)| scheme.to_ascii_lowercase());
    let known = matches!(scheme.as_deref(), Some("http" | "https" | "mailto" | "tel"));
    (here || known).then(|| href.to_owned())
}

/// Whether the address leaves this site.
pub(super) fn is_external(href: &str) -> bool {
    let href = href.to_ascii_lowercase();
    href.starts_with("http:") || href.starts_with("https:")
}

/// A link; an address that is not safe to follow leaves plain text.
#[component]
pub fn Link(
    /// Where to; checked by [`safe_href`].
    #[prop(into)]
    href: String,
    /// Classes.
    #[prop(optional, into)]
    class: Option<String>,
    /// An accessible name that says more than the text.
    #[prop(optional, into)]
    label: Option<String>,
    /// The link's text.
    children: Children,
) -> impl IntoView {
    match safe_href(&href) {
        Some(href) => {
            let rel = is_external(&href).then_some("noopener noreferrer");
            view! { <a href=href rel=rel class=class aria-label=label>{children()}</a> }.into_any()
        }
        None => view! { <span class=class>{children()}</span> }.into_any(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_that_may_be_linked() {
        for good in [
            "/portal",
            "/",
            "?page=2",
            "#lines",
            "https://example.com/a:b",
            "HTTP://example.com",
            "mailto:a@b.co",
            "tel:+49301234",
        ] {
            assert_eq!(safe_href(good).as_deref(), Some(good));
        }
    }

    #[test]
    fn places_that_may_not() {
        for bad in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            " javascript:alert(1)",
            "java\tscript:alert(1)",
            "\u{1}javascript:alert(1)",
            "data:text/html,<script>alert(1)</script>",
            "vbscript:x",
            "blob:https://x",
            "file:///etc/passwd",
            "//evil.example",
            "/\\evil.example",
            "/\t/evil.example",
            "\\\\evil.example",
            "evil.example",
            "",
        ] {
            assert_eq!(safe_href(bad), None, "{bad:?}");
        }
    }

    #[cfg(feature = "ssr")]
    #[test]
    fn a_refused_address_is_not_rendered() {
        let html = view! { <Link href="javascript:alert(1)">"here"</Link> }.to_html();
        assert!(!html.contains("javascript") && !html.contains("<a"), "{html}");
        let html = view! { <Link href="https://example.com/?a=1&b=\"2\"">"here"</Link> }.to_html();
        assert!(
            html.contains("rel=\"noopener noreferrer\"") && !html.contains("\"2\""),
            "{html}"
        );
    }
}
