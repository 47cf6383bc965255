//! The page of a tag: its name, who has it, what is shown by it, merging and deleting.

use super::{
    api::{DeleteTag, MergeForm, MergeTag, RenameTag, get_tag},
    chips::chips,
    list::number,
};
use crate::{
    platform,
    staff::frame::staff_page,
    ui::{
        Button, Confirm, ConflictNotice, Definition, DefinitionList, Form, FormErrors, HiddenField, IconName,
        PageHeader, Section, SelectField, TextField, Variant,
    },
};
use domain::{
    client_tag::{MAX_NAME, TagDetail, TagForm, TagUse},
    form::FormView,
    ids::TagId,
    role::Permission,
};
use leptos::{prelude::*, server_fn::ServerFn};

/// One tag.
#[component]
pub fn ClientTagPage() -> impl IntoView {
    let id = platform::param::<TagId>("id");
    staff_page("Tag", async move {
        let tag = get_tag(id?).await?;
        let role = platform::staff_visit()?.frame.role;
        let failed = platform::returned_form::<()>("tag_action").await;
        let name = tag.row.tag.name.clone();
        let form = platform::returned_form::<TagForm>("tag").await;
        let form = form.unwrap_or_else(|| {
            FormView::fresh(TagForm {
                name: name.clone(),
                seen: name.clone(),
            })
        });
        let merge = platform::returned_form::<MergeForm>("tag_merge").await;
        let merge = merge.unwrap_or_else(|| FormView::fresh(MergeForm::default()));
        let hands = role.may(Permission::ClientsWrite).then(|| {
            let (rename, merge, delete) = (rename(&tag, form), merge_into(&tag, merge), delete(&tag));
            view! { {rename}{merge}{delete} }
        });
        Ok(view! {
            <div class="page narrow">
                <PageHeader title=name back=("/staff/tags".to_owned(), "Tags".to_owned())/>
                <FormErrors errors=failed.map(|failed| failed.errors).unwrap_or_default() title="That did not work"/>
                {facts(&tag)}
                {uses(&tag, role.may(Permission::PagesManage))}
                {hands}
            </div>
        }
        .into_any())
    })
}

fn facts(tag: &TagDetail) -> impl IntoView + use<> {
    let id = tag.row.tag.id;
    let companies = number(tag.row.companies, format!("/staff/companies?state=all&tag={id}"));
    let contacts = number(tag.row.contacts, format!("/staff/contacts?state=all&tag={id}"));
    let chip = chips(vec![tag.row.tag.clone()]);
    let merged = (!tag.merged.is_empty()).then(|| {
        let names = tag.merged.join(", ");
        view! { <Definition label="Merged into it">{names}</Definition> }
    });
    view! {
        <Section title="Who has it">
            <DefinitionList>
                <Definition label="Tag">{chip}</Definition>
                <Definition label="Companies">{companies}</Definition>
                <Definition label="Contacts">{contacts}</Definition>
                {merged}
            </DefinitionList>
        </Section>
    }
}

fn uses(tag: &TagDetail, sees_pages: bool) -> Option<AnyView> {
    let body = if tag.uses.is_empty() {
        view! { <p class="muted">"No page, block or menu item is for those who have this tag."</p> }
            .into_any()
    } else {
        use_list(&tag.uses)
    };
    sees_pages.then(|| view! { <Section title="What is shown by it">{body}</Section> }.into_any())
}

fn use_list(uses: &[TagUse]) -> AnyView {
    let lines = uses
        .iter()
        .map(|used| view! { <li><a href=used.href.clone()>{used.what.clone()}</a></li> })
        .collect_view();
    view! { <ul class="tag-uses">{lines}</ul> }.into_any()
}

fn rename(tag: &TagDetail, form: FormView<TagForm>) -> impl IntoView + use<> {
    let id = tag.row.tag.id;
    let conflict = form.stored.is_some().then(|| {
        view! { <ConflictNotice subject="tag" reload=format!("/staff/tags/{id}")/> }
    });
    let stored = form.stored.as_ref().map(|stored| stored.name.clone());
    // After a conflict the form goes on from what is stored now: saving again is then a decision.
    let seen = form.stored.unwrap_or_else(|| form.values.clone()).seen;
    let (name, error) = (form.values.name, form.errors.get("name"));
    view! {
        <Section title="Name">
            <div class="stack">
                {conflict}
                <FormErrors errors=form.errors/>
                <Form action=RenameTag::url() label="Name of the tag">
                    <HiddenField name="id" value=id.to_string()/>
                    <HiddenField name="form[seen]" value=seen/>
                    <TextField label="Name" name="form[name]" value=name error=error stored=stored required=true
                        maxlength=u32::try_from(MAX_NAME).unwrap_or(u32::MAX) autocomplete="off"/>
                    <div class="form-actions"><Button variant=Variant::Primary icon=IconName::Check>"Rename"</Button></div>
                </Form>
            </div>
        </Section>
    }
}

/// `3 companies and 1 contact`.
fn who(tag: &TagDetail) -> String {
    let several = |number: u64, one: &str, many: &str| match number {
        1 => format!("1 {one}"),
        number => format!("{number} {many}"),
    };
    let companies = several(tag.row.companies, "company", "companies");
    let contacts = several(tag.row.contacts, "contact", "contacts");
    format!("{companies} and {contacts}")
}

fn merge_into(tag: &TagDetail, form: FormView<MergeForm>) -> Option<AnyView> {
    if tag.others.is_empty() {
        return None;
    }
    let (id, name) = (tag.row.tag.id, tag.row.tag.name.clone());
    let options = tag
        .others
        .iter()
        .map(|other| (other.id.to_string(), other.name.clone()))
        .collect();
    let sentence = format!(
        "{} with “{name}” get the other tag instead, and what is shown by this one is shown by the other. This can't be taken back.",
        who(tag)
    );
    let open = !form.errors.is_empty();
    Some(
        view! {
            <Section title="Merge" text="Two tags that mean the same become one.".to_owned()>
                <Confirm summary="Merge into another tag" title=format!("Merge “{name}” into which tag?")
                    variant=Variant::Secondary icon=IconName::Tag open=open>
                    <p>{sentence}</p>
                    <Form action=MergeTag::url() label="Merge">
                        <HiddenField name="id" value=id.to_string()/>
                        <SelectField label="Other tag" name="into" options=options empty="Choose a tag" value=form.values.into
                            error=form.errors.get("into") required=true/>
                        <div class="form-actions"><Button variant=Variant::Danger>"Merge"</Button></div>
                    </Form>
                </Confirm>
            </Section>
        }
        .into_any(),
    )
}

fn delete(tag: &TagDetail) -> impl IntoView + use<> {
    let (id, name) = (tag.row.tag.id, tag.row.tag.name.clone());
    let warning = (!tag.uses.is_empty()).then(|| {
        let uses = use_list(&tag.uses);
        view! {
            <p><strong>"It is still used. What is only for those who have this tag is then shown to nobody, until you change it:"</strong></p>
            {uses}
        }
    });
    let sentence = format!("{} lose it. This can't be taken back.", who(tag));
    view! {
        <Section title="Delete">
            <Confirm summary="Delete tag" title=format!("Delete “{name}”?") icon=IconName::Delete>
                <p>{sentence}</p>
                {warning}
                <Form action=DeleteTag::url() class="inline-form">
                    <HiddenField name="id" value=id.to_string()/>
                    <Button variant=Variant::Danger icon=IconName::Delete>"Delete tag"</Button>
                </Form>
            </Confirm>
        </Section>
    }
}
