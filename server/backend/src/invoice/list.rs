//! Lists of invoices, mapped once for staff and clients. A row costs no query of its own, and no more columns are read
//! than a list shows.

use super::{currency, status};
use crate::{
    entity::{access_event, company, contact, invoice},
    error::Result,
    scope::{Reads, Rows, ScopedSelect, StaffScope, is_in},
};
use chrono::NaiveDate;
use domain::{
    access::AccessKind,
    contact::full_name,
    ids::{CompanyId, InvoiceId},
    invoice::{
        DisplayStatus,
        view::{InvoiceFilter, InvoiceRow, InvoiceSort, StatusFilter},
    },
    money::Money,
};
use sea_orm::{
    ColumnTrait, Condition, ExprTrait, IntoSimpleExpr, Order,
    sea_query::{Expr, LikeExpr, Query, SimpleExpr},
};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// The columns of a row, in the order of [`COLUMNS`]; then the company's name, and how long the list is where that is asked.
pub(crate) type Cells = (
    Uuid,
    Option<String>,
    Uuid,
    Option<Uuid>,
    String,
    String,
    Option<NaiveDate>,
    Option<NaiveDate>,
    i64,
    i64,
    Option<String>,
    Option<i64>,
);

const COLUMNS: [invoice::Column; 10] = [
    invoice::Column::Id,
    invoice::Column::Number,
    invoice::Column::CompanyId,
    invoice::Column::ContactId,
    invoice::Column::Status,
    invoice::Column::Currency,
    invoice::Column::IssueDate,
    invoice::Column::DueDate,
    invoice::Column::TotalMinor,
    invoice::Column::BalanceMinor,
];

/// What only staff's lists show.
#[derive(Debug, Default)]
pub(crate) struct Extras {
    contacts: BTreeMap<Uuid, String>,
    viewed: BTreeSet<Uuid>,
}

/// Reads the rows of a query.
pub(crate) async fn cells<S: Reads<invoice::Entity> + Reads<company::Entity>>(
    select: ScopedSelect<'_, '_, S, invoice::Entity>,
) -> Result<Vec<Cells>> {
    cells_and(select, Expr::cust("CAST(NULL AS bigint)")).await
}

/// Reads the rows of a query, and with each of them the list's length: a statement costs more than what it does.
pub(crate) async fn cells_and<S: Reads<invoice::Entity> + Reads<company::Entity>>(
    select: ScopedSelect<'_, '_, S, invoice::Entity>,
    length: SimpleExpr,
) -> Result<Vec<Cells>> {
    let mut columns = COLUMNS.map(|column| column.into_simple_expr()).to_vec();
    columns.push(of_company(company::Column::Name));
    columns.push(length);
    select.tuples(columns, Vec::new()).await
}

/// Reads what staff see besides, with two queries for all rows.
pub(crate) async fn extras(rows: &Rows<'_, StaffScope>, cells: &[Cells]) -> Result<Extras> {
    let contacts: BTreeSet<Uuid> = cells.iter().filter_map(|row| row.3).collect();
    let sent: Vec<Uuid> = cells
        .iter()
        .filter(|row| row.4 == "sent")
        .map(|row| row.0)
        .collect();
    let mut extras = Extras::default();
    if !contacts.is_empty() {
        let columns = [
            contact::Column::Id,
            contact::Column::FirstName,
            contact::Column::LastName,
        ];
        let named = rows
            .find::<contact::Entity>()
            .filter(contact::Column::Id.is_in(contacts))
            .tuples::<(Uuid, String, String)>(
                columns.map(|column| column.into_simple_expr()).to_vec(),
                Vec::new(),
            )
            .await?;
        extras.contacts = named
            .into_iter()
            .map(|(id, first, last)| (id, full_name(&first, &last)))
            .collect();
    }
    if !sent.is_empty() {
        let seen = views(rows)
            .filter(access_event::Column::InvoiceId.is_in(sent))
            .tuples::<(Uuid,)>(
                vec![access_event::Column::InvoiceId.into_simple_expr()],
                vec![access_event::Column::InvoiceId],
            )
            .await?;
        extras.viewed = seen.into_iter().map(|(id,)| id).collect();
    }
    Ok(extras)
}

/// Each time a client looked at an invoice or downloaded it.
pub(super) fn views<'r, 'a>(
    rows: &'r Rows<'a, StaffScope>,
) -> ScopedSelect<'r, 'a, StaffScope, access_event::Entity> {
    let kinds = [AccessKind::Viewed.key(), AccessKind::Downloaded.key()];
    rows.find::<access_event::Entity>()
        .filter(access_event::Column::InvoiceId.is_not_null())
        .filter(access_event::Column::Kind.is_in(kinds))
}

/// Makes list rows.
pub(crate) fn mapped(cells: Vec<Cells>, today: NaiveDate, extras: &Extras) -> Result<Vec<InvoiceRow>> {
    let row = |cells: Cells| {
        let (
            id,
            number,
            company,
            contact,
            state,
            code,
            issue_date,
            due_date,
            total,
            balance,
            company_name,
            _,
        ) = cells;
        let currency = currency(&code)?;
        let (total, balance) = (Money::new(total, currency), Money::new(balance, currency));
        let viewed = extras.viewed.contains(&id);
        let name = contact.and_then(|id| extras.contacts.get(&id));
        Ok(InvoiceRow {
            id: InvoiceId::from(id),
            number,
            company_id: CompanyId::from(company),
            company_name: company_name.unwrap_or_default(),
            contact_name: name.cloned().unwrap_or_default(),
            issue_date,
            due_date,
            total,
            balance,
            display_status: DisplayStatus::derive(status(&state)?, balance, due_date, today, viewed),
        })
    };
    cells.into_iter().map(row).collect()
}

