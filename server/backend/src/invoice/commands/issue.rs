//! Issuing: the draft gets its number and date, its amounts and parties are frozen, and the client sees it.

use super::{addressee, buyer, draft, happening, name_of, own_tenant, search_key, seller};
use crate::{
    Backend, activity,
    entity::{company, contact, invoice, invoice_line, invoice_tax, portal, tenant},
    error::{BackendError, Result},
    idempotency::Attempt,
    invoice::{
        changed_meanwhile,
        numbering::{self, Series},
        queries, refused, settle, status,
    },
    mail::outbox::{self, NewMail},
    scope::{Rows, Scope, StaffScope},
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    activity::Verb,
    company::due_after,
    ids::{ContactId, InvoiceId},
    invoice::InvoiceStatus,
    mail::MailKind,
    money::Money,
    role::Permission,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, ExprTrait, sea_query::Expr};
use serde::{Deserialize, Serialize};

/// What issuing an invoice did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issued {
    /// The number it got.
    pub number: String,
    /// Whether a mail to its contact was queued.
    pub mailed: bool,
}

/// Issues a draft, and tells its contact by mail if asked to. The same key does it once.
///
/// The mail is queued only if the invoice has a contact with an address, and the portal is on.
///
/// # Errors
/// [`BackendError::Conflict`] when it was issued or changed since that version, or its dates don't fit.
pub async fn issue(
    backend: &Backend,
    scope: &StaffScope,
    id: InvoiceId,
    version: i64,
    notify: bool,
    key: &str,
) -> Result<Issued> {
    scope.require(Permission::InvoicesWrite)?;
    let attempt = Attempt::new(key, "invoice.issue", scope.user().uuid(), &(id, version, notify));
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    let before = settle::lock(&rows, id.uuid()).await?;
    if let Some(earlier) = attempt.earlier(&rows).await? {
        return serde_json::from_str(&earlier).map_err(BackendError::internal);
    }
    let was = status(&before.status)?;
    was.check_editable().map_err(refused)?;
    if before.version != version {
        return Err(changed_meanwhile());
    }
    let tenant = own_tenant(&rows).await?;
    let company = rows.get::<company::Entity>(before.company_id).await?;
    let contact = match before.contact_id {
        // Somebody may have left the company since the draft was written.
        Some(_) => match addressee(&rows, before.company_id, before.contact_id).await {
            Err(BackendError::Invalid(_)) => None,
            found => found?,
        },
        None => None,
    };
    let today = backend.clock().today(&tenant.timezone);
    let (issue_date, due_date) = dates(&before, &company, today)?;
    let total = freeze_amounts(&rows, &tenant, &before).await?;
    let is = was.issue(total).map_err(refused)?;
    let number = numbering::next(&rows, &tenant, Series::Invoice, issue_date).await?;
    let changed =
        rows.update::<invoice::Entity>()
            .filter(settle::unchanged(&before))
            .set_row(invoice::ActiveModel {
                number: Set(Some(number.clone())),
                status: Set(is.as_str().to_owned()),
                contact_id: Set(contact.as_ref().map(|contact| contact.id)),
                issue_date: Set(Some(issue_date)),
                due_date: Set(Some(due_date)),
                tax_rounding: Set(tenant.tax_rounding.clone()),
                seller: Set(serde_json::to_string(&seller(&tenant)).map_err(BackendError::internal)?),
                buyer: Set(serde_json::to_string(&buyer(&company, contact.as_ref()))
                    .map_err(BackendError::internal)?),
                search_key: Set(search_key(Some(&number), &before.reference, &before.po_number)),
                issued_at: Set(Some(now)),
                paid_at: Set((is == InvoiceStatus::Paid).then_some(now)),
                version: Set(before.version + 1),
                updated_at: Set(now),
                ..Default::default()
            })
            .exec()
            .await?;
    if changed != 1 {
        return Err(changed_meanwhile());
    }
    let mut what = happening(&before, "");
    what.object = number.clone();
    activity::record(&rows, now, Verb::InvoiceIssued, what).await?;
    let mailed = match contact {
        Some(contact) if notify => announce(&rows, now, id, &number, &contact).await?,
        _ => false,
    };
    let issued = Issued { number, mailed };
    let answer = serde_json::to_string(&issued).map_err(BackendError::internal)?;
    attempt.remember(&rows, now, &answer).await?;
    rows.commit().await?;
    if mailed {
        backend.wake_mailer();
    }
    Ok(issued)
}

/// Date of issue and due date: the draft's own, or today and the company's days to pay.
fn dates(
    draft: &invoice::Model,
    company: &company::Model,
    today: NaiveDate,
) -> Result<(NaiveDate, NaiveDate)> {
    let issued = draft.issue_date.unwrap_or(today);
    if issued > today {
        return Err(BackendError::Conflict(
            "The invoice date is in the future. Change it, or issue the invoice on that day.".to_owned(),
        ));
    }
    let due = draft
        .due_date
        .unwrap_or_else(|| due_after(issued, company.payment_days));
    if due < issued {
        return Err(BackendError::Conflict(
            "The due date is before the invoice date. Please change it before you issue the invoice."
                .to_owned(),
        ));
    }
    Ok((issued, due))
}

/// Adds up once more if the tenant changed the way of rounding since the draft was saved.
async fn freeze_amounts(
    rows: &Rows<'_, StaffScope>,
    tenant: &tenant::Model,
    before: &invoice::Model,
) -> Result<Money> {
    let currency = crate::invoice::currency(&before.currency)?;
    if before.tax_rounding == tenant.tax_rounding {
        return Ok(Money::new(before.total_minor, currency));
    }
    let lines = queries::stored_draft(rows, before).await?;
    let totals = draft::totals(tenant, &lines)?;
    rows.update::<invoice::Entity>()
        .filter(settle::unchanged(before))
        .set_row(draft::amounts(tenant, &totals))
        .exec()
        .await?;
    rows.delete::<invoice_tax::Entity>(invoice_tax::Column::InvoiceId.eq(before.id))
        .await?;
    draft::insert_taxes(rows, before.id, &totals.tax_groups).await?;
    for (net, position) in totals.lines.iter().zip(0_i32..) {
        rows.update::<invoice_line::Entity>()
            .filter(
                invoice_line::Column::InvoiceId
                    .eq(before.id)
                    .and(invoice_line::Column::Position.eq(position)),
            )
            .set(invoice_line::Column::NetMinor, Expr::val(net.minor))
            .exec()
            .await?;
    }
    Ok(totals.payable)
}

async fn announce(
    rows: &Rows<'_, StaffScope>,
    now: DateTime<Utc>,
    id: InvoiceId,
    number: &str,
    contact: &contact::Model,
) -> Result<bool> {
    let portal = rows.get::<portal::Entity>(rows.scope().tenant().uuid()).await?;
    let reachable = portal.enabled
        && contact.portal_enabled
        && contact.archived_at.is_none()
        && !contact.email.is_empty();
    if !reachable {
        return Ok(false);
    }
    let mail = NewMail {
        kind: MailKind::InvoiceIssued,
        contact: Some(ContactId::from(contact.id)),
        user: None,
        invoice: Some(id),
        proposal: None,
        to_name: name_of(contact),
        to_address: contact.email.clone(),
        params: serde_json::json!({ "invoice": id, "number": number }),
        dedupe_key: Some(format!("invoice_issued:{id}")),
        created_by: Some(rows.scope().user()),
    };
    Ok(outbox::queue(rows, now, mail).await?.is_some())
}
