//! The world's proposals, in the states that addresses ask for.

use super::{
    seed::Seed,
    world::{Company, Tenant},
};
use backend::proposal::{comment, draft, presets, send};
use domain::{
    ids::ProposalId,
    proposal::{CommentForm, ItemForm, ProposalForm, SectionForm},
};
use uuid::Uuid;

impl Seed<'_> {
    pub(super) async fn proposals(&self, company: &mut Company) {
        for state in ["draft", "sent", "accepted"] {
            let id = self.proposal(company, state).await;
            company.proposals.insert(state, id.uuid());
            if state == "draft" {
                continue;
            }
            send::send(self.backend, &self.owner, id, 1).await.unwrap();
            let hash = "SELECT hash FROM proposal_version WHERE proposal_id = $1";
            let hash: String = self.database.one(hash, vec![id.uuid().into()]).await;
            company.proposal_hashes.insert(state, hash);
            for internal in [false, true] {
                let mark = if internal { "internal-comment" } else { "comment" };
                let form = CommentForm {
                    body: format!("§{}-{mark}§", company.tag),
                    internal,
                    ..CommentForm::default()
                };
                comment::by_staff(self.backend, &self.owner, id, &form)
                    .await
                    .unwrap();
            }
            if state == "accepted" {
                self.accepted(company, id).await;
            }
        }
    }

    async fn proposal(&self, company: &Company, state: &str) -> ProposalId {
        let tag = company.tag;
        let mark = if state == "draft" { "draft-" } else { "" };
        let text = |what: &str| format!("§{tag}-{mark}{what}§");
        let form = ProposalForm {
            company_id: company.id.to_string(),
            contact_id: company.contacts[0].id.to_string(),
            title: text("proposal"),
            currency: "EUR".to_owned(),
            valid_until: "2026-04-15".to_owned(),
            internal_notes: format!("§{tag}-internal-proposal-notes§"),
            sections: vec![SectionForm {
                kind: "pricing".to_owned(),
                heading: text("section"),
                body: text("offer"),
                items: vec![ItemForm {
                    name: text("item"),
                    unit_price: super::seed_invoices::amount(tag).to_owned(),
                    ..ItemForm::default()
                }],
                ..SectionForm::default()
            }],
            ..ProposalForm::default()
        };
        draft::create(self.backend, &self.owner, &form, "").await.unwrap()
    }

    /// As its client would have: the program makes client's scopes from sessions only.
    async fn accepted(&self, company: &Company, id: ProposalId) {
        let id = id.uuid();
        for table in ["proposal", "proposal_version"] {
            let column = if table == "proposal" { "id" } else { "proposal_id" };
            let sql = format!("UPDATE {table} SET status = 'accepted' WHERE {column} = $1");
            self.database.run(&sql, vec![id.into()]).await;
        }
        let sql = "INSERT INTO proposal_answer (id, tenant_id, proposal_id, no, kind, contact_id, name, email, selection, \
            total_minor, po_number, signature, consent_version, consent, hash, decline_reason, text, browser, address, \
            created_at) SELECT $1, tenant_id, proposal_id, no, 'accepted', $2, $3, '', '{\"chosen\":[],\"quantities\":{}}', 0, \
            '', '', 'x', 'x', hash, '', '', '', '', created_at FROM proposal_version WHERE proposal_id = $4";
        let name = format!("§{}-signer§", company.tag);
        let who = company.contacts[0].id;
        self.database
            .run(
                sql,
                vec![Uuid::now_v7().into(), who.into(), name.into(), id.into()],
            )
            .await;
    }

    pub(super) async fn proposal_presets(&self, tenant: &mut Tenant) {
        let id = tenant.companies[0].proposals["draft"].into();
        let name = |what: &str| format!("§{}0-internal-{what}§", self.tag);
        tenant.proposal_template = presets::save_template(self.backend, &self.owner, id, &name("template"))
            .await
            .unwrap()
            .uuid();
        let key = "s1";
        tenant.proposal_section = presets::save_section(self.backend, &self.owner, id, key, &name("section"))
            .await
            .unwrap()
            .uuid();
    }
}
