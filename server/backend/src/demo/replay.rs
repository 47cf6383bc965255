//! Plays the story: each act is the real command, run while the clock stands at the act's time.

use super::{
    cast::{ADMIN, COMPANIES, HOST, MAIN_CONTACT, OWNER, PEOPLE, STAFF, tags_of},
    portal::Visits,
    script::{Act, Plan},
};
use crate::{
    Backend,
    access::{Visitor, links, sessions},
    clock::Clock,
    company, contact,
    error::{BackendError, Result},
    invoice::{commands as invoices, queries},
    mail::{invitations, worker},
    payment::commands as payments,
    scope::{Scope, StaffScope, SystemScope},
};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    access::InvitationForm,
    company::CompanyForm,
    contact::ContactForm,
    credit_note::CreditNoteForm,
    date,
    ids::{CompanyId, ContactId, InvoiceId},
    invoice::{VoidForm, WriteOffForm, view::InvoiceDetail},
    money::Money,
    payment::{PaymentForm, RefundForm},
};

/// The stage: what has come to be so far.
pub(super) struct Replay {
    pub backend: Backend,
    pub clock: Clock,
    pub staff: Vec<StaffScope>,
    pub companies: Vec<Option<CompanyId>>,
    pub people: Vec<Option<ContactId>>,
    pub invoices: Vec<Option<InvoiceId>>,
    pub visits: Visits,
}

fn missing(what: &str, at: usize) -> BackendError {
    BackendError::internal(format!("the demo has no {what} {at}"))
}

/// What was found, or nothing if this act comes too early or too late for it.
fn known<T: Copy>(list: &[Option<T>], at: usize) -> Option<T> {
    list.get(at).copied().flatten()
}

impl Replay {
    /// A stage with nothing on it but the staff.
    pub fn new(backend: Backend, clock: Clock, staff: Vec<StaffScope>, plans: usize) -> Self {
        Self {
            backend,
            clock,
            staff,
            companies: vec![None; COMPANIES.len()],
            people: vec![None; PEOPLE.len()],
            invoices: vec![None; plans],
            visits: Visits::default(),
        }
    }

    /// Moves the clock there; never back.
    pub fn go_to(&self, at: DateTime<Utc>) {
        let wait = at - self.clock.now();
        if wait > TimeDelta::zero() {
            self.clock.advance(wait);
        }
    }

    pub fn member(&self, at: usize) -> Result<&StaffScope> {
        self.staff.get(at).ok_or_else(|| missing("member", at))
    }

    /// Does one act. What was waiting to be mailed is mailed at once, into the mailbox folder.
    pub async fn play(&mut self, plans: &[Plan], act: &Act) -> Result<()> {
        match act {
            Act::Company(at) => self.company(*at).await,
            Act::Archive(at) => match known(&self.companies, *at) {
                Some(id) => company::commands::archive(&self.backend, self.member(OWNER)?, id).await,
                None => Ok(()),
            },
            Act::Person(at) => self.person(*at).await,
            Act::Invite(at) => self.invite(*at).await,
            Act::Revoke(at) => match known(&self.people, *at) {
                Some(id) => links::revoke(&self.backend, self.member(OWNER)?, id).await,
                None => Ok(()),
            },
            Act::SignIn(at) => self.sign_in(*at).await,
            Act::Draft(at) => {
                self.draft(plans.get(*at).ok_or_else(|| missing("plan", *at))?, *at)
                    .await
            }
            Act::Issue(at) => {
                self.issue(plans.get(*at).ok_or_else(|| missing("plan", *at))?, *at)
                    .await
            }
            Act::Visit {
                person,
                invoice,
                download,
            } => {
                let invoice = invoice.and_then(|at| known(&self.invoices, at));
                self.visit(*person, invoice, *download).await
            }
            Act::Pay { invoice, .. }
            | Act::Mistype { invoice }
            | Act::Return { invoice, .. }
            | Act::Credit { invoice, .. }
            | Act::Refund { invoice, .. }
            | Act::Void { invoice, .. }
            | Act::WriteOff { invoice, .. } => match known(&self.invoices, *invoice) {
                Some(id) => self.settle(id, act).await,
                None => Ok(()),
            },
        }
    }

    /// Sends what is due into the mailbox folder.
    pub async fn post(&self) -> Result<()> {
        worker::drain(&self.backend).await.map(drop)
    }

