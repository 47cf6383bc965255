//! Statements of account, for clients and staff alike.

#[cfg(test)]
mod tests;

use crate::{
    Backend,
    clock::date_in,
    entity::{company, credit_note, invoice, payment, payment_allocation, refund, tenant},
    error::{BackendError, Result},
    invoice::{amounts, currency, list},
    scope::{ClientScope, Reads, Rows, StaffScope},
};
use chrono::{Datelike, NaiveDate};
use domain::{
    ids::{CompanyId, InvoiceId},
    money::{Currency, Money},
    role::Permission,
    statement::{Account, Ageing, Entry, EntryKind, Statement},
};
use sea_orm::{ColumnTrait, Condition, IntoSimpleExpr};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// A client's statement: of one of the own companies, or of all of them.
///
/// Without dates it covers the twelve months up to today.
///
/// # Errors
/// [`BackendError::NotFound`] when the company is not one of the client's.
pub async fn for_client(
    backend: &Backend,
    scope: &ClientScope,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
    company: Option<CompanyId>,
) -> Result<Statement> {
    if company.is_some_and(|id| !scope.companies().contains(&id)) {
        return Err(BackendError::NotFound);
    }
    let companies: BTreeSet<Uuid> = scope.companies().iter().map(|id| id.uuid()).collect();
    of(backend, &backend.read(scope), (from, to), companies, company).await
}

/// A company's statement, for staff.
///
/// # Errors
/// [`BackendError::NotFound`] when the company is not this tenant's.
pub async fn for_staff(
    backend: &Backend,
    scope: &StaffScope,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
    company: CompanyId,
) -> Result<Statement> {
    scope.require(Permission::InvoicesRead)?;
    let rows = backend.read(scope);
    rows.get::<company::Entity>(company.uuid()).await?;
    of(backend, &rows, (from, to), [company.uuid()].into(), Some(company)).await
}

/// What moved an account, before it is put in order.
struct Movement {
    account: (Uuid, Currency),
    date: NaiveDate,
    kind: EntryKind,
    /// Breaks ties: ids are time-ordered.
    id: Uuid,
    reference: String,
    invoice: Option<Uuid>,
    minor: i64,
}

trait ReadsAccounts:
    Reads<invoice::Entity>
    + Reads<payment::Entity>
    + Reads<payment_allocation::Entity>
    + Reads<refund::Entity>
    + Reads<credit_note::Entity>
    + Reads<company::Entity>
    + Reads<tenant::Entity>
{
}

impl<S> ReadsAccounts for S where
    S: Reads<invoice::Entity>
        + Reads<payment::Entity>
        + Reads<payment_allocation::Entity>
        + Reads<refund::Entity>
        + Reads<credit_note::Entity>
        + Reads<company::Entity>
        + Reads<tenant::Entity>
{
}

async fn of<S: ReadsAccounts>(
    backend: &Backend,
    rows: &Rows<'_, S>,
    (from, to): (Option<NaiveDate>, Option<NaiveDate>),
    companies: BTreeSet<Uuid>,
    company: Option<CompanyId>,
) -> Result<Statement> {
    let tenant = rows.get::<tenant::Entity>(rows.scope().tenant().uuid()).await?;
    let today = backend.clock().today(&tenant.timezone);
    let to = to.unwrap_or(today);
    let from = from.unwrap_or_else(|| a_year_before(to));
    let (from, to) = (from.min(to), from.max(to));
    let names = list::company_names(rows, companies).await?;
    let chosen: Vec<Uuid> = match company {
        Some(id) => vec![id.uuid()],
        None => names.keys().copied().collect(),
    };
    let mut ledger = Ledger {
        zone: &tenant.timezone,
        today,
        ..Ledger::default()
    };
    ledger.invoices(rows, &chosen).await?;
    ledger.credit_notes(rows, &chosen).await?;
    ledger.payments(rows, &chosen).await?;
    let mut companies: Vec<(CompanyId, String)> = names
        .iter()
        .map(|(id, name)| (CompanyId::from(*id), name.clone()))
        .collect();
    companies.sort_by_key(|(_, name)| name.to_lowercase());
    Ok(Statement {
        from,
        to,
        as_of: today,
        accounts: ledger.accounts(from, to, &names)?,
        companies,
        company,
    })
}

