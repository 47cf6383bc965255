//! The generated rows. Everything follows from running numbers, so that two runs make the same.

use crate::{
    entity::{
        activity, company, contact, invoice, invoice_line, invoice_tax, membership, payment,
        payment_allocation,
    },
    error::{BackendError, Result},
    scope::{Rows, SystemScope, TenantOwned, Writes},
    tenancy::provision::{self, NewMember, NewTenant},
};
use chrono::{DateTime, Days, TimeDelta, Utc};
use domain::{
    activity::{ActorKind, Verb},
    ids::{ContactId, InvoiceId},
    money::Currency,
    role::Role,
};
use sea_orm::ActiveValue::Set;
use std::ops::Range;
use uuid::Uuid;

/// Rows in one statement: enough to be quick, few enough that the statement stays prepared.
const AT_ONCE: usize = 200;
/// 2020-09-13, from which on the ids count.
const EPOCH: u64 = 1_600_000_000_000;

/// Ids of version 7, one after the other.
#[derive(Default)]
pub(super) struct Ids(u64);

impl Ids {
    pub fn next(&mut self) -> Uuid {
        self.0 += 1;
        let [a, b, c, d, e, f, g, h] = self.0.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes();
        uuid::Builder::from_unix_timestamp_millis(EPOCH + self.0, &[a, b, c, d, e, f, g, h, 0, 0]).into_uuid()
    }
}

/// Rows of one table that wait to be put in.
struct Waiting<A>(Vec<A>);

impl<A> Default for Waiting<A> {
    fn default() -> Self {
        Self(Vec::with_capacity(AT_ONCE))
    }
}

impl<A> Waiting<A> {
    async fn push<E>(&mut self, rows: &Rows<'_, SystemScope>, row: A) -> Result<()>
    where
        E: TenantOwned<ActiveModel = A>,
        A: sea_orm::ActiveModelTrait<Entity = E>,
        SystemScope: Writes<E>,
    {
        self.0.push(row);
        if self.0.len() >= AT_ONCE {
            self.flush(rows).await
        } else {
            Ok(())
        }
    }

    async fn flush<E>(&mut self, rows: &Rows<'_, SystemScope>) -> Result<()>
    where
        E: TenantOwned<ActiveModel = A>,
        A: sea_orm::ActiveModelTrait<Entity = E>,
        SystemScope: Writes<E>,
    {
        rows.insert_all::<E, A>(self.0.drain(..)).await
    }
}

/// Fills one tenant in one transaction.
pub(super) struct Filler<'a> {
    rows: Rows<'a, SystemScope>,
    now: DateTime<Utc>,
    clients: Vec<(Uuid, Uuid)>,
    invoices: Waiting<invoice::ActiveModel>,
    lines: Waiting<invoice_line::ActiveModel>,
    taxes: Waiting<invoice_tax::ActiveModel>,
    payments: Waiting<payment::ActiveModel>,
    allocations: Waiting<payment_allocation::ActiveModel>,
    timeline: Waiting<activity::ActiveModel>,
}

/// How an invoice stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Draft,
    Sent,
    Partial,
    Paid,
}

impl State {
    /// Of ten, six are paid, one is begun and three are open; of forty, one is a draft where drafts may be.
    fn of(nth: u64, drafts: bool) -> Self {
        match (nth % 10, drafts && nth % 40 == 3) {
            (_, true) => Self::Draft,
            (0 | 3 | 7, false) => Self::Sent,
            (5, false) => Self::Partial,
            _ => Self::Paid,
        }
    }

    const fn key(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Sent => "sent",
            Self::Partial => "partial",
            Self::Paid => "paid",
        }
    }
}

fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

impl<'a> Filler<'a> {
    pub fn new(rows: Rows<'a, SystemScope>, now: DateTime<Utc>) -> Self {
        Self {
            rows,
            now,
            clients: Vec::new(),
            invoices: Waiting::default(),
            lines: Waiting::default(),
            taxes: Waiting::default(),
            payments: Waiting::default(),
            allocations: Waiting::default(),
            timeline: Waiting::default(),
        }
    }

    /// The tenant with an owner and its clients, a contact each. Gives back the first contact.
    pub async fn tenant(&mut self, ids: &mut Ids, nth: u64, clients: u64) -> Result<ContactId> {
        let new = NewTenant {
            name: format!("Tenant {nth}"),
            currency: Currency::EUR,
            timezone: "Europe/Berlin".to_owned(),
        };
        provision::create_tenant(&self.rows, self.now, &new).await?;
        let owner = NewMember {
            name: "Owner".to_owned(),
            email: format!("owner@tenant-{nth}.example"),
            password_hash: None,
            role: Role::Owner,
        };
        provision::create_member(&self.rows, self.now, &owner).await?;
        let (mut companies, mut contacts, mut members) =
            (Waiting::default(), Waiting::default(), Waiting::default());
        for at in 0..clients {
            let (company, contact) = (ids.next(), ids.next());
            self.clients.push((company, contact));
            companies
                .push(&self.rows, company_row(company, at, self.now))
                .await?;
            contacts
                .push(&self.rows, contact_row(contact, nth, at, self.now))
                .await?;
            let member = membership::ActiveModel {
                contact_id: Set(contact),
                company_id: Set(company),
                created_at: Set(self.now),
                ..Default::default()
            };
            members.push(&self.rows, member).await?;
        }
        companies.flush(&self.rows).await?;
        contacts.flush(&self.rows).await?;
        members.flush(&self.rows).await?;
        let first = self
            .clients
            .first()
            .ok_or_else(|| BackendError::internal("a tenant without clients"))?;
        Ok(first.1.into())
    }

