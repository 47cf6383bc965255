//! Portal: signing, declining, and naming another person. Works without JavaScript: what was typed comes back with the page.

use super::api::{DeclineContract, DelegateContract, RequestContractCode, SignContract};
use crate::{
    platform,
    portal::{reader::Reader, signing::signature_labels},
    ui::{
        Button, CheckField, Confirm, EmailField, Form, FormErrors, HiddenField, IconName, Notice,
        SignatureField, TextAreaField, TextField, Tone, Variant,
    },
};
use domain::{
    contract::{
        CONSENT_VERSION, DeclineForm, DelegateForm, RecipientRole, SignForm,
        view::{ContractForClient, MyPart},
    },
    form::FormView,
};
use leptos::{prelude::*, server_fn::ServerFn};

/// What came back to one of the forms.
#[derive(Default)]
pub(super) struct Returned {
    sign: Option<FormView<SignForm>>,
    decline: Option<FormView<DeclineForm>>,
    delegate: Option<FormView<DelegateForm>>,
}

impl Returned {
    /// What came back to this page.
    pub async fn here() -> Self {
        Self {
            sign: platform::returned_form("contract_sign").await,
            decline: platform::returned_form("contract_decline").await,
            delegate: platform::returned_form("contract_delegate").await,
        }
    }
}

/// What was refused as a whole: the contract changed while it was open, or it was tried too often.
pub(super) fn refused(returned: &Returned) -> Option<AnyView> {
    let errors = [
        returned.sign.as_ref().map(|form| &form.errors),
        returned.decline.as_ref().map(|form| &form.errors),
        returned.delegate.as_ref().map(|form| &form.errors),
    ];
    let text = errors.into_iter().flatten().find_map(|errors| errors.get(""))?;
    Some(view! { <Notice tone=Tone::Danger alert=true>{text}</Notice> }.into_any())
}

/// All that the reader can do, below the text.
pub(super) fn section(reader: &Reader, shown: &ContractForClient, returned: Returned) -> Option<AnyView> {
    let mine = shown.mine.as_ref().filter(|mine| mine.asked)?;
    let approves = mine.role == RecipientRole::Approver;
    let heading = match approves {
        true => "contract-approve-heading",
        false => "contract-sign-heading",
    };
    let sign = sign(reader, shown, mine, returned.sign.unwrap_or_default());
    let delegate = mine
        .may_delegate
        .then(|| delegate(reader, shown, returned.delegate));
    Some(
        view! {
            <section class="card p-card sign-card no-print" id="sign" aria-labelledby="sign-heading">
                <h2 id="sign-heading">{reader.text(heading)}</h2>
                {sign}
                <div class="sign-else">
                    {decline(reader, shown, returned.decline)}
                    {delegate}
                </div>
            </section>
        }
        .into_any(),
    )
}

