//! A page's body: loaded, then rendered, or an error page with the right status.

use super::{set_status, status_of};
use crate::{
    error::AppError,
    ui::{EmptyState, IconName, LinkButton},
};
use axum::http::StatusCode;
use leptos::{prelude::*, tachys::html::InertElement};
use leptos_meta::{Html, Title};
use std::future::Future;

/// Renders what `body` loads. An error becomes a page that says what to do, with the error's status.
///
/// No `<Suspense>` around it: a whole page needs no fallback, and its effects would wake other threads. What was loaded is written
/// into one buffer at once; Leptos's asynchronous writing makes several strings for every element.
pub fn page(body: impl Future<Output = Result<AnyView, AppError>> + Send + 'static) -> AnyView {
    Suspend::new(async move {
        let view = body.await.unwrap_or_else(|error| error_page(&error));
        InertElement::new(view.to_html())
    })
    .into_any()
}

/// The same for a page that brings a whole frame, its language included, only when it can be loaded.
pub fn bare_page(body: impl Future<Output = Result<AnyView, AppError>> + Send + 'static) -> AnyView {
    page(async move {
        let alone = |error| {
            let error = error_page(&error);
            view! {
                <Html attr:lang="en"/>
                {error}
            }
            .into_any()
        };
        Ok(body.await.unwrap_or_else(alone))
    })
}

fn error_page(error: &AppError) -> AnyView {
    set_status(status_of(error));
    let title = match error {
        AppError::NotFound => "Not found",
        AppError::Forbidden => "Not permitted",
        AppError::TooMany { .. } => "Please wait a moment",
        _ => "That did not work",
    };
    let text = match error {
        AppError::NotFound => "There is nothing at this address, or it is not yours to see.".to_owned(),
        other => other.to_string(),
    };
    view! {
        <Title text=title/>
        <div class="page narrow">
            <EmptyState icon=IconName::Warning title=title text=text>
                <LinkButton href="./">"Back"</LinkButton>
            </EmptyState>
        </div>
    }
    .into_any()
}

/// A title as it may stand in the document. Leptos writes titles as they are, and names of users are in them.
pub fn escaped_title(title: String) -> String {
    title
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// The page of an address that leads nowhere.
pub fn not_found_page() -> AnyView {
    set_status(StatusCode::NOT_FOUND);
    view! {
        <Html attr:lang="en"/>
        <Title text="Not found"/>
        <main id="content" class="page narrow">
            <EmptyState icon=IconName::Search title="Not found" text="There is nothing at this address.">
                <LinkButton href="/">"To the start"</LinkButton>
            </EmptyState>
        </main>
    }
    .into_any()
}