    /// Issued invoices of the first client. Gives back the newest.
    pub async fn measured(&mut self, ids: &mut Ids, count: u64) -> Result<InvoiceId> {
        let mut newest = None;
        for nth in 0..count {
            let id = self.invoice(ids, nth, 0, nth * 5, State::of(nth, false)).await?;
            newest = newest.or(Some(id));
        }
        newest
            .map(InvoiceId::from)
            .ok_or_else(|| BackendError::internal("no invoice was made"))
    }

    /// Invoices of the other clients in turn.
    pub async fn invoices(&mut self, ids: &mut Ids, range: Range<u64>) -> Result<()> {
        let others = self.clients.len().saturating_sub(1).max(1);
        for nth in range {
            let client = 1 + usize::try_from(nth).unwrap_or_default() % others;
            self.invoice(ids, nth, client, nth * 37 % 1_095, State::of(nth, true))
                .await?;
        }
        Ok(())
    }

    async fn invoice(
        &mut self,
        ids: &mut Ids,
        nth: u64,
        client: usize,
        ago: u64,
        state: State,
    ) -> Result<Uuid> {
        let (company, contact) = self.clients.get(client).copied().unwrap_or_default();
        let id = ids.next();
        // Whole euros: then 19 % is whole cents.
        let prices = [signed(90 + nth % 60), signed(120 + nth % 45)];
        let hours = [signed(2 + nth % 30), signed(1 + nth % 9)];
        let nets = [prices[0] * hours[0] * 100, prices[1] * hours[1] * 100];
        let net: i64 = nets.iter().sum();
        let tax = net * 19 / 100;
        let total = net + tax;
        let paid = match state {
            State::Draft | State::Sent => 0,
            State::Partial => total / 2,
            State::Paid => total,
        };
        let at = self.now - TimeDelta::days(signed(ago)) - TimeDelta::hours(1);
        let row = invoice_row(nth, state, at, (net, tax, paid));
        let row = invoice::ActiveModel {
            id: Set(id),
            company_id: Set(company),
            contact_id: Set(Some(contact)),
            ..row
        };
        let number = row.number.clone().take().flatten();
        self.invoices.push(&self.rows, row).await?;
        for (position, ((price, hours), net)) in (0..).zip(prices.iter().zip(hours).zip(nets)) {
            let line = invoice_line::ActiveModel {
                id: Set(ids.next()),
                invoice_id: Set(id),
                position: Set(position),
                description: Set("Product design, drawings and one round of corrections".to_owned()),
                quantity: Set(hours * 10_000),
                unit: Set("h".to_owned()),
                unit_price: Set(price * 1_000_000),
                discount_percent: Set(0),
                tax_name: Set("VAT".to_owned()),
                tax_rate: Set(190_000),
                tax_category: Set("S".to_owned()),
                net_minor: Set(net),
                ..Default::default()
            };
            self.lines.push(&self.rows, line).await?;
        }
        let group = invoice_tax::ActiveModel {
            id: Set(ids.next()),
            invoice_id: Set(id),
            position: Set(0),
            name: Set("VAT".to_owned()),
            rate: Set(190_000),
            category: Set("S".to_owned()),
            base_minor: Set(net),
            tax_minor: Set(tax),
            ..Default::default()
        };
        self.taxes.push(&self.rows, group).await?;
        if paid > 0 {
            self.payment(ids, id, company, paid, at + TimeDelta::minutes(30))
                .await?;
        }
        if let Some(number) = number {
            self.line(ids, id, company, number, at).await?;
        }
        Ok(id)
    }

    async fn payment(
        &mut self,
        ids: &mut Ids,
        invoice: Uuid,
        company: Uuid,
        amount: i64,
        at: DateTime<Utc>,
    ) -> Result<()> {
        let payment = ids.next();
        let row = payment::ActiveModel {
            id: Set(payment),
            company_id: Set(company),
            currency: Set("EUR".to_owned()),
            amount_minor: Set(amount),
            refunded_minor: Set(0),
            method: Set("bank_transfer".to_owned()),
            reference: Set(String::new()),
            note: Set(String::new()),
            received_on: Set(at.date_naive()),
            status: Set("completed".to_owned()),
            created_by: Set(None),
            version: Set(1),
            created_at: Set(at),
            ..Default::default()
        };
        self.payments.push(&self.rows, row).await?;
        let part = payment_allocation::ActiveModel {
            id: Set(ids.next()),
            payment_id: Set(payment),
            invoice_id: Set(invoice),
            amount_minor: Set(amount),
            created_at: Set(at),
            ..Default::default()
        };
        self.allocations.push(&self.rows, part).await
    }

