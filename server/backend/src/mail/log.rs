//! The mail log: what was sent to whom, and what became of it.

use super::transport;
use crate::{
    Backend,
    entity::mail,
    error::{BackendError, Result},
    listing::Window,
    scope::StaffScope,
};
use domain::{
    ids::{ContactId, MailId},
    list::Page,
    mail::{MailDetail, MailFilter, MailKind, MailRow, MailState},
    role::Permission,
};
use sea_orm::{ColumnTrait, Order, sea_query::Expr};
use std::path::{Component, Path, PathBuf};

/// A page of the log, the newest first.
///
/// # Errors
/// [`BackendError::Forbidden`], or when the database fails.
pub async fn list(backend: &Backend, scope: &StaffScope, filter: &MailFilter) -> Result<Page<MailRow>> {
    scope.require(Permission::MailRead)?;
    let rows = backend.read(scope);
    let contact = match filter.contact.trim() {
        "" => None,
        text => match text.parse::<ContactId>() {
            Ok(id) => Some(mail::Column::ContactId.eq(id.uuid())),
            // Nobody has such an id, so nobody got a mail.
            Err(_) => return Ok(Window::new(1, 0).page(Vec::new())),
        },
    };
    let wanted = || {
        rows.find::<mail::Entity>()
            .filter_if(filter.state().map(|state| mail::Column::State.eq(state.key())))
            .filter_if(contact.clone())
    };
    let window = Window::new(filter.page, wanted().count().await?);
    let found = wanted()
        .order(mail::Column::CreatedAt, Order::Desc)
        .order(mail::Column::Id, Order::Desc)
        .offset(window.offset())
        .limit(window.limit())
        .all()
        .await?;
    Ok(window.page(found.iter().map(view).collect::<Result<_>>()?))
}

/// One mail, whole.
///
/// # Errors
/// [`BackendError::Forbidden`]; [`BackendError::NotFound`].
pub async fn get(backend: &Backend, scope: &StaffScope, id: MailId) -> Result<MailDetail> {
    scope.require(Permission::MailRead)?;
    let row = backend.read(scope).get::<mail::Entity>(id.uuid()).await?;
    let state = MailState::from_key(&row.state);
    Ok(MailDetail {
        row: view(&row)?,
        contact: row.contact_id.map(ContactId::from),
        has_delivered_copy: copy_path(backend, &row).is_some_and(|path| path.is_file()),
        text: row.text_body,
        transport: row.transport,
        message_id: row.message_id,
        attempts: row.attempts,
        error: row.error,
        next_try_at: (state == MailState::Queued).then_some(row.next_at),
    })
}

/// The HTML of a mail, links blotted out. It must be shown in a sandbox only.
///
/// # Errors
/// [`BackendError::Forbidden`]; [`BackendError::NotFound`], also for a mail that was not made yet.
pub async fn html(backend: &Backend, scope: &StaffScope, id: MailId) -> Result<String> {
    scope.require(Permission::MailRead)?;
    let row = backend.read(scope).get::<mail::Entity>(id.uuid()).await?;
    if row.html_body.is_empty() {
        Err(BackendError::NotFound)
    } else {
        Ok(row.html_body)
    }
}

/// Sends a mail again that was given up or refused. It is made anew, and goes to the address that is stored now.
///
/// # Errors
/// [`BackendError::Forbidden`]; [`BackendError::NotFound`]; [`BackendError::Conflict`] for a mail that was sent or waits.
pub async fn retry(backend: &Backend, scope: &StaffScope, id: MailId) -> Result<()> {
    scope.require(Permission::MailManage)?;
    let rows = backend.begin(scope).await?;
    let again = rows
        .update::<mail::Entity>()
        .filter(mail::Column::Id.eq(id.uuid()))
        .filter(mail::Column::State.is_in([MailState::Failed.key(), MailState::Bounced.key()]))
        .set(mail::Column::State, MailState::Queued.key())
        .set(mail::Column::Attempts, 0)
        .set(mail::Column::NextAt, Expr::value(backend.clock().now()))
        .set(
            mail::Column::LeaseUntil,
            Expr::value(None::<chrono::DateTime<chrono::Utc>>),
        )
        .set(mail::Column::Error, "")
        .exec()
        .await?;
    if again == 0 {
        let row = rows.get::<mail::Entity>(id.uuid()).await?;
        return Err(BackendError::Conflict(match MailState::from_key(&row.state) {
            MailState::Sent => "This mail was sent already.".to_owned(),
            _ => "This mail is waiting for its turn already.".to_owned(),
        }));
    }
    rows.commit().await?;
    backend.wake_mailer();
    Ok(())
}

/// The plain text of a mail as it lies in the mailbox folder, with its working link. Only where there is no mail server; each
/// look is logged.
///
/// # Errors
/// [`BackendError::Forbidden`]; [`BackendError::NotFound`], also where there is a mail server or no such file.
pub async fn delivered_copy(backend: &Backend, scope: &StaffScope, id: MailId) -> Result<String> {
    scope.require(Permission::MailManage)?;
    let row = backend.read(scope).get::<mail::Entity>(id.uuid()).await?;
    let path = copy_path(backend, &row).ok_or(BackendError::NotFound)?;
    let eml = match tokio::fs::read_to_string(&path).await {
        Ok(eml) => eml,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Err(BackendError::NotFound),
        Err(error) => return Err(BackendError::internal(error)),
    };
    tracing::info!(user = %scope.user(), mail = %id, "a delivered mail was opened in the mailbox folder");
    transport::plain_text(&eml)
        .ok_or_else(|| BackendError::internal("a file in the mailbox folder can't be read"))
}

/// Where a mail's copy would lie.
fn copy_path(backend: &Backend, row: &mail::Model) -> Option<PathBuf> {
    let file = Path::new(&row.delivered_file);
    let plain = matches!(file.components().collect::<Vec<_>>()[..], [Component::Normal(_)]);
    (plain && backend.config().smtp.is_none()).then(|| backend.config().mailbox_dir().join(file))
}

fn view(row: &mail::Model) -> Result<MailRow> {
    Ok(MailRow {
        id: row.id.into(),
        kind: MailKind::from_key(&row.kind)
            .ok_or_else(|| BackendError::internal(format!("mail {} is of an unknown kind", row.id)))?,
        to_name: row.to_name.clone(),
        to_address: row.to_address.clone(),
        subject: row.subject.clone(),
        state: MailState::from_key(&row.state),
        created_at: row.created_at,
        sent_at: row.sent_at,
    })
}
