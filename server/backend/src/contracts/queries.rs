//! Reading contracts.

use super::{code, countersign, log, paper, status, table};
use crate::{
    Backend,
    entity::{company, contract, contract_file, contract_recipient, tenant},
    error::{BackendError, Result},
    invoice::list::company_names,
    listing::{Window, matching},
    scope::{ClientScope, Reads, Rows, Scope, ScopedSelect, StaffScope, SystemScope, is_in},
};
use domain::{
    access::masked_email,
    contract::{
        ContractStatus, RecipientStatus, Signing,
        view::{
            ContractDetail, ContractFilter, ContractForClient, ContractRow, ContractSort, EventRow, MyPart,
            Participant, RecipientDetail, StatusFilter,
        },
    },
    ids::{CompanyId, ContractId},
    list::Page,
    role::Permission,
};
use sea_orm::{
    ColumnTrait, Condition, IntoSimpleExpr, Order,
    sea_query::{Expr, ExprTrait, Query, SimpleExpr},
};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Rows of an export at most.
pub const MOST_EXPORTED: u64 = 10_000;

/// A page of the staff's list.
///
/// # Errors
/// When the role does not include it.
pub async fn list(
    backend: &Backend,
    scope: &StaffScope,
    filter: &ContractFilter,
) -> Result<Page<ContractRow>> {
    scope.require(Permission::ContractsRead)?;
    let rows = backend.read(scope);
    let me = Asker::User(scope.user().uuid());
    let found = || rows.find::<contract::Entity>().filter(condition(&rows, filter));
    let window = Window::new(filter.page(), found().count().await?);
    let page = sorted(found(), filter)
        .offset(window.offset())
        .limit(window.limit())
        .all()
        .await?;
    Ok(window.page(as_rows(&rows, page, me).await?))
}

/// All of the staff's list, for an export.
///
/// # Errors
/// When the role does not include it.
pub async fn export(
    backend: &Backend,
    scope: &StaffScope,
    filter: &ContractFilter,
) -> Result<Vec<ContractRow>> {
    scope.require(Permission::ContractsRead)?;
    let rows = backend.read(scope);
    let found = rows.find::<contract::Entity>().filter(condition(&rows, filter));
    let page = sorted(found, filter).limit(MOST_EXPORTED).all().await?;
    as_rows(&rows, page, Asker::User(scope.user().uuid())).await
}

/// A page of a client's list: what is addressed to them, and what their companies may read.
///
/// # Errors
/// When the database fails.
pub async fn list_for_client(
    backend: &Backend,
    scope: &ClientScope,
    filter: &ContractFilter,
) -> Result<Page<ContractRow>> {
    let rows = backend.read_at_once(scope).await?;
    let me = Asker::Contact(scope.contact().uuid());
    let found = || rows.find::<contract::Entity>().filter(condition(&rows, filter));
    let window = Window::new(filter.page(), found().count().await?);
    let page = sorted(found(), filter)
        .offset(window.offset())
        .limit(window.limit())
        .all()
        .await?;
    let page = window.page(as_rows(&rows, page, me).await?);
    rows.commit().await?;
    Ok(page)
}

/// All of a client's list, for an export.
///
/// # Errors
/// When the database fails.
pub async fn export_for_client(
    backend: &Backend,
    scope: &ClientScope,
    filter: &ContractFilter,
) -> Result<Vec<ContractRow>> {
    let rows = backend.read(scope);
    let found = rows.find::<contract::Entity>().filter(condition(&rows, filter));
    let page = sorted(found, filter).limit(MOST_EXPORTED).all().await?;
    as_rows(&rows, page, Asker::Contact(scope.contact().uuid())).await
}

/// What waits for the contact who asks, the one that ends first before the others.
///
/// # Errors
/// When the database fails.
#[expect(dead_code, reason = "the start pages will show it")]
pub(crate) async fn pressing(rows: &Rows<'_, ClientScope>, most: u64) -> Result<Vec<ContractRow>> {
    let found = asked(rows)
        .order(contract::Column::ExpiresAt, Order::Asc)
        .order(contract::Column::Id, Order::Asc)
        .limit(most)
        .all()
        .await?;
    as_rows(rows, found, Asker::Contact(rows.scope().contact().uuid())).await
}

/// The contracts that wait for the contact who asks.
pub(crate) fn asked<'r, 'a>(
    rows: &'r Rows<'a, ClientScope>,
) -> ScopedSelect<'r, 'a, ClientScope, contract::Entity> {
    let mine = rows
        .find::<contract_recipient::Entity>()
        .filter(contract_recipient::Column::ContactId.eq(rows.scope().contact().uuid()))
        .filter(waits());
    rows.find::<contract::Entity>()
        .filter(contract::Column::Status.is_in(OPEN))
        .filter(is_in(
            contract::Column::Id,
            mine,
            contract_recipient::Column::ContractId,
        ))
}

