//! Reading companies.

use super::{address, form};
use crate::{
    Backend, client_tag,
    contact::visibility,
    entity::{company, company_tag, contact, invoice, membership, tenant},
    error::{BackendError, Result},
    listing::{Window, matching},
    scope::{Rows, Scope, ScopedSelect, StaffScope, is_in, sum},
};
use chrono::NaiveDate;
use domain::{
    company::{
        ClientFilter, ClientState, CompanyChoice, CompanyContact, CompanyDetail, CompanyForm, CompanyRow,
    },
    contact::full_name,
    ids::CompanyId,
    invoice::{
        status::InvoiceStatus,
        view::{InvoiceFilter, InvoiceRow},
    },
    list::{Page, sort_key},
    money::{Currency, Money},
    role::Permission,
};
use sea_orm::{
    ColumnTrait, Condition, Order,
    sea_query::{ExprTrait, Query, SimpleExpr},
};
use std::collections::HashMap;
use uuid::Uuid;

/// More companies than this are not offered in a form.
const MAX_CHOICES: u64 = 1_000;
/// Days to pay that a new company's form starts with.
const USUAL_PAYMENT_DAYS: i32 = 14;

/// One page of the companies.
///
/// # Errors
/// [`BackendError::Forbidden`] for a role that does not see clients.
pub async fn list(backend: &Backend, scope: &StaffScope, filter: &ClientFilter) -> Result<Page<CompanyRow>> {
    scope.require(Permission::ClientsRead)?;
    let rows = backend.read(scope);
    let found = || {
        rows.find::<company::Entity>()
            .filter_if(in_state(company::Column::ArchivedAt, filter.state()))
            .filter_if(client_tag::having::<company_tag::Entity>(
                &rows,
                company::Column::Id,
                &filter.tag,
            ))
            .filter_if(matching(company::Column::SearchKey, &filter.search))
    };
    let window = Window::new(filter.page, found().count().await?);
    let page = sorted(found(), &filter.sort)
        .offset(window.offset())
        .limit(window.limit())
        .all()
        .await?;
    let ids: Vec<Uuid> = page.iter().map(|row| row.id).collect();
    let mut open = open_sums(&rows, &ids, None).await?;
    let mut contacts = contact_counts(&rows, &ids).await?;
    let mut tags = client_tag::of::<company_tag::Entity, _>(&rows, &ids).await?;
    let row = |row: company::Model| CompanyRow {
        open: open.remove(&row.id).unwrap_or_default(),
        contacts: contacts.remove(&row.id).unwrap_or_default(),
        tags: tags.remove(&row.id).unwrap_or_default(),
        id: row.id.into(),
        name: row.name,
        city: row.city,
        archived_at: row.archived_at,
    };
    Ok(window.page(page.into_iter().map(row).collect()))
}

/// One company with its contacts and sums.
///
/// # Errors
/// [`BackendError::NotFound`] when there is none of this id.
pub async fn get(backend: &Backend, scope: &StaffScope, id: CompanyId) -> Result<CompanyDetail> {
    scope.require(Permission::ClientsRead)?;
    let rows = backend.read(scope);
    let row = rows.get::<company::Entity>(id.uuid()).await?;
    let tenant = rows.get::<tenant::Entity>(scope.tenant().uuid()).await?;
    let today = backend.clock().today(&tenant.timezone);
    let of_company = rows
        .find::<membership::Entity>()
        .filter(membership::Column::CompanyId.eq(row.id));
    let people = rows
        .find::<contact::Entity>()
        .filter(is_in(
            contact::Column::Id,
            of_company,
            membership::Column::ContactId,
        ))
        .order(contact::Column::SearchKey, Order::Asc)
        .all()
        .await?;
    let mut standings = visibility::of(&rows, backend.clock().now(), &people).await?;
    let contacts = people
        .into_iter()
        .map(|person| CompanyContact {
            visibility: standings.remove(&person.id).unwrap_or_default().facts.judge(),
            id: person.id.into(),
            name: full_name(&person.first_name, &person.last_name),
            email: person.email,
            job_title: person.job_title,
            last_seen_at: person.last_seen_at,
            archived: person.archived_at.is_some(),
        })
        .collect();
    let tags = client_tag::of::<company_tag::Entity, _>(&rows, &[row.id]).await?;
    let tags = tags.into_values().next().unwrap_or_default();
    let mut open = open_sums(&rows, &[row.id], None).await?;
    let mut overdue = open_sums(&rows, &[row.id], Some(today)).await?;
    Ok(CompanyDetail {
        id,
        address: address(&row),
        contacts,
        open: open.remove(&row.id).unwrap_or_default(),
        overdue: overdue.remove(&row.id).unwrap_or_default(),
        created_at: row.created_at,
        archived_at: row.archived_at,
        form: form(row, &tags),
        tags,
    })
}

