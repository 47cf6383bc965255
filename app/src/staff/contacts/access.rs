//! A contact's portal access: the link, the sessions, and what was opened.

use super::api::{EndContactSession, RevokeAccess, contact_sessions};
use crate::{
    error::AppError,
    platform,
    staff::access_log::{api::list_access, view::access_table},
    ui::{
        Badge, Button, Confirm, Definition, DefinitionList, EmptyState, Form, HiddenField, IconName,
        LinkButton, Notice, Section, Table, Tone, Variant,
    },
};
use domain::{
    access::{AccessFilter, LinkState, LinkSummary, SessionLine},
    contact::ContactDetail,
    ids::ContactId,
    role::{Permission, Role},
};
use leptos::{prelude::*, server_fn::ServerFn};

/// The tab on the contact's page.
pub async fn tab(contact: ContactDetail, role: Role) -> Result<AnyView, AppError> {
    let zone = platform::staff_zone();
    let sessions = contact_sessions(contact.id).await?;
    let events = list_access(AccessFilter::of(contact.id, 1)).await?;
    let all = format!("/staff/access-log?contact={}", contact.id);
    let more = (events.total > events.rows.len() as u64).then(|| {
        view! { <LinkButton href=all class="small">"All events"</LinkButton> }
    });
    let events = if events.rows.is_empty() {
        view! {
            <EmptyState icon=IconName::Eye title="Nothing opened yet" text="Each sign-in, view and download is noted here."/>
        }
        .into_any()
    } else {
        access_table(events.rows, &zone, false)
    };
    let link = link_section(&contact, role, !sessions.is_empty(), &zone);
    Ok(view! {
        {link}
        {session_section(sessions, contact.id, role, &zone)}
        <Section title="Access log" class="flush" actions=more.into_any()>{events}</Section>
    }
    .into_any())
}

fn link_section(contact: &ContactDetail, role: Role, has_sessions: bool, zone: &str) -> AnyView {
    let facts = match &contact.link {
        Some(link) => link_facts(link, zone),
        None => view! { <p class="muted">"No link was made yet. It is made when an invitation is mailed, and never shown here."</p> }
            .into_any(),
    };
    let obstacle = contact.visibility.invitation_obstacle();
    let why_not = obstacle.map(|why| {
        view! { <Notice tone=Tone::Warning>"No invitation can be sent: " {why.sentence()} "."</Notice> }
    });
    let id = contact.id;
    let active = contact
        .link
        .as_ref()
        .is_some_and(|link| link.state == LinkState::Active);
    let may = role.may(Permission::AccessManage);
    let send = (may && obstacle.is_none()).then(|| {
        let text = if contact.link.is_some() { "Send a new link" } else { "Send portal invitation" };
        view! {
            <LinkButton href=format!("/staff/contacts/{id}/invite") variant=Variant::Primary icon=IconName::Send>
                {text}
            </LinkButton>
        }
    });
    let revoke = (may && (active || has_sessions)).then(|| revoke(id));
    view! {
        <Section title="Link">
            <div class="stack">
                {facts}
                {why_not}
                <div class="actions">{send}{revoke}</div>
            </div>
        </Section>
    }
    .into_any()
}

fn link_facts(link: &LinkSummary, zone: &str) -> AnyView {
    let tone = match link.state {
        LinkState::Active => Tone::Success,
        LinkState::Expired | LinkState::Superseded => Tone::Warning,
        LinkState::Revoked => Tone::Danger,
    };
    let used = match link.last_used_at {
        Some(at) if link.use_count == 1 => format!("Once, {}", platform::when(at, zone)),
        Some(at) => format!("{} times, last {}", link.use_count, platform::when(at, zone)),
        None => "Never".to_owned(),
    };
    let (state, made) = (link.state.label(), platform::when(link.created_at, zone));
    let until = platform::when(link.expires_at, zone);
    view! {
        <DefinitionList>
            <Definition label="State"><Badge tone=tone text=state/></Definition>
            <Definition label="Made">{made}</Definition>
            <Definition label="Valid until">{until}</Definition>
            <Definition label="Used">{used}</Definition>
        </DefinitionList>
    }
    .into_any()
}

fn revoke(id: ContactId) -> AnyView {
    view! {
        <Confirm summary="Revoke" title="Revoke the link?" variant=Variant::Danger icon=IconName::Unlink>
            <p>"The link stops working at once, and this person is signed out everywhere. You can send a new link at any time."</p>
            <Form action=RevokeAccess::url()>
                <HiddenField name="id" value=id.to_string()/>
                <Button variant=Variant::Danger icon=IconName::Unlink>"Revoke link and sessions"</Button>
            </Form>
        </Confirm>
    }
    .into_any()
}

fn session_section(sessions: Vec<SessionLine>, contact: ContactId, role: Role, zone: &str) -> AnyView {
    if sessions.is_empty() {
        return view! {
            <Section title="Open sessions"><p class="muted">"This person is not signed in anywhere."</p></Section>
        }
        .into_any();
    }
    let may = role.may(Permission::AccessManage);
    let row = |session: SessionLine| {
        let end = may.then(|| end_session(&session, contact));
        view! {
            <tr>
                <td class="cell-main" data-label="Browser">{session.browser}</td>
                <td data-label="Network">{session.address}</td>
                <td data-label="Signed in">{platform::when(session.created_at, zone)}</td>
                <td data-label="Last used">{platform::when(session.last_seen_at, zone)}</td>
                {end.map(|end| view! { <td class="cell-actions"><div class="actions">{end}</div></td> })}
            </tr>
        }
        .into_any()
    };
    let rows: Vec<AnyView> = sessions.into_iter().map(row).collect();
    view! {
        <Section title="Open sessions" class="flush">
            <Table label="Open sessions">
                <thead>
                    <tr>
                        <th scope="col">"Browser"</th>
                        <th scope="col">"Network"</th>
                        <th scope="col">"Signed in"</th>
                        <th scope="col">"Last used"</th>
                        {may.then(|| view! { <th scope="col"><span class="visually-hidden">"Actions"</span></th> })}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </Table>
        </Section>
    }
    .into_any()
}

fn end_session(session: &SessionLine, contact: ContactId) -> AnyView {
    let (id, label) = (
        session.id.to_string(),
        format!("End the session in {}", session.browser),
    );
    view! {
        <Form action=EndContactSession::url() class="inline-form">
            <HiddenField name="contact" value=contact.to_string()/>
            <HiddenField name="id" value=id/>
            <Button variant=Variant::Danger class="small" label>"End"</Button>
        </Form>
    }
    .into_any()
}
