//! Every page's address.

use crate::{
    gate::view::{LinkPage, LinkSentPage, SetupPage, SignInPage, StartPage, WelcomePage},
    platform,
};
use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::{
    SsrMode,
    components::{FlatRoutes, Route, Router},
    path,
};

/// The application: all pages, rendered on the server. `Async` renders a page whole, so that its status and cookies are right.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let whole = || SsrMode::Async;
    view! {
        <Router>
            <FlatRoutes fallback=platform::not_found_page>
                <Route path=path!("/") view=StartPage ssr=whole()/>
                <Route path=path!("/setup") view=SetupPage ssr=whole()/>
                <Route path=path!("/link-sent") view=LinkSentPage ssr=whole()/>
                <Route path=path!("/l/:token") view=LinkPage ssr=whole()/>
                <Route path=path!("/staff/sign-in") view=SignInPage ssr=whole()/>
                <Route path=path!("/staff/welcome/:token") view=WelcomePage ssr=whole()/>
            </FlatRoutes>
        </Router>
    }
}
