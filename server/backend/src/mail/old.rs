//! Forgetting what old mails said. That they were sent, when and to whom stays in the log.

#![allow(clippy::disallowed_methods)] // housekeeping over all tenants

use crate::{
    Backend,
    entity::mail,
    error::{BackendError, Result},
};
use chrono::TimeDelta;
use domain::mail::MailState;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr};
use std::path::{Component, Path};
use uuid::Uuid;

/// Mails emptied at once, so that the database is never held up for long.
const BATCH: u64 = 200;

/// Empties delivered mails that are older than the configuration says, and deletes their files in the mailbox folder. Says how many;
/// a later round goes on with the rest.
///
/// # Errors
/// When the database fails.
pub async fn forget(backend: &Backend) -> Result<u64> {
    let days = backend.config().mail_keep_days;
    if days == 0 {
        return Ok(0);
    }
    let before = backend.clock().now() - TimeDelta::days(days.into());
    let says_something = Condition::any()
        .add(mail::Column::TextBody.ne(""))
        .add(mail::Column::HtmlBody.ne(""))
        .add(mail::Column::DeliveredFile.ne(""));
    let old: Vec<(Uuid, String)> = mail::Entity::find()
        .select_only()
        .columns([mail::Column::Id, mail::Column::DeliveredFile])
        .filter(mail::Column::State.eq(MailState::Sent.key()))
        .filter(mail::Column::SentAt.lt(before))
        .filter(says_something)
        .order_by_asc(mail::Column::SentAt)
        .limit(BATCH)
        .into_tuple()
        .all(backend.db().reader())
        .await?;
    let mut gone = Vec::new();
    for (id, file) in old {
        match delete(&backend.config().mailbox_dir(), &file).await {
            Ok(()) => gone.push(id),
            Err(error) => tracing::warn!(mail = %id, %error, "an old mail's file could not be deleted"),
        }
    }
    let emptied = mail::Entity::update_many()
        .filter(mail::Column::Id.is_in(gone))
        .col_expr(mail::Column::TextBody, Expr::value(""))
        .col_expr(mail::Column::HtmlBody, Expr::value(""))
        .col_expr(mail::Column::DeliveredFile, Expr::value(""))
        // The personal message of an invitation.
        .col_expr(mail::Column::Params, Expr::value("{}"))
        .exec(backend.db().writer())
        .await
        .map_err(BackendError::from)?;
    Ok(emptied.rows_affected)
}

/// Deletes a file of the mailbox folder; nothing where there is none.
async fn delete(folder: &Path, file: &str) -> std::io::Result<()> {
    let file = Path::new(file);
    if !matches!(file.components().collect::<Vec<_>>()[..], [Component::Normal(_)]) {
        return Ok(());
    }
    match tokio::fs::remove_file(folder.join(file)).await {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