    async fn company(&mut self, at: usize) -> Result<()> {
        let new = COMPANIES.get(at).ok_or_else(|| missing("company", at))?;
        let [line1, postal_code, city, state, country] = new.address.map(str::to_owned);
        let form = CompanyForm {
            name: new.name.to_owned(),
            legal_name: new.legal_name.to_owned(),
            email: format!("office@{}", new.host),
            phone: new.phone.to_owned(),
            website: format!("https://www.{}", new.host),
            tax_id: new.tax_id.to_owned(),
            address_line1: line1,
            postal_code,
            city,
            state,
            country,
            currency: new.currency.to_owned(),
            payment_days: new.payment_days.to_string(),
            notes: new.notes.to_owned(),
            tags: tags_of(at),
            ..CompanyForm::default()
        };
        let id = company::commands::create(&self.backend, self.member(OWNER)?, &form, "").await?;
        if let Some(place) = self.companies.get_mut(at) {
            *place = Some(id);
        }
        // Whoever acts for a client already may act for this one too.
        for (person, cast) in self.people.iter().zip(&PEOPLE) {
            if let Some(contact) = *person
                && cast.companies.contains(&at)
            {
                let mut form = contact::queries::get(&self.backend, self.member(STAFF)?, contact)
                    .await?
                    .form;
                form.companies.push(id.to_string());
                contact::commands::update(&self.backend, self.member(STAFF)?, contact, &form).await?;
            }
        }
        Ok(())
    }

    async fn person(&mut self, at: usize) -> Result<()> {
        let new = PEOPLE.get(at).ok_or_else(|| missing("contact", at))?;
        let companies = new.companies.iter().filter_map(|at| known(&self.companies, *at));
        let form = ContactForm {
            first_name: new.first.to_owned(),
            last_name: new.last.to_owned(),
            email: new.address(),
            job_title: new.title.to_owned(),
            locale: new.locale.to_owned(),
            timezone: new.timezone.to_owned(),
            portal_enabled: new.standing != super::cast::Standing::SwitchedOff,
            may_accept: true,
            companies: companies.map(|id| id.to_string()).collect(),
            tags: if at == MAIN_CONTACT { "Decision maker" } else { "" }.to_owned(),
            ..ContactForm::default()
        };
        let id = contact::commands::create(&self.backend, self.member(STAFF)?, &form, "").await?;
        if let Some(place) = self.people.get_mut(at) {
            *place = Some(id);
        }
        Ok(())
    }

    async fn invite(&mut self, at: usize) -> Result<()> {
        let (Some(contact), Some(cast)) = (known(&self.people, at), PEOPLE.get(at)) else {
            return Ok(());
        };
        let message = match (cast.locale, at % 3) {
            ("de", 0) => {
                "Hier finden Sie alle Rechnungen und Ihren Kontostand. Bei Fragen rufen Sie gern an."
            }
            (_, 0) => {
                "This is where you will find all invoices and your statement. Do call if anything is unclear."
            }
            _ => "",
        };
        let form = InvitationForm {
            message: message.to_owned(),
            days: "30".to_owned(),
        };
        invitations::send(&self.backend, self.member(STAFF)?, contact, &form, "").await?;
        self.post().await
    }

    async fn sign_in(&self, at: usize) -> Result<()> {
        let member = self.member(at)?;
        let visitor = Visitor::new("198.51.100.24", super::portal::OFFICE_BROWSER);
        let scope = SystemScope::new(member.tenant(), "the demo's staff signs in");
        let rows = self.backend.begin(&scope).await?;
        let opened = sessions::open_staff(&rows, self.clock.now(), member.user(), &visitor).await?;
        rows.commit().await?;
        self.clock.advance(TimeDelta::minutes(2));
        sessions::staff(&self.backend, &opened.token).await.map(drop)
    }

    async fn draft(&mut self, plan: &Plan, at: usize) -> Result<()> {
        let Some(company) = known(&self.companies, plan.company) else {
            return Ok(());
        };
        let mut form = plan.form.clone();
        form.company_id = company.to_string();
        form.contact_id = known(&self.people, plan.contact)
            .map(|id| id.to_string())
            .unwrap_or_default();
        let id = invoices::create(&self.backend, self.member(plan.by)?, &form, "").await?;
        if let Some(place) = self.invoices.get_mut(at) {
            *place = Some(id);
        }
        Ok(())
    }

