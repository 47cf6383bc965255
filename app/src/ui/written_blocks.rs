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
