//! Mails as HTML for an `<iframe>` on staff's pages: a mail of the log, and an invitation before it is sent.
//!
//! What is shown holds text of users. It is escaped when a mail is made; here it also gets a policy under which nothing can run,
//! be sent or be loaded from elsewhere, whatever it holds.

use axum::{
    Extension,
    extract::{Path, Query, State},
    http::{StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use backend::{
    Backend, BackendError,
    access::sessions::StaffVisit,
    mail::{invitations, log},
};
use domain::{access::InvitationForm, ids::ContactId, ids::MailId};

/// Everything is forbidden but the mail's own styles and the portal's logo, and only our own pages may frame it.
const POLICY: &str =
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'self'";

/// A mail of the log, links blotted out.
pub async fn mail(
    State(backend): State<Backend>,
    Extension(visit): Extension<StaffVisit>,
    Path(id): Path<String>,
) -> Response {
    let Ok(id) = id.parse::<MailId>() else {
        return refused(&BackendError::NotFound);
    };
    shown(log::html(&backend, &visit.scope, id).await)
}

/// An invitation as it would go out now.
pub async fn invitation(
    State(backend): State<Backend>,
    Extension(visit): Extension<StaffVisit>,
    Path(id): Path<String>,
    Query(form): Query<InvitationForm>,
) -> Response {
    let Ok(id) = id.parse::<ContactId>() else {
        return refused(&BackendError::NotFound);
    };
    shown(invitations::preview_html(&backend, &visit.scope, id, &form).await)
}

fn shown(html: Result<String, BackendError>) -> Response {
    match html {
        Ok(html) => with_policy(Html(html).into_response()),
        Err(error) => refused(&error),
    }
}

pub(super) fn with_policy(mut response: Response) -> Response {
    let policy = header::HeaderValue::from_static(POLICY);
    response
        .headers_mut()
        .insert(header::CONTENT_SECURITY_POLICY, policy);
    response
}

/// A sentence in place of the mail.
pub(super) fn refused(error: &BackendError) -> Response {
    let (status, sentence) = match error {
        BackendError::Forbidden => (StatusCode::FORBIDDEN, "Your role does not include this."),
        BackendError::NotFound => (StatusCode::NOT_FOUND, "This is not here."),
        BackendError::Invalid(_) => (
            StatusCode::UNPROCESSABLE_ENTITY,
            "The preview appears when the form's fields are right.",
        ),
        error => {
            tracing::error!(cause = %error, "a mail could not be shown");
            (
                StatusCode::INTERNAL_SERVER_ERROR,
                "Something went wrong on our side.",
            )
        }
    };
    let page = format!(
        "<!doctype html><html lang=\"en\"><head><title>{sentence}</title><style>body{{font:16px/1.5 system-ui,sans-serif;padding:2rem;\
         color:#374151}}</style></head><body><p>{sentence}</p></body></html>"
    );
    with_policy((status, Html(page)).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_can_do_nothing() {
        for response in [shown(Ok("<p>x</p>".to_owned())), refused(&BackendError::NotFound)] {
            let policy = &response.headers()[header::CONTENT_SECURITY_POLICY];
            assert_eq!(policy, POLICY);
        }
        assert_eq!(refused(&BackendError::Forbidden).status(), StatusCode::FORBIDDEN);
    }
}
