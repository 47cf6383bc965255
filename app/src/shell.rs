//! The document around every page.

use crate::{platform, routes::App};
use leptos::{WasmSplitManifest, nonce::use_nonce, prelude::*, tachys::html::InertElement};
use leptos_meta::{HashedStylesheet, MetaTags};
use std::sync::OnceLock;

/// Tells browsers to fetch pages of ours while a link is hovered over or pressed (Speculation Rules API). Nothing that changes
/// anything is a link, so this is safe. An invoice is not fetched ahead: a prefetch does not count as a view, and a page fetched
/// ahead is not asked for again when it is opened.
const SPECULATION: &str = r#"{"prefetch":[{"where":{"and":[{"href_matches":"/*"},{"not":{"href_matches":"/l/*"}},{"not":{"href_matches":"*/pdf"}},{"not":{"href_matches":"/portal/invoices/*"}},{"not":{"selector_matches":"[download]"}}]},"eagerness":"moderate"}]}"#;

/// Whether a page brings its portal's icon.
fn has_icon_of_its_own(path: &str) -> bool {
    path == "/portal" || path.starts_with("/portal/")
}

/// Whether a page has nothing on it that a script would wake: the provider's own pages, which are plain HTML.
fn needs_no_script(path: &str) -> bool {
    path.starts_with("/portal/p/")
}

/// The whole document.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    let head = InertElement::new(Head::of(options));
    view! {
        <!DOCTYPE html>
        <html>
            <head>
                {head}
                {(!has_icon_of_its_own(&platform::path())).then(|| view! { <link rel="icon" href="/favicon.svg" type="image/svg+xml"/> })}
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}

/// What all pages' heads share. It is written once: Leptos would look up the hashed files' names on disk for every page.
struct Head {
    /// The nonce stands between the pieces.
    pieces: Vec<String>,
    /// Where the parts of a split bundle are, for pages that fetch one ahead.
    split: Option<WasmSplitManifest>,
}

impl Head {
    /// The head of the page under way, with its nonce.
    fn of(options: LeptosOptions) -> String {
        static HEAD: OnceLock<Head> = OnceLock::new();
        static PLAIN: OnceLock<Head> = OnceLock::new();
        let head = if needs_no_script(&platform::path()) {
            PLAIN.get_or_init(|| Self::written(options, false))
        } else {
            HEAD.get_or_init(|| Self::written(options, true))
        };
        // What Leptos's `HydrationScripts` leaves behind besides its HTML.
        if let Some(split) = &head.split {
            provide_context(split.clone());
        }
        if let Some(shared) = Owner::current_shared_context() {
            shared.set_is_hydrating(false);
        }
        head.pieces.join(use_nonce().as_deref().unwrap_or_default())
    }

    fn written(options: LeptosOptions, scripts: bool) -> Self {
        let html = view! {
            <meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <meta name="color-scheme" content="light dark"/>
            <meta name="robots" content="noindex"/>
            <HashedStylesheet id="leptos" options=options.clone()/>
            <AutoReload options=options.clone()/>
            {scripts.then(|| view! { <HydrationScripts options islands=true/> })}
            <script type="speculationrules" nonce=use_nonce()>{SPECULATION}</script>
        }
        .to_html();
        let pieces = match use_nonce() {
            Some(nonce) => html.split(&*nonce).map(str::to_owned).collect(),
            None => vec![html],
        };
        Self {
            pieces,
            split: use_context(),
        }
    }
}
