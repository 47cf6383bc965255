//! What a client may read and change, table by table. What is not here, a client can't reach.

use super::{ClientScope, Reads, Writes, of_tenant};
use crate::entity::{
    access_event, activity, company, company_tag, contact, contact_tag, contract, contract_file,
    contract_recipient, credit_note, invoice, invoice_line, invoice_tax, mail, membership, page, page_image,
    payment, payment_allocation, portal, portal_image, proposal, proposal_answer, proposal_comment,
    proposal_version, refund, session, tag, tenant,
};
use sea_orm::{
    ColumnTrait, Condition, ExprTrait,
    sea_query::{Query, SelectStatement},
};

impl ClientScope {
    /// The ids of the invoices in reach, as a subquery for what hangs on an invoice.
    fn invoices(&self) -> SelectStatement {
        Query::select()
            .column(invoice::Column::Id)
            .from(invoice::Entity)
            .cond_where(<Self as Reads<invoice::Entity>>::rows(self))
            .take()
    }

    /// The ids of the contracts whose turn has come for this person.
    fn addressed(&self) -> SelectStatement {
        Query::select()
            .column(contract_recipient::Column::ContractId)
            .from(contract_recipient::Entity)
            .and_where(contract_recipient::Column::TenantId.eq(self.tenant.uuid()))
            .and_where(contract_recipient::Column::ContactId.eq(self.contact.uuid()))
            .and_where(contract_recipient::Column::Status.ne("waiting"))
            .take()
    }

    /// The ids of the contracts in reach.
    fn contracts(&self) -> SelectStatement {
        Query::select()
            .column(contract::Column::Id)
            .from(contract::Entity)
            .cond_where(<Self as Reads<contract::Entity>>::rows(self))
            .take()
    }

    fn own_tags(&self) -> SelectStatement {
        Query::select()
            .column(contact_tag::Column::TagId)
            .from(contact_tag::Entity)
            .cond_where(<Self as Reads<contact_tag::Entity>>::rows(self))
            .take()
    }

    fn companies_tags(&self) -> SelectStatement {
        Query::select()
            .column(company_tag::Column::TagId)
            .from(company_tag::Entity)
            .cond_where(<Self as Reads<company_tag::Entity>>::rows(self))
            .take()
    }

    fn proposals(&self) -> SelectStatement {
        Query::select()
            .column(proposal::Column::Id)
            .from(proposal::Entity)
            .cond_where(<Self as Reads<proposal::Entity>>::rows(self))
            .take()
    }

    fn payments(&self) -> SelectStatement {
        Query::select()
            .column(payment::Column::Id)
            .from(payment::Entity)
            .cond_where(<Self as Reads<payment::Entity>>::rows(self))
            .take()
    }
}

