//! What can be done with a proposal, as its state and one's role allow.

use super::api::{
    BillProposal, CommentProposal, DeleteProposal, DuplicateProposal, ExtendProposal, ReopenProposal,
    ReviseProposal, SaveProposalTemplate, SendProposal, WithdrawProposal,
};
use crate::{
    platform,
    ui::{
        Button, CheckField, Confirm, DateField, Form, FormErrors, HiddenField, IconName, LinkButton,
        SelectField, TextAreaField, TextField, Variant,
    },
};
use domain::{
    date,
    form::{FieldErrors, FormView},
    proposal::{
        CommentForm, Kind, ProposalStatus,
        answer::{ExtendForm, ReasonForm},
        view::ProposalDetail,
    },
    role::{Permission, Role},
};
use leptos::{prelude::*, server_fn::ServerFn};

/// What came back to one of the forms.
#[derive(Default)]
pub struct Returned {
    extend: Option<FormView<ExtendForm>>,
    withdraw: Option<FormView<ReasonForm>>,
    reopen: Option<FormView<ReasonForm>>,
    comment: Option<FormView<CommentForm>>,
    template: Option<FormView<String>>,
    /// What a plain button was refused for.
    pub refused: Option<String>,
}

impl Returned {
    /// What came back to this page.
    pub async fn here() -> Self {
        let action = platform::returned_form::<serde_json::Value>("proposal_action").await;
        let section = platform::returned_form::<String>("section").await;
        let refused = action.and_then(|form| form.errors.0.into_values().next());
        Self {
            extend: platform::returned_form("extend").await,
            withdraw: platform::returned_form("withdraw").await,
            reopen: platform::returned_form("reopen").await,
            comment: platform::returned_form("comment").await,
            template: platform::returned_form("template").await,
            refused: refused.or(section.and_then(|form| form.errors.0.into_values().next())),
        }
    }
}

/// A key that makes a second press harmless.
fn once() -> String {
    uuid::Uuid::new_v4().to_string()
}

fn hidden(proposal: &ProposalDetail, version: &'static str) -> AnyView {
    let (id, changes) = (proposal.document.id.to_string(), proposal.changes.to_string());
    view! {
        <HiddenField name="id" value=id/>
        <HiddenField name=version value=changes/>
    }
    .into_any()
}

/// The buttons, the most likely first.
pub fn buttons(proposal: &ProposalDetail, returned: &mut Returned, role: Role) -> Vec<AnyView> {
    let id = proposal.document.id;
    let mut buttons = Vec::new();
    let write = role.may(Permission::ProposalsWrite);
    let state = proposal.status;
    if write && proposal.draft.is_some() {
        buttons.push(send(proposal));
        let edit = format!("/staff/proposals/{id}/edit");
        buttons.push(view! { <LinkButton href=edit icon=IconName::Edit>"Edit"</LinkButton> }.into_any());
    }
    let billed = proposal
        .made
        .iter()
        .any(|made| made.kind == Kind::Invoice && !made.address.is_empty());
    if write && state == ProposalStatus::Accepted && role.may(Permission::InvoicesWrite) && !billed {
        buttons.push(bill(proposal));
    }
    if write && state.check_revisable(proposal.draft.is_some()).is_ok() {
        buttons.push(revise(proposal));
    }
    buttons.push(
        view! { <LinkButton href=format!("/staff/proposals/{id}/preview") icon=IconName::Eye>"View as client"</LinkButton> }
            .into_any(),
    );
    buttons.push(
        view! { <LinkButton href=format!("/staff/proposals/{id}/pdf") icon=IconName::Download download=true>"PDF"</LinkButton> }
            .into_any(),
    );
    if !write {
        return buttons;
    }
    if state == ProposalStatus::Sent {
        buttons.push(extend(proposal, returned.extend.take()));
        buttons.push(withdraw(proposal, returned.withdraw.take()));
    }
    buttons.push(
        view! {
            <Form action=DuplicateProposal::url() idempotency=once() class="inline-form">
                <HiddenField name="id" value=id.to_string()/>
                <Button icon=IconName::Copy>"Duplicate"</Button>
            </Form>
        }
        .into_any(),
    );
    buttons.push(template(proposal, returned.template.take()));
    if state == ProposalStatus::Accepted && proposal.made.is_empty() && role.may(Permission::ProposalsReopen)
    {
        buttons.push(reopen(proposal, returned.reopen.take()));
    }
    if proposal.draft.is_some() {
        buttons.push(delete(proposal));
    }
    buttons
}

