//! Reading proposals.

use super::{
    document::{self, Reader},
    list, status, store,
};
use crate::{
    Backend, csv,
    entity::{company, contact, invoice, portal, proposal, proposal_version, tenant},
    error::Result,
    invoice::{commands::name_of, currency, queries::today},
    listing::Window,
    portal_settings::looks::Looks,
    scope::{ClientScope, Rows, Scope, StaffScope, sum},
};
use domain::{
    date,
    ids::{CompanyId, ContactId, ProposalId},
    list::Page,
    locale::Locale,
    module::ModuleSet,
    money::Money,
    proposal::{
        Kind,
        view::{
            Made, ProposalDetail, ProposalDocument, ProposalFilter, ProposalPreview, ProposalRow,
            ProposalTotal, VersionRow,
        },
    },
    role::Permission,
    settings::PortalFrame,
};
use sea_orm::{ColumnTrait, ExprTrait, IntoSimpleExpr, Order};

/// A file of a list has so many rows at most.
const MOST_ROWS: u64 = 20_000;

/// A page of the staff's list.
///
/// # Errors
/// When the role does not include it.
pub async fn list(
    backend: &Backend,
    scope: &StaffScope,
    filter: &ProposalFilter,
) -> Result<Page<ProposalRow>> {
    scope.require(Permission::ProposalsRead)?;
    let rows = backend.read(scope);
    let today = today(backend, &rows).await?;
    let matching = || {
        let condition = list::condition(&rows, filter, today, true);
        rows.find::<proposal::Entity>().filter(condition)
    };
    let total = matching().count_up_to(u64::from(u32::MAX)).await?;
    let window = Window::new(filter.page(), total);
    let found = list::sorted(matching(), filter)
        .offset(window.offset())
        .limit(window.limit())
        .all()
        .await?;
    let extras = list::extras(&rows, &found).await?;
    Ok(window.page(list::mapped(&rows, found, today, Some(&extras)).await?))
}

/// What the whole filtered list comes to, one sum per currency, of what is paid once.
///
/// # Errors
/// When the role does not include it.
pub async fn totals(
    backend: &Backend,
    scope: &StaffScope,
    filter: &ProposalFilter,
) -> Result<Vec<ProposalTotal>> {
    scope.require(Permission::ProposalsRead)?;
    let rows = backend.read(scope);
    let today = today(backend, &rows).await?;
    let sums = rows
        .find::<proposal::Entity>()
        .filter(list::condition(&rows, filter, today, true))
        .tuples::<(String, i64, i64)>(
            vec![
                proposal::Column::Currency.into_simple_expr(),
                proposal::Column::Id.count(),
                sum(proposal::Column::OnceMinor),
            ],
            vec![proposal::Column::Currency],
        )
        .await?;
    let mut totals = Vec::with_capacity(sums.len());
    for (code, proposals, once) in sums {
        totals.push(ProposalTotal {
            proposals: proposals.unsigned_abs(),
            once: Money::new(once, currency(&code)?),
        });
    }
    totals.sort_by_key(|total| total.once.currency.to_string());
    Ok(totals)
}

/// The filtered list as a file for spreadsheets, in the list's order.
///
/// # Errors
/// When the role does not include it.
pub async fn export(backend: &Backend, scope: &StaffScope, filter: &ProposalFilter) -> Result<String> {
    scope.require(Permission::ProposalsRead)?;
    let rows = backend.read(scope);
    let today = today(backend, &rows).await?;
    let condition = list::condition(&rows, filter, today, true);
    let found = list::sorted(rows.find::<proposal::Entity>().filter(condition), filter)
        .limit(MOST_ROWS)
        .all()
        .await?;
    let extras = list::extras(&rows, &found).await?;
    let found = list::mapped(&rows, found, today, Some(&extras)).await?;
    let head = [
        "Number",
        "Title",
        "Company",
        "Contact",
        "State",
        "Version",
        "Currency",
        "Once",
        "Monthly",
        "Quarterly",
        "Yearly",
        "Valid until",
        "Sent",
    ];
    let line = |row: ProposalRow| {
        let [monthly, quarterly, yearly] = ["monthly", "quarterly", "yearly"].map(|period| {
            let of = row.recurring.iter().find(|(each, _)| each.as_str() == period);
            of.map(|(_, money)| money.to_plain()).unwrap_or_default()
        });
        [
            row.number.unwrap_or_default(),
            row.title,
            row.company_name,
            row.contact_name,
            row.display_status.label().to_owned(),
            row.version.to_string(),
            row.once.currency.to_string(),
            row.once.to_plain(),
            monthly,
            quarterly,
            yearly,
            row.valid_until.map(date::to_field).unwrap_or_default(),
            row.sent_at
                .map(|at| at.format("%Y-%m-%dT%H:%M:%SZ").to_string())
                .unwrap_or_default(),
        ]
    };
    Ok(csv::file(
        std::iter::once(head.map(str::to_owned)).chain(found.into_iter().map(line)),
    ))
}

