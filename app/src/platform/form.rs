//! How a form's answer leaves: on to the next page, or back to its own with what was typed and what was wrong.

use super::{
    add_cookie, backend,
    cookie::{self, Kind},
    is_browser, redirect, session_cookie, with_parts,
};
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
    /// Whether the next page shows what was typed as well.
    keeps: bool,
}

impl<'a, F> Answer<'a, F> {
    /// For the form of a name, with what was typed in it and the path of its page.
    pub fn new(form: &'static str, values: &'a F, page: impl Into<String>) -> Self {
        Self {
            form,
            values,
            page: page.into(),
            keeps: false,
        }
    }

    /// What was typed was not saved, and must still be there on the next page.
    #[must_use]
    pub fn keeping(self) -> Self {
        Self { keeps: true, ..self }
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
                let next = next(&value);
                if form.keeps {
                    let typed = FormView::fresh(serde_json::to_value(form.values).unwrap_or_default());
                    redirect(&with_form(&next, form.form, &typed).await?);
                } else {
                    redirect(&next);
                }
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
        redirect(&with_form(&form.page, form.form, &returned).await?);
    }
    Err(error)
}

/// A page's address with a form that is kept for it.
async fn with_form(page: &str, form: &str, kept: &FormView<serde_json::Value>) -> Result<String, AppError> {
    let id = form_return::keep(&backend()?, session_token().as_deref(), form, kept).await?;
    let mark = if page.contains('?') { '&' } else { '?' };
    Ok(format!("{page}{mark}form={id}"))
}

/// Answers a form that opens a session: with its cookie and on to `next`, or back to the form's own page.
///
/// # Errors
/// The error in the form's result.
pub async fn enter<F: Serialize>(
    kind: Kind,
    form: Answer<'_, F>,
    opened: Result<String, BackendError>,
    next: String,
) -> Result<(), AppError> {
    if let Ok(token) = &opened {
        let back = backend()?;
        add_cookie(&cookie::set(back.config(), kind, token));
        // A choice that led here has been made.
        if kind == Kind::Staff && session_cookie(Kind::Workspaces).is_some() {
            add_cookie(&cookie::clear(back.config(), Kind::Workspaces));
        }
    }
    answer(form, opened, |_| next).await.map(drop)
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
    let back = backend().ok()?;
    let staff = super::path().starts_with("/staff") || super::path().starts_with("/api/staff");
    let kind = if staff { Kind::Staff } else { Kind::Client };
    with_parts(|parts| cookie::read(back.config(), kind, &parts.headers)).flatten()
}
