//! The addresses of proposals, on both sides.

use super::{
    case::{Case, Refusal::*, Thing, Who, as_fields, id_and},
    fields,
    http::Fields,
    world::World,
};
use domain::{
    module::Module,
    proposal::{
        AcceptForm, CommentForm, DeclineForm, ItemForm, ProposalForm, SectionForm,
        answer::{ExtendForm, ReasonForm},
    },
    role::Permission::*,
};

pub fn proposal_form(company: &str, contact: &str, version: i64) -> ProposalForm {
    ProposalForm {
        company_id: company.to_owned(),
        contact_id: contact.to_owned(),
        title: "Changed proposal".into(),
        currency: "EUR".into(),
        valid_until: "2026-04-15".into(),
        version,
        sections: vec![SectionForm {
            kind: "pricing".into(),
            items: vec![ItemForm {
                name: "Work".into(),
                unit_price: "10.50".into(),
                ..ItemForm::default()
            }],
            ..SectionForm::default()
        }],
        ..ProposalForm::default()
    }
}

fn with_version(world: &World, id: &str) -> Fields {
    fields(&[("id", id), ("version", &world.version(id).to_string())])
}

fn reason(world: &World, id: &str) -> Fields {
    let form = ReasonForm {
        reason: "A reason".into(),
        version: world.version(id),
    };
    id_and(id, as_fields("form", &form))
}

fn comment(_: &World, id: &str) -> Fields {
    let form = CommentForm {
        body: "A comment".into(),
        ..CommentForm::default()
    };
    id_and(id, as_fields("form", &form))
}

/// The one-off total of A1's proposals: 3,141.59 without tax.
const TOTAL: &str = "314159,0,0,0";

fn accept(world: &World, id: &str) -> Fields {
    let form = AcceptForm {
        version: 1,
        hash: world.a1().proposal_hashes["sent"].clone(),
        total: TOTAL.into(),
        name: "Ada Lovelace".into(),
        consent: true,
        ..AcceptForm::default()
    };
    id_and(id, as_fields("form", &form))
}

fn decline(world: &World, id: &str) -> Fields {
    let form = DeclineForm {
        version: 1,
        hash: world.a1().proposal_hashes["sent"].clone(),
        reason: "price".into(),
        text: String::new(),
    };
    id_and(id, as_fields("form", &form))
}

pub fn cases() -> Vec<Case> {
    [pages(), reading(), writing(), sending(), portal()].concat()
}

fn pages() -> Vec<Case> {
    let (read, write) = (Who::May(ProposalsRead), Who::May(ProposalsWrite));
    vec![
        Case::page("/staff/proposals", read)
            .plain()
            .probe(Thing::Company, Empty, |_, id| fields(&[("company", id)])),
        Case::page("/staff/proposals/new", write).plain(),
        Case::page("/staff/proposals/templates", read).plain(),
        Case::page("/staff/proposals/{id}", read).of(Thing::Proposal("sent")),
        Case::page("/staff/proposals/{id}/edit", write).of(Thing::Proposal("draft")),
        Case::page("/staff/proposals/{id}/preview", read).of(Thing::Proposal("draft")),
        Case::page("/staff/proposals/{id}/pdf", read).of(Thing::Proposal("accepted")),
        Case::page("/staff/proposals/export.csv", read)
            .plain()
            .probe(Thing::Company, Empty, |_, id| fields(&[("company", id)])),
    ]
}

fn reading() -> Vec<Case> {
    let (read, write) = (Who::May(ProposalsRead), Who::May(ProposalsWrite));
    vec![
        Case::reads("/api/staff/list_proposals", read)
            .plain()
            .probe(Thing::Company, Empty, |_, id| fields(&[("filter[company]", id)])),
        Case::reads("/api/staff/total_proposals", read)
            .plain()
            .probe(Thing::Company, Empty, |_, id| fields(&[("filter[company]", id)])),
        Case::reads("/api/staff/get_proposal", read).of(Thing::Proposal("accepted")),
        Case::reads("/api/staff/preview_proposal", read).of(Thing::Proposal("draft")),
        Case::reads("/api/staff/proposal_activity", read).of(Thing::Proposal("sent")),
        Case::reads("/api/staff/company_proposals", read).of(Thing::Company),
        Case::reads("/api/staff/contact_proposals", read).of(Thing::Contact),
        Case::reads("/api/staff/proposal_presets", read).plain(),
        Case::reads("/api/staff/new_proposal", write)
            .plain()
            .probe(Thing::Company, NotFound, |_, id| fields(&[("company", id)]))
            .probe(Thing::ProposalTemplate, NotFound, |_, id| {
                fields(&[("template", id)])
            }),
        Case::reads("/api/staff/edit_proposal", write).of(Thing::Proposal("draft")),
        Case::reads("/api/staff/shape_proposal", write)
            .with(|_, _| {
                let mut form = as_fields("form", &proposal_form("", "", 0));
                form.extend(fields(&[("op", "add-item:0")]));
                form
            })
            .probe(Thing::ProposalSection, NotFound, |_, id| {
                fields(&[("op", &format!("insert:{id}"))])
            }),
    ]
}