/// What waits for the member of staff who asks.
///
/// # Errors
/// When the database fails.
#[expect(dead_code, reason = "the start pages will show it")]
pub(crate) async fn to_countersign(rows: &Rows<'_, StaffScope>, most: u64) -> Result<Vec<ContractRow>> {
    let me = rows.scope().user().uuid();
    let mine = rows
        .find::<contract_recipient::Entity>()
        .filter(contract_recipient::Column::UserId.eq(me))
        .filter(waits());
    let found = rows
        .find::<contract::Entity>()
        .filter(contract::Column::Status.is_in(OPEN))
        .filter(is_in(
            contract::Column::Id,
            mine,
            contract_recipient::Column::ContractId,
        ))
        .order(contract::Column::ExpiresAt, Order::Asc)
        .order(contract::Column::Id, Order::Asc)
        .limit(most)
        .all()
        .await?;
    as_rows(rows, found, Asker::User(me)).await
}

const OPEN: [&str; 2] = ["sent", "partially_signed"];

/// Somebody whose turn it is and who has not done their part.
fn waits() -> Condition {
    Condition::any()
        .add(contract_recipient::Column::Status.eq("sent"))
        .add(
            Condition::all()
                .add(contract_recipient::Column::Status.eq("opened"))
                .add(contract_recipient::Column::Role.is_in(["signer", "approver"])),
        )
}

/// Who asks.
#[derive(Clone, Copy)]
enum Asker {
    User(Uuid),
    Contact(Uuid),
}

impl Asker {
    fn is(self, row: &contract_recipient::Model) -> bool {
        match self {
            Self::User(id) => row.user_id == Some(id),
            Self::Contact(id) => row.contact_id == Some(id),
        }
    }
}

