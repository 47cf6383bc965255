//! The own account's page.

use super::api::{ChangePassword, EndOtherSessions, EndOwnSession, own_sessions};
use crate::{
    platform,
    staff::frame::staff_page,
    ui::{
        Badge, Button, Confirm, DateText, Definition, DefinitionList, Form, FormErrors, HiddenField,
        IconName, PageHeader, PasswordField, Section, Tone, Variant,
    },
};
use domain::{
    access::SessionLine,
    form::FieldErrors,
    staff::{MIN_PASSWORD, StaffFrame},
};
use leptos::{prelude::*, server_fn::ServerFn};

/// The own account.
#[component]
pub fn AccountPage() -> impl IntoView {
    staff_page("Your account", async {
        let sessions = own_sessions().await?;
        let me = platform::staff_visit()?.frame;
        let zone = platform::staff_zone();
        let password = platform::returned_form::<()>("password").await;
        let refused = platform::returned_form::<()>("sessions").await;
        let refused = refused.map(|form| form.errors).unwrap_or_default();
        Ok(view! {
            <div class="page narrow">
                <PageHeader title="Your account"/>
                <FormErrors errors=refused title="The session was not ended"/>
                {profile(&me)}
                {password_form(password.map(|form| form.errors).unwrap_or_default())}
                {session_list(sessions, &zone)}
            </div>
        }
        .into_any())
    })
}

fn profile(me: &StaffFrame) -> impl IntoView + use<> {
    let (name, email, role) = (me.name.clone(), me.email.clone(), me.role);
    view! {
        <Section title="You">
            <DefinitionList>
                <Definition label="Name">{name}</Definition>
                <Definition label="E-mail address">{email}</Definition>
                <Definition label="Role"><Badge text=role.label()/> " " <span class="muted">{role.summary()}</span></Definition>
            </DefinitionList>
        </Section>
    }
}

fn password_form(errors: FieldErrors) -> impl IntoView {
    let (current, new) = (errors.get("current"), errors.get("new"));
    view! {
        <Section title="Password" text="Changing it ends all your other sessions.".to_owned()>
            <div class="stack">
                <FormErrors errors title="Your password was not changed"
                    labels=vec![("current", "Current password".to_owned()), ("new", "New password".to_owned())]/>
                <Form action=ChangePassword::url() label="Password">
                    <div class="form-grid">
                        <PasswordField label="Current password" name="form[current]" error=current/>
                        <PasswordField label="New password" name="form[new]" error=new autocomplete="new-password"
                            hint=format!("At least {MIN_PASSWORD} characters; a few unrelated words are best.")/>
                    </div>
                    <div class="form-actions"><Button variant=Variant::Primary>"Change password"</Button></div>
                </Form>
            </div>
        </Section>
    }
}

fn session_list(sessions: Vec<SessionLine>, zone: &str) -> impl IntoView + use<> {
    let others = sessions.iter().any(|session| !session.current).then(|| {
        view! {
            <Confirm summary="Sign out everywhere else" title="End all other sessions?" variant=Variant::Secondary class="small">
                <p>"Wherever else you are signed in, you will have to sign in again. This browser stays signed in."</p>
                <Form action=EndOtherSessions::url() class="inline-form">
                    <Button variant=Variant::Danger>"End them"</Button>
                </Form>
            </Confirm>
        }
    });
    let lines = sessions
        .into_iter()
        .map(|session| session_line(session, zone))
        .collect_view();
    view! {
        <Section title="Open sessions" text="Where you are signed in. End what you don't know, then change your password.".to_owned()
            actions=others.into_any() class="flush">
            <ul class="list">{lines}</ul>
        </Section>
    }
}

fn session_line(session: SessionLine, zone: &str) -> impl IntoView + use<> {
    let (seen, since) = (
        platform::when(session.last_seen_at, zone),
        platform::when(session.created_at, zone),
    );
    let end = if session.current {
        view! { <Badge tone=Tone::Success text="This browser"/> }.into_any()
    } else {
        let label = format!("End the session of {} from {}", session.browser, session.address);
        view! {
            <Form action=EndOwnSession::url() class="inline-form">
                <HiddenField name="id" value=session.id.to_string()/>
                <Button variant=Variant::Quiet class="small" icon=IconName::SignOut label>"End"</Button>
            </Form>
        }
        .into_any()
    };
    view! {
        <li class="list-row">
            <div>
                <p class="strong">{session.browser}</p>
                <p class="muted small">
                    {session.address} " · last used " <DateText datetime=platform::stamp(session.last_seen_at) text=seen/>
                    " · since " <DateText datetime=platform::stamp(session.created_at) text=since/>
                </p>
            </div>
            {end}
        </li>
    }
}