/// A client's own list as a file for spreadsheets.
///
/// # Errors
/// When the database fails.
pub async fn export_for_client(
    backend: &Backend,
    scope: &ClientScope,
    filter: &ProposalFilter,
) -> Result<String> {
    let rows = backend.read(scope);
    let today = backend.clock().today(scope.business_timezone());
    let condition = list::condition(&rows, filter, today, false);
    let found = list::sorted(rows.find::<proposal::Entity>().filter(condition), filter)
        .limit(MOST_ROWS)
        .all()
        .await?;
    let found = list::mapped(&rows, found, today, None).await?;
    let text = |key: &str| crate::copy::text(scope.locale(), key);
    let head = [
        text("proposals-number"),
        text("proposals-title"),
        text("proposals-company"),
        text("proposals-status"),
        text("proposals-currency"),
        text("proposals-once"),
        text("proposals-valid"),
    ];
    let line = |row: ProposalRow| {
        [
            row.number.unwrap_or_default(),
            row.title,
            row.company_name,
            text(&format!("proposal-status-{}", row.display_status.as_str())),
            row.once.currency.to_string(),
            row.once.to_plain(),
            row.valid_until.map(date::to_field).unwrap_or_default(),
        ]
    };
    Ok(csv::file(
        std::iter::once(head).chain(found.into_iter().map(line)),
    ))
}

/// A page of a client's list: what was sent to the own companies.
///
/// # Errors
/// When the database fails.
pub async fn list_for_client(
    backend: &Backend,
    scope: &ClientScope,
    filter: &ProposalFilter,
) -> Result<Page<ProposalRow>> {
    let rows = backend.read(scope);
    let today = backend.clock().today(scope.business_timezone());
    let matching = || {
        let condition = list::condition(&rows, filter, today, false);
        rows.find::<proposal::Entity>().filter(condition)
    };
    let total = matching().count_up_to(u64::from(u32::MAX)).await?;
    let window = Window::new(filter.page(), total);
    let found = list::sorted(matching(), filter)
        .offset(window.offset())
        .limit(window.limit())
        .all()
        .await?;
    Ok(window.page(list::mapped(&rows, found, today, None).await?))
}

/// What waits for a client's answer, the one that ends first at the top.
///
/// # Errors
/// When the database fails.
#[expect(dead_code, reason = "the start page will show it")]
pub(crate) async fn waiting(
    rows: &Rows<'_, ClientScope>,
    today: chrono::NaiveDate,
    most: u64,
) -> Result<Vec<ProposalRow>> {
    let found = rows
        .find::<proposal::Entity>()
        .filter(list::open(today))
        .order(
            proposal::Column::ValidUntil.into_simple_expr().is_null(),
            Order::Asc,
        )
        .order(proposal::Column::ValidUntil, Order::Asc)
        .order(proposal::Column::Id, Order::Asc)
        .limit(most)
        .all()
        .await?;
    list::mapped(rows, found, today, None).await
}

