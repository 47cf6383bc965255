//! Reading the timelines.

use crate::{
    Backend,
    entity::{activity, company, contact, invoice, membership, proposal},
    error::{BackendError, Result},
    listing::Window,
    scope::{ClientScope, Reads, Rows, ScopedSelect, StaffScope, is_in},
};
use domain::{
    activity::{ActivityLine, ActorKind, Verb},
    ids::{CompanyId, ContactId, ContractId, InvoiceId, ProposalId},
    list::Page,
    module::{Module, ModuleSet},
    role::Permission,
};
use sea_orm::{ColumnTrait, Condition, Order};

/// What happened around a company: to itself, its invoices and its contacts.
///
/// # Errors
/// [`BackendError::NotFound`] when there is none of this id.
pub async fn for_company(
    backend: &Backend,
    scope: &StaffScope,
    id: CompanyId,
    page: u32,
) -> Result<Page<ActivityLine>> {
    scope.require(Permission::ClientsRead)?;
    let rows = backend.read(scope);
    rows.get::<company::Entity>(id.uuid()).await?;
    let about = || {
        let members = rows
            .find::<membership::Entity>()
            .filter(membership::Column::CompanyId.eq(id.uuid()));
        Condition::any()
            .add(activity::Column::CompanyId.eq(id.uuid()))
            .add(
                Condition::all()
                    .add(activity::Column::CompanyId.is_null())
                    .add(is_in(
                        activity::Column::ContactId,
                        members,
                        membership::Column::ContactId,
                    )),
            )
    };
    paged(|| rows.find::<activity::Entity>().filter(about()), page).await
}

/// What happened around a contact: to and by this person.
///
/// # Errors
/// [`BackendError::NotFound`] when there is none of this id.
pub async fn for_contact(
    backend: &Backend,
    scope: &StaffScope,
    id: ContactId,
    page: u32,
) -> Result<Page<ActivityLine>> {
    scope.require(Permission::ClientsRead)?;
    let rows = backend.read(scope);
    rows.get::<contact::Entity>(id.uuid()).await?;
    let about = || activity::Column::ContactId.eq(id.uuid());
    paged(|| rows.find::<activity::Entity>().filter(about()), page).await
}

/// What happened to an invoice.
///
/// # Errors
/// [`BackendError::NotFound`] when there is none of this id.
pub async fn for_invoice(
    backend: &Backend,
    scope: &StaffScope,
    id: InvoiceId,
    page: u32,
) -> Result<Page<ActivityLine>> {
    scope.require(Permission::InvoicesRead)?;
    let rows = backend.read(scope);
    rows.get::<invoice::Entity>(id.uuid()).await?;
    let about = || activity::Column::InvoiceId.eq(id.uuid());
    paged(|| rows.find::<activity::Entity>().filter(about()), page).await
}

/// What happened to a proposal.
///
/// # Errors
/// [`BackendError::NotFound`] when there is none of this id.
pub async fn for_proposal(
    backend: &Backend,
    scope: &StaffScope,
    id: ProposalId,
    page: u32,
) -> Result<Page<ActivityLine>> {
    scope.require(Permission::ProposalsRead)?;
    let rows = backend.read(scope);
    rows.get::<proposal::Entity>(id.uuid()).await?;
    let about = || activity::Column::ProposalId.eq(id.uuid());
    paged(|| rows.find::<activity::Entity>().filter(about()), page).await
}

/// What the contact who asks may read of what happened; without the remarks, and without what a switched-off module shows.
///
/// # Errors
/// [`BackendError::NotFound`] when the timeline itself is switched off.
pub async fn for_client(
    backend: &Backend,
    scope: &ClientScope,
    modules: &ModuleSet,
    page: u32,
) -> Result<Page<ActivityLine>> {
    let rows = backend.read(scope);
    let select = client_lines(&rows, modules)?;
    let lines = paged(select, page).await?;
    Ok(lines.map(as_client_gets_it))
}

