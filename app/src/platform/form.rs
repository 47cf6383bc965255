//! How a form's answer leaves: on to the next page, or back to its own with what was typed and what was wrong.

use super::{backend, is_browser, redirect, with_parts};
use crate::error::AppError;
use backend::{BackendError, form_return};
use domain::form::{FieldErrors, FormView};
use serde::{Serialize, de::DeserializeOwned};

/// Where a form's answer goes.
pub struct Answer<'a, F> {
    /// The form's name, so that a returned form fills no other one.
    form: &'static str,
    /// What was typed, without secrets.
    values: &'a F,
    /// The path of the form's own page, for when it is refused.
    page: String,
}

impl<'a, F> Answer<'a, F> {
    /// For the form of a name, with what was typed in it and the path of its page.
    pub fn new(form: &'static str, values: &'a F, page: impl Into<String>) -> Self {
        Self {
            form,
            values,
            page: page.into(),
        }
    }
}

/// Answers a form. A browser is sent on to `next`, or back to the form's page; a program gets the result itself.
///
/// # Errors
/// The error in the form's result.
pub async fn answer<T, F: Serialize>(
    form: Answer<'_, F>,
    result: Result<T, BackendError>,
    next: impl FnOnce(&T) -> String,
) -> Result<T, AppError> {
    let error = match result {
        Ok(value) => {
            if is_browser() {
                redirect(&next(&value));
            }
            return Ok(value);
        }
        Err(error) => AppError::from(error),
    };
    if is_browser() {
        let returned = FormView {
            values: serde_json::to_value(form.values).unwrap_or_default(),
            errors: match &error {
                AppError::Invalid { fields } => fields.clone(),
                AppError::Stale { .. } => FieldErrors::default(),
                other => FieldErrors::one("", other.to_string()),
            },
            stored: match &error {
                AppError::Stale { stored } => Some(stored.clone()),
                _ => None,
            },
        };
        let id = form_return::keep(&backend()?, session_token().as_deref(), form.form, &returned).await?;
        let mark = if form.page.contains('?') { '&' } else { '?' };
        redirect(&format!("{}{mark}form={id}", form.page));
    }
    Err(error)
}

/// Keeps what was typed for the page that comes next; its id goes into the address as `form`. `None` when it can't be kept.
pub async fn kept_form<F: Serialize>(form: &'static str, values: &F) -> Option<uuid::Uuid> {
    let kept = FormView::fresh(serde_json::to_value(values).ok()?);
    let token = session_token();
    form_return::keep(&backend().ok()?, token.as_deref(), form, &kept)
        .await
        .ok()
}

/// The form that just came back to this page, if one did.
pub async fn returned_form<T: DeserializeOwned>(form: &'static str) -> Option<FormView<T>> {
    #[derive(Default, serde::Deserialize)]
    #[serde(default)]
    struct Query {
        form: String,
    }
    let query: Query = super::query();
    let id = query.form.parse().ok()?;
    let back = backend().ok()?;
    let returned = form_return::look_at(&back, session_token().as_deref(), form, id)
        .await
        .ok()??;
    Some(FormView {
        values: serde_json::from_value(returned.values).ok()?,
        errors: returned.errors,
        stored: returned
            .stored
            .and_then(|stored| serde_json::from_value(stored).ok()),
    })
}

/// The cookie that a returned form is bound to, if somebody is signed in.
fn session_token() -> Option<String> {
    use super::cookie::{Kind, read};
    let back = backend().ok()?;
    let staff = super::path().starts_with("/staff") || super::path().starts_with("/api/staff");
    let kind = if staff { Kind::Staff } else { Kind::Client };
    with_parts(|parts| read(back.config(), kind, &parts.headers)).flatten()
}