/// A proposal with everything that staff see.
///
/// # Errors
/// [`crate::BackendError::NotFound`] when it is not this tenant's.
pub async fn get(backend: &Backend, scope: &StaffScope, id: ProposalId) -> Result<ProposalDetail> {
    scope.require(Permission::ProposalsRead)?;
    let rows = backend.read(scope);
    let row = rows.get::<proposal::Entity>(id.uuid()).await?;
    let tenant = rows.get::<tenant::Entity>(scope.tenant().uuid()).await?;
    let today = backend.clock().today(&tenant.timezone);
    let seen = list::seen_by(&rows, &row).await?;
    let reader = Reader::Staff {
        viewed: !seen.is_empty(),
    };
    let no = row.live.or(row.draft).unwrap_or(1);
    let document = document::of(&rows, &row, no, &tenant, today, reader).await?;
    let company = rows.get::<company::Entity>(row.company_id).await?;
    let contact = match row.contact_id {
        Some(id) => Some(rows.get::<contact::Entity>(id).await?),
        None => None,
    };
    let versions = rows
        .find::<proposal_version::Entity>()
        .filter(proposal_version::Column::ProposalId.eq(row.id))
        .order(proposal_version::Column::No, Order::Desc)
        .all()
        .await?;
    let version = |row: proposal_version::Model| {
        Ok(VersionRow {
            no: row.no,
            status: status(&row.status)?,
            sent_at: row.sent_at,
            hash: row.hash,
        })
    };
    Ok(ProposalDetail {
        document,
        status: status(&row.status)?,
        company_id: CompanyId::from(row.company_id),
        company_name: company.name,
        contact_id: row.contact_id.map(ContactId::from),
        contact_name: contact.as_ref().map(name_of).unwrap_or_default(),
        internal_notes: row.internal_notes.clone(),
        draft: row.draft,
        versions: versions.into_iter().map(version).collect::<Result<_>>()?,
        made: made(&rows, &row).await?,
        make_invoice: row.make_invoice,
        comments: document::comments(&rows, &row, true).await?,
        reason: row.reason.clone(),
        seen,
        changes: row.version,
    })
}

async fn made(rows: &Rows<'_, StaffScope>, row: &proposal::Model) -> Result<Vec<Made>> {
    let mut all = Vec::new();
    for each in store::conversions(rows, row.id).await? {
        let Some(kind) = Kind::from_key(&each.kind) else {
            continue;
        };
        let there = match kind {
            Kind::Invoice => {
                let found = rows
                    .find::<invoice::Entity>()
                    .filter(invoice::Column::Id.eq(each.target_id));
                found.count_up_to(1).await? > 0
            }
            // Their sections look after what is theirs.
            Kind::Contract | Kind::Project => true,
        };
        all.push(Made {
            kind,
            address: match there {
                true => kind.address(each.target_id),
                false => String::new(),
            },
            at: each.created_at,
        });
    }
    Ok(all)
}

/// A version as the client gets it, for staff's preview and PDF; the newest, draft included, where none is named.
///
/// # Errors
/// [`crate::BackendError::NotFound`] when it is not this tenant's.
pub async fn document(
    backend: &Backend,
    scope: &StaffScope,
    id: ProposalId,
    version: Option<i32>,
) -> Result<ProposalDocument> {
    scope.require(Permission::ProposalsRead)?;
    let rows = backend.read(scope);
    let row = rows.get::<proposal::Entity>(id.uuid()).await?;
    let tenant = rows.get::<tenant::Entity>(scope.tenant().uuid()).await?;
    let today = backend.clock().today(&tenant.timezone);
    let no = version.or(row.draft).or(row.live).unwrap_or(1);
    document::of(&rows, &row, no, &tenant, today, Reader::Client).await
}

/// A version for its client; the newest that was sent, where none is named.
///
/// # Errors
/// [`crate::BackendError::NotFound`] when it was never sent, or is not one of the client's companies'.
pub async fn document_for_client(
    backend: &Backend,
    scope: &ClientScope,
    id: ProposalId,
    version: Option<i32>,
) -> Result<ProposalDocument> {
    let rows = backend.read_at_once(scope).await?;
    let row = rows.get::<proposal::Entity>(id.uuid()).await?;
    let tenant = rows.get::<tenant::Entity>(scope.tenant().uuid()).await?;
    let today = backend.clock().today(&tenant.timezone);
    let no = version.or(row.live).unwrap_or_default();
    let document = document::of(&rows, &row, no, &tenant, today, Reader::Client).await?;
    rows.commit().await?;
    Ok(document)
}

