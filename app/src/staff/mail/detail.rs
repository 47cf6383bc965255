//! One mail: what became of it, its text and its looks.

use super::{
    api::{RetryMail, get_mail},
    list::{subject_of, tone},
};
use crate::{
    platform,
    staff::frame::staff_page,
    ui::{
        Badge, Button, Definition, DefinitionList, Form, FormErrors, HiddenField, IconName, LinkButton,
        Notice, PageHeader, Section, Tone, Variant,
    },
};
use domain::{
    ids::MailId,
    mail::{MailDetail, MailState},
    role::Permission,
};
use leptos::{prelude::*, server_fn::ServerFn};

/// A mail of the log.
#[component]
pub fn MailPage() -> impl IntoView {
    let id = platform::param::<MailId>("id");
    staff_page("Mail", async move {
        let mail = get_mail(id?).await?;
        let may_manage = platform::staff_visit()?.frame.role.may(Permission::MailManage);
        let refused = platform::returned_form::<()>("retry")
            .await
            .map(|form| view! { <FormErrors errors=form.errors title="The mail was not sent again"/> });
        let badge = view! { <Badge tone=tone(mail.row.state) text=mail.row.state.label()/> }.into_any();
        let title = subject_of(&mail.row);
        let back = ("/staff/mail".to_owned(), "Mail log".to_owned());
        let actions = actions(&mail, may_manage);
        let (trouble, content, facts) = (trouble(&mail), content(&mail), facts(mail));
        Ok(view! {
            <div class="page">
                <PageHeader title=title back=back badge=badge>{actions}</PageHeader>
                {refused}
                {trouble}
                <div class="columns">
                    <div class="stack">{content}</div>
                    <aside class="stack">{facts}</aside>
                </div>
            </div>
        }
        .into_any())
    })
}

fn actions(mail: &MailDetail, may_manage: bool) -> Option<AnyView> {
    let id = mail.row.id;
    let again = matches!(mail.row.state, MailState::Failed | MailState::Bounced).then(|| {
        view! {
            <Form action=RetryMail::url() class="inline-form">
                <HiddenField name="id" value=id.to_string()/>
                <Button variant=Variant::Primary icon=IconName::Send>"Send again"</Button>
            </Form>
        }
    });
    let copy = mail.has_delivered_copy.then(|| {
        view! { <LinkButton href=format!("/staff/mail/{id}/delivered") icon=IconName::Eye>"As delivered"</LinkButton> }
    });
    may_manage.then(|| view! { {copy} {again} }.into_any())
}

/// Why a mail did not go out, in words that say what to do.
fn trouble(mail: &MailDetail) -> Option<AnyView> {
    let advice = match mail.row.state {
        MailState::Bounced => {
            "The mail server refused this address for good. Correct it on the contact's page, then send the mail again."
        }
        MailState::Failed => {
            "This mail was given up. When the reason below is dealt with, it can be sent again."
        }
        MailState::Queued if !mail.error.is_empty() => {
            "The last try did not succeed. It is tried again by itself."
        }
        MailState::Queued | MailState::Sent => return None,
    };
    let tone = match mail.row.state {
        MailState::Bounced => Tone::Danger,
        _ => Tone::Warning,
    };
    let reason = (!mail.error.is_empty()).then(|| view! { <p class="small">{mail.error.clone()}</p> });
    Some(view! { <Notice tone=tone><p>{advice}</p>{reason}</Notice> }.into_any())
}

fn content(mail: &MailDetail) -> AnyView {
    if mail.text.is_empty() && mail.row.state == MailState::Sent {
        return view! { <Notice>"This mail was sent so long ago that its text has been deleted."</Notice> }
            .into_any();
    }
    if mail.text.is_empty() {
        return view! {
            <Notice>"This mail has not been made yet: its words, its links and its looks are those of the moment in which it is sent."</Notice>
        }
        .into_any();
    }
    let (text, html) = (mail.text.clone(), format!("/staff/mail/{}/html", mail.row.id));
    view! {
        <Section title="As it looks" class="flush">
            <iframe class="mail-frame" sandbox="" title="The mail as it looks" src=html></iframe>
        </Section>
        <Section title="As plain text">
            <div class="pre-line small">{text}</div>
        </Section>
    }
    .into_any()
}

fn facts(mail: MailDetail) -> AnyView {
    let zone = platform::staff_zone();
    let time = |at| {
        let (stamp, when) = (platform::stamp(at), platform::when(at, &zone));
        view! { <time datetime=stamp>{when}</time> }.into_any()
    };
    let row = mail.row;
    let name = match mail.contact {
        Some(id) => view! { <a href=format!("/staff/contacts/{id}")>{row.to_name}</a> }.into_any(),
        None => row.to_name.into_any(),
    };
    let (queued, sent, next) = (
        time(row.created_at),
        row.sent_at.map(time),
        mail.next_try_at.map(time),
    );
    let sent = sent.map(|time| view! { <Definition label="Sent">{time}</Definition> });
    let next = next.map(|time| view! { <Definition label="Next try">{time}</Definition> });
    let given = |label: &'static str, value: String| {
        (!value.is_empty()).then(|| view! { <Definition label=label>{value}</Definition> }.into_any())
    };
    let (transport, message_id) = (
        given("Handed to", mail.transport),
        given("Message-ID", mail.message_id),
    );
    view! {
        <Section title="Delivery">
            <DefinitionList>
                <Definition label="To">{name} <br/> <span class="muted small">{row.to_address}</span></Definition>
                <Definition label="Kind">{row.kind.label()}</Definition>
                <Definition label="Queued">{queued}</Definition>
                {sent}
                {next}
                <Definition label="Tries">{mail.attempts}</Definition>
                {transport}
                {message_id}
            </DefinitionList>
        </Section>
    }
    .into_any()
}