/// The first day of the twelve months that end with a date's month.
fn a_year_before(to: NaiveDate) -> NaiveDate {
    let first = to.with_day(1).unwrap_or(to);
    first.checked_sub_months(chrono::Months::new(11)).unwrap_or(first)
}

#[derive(Default)]
struct Ledger<'a> {
    zone: &'a str,
    today: NaiveDate,
    movements: Vec<Movement>,
    ageing: BTreeMap<(Uuid, String), Ageing>,
    unapplied: BTreeMap<(Uuid, String), i64>,
}

impl Ledger<'_> {
    /// Issued invoices; one that is void or written off takes itself back on the day of that decision.
    async fn invoices<S: ReadsAccounts>(&mut self, rows: &Rows<'_, S>, companies: &[Uuid]) -> Result<()> {
        use invoice::Column as C;
        let columns = [
            C::Id,
            C::CompanyId,
            C::Number,
            C::Currency,
            C::Status,
            C::IssueDate,
            C::DueDate,
            C::TotalMinor,
            C::BalanceMinor,
            C::ClosedAt,
        ];
        type Cells = (
            Uuid,
            Uuid,
            Option<String>,
            String,
            String,
            Option<NaiveDate>,
            Option<NaiveDate>,
            i64,
            i64,
            Option<chrono::DateTime<chrono::Utc>>,
        );
        let found: Vec<Cells> = rows
            .find::<invoice::Entity>()
            .filter(C::CompanyId.is_in(companies.iter().copied()))
            .filter(C::Status.ne("draft"))
            .tuples(
                columns.map(|column| column.into_simple_expr()).to_vec(),
                Vec::new(),
            )
            .await?;
        for (id, company, number, code, status, issued, due, total, balance, closed) in found {
            let Some(issued) = issued else { continue };
            let currency = currency(&code)?;
            let closed = closed.map_or(issued, |at| date_in(at, self.zone));
            let reference = number.unwrap_or_default();
            let movement = |date, kind, minor| Movement {
                account: (company, currency),
                date,
                kind,
                id,
                reference: reference.clone(),
                invoice: Some(id),
                minor,
            };
            self.movements.push(movement(issued, EntryKind::Invoice, total));
            match status.as_str() {
                "void" => self.movements.push(movement(closed, EntryKind::Void, -total)),
                "uncollectible" => self
                    .movements
                    .push(movement(closed, EntryKind::WriteOff, -balance)),
                "sent" | "partial" => {
                    let ageing = self
                        .ageing
                        .entry((company, code))
                        .or_insert(Ageing::zero(currency));
                    let bucket = ageing.bucket(due, self.today);
                    *bucket = bucket
                        .checked_add(Money::new(balance, currency))
                        .map_err(amounts)?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    async fn credit_notes<S: ReadsAccounts>(&mut self, rows: &Rows<'_, S>, companies: &[Uuid]) -> Result<()> {
        let found = rows
            .find::<credit_note::Entity>()
            .filter(credit_note::Column::CompanyId.is_in(companies.iter().copied()))
            .all()
            .await?;
        for note in found {
            self.movements.push(Movement {
                account: (note.company_id, currency(&note.currency)?),
                date: note.issue_date,
                kind: EntryKind::CreditNote,
                id: note.id,
                reference: note.number,
                invoice: Some(note.invoice_id),
                minor: -note.total_minor,
            });
        }
        Ok(())
    }

    /// Payments and what was given back of them.
    async fn payments<S: ReadsAccounts>(&mut self, rows: &Rows<'_, S>, companies: &[Uuid]) -> Result<()> {
        let received = Condition::all()
            .add(payment::Column::CompanyId.is_in(companies.iter().copied()))
            .add(payment::Column::Status.is_in(["completed", "partially_refunded", "refunded"]));
        let found = rows
            .find::<payment::Entity>()
            .filter(received.clone())
            .all()
            .await?;
        let these = || {
            crate::scope::is_in(
                payment_allocation::Column::PaymentId,
                rows.find::<payment::Entity>().filter(received.clone()),
                payment::Column::Id,
            )
        };
        let mut applied: BTreeMap<Uuid, i64> = BTreeMap::new();
        let mut first: BTreeMap<Uuid, Uuid> = BTreeMap::new();
        let allocations = rows
            .find::<payment_allocation::Entity>()
            .filter(these())
            .order(payment_allocation::Column::Id, sea_orm::Order::Asc);
        for row in allocations.all().await? {
            *applied.entry(row.payment_id).or_default() += row.amount_minor;
            first.entry(row.payment_id).or_insert(row.invoice_id);
        }
        let mut of_payment = BTreeMap::new();
        for row in found {
            let account = (row.company_id, currency(&row.currency)?);
            let invoice = first.get(&row.id).copied();
            of_payment.insert(row.id, (account, invoice, row.reference.clone()));
            let unapplied =
                row.amount_minor - row.refunded_minor - applied.get(&row.id).copied().unwrap_or(0);
            *self.unapplied.entry((row.company_id, row.currency)).or_default() += unapplied;
            self.movements.push(Movement {
                account,
                date: row.received_on,
                kind: EntryKind::Payment,
                id: row.id,
                reference: row.reference,
                invoice,
                minor: -row.amount_minor,
            });
        }
        let refunds = crate::scope::is_in(
            refund::Column::PaymentId,
            rows.find::<payment::Entity>().filter(received.clone()),
            payment::Column::Id,
        );
        for row in rows.find::<refund::Entity>().filter(refunds).all().await? {
            let Some((account, invoice, reference)) = of_payment.get(&row.payment_id).cloned() else {
                continue;
            };
            self.movements.push(Movement {
                account,
                date: row.refunded_on,
                kind: EntryKind::Refund,
                id: row.id,
                reference,
                invoice,
                minor: row.amount_minor,
            });
        }
        Ok(())
    }

    fn accounts(
        self,
        from: NaiveDate,
        to: NaiveDate,
        names: &BTreeMap<Uuid, String>,
    ) -> Result<Vec<Account>> {
        let mut movements = self.movements;
        movements.sort_by_key(|movement| (movement.date, movement.kind, movement.id));
        let mut accounts: BTreeMap<(Uuid, String), Account> = BTreeMap::new();
        for movement in movements.into_iter().filter(|movement| movement.date <= to) {
            let (company, currency) = movement.account;
            let key = (company, currency.to_string());
            let account = accounts.entry(key.clone()).or_insert_with(|| Account {
                company_id: CompanyId::from(company),
                company_name: names.get(&company).cloned().unwrap_or_default(),
                currency,
                opening: Money::zero(currency),
                entries: Vec::new(),
                closing: Money::zero(currency),
                ageing: self.ageing.get(&key).copied().unwrap_or(Ageing::zero(currency)),
                unapplied: Money::new(self.unapplied.get(&key).copied().unwrap_or(0), currency),
            });
            let amount = Money::new(movement.minor, currency);
            account.closing = account.closing.checked_add(amount).map_err(amounts)?;
            if movement.date < from {
                account.opening = account.closing;
                continue;
            }
            account.entries.push(Entry {
                date: movement.date,
                kind: movement.kind,
                reference: movement.reference,
                invoice: movement.invoice.map(InvoiceId::from),
                amount,
                balance: account.closing,
            });
        }
        let mut accounts: Vec<Account> = accounts.into_values().collect();
        accounts.sort_by_key(|account| (account.company_name.to_lowercase(), account.currency.to_string()));
        Ok(accounts)
    }
}