    async fn line(
        &mut self,
        ids: &mut Ids,
        invoice: Uuid,
        company: Uuid,
        number: String,
        at: DateTime<Utc>,
    ) -> Result<()> {
        let row = activity::ActiveModel {
            id: Set(ids.next()),
            company_id: Set(Some(company)),
            contact_id: Set(None),
            invoice_id: Set(Some(invoice)),
            actor_kind: Set(ActorKind::System.key().to_owned()),
            actor_id: Set(None),
            actor_name: Set("Portico".to_owned()),
            verb: Set(Verb::InvoiceIssued.key().to_owned()),
            object: Set(number),
            remark: Set(String::new()),
            client_visible: Set(Verb::InvoiceIssued.client_sees()),
            created_at: Set(at),
            ..Default::default()
        };
        self.timeline.push(&self.rows, row).await
    }

    /// Puts in what still waits, and makes it last.
    pub async fn finish(mut self) -> Result<()> {
        self.invoices.flush(&self.rows).await?;
        self.lines.flush(&self.rows).await?;
        self.taxes.flush(&self.rows).await?;
        self.payments.flush(&self.rows).await?;
        self.allocations.flush(&self.rows).await?;
        self.timeline.flush(&self.rows).await?;
        self.rows.commit().await
    }
}

/// An invoice but for its id, company and contact.
fn invoice_row(
    nth: u64,
    state: State,
    at: DateTime<Utc>,
    (net, tax, paid): (i64, i64, i64),
) -> invoice::ActiveModel {
    let issued = state != State::Draft;
    let day = at.date_naive();
    let number = issued.then(|| format!("INV-{nth:07}"));
    let party =
        serde_json::json!({ "name": "Somebody GmbH", "address": ["Gasse 1", "12345 Stadt", "Germany"] });
    let reference = format!("Project {}", nth % 50);
    let search_key = format!("{} {reference}", number.clone().unwrap_or_default()).to_lowercase();
    invoice::ActiveModel {
        number: Set(number),
        status: Set(state.key().to_owned()),
        currency: Set("EUR".to_owned()),
        issue_date: Set(issued.then_some(day)),
        due_date: Set(Some(day + Days::new(30))),
        po_number: Set(String::new()),
        reference: Set(reference),
        notes: Set("Thank you for working with us.".to_owned()),
        terms: Set("Payable within 30 days.".to_owned()),
        internal_notes: Set(String::new()),
        prices_include_tax: Set(false),
        tax_rounding: Set("per_group".to_owned()),
        discount_kind: Set("none".to_owned()),
        discount_value: Set(0),
        subtotal_minor: Set(net),
        discount_minor: Set(0),
        tax_minor: Set(tax),
        total_minor: Set(net + tax),
        paid_minor: Set(paid),
        credited_minor: Set(0),
        balance_minor: Set(net + tax - paid),
        seller: Set(party.to_string()),
        buyer: Set(party.to_string()),
        reason: Set(String::new()),
        search_key: Set(search_key.trim().to_owned()),
        issued_at: Set(issued.then_some(at)),
        paid_at: Set((state == State::Paid).then_some(at)),
        closed_at: Set(None),
        created_by: Set(None),
        version: Set(2),
        created_at: Set(at),
        updated_at: Set(at),
        ..Default::default()
    }
}

fn company_row(id: Uuid, nth: u64, now: DateTime<Utc>) -> company::ActiveModel {
    let empty = || Set(String::new());
    let name = format!("Client {nth:03} GmbH");
    company::ActiveModel {
        id: Set(id),
        search_key: Set(name.to_lowercase()),
        name: Set(name),
        legal_name: empty(),
        email: empty(),
        phone: empty(),
        website: empty(),
        tax_id: empty(),
        address_line1: empty(),
        address_line2: empty(),
        postal_code: empty(),
        city: empty(),
        state: empty(),
        country: empty(),
        currency: Set("EUR".to_owned()),
        payment_days: Set(30),
        notes: empty(),
        archived_at: Set(None),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
        ..Default::default()
    }
}

fn contact_row(id: Uuid, tenant: u64, nth: u64, now: DateTime<Utc>) -> contact::ActiveModel {
    let email = format!("contact-{nth:03}@tenant-{tenant}.example");
    contact::ActiveModel {
        id: Set(id),
        first_name: Set("Contact".to_owned()),
        last_name: Set(format!("{nth:03}")),
        email_key: Set(Some(email.clone())),
        search_key: Set(format!("contact {nth:03} {email}")),
        email: Set(email),
        phone: Set(String::new()),
        job_title: Set(String::new()),
        locale: Set(None),
        timezone: Set(None),
        notes: Set(String::new()),
        portal_enabled: Set(true),
        bounced_at: Set(None),
        last_seen_at: Set(None),
        archived_at: Set(None),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
        ..Default::default()
    }
}
