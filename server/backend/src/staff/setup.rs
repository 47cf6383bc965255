//! The first start: a page that makes the first workspace and its owner, protected by a code printed on the console.

#![allow(clippy::disallowed_methods)] // there is no tenant yet

use super::password;
use crate::{
    Backend,
    access::{Visitor, rate, sessions},
    clock::time_zone,
    entity::{instance_value, tenant},
    error::{BackendError, Result},
    scope::Scope,
    secret,
    tenancy::provision::{self, NewMember, NewTenant},
};
use domain::{form::FieldErrors, role::Role, staff::SetupForm};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, sea_query::OnConflict,
};

const CODE: &str = "setup_code_hash";

/// Whether there is no workspace yet.
///
/// # Errors
/// When the database fails.
pub async fn is_needed(backend: &Backend) -> Result<bool> {
    Ok(tenant::Entity::find().count(backend.db().reader()).await? == 0)
}

/// A new one-time code, to be printed on the console. An earlier one no longer works.
///
/// # Errors
/// When the database fails.
pub async fn new_code(backend: &Backend) -> Result<String> {
    let code = secret::random_token::<9>()?;
    let hash = secret::sha256_hex(&backend.key().hash("setup", &[code.as_bytes()]));
    let row = instance_value::ActiveModel {
        name: Set(CODE.to_owned()),
        value: Set(hash),
    };
    let replace = OnConflict::column(instance_value::Column::Name)
        .update_column(instance_value::Column::Value)
        .to_owned();
    instance_value::Entity::insert(row)
        .on_conflict(replace)
        .exec_without_returning(backend.db().writer())
        .await?;
    Ok(code)
}

/// Makes the first workspace and its owner, and signs the owner in. Returns the cookie's value.
///
/// # Errors
/// [`BackendError::NotFound`] when there is a workspace already, [`BackendError::Invalid`] field by field.
pub async fn complete(backend: &Backend, form: &SetupForm, visitor: &Visitor) -> Result<String> {
    if !is_needed(backend).await? {
        return Err(BackendError::NotFound);
    }
    rate::hit(backend, rate::SETUP, "setup").await?;
    let mut errors = form.validate().err().unwrap_or_default();
    if time_zone(form.timezone.trim()).is_none() {
        errors.add("timezone", "Please choose a time zone from the list.");
    }
    let given = secret::sha256_hex(&backend.key().hash("setup", &[form.code.trim().as_bytes()]));
    let kept = instance_value::Entity::find_by_id(CODE)
        .one(backend.db().reader())
        .await?;
    if kept.is_none_or(|kept| !secret::equal(kept.value.as_bytes(), given.as_bytes())) {
        errors.add(
            "code",
            "This is not the code on the console. A restart prints a new one.",
        );
    }
    if !errors.is_empty() {
        return Err(errors.into());
    }
    let hash = password::hash(form.password.clone()).await?;
    let currency = form
        .currency
        .trim()
        .parse()
        .map_err(|_| FieldErrors::one("currency", "Please choose a currency."))?;
    let scope = provision::new_scope("first start");
    let now = backend.clock().now();
    let rows = backend.begin(&scope).await?;
    // The code's row goes in this transaction: of two at the same time, one finds it gone.
    let new = NewTenant {
        name: form.business.trim().to_owned(),
        currency,
        timezone: form.timezone.trim().to_owned(),
    };
    provision::create_tenant(&rows, now, &new).await?;
    let owner = NewMember {
        name: form.name.trim().to_owned(),
        email: form.email.trim().to_owned(),
        password_hash: Some(hash),
        role: Role::Owner,
    };
    let user = provision::create_member(&rows, now, &owner).await?;
    let opened = sessions::open_staff(&rows, now, user, visitor).await?;
    if rows.take_instance_value(CODE).await? != 1 {
        return Err(BackendError::NotFound);
    }
    rows.commit().await?;
    tracing::info!(tenant = %scope.tenant(), "first workspace made");
    Ok(opened.token)
}

/// Removes the set-up code, for the demo, which needs none.
///
/// # Errors
/// When the database fails.
pub async fn forget_code(backend: &Backend) -> Result<()> {
    instance_value::Entity::delete_many()
        .filter(instance_value::Column::Name.eq(CODE))
        .exec(backend.db().writer())
        .await?;
    Ok(())
}
