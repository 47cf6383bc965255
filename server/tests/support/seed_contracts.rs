//! The world's contracts, each addressed to one person.

use super::{seed::Seed, world::Company};
use backend::contracts::{draft, send, steps, templates};
use domain::contract::{ContractForm, RecipientForm, TemplateForm, VoidForm};

impl Seed<'_> {
    pub(super) async fn contracts(&self, company: &mut Company) {
        for nth in 0..company.contacts.len() {
            for state in ["draft", "open", "void"] {
                let id = self.contract(company, nth, state).await;
                company.contacts[nth].contracts.insert(state, id);
            }
        }
    }

    pub(super) async fn contract_template(&self) -> uuid::Uuid {
        let form = TemplateForm {
            name: format!("§{}0-internal-template§", self.tag),
            title: "A contract".to_owned(),
            body: "Text".to_owned(),
            ..TemplateForm::default()
        };
        templates::create(self.backend, &self.owner, &form, "")
            .await
            .unwrap()
            .uuid()
    }

    async fn contract(&self, company: &Company, nth: usize, state: &'static str) -> uuid::Uuid {
        let (backend, owner, person) = (self.backend, &self.owner, &company.contacts[nth]);
        let tag = person.tag;
        let text = |what: &str| format!("§{tag}-{}{what}§", if state == "draft" { "draft-" } else { "" });
        let form = ContractForm {
            company_id: company.id.to_string(),
            title: text("contract-title"),
            kind: text("contract-kind"),
            body: text("contract-text"),
            delegation: true,
            recipients: vec![RecipientForm {
                contact_id: person.id.to_string(),
                role: "signer".to_owned(),
            }],
            ..ContractForm::default()
        };
        let id = draft::create(backend, owner, &form, "").await.unwrap();
        if state == "draft" {
            return id.uuid();
        }
        let version = self.database.version("contract", id.uuid()).await;
        send::send(backend, owner, id, version, "").await.unwrap();
        if state == "void" {
            let form = VoidForm {
                reason: text("contract-reason"),
                version: self.database.version("contract", id.uuid()).await,
            };
            steps::void(backend, owner, id, &form).await.unwrap();
        }
        id.uuid()
    }
}
