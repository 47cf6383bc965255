//! The draft held against an earlier state: what is different, block by block, with a way back for each.

use super::api::{RestorePageBlock, RestorePageRevision, compare_page_revision, page_of};
use crate::{
    error::AppError,
    platform,
    staff::frame::staff_page,
    ui::{
        Button, Card, Confirm, DateText, EmptyState, Form, FormErrors, HiddenField, IconName, PageHeader,
        Section, Variant,
    },
};
use domain::{
    ids::PageId,
    pages::{ChangedBlock, Compared},
    role::Permission,
};
use leptos::{prelude::*, server_fn::ServerFn};
use serde::Deserialize;
use uuid::Uuid;

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    revision: String,
}

/// What the draft has become since an earlier state.
#[component]
pub fn ComparePage() -> impl IntoView {
    let id = platform::param::<PageId>("id");
    let asked: Asked = platform::query();
    staff_page("Compare", async move {
        platform::permitted(Permission::PagesManage)?;
        let id = id?;
        let revision: Uuid = asked.revision.parse().map_err(|_| AppError::NotFound)?;
        let found = compare_page_revision(id, revision).await?;
        let refused = platform::returned_form::<()>("page_action").await;
        let errors = refused.map(|form| form.errors).unwrap_or_default();
        let zone = platform::staff_zone();
        let back = (page_of(id), found.title.clone());
        let title = format!("Since state {}", found.number);
        let when =
            view! { <DateText datetime=platform::stamp(found.at) text=platform::when(found.at, &zone)/> };
        let by = found.by.clone();
        let body = if found.blocks.is_empty() {
            nothing()
        } else {
            changes(id, revision, &found)
        };
        let whole = (!found.archived && !found.blocks.is_empty()).then(|| whole(id, revision, found.number));
        Ok(view! {
            <div class="page narrow">
                <PageHeader title=title back=back>{whole}</PageHeader>
                <FormErrors errors=errors title="That did not work"/>
                <p class="muted">"State of "{by}", "{when}". What is listed is different in the draft now."</p>
                {body}
            </div>
        }
        .into_any())
    })
}

fn nothing() -> AnyView {
    view! {
        <Card>
            <EmptyState icon=IconName::Check title="No difference" text="The draft has the content of this state."/>
        </Card>
    }
    .into_any()
}

fn whole(id: PageId, revision: Uuid, number: i64) -> impl IntoView {
    view! {
        <Confirm summary="Bring back the whole state" title=format!("Bring back state {number}?") variant=Variant::Secondary icon=IconName::Undo>
            <p>"The draft gets the content of this state. Settings, and what clients see, stay as they are."</p>
            <Form action=RestorePageRevision::url() class="inline-form">
                <HiddenField name="id" value=id.to_string()/>
                <HiddenField name="revision" value=revision.to_string()/>
                <Button variant=Variant::Primary>"Bring back into the draft"</Button>
            </Form>
        </Confirm>
    }
}

fn changes(id: PageId, revision: Uuid, found: &Compared) -> AnyView {
    let rows = found
        .blocks
        .iter()
        .map(|block| row(id, revision, block, !found.archived))
        .collect_view();
    view! {
        <Section title="Blocks" text=found.words.clone()>
            <ul role="list" class="revisions">{rows}</ul>
        </Section>
    }
    .into_any()
}

fn row(id: PageId, revision: Uuid, block: &ChangedBlock, open: bool) -> impl IntoView + use<> {
    let back = (open && block.can_come_back).then(|| {
        let label = format!("Bring back {}", block.name);
        let (id, revision, block) = (id.to_string(), revision.to_string(), block.block.to_string());
        view! {
            <Form action=RestorePageBlock::url() class="inline-form">
                <HiddenField name="id" value=id/>
                <HiddenField name="revision" value=revision/>
                <HiddenField name="block" value=block/>
                <Button variant=Variant::Quiet class="small" icon=IconName::Undo label>"Bring back this block"</Button>
            </Form>
        }
    });
    let (name, what) = (block.name.clone(), block.what.join(", "));
    view! {
        <li class="revision">
            <div class="revision-head">
                <p><strong>{name}</strong>" "<span class="muted">{what}</span></p>
                {back}
            </div>
        </li>
    }
}
