//! The page of the settings' history.

use super::api::{HISTORY_PAGE, UndoSettings, settings_history};
use crate::{
    platform,
    staff::settings::portal::frame::portal_settings_page,
    ui::{
        Badge, Button, Confirm, DateText, EmptyState, Form, FormErrors, HiddenField, IconName, NavLink,
        Section, Tabs, Tone, Variant,
    },
};
use domain::settings::{Area, Revision, RevisionChange};
use leptos::{prelude::*, server_fn::ServerFn};

/// What was changed, by whom, and taking it back.
#[component]
pub fn HistoryPage() -> impl IntoView {
    portal_settings_page(None, async {
        #[derive(Default, serde::Deserialize)]
        #[serde(default)]
        struct Query {
            area: String,
        }
        let area = platform::query::<Query>().area.parse::<Area>().ok();
        let revisions = settings_history(area).await?;
        let zone = platform::staff_zone();
        let refused = platform::returned_form::<()>("history").await;
        let errors = refused.map(|form| form.errors).unwrap_or_default();
        let mut filters = vec![NavLink::new("All", HISTORY_PAGE).current(area.is_none())];
        filters.extend(Area::ALL.into_iter().map(|each| {
            NavLink::new(each.label(), format!("{HISTORY_PAGE}?area={}", each.key()))
                .current(Some(each) == area)
        }));
        let list = if revisions.is_empty() {
            view! {
                <EmptyState icon=IconName::History title="Nothing was changed yet"
                    text="Every change of these settings is kept here with what was there before, and can be taken back."/>
            }
            .into_any()
        } else {
            let rows = revisions
                .into_iter()
                .map(|revision| row(revision, &zone))
                .collect_view();
            view! { <ul role="list" class="revisions">{rows}</ul> }.into_any()
        };
        Ok(view! {
            <div class="stack">
                <FormErrors errors title="That did not work"/>
                <Section title="History" text="Every change, the newest first. Taking one back is a change of its own, so nothing is lost.".to_owned()>
                    <div class="stack">
                        <Tabs label="Part of the settings" tabs=filters/>
                        {list}
                    </div>
                </Section>
            </div>
        }
        .into_any())
    })
}

fn row(revision: Revision, zone: &str) -> impl IntoView {
    let area = revision.area.label();
    let changes = revision.changes.into_iter().map(change).collect_view();
    let undone = revision
        .undoes
        .map(|number| view! { <Badge tone=Tone::Neutral text=format!("takes back change {number}")/> });
    let title = format!("Take back change {} of “{area}”?", revision.number);
    let undo = revision.undoable.then(|| {
        view! {
            <Confirm summary="Take back" title variant=Variant::Quiet class="small" icon=IconName::Undo>
                <p>{format!("“{area}” becomes what it was before this change. Later changes of “{area}” go with it; all of them stay in this list.")}</p>
                <Form action=UndoSettings::url() class="inline-form">
                    <HiddenField name="id" value=revision.id.to_string()/>
                    <Button variant=Variant::Primary>"Take back"</Button>
                </Form>
            </Confirm>
        }
    });
    view! {
        <li class="revision">
            <div class="revision-head">
                <p>
                    <strong>{format!("{area}, change {}", revision.number)}</strong>" "
                    <span class="muted">{revision.user_name}" · "<DateText datetime=platform::stamp(revision.created_at) text=platform::when(revision.created_at, zone)/></span>
                </p>
                {undone}
                {undo}
            </div>
            <dl class="revision-changes">{changes}</dl>
        </li>
    }
}

fn change(change: RevisionChange) -> impl IntoView {
    view! {
        <div>
            <dt>{change.label}</dt>
            <dd><del>{change.before}</del>" "<ins>{change.after}</ins></dd>
        </div>
    }
}