fn send(proposal: &ProposalDetail) -> AnyView {
    let text = match proposal.contact_name.as_str() {
        "" => "Choose the person it is addressed to first.".to_owned(),
        name => {
            format!("{name} finds it in the portal. What is sent is frozen, with its merge tags filled in.")
        }
    };
    let replaces = proposal.document.number.is_some().then(|| {
        view! { <p class="small">"It takes the place of the version before, which can't be accepted any more."</p> }
    });
    let which = hidden(proposal, "version");
    view! {
        <Confirm summary="Send" title="Send this proposal?" variant=Variant::Primary icon=IconName::Send>
            <p class="small">{text}</p>
            {replaces}
            <Form action=SendProposal::url()>
                {which}
                <div class="form-actions"><Button variant=Variant::Primary>"Send proposal"</Button></div>
            </Form>
        </Confirm>
    }
    .into_any()
}

fn bill(proposal: &ProposalDetail) -> AnyView {
    let id = proposal.document.id.to_string();
    let recurs = !proposal.document.sums.recurring.is_empty();
    view! {
        <Confirm summary="Make an invoice" title="Make a draft invoice" variant=Variant::Primary icon=IconName::Invoice>
            <p class="small">"It holds what was accepted, is made once, and can be changed before you issue it."</p>
            <Form action=BillProposal::url()>
                <HiddenField name="id" value=id/>
                {recurs.then(|| view! { <CheckField label="Bill the first period of what recurs, too" name="first_period"/> })}
                <div class="form-actions"><Button variant=Variant::Primary>"Make draft invoice"</Button></div>
            </Form>
        </Confirm>
    }
    .into_any()
}

fn revise(proposal: &ProposalDetail) -> AnyView {
    let which = hidden(proposal, "version");
    view! {
        <Form action=ReviseProposal::url() class="inline-form">
            {which}
            <Button icon=IconName::Edit>"New version"</Button>
        </Form>
    }
    .into_any()
}

fn extend(proposal: &ProposalDetail, returned: Option<FormView<ExtendForm>>) -> AnyView {
    let open = returned.is_some();
    let form = returned.unwrap_or_else(|| {
        FormView::fresh(ExtendForm {
            valid_until: proposal
                .document
                .valid_until
                .map(date::to_field)
                .unwrap_or_default(),
            ..ExtendForm::default()
        })
    });
    let which = hidden(proposal, "form[version]");
    view! {
        <Confirm summary="Extend" title="Extend its validity" variant=Variant::Secondary icon=IconName::Calendar open=open>
            <p class="small">"It is sent again with the new day."</p>
            <Form action=ExtendProposal::url()>
                {which}
                <FormErrors errors=form.errors.clone()/>
                <DateField
                    label="Valid until"
                    name="form[valid_until]"
                    id="f-extend-until"
                    value=form.values.valid_until
                    error=form.errors.get("valid_until")
                    required=true
                />
                <div class="form-actions"><Button variant=Variant::Primary>"Extend and send again"</Button></div>
            </Form>
        </Confirm>
    }
    .into_any()
}

fn withdraw(proposal: &ProposalDetail, returned: Option<FormView<ReasonForm>>) -> AnyView {
    let open = returned.is_some();
    let form = returned.unwrap_or_default();
    let reason = reason(
        "withdraw",
        "Reason, for staff (optional)",
        form.values.reason,
        form.errors,
    );
    let which = hidden(proposal, "form[version]");
    view! {
        <Confirm summary="Withdraw" title="Withdraw this proposal?" icon=IconName::Undo open=open>
            <p class="small">"The client can't accept it any more. You can write a new version later."</p>
            <Form action=WithdrawProposal::url()>
                {which}
                {reason}
                <div class="form-actions"><Button variant=Variant::Danger>"Withdraw proposal"</Button></div>
            </Form>
        </Confirm>
    }
    .into_any()
}

