//! Pages as files: taking one away, and taking one in.

use app::{
    error::AppError,
    platform::{
        cookie::{self, Kind},
        status_of,
    },
    staff::pages::{api::page_of, new::ImportForm},
};
use axum::{
    Extension, Json,
    body::Body,
    extract::{FromRequest, Multipart, Path, Request, State, multipart::Field},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use backend::{
    Backend, BackendError,
    access::sessions::StaffVisit,
    form_return,
    pages::{create, transfer},
};
use domain::{
    form::{FieldErrors, FormView},
    ids::PageId,
    page::{Limit, MAX_BYTES},
    pages::NewPageForm,
    role::Permission,
};

/// The largest request that is read: a page as a file, once more as pasted text, and the form around them.
const READ: usize = 2 * MAX_BYTES + 64 * 1024;
/// A pasted text up to so many bytes is given back with what was wrong with it.
const GIVEN_BACK: usize = 100 * 1024;
/// Where the form is.
const PAGE: &str = app::staff::pages::api::NEW_PAGE;

/// A page's draft and settings as a file.
pub async fn export(
    State(backend): State<Backend>,
    Extension(visit): Extension<StaffVisit>,
    Path(id): Path<String>,
) -> Response {
    // Whoever may not is told so before an id is looked at.
    if visit.scope.require(Permission::PagesManage).is_err() {
        return StatusCode::FORBIDDEN.into_response();
    }
    let Ok(id) = id.parse::<PageId>() else {
        return StatusCode::NOT_FOUND.into_response();
    };
    match transfer::export(&backend, &visit.scope, id).await {
        Ok(file) => {
            // The name is made of small letters, digits and hyphens.
            let name = format!("attachment; filename=\"{}.json\"", file.name);
            let headers = [
                (header::CONTENT_TYPE, "application/json".to_owned()),
                (header::CONTENT_DISPOSITION, name),
                (header::CACHE_CONTROL, "private, no-store".to_owned()),
                (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
            ];
            (headers, file.json).into_response()
        }
        Err(error) => {
            let error = AppError::from(error);
            (status_of(&error), error.to_string()).into_response()
        }
    }
}

/// What the form holds.
#[derive(Default)]
struct Sent {
    title: String,
    json: String,
    file: String,
    key: String,
}

/// Makes a page of a file or of a pasted text. Whatever is wrong with it is said on the form's own page.
pub async fn import(
    State(backend): State<Backend>,
    Extension(visit): Extension<StaffVisit>,
    request: Request,
) -> Response {
    let headers = request.headers().clone();
    let mut sent = Sent::default();
    let made = match visit.scope.require(Permission::PagesManage) {
        Ok(()) => make(&backend, &visit, request, &mut sent).await,
        Err(error) => Err(error),
    };
    match made {
        Ok(id) if is_browser(&headers) => {
            Redirect::to(&format!("{}?done=created", page_of(id))).into_response()
        }
        Ok(id) => Json(id).into_response(),
        Err(error) => refused(&backend, &headers, sent, error).await,
    }
}

async fn make(
    backend: &Backend,
    visit: &StaffVisit,
    request: Request,
    sent: &mut Sent,
) -> Result<PageId, BackendError> {
    read(request, sent).await?;
    let (field, text) = if sent.file.trim().is_empty() {
        ("json", &sent.json)
    } else {
        ("file", &sent.file)
    };
    if text.trim().is_empty() {
        return Err(BackendError::invalid(
            "file",
            "Please choose a file, or paste its text.",
        ));
    }
    let form = NewPageForm {
        title: sent.title.clone(),
        ..NewPageForm::default()
    };
    create::import(backend, &visit.scope, &form, text, &sent.key)
        .await
        .map_err(|error| match error {
            BackendError::Invalid(errors) => {
                let own = |(name, message): (String, String)| match name.as_str() {
                    "json" => (field.to_owned(), message),
                    _ => (name, message),
                };
                BackendError::Invalid(FieldErrors(errors.0.into_iter().map(own).collect()))
            }
            other => other,
        })
}

fn too_large() -> BackendError {
    BackendError::invalid("file", Limit::Size.to_string())
}

fn cut_off() -> BackendError {
    BackendError::invalid("file", "The upload was cut off. Please try again.")
}

async fn read(request: Request, sent: &mut Sent) -> Result<(), BackendError> {
    let (parts, body) = request.into_parts();
    let whole = axum::body::to_bytes(body, READ).await.map_err(|_| too_large())?;
    let mut form = Multipart::from_request(Request::from_parts(parts, Body::from(whole)), &())
        .await
        .map_err(|_| BackendError::invalid("file", "Please choose a file, or paste its text."))?;
    while let Some(field) = form.next_field().await.map_err(|_| cut_off())? {
        let name = field.name().unwrap_or_default().to_owned();
        match name.as_str() {
            "title" => sent.title = text("title", field).await?,
            "json" => sent.json = text("json", field).await?,
            "file" => sent.file = text("file", field).await?,
            "idempotency" => sent.key = text("", field).await?,
            _ => {}
        }
    }
    Ok(())
}

async fn text(name: &str, field: Field<'_>) -> Result<String, BackendError> {
    let bytes = field.bytes().await.map_err(|_| cut_off())?;
    String::from_utf8(bytes.to_vec())
        .map_err(|_| BackendError::invalid(name, "This is not a page of Portico: it is no text."))
}

fn is_browser(headers: &HeaderMap) -> bool {
    headers
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"))
}

/// Leads a browser back to the page, which says what was wrong; a program gets the error itself.
async fn refused(backend: &Backend, headers: &HeaderMap, sent: Sent, error: BackendError) -> Response {
    let error = AppError::from(error);
    let status = status_of(&error);
    if !is_browser(headers) {
        return (status, Json(error)).into_response();
    }
    let typed = ImportForm {
        title: sent.title,
        json: if sent.json.len() <= GIVEN_BACK {
            sent.json
        } else {
            String::new()
        },
    };
    let returned = FormView {
        values: serde_json::to_value(typed).unwrap_or_default(),
        errors: match &error {
            AppError::Invalid { fields } => fields.clone(),
            other => FieldErrors::one("", other.to_string()),
        },
        stored: None,
    };
    let token = cookie::read(backend.config(), Kind::Staff, headers);
    match form_return::keep(backend, token.as_deref(), "import_page", &returned).await {
        Ok(id) => Redirect::to(&format!("{PAGE}?form={id}#import")).into_response(),
        Err(cause) => {
            tracing::error!(%cause, "a refused page could not be returned to its form");
            (status, error.to_string()).into_response()
        }
    }
}
