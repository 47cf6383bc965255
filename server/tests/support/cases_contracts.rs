//! The addresses of contracts, on both sides.

use super::{
    case::{Case, Refusal::*, Thing, Who, as_fields, id_and},
    fields,
    http::Fields,
    world::World,
};
use domain::{
    contract::{
        ContractForm, DeclineForm, DelegateForm, ExtendForm, ReplaceForm, SignForm, TemplateForm, VoidForm,
    },
    module::Module,
    role::Permission::*,
};

fn contract_form(company: &str, version: i64) -> ContractForm {
    ContractForm {
        company_id: company.to_owned(),
        title: "Changed contract".into(),
        body: "Text".into(),
        version,
        ..ContractForm::default()
    }
}

fn template_form(name: &str, version: i64) -> TemplateForm {
    TemplateForm {
        name: name.to_owned(),
        title: "A contract".into(),
        body: "Text".into(),
        version,
        ..TemplateForm::default()
    }
}

fn signature() -> SignForm {
    SignForm {
        consent: true,
        consent_version: domain::contract::CONSENT_VERSION,
        signature: "Somebody".into(),
        code: "000000".into(),
        ..SignForm::default()
    }
}

fn with_version(world: &World, id: &str) -> Fields {
    fields(&[("id", id), ("version", &world.version(id).to_string())])
}

pub fn cases() -> Vec<Case> {
    [portal(), reading(), drafts(), steps(), templates()].concat()
}

fn portal() -> Vec<Case> {
    let contracts = Who::ClientsWith(Module::Contracts);
    let open = Thing::Contract("open");
    vec![
        Case::page("/portal/contracts", contracts)
            .plain()
            .probe(Thing::Company, Empty, |_, id| fields(&[("company", id)])),
        Case::page("/portal/contracts/{id}", contracts)
            .of(open)
            .of(Thing::Contract("void")),
        Case::page("/portal/contracts/{id}/pdf", contracts).of(open),
        Case::page("/portal/contracts/export", contracts).plain(),
        Case::reads("/api/portal/list_contracts", contracts)
            .plain()
            .probe(Thing::Company, Empty, |_, id| fields(&[("filter[company]", id)])),
        Case::reads("/api/portal/contract", contracts).of(open),
        Case::changes("/api/portal/request_contract_code", contracts).of(open),
        // What was read is not what is stored.
        Case::changes("/api/portal/sign_contract", contracts)
            .probe(open, NotFound, |_, id| {
                id_and(id, as_fields("form", &signature()))
            })
            .answers(409),
        Case::changes("/api/portal/decline_contract", contracts).probe(open, NotFound, |_, id| {
            let form = DeclineForm { reason: "No".into() };
            id_and(id, as_fields("form", &form))
        }),
        Case::changes("/api/portal/delegate_contract", contracts).probe(open, NotFound, |_, id| {
            let form = DelegateForm {
                name: "Ada Lovelace".into(),
                email: "ada@example.com".into(),
            };
            id_and(id, as_fields("form", &form))
        }),
    ]
}

fn reading() -> Vec<Case> {
    let (read, write) = (Who::May(ContractsRead), Who::May(ContractsWrite));
    vec![
        Case::page("/staff/contracts", read)
            .plain()
            .probe(Thing::Company, Empty, |_, id| fields(&[("company", id)])),
        Case::page("/staff/contracts/{id}", read)
            .of(Thing::Contract("open"))
            .of(Thing::Contract("draft")),
        Case::page("/staff/contracts/{id}/pdf", read).of(Thing::Contract("open")),
        Case::page("/staff/contracts/export", read).plain(),
        Case::page("/staff/contracts/new", write)
            .plain()
            .probe(Thing::Company, NotFound, |_, id| fields(&[("company", id)])),
        Case::page("/staff/contracts/{id}/edit", write).of(Thing::Contract("draft")),
        // It waits for nobody of the staff.
        Case::page("/staff/contracts/{id}/sign", write)
            .of(Thing::Contract("open"))
            .answers(404),
        Case::reads("/api/staff/list_contracts", read)
            .plain()
            .probe(Thing::Company, Empty, |_, id| fields(&[("filter[company]", id)]))
            .probe(Thing::Contact, Empty, |_, id| fields(&[("filter[contact]", id)])),
        Case::reads("/api/staff/get_contract", read).of(Thing::Contract("void")),
        Case::reads("/api/staff/contract_countersigners", write).plain(),
    ]
}

