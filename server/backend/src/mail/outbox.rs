//! Queueing mails, and taking them from the queue.

use crate::{
    entity::mail,
    error::Result,
    scope::{Rows, Writes},
};
use chrono::{DateTime, Utc};
use domain::{
    ids::{ContactId, InvoiceId, MailId, ProposalId, UserId},
    mail::{MailKind, MailState},
};
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

/// A mail to be made and sent.
#[derive(Debug, Clone)]
pub struct NewMail {
    /// Which kind.
    pub kind: MailKind,
    /// To which contact.
    pub contact: Option<ContactId>,
    /// To which member of staff.
    pub user: Option<UserId>,
    /// About which invoice.
    pub invoice: Option<InvoiceId>,
    /// About which proposal.
    pub proposal: Option<ProposalId>,
    /// To whom, by name.
    pub to_name: String,
    /// To which address.
    pub to_address: String,
    /// What the mail is made from when it is sent. Never a secret: links are made at that moment.
    pub params: serde_json::Value,
    /// A second mail with the same key is not queued.
    pub dedupe_key: Option<String>,
    /// Which member of staff caused it.
    pub created_by: Option<UserId>,
}

/// Queues a mail in the caller's transaction. `None` when one with its key is there already.
///
/// # Errors
/// When the database refuses.
pub async fn queue<S: Writes<mail::Entity>>(
    rows: &Rows<'_, S>,
    now: DateTime<Utc>,
    new: NewMail,
) -> Result<Option<MailId>> {
    let id = MailId::new();
    let row = mail::ActiveModel {
        id: Set(id.uuid()),
        contact_id: Set(new.contact.map(Uuid::from)),
        user_id: Set(new.user.map(Uuid::from)),
        invoice_id: Set(new.invoice.map(Uuid::from)),
        proposal_id: Set(new.proposal.map(Uuid::from)),
        kind: Set(new.kind.key().to_owned()),
        dedupe_key: Set(new.dedupe_key),
        to_name: Set(new.to_name),
        to_address: Set(new.to_address),
        params: Set(new.params.to_string()),
        subject: Set(String::new()),
        text_body: Set(String::new()),
        html_body: Set(String::new()),
        state: Set(MailState::Queued.key().to_owned()),
        attempts: Set(0),
        next_at: Set(now),
        lease_until: Set(None),
        error: Set(String::new()),
        transport: Set(String::new()),
        message_id: Set(String::new()),
        delivered_file: Set(String::new()),
        created_by: Set(new.created_by.map(Uuid::from)),
        created_at: Set(now),
        sent_at: Set(None),
        ..Default::default()
    };
    let key = [mail::Column::TenantId, mail::Column::DedupeKey];
    Ok(rows.insert_new::<mail::Entity>(row, &key).await?.then_some(id))
}
