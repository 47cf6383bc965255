//! Lists of proposals, mapped once for staff and clients. A row costs no query of its own.

use super::status;
use crate::{
    entity::{access_event, company, contact, proposal},
    error::Result,
    invoice::{currency, list::company_names},
    listing,
    scope::{Reads, Rows, ScopedSelect, StaffScope, is_in},
};
use chrono::NaiveDate;
use domain::{
    access::AccessKind,
    contact::full_name,
    ids::{CompanyId, ProposalId},
    money::Money,
    proposal::{
        DisplayStatus, Period, ProposalStatus,
        view::{ProposalFilter, ProposalRow, ProposalSort, StatusFilter},
    },
};
use sea_orm::{
    ColumnTrait, Condition, ExprTrait, IntoSimpleExpr, Order,
    sea_query::{Expr, Query, SimpleExpr},
};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use uuid::Uuid;

/// What only staff's lists show.
#[derive(Debug, Default)]
pub(crate) struct Extras {
    contacts: HashMap<Uuid, String>,
    viewed: BTreeSet<Uuid>,
}

/// Reads what staff see besides, with two queries for all rows.
pub(crate) async fn extras(rows: &Rows<'_, StaffScope>, found: &[proposal::Model]) -> Result<Extras> {
    let contacts: BTreeSet<Uuid> = found.iter().filter_map(|row| row.contact_id).collect();
    let mut extras = Extras::default();
    if !contacts.is_empty() {
        extras.contacts = crate::access_log::names(rows, contacts.into_iter()).await?;
    }
    let sent: Vec<Uuid> = found
        .iter()
        .filter(|row| row.status == ProposalStatus::Sent.as_str())
        .map(|row| row.id)
        .collect();
    if !sent.is_empty() {
        let seen = rows
            .find::<proposal::Entity>()
            .filter(proposal::Column::Id.is_in(sent))
            .filter(viewed())
            .tuples::<(Uuid,)>(vec![proposal::Column::Id.into_simple_expr()], Vec::new())
            .await?;
        extras.viewed = seen.into_iter().map(|(id,)| id).collect();
    }
    Ok(extras)
}

/// "A client has looked at it since it was last sent." The event's key reaches no other tenant's.
pub(super) fn viewed() -> SimpleExpr {
    let kinds = [AccessKind::Viewed.key(), AccessKind::Downloaded.key()];
    let looks = Query::select()
        .expr(Expr::val(1))
        .from(access_event::Entity)
        .and_where(
            Expr::col((access_event::Entity, access_event::Column::ProposalId))
                .equals((proposal::Entity, proposal::Column::Id)),
        )
        .and_where(
            Expr::col((access_event::Entity, access_event::Column::TenantId))
                .equals((proposal::Entity, proposal::Column::TenantId)),
        )
        .and_where(Expr::col((access_event::Entity, access_event::Column::Kind)).is_in(kinds))
        .and_where(
            Expr::col((access_event::Entity, access_event::Column::CreatedAt))
                .gte(Expr::col((proposal::Entity, proposal::Column::SentAt))),
        )
        .take();
    Expr::exists(looks)
}

/// Makes list rows. A client is told nothing of drafts.
pub(crate) async fn mapped<S: Reads<company::Entity>>(
    rows: &Rows<'_, S>,
    found: Vec<proposal::Model>,
    today: NaiveDate,
    extras: Option<&Extras>,
) -> Result<Vec<ProposalRow>> {
    let ids: BTreeSet<Uuid> = found.iter().map(|row| row.company_id).collect();
    let companies: BTreeMap<Uuid, String> = company_names(rows, ids).await?;
    let none = Extras::default();
    let known = extras.unwrap_or(&none);
    let row = |row: proposal::Model| {
        let currency = currency(&row.currency)?;
        let recurring = [
            (Period::Monthly, row.monthly_minor),
            (Period::Quarterly, row.quarterly_minor),
            (Period::Yearly, row.yearly_minor),
        ];
        let name = row.contact_id.and_then(|id| known.contacts.get(&id));
        let seen = known.viewed.contains(&row.id);
        Ok(ProposalRow {
            id: ProposalId::from(row.id),
            company_id: CompanyId::from(row.company_id),
            company_name: companies.get(&row.company_id).cloned().unwrap_or_default(),
            contact_name: name.cloned().unwrap_or_default(),
            version: row.live.or(row.draft).unwrap_or(1),
            once: Money::new(row.once_minor, currency),
            recurring: recurring
                .into_iter()
                .filter(|(_, minor)| *minor != 0)
                .map(|(period, minor)| (period, Money::new(minor, currency)))
                .collect(),
            valid_until: row.valid_until,
            sent_at: row.sent_at,
            display_status: DisplayStatus::derive(status(&row.status)?, row.valid_until, today, seen),
            has_draft: extras.is_some() && row.live.is_some() && row.draft.is_some(),
            number: row.number,
            title: row.title,
        })
    };
    found.into_iter().map(row).collect()
}

/// Waits for the client's answer, and may still be answered.
pub(crate) fn open(today: NaiveDate) -> Condition {
    let in_time = Condition::any()
        .add(proposal::Column::ValidUntil.is_null())
        .add(proposal::Column::ValidUntil.gte(today));
    Condition::all()
        .add(proposal::Column::Status.eq(ProposalStatus::Sent.as_str()))
        .add(in_time)
}