/// A company's invoices, the newest first.
///
/// # Errors
/// [`BackendError::NotFound`] when there is no such company.
pub async fn invoices(
    backend: &Backend,
    scope: &StaffScope,
    id: CompanyId,
    page: u32,
) -> Result<Page<InvoiceRow>> {
    backend.read(scope).get::<company::Entity>(id.uuid()).await?;
    let filter = InvoiceFilter {
        company: id.to_string(),
        page: page.to_string(),
        ..InvoiceFilter::default()
    };
    crate::invoice::queries::list(backend, scope, &filter).await
}

/// An empty form for a new company, with the workspace's own currency.
///
/// # Errors
/// [`BackendError::Forbidden`] for a role that adds no clients.
pub async fn new_form(backend: &Backend, scope: &StaffScope) -> Result<CompanyForm> {
    scope.require(Permission::ClientsWrite)?;
    let tenant = backend
        .read(scope)
        .get::<tenant::Entity>(scope.tenant().uuid())
        .await?;
    Ok(CompanyForm {
        currency: tenant.currency,
        payment_days: USUAL_PAYMENT_DAYS.to_string(),
        ..CompanyForm::default()
    })
}

/// The companies to choose from in a form: those in use, and those that are chosen already.
///
/// # Errors
/// [`BackendError::Forbidden`] for a role that does not see clients.
pub async fn choices(
    backend: &Backend,
    scope: &StaffScope,
    chosen: &[CompanyId],
) -> Result<Vec<CompanyChoice>> {
    scope.require(Permission::ClientsRead)?;
    let chosen = chosen.iter().map(|id| id.uuid());
    backend
        .read(scope)
        .find::<company::Entity>()
        .filter(
            Condition::any()
                .add(company::Column::ArchivedAt.is_null())
                .add(company::Column::Id.is_in(chosen)),
        )
        .order(company::Column::SearchKey, Order::Asc)
        .limit(MAX_CHOICES)
        .all()
        .await?
        .into_iter()
        .map(|row| {
            Ok(CompanyChoice {
                id: row.id.into(),
                name: row.name,
                currency: row.currency.parse().map_err(BackendError::internal)?,
                payment_days: row.payment_days,
                archived: row.archived_at.is_some(),
            })
        })
        .collect()
}

/// Active, archived, or no condition.
pub(crate) fn in_state(archived_at: impl ColumnTrait, state: ClientState) -> Option<SimpleExpr> {
    match state {
        ClientState::Active => Some(archived_at.is_null()),
        ClientState::Archived => Some(archived_at.is_not_null()),
        ClientState::All => None,
    }
}

fn sorted<'r, 'a, S: Scope>(
    select: ScopedSelect<'r, 'a, S, company::Entity>,
    sort: &str,
) -> ScopedSelect<'r, 'a, S, company::Entity> {
    let (key, descending) = sort_key(sort);
    let order = if descending { Order::Desc } else { Order::Asc };
    let select = match key {
        // Towns that are not known come last either way.
        "city" => select
            .order(company::Column::City.eq(""), Order::Asc)
            .order(company::Column::City, order),
        "open" => select.order(open_of_company(), order),
        "created" => select.order(company::Column::CreatedAt, order),
        _ => select.order(company::Column::SearchKey, order),
    };
    select
        .order(company::Column::SearchKey, Order::Asc)
        .order(company::Column::Id, Order::Asc)
}