fn reopen(proposal: &ProposalDetail, returned: Option<FormView<ReasonForm>>) -> AnyView {
    let open = returned.is_some();
    let form = returned.unwrap_or_default();
    let reason = reason(
        "reopen",
        "Reason, for the record",
        form.values.reason,
        form.errors,
    );
    let which = hidden(proposal, "form[version]");
    view! {
        <Confirm summary="Reopen" title="Take the acceptance back?" icon=IconName::Undo open=open>
            <p class="small">"The acceptance stays on record and counts no longer; the proposal waits for an answer again."</p>
            <Form action=ReopenProposal::url()>
                {which}
                {reason}
                <div class="form-actions"><Button variant=Variant::Danger>"Reopen proposal"</Button></div>
            </Form>
        </Confirm>
    }
    .into_any()
}

fn delete(proposal: &ProposalDetail) -> AnyView {
    let text = match proposal.document.number {
        Some(_) => "The new version is gone for good. What was sent stays.",
        None => "It is gone for good. No number was used.",
    };
    let which = hidden(proposal, "version");
    view! {
        <Confirm summary="Delete draft" title="Delete this draft?" icon=IconName::Delete>
            <p class="small">{text}</p>
            <Form action=DeleteProposal::url()>
                {which}
                <div class="form-actions"><Button variant=Variant::Danger>"Delete draft"</Button></div>
            </Form>
        </Confirm>
    }
    .into_any()
}

fn template(proposal: &ProposalDetail, returned: Option<FormView<String>>) -> AnyView {
    let open = returned.is_some();
    let form = returned.unwrap_or_else(|| FormView::fresh(proposal.document.content.title.clone()));
    let id = proposal.document.id.to_string();
    view! {
        <Confirm summary="Save as template" title="Save as a template" variant=Variant::Secondary icon=IconName::Copy open=open>
            <p class="small">"Its sections and items can then begin new proposals. A template of the same name is replaced."</p>
            <Form action=SaveProposalTemplate::url()>
                <HiddenField name="id" value=id/>
                <FormErrors errors=form.errors.clone()/>
                <TextField label="Name" name="name" id="f-template-name" value=form.values error=form.errors.get("name") maxlength=80 required=true/>
                <div class="form-actions"><Button variant=Variant::Primary>"Save template"</Button></div>
            </Form>
        </Confirm>
    }
    .into_any()
}

fn reason(key: &str, label: &'static str, value: String, errors: FieldErrors) -> AnyView {
    view! {
        <FormErrors errors=errors.clone()/>
        <TextAreaField
            label=label
            name="form[reason]"
            id=format!("f-{key}-reason")
            value=value
            error=errors.get("reason")
            rows=2
        />
    }
    .into_any()
}

/// Where staff comment, to the client or among themselves.
pub fn comment_form(proposal: &ProposalDetail, returned: &mut Returned) -> AnyView {
    let form = returned.comment.take().unwrap_or_default();
    let sections: Vec<(String, String)> = proposal
        .document
        .content
        .sections
        .iter()
        .map(|section| {
            let name = match section.heading.as_str() {
                "" => section.kind.label(),
                heading => heading,
            };
            (section.key.clone(), name.to_owned())
        })
        .collect();
    let sent = proposal.document.number.is_some();
    let id = proposal.document.id.to_string();
    view! {
        <Form action=CommentProposal::url() id="comment">
            <HiddenField name="id" value=id/>
            <FormErrors errors=form.errors.clone()/>
            <SelectField label="About" name="form[section]" options=sections value=form.values.section empty="The whole proposal"/>
            <TextAreaField label="Comment" name="form[body]" value=form.values.body error=form.errors.get("body") rows=3/>
            {sent.then(|| view! {
                <CheckField label="For staff only" name="form[internal]" checked=form.values.internal hint="Without it, the client reads it, too."/>
            })}
            <div class="form-actions"><Button>"Add comment"</Button></div>
        </Form>
    }
    .into_any()
}