/// The newest of the same lines. Nothing is counted, so it costs the same however much has happened.
///
/// # Errors
/// [`BackendError::NotFound`] when the timeline itself is switched off.
pub async fn latest_for_client(
    backend: &Backend,
    scope: &ClientScope,
    modules: &ModuleSet,
    count: u64,
) -> Result<Vec<ActivityLine>> {
    let rows = backend.read(scope);
    let select = client_lines(&rows, modules)?;
    let found = newest_first(select()).limit(count).all().await?;
    Ok(found
        .into_iter()
        .filter_map(line)
        .map(as_client_gets_it)
        .collect())
}

fn client_lines<'r, 'a>(
    rows: &'r Rows<'a, ClientScope>,
    modules: &ModuleSet,
) -> Result<impl Fn() -> ScopedSelect<'r, 'a, ClientScope, activity::Entity> + use<'r, 'a>> {
    if !modules.has(Module::Activity) {
        return Err(BackendError::NotFound);
    }
    let verbs: Vec<&str> = Verb::ALL
        .iter()
        .filter(|verb| verb.client_sees())
        .filter(|verb| verb.module().is_none_or(|module| modules.has(module)))
        .map(|verb| verb.key())
        .collect();
    // What a contact did for a company stays there when the contact leaves it.
    let companies = |scope: &ClientScope| {
        Condition::any()
            .add(activity::Column::CompanyId.is_null())
            .add(activity::Column::CompanyId.is_in(scope.company_ids()))
    };
    Ok(move || {
        rows.find::<activity::Entity>()
            .filter(activity::Column::Verb.is_in(verbs.iter().copied()))
            .filter(companies(rows.scope()))
    })
}

/// Which member of staff it was is nothing that a client's program is told; what staff remarked neither.
fn as_client_gets_it(line: ActivityLine) -> ActivityLine {
    ActivityLine {
        remark: String::new(),
        actor_name: match line.actor {
            ActorKind::Contact => line.actor_name,
            _ => String::new(),
        },
        ..line
    }
}

/// The newest lines of the whole workspace.
pub(crate) async fn newest(rows: &Rows<'_, StaffScope>, count: u64) -> Result<Vec<ActivityLine>> {
    let newest = newest_first(rows.find::<activity::Entity>()).limit(count);
    Ok(newest.all().await?.into_iter().filter_map(line).collect())
}

async fn paged<'r, 'a: 'r, S>(
    select: impl Fn() -> ScopedSelect<'r, 'a, S, activity::Entity>,
    page: u32,
) -> Result<Page<ActivityLine>>
where
    S: Reads<activity::Entity> + 'a,
{
    let window = Window::new(page, select().count().await?);
    let found = newest_first(select())
        .offset(window.offset())
        .limit(window.limit())
        .all()
        .await?;
    Ok(window.page(found.into_iter().filter_map(line).collect()))
}

fn newest_first<'r, 'a, S: Reads<activity::Entity>>(
    select: ScopedSelect<'r, 'a, S, activity::Entity>,
) -> ScopedSelect<'r, 'a, S, activity::Entity> {
    select
        .order(activity::Column::CreatedAt, Order::Desc)
        .order(activity::Column::Id, Order::Desc)
}

/// A row as a line; none for a verb that this version does not know.
fn line(row: activity::Model) -> Option<ActivityLine> {
    Some(ActivityLine {
        verb: Verb::from_key(&row.verb)?,
        id: row.id.into(),
        at: row.created_at,
        actor: ActorKind::from_key(&row.actor_kind),
        actor_name: row.actor_name,
        object: row.object,
        invoice: row.invoice_id.map(InvoiceId::from),
        proposal: row.proposal_id.map(ProposalId::from),
        contract: row.contract_id.map(ContractId::from),
        contact: row.contact_id.map(ContactId::from),
        company: row.company_id.map(CompanyId::from),
        remark: row.remark,
    })
}

#[cfg(test)]
mod tests;
