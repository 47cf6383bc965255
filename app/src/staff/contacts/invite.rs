//! Inviting a contact into the portal, with a preview of the mail.

use super::api::{SendInvitation, get_contact, usual_link_days};
use crate::{
    platform,
    staff::{address::address, frame::staff_page},
    ui::{
        Button, Card, Form, FormErrors, HiddenField, IconName, LinkButton, Notice, NumberField, PageHeader,
        Section, TextAreaField, Tone, Variant,
    },
};
use domain::{
    access::InvitationForm, contact::ContactDetail, form::FormView, ids::ContactId, role::Permission,
};
use leptos::{prelude::*, server_fn::ServerFn};
use serde::Deserialize;

/// What the preview's button sends.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Typed {
    form: Option<InvitationForm>,
}

/// The invitation: a personal line, how long the link is valid, and the mail as it will look.
#[component]
pub fn InvitePage() -> impl IntoView {
    let id = platform::param::<ContactId>("id");
    let typed: Typed = platform::query();
    staff_page("Send portal invitation", async move {
        platform::permitted(Permission::AccessManage)?;
        let contact = get_contact(id?).await?;
        let usual = InvitationForm {
            message: String::new(),
            days: usual_link_days().await?.to_string(),
        };
        let form = platform::returned_form::<InvitationForm>("invitation").await;
        let form = form.unwrap_or_else(|| FormView::fresh(typed.form.unwrap_or(usual)));
        let body = match contact.visibility.invitation_obstacle() {
            Some(why) => view! {
                <Notice tone=Tone::Warning>"No invitation can be sent: " {why.sentence()} "."</Notice>
            }
            .into_any(),
            None => form_and_preview(contact.id, &contact, form),
        };
        let back = (
            format!("/staff/contacts/{}?tab=access", contact.id),
            contact.name.clone(),
        );
        Ok(view! {
            <div class="page">
                <PageHeader title="Send portal invitation" back=back text=format!("To {} <{}>", contact.name, contact.form.email)/>
                {body}
            </div>
        }
        .into_any())
    })
}

fn form_and_preview(id: ContactId, contact: &ContactDetail, form: FormView<InvitationForm>) -> AnyView {
    let page = format!("/staff/contacts/{id}/invite");
    let key = uuid::Uuid::new_v4().to_string();
    let replaces = contact.link.is_some().then(|| {
        view! { <p class="muted small">"The new link takes the place of the one that this person has."</p> }
    });
    let values = form.values.clone();
    let preview = if values.validate().is_ok() {
        let src = address(
            &format!("{page}/preview"),
            &[("message", &values.message), ("days", &values.days)],
        );
        view! {
            <Card class="flush"><iframe class="mail-frame" title="Preview of the mail" src=src></iframe></Card>
        }
        .into_any()
    } else {
        view! { <Notice>"The preview appears when the fields are right."</Notice> }.into_any()
    };
    let errors = form.errors.clone();
    let (message_error, days_error) = (form.errors.get("message"), form.errors.get("days"));
    view! {
        <div class="halves">
            <Section title="Invitation">
                <Form action=SendInvitation::url() label="Invitation">
                    <FormErrors errors=errors/>
                    <HiddenField name="id" value=id.to_string()/>
                    <HiddenField name="idempotency" value=key/>
                    <TextAreaField
                        label="Personal message"
                        name="form[message]"
                        value=values.message
                        error=message_error
                        hint="Optional. It stands above the button in the mail."
                        rows=5
                    />
                    <NumberField
                        label="The link is valid for"
                        name="form[days]"
                        value=values.days
                        error=days_error
                        suffix="days"
                        class="short"
                        required=true
                    />
                    {replaces}
                    <div class="form-actions">
                        <Button variant=Variant::Primary icon=IconName::Send>"Send invitation"</Button>
                        <button type="submit" class="button" formmethod="get" formaction=page>"Update preview"</button>
                        <LinkButton href=format!("/staff/contacts/{id}?tab=access") variant=Variant::Quiet>"Cancel"</LinkButton>
                    </div>
                </Form>
            </Section>
            {preview}
        </div>
    }
    .into_any()
}