macro_rules! client_reads {
    ($($(#[$doc:meta])* $module:ident: |$scope:ident| $condition:expr;)+) => {$(
        $(#[$doc])*
        impl Reads<$module::Entity> for ClientScope {
            fn rows(&self) -> Condition {
                let $scope = self;
                of_tenant::<$module::Entity>(self.tenant).add($condition)
            }
        }
    )+};
}

client_reads! {
    /// Their companies' invoices, and never a draft.
    invoice: |s| invoice::Column::CompanyId.is_in(s.company_ids()).and(invoice::Column::Status.ne("draft"));
    invoice_line: |s| invoice_line::Column::InvoiceId.in_subquery(s.invoices());
    invoice_tax: |s| invoice_tax::Column::InvoiceId.in_subquery(s.invoices());
    payment: |s| payment::Column::CompanyId.is_in(s.company_ids());
    payment_allocation: |s| payment_allocation::Column::InvoiceId.in_subquery(s.invoices());
    refund: |s| refund::Column::PaymentId.in_subquery(s.payments());
    credit_note: |s| credit_note::Column::InvoiceId.in_subquery(s.invoices());
    /// Their companies' proposals, once one was sent.
    proposal: |s| proposal::Column::CompanyId.is_in(s.company_ids()).and(proposal::Column::Live.is_not_null());
    /// Never the version that is being written.
    proposal_version: |s| proposal_version::Column::ProposalId.in_subquery(s.proposals())
        .and(proposal_version::Column::Status.ne("draft"));
    proposal_answer: |s| proposal_answer::Column::ProposalId.in_subquery(s.proposals());
    /// Not what staff say among themselves.
    proposal_comment: |s| proposal_comment::Column::ProposalId.in_subquery(s.proposals())
        .and(proposal_comment::Column::Internal.eq(false));
    /// Those that are addressed to them in person, from their turn on; and what the company may read once it is completed. Never a
    /// draft, and never what waits for somebody else first.
    contract: |s| contract::Column::Status.ne("draft").and(
        contract::Column::Id.in_subquery(s.addressed()).or(
            contract::Column::Shared.eq(true)
                .and(contract::Column::Status.eq("completed"))
                .and(contract::Column::CompanyId.is_in(s.company_ids()))));
    contract_recipient: |s| contract_recipient::Column::ContractId.in_subquery(s.contracts());
    contract_file: |s| contract_file::Column::ContractId.in_subquery(s.contracts());
    company: |s| company::Column::Id.is_in(s.company_ids());
    contact: |s| contact::Column::Id.eq(s.contact.uuid());
    membership: |s| membership::Column::ContactId.eq(s.contact.uuid());
    /// Not the previews of members of staff.
    session: |s| session::Column::ContactId.eq(s.contact.uuid()).and(session::Column::Kind.eq("client"));
    access_event: |s| access_event::Column::ContactId.eq(s.contact.uuid());
    mail: |s| mail::Column::ContactId.eq(s.contact.uuid());
    /// What concerns them in person, and what concerns their companies; not what a colleague did.
    activity: |s| activity::Column::ClientVisible.eq(true).and(
        activity::Column::ContactId.eq(s.contact.uuid()).or(
            activity::Column::ContactId.is_null().and(activity::Column::CompanyId.is_in(s.company_ids()))));
    /// While it is open; staff shape it before that.
    portal: |s| if s.is_preview() { Condition::all() } else { Condition::all().add(portal::Column::Enabled.eq(true)) };
    /// Those that are published; drafts are in a table that clients have no line for. Whom a page is for is judged by `pages::facts`.
    page: |_s| page::Column::State.eq("published").and(page::Column::ArchivedAt.is_null()).and(page::Column::Published.is_not_null());
    portal_image: |_s| Condition::all();
    page_image: |_s| Condition::all();
    tenant: |_s| tenant::Column::SuspendedAt.is_null();
    /// Own tags and those of the own companies decide what they see; pages may also say them.
    contact_tag: |s| contact_tag::Column::ContactId.eq(s.contact.uuid());
    company_tag: |s| company_tag::Column::CompanyId.is_in(s.company_ids());
    /// Those, and what was merged into one of them; no other is even known by name.
    tag: |s| Condition::any()
        .add(tag::Column::Id.in_subquery(s.own_tags()))
        .add(tag::Column::Id.in_subquery(s.companies_tags()))
        .add(tag::Column::MergedInto.in_subquery(s.own_tags()))
        .add(tag::Column::MergedInto.in_subquery(s.companies_tags()));
}

/// Their own profile.
impl Writes<contact::Entity> for ClientScope {}
/// Ending their own sessions.
impl Writes<session::Entity> for ClientScope {}
/// What they opened is noted.
impl Writes<access_event::Entity> for ClientScope {}
/// What they did is noted.
impl Writes<activity::Entity> for ClientScope {}
/// Mails to themselves, such as the notice of a new device.
impl Writes<mail::Entity> for ClientScope {}
/// Accepting and declining changes a proposal's state.
impl Writes<proposal::Entity> for ClientScope {}
/// And its version's.
impl Writes<proposal_version::Entity> for ClientScope {}
/// Their answers.
impl Writes<proposal_answer::Entity> for ClientScope {}
/// Their comments.
impl Writes<proposal_comment::Entity> for ClientScope {}
