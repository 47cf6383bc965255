//! The document around every page.

use crate::{platform, routes::App};
use leptos::{nonce::use_nonce, prelude::*};
use leptos_meta::{HashedStylesheet, MetaTags};

/// Tells browsers to fetch pages of ours while a link is hovered over or pressed (Speculation Rules API). Nothing that changes
/// anything is a link, so this is safe. An invoice is not fetched ahead: a prefetch does not count as a view, and a page fetched
/// ahead is not asked for again when it is opened.
const SPECULATION: &str = r#"{"prefetch":[{"where":{"and":[{"href_matches":"/*"},{"not":{"href_matches":"/l/*"}},{"not":{"href_matches":"*/pdf"}},{"not":{"href_matches":"/portal/invoices/*"}},{"not":{"selector_matches":"[download]"}}]},"eagerness":"moderate"}]}"#;

/// Whether a page brings its portal's icon.
fn has_icon_of_its_own(path: &str) -> bool {
    path == "/portal" || path.starts_with("/portal/")
}

/// The whole document.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    view! {
        <!DOCTYPE html>
        <html>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <meta name="robots" content="noindex"/>
                {(!has_icon_of_its_own(&platform::path())).then(|| view! { <link rel="icon" href="/favicon.svg" type="image/svg+xml"/> })}
                <HashedStylesheet id="leptos" options=options.clone()/>
                <AutoReload options=options.clone()/>
                <HydrationScripts options islands=true/>
                <script type="speculationrules" nonce=use_nonce()>{SPECULATION}</script>
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}
