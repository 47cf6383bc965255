//! Images on the provider's own pages: taking them from the builder, and giving them to those who are signed in.

use super::upload::{Unread, read};
use app::{error::AppError, platform::status_of};
use axum::{
    Extension, Json,
    body::{Body, Bytes},
    extract::{FromRequest, Multipart, Path, Request, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use backend::{
    Backend, BackendError,
    access::sessions::{ClientVisit, StaffVisit},
    pages::images::{self, ImageError, Picture},
};
use domain::role::Permission;

/// The largest request that is kept: the largest file, and the form around it.
const KEPT: usize = images::MAX_BYTES + 16 * 1024;

/// Takes an image: a form with one file. Answers its name and size as JSON, or what is wrong with it.
pub async fn upload(
    State(backend): State<Backend>,
    Extension(visit): Extension<StaffVisit>,
    request: Request,
) -> Response {
    let taken = async {
        // Before anything is read: reading is work.
        visit.scope.require(Permission::PagesManage)?;
        images::upload(&backend, &visit.scope, file(request).await?).await
    };
    match taken.await {
        Ok(image) => Json(image).into_response(),
        Err(error) => refused(&AppError::from(error)),
    }
}

/// What went wrong, and the same as one sentence for the builder to show.
fn refused(error: &AppError) -> Response {
    let message = match error {
        AppError::Invalid { fields } => fields.0.values().next().cloned(),
        _ => None,
    };
    let mut json = serde_json::to_value(error).unwrap_or_default();
    if let Some(object) = json.as_object_mut() {
        let message = message.unwrap_or_else(|| error.to_string());
        object.insert("message".to_owned(), message.into());
    }
    (status_of(error), Json(json)).into_response()
}

/// The form's file, whatever its field is called.
async fn file(request: Request) -> Result<Bytes, BackendError> {
    let (parts, body) = request.into_parts();
    let cut_off = || BackendError::invalid("image", "The upload was cut off. Please try again.");
    let whole = read(body, KEPT).await.map_err(|why| match why {
        Unread::TooLarge => images::refused(ImageError::TooLarge),
        Unread::CutOff => cut_off(),
    })?;
    let mut form = Multipart::from_request(Request::from_parts(parts, Body::from(whole)), &())
        .await
        .map_err(|_| images::refused(ImageError::Empty))?;
    while let Some(field) = form.next_field().await.map_err(|_| cut_off())? {
        if field.file_name().is_some() {
            return field.bytes().await.map_err(|_| cut_off());
        }
    }
    Err(images::refused(ImageError::Empty))
}

/// An image for staff.
pub async fn for_staff(
    State(backend): State<Backend>,
    Extension(visit): Extension<StaffVisit>,
    Path(hash): Path<String>,
) -> Response {
    answer(images::for_staff(&backend, &visit.scope, &hash).await)
}

/// An image for a reader.
pub async fn for_client(
    State(backend): State<Backend>,
    Extension(visit): Extension<ClientVisit>,
    Path(hash): Path<String>,
) -> Response {
    answer(images::for_client(&backend, &visit.scope, &hash).await)
}

fn answer(found: Result<Picture, BackendError>) -> Response {
    match found {
        Ok(picture) => {
            let headers = [
                (header::CONTENT_TYPE, picture.media_type),
                // Its name is its content's hash, so it never changes; it is for those who are signed in, so no proxy keeps it.
                (header::CACHE_CONTROL, "private, max-age=31536000, immutable"),
                (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"),
            ];
            (headers, picture.bytes).into_response()
        }
        Err(BackendError::Forbidden) => StatusCode::FORBIDDEN.into_response(),
        Err(error) => {
            if !matches!(error, BackendError::NotFound) {
                tracing::error!(cause = %error, "an image could not be served");
            }
            StatusCode::NOT_FOUND.into_response()
        }
    }
}
