//! Blocks of a page that the renderer has written already.

use leptos::prelude::*;

/// The blocks of a page as `page_html` wrote them: every text in it was escaped there.
#[component]
pub fn WrittenBlocks(
    /// What it wrote.
    html: String,
) -> impl IntoView {
    view! { <div class="pb-page p-page" inner_html=html></div> }
}

/// A formatted text as `page_html` wrote it: every text in it was escaped there.
#[component]
pub fn WrittenText(
    /// What it wrote.
    html: String,
    /// The text's language.
    #[prop(optional, into)]
    lang: Option<String>,
) -> impl IntoView {
    view! { <div class="paper-text" lang=lang inner_html=html></div> }
}
