//! Uploading the portal's logo: the one form of this program that carries a file.

use app::{
    error::AppError,
    platform::{
        cookie::{self, Kind},
        status_of,
    },
    staff::settings::portal::branding::api::BRANDING_PAGE,
};
use axum::{
    Extension, Json,
    body::{Body, Bytes, HttpBody},
    extract::{FromRequest, Multipart, Request, State},
    http::{HeaderMap, header},
    response::{IntoResponse, Redirect, Response},
};
use backend::{
    Backend, BackendError,
    access::sessions::StaffVisit,
    documents::logo::{self, LogoError},
    form_return,
    portal_settings::branding,
};
use domain::{
    form::{FieldErrors, FormView},
    role::Permission,
};
use std::{future::poll_fn, pin::Pin};

/// The largest request that is kept: the largest file, and the form around it.
const KEPT: usize = logo::MAX_BYTES + 16 * 1024;
/// How much more is read, and thrown away, before the connection is cut: a browser shows an answer only after it has sent all.
const READ: usize = 32 * 1024 * 1024;

/// Takes a new logo. Whatever is wrong with it is said on the form's own page.
pub async fn upload(
    State(backend): State<Backend>,
    Extension(visit): Extension<StaffVisit>,
    request: Request,
) -> Response {
    let headers = request.headers().clone();
    match save(&backend, &visit, request).await {
        Ok(()) if is_browser(&headers) => {
            Redirect::to(&format!("{BRANDING_PAGE}?done=saved")).into_response()
        }
        Ok(()) => Json(()).into_response(),
        Err(error) => refused(&backend, &headers, error).await,
    }
}

async fn save(backend: &Backend, visit: &StaffVisit, request: Request) -> Result<(), BackendError> {
    // Before the file is looked at: decoding is work.
    visit.scope.require(Permission::SettingsManage)?;
    let bytes = file(request).await?;
    let png = tokio::task::spawn_blocking(move || logo::re_encode(&bytes))
        .await
        .map_err(BackendError::internal)?
        .map_err(not_taken)?;
    branding::save_logo(backend, &visit.scope, Some(png)).await
}

fn not_taken(error: LogoError) -> BackendError {
    BackendError::invalid("logo", error.to_string())
}

fn cut_off() -> BackendError {
    BackendError::invalid("logo", "The upload was cut off. Please try again.")
}

/// The file in the form's `logo` field.
async fn file(request: Request) -> Result<Bytes, BackendError> {
    let (parts, body) = request.into_parts();
    let whole = Body::from(read(body).await?);
    let unreadable = |_| cut_off();
    let mut form = Multipart::from_request(Request::from_parts(parts, whole), &())
        .await
        .map_err(|_| not_taken(LogoError::Empty))?;
    while let Some(field) = form.next_field().await.map_err(unreadable)? {
        if field.name() == Some("logo") {
            return field.bytes().await.map_err(unreadable);
        }
    }
    Err(not_taken(LogoError::Empty))
}

/// A body of bounded size. One that is too large is read to its end within reason, so that the answer arrives.
async fn read(mut body: Body) -> Result<Vec<u8>, BackendError> {
    let (mut kept, mut seen) = (Vec::new(), 0_usize);
    while let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
        let frame = frame.map_err(|_| cut_off())?;
        let Ok(chunk) = frame.into_data() else { continue };
        seen = seen.saturating_add(chunk.len());
        if seen > READ {
            break;
        }
        if seen <= KEPT {
            kept.extend_from_slice(&chunk);
        } else {
            kept = Vec::new();
        }
    }
    if seen > KEPT {
        return Err(not_taken(LogoError::TooLarge));
    }
    Ok(kept)
}

fn is_browser(headers: &HeaderMap) -> bool {
    headers
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"))
}

/// Leads a browser back to the page, which says what was wrong; a program gets the error itself.
async fn refused(backend: &Backend, headers: &HeaderMap, error: BackendError) -> Response {
    let error = AppError::from(error);
    let status = status_of(&error);
    if !is_browser(headers) {
        return (status, Json(error)).into_response();
    }
    let returned = FormView {
        values: serde_json::Value::Null,
        errors: match &error {
            AppError::Invalid { fields } => fields.clone(),
            other => FieldErrors::one("", other.to_string()),
        },
        stored: None,
    };
    let token = cookie::read(backend.config(), Kind::Staff, headers);
    match form_return::keep(backend, token.as_deref(), "logo", &returned).await {
        Ok(id) => Redirect::to(&format!("{BRANDING_PAGE}?form={id}#logo")).into_response(),
        Err(cause) => {
            tracing::error!(%cause, "a refused logo could not be returned to its page");
            (status, error.to_string()).into_response()
        }
    }
}
