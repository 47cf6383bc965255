//! What staff see first.

#[cfg(test)]
mod tests;

use crate::{
    Backend, activity,
    company::queries::{is_open, money},
    contact::visibility,
    entity::{access_link, company, contact, invoice, mail, payment, portal, tenant},
    error::Result,
    invoice::list as lists,
    scope::{Rows, Scope, StaffScope, is_in, sum},
    tenancy::provision::DEFAULT_BRAND,
};
use chrono::{Days, NaiveDate};
use domain::{
    contact::full_name,
    dashboard::{FirstStep, RecentClient, StaffDashboard, StepState},
    invoice::{status::InvoiceStatus, view::InvoiceRow},
    mail::{MailKind, MailState},
    money::Money,
    role::Permission,
};
use sea_orm::{
    ColumnTrait, Condition, Order,
    sea_query::{ExprTrait, SimpleExpr},
};
use uuid::Uuid;

/// Rows of the short lists.
const FEW: u64 = 5;
/// Lines of the timeline.
const LINES: u64 = 10;
/// What counts as lately, in days.
const LATELY: Days = Days::new(30);

/// The staff's start page.
///
/// # Errors
/// [`crate::BackendError::Forbidden`] for a role that does not see clients and invoices.
pub async fn get(backend: &Backend, scope: &StaffScope) -> Result<StaffDashboard> {
    scope.require(Permission::ClientsRead)?;
    scope.require(Permission::InvoicesRead)?;
    let rows = backend.read(scope);
    let tenant = rows.get::<tenant::Entity>(scope.tenant().uuid()).await?;
    let today = backend.clock().today(&tenant.timezone);
    let late = || is_open().and(invoice::Column::DueDate.lt(today));
    Ok(StaffDashboard {
        outstanding: balances(&rows, is_open()).await?,
        overdue: balances(&rows, late()).await?,
        paid_recently: paid_since(&rows, today).await?,
        drafts: rows
            .find::<invoice::Entity>()
            .filter(invoice::Column::Status.eq(InvoiceStatus::Draft.as_str()))
            .count()
            .await?,
        overdue_count: rows.find::<invoice::Entity>().filter(late()).count().await?,
        overdue_invoices: longest_overdue(&rows, late(), today).await?,
        recent_clients: recent_clients(&rows).await?,
        activity: activity::queries::newest(&rows, LINES).await?,
        not_joined: not_joined(&rows).await?,
        failed_mails: rows
            .find::<mail::Entity>()
            .filter(mail::Column::State.is_in([MailState::Failed.key(), MailState::Bounced.key()]))
            .count()
            .await?,
        steps: steps(&rows, &tenant).await?,
    })
}

async fn balances(rows: &Rows<'_, StaffScope>, which: SimpleExpr) -> Result<Vec<Money>> {
    let sums = rows
        .find::<invoice::Entity>()
        .filter(which)
        .tuples::<(String, i64)>(
            vec![
                invoice::Column::Currency.into_expr(),
                sum(invoice::Column::BalanceMinor),
            ],
            vec![invoice::Column::Currency],
        )
        .await?;
    money(sums)
}

/// What came in lately, less what of it was given back.
async fn paid_since(rows: &Rows<'_, StaffScope>, today: NaiveDate) -> Result<Vec<Money>> {
    let since = today.checked_sub_days(LATELY).unwrap_or(today);
    let sums = rows
        .find::<payment::Entity>()
        .filter(payment::Column::ReceivedOn.gt(since))
        .filter(payment::Column::ReceivedOn.lte(today))
        .tuples::<(String, i64, i64)>(
            vec![
                payment::Column::Currency.into_expr(),
                sum(payment::Column::AmountMinor),
                sum(payment::Column::RefundedMinor),
            ],
            vec![payment::Column::Currency],
        )
        .await?;
    let kept = |(currency, paid, refunded): (String, i64, i64)| (currency, paid.saturating_sub(refunded));
    money(sums.into_iter().map(kept).collect())
}

async fn longest_overdue(
    rows: &Rows<'_, StaffScope>,
    which: SimpleExpr,
    today: NaiveDate,
) -> Result<Vec<InvoiceRow>> {
    let oldest = rows
        .find::<invoice::Entity>()
        .filter(which)
        .order(invoice::Column::DueDate, Order::Asc)
        .order(invoice::Column::Id, Order::Asc)
        .limit(FEW);
    let cells = lists::cells(oldest).await?;
    let extras = lists::extras(rows, &cells).await?;
    lists::mapped(cells, today, &extras)
}

async fn recent_clients(rows: &Rows<'_, StaffScope>) -> Result<Vec<RecentClient>> {
    let found = rows
        .find::<contact::Entity>()
        .filter(contact::Column::LastSeenAt.is_not_null())
        .order(contact::Column::LastSeenAt, Order::Desc)
        .order(contact::Column::Id, Order::Asc)
        .limit(FEW)
        .all()
        .await?;
    let ids: Vec<Uuid> = found.iter().map(|row| row.id).collect();
    let mut companies = visibility::companies_of(rows, &ids).await?;
    let client = |row: contact::Model| {
        let names = companies.remove(&row.id).unwrap_or_default();
        Some(RecentClient {
            id: row.id.into(),
            name: full_name(&row.first_name, &row.last_name),
            companies: names.into_iter().map(|(_, name, _)| name).collect(),
            last_seen_at: row.last_seen_at?,
        })
    };
    Ok(found.into_iter().filter_map(client).collect())
}

/// Contacts in use who have a link and never came.
async fn not_joined(rows: &Rows<'_, StaffScope>) -> Result<u64> {
    let invited = is_in(
        contact::Column::Id,
        rows.find::<access_link::Entity>(),
        access_link::Column::ContactId,
    );
    rows.find::<contact::Entity>()
        .filter(
            Condition::all()
                .add(contact::Column::ArchivedAt.is_null())
                .add(contact::Column::LastSeenAt.is_null())
                .add(invited),
        )
        .count()
        .await
}

async fn steps(rows: &Rows<'_, StaffScope>, tenant: &tenant::Model) -> Result<Vec<StepState>> {
    let portal = rows.find::<portal::Entity>().one().await?;
    let mut steps = Vec::with_capacity(FirstStep::ALL.len());
    for step in FirstStep::ALL {
        let done = match step {
            FirstStep::Business => [
                &tenant.address_line1,
                &tenant.city,
                &tenant.country,
                &tenant.email,
                &tenant.iban,
            ]
            .iter()
            .all(|text| !text.is_empty()),
            FirstStep::Brand => portal
                .as_ref()
                .is_some_and(|portal| !portal.logo_hash.is_empty() || portal.brand_colour != DEFAULT_BRAND),
            FirstStep::Company => rows.find::<company::Entity>().limit(1).one().await?.is_some(),
            FirstStep::Contact => rows.find::<contact::Entity>().limit(1).one().await?.is_some(),
            FirstStep::Invoice => rows
                .find::<invoice::Entity>()
                .filter(invoice::Column::Status.ne(InvoiceStatus::Draft.as_str()))
                .limit(1)
                .one()
                .await?
                .is_some(),
            FirstStep::Invitation => rows
                .find::<mail::Entity>()
                .filter(mail::Column::Kind.eq(MailKind::Invitation.key()))
                .limit(1)
                .one()
                .await?
                .is_some(),
        };
        steps.push(StepState { step, done });
    }
    Ok(steps)
}
