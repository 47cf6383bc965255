//! Markup that many rows share: written by Leptos once, filled for each row.

use leptos::{prelude::*, tachys::html::InertElement};

/// Gaps are marked by characters that Unicode keeps for private use: no text of ours holds them.
const FIRST_MARK: u32 = 0xE000;
/// More gaps than a row has cells.
const MARKS: u32 = 0x100;

/// A place for a row's value, in a text or in an attribute.
pub fn gap(nth: u8) -> String {
    char::from_u32(FIRST_MARK + u32::from(nth)).into_iter().collect()
}

/// A row's markup with gaps. For a plain row Leptos builds some thirty objects, which made half of what a long list costs.
pub struct Pattern {
    /// What stands before a gap, and which value goes there.
    parts: Vec<(String, usize)>,
    end: String,
}

impl Pattern {
    /// Takes the markup from a view that has a [`gap`] wherever rows differ. Texts of users belong into the gaps, never into the view.
    pub fn of(view: impl IntoView) -> Self {
        let (mut parts, mut text) = (Vec::new(), String::new());
        for c in view.into_any().to_html().chars() {
            match u32::from(c).checked_sub(FIRST_MARK).filter(|nth| *nth < MARKS) {
                Some(nth) => parts.push((std::mem::take(&mut text), nth as usize)),
                None => text.push(c),
            }
        }
        Self { parts, end: text }
    }

    /// The rows, each with its values in the order of the gaps' numbers. All values are escaped, for texts and attributes alike.
    pub fn rows<const N: usize>(&self, rows: impl IntoIterator<Item = [String; N]>) -> InertElement {
        let mut html = String::new();
        for values in rows {
            for (before, nth) in &self.parts {
                html.push_str(before);
                let value = values.get(*nth).map_or("", String::as_str);
                html_escape::encode_quoted_attribute_to_string(value, &mut html);
            }
            html.push_str(&self.end);
        }
        InertElement::new(html)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_users_wrote_stays_text() {
        let pattern = Pattern::of(view! { <li title=gap(1)><a href=gap(0)>{gap(1)}</a></li> });
        let evil = "\"><script>alert('1')</script>&amp;\u{E000}".to_owned();
        let html = pattern
            .rows([["/a".to_owned(), evil.clone()], ["/b".to_owned(), evil]])
            .to_html();
        assert_eq!(html.matches("<li").count(), 2);
        assert_eq!(html.matches("href=\"/a\"").count(), 1);
        assert!(!html.contains("<script") && !html.contains("'1'"), "{html}");
        assert_eq!(html.matches("&quot;&gt;&lt;script&gt;").count(), 4, "{html}");
        assert!(html.contains("&amp;amp;\u{E000}"), "{html}");
    }
}