fn drafts() -> Vec<Case> {
    let write = Who::May(ContractsWrite);
    let draft = Thing::Contract("draft");
    vec![
        Case::reads("/api/staff/new_contract", write)
            .plain()
            .probe(Thing::Company, NotFound, |_, id| fields(&[("company", id)]))
            .probe(Thing::ContractTemplate, NotFound, |_, id| {
                fields(&[("template", id)])
            }),
        Case::reads("/api/staff/edit_contract", write).of(draft),
        Case::changes("/api/staff/create_contract", write).probe(Thing::Company, Invalid, |_, id| {
            as_fields("form", &contract_form(id, 0))
        }),
        Case::changes("/api/staff/update_contract", write).probe(draft, NotFound, |world, id| {
            let form = contract_form(&world.a1().id.to_string(), world.version(id));
            id_and(id, as_fields("form", &form))
        }),
        Case::changes("/api/staff/delete_contract", write).probe(draft, NotFound, with_version),
        Case::changes("/api/staff/duplicate_contract", write).of(Thing::Contract("void")),
        Case::changes("/api/staff/send_contract", write).probe(draft, NotFound, with_version),
    ]
}

fn steps() -> Vec<Case> {
    let write = Who::May(ContractsWrite);
    let open = Thing::Contract("open");
    vec![
        // They were written to a moment ago.
        Case::changes("/api/staff/remind_contract", write)
            .of(open)
            .answers(409),
        Case::changes("/api/staff/void_contract", Who::May(ContractsVoid)).probe(
            open,
            NotFound,
            |world, id| {
                let form = VoidForm {
                    reason: "A reason".into(),
                    version: world.version(id),
                };
                id_and(id, as_fields("form", &form))
            },
        ),
        Case::changes("/api/staff/extend_contract", write).probe(open, NotFound, |world, id| {
            let form = ExtendForm {
                days: "20".into(),
                version: world.version(id),
            };
            id_and(id, as_fields("form", &form))
        }),
        // Nobody has that place.
        Case::changes("/api/staff/replace_contract_recipient", write)
            .probe(open, NotFound, |world, id| {
                let form = ReplaceForm {
                    recipient: "0195a000-0000-7000-8000-000000000000".into(),
                    contact_id: world.a1().contacts[1].id.to_string(),
                    version: world.version(id),
                };
                id_and(id, as_fields("form", &form))
            })
            .answers(404),
        // Somebody else signs for the provider, or nobody.
        Case::changes("/api/staff/countersign_contract", write)
            .probe(open, NotFound, |_, id| {
                id_and(id, as_fields("form", &signature()))
            })
            .answers(409),
    ]
}

fn templates() -> Vec<Case> {
    let (read, write) = (Who::May(ContractsRead), Who::May(ContractsWrite));
    vec![
        Case::page("/staff/contracts/templates", read).plain(),
        Case::page("/staff/contracts/templates/new", write).plain(),
        Case::page("/staff/contracts/templates/{id}", write).of(Thing::ContractTemplate),
        Case::reads("/api/staff/list_contract_templates", read).plain(),
        Case::reads("/api/staff/contract_template_choices", read).plain(),
        Case::reads("/api/staff/get_contract_template", write).of(Thing::ContractTemplate),
        Case::changes("/api/staff/create_contract_template", write)
            .with(|_, _| as_fields("form", &template_form("Another", 0))),
        Case::changes("/api/staff/update_contract_template", write).probe(
            Thing::ContractTemplate,
            NotFound,
            |world, id| {
                id_and(
                    id,
                    as_fields("form", &template_form("Renamed", world.version(id))),
                )
            },
        ),
        Case::changes("/api/staff/delete_contract_template", write).of(Thing::ContractTemplate),
    ]
}
