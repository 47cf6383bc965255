//! Refused forms on their way back to their page, so that nothing typed is lost, with JavaScript or without.

#![allow(clippy::disallowed_methods)] // also before sign-in; bound to the session's cookie instead of a tenant

use crate::{
    Backend,
    entity::form_return,
    error::{BackendError, Result},
    secret,
};
use chrono::TimeDelta;
use domain::form::FormView;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

/// A returned form, its values still untyped.
pub type Returned = FormView<serde_json::Value>;

/// How long a returned form is kept.
const KEPT: TimeDelta = TimeDelta::minutes(30);

fn owner(token: Option<&str>) -> Vec<u8> {
    token
        .map(|token| secret::sha256(token.as_bytes()).to_vec())
        .unwrap_or_default()
}

/// Keeps a form for its page.
///
/// # Errors
/// When the database fails.
pub async fn keep(backend: &Backend, token: Option<&str>, form: &str, returned: &Returned) -> Result<Uuid> {
    let (id, now) = (Uuid::new_v4(), backend.clock().now());
    let row = form_return::ActiveModel {
        id: Set(id),
        session_hash: Set(owner(token)),
        form: Set(form.to_owned()),
        payload: Set(serde_json::to_string(returned).map_err(BackendError::internal)?),
        created_at: Set(now),
    };
    let writer = backend.db().writer();
    form_return::Entity::delete_many()
        .filter(form_return::Column::CreatedAt.lt(now - KEPT))
        .exec(writer)
        .await?;
    form_return::Entity::insert(row)
        .exec_without_returning(writer)
        .await?;
    Ok(id)
}

/// A form that was kept for this session; it stays, so that a reload shows it again.
///
/// # Errors
/// When the database fails.
pub async fn look_at(
    backend: &Backend,
    token: Option<&str>,
    form: &str,
    id: Uuid,
) -> Result<Option<Returned>> {
    let found = form_return::Entity::find_by_id(id)
        .filter(form_return::Column::SessionHash.eq(owner(token)))
        .filter(form_return::Column::Form.eq(form))
        .filter(form_return::Column::CreatedAt.gte(backend.clock().now() - KEPT))
        .one(backend.db().reader())
        .await?;
    Ok(found.and_then(|row| serde_json::from_str(&row.payload).ok()))
}
