//! Tables, and the links that sort them and turn their pages.

use super::icon::{Icon, IconName};
use super::link::safe_href;
use leptos::prelude::*;

/// A table. On a narrow screen each row becomes a card whose cells are named by their `data-label`; with `scroll` it keeps its
/// columns and scrolls sideways instead.
#[component]
pub fn Table(
    /// The accessible name: `Invoices`.
    #[prop(into)]
    label: String,
    /// Keeps its columns and scrolls.
    #[prop(optional)]
    scroll: bool,
    /// More classes: `compact`, `lines`.
    #[prop(optional, into)]
    class: Option<String>,
    /// `<thead>` and `<tbody>`.
    children: Children,
) -> impl IntoView {
    let kind = if scroll {
        "table p-table"
    } else {
        "table p-table stack-rows"
    };
    let class = class.map_or_else(|| kind.to_owned(), |more| format!("{kind} {more}"));
    let table = view! { <table class=class aria-label=label.clone()>{children()}</table> };
    if scroll {
        // A region that scrolls must be reachable and named for the keyboard (WCAG 2.1.1).
        view! { <div class="table-wrap scrolls" role="region" aria-label=label tabindex="0">{table}</div> }
            .into_any()
    } else {
        view! { <div class="table-wrap">{table}</div> }.into_any()
    }
}

/// A query string with one more parameter.
fn with(base: &str, name: &str, value: &str) -> Option<String> {
    let joint = if base.contains('?') { '&' } else { '?' };
    safe_href(&format!("{base}{joint}{name}={value}"))
}

/// A column's head that sorts: `sort=name`, and `sort=-name` for the other way round.
#[component]
pub fn SortHeader(
    /// The column's name.
    #[prop(into)]
    label: String,
    /// The column's key in the address.
    #[prop(into)]
    key: String,
    /// The `sort` of the page as it is: `name`, `-name`, or empty.
    #[prop(into)]
    current: String,
    /// The list's address with its filters, without `sort` and `page`.
    #[prop(into)]
    base: String,
    /// A column of numbers, set to the right; the first press sorts the largest first.
    #[prop(optional)]
    numeric: bool,
) -> impl IntoView {
    let down = current == format!("-{key}");
    let up = current == key;
    let next_down = if up { true } else { !down && numeric };
    let next = if next_down { format!("-{key}") } else { key };
    let (sorted, icon) = match (up, down) {
        (true, _) => (Some("ascending"), IconName::ArrowUp),
        (_, true) => (Some("descending"), IconName::ArrowDown),
        _ => (None, IconName::Sort),
    };
    view! {
        <th scope="col" class=numeric.then_some("num") aria-sort=sorted>
            <a class="sort" href=with(&base, "sort", &next)><span>{label}</span><Icon name=icon/></a>
        </th>
    }
}

/// The way to the other pages of a list; nothing when there is one page.
#[component]
pub fn Pagination(
    /// The page shown, from 1.
    page: u32,
    /// How many there are.
    page_count: u32,
    /// The list's address with filters and sorting, without `page`.
    #[prop(into)]
    base: String,
    /// What is shown: `26–50 of 214`.
    #[prop(optional, into)]
    summary: Option<String>,
    /// The accessible name.
    #[prop(default = "Pages".into(), into)]
    label: String,
    /// The text of the link back.
    #[prop(default = "Previous".into(), into)]
    previous: String,
    /// The text of the link forward.
    #[prop(default = "Next".into(), into)]
    next: String,
) -> impl IntoView {
    let step = |text: String, to: Option<u32>, rel: &'static str| match to {
        Some(to) => {
            view! { <a class="button small" rel=rel href=with(&base, "page", &to.to_string())>{text}</a> }
                .into_any()
        }
        None => view! { <span class="button small" aria-disabled="true">{text}</span> }.into_any(),
    };
    let back = (page > 1).then(|| page.saturating_sub(1));
    let forward = (page < page_count).then(|| page.saturating_add(1));
    let summary = summary.unwrap_or_else(|| format!("{page} / {}", page_count.max(1)));
    (page_count > 1 || page > 1).then(|| {
        view! {
            <nav class="pagination" aria-label=label>
                <p class="pagination-summary">{summary}</p>
                <div class="cluster">{step(previous, back, "prev")}{step(next, forward, "next")}</div>
            </nav>
        }
    })
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    fn head(current: &str, numeric: bool) -> String {
        view! { <SortHeader label="Due" key="due" current=current base="/staff/invoices?state=open" numeric=numeric/> }.to_html()
    }

    #[test]
    fn a_column_sorts_to_and_fro() {
        assert!(head("", false).contains("&amp;sort=due\""));
        assert!(head("", true).contains("&amp;sort=-due\""));
        let up = head("due", false);
        assert!(
            up.contains("aria-sort=\"ascending\"") && up.contains("sort=-due\""),
            "{up}"
        );
        let down = head("-due", true);
        assert!(
            down.contains("aria-sort=\"descending\"") && down.contains("sort=due\""),
            "{down}"
        );
    }

    #[test]
    fn pages_turn_within_bounds() {
        let first = view! { <Pagination page=1 page_count=3 base="/x"/> }.to_html();
        assert!(
            first.contains("/x?page=2") && !first.contains("page=0"),
            "{first}"
        );
        let last = view! { <Pagination page=3 page_count=3 base="/x?a=1"/> }.to_html();
        assert!(
            last.contains("/x?a=1&amp;page=2") && !last.contains("page=4"),
            "{last}"
        );
        assert!(
            !view! { <Pagination page=1 page_count=1 base="/x"/> }
                .to_html()
                .contains("<nav")
        );
    }
}
