//! Uploading the portal's pictures: the one form of this program that carries a file.

use super::upload::{Unread, read};
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
    body::{Body, Bytes},
    extract::{FromRequest, Multipart, Request, State},
    http::{HeaderMap, header},
    response::{IntoResponse, Redirect, Response},
};
use backend::{
    Backend, BackendError,
    access::sessions::StaffVisit,
    documents::logo::{self, LogoError, Shape},
    form_return,
    portal_settings::branding,
};
use domain::{
    form::{FieldErrors, FormView},
    role::Permission,
    theme::Picture,
};

/// The largest request that is kept: the largest file, and the form around it.
const KEPT: usize = logo::MAX_BYTES + 16 * 1024;

/// Takes a new picture; the name of the form's field says which. Whatever is wrong with it is said on the form's own page.
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
        Err((picture, error)) => refused(&backend, &headers, picture, error).await,
    }
}

async fn save(
    backend: &Backend,
    visit: &StaffVisit,
    request: Request,
) -> Result<(), (Picture, BackendError)> {
    // Before the file is looked at: decoding is work.
    let nothing = |error| (Picture::Logo, error);
    visit.scope.require(Permission::SettingsManage).map_err(nothing)?;
    let (picture, bytes) = file(request).await.map_err(nothing)?;
    let shape = if picture.is_square() {
        Shape::Square
    } else {
        Shape::Wide
    };
    let saved = async {
        let png = tokio::task::spawn_blocking(move || logo::re_encode(&bytes, shape))
            .await
            .map_err(BackendError::internal)?
            .map_err(|error| not_taken(picture, error))?;
        branding::save_picture(backend, &visit.scope, picture, Some(png)).await
    };
    saved.await.map_err(|error| (picture, error))
}

fn not_taken(picture: Picture, error: LogoError) -> BackendError {
    BackendError::invalid(picture.key(), error.to_string())
}

fn cut_off() -> BackendError {
    BackendError::invalid(Picture::Logo.key(), "The upload was cut off. Please try again.")
}

fn unread(why: Unread) -> BackendError {
    match why {
        Unread::TooLarge => not_taken(Picture::Logo, LogoError::TooLarge),
        Unread::CutOff => cut_off(),
    }
}

/// The file in the form's field that is named like a picture.
async fn file(request: Request) -> Result<(Picture, Bytes), BackendError> {
    let (parts, body) = request.into_parts();
    let whole = Body::from(read(body, KEPT).await.map_err(unread)?);
    let unreadable = |_| cut_off();
    let mut form = Multipart::from_request(Request::from_parts(parts, whole), &())
        .await
        .map_err(|_| not_taken(Picture::Logo, LogoError::Empty))?;
    while let Some(field) = form.next_field().await.map_err(unreadable)? {
        if let Some(picture) = field.name().and_then(|name| name.parse().ok()) {
            return Ok((picture, field.bytes().await.map_err(unreadable)?));
        }
    }
    Err(not_taken(Picture::Logo, LogoError::Empty))
}

fn is_browser(headers: &HeaderMap) -> bool {
    headers
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"))
}

/// Leads a browser back to the page, which says what was wrong; a program gets the error itself.
async fn refused(backend: &Backend, headers: &HeaderMap, picture: Picture, error: BackendError) -> Response {
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
        Ok(id) => Redirect::to(&format!("{BRANDING_PAGE}?form={id}#{picture}")).into_response(),
        Err(cause) => {
            tracing::error!(%cause, "a refused logo could not be returned to its page");
            (status, error.to_string()).into_response()
        }
    }
}