/// Whether the contact who asks may accept and decline.
///
/// # Errors
/// When the database fails.
pub async fn may_answer(backend: &Backend, scope: &ClientScope) -> Result<bool> {
    let rows = backend.read(scope);
    Ok(rows
        .get::<contact::Entity>(scope.contact().uuid())
        .await?
        .may_accept)
}

/// A proposal as its client sees it: in the portal's colours and the client's language. It is no view of theirs.
///
/// # Errors
/// [`crate::BackendError::NotFound`] when it is not this tenant's.
pub async fn preview(
    backend: &Backend,
    scope: &StaffScope,
    id: ProposalId,
    version: Option<i32>,
) -> Result<ProposalPreview> {
    let document = document(backend, scope, id, version).await?;
    let rows = backend.read(scope);
    let row = rows.get::<proposal::Entity>(id.uuid()).await?;
    let tenant = rows.get::<tenant::Entity>(scope.tenant().uuid()).await?;
    let portal = rows.get::<portal::Entity>(tenant.id).await?;
    let reader = match row.contact_id {
        Some(id) => Some(rows.get::<contact::Entity>(id).await?),
        None => None,
    };
    let of = |field: fn(&contact::Model) -> Option<String>, other: String| {
        reader.as_ref().and_then(field).unwrap_or(other)
    };
    let looks = Looks::from(&portal);
    Ok(ProposalPreview {
        locale: of(|row| row.locale.clone(), tenant.locale.clone())
            .parse()
            .unwrap_or(Locale::En),
        timezone: of(|row| row.timezone.clone(), tenant.timezone.clone()),
        name: reader
            .as_ref()
            .map_or_else(|| document.buyer.name.clone(), name_of),
        frame: PortalFrame {
            theme_url: looks.theme_url(scope.tenant()),
            logo_url: looks.logo_url(scope.tenant()),
            logo: looks.logo(scope.tenant()),
            icon_url: looks.icon_url(scope.tenant()),
            css_url: looks.css_url(scope.tenant()),
            name: portal.name,
            modules: ModuleSet::from_keys(&portal.modules),
            // Shown is the document alone.
            menu: Vec::new(),
            business_name: tenant.name,
            support_email: portal.support_email,
            support_phone: portal.support_phone,
            support_hours: portal.support_hours,
        },
        document,
    })
}

/// How many proposals wait for an answer, and how many have run out without one, for the staff's start page.
#[expect(dead_code, reason = "the start page will show it")]
pub(crate) async fn counts(rows: &Rows<'_, StaffScope>, today: chrono::NaiveDate) -> Result<(u64, u64)> {
    let open = rows.find::<proposal::Entity>().filter(list::open(today));
    let expired = rows.find::<proposal::Entity>().filter(list::expired(today));
    Ok((open.count().await?, expired.count().await?))
}

/// What a company was offered, the newest first.
///
/// # Errors
/// [`crate::BackendError::NotFound`] when it is not this tenant's.
pub async fn of_company(backend: &Backend, scope: &StaffScope, id: CompanyId) -> Result<Vec<ProposalRow>> {
    scope.require(Permission::ProposalsRead)?;
    let rows = backend.read(scope);
    rows.get::<company::Entity>(id.uuid()).await?;
    newest(backend, &rows, proposal::Column::CompanyId.eq(id.uuid())).await
}

/// What is addressed to a contact, the newest first.
///
/// # Errors
/// [`crate::BackendError::NotFound`] when it is not this tenant's.
pub async fn of_contact(backend: &Backend, scope: &StaffScope, id: ContactId) -> Result<Vec<ProposalRow>> {
    scope.require(Permission::ProposalsRead)?;
    let rows = backend.read(scope);
    rows.get::<contact::Entity>(id.uuid()).await?;
    newest(backend, &rows, proposal::Column::ContactId.eq(id.uuid())).await
}

async fn newest(
    backend: &Backend,
    rows: &Rows<'_, StaffScope>,
    which: sea_orm::sea_query::SimpleExpr,
) -> Result<Vec<ProposalRow>> {
    let today = today(backend, rows).await?;
    let select = rows.find::<proposal::Entity>().filter(which);
    let found = list::sorted(select, &ProposalFilter::default())
        .limit(50)
        .all()
        .await?;
    let extras = list::extras(rows, &found).await?;
    list::mapped(rows, found, today, Some(&extras)).await
}