/// One form, so that a code can be asked for without losing what was typed.
fn sign(reader: &Reader, shown: &ContractForClient, mine: &MyPart, form: FormView<SignForm>) -> AnyView {
    let approves = mine.role == RecipientRole::Approver;
    let (values, mut errors) = (form.values, form.errors);
    // What is wrong as a whole stands above the text.
    errors.0.remove("");
    let where_to = [("email", mine.masked_email.clone())];
    let again = match mine.code_sent {
        true => "contract-code-again",
        false => "contract-code-send",
    };
    let signature = (!approves).then(|| {
        view! {
            <SignatureField
                label=reader.text("contract-signature-label")
                name="form[signature]"
                signer_name=mine.name.clone()
                value=values.signature.clone()
                error=errors.get("signature")
                hint=reader.text("contract-signature-hint")
                required=true
                labels=signature_labels(reader)
            />
        }
    });
    let labels = vec![
        ("code", reader.text("contract-code-label")),
        ("signature", reader.text("contract-signature-label")),
        ("consent", reader.text("contract-sign-heading")),
    ];
    let again = reader.text(again);
    let ask = view! {
        <Button formaction=RequestContractCode::url().to_owned() icon=IconName::Mail variant=Variant::Secondary>{again}</Button>
    };
    let (step, button) = match approves {
        true => ("contract-step-approve", "contract-approve-button"),
        false => ("contract-step-sign", "contract-sign-button"),
    };
    let code = view! {
        <fieldset class="sign-step">
            <legend>{reader.text("contract-step-code")}</legend>
            <p>{reader.text_with("contract-code-text", where_to)}</p>
            {ask}
        </fieldset>
    };
    let commit = view! {
        <fieldset class="sign-step">
            <legend>{reader.text(step)}</legend>
            {signature}
            <TextField
                label=reader.text("contract-code-label")
                name="form[code]"
                value=values.code
                error=errors.get("code")
                hint=reader.text("contract-code-hint")
                inputmode="numeric"
                autocomplete="one-time-code"
                maxlength=12
                required=true
            />
            <CheckField
                label=reader.text(&format!("contract-consent-{CONSENT_VERSION}"))
                name="form[consent]"
                checked=values.consent
                error=errors.get("consent")
                hint=reader.text("contract-consent-note")
            />
        </fieldset>
    };
    let (id, hash) = (shown.paper.id.to_string(), shown.paper.hash.clone());
    let (title, press) = (reader.text("profile-errors"), reader.text(button));
    view! {
        <Form action=SignContract::url() idempotency=uuid::Uuid::new_v4().to_string()>
            <HiddenField name="id" value=id/>
            <HiddenField name="form[hash]" value=hash/>
            <HiddenField name="form[consent_version]" value=CONSENT_VERSION.to_string()/>
            // The return key signs; it does not ask for a code.
            <button type="submit" hidden=true></button>
            <FormErrors errors=errors title=title labels=labels/>
            {code}
            {commit}
            <div class="form-actions">
                <Button variant=Variant::Primary class="large" icon=IconName::Check>{press}</Button>
            </div>
        </Form>
    }
    .into_any()
}

fn decline(reader: &Reader, shown: &ContractForClient, returned: Option<FormView<DeclineForm>>) -> AnyView {
    let open = returned.is_some();
    let form = returned.unwrap_or_default();
    let (text, label, press) = (
        reader.business("contract-decline-text"),
        reader.text("contract-decline-reason"),
        reader.text("contract-decline-button"),
    );
    let id = shown.paper.id.to_string();
    view! {
        <Confirm summary=reader.text("contract-decline") title=reader.text("contract-decline-title") icon=IconName::Ban open=open>
            <p class="small">{text}</p>
            <Form action=DeclineContract::url()>
                <HiddenField name="id" value=id/>
                <TextAreaField
                    label=label
                    name="form[reason]"
                    id="f-decline-reason"
                    value=form.values.reason
                    error=form.errors.get("reason")
                    rows=3
                    required=true
                />
                <div class="form-actions"><Button variant=Variant::Danger>{press}</Button></div>
            </Form>
        </Confirm>
    }
    .into_any()
}

fn delegate(reader: &Reader, shown: &ContractForClient, returned: Option<FormView<DelegateForm>>) -> AnyView {
    let open = returned.is_some();
    let form = returned.unwrap_or_default();
    let (text, name, email, press) = (
        reader.text("contract-delegate-text"),
        reader.text("contract-delegate-name"),
        reader.text("contract-delegate-email"),
        reader.text("contract-delegate-button"),
    );
    let id = shown.paper.id.to_string();
    view! {
        <Confirm
            summary=reader.text("contract-delegate")
            title=reader.text("contract-delegate-title")
            variant=Variant::Secondary
            icon=IconName::UserPlus
            open=open
        >
            <p class="small">{text}</p>
            <Form action=DelegateContract::url()>
                <HiddenField name="id" value=id/>
                <TextField
                    label=name
                    name="form[name]"
                    id="f-delegate-name"
                    value=form.values.name
                    error=form.errors.get("name")
                    maxlength=120
                    required=true
                />
                <EmailField
                    label=email
                    name="form[email]"
                    id="f-delegate-email"
                    value=form.values.email
                    error=form.errors.get("email")
                    required=true
                />
                <div class="form-actions"><Button>{press}</Button></div>
            </Form>
        </Confirm>
    }
    .into_any()
}