/// What is open with the company of the row, in the company's own currency, for sorting.
fn open_of_company() -> SimpleExpr {
    let own = Query::select()
        .expr(sum(invoice::Column::BalanceMinor))
        .from(invoice::Entity)
        .cond_where(
            Condition::all()
                .add(
                    invoice::Column::TenantId
                        .into_expr()
                        .eq(company::Column::TenantId.into_expr()),
                )
                .add(
                    invoice::Column::CompanyId
                        .into_expr()
                        .eq(company::Column::Id.into_expr()),
                )
                .add(
                    invoice::Column::Currency
                        .into_expr()
                        .eq(company::Column::Currency.into_expr()),
                )
                .add(is_open()),
        )
        .take();
    SimpleExpr::SubQuery(None, Box::new(own.into()))
}

/// Whether an invoice waits for money.
pub(crate) fn is_open() -> SimpleExpr {
    invoice::Column::Status.is_in([InvoiceStatus::Sent.as_str(), InvoiceStatus::Partial.as_str()])
}

/// Open sums of companies, one per currency; only what fell due before a day, if one is given.
async fn open_sums(
    rows: &Rows<'_, StaffScope>,
    ids: &[Uuid],
    due_before: Option<NaiveDate>,
) -> Result<HashMap<Uuid, Vec<Money>>> {
    let sums = rows
        .find::<invoice::Entity>()
        .filter(invoice::Column::CompanyId.is_in(ids.iter().copied()))
        .filter(is_open())
        .filter_if(due_before.map(|day| invoice::Column::DueDate.lt(day)))
        .tuples::<(Uuid, String, i64)>(
            vec![
                invoice::Column::CompanyId.into_expr(),
                invoice::Column::Currency.into_expr(),
                sum(invoice::Column::BalanceMinor),
            ],
            vec![invoice::Column::CompanyId, invoice::Column::Currency],
        )
        .await?;
    let mut by_company: HashMap<Uuid, Vec<(String, i64)>> = HashMap::new();
    for (company, currency, minor) in sums {
        by_company.entry(company).or_default().push((currency, minor));
    }
    by_company
        .into_iter()
        .map(|(company, sums)| Ok((company, money(sums)?)))
        .collect()
}

/// Sums out of the database as money, by currency, without zeros.
pub(crate) fn money(sums: Vec<(String, i64)>) -> Result<Vec<Money>> {
    let mut sums: Vec<(String, i64)> = sums.into_iter().filter(|(_, minor)| *minor != 0).collect();
    sums.sort();
    sums.into_iter()
        .map(|(currency, minor)| {
            let currency: Currency = currency.parse().map_err(BackendError::internal)?;
            Ok(Money::new(minor, currency))
        })
        .collect()
}

/// How many contacts in use act for each company.
async fn contact_counts(rows: &Rows<'_, StaffScope>, ids: &[Uuid]) -> Result<HashMap<Uuid, i64>> {
    let active = rows
        .find::<contact::Entity>()
        .filter(contact::Column::ArchivedAt.is_null());
    let counts = rows
        .find::<membership::Entity>()
        .filter(membership::Column::CompanyId.is_in(ids.iter().copied()))
        .filter(is_in(membership::Column::ContactId, active, contact::Column::Id))
        .tuples::<(Uuid, i64)>(
            vec![
                membership::Column::CompanyId.into_expr(),
                membership::Column::ContactId.into_expr().count(),
            ],
            vec![membership::Column::CompanyId],
        )
        .await?;
    Ok(counts.into_iter().collect())
}