/// Was not answered until its last day.
pub(crate) fn expired(today: NaiveDate) -> Condition {
    Condition::all()
        .add(proposal::Column::Status.eq(ProposalStatus::Sent.as_str()))
        .add(proposal::Column::ValidUntil.lt(today))
}

/// The rows of a filter. Staff may know what was looked at.
pub(super) fn condition<S: Reads<company::Entity>>(
    rows: &Rows<'_, S>,
    filter: &ProposalFilter,
    today: NaiveDate,
    staff: bool,
) -> Condition {
    let mut all = Condition::all();
    if let Some(company) = filter.company() {
        all = all.add(proposal::Column::CompanyId.eq(company.uuid()));
    }
    for word in listing::words(&filter.search()) {
        let companies = rows
            .find::<company::Entity>()
            .filter(listing::holds(company::Column::SearchKey, &word));
        all = all.add(
            Condition::any()
                .add(listing::holds(proposal::Column::SearchKey, &word))
                .add(is_in(proposal::Column::CompanyId, companies, company::Column::Id)),
        );
    }
    match (filter.status(), staff) {
        (StatusFilter::All, _) => all,
        (StatusFilter::Open, _) => all.add(open(today)),
        (StatusFilter::Only(DisplayStatus::Expired), _) => all.add(expired(today)),
        (StatusFilter::Only(DisplayStatus::Sent), true) => all.add(open(today)).add(viewed().not()),
        (StatusFilter::Only(DisplayStatus::Viewed), true) => all.add(open(today)).add(viewed()),
        // To a client, what is sent is sent.
        (StatusFilter::Only(DisplayStatus::Sent | DisplayStatus::Viewed), false) => all.add(open(today)),
        (StatusFilter::Only(stored), _) => all.add(proposal::Column::Status.eq(stored.as_str())),
    }
}

/// Puts a list in order; the id breaks ties, so that pages don't overlap.
pub(super) fn sorted<'r, 'a, S: Reads<proposal::Entity>>(
    select: ScopedSelect<'r, 'a, S, proposal::Entity>,
    filter: &ProposalFilter,
) -> ScopedSelect<'r, 'a, S, proposal::Entity> {
    let (sort, descending) = filter.sort();
    let order = if descending { Order::Desc } else { Order::Asc };
    let by: SimpleExpr = match sort {
        ProposalSort::Sent => proposal::Column::SentAt.into_simple_expr(),
        ProposalSort::Number => proposal::Column::Number.into_simple_expr(),
        ProposalSort::Title => Expr::col((proposal::Entity, proposal::Column::Title)),
        ProposalSort::ValidUntil => proposal::Column::ValidUntil.into_simple_expr(),
        ProposalSort::Total => proposal::Column::OnceMinor.into_simple_expr(),
        ProposalSort::Company => of_company(company::Column::SearchKey),
    };
    let mut select = select;
    if matches!(
        sort,
        ProposalSort::Sent | ProposalSort::Number | ProposalSort::ValidUntil
    ) {
        // What has none stands on top of the newest; the databases disagree on where NULL belongs.
        select = select.order(by.clone().is_null(), order.clone());
    }
    select.order(by, order.clone()).order(proposal::Column::Id, order)
}

/// A column of a proposal's company. Its key reaches no other tenant's.
fn of_company(column: company::Column) -> SimpleExpr {
    let name = Query::select()
        .expr(Expr::col((company::Entity, column)))
        .from(company::Entity)
        .and_where(
            Expr::col((company::Entity, company::Column::Id))
                .equals((proposal::Entity, proposal::Column::CompanyId)),
        )
        .take();
    Expr::SubQuery(None, Box::new(name.into()))
}

/// Full names of contacts who have looked, with the first time since it was sent.
pub(super) async fn seen_by(
    rows: &Rows<'_, StaffScope>,
    proposal: &proposal::Model,
) -> Result<Vec<(String, chrono::DateTime<chrono::Utc>)>> {
    let Some(since) = proposal.sent_at else {
        return Ok(Vec::new());
    };
    use access_event::Column as C;
    let found = rows
        .find::<access_event::Entity>()
        .filter(C::ProposalId.eq(proposal.id))
        .filter(C::Kind.is_in([AccessKind::Viewed.key(), AccessKind::Downloaded.key()]))
        .filter(C::CreatedAt.gte(since))
        .tuples::<(Uuid, chrono::DateTime<chrono::Utc>)>(
            vec![C::ContactId.into_simple_expr(), C::CreatedAt.min()],
            vec![C::ContactId],
        )
        .await?;
    let named = rows
        .find::<contact::Entity>()
        .filter(contact::Column::Id.is_in(found.iter().map(|row| row.0)))
        .all()
        .await?;
    let name = |id: Uuid| {
        let row = named.iter().find(|row| row.id == id);
        row.map(|row| full_name(&row.first_name, &row.last_name))
            .unwrap_or_default()
    };
    let mut seen: Vec<_> = found.into_iter().map(|(id, at)| (name(id), at)).collect();
    seen.sort_by_key(|(_, at)| *at);
    Ok(seen)
}