fn writing() -> Vec<Case> {
    let write = Who::May(ProposalsWrite);
    vec![
        Case::changes("/api/staff/create_proposal", write)
            .probe(Thing::Company, Invalid, |_, id| {
                as_fields("form", &proposal_form(id, "", 0))
            })
            .probe(Thing::Contact, Invalid, |world, id| {
                as_fields("form", &proposal_form(&world.a1().id.to_string(), id, 0))
            }),
        Case::changes("/api/staff/update_proposal", write)
            .probe(Thing::Proposal("draft"), NotFound, |world, id| {
                let form = proposal_form(&world.a1().id.to_string(), "", world.version(id));
                id_and(id, as_fields("form", &form))
            })
            .probe(Thing::Company, Invalid, |world, id| {
                let draft = world.a1().proposals["draft"].to_string();
                let form = proposal_form(id, "", world.version(&draft));
                id_and(&draft, as_fields("form", &form))
            }),
        Case::changes("/api/staff/delete_proposal", write).probe(
            Thing::Proposal("draft"),
            NotFound,
            with_version,
        ),
        Case::changes("/api/staff/duplicate_proposal", write).of(Thing::Proposal("sent")),
        Case::changes("/api/staff/save_proposal_template", write).probe(
            Thing::Proposal("draft"),
            NotFound,
            |_, id| fields(&[("id", id), ("name", "Website")]),
        ),
        Case::changes("/api/staff/save_proposal_section", write).probe(
            Thing::Proposal("draft"),
            NotFound,
            |_, id| fields(&[("id", id), ("section", "s1"), ("name", "Prices")]),
        ),
        Case::changes("/api/staff/delete_proposal_preset", write).of(Thing::ProposalTemplate),
    ]
}

fn sending() -> Vec<Case> {
    let write = Who::May(ProposalsWrite);
    vec![
        Case::changes("/api/staff/send_proposal", write).probe(
            Thing::Proposal("draft"),
            NotFound,
            with_version,
        ),
        Case::changes("/api/staff/revise_proposal", write).probe(
            Thing::Proposal("sent"),
            NotFound,
            with_version,
        ),
        Case::changes("/api/staff/extend_proposal", write).probe(
            Thing::Proposal("sent"),
            NotFound,
            |world, id| {
                let form = ExtendForm {
                    valid_until: "2026-05-31".into(),
                    version: world.version(id),
                };
                id_and(id, as_fields("form", &form))
            },
        ),
        Case::changes("/api/staff/withdraw_proposal", write).probe(Thing::Proposal("sent"), NotFound, reason),
        Case::changes("/api/staff/reopen_proposal", Who::May(ProposalsReopen)).probe(
            Thing::Proposal("accepted"),
            NotFound,
            reason,
        ),
        Case::changes("/api/staff/comment_proposal", write).probe(Thing::Proposal("sent"), NotFound, comment),
        Case::changes("/api/staff/bill_proposal", write).of(Thing::Proposal("accepted")),
    ]
}

fn portal() -> Vec<Case> {
    let proposals = Who::ClientsWith(Module::Proposals);
    vec![
        Case::page("/portal/proposals", proposals)
            .plain()
            .probe(Thing::Company, Empty, |_, id| fields(&[("company", id)])),
        Case::page("/portal/proposals/{id}", proposals)
            .of(Thing::Proposal("sent"))
            .of(Thing::Proposal("accepted")),
        Case::page("/portal/proposals/{id}/accept", proposals).of(Thing::Proposal("sent")),
        Case::page("/portal/proposals/{id}/decline", proposals).of(Thing::Proposal("sent")),
        Case::page("/portal/proposals/{id}/pdf", proposals).of(Thing::Proposal("sent")),
        Case::page("/portal/proposals/export.csv", proposals)
            .plain()
            .probe(Thing::Company, Empty, |_, id| fields(&[("company", id)])),
        Case::reads("/api/portal/list_proposals", proposals)
            .plain()
            .probe(Thing::Company, Empty, |_, id| fields(&[("filter[company]", id)])),
        Case::reads("/api/portal/proposal", proposals).of(Thing::Proposal("accepted")),
        Case::reads("/api/portal/may_answer_proposals", proposals).plain(),
        Case::changes("/api/portal/accept_proposal", proposals).probe(
            Thing::Proposal("sent"),
            NotFound,
            accept,
        ),
        Case::changes("/api/portal/decline_proposal", proposals).probe(
            Thing::Proposal("sent"),
            NotFound,
            decline,
        ),
        Case::changes("/api/portal/comment_proposal", proposals).probe(
            Thing::Proposal("sent"),
            NotFound,
            comment,
        ),
    ]
}