fn condition<S>(rows: &Rows<'_, S>, filter: &ContractFilter) -> Condition
where
    S: Reads<contract::Entity> + Reads<company::Entity> + Reads<contract_recipient::Entity>,
{
    let mut all = Condition::all();
    if let Some(company) = filter.company() {
        all = all.add(contract::Column::CompanyId.eq(company.uuid()));
    }
    if let Some(contact) = filter.contact() {
        let seats = rows
            .find::<contract_recipient::Entity>()
            .filter(contract_recipient::Column::ContactId.eq(contact.uuid()));
        all = all.add(is_in(
            contract::Column::Id,
            seats,
            contract_recipient::Column::ContractId,
        ));
    }
    let own = matching(contract::Column::SearchKey, &filter.search);
    let named = matching(company::Column::SearchKey, &filter.search);
    if let (Some(own), Some(named)) = (own, named) {
        let companies = rows.find::<company::Entity>().filter(named);
        let of_company = is_in(contract::Column::CompanyId, companies, company::Column::Id);
        all = all.add(Condition::any().add(own).add(of_company));
    }
    match filter.status() {
        StatusFilter::All => all,
        StatusFilter::Open => all.add(contract::Column::Status.is_in(OPEN)),
        StatusFilter::Only(status) => all.add(contract::Column::Status.eq(status.as_str())),
    }
}

/// Puts a list in order; the id breaks ties, so that pages don't overlap.
fn sorted<'r, 'a, S: Reads<contract::Entity>>(
    select: ScopedSelect<'r, 'a, S, contract::Entity>,
    filter: &ContractFilter,
) -> ScopedSelect<'r, 'a, S, contract::Entity> {
    let (sort, descending) = filter.sort();
    let order = if descending { Order::Desc } else { Order::Asc };
    let by: SimpleExpr = match sort {
        ContractSort::Updated => contract::Column::UpdatedAt.into_simple_expr(),
        ContractSort::Number => contract::Column::Number.into_simple_expr(),
        ContractSort::Title => contract::Column::SearchKey.into_simple_expr(),
        ContractSort::Expires => contract::Column::ExpiresAt.into_simple_expr(),
        ContractSort::Company => company_name(),
    };
    // The databases disagree on where NULL belongs.
    select
        .order(by.clone().is_null(), Order::Asc)
        .order(by, order.clone())
        .order(contract::Column::Id, order)
}

/// The name of a contract's company, in lower case. Its key reaches no other tenant's.
fn company_name() -> SimpleExpr {
    let name = Query::select()
        .expr(Expr::col((company::Entity, company::Column::SearchKey)))
        .from(company::Entity)
        .and_where(
            Expr::col((company::Entity, company::Column::Id))
                .equals((contract::Entity, contract::Column::CompanyId)),
        )
        .take();
    Expr::SubQuery(None, Box::new(name.into()))
}

/// Makes list rows, with two queries for all of them.
async fn as_rows<S>(rows: &Rows<'_, S>, found: Vec<contract::Model>, me: Asker) -> Result<Vec<ContractRow>>
where
    S: Reads<company::Entity> + Reads<contract_recipient::Entity>,
{
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let companies: BTreeSet<Uuid> = found.iter().map(|row| row.company_id).collect();
    let names = company_names(rows, companies).await?;
    let mut seats: BTreeMap<Uuid, Vec<contract_recipient::Model>> = BTreeMap::new();
    let all = rows
        .find::<contract_recipient::Entity>()
        .filter(contract_recipient::Column::ContractId.is_in(found.iter().map(|row| row.id)))
        .all()
        .await?;
    for one in all {
        seats.entry(one.contract_id).or_default().push(one);
    }
    let row = |row: contract::Model| {
        let seats = seats.get(&row.id).map_or(&[][..], Vec::as_slice);
        let status = status(&row.status)?;
        let commits = |one: &&contract_recipient::Model| matches!(one.role.as_str(), "signer" | "approver");
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let mine = seats.iter().any(|one| {
            let asked = matches!(one.status.as_str(), "sent" | "opened") && commits(&one)
                || one.status == "sent" && one.role == "viewer";
            me.is(one) && asked
        });
        Ok(ContractRow {
            id: row.id.into(),
            company_name: names
                .get(&row.company_id)
                .cloned()
                .unwrap_or_else(|| client_name(&row)),
            company_id: row.company_id.into(),
            signed: count(
                seats
                    .iter()
                    .filter(|one| commits(one) && one.status == RecipientStatus::Signed.as_str())
                    .count(),
            ),
            signers: count(seats.iter().filter(commits).count()),
            your_turn: mine && status.is_open(),
            number: row.number,
            title: row.title,
            status,
            sent_at: row.sent_at,
            expires_at: row.expires_at,
            completed_at: row.completed_at,
            updated_at: row.updated_at,
        })
    };
    found.into_iter().map(row).collect()
}

/// The company as it was frozen, for a reader who does not act for it.
fn client_name(row: &contract::Model) -> String {
    serde_json::from_str::<domain::invoice::view::Party>(&row.client)
        .map(|party| party.name)
        .unwrap_or_default()
}

/// A contract with everything that staff see.
///
/// # Errors
/// [`BackendError::NotFound`] when it is not this tenant's.
pub async fn get(backend: &Backend, scope: &StaffScope, id: ContractId) -> Result<ContractDetail> {
    scope.require(Permission::ContractsRead)?;
    let rows = backend.read(scope);
    let row = rows.get::<contract::Entity>(id.uuid()).await?;
    let tenant = rows.get::<tenant::Entity>(scope.tenant().uuid()).await?;
    let company = rows.get::<company::Entity>(row.company_id).await?;
    let seats = table::of(&rows, row.id).await?;
    let links = log::read(&rows, row.id).await?;
    let files = files(&rows, row.id).await?;
    let state = status(&row.status)?;
    let event = |link: &crate::contract_chain::Link| EventRow {
        seq: i64::from(link.event.seq),
        at: link.event.at,
        kind: link.event.kind.clone(),
        actor: link.event.actor.clone(),
        ip: link.event.ip.clone(),
        hash: crate::contract_chain::hex(&link.hash),
    };
    let your_turn = countersign::is_asked(&seats, state.is_open(), scope.user().uuid());
    Ok(ContractDetail {
        paper: paper::today(&row, &tenant, &company)?,
        status: state,
        company_id: CompanyId::from(row.company_id),
        company_name: company.name,
        order: row.signing_order.parse().map_err(BackendError::internal)?,
        delegation: row.delegation,
        shared: row.shared,
        expires_days: u32::try_from(row.expires_days).unwrap_or_default(),
        expires_at: row.expires_at,
        completed_at: row.completed_at,
        reason: row.reason.clone(),
        recipients: seats.into_iter().map(recipient).collect::<Result<_>>()?,
        chain_whole: log::is_whole(&row, &links),
        events: links.iter().map(event).collect(),
        your_turn,
        sealed: files.contains("sealed"),
        has_file: files.contains("original"),
        sealed_hash: row.sealed_hash.clone(),
        proposal: row.proposal_number.clone(),
        version: row.version,
    })
}

fn recipient(row: contract_recipient::Model) -> Result<RecipientDetail> {
    let signature = match row.signature.as_str() {
        "" => None,
        text => Some(serde_json::from_str(text).map_err(BackendError::internal)?),
    };
    Ok(RecipientDetail {
        id: row.id.into(),
        contact: row.contact_id.map(Into::into),
        user: row.user_id.map(Into::into),
        role: row.role.parse().map_err(BackendError::internal)?,
        status: row.status.parse().map_err(BackendError::internal)?,
        name: row.name,
        email: row.email,
        sent_at: row.sent_at,
        opened_at: row.opened_at,
        acted_at: row.acted_at,
        reason: row.reason,
        ip: row.ip,
        user_agent: row.user_agent,
        named_by: row.named_by,
        signature,
    })
}

async fn files<S: Reads<contract_file::Entity>>(rows: &Rows<'_, S>, id: Uuid) -> Result<BTreeSet<String>> {
    let kinds = rows
        .find::<contract_file::Entity>()
        .filter(contract_file::Column::ContractId.eq(id))
        .tuples::<(String,)>(vec![contract_file::Column::Kind.into_simple_expr()], Vec::new())
        .await?;
    Ok(kinds.into_iter().map(|(kind,)| kind).collect())
}

/// A contract for the client who reads it. Looking is not noted here: see [`super::ceremony::opened`].
///
/// # Errors
/// [`BackendError::NotFound`] when it is not theirs to see, or not yet.
pub async fn for_client(backend: &Backend, scope: &ClientScope, id: ContractId) -> Result<ContractForClient> {
    let now = backend.clock().now();
    let rows = backend.read_at_once(scope).await?;
    let row = rows.get::<contract::Entity>(id.uuid()).await?;
    let seats = table::of(&rows, row.id).await?;
    let files = files(&rows, row.id).await?;
    let me = scope.contact().uuid();
    let place = seats.iter().position(|one| one.contact_id == Some(me));
    let signing = Signing {
        status: status(&row.status)?,
        order: row.signing_order.parse().map_err(BackendError::internal)?,
        seats: seats.iter().map(table::seat).collect::<Result<_>>()?,
    };
    let mine = match place {
        Some(place) => {
            let one = &seats[place];
            let system = SystemScope::new(scope.tenant(), "whether a code was mailed");
            let asked = signing.check_may_act(place).is_ok();
            let session = scope.session().uuid();
            Some(MyPart {
                recipient: one.id.into(),
                role: signing.seats[place].role,
                status: signing.seats[place].status,
                asked,
                may_delegate: asked && row.delegation,
                name: one.name.clone(),
                masked_email: masked_email(&one.email),
                code_sent: asked && code::is_out(&rows.with(&system), now, one.id.into(), session).await?,
            })
        }
        None => None,
    };
    rows.commit().await?;
    let participant = |(one, seat): (&contract_recipient::Model, &domain::contract::Seat)| Participant {
        name: one.name.clone(),
        role: seat.role,
        status: seat.status,
        countersigns: seat.countersigns,
        signed_at: one.acted_at.filter(|_| seat.status == RecipientStatus::Signed),
        is_reader: one.contact_id == Some(me),
        named_by: one.named_by.clone(),
    };
    Ok(ContractForClient {
        participants: seats.iter().zip(&signing.seats).map(participant).collect(),
        paper: paper::frozen(&row)?,
        status: signing.status,
        mine,
        expires_at: row.expires_at,
        completed_at: row.completed_at,
        reason: match signing.status {
            ContractStatus::Declined | ContractStatus::Void => row.reason.clone(),
            _ => String::new(),
        },
        sealed: files.contains("sealed"),
        has_file: files.contains("original"),
    })
}

/// A contract's file: the sealed one, or the one that was sent while there is none. With what to call it, without an extension.
///
/// # Errors
/// [`BackendError::NotFound`] when it is not theirs to see, or there is no file.
pub async fn file_for_client(
    backend: &Backend,
    scope: &ClientScope,
    id: ContractId,
    really: bool,
) -> Result<crate::client_documents::PdfFile> {
    let file = file(&backend.read(scope), id).await?;
    if really {
        crate::access_log::took(backend, scope, None, &file.name).await?;
    }
    Ok(file)
}

/// The same for staff.
///
/// # Errors
/// [`BackendError::NotFound`] when it is not this tenant's, or there is no file.
pub async fn file_for_staff(
    backend: &Backend,
    scope: &StaffScope,
    id: ContractId,
) -> Result<crate::client_documents::PdfFile> {
    scope.require(Permission::ContractsRead)?;
    file(&backend.read(scope), id).await
}

async fn file<S>(rows: &Rows<'_, S>, id: ContractId) -> Result<crate::client_documents::PdfFile>
where
    S: Reads<contract::Entity> + Reads<contract_file::Entity>,
{
    let row = rows.get::<contract::Entity>(id.uuid()).await?;
    let mut files = rows
        .find::<contract_file::Entity>()
        .filter(contract_file::Column::ContractId.eq(row.id))
        .order(contract_file::Column::Kind, Order::Asc)
        .all()
        .await?;
    // `original` comes before `sealed`.
    let file = files.pop().ok_or(BackendError::NotFound)?;
    Ok(crate::client_documents::PdfFile {
        name: row.number.unwrap_or(row.title),
        bytes: file.bytes,
    })
}
