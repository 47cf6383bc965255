//! What can be done with a contract, as its state and one's role allow.

use super::api::{
    DeleteContract, DuplicateContract, ExtendContract, RemindContract, ReplaceContractRecipient,
    SendContract, VoidContract,
};
use crate::{
    platform,
    ui::{
        Button, Confirm, Form, FormErrors, HiddenField, IconName, LinkButton, NumberField, SelectField,
        TextAreaField, Variant,
    },
};
use domain::{
    contact::ContactChoice,
    contract::{
        ContractStatus, DEFAULT_EXPIRY_DAYS, ExtendForm, RecipientStatus, ReplaceForm, VoidForm,
        view::{ContractDetail, RecipientDetail},
    },
    form::FormView,
    role::{Permission, Role},
};
use leptos::{prelude::*, server_fn::ServerFn};

/// What came back to one of the forms.
#[derive(Default)]
pub struct Returned {
    void: Option<FormView<VoidForm>>,
    extend: Option<FormView<ExtendForm>>,
    replace: Option<FormView<ReplaceForm>>,
    plain: Option<String>,
}

impl Returned {
    /// What came back to this page.
    pub async fn here() -> Self {
        let action = platform::returned_form::<serde_json::Value>("contract_action").await;
        Self {
            void: platform::returned_form("contract_void").await,
            extend: platform::returned_form("contract_extend").await,
            replace: platform::returned_form("contract_replace").await,
            plain: action.and_then(|form| form.errors.0.into_values().next()),
        }
    }

    /// What a plain button was refused for.
    pub fn refused(&self) -> Option<String> {
        self.plain.clone()
    }
}

/// A key that makes a second press harmless.
fn once() -> String {
    uuid::Uuid::new_v4().to_string()
}

/// The buttons, the most likely first.
pub fn buttons(
    contract: &ContractDetail,
    returned: Returned,
    role: Role,
    people: Vec<ContactChoice>,
) -> Vec<AnyView> {
    let (id, state) = (contract.paper.id, contract.status);
    let write = role.may(Permission::ContractsWrite);
    let mut buttons = Vec::new();
    if write && contract.your_turn {
        let href = format!("/staff/contracts/{id}/sign");
        buttons.push(
            view! { <LinkButton href=href icon=IconName::Contract variant=Variant::Primary>"Countersign"</LinkButton> }
                .into_any(),
        );
    }
    if write && state == ContractStatus::Draft {
        buttons.push(send(contract));
        let edit = format!("/staff/contracts/{id}/edit");
        buttons.push(view! { <LinkButton href=edit icon=IconName::Edit>"Edit"</LinkButton> }.into_any());
    }
    if write && state.is_open() {
        buttons.push(remind(contract));
    }
    if contract.sealed || contract.has_file {
        let pdf = format!("/staff/contracts/{id}/pdf");
        let text = if contract.sealed { "Sealed PDF" } else { "PDF" };
        buttons.push(
            view! { <LinkButton href=pdf icon=IconName::Download download=true>{text}</LinkButton> }
                .into_any(),
        );
    }
    if write && (state.is_open() || state == ContractStatus::Expired) {
        buttons.push(extend(contract, returned.extend));
    }
    if write && state.is_open() {
        buttons.extend(replace(contract, returned.replace, people));
    }
    if write {
        buttons.push(duplicate(contract));
    }
    if role.may(Permission::ContractsVoid) && (state.is_open() || state == ContractStatus::Expired) {
        buttons.push(void(contract, returned.void));
    }
    if write && state == ContractStatus::Draft {
        buttons.push(delete(contract));
    }
    buttons
}

fn id_of(contract: &ContractDetail) -> (String, String) {
    (contract.paper.id.to_string(), contract.version.to_string())
}

fn send(contract: &ContractDetail) -> AnyView {
    let (id, version) = id_of(contract);
    view! {
        <Confirm summary="Send" title="Send this contract?" variant=Variant::Primary icon=IconName::Send>
            <p class="small">
                "Its text is frozen with the values of today, it gets its number, and those whose turn it is are asked by mail. It can't be changed afterwards."
            </p>
            <Form action=SendContract::url() idempotency=once()>
                <HiddenField name="id" value=id/>
                <HiddenField name="version" value=version/>
                <div class="form-actions"><Button variant=Variant::Primary>"Send contract"</Button></div>
            </Form>
        </Confirm>
    }
    .into_any()
}

fn remind(contract: &ContractDetail) -> AnyView {
    let (id, _) = id_of(contract);
    view! {
        <Form action=RemindContract::url() class="inline-form">
            <HiddenField name="id" value=id/>
            <Button icon=IconName::Mail>"Remind"</Button>
        </Form>
    }
    .into_any()
}

fn duplicate(contract: &ContractDetail) -> AnyView {
    let (id, _) = id_of(contract);
    view! {
        <Form action=DuplicateContract::url() idempotency=once() class="inline-form">
            <HiddenField name="id" value=id/>
            <Button icon=IconName::Copy>"Duplicate"</Button>
        </Form>
    }
    .into_any()
}