/// The names of companies in reach.
pub(crate) async fn company_names<S: Reads<company::Entity>>(
    rows: &Rows<'_, S>,
    ids: BTreeSet<Uuid>,
) -> Result<BTreeMap<Uuid, String>> {
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let columns = [company::Column::Id, company::Column::Name];
    let named = rows
        .find::<company::Entity>()
        .filter(company::Column::Id.is_in(ids))
        .tuples::<(Uuid, String)>(
            columns.map(|column| column.into_simple_expr()).to_vec(),
            Vec::new(),
        )
        .await?;
    Ok(named.into_iter().collect())
}

/// Still to be paid, and the due day is over.
pub(crate) fn overdue(today: NaiveDate) -> Condition {
    open()
        .add(invoice::Column::BalanceMinor.gt(0))
        .add(invoice::Column::DueDate.lt(today))
}

/// Still to be paid.
pub(crate) fn open() -> Condition {
    Condition::all().add(invoice::Column::Status.is_in(["sent", "partial"]))
}

fn not_late(stored: &str, today: NaiveDate) -> Condition {
    let in_time = Condition::any()
        .add(invoice::Column::DueDate.is_null())
        .add(invoice::Column::DueDate.gte(today));
    Condition::all()
        .add(invoice::Column::Status.eq(stored))
        .add(in_time)
}

/// The rows of a filter. `viewed` says which invoices were looked at, for those who may know it.
pub(super) fn condition<S: Reads<company::Entity>>(
    rows: &Rows<'_, S>,
    filter: &InvoiceFilter,
    today: NaiveDate,
    viewed: Option<SimpleExpr>,
) -> Condition {
    let mut all = Condition::all();
    if let Some(company) = filter.company() {
        all = all.add(invoice::Column::CompanyId.eq(company.uuid()));
    }
    let search = filter.search().to_lowercase();
    if !search.is_empty() {
        let like = || LikeExpr::new(format!("%{}%", escaped(&search))).escape('\\');
        let companies = rows
            .find::<company::Entity>()
            .filter(company::Column::SearchKey.like(like()));
        all = all.add(
            Condition::any()
                .add(invoice::Column::SearchKey.like(like()))
                .add(is_in(invoice::Column::CompanyId, companies, company::Column::Id)),
        );
    }
    match (filter.status(), viewed) {
        (StatusFilter::All, _) => all,
        (StatusFilter::Open, _) => all.add(open()),
        (StatusFilter::Only(DisplayStatus::Overdue), _) => all.add(overdue(today)),
        (StatusFilter::Only(DisplayStatus::Partial), _) => all.add(not_late("partial", today)),
        (StatusFilter::Only(DisplayStatus::Sent), Some(viewed)) => {
            all.add(not_late("sent", today)).add(viewed.not())
        }
        (StatusFilter::Only(DisplayStatus::Viewed), Some(viewed)) => {
            all.add(not_late("sent", today)).add(viewed)
        }
        // To a client, what is sent is sent.
        (StatusFilter::Only(DisplayStatus::Sent | DisplayStatus::Viewed), None) => {
            all.add(not_late("sent", today))
        }
        (StatusFilter::Only(stored), _) => all.add(invoice::Column::Status.eq(stored.as_str())),
    }
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}

/// Puts a list in order; the id breaks ties, so that pages don't overlap.
pub(super) fn sorted<'r, 'a, S: Reads<invoice::Entity>>(
    select: ScopedSelect<'r, 'a, S, invoice::Entity>,
    filter: &InvoiceFilter,
    drafts_first: bool,
) -> ScopedSelect<'r, 'a, S, invoice::Entity> {
    let (sort, descending) = filter.sort();
    let order = if descending { Order::Desc } else { Order::Asc };
    let by: SimpleExpr = match sort {
        InvoiceSort::IssueDate => invoice::Column::IssueDate.into_simple_expr(),
        InvoiceSort::Number => invoice::Column::Number.into_simple_expr(),
        InvoiceSort::DueDate => invoice::Column::DueDate.into_simple_expr(),
        InvoiceSort::Total => invoice::Column::TotalMinor.into_simple_expr(),
        InvoiceSort::Balance => invoice::Column::BalanceMinor.into_simple_expr(),
        // In lower case.
        InvoiceSort::Company => of_company(company::Column::SearchKey),
    };
    let mut select = select;
    if drafts_first && matches!(sort, InvoiceSort::IssueDate | InvoiceSort::Number) {
        // What has no date or number yet stands on top of the newest; the databases disagree on where NULL belongs.
        select = select.order(by.clone().is_null(), order.clone());
    }
    select.order(by, order.clone()).order(invoice::Column::Id, order)
}

/// A column of an invoice's company. Its key reaches no other tenant's.
fn of_company(column: company::Column) -> SimpleExpr {
    let name = Query::select()
        .expr(Expr::col((company::Entity, column)))
        .from(company::Entity)
        .and_where(
            Expr::col((company::Entity, company::Column::Id))
                .equals((invoice::Entity, invoice::Column::CompanyId)),
        )
        .take();
    Expr::SubQuery(None, Box::new(name.into()))
}
