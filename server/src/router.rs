//! Every address of the program, and what requests pass through on their way.

use crate::{
    http::{
        access_link, contract_list, download, health, logo_upload, mail_view, page_embed, page_file,
        page_image, proposal_file, text_preview, theme,
    },
    middleware::{
        gatekeeper::gatekeeper,
        headers::{PageNonce, security_headers},
        origin::shown_origin,
        request_id::request_id,
    },
    state::AppState,
};
use app::{
    routes::App,
    shell::shell,
    staff::{contracts, pages::api::LARGE},
};
use axum::{
    Router,
    body::Body,
    extract::{DefaultBodyLimit, Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::{from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::{MethodRouter, any, get, post},
};
use backend::Backend;
use leptos::prelude::provide_context;
use leptos_axum::{LeptosRoutes, generate_route_list};
use tower::ServiceBuilder;
use tower_http::{
    CompressionLevel,
    compression::{
        CompressionLayer,
        predicate::{Predicate, SizeAbove},
    },
    csrf::CsrfLayer,
    services::ServeDir,
    set_header::SetResponseHeaderLayer,
};

/// Forms are small; files will have routes of their own.
const BODY_LIMIT: usize = 512 * 1024;
/// What the page builder sends may hold a whole page, and once more what stands around its blocks.
const LARGE_LIMIT: usize = 2 * domain::page::MAX_BYTES;

/// The plain routes, in one table, so that a test can walk them.
pub fn plain_routes() -> Vec<(&'static str, MethodRouter<AppState>)> {
    vec![
        ("/healthz", get(health::healthz)),
        ("/readyz", get(health::readyz)),
        ("/theme/{tenant}/{file}", get(theme::stylesheet)),
        ("/logo/{tenant}/{file}", get(theme::logo)),
        ("/portal/contracts/{id}/pdf", get(download::client_contract)),
        ("/portal/contracts/export", get(contract_list::for_client)),
        ("/portal/invoices/{id}/pdf", get(download::client_invoice)),
        ("/portal/credit-notes/{id}/pdf", get(download::client_credit_note)),
        ("/portal/proposals/{id}/pdf", get(proposal_file::client_pdf)),
        ("/portal/proposals/export.csv", get(proposal_file::client_csv)),
        ("/staff/proposals/{id}/pdf", get(proposal_file::staff_pdf)),
        ("/staff/proposals/export.csv", get(proposal_file::staff_csv)),
        ("/portal/statement/pdf", get(download::client_statement)),
        ("/staff/contracts/{id}/pdf", get(download::staff_contract)),
        ("/staff/contracts/export", get(contract_list::for_staff)),
        ("/staff/invoices/{id}/pdf", get(download::staff_invoice)),
        ("/staff/credit-notes/{id}/pdf", get(download::staff_credit_note)),
        ("/staff/mail/{id}/html", get(mail_view::mail)),
        ("/staff/contacts/{id}/invite/preview", get(mail_view::invitation)),
        ("/staff/settings/portal/preview", post(text_preview::greeting)),
        ("/staff/settings/portal/mails/preview", post(text_preview::mail)),
        ("/staff/pages/{id}/export", get(page_file::export)),
        ("/portal/images/{hash}", get(page_image::for_client)),
        ("/portal/p/{slug}/embed/{block}", get(page_embed::embed)),
        ("/staff/pages/images/{hash}", get(page_image::for_staff)),
        // These count their bytes themselves.
        (
            "/staff/settings/portal/pages/import",
            post(page_file::import).layer(DefaultBodyLimit::disable()),
        ),
        (
            "/staff/pages/images",
            post(page_image::upload).layer(DefaultBodyLimit::disable()),
        ),
        (
            "/staff/settings/portal/logo",
            post(logo_upload::upload).layer(DefaultBodyLimit::disable()),
        ),
    ]
}

/// Puts what pages and server functions need into their context.
fn request_context(backend: Backend, nonce: Option<PageNonce>) -> impl Fn() + Clone + Send + Sync + 'static {
    move || {
        provide_context(backend.clone());
        if let Some(PageNonce(nonce)) = nonce.clone() {
            provide_context(nonce);
        }
    }
}

async fn server_function(State(state): State<AppState>, request: Request) -> Response {
    let nonce = request.extensions().get::<PageNonce>().cloned();
    // Read here, so that too much is answered as that, and not as a broken connection.
    let (parts, body) = request.into_parts();
    let is_large = |path: &str| {
        if contracts::api::LARGE.contains(&path) {
            return true;
        }
        LARGE
            .iter()
            .any(|name| path.strip_prefix("/api/staff/") == Some(*name))
    };
    let limit = if is_large(parts.uri.path()) {
        LARGE_LIMIT
    } else {
        BODY_LIMIT
    };
    let Ok(body) = axum::body::to_bytes(body, limit).await else {
        return (
            StatusCode::PAYLOAD_TOO_LARGE,
            "This form is too large to be taken.",
        )
            .into_response();
    };
    let request = Request::from_parts(parts, Body::from(body));
    leptos_axum::handle_server_fns_with_context(request_context(state.backend, nonce), request)
        .await
        .into_response()
}

async fn page(State(state): State<AppState>, request: Request) -> Response {
    let nonce = request.extensions().get::<PageNonce>().cloned();
    let options = state.options.clone();
    let render =
        leptos_axum::render_app_async_with_context(request_context(state.backend, nonce), move || {
            shell(options.clone())
        });
    render(request).await.into_response()
}

/// The whole program as a service.
pub fn router(state: AppState) -> Router {
    let pages = generate_route_list(App);
    let assets = ServiceBuilder::new()
        .layer(SetResponseHeaderLayer::if_not_present(
            header::CACHE_CONTROL,
            |response: &axum::http::Response<_>| cacheable(response.status()),
        ))
        .service(leptos_axum::site_pkg_dir_service(&state.options));
    // Icons, fonts and the like; whatever is no file is a page that is not there.
    let files = ServeDir::new(state.options.site_root.as_ref())
        .append_index_html_on_directories(false)
        .fallback(any(page).with_state(state.clone()));
    let files = ServiceBuilder::new()
        .layer(SetResponseHeaderLayer::if_not_present(
            header::CACHE_CONTROL,
            |response: &axum::http::Response<_>| file_caching(response),
        ))
        .service(files);
    // Where a proxy changes the Host header, the public address is still our own.
    let csrf = CsrfLayer::new();
    let csrf = csrf
        .clone()
        .add_trusted_origin(state.backend.config().public_url.as_str())
        .unwrap_or(csrf);
    let mut router = Router::new();
    for (path, handler) in plain_routes() {
        router = router.route(path, handler);
    }
    router
        // It counts its bytes itself.
        .route(
            "/api/{side}/{name}",
            post(server_function)
                .get(server_function)
                .layer(DefaultBodyLimit::disable()),
        )
        .leptos_routes_with_handler(pages, page)
        .route("/l/{token}", post(access_link::redeem))
        .route("/l/{token}/code", post(access_link::redeem_with_code))
        .route_service(
            &leptos_axum::site_pkg_dir_service_route_path(&state.options),
            assets,
        )
        .fallback_service(files)
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(from_fn_with_state(state.clone(), gatekeeper))
        .layer(from_fn_with_state(state.clone(), shown_origin))
        .layer(csrf)
        .layer(compression())
        .layer(from_fn_with_state(state.clone(), security_headers))
        .layer(from_fn(request_id))
        .with_state(state)
}

/// Files without a hash in their name may be kept for a day; pages may not be kept at all.
fn file_caching<B>(response: &axum::http::Response<B>) -> Option<HeaderValue> {
    let is_page = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    (response.status().is_success() && !is_page).then(|| HeaderValue::from_static("public, max-age=86400"))
}

fn cacheable(status: StatusCode) -> Option<HeaderValue> {
    status
        .is_success()
        .then(|| HeaderValue::from_static("public, max-age=31536000, immutable"))
}

/// Compresses pages only: files under /pkg are compressed at build time, images are compressed already.
fn compression() -> CompressionLayer<impl Predicate> {
    let html_only =
        |_status, _version, headers: &axum::http::HeaderMap, _extensions: &axum::http::Extensions| {
            headers
                .get(header::CONTENT_TYPE)
                .and_then(|kind| kind.to_str().ok())
                .is_some_and(|kind| kind.starts_with("text/html"))
        };
    CompressionLayer::new()
        .quality(CompressionLevel::Fastest)
        .compress_when(SizeAbove::new(1024).and(html_only))
}
