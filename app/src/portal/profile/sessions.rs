//! Where the client is signed in.

use super::api::EndClientSession;
use crate::{
    gate::api::PortalSignOut,
    portal::reader::Reader,
    ui::{Badge, Button, Form, HiddenField, Icon, IconName, Section, Tone, Variant},
};
use domain::access::SessionLine;
use leptos::{prelude::*, server_fn::ServerFn};

/// The open sessions, each with the button that ends it.
pub(super) fn sessions(reader: &Reader, lines: Vec<SessionLine>) -> impl IntoView + use<> {
    let rows = lines.into_iter().map(|line| row(reader, line)).collect_view();
    view! {
        <Section
            class="flush"
            title=reader.text("profile-sessions")
            text=reader.business("profile-sessions-text")
        >
            <ul class="list" role="list">{rows}</ul>
        </Section>
    }
}

fn row(reader: &Reader, line: SessionLine) -> impl IntoView + use<> {
    let browser = match line.browser.trim() {
        "" => reader.text("profile-session-unknown"),
        browser => browser.to_owned(),
    };
    let seen = reader.text_with("profile-session-seen", [("time", reader.when(line.last_seen_at))]);
    let since = reader.text_with("profile-session-since", [("time", reader.when(line.created_at))]);
    let facts = [seen, since, line.address]
        .into_iter()
        .filter(|fact| !fact.is_empty())
        .collect::<Vec<_>>()
        .join(" · ");
    let phone = ["Android", "iOS", "iPhone", "iPad"]
        .iter()
        .any(|name| browser.contains(name));
    let icon = if phone {
        IconName::Mobile
    } else {
        IconName::Desktop
    };
    let (current, end, sign_out) = (
        reader.text("profile-session-current"),
        reader.text("profile-session-end"),
        reader.text("profile-sign-out"),
    );
    let label = reader.text_with("profile-session-end-label", [("browser", browser.clone())]);
    let action = if line.current {
        view! {
            <Form action=PortalSignOut::url() class="inline-form">
                <Button variant=Variant::Secondary icon=IconName::SignOut class="small">{sign_out.clone()}</Button>
            </Form>
        }
        .into_any()
    } else {
        view! {
            <Form action=EndClientSession::url() class="inline-form">
                <HiddenField name="id" value=line.id.to_string()/>
                <Button variant=Variant::Danger class="small" label=label.clone()>{end.clone()}</Button>
            </Form>
        }
        .into_any()
    };
    view! {
        <li class="list-row">
            <div class="with-avatar">
                <span class="timeline-icon"><Icon name=icon/></span>
                <div>
                    <p class="cluster">
                        <span class="strong">{browser}</span>
                        {line.current.then(|| view! { <Badge tone=Tone::Success text=current/> })}
                    </p>
                    <p class="small muted">{facts}</p>
                </div>
            </div>
            {action}
        </li>
    }
}
