//! The mails about a contract, queued in the transaction that causes them. What they say is looked up when they are sent.

use super::{
    code::CodeParams,
    table::{Desk, Table},
};
use crate::{
    entity::{contract, contract_recipient, staff_user},
    error::{BackendError, Result},
    mail::outbox::{self, NewMail},
    scope::{ClientScope, Rows},
};
use chrono::{DateTime, Utc};
use domain::mail::MailKind;
use serde::{Deserialize, Serialize};

/// What a contract's mail is made from.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct ContractParams {
    /// Which contract.
    pub contract: uuid::Uuid,
    /// What happened: `signed`, `declined`, `expired`, `voided`, `delegated`, `completed`, `countersign`.
    pub what: String,
    /// Who did it, by name, or empty.
    pub by: String,
    /// Why, or whom they named, or empty.
    pub remark: String,
}

fn mail(
    kind: MailKind,
    row: &contract::Model,
    one: &contract_recipient::Model,
    (what, by, remark): (&str, &str, &str),
    key: Option<String>,
) -> Result<NewMail> {
    let params = ContractParams {
        contract: row.id,
        what: what.to_owned(),
        by: by.to_owned(),
        remark: remark.to_owned(),
    };
    Ok(NewMail {
        kind,
        contact: one.contact_id.map(Into::into),
        user: one.user_id.map(Into::into),
        invoice: None,
        proposal: None,
        to_name: one.name.clone(),
        to_address: one.email.clone(),
        params: serde_json::to_value(params).map_err(BackendError::internal)?,
        dedupe_key: key,
        created_by: Some(row.owner_id.into()),
    })
}

/// Asks somebody whose turn has come: a contact to sign, approve or read, a member of staff to countersign.
pub(super) async fn ask<S: Desk>(
    rows: &Rows<'_, S>,
    now: DateTime<Utc>,
    row: &contract::Model,
    one: &contract_recipient::Model,
) -> Result<()> {
    let (kind, what) = match one.user_id {
        Some(_) => (MailKind::ContractNotice, "countersign"),
        None => (MailKind::ContractRequest, "asked"),
    };
    let whom = one.contact_id.or(one.user_id).unwrap_or(one.id);
    let key = format!("contract_ask:{}:{}:{whom}:{}", row.id, one.id, row.version);
    outbox::queue(rows, now, mail(kind, row, one, (what, "", ""), Some(key))?).await?;
    Ok(())
}

/// Reminds somebody whose turn it is.
pub(super) async fn remind<S: Desk>(
    rows: &Rows<'_, S>,
    now: DateTime<Utc>,
    row: &contract::Model,
    one: &contract_recipient::Model,
) -> Result<()> {
    let (kind, what) = match one.user_id {
        Some(_) => (MailKind::ContractNotice, "countersign"),
        None => (MailKind::ContractReminder, "asked"),
    };
    let key = format!("contract_remind:{}:{}:{}", row.id, one.id, row.version);
    outbox::queue(rows, now, mail(kind, row, one, (what, "", ""), Some(key))?).await?;
    Ok(())
}

/// Mails the code for signing.
pub(super) async fn code<S: Desk>(
    rows: &Rows<'_, S>,
    now: DateTime<Utc>,
    row: &contract::Model,
    one: &contract_recipient::Model,
    scope: &ClientScope,
) -> Result<()> {
    let params = CodeParams {
        contract: row.id,
        recipient: one.id,
        session: scope.session().uuid(),
        browser: scope.browser().to_owned(),
    };
    let mut mail = mail(MailKind::ContractCode, row, one, ("", "", ""), None)?;
    mail.params = serde_json::to_value(params).map_err(BackendError::internal)?;
    mail.created_by = None;
    outbox::queue(rows, now, mail).await?;
    Ok(())
}

/// Tells the member of staff who sent the contract.
pub(super) async fn tell_owner<S: Desk>(
    rows: &Rows<'_, S>,
    now: DateTime<Utc>,
    row: &contract::Model,
    what: &str,
    by: &str,
    remark: &str,
) -> Result<()> {
    let owner = match rows.get::<staff_user::Entity>(row.owner_id).await {
        Err(BackendError::NotFound) => return Ok(()),
        found => found?,
    };
    if !owner.active {
        return Ok(());
    }
    let params = ContractParams {
        contract: row.id,
        what: what.to_owned(),
        by: by.to_owned(),
        remark: remark.to_owned(),
    };
    let mail = NewMail {
        kind: MailKind::ContractNotice,
        contact: None,
        user: Some(owner.id.into()),
        invoice: None,
        proposal: None,
        to_name: owner.name,
        to_address: owner.email,
        params: serde_json::to_value(params).map_err(BackendError::internal)?,
        dedupe_key: Some(format!("contract_owner:{}:{what}:{}", row.id, row.version)),
        created_by: None,
    };
    outbox::queue(rows, now, mail).await?;
    Ok(())
}

/// Tells those who have signed that nothing comes of it, or not in time.
pub(super) async fn tell_signers<S: Desk>(
    rows: &Rows<'_, S>,
    now: DateTime<Utc>,
    table: &Table,
    what: &str,
    by: &str,
) -> Result<()> {
    for one in table.recipients.iter().filter(|one| one.status == "signed") {
        tell(rows, now, &table.row, one, what, by).await?;
    }
    Ok(())
}

/// Tells everybody whose turn had come.
pub(super) async fn tell_all<S: Desk>(
    rows: &Rows<'_, S>,
    now: DateTime<Utc>,
    table: &Table,
    what: &str,
) -> Result<()> {
    for one in table.recipients.iter().filter(|one| one.sent_at.is_some()) {
        tell(rows, now, &table.row, one, what, "").await?;
    }
    Ok(())
}

async fn tell<S: Desk>(
    rows: &Rows<'_, S>,
    now: DateTime<Utc>,
    row: &contract::Model,
    one: &contract_recipient::Model,
    what: &str,
    by: &str,
) -> Result<()> {
    // The owner is told anyway.
    if one.user_id == Some(row.owner_id) {
        return Ok(());
    }
    let kind = match one.user_id {
        Some(_) => MailKind::ContractNotice,
        None => MailKind::ContractNews,
    };
    let key = format!("contract_{what}:{}:{}:{}", row.id, one.id, row.version);
    let remark = if what == "voided" { row.reason.as_str() } else { "" };
    outbox::queue(rows, now, mail(kind, row, one, (what, by, remark), Some(key))?).await?;
    Ok(())
}

/// Sends the finished document to all parties, each once.
pub(super) async fn completed<S: Desk>(
    rows: &Rows<'_, S>,
    now: DateTime<Utc>,
    row: &contract::Model,
    recipients: &[contract_recipient::Model],
) -> Result<()> {
    for one in recipients {
        let kind = match one.user_id {
            Some(_) => MailKind::ContractNotice,
            None => MailKind::ContractCompleted,
        };
        let key = format!("contract_completed:{}:{}", row.id, one.id);
        outbox::queue(rows, now, mail(kind, row, one, ("completed", "", ""), Some(key))?).await?;
    }
    if !recipients.iter().any(|one| one.user_id == Some(row.owner_id)) {
        tell_owner(rows, now, row, "completed", "", "").await?;
    }
    Ok(())
}
