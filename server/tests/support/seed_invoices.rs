//! The world's invoices, one in each state for every company.

use super::{seed::Seed, world::Company};
use backend::{invoice, payment};
use domain::{
    credit_note::CreditNoteForm,
    ids::InvoiceId,
    invoice::{
        closing::{VoidForm, WriteOffForm},
        form::{InvoiceForm, InvoiceLineForm},
    },
    payment::{PaymentForm, RefundForm},
};
use uuid::Uuid;

/// The amount of every invoice of a company, so that an amount betrays its owner too.
pub fn amount(tag: &str) -> &'static str {
    match tag {
        "A1" => "3141.59",
        "A2" => "2718.28",
        "A3" => "1414.21",
        _ => "1618.03",
    }
}

impl Seed<'_> {
    pub(super) async fn invoices(&self, company: &mut Company) {
        for state in [
            "draft",
            "open",
            "overdue",
            "partial",
            "paid",
            "refunded",
            "void",
            "written_off",
            "credited",
        ] {
            let id = self.draft(company, state).await;
            company.invoices.insert(state, id.uuid());
            if state == "draft" {
                continue;
            }
            let version = self.version("invoice", id.uuid()).await;
            invoice::commands::issue(self.backend, &self.owner, id, version, state == "open", "")
                .await
                .unwrap();
            self.bring_into(company, state, id).await;
        }
    }

    async fn draft(&self, company: &Company, state: &str) -> InvoiceId {
        let tag = company.tag;
        let text = |what: &str| format!("§{tag}-{}{what}§", if state == "draft" { "draft-" } else { "" });
        let (issued, due) = match state {
            "overdue" => ("2026-01-10", "2026-01-24"),
            _ => ("2026-03-10", "2026-03-24"),
        };
        let form = InvoiceForm {
            company_id: company.id.to_string(),
            contact_id: company.contacts[0].id.to_string(),
            currency: "EUR".to_owned(),
            issue_date: issued.to_owned(),
            due_date: due.to_owned(),
            po_number: text("po"),
            reference: text("reference"),
            notes: text("notes"),
            terms: text("terms"),
            internal_notes: format!("§{tag}-internal-invoice-notes§"),
            lines: vec![InvoiceLineForm {
                description: text("line"),
                quantity: "1".to_owned(),
                unit: text("unit"),
                unit_price: amount(tag).to_owned(),
                ..InvoiceLineForm::default()
            }],
            ..InvoiceForm::default()
        };
        invoice::commands::create(self.backend, &self.owner, &form, "")
            .await
            .unwrap()
    }

    async fn version(&self, table: &str, id: Uuid) -> i64 {
        self.database.version(table, id).await
    }

    async fn bring_into(&self, company: &mut Company, state: &'static str, id: InvoiceId) {
        let (backend, owner, tag) = (self.backend, &self.owner, company.tag);
        let version = self.version("invoice", id.uuid()).await;
        let reason = format!("§{tag}-reason§");
        let whole = amount(tag).to_owned();
        match state {
            "partial" => self.pay(company, state, id, "100".to_owned()).await,
            // More than was asked for: the rest is the company's credit.
            "paid" => self.pay(company, state, id, "9999".to_owned()).await,
            "refunded" => {
                self.pay(company, state, id, whole).await;
                let payment = company.payments[state];
                let form = RefundForm {
                    amount: "10".to_owned(),
                    refunded_on: "2026-03-14".to_owned(),
                    reason,
                    version: self.version("payment", payment).await,
                };
                payment::commands::refund(backend, owner, payment.into(), &form, "")
                    .await
                    .unwrap();
            }
            "void" => {
                let form = VoidForm { reason, version };
                invoice::commands::void(backend, owner, id, &form).await.unwrap();
            }
            "written_off" => {
                let form = WriteOffForm { reason, version };
                invoice::commands::write_off(backend, owner, id, &form)
                    .await
                    .unwrap();
            }
            "credited" => {
                let form = CreditNoteForm {
                    amount: "50".to_owned(),
                    full: false,
                    reason,
                    version,
                };
                company.credit_note = invoice::commands::credit(backend, owner, id, &form, "")
                    .await
                    .unwrap()
                    .uuid();
            }
            _ => {}
        }
    }

    async fn pay(&self, company: &mut Company, state: &'static str, id: InvoiceId, amount: String) {
        let form = PaymentForm {
            amount,
            received_on: "2026-03-13".to_owned(),
            method: "bank_transfer".to_owned(),
            reference: format!("§{}-payment§", company.tag),
            note: format!("§{}-internal-payment-note§", company.tag),
            version: self.version("invoice", id.uuid()).await,
        };
        let recorded = payment::commands::record(self.backend, &self.owner, id, &form, "")
            .await
            .unwrap();
        company.payments.insert(state, recorded.payment.uuid());
    }
}
