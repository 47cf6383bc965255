//! Small things within text.

use super::tone::Tone;
use leptos::prelude::*;

/// A state in a word.
#[component]
pub fn Badge(
    /// What it means.
    #[prop(optional)]
    tone: Tone,
    /// The word.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    view! { <span class=format!("badge p-badge {}", tone.class())>{text}</span> }
}

/// An amount, formatted already; digits of one width, never broken.
#[component]
pub fn Money(
    /// The amount with its currency.
    #[prop(into)]
    text: String,
    /// More classes: `strong`, `muted`, `text-danger`.
    #[prop(optional, into)]
    class: Option<String>,
) -> impl IntoView {
    let class = class.map_or_else(|| "money".to_owned(), |more| format!("money {more}"));
    view! { <span class=class>{text}</span> }
}

/// A date or instant, formatted already.
#[component]
pub fn DateText(
    /// For machines: `2026-11-24`, `2026-11-24T09:30:00Z`.
    #[prop(into)]
    datetime: String,
    /// For people.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    view! { <time datetime=datetime>{text}</time> }
}

/// Somebody's initials; beside the name, so hidden from screen readers.
#[component]
pub fn Avatar(
    /// The person's or company's name.
    #[prop(into)]
    name: String,
    /// Looks: `large`, `square` for a company.
    #[prop(optional, into)]
    class: Option<String>,
) -> impl IntoView {
    let class = format!("avatar hue-{} {}", hue(&name), class.unwrap_or_default());
    view! { <span class=class.trim_end().to_owned() aria-hidden="true">{initials(&name)}</span> }
}

/// The first letters of the first and the last word.
pub(super) fn initials(name: &str) -> String {
    let mut words = name
        .split_whitespace()
        .filter_map(|word| word.chars().find(|c| c.is_alphanumeric()));
    let first = words.next();
    let last = words.next_back();
    first
        .into_iter()
        .chain(last)
        .flat_map(char::to_uppercase)
        .collect()
}

/// One of six hues, the same for the same name.
fn hue(name: &str) -> u32 {
    name.chars()
        .fold(7u32, |sum, c| sum.wrapping_mul(31).wrapping_add(u32::from(c)))
        % 6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_of_names() {
        assert_eq!(initials("Ada King Lovelace"), "AL");
        assert_eq!(initials("  élodie "), "É");
        assert_eq!(initials("& Co"), "C");
        assert_eq!(initials("株式会社 東京"), "株東");
        assert_eq!(initials(""), "");
    }
}