    async fn issue(&self, plan: &Plan, at: usize) -> Result<()> {
        let Some(id) = known(&self.invoices, at) else {
            return Ok(());
        };
        invoices::issue(&self.backend, self.member(plan.by)?, id, 1, plan.announced, "").await?;
        self.post().await
    }

    async fn settle(&self, id: InvoiceId, act: &Act) -> Result<()> {
        let detail = queries::get(&self.backend, self.member(OWNER)?, id).await?;
        let (backend, version) = (&self.backend, detail.version);
        match act {
            Act::Pay { percent, method, .. } => self
                .pay(id, &detail, share(detail.document.balance, *percent), method)
                .await
                .map(drop),
            Act::Mistype { .. } => {
                let wrong = share(detail.document.balance, 90);
                let recorded = self.pay(id, &detail, wrong, "bank_transfer").await?;
                self.clock.advance(TimeDelta::minutes(3));
                let mut form = payments::form(backend, self.member(STAFF)?, recorded.payment).await?;
                form.amount = detail.document.balance.to_plain();
                payments::correct(backend, self.member(STAFF)?, recorded.payment, &form)
                    .await
                    .map(drop)
            }
            Act::Return { reason, .. } => {
                let Some(last) = detail.document.payments.last() else {
                    return Ok(());
                };
                let form = VoidForm {
                    reason: (*reason).to_owned(),
                    version: last.version,
                };
                payments::cancel(backend, self.member(ADMIN)?, last.id, &form).await
            }
            Act::Credit { percent, reason, .. } => {
                let form = CreditNoteForm {
                    amount: share(detail.document.payable, *percent).to_plain(),
                    full: *percent >= 100,
                    reason: (*reason).to_owned(),
                    version,
                };
                invoices::credit(backend, self.member(ADMIN)?, id, &form, "")
                    .await
                    .map(drop)
            }
            Act::Refund { reason, .. } => self.refund(&detail, reason).await,
            Act::Void { reason, .. } => {
                let form = VoidForm {
                    reason: (*reason).to_owned(),
                    version,
                };
                invoices::void(backend, self.member(ADMIN)?, id, &form).await
            }
            Act::WriteOff { reason, .. } => {
                let form = WriteOffForm {
                    reason: (*reason).to_owned(),
                    version,
                };
                invoices::write_off(backend, self.member(ADMIN)?, id, &form).await
            }
            _ => Ok(()),
        }
    }

    async fn pay(
        &self,
        id: InvoiceId,
        detail: &InvoiceDetail,
        amount: Money,
        method: &str,
    ) -> Result<payments::Recorded> {
        let number = detail.document.number.clone().unwrap_or_default();
        let reference = match method {
            "bank_transfer" => number,
            "cheque" => format!("Cheque {}", 4_000 + detail.document.balance.minor % 1_000),
            _ => String::new(),
        };
        let form = PaymentForm {
            amount: amount.to_plain(),
            received_on: date::to_field(self.clock.today(super::TIME_ZONE)),
            method: method.to_owned(),
            reference,
            note: String::new(),
            version: detail.version,
        };
        payments::record(&self.backend, self.member(STAFF)?, id, &form, "").await
    }

    /// Gives back what of the last payment no invoice needs any more.
    async fn refund(&self, detail: &InvoiceDetail, reason: &str) -> Result<()> {
        let Some(payment) = detail.document.payments.last() else {
            return Ok(());
        };
        let free = Money::new(
            payment.amount.minor - payment.applied.minor,
            payment.amount.currency,
        );
        let form = RefundForm {
            amount: free.to_plain(),
            refunded_on: date::to_field(self.clock.today(super::TIME_ZONE)),
            reason: reason.to_owned(),
            version: payment.version,
        };
        payments::refund(&self.backend, self.member(OWNER)?, payment.id, &form, "")
            .await
            .map(drop)
    }
}

/// Where the studio's mailboxes are.
pub(super) fn mailbox(name: &str) -> String {
    format!("{name}@{HOST}")
}

/// So many per cent of an amount, at least the smallest unit.
fn share(of: Money, percent: i64) -> Money {
    Money::new((of.minor * percent / 100).max(1), of.currency)
}