fn extend(contract: &ContractDetail, returned: Option<FormView<ExtendForm>>) -> AnyView {
    let open = returned.is_some();
    let form = returned.unwrap_or_else(|| {
        FormView::fresh(ExtendForm {
            days: DEFAULT_EXPIRY_DAYS.to_string(),
            ..ExtendForm::default()
        })
    });
    let (id, version) = id_of(contract);
    let (values, errors) = (form.values, form.errors);
    view! {
        <Confirm summary="More time" title="Give more time" variant=Variant::Secondary icon=IconName::Clock open=open>
            <Form action=ExtendContract::url()>
                <HiddenField name="id" value=id/>
                <HiddenField name="form[version]" value=version/>
                <FormErrors errors=errors.clone()/>
                <NumberField
                    label="Days from today"
                    name="form[days]"
                    id="f-extend-days"
                    value=values.days
                    error=errors.get("days")
                />
                <div class="form-actions"><Button variant=Variant::Primary>"Give more time"</Button></div>
            </Form>
        </Confirm>
    }
    .into_any()
}

fn replace(
    contract: &ContractDetail,
    returned: Option<FormView<ReplaceForm>>,
    people: Vec<ContactChoice>,
) -> Option<AnyView> {
    let open = returned.is_some();
    let form = returned.unwrap_or_default();
    let waits = |one: &&RecipientDetail| {
        let done = matches!(one.status, RecipientStatus::Signed | RecipientStatus::Declined);
        one.contact.is_some() && !done
    };
    let seats: Vec<(String, String)> = contract
        .recipients
        .iter()
        .filter(waits)
        .map(|one| (one.id.to_string(), one.name.clone()))
        .collect();
    let people: Vec<(String, String)> = people
        .into_iter()
        .filter(|person| {
            !contract
                .recipients
                .iter()
                .any(|one| one.contact == Some(person.id))
        })
        .map(|person| (person.id.to_string(), person.name))
        .collect();
    if seats.is_empty() || people.is_empty() {
        return None;
    }
    let (values, errors) = (form.values, form.errors);
    let (id, version) = id_of(contract);
    Some(
        view! {
            <Confirm
                summary="Another person"
                title="Ask another person instead"
                variant=Variant::Secondary
                icon=IconName::Users
                open=open
            >
                <p class="small">"Whoever had the place can't open the contract any more."</p>
                <Form action=ReplaceContractRecipient::url()>
                    <HiddenField name="id" value=id/>
                    <HiddenField name="form[version]" value=version/>
                    <FormErrors errors=errors.clone()/>
                    <SelectField
                        label="In the place of"
                        name="form[recipient]"
                        id="f-replace-recipient"
                        options=seats
                        value=values.recipient
                    />
                    <SelectField
                        label="Who from now on"
                        name="form[contact_id]"
                        id="f-replace-contact"
                        options=people
                        value=values.contact_id
                        empty="Choose a person"
                        error=errors.get("contact_id")
                        required=true
                    />
                    <div class="form-actions"><Button variant=Variant::Primary>"Ask this person"</Button></div>
                </Form>
            </Confirm>
        }
        .into_any(),
    )
}

fn void(contract: &ContractDetail, returned: Option<FormView<VoidForm>>) -> AnyView {
    let open = returned.is_some();
    let form = returned.unwrap_or_default();
    let (id, version) = id_of(contract);
    let (values, errors) = (form.values, form.errors);
    view! {
        <Confirm summary="Take back" title="Take this contract back?" icon=IconName::Ban open=open>
            <p class="small">"Nobody can sign it any more. Those who had it are told, with the reason. This can't be undone."</p>
            <Form action=VoidContract::url()>
                <HiddenField name="id" value=id/>
                <HiddenField name="form[version]" value=version/>
                <FormErrors errors=errors.clone()/>
                <TextAreaField
                    label="Reason"
                    name="form[reason]"
                    id="f-void-reason"
                    value=values.reason
                    error=errors.get("reason")
                    hint="Those who had it read this."
                    rows=2
                    required=true
                />
                <div class="form-actions"><Button variant=Variant::Danger>"Take contract back"</Button></div>
            </Form>
        </Confirm>
    }
    .into_any()
}

fn delete(contract: &ContractDetail) -> AnyView {
    let (id, version) = id_of(contract);
    view! {
        <Confirm summary="Delete" title="Delete this draft?" icon=IconName::Delete>
            <p class="small">"It is gone for good. No number was used."</p>
            <Form action=DeleteContract::url()>
                <HiddenField name="id" value=id/>
                <HiddenField name="version" value=version/>
                <div class="form-actions"><Button variant=Variant::Danger>"Delete draft"</Button></div>
            </Form>
        </Confirm>
    }
    .into_any()
}
