//! A page's own page: what it is called, who may open it, and what becomes of it.

use super::{
    api::{
        ArchivePage, PAGES_PAGE, RestorePage, RestorePageRevision, SavePageSettings, builder_of, get_page,
        page_of,
    },
    list::tone,
    publish,
};
use crate::{
    platform,
    staff::frame::staff_page,
    ui::{
        Badge, Button, CheckField, Confirm, ConflictNotice, DateText, Definition, DefinitionList, Form,
        FormErrors, HiddenField, Icon, IconName, LinkButton, Notice, PageHeader, RadioField, Section,
        SelectField, TextAreaField, TextField, Tone, Variant,
    },
};
use domain::{
    form::FormView,
    ids::PageId,
    module::Module,
    pages::{PageAudience, PageDetail, PageForm, PageState, RevisionRow, ScheduleForm, address},
    role::Permission,
};
use leptos::{prelude::*, server_fn::ServerFn};

/// Where the menu is put together.
const MENU: &str = "/staff/settings/portal/menu";

/// A page's own page.
#[component]
pub fn PageSettingsPage() -> impl IntoView {
    let id = platform::param::<PageId>("id");
    staff_page("Page", async move {
        platform::permitted(Permission::PagesManage)?;
        let page = get_page(id?).await?;
        let form = platform::returned_form::<PageForm>("page_settings")
            .await
            .unwrap_or_else(|| FormView::fresh(page.form.clone()));
        let schedule = platform::returned_form::<ScheduleForm>("page_schedule").await;
        let refused = platform::returned_form::<()>("page_action").await;
        let errors = refused.map(|form| form.errors).unwrap_or_default();
        let zone = platform::staff_zone();
        let archived = page.state == PageState::Archived;
        let (revisions, facts) = (revisions(&page, &zone), facts(&page, &zone));
        let putting_away = putting_away(&page);
        let export = format!("/staff/pages/{}/export", page.id);
        let badge = view! { <Badge tone=tone(page.state) text=page.state.label()/> }.into_any();
        let edit = (!archived && page.check.is_ok()).then(|| {
            view! { <LinkButton href=builder_of(page.id) variant=Variant::Primary icon=IconName::Edit>"Edit content"</LinkButton> }
        });
        let settings = (!archived).then(|| settings_form(form, &page));
        let publishing = publish::panel(&page);
        let times = publish::schedule(&page, schedule, &zone);
        Ok(view! {
            <div class="page">
                <PageHeader title=page.form.title.clone() back=(PAGES_PAGE.to_owned(), "Pages".to_owned())
                    text=address(&page.form.slug) badge>
                    {edit}
                    <LinkButton href=export icon=IconName::Download download=true>"Export"</LinkButton>
                </PageHeader>
                <FormErrors errors title="That did not work"/>
                {archived.then(|| view! { <Notice tone=Tone::Neutral>{page.state.meaning()}</Notice> })}
                <div class="columns">
                    <div class="stack">
                        {publishing}
                        {settings}
                        {revisions}
                    </div>
                    <aside class="stack">
                        {facts}
                        {times}
                        {putting_away}
                    </aside>
                </div>
            </div>
        }
        .into_any())
    })
}

fn facts(page: &PageDetail, zone: &str) -> impl IntoView + use<> {
    let menu = if page.menu.is_empty() {
        view! { "In no menu. "<a href=MENU>"Add it"</a> }.into_any()
    } else {
        let items = page.menu.join(", ");
        view! { {items}" "<a href=MENU>"Open the menu"</a> }.into_any()
    };
    let published = page.published_at.map(|at| {
        let when = platform::when(at, zone);
        view! { <Definition label="Published"><DateText datetime=platform::stamp(at) text=when/></Definition> }
    });
    let template = page
        .template
        .clone()
        .map(|name| view! { <Definition label="Template">{name}</Definition> });
    let opaque = (page.opaque > 0).then(|| {
        let number = page.opaque.to_string();
        view! { <Definition label="Not shown by this version">{number}" of them"</Definition> }
    });
    let changed = format!("{}, {}", page.updated_by, platform::when(page.updated_at, zone));
    let (audience, blocks) = (page.audience.clone(), page.blocks.to_string());
    let made = format!("{}, {}", page.created_by, platform::when(page.created_at, zone));
    view! {
        <Section title="At a glance">
            <DefinitionList>
                <Definition label="Menu">{menu}</Definition>
                <Definition label="Seen by">{audience}</Definition>
                {published}
                <Definition label="Blocks">{blocks}</Definition>
                {opaque}
                {template}
                <Definition label="Last change">{changed}</Definition>
                <Definition label="Made">{made}</Definition>
            </DefinitionList>
        </Section>
    }
}

fn settings_form(form: FormView<PageForm>, page: &PageDetail) -> impl IntoView + use<> {
    let FormView {
        values,
        errors,
        stored,
    } = form;
    let id = page.id;
    let version = stored.as_ref().map_or(values.version, |stored| stored.version);
    let conflict = stored
        .is_some()
        .then(|| view! { <ConflictNotice subject="page" reload=page_of(id)/> });
    let text = |read: fn(&PageForm) -> &String| {
        let stored = stored.as_ref().map(|stored| read(stored).clone());
        (read(&values).clone(), stored)
    };
    let (title, title_stored) = text(|form| &form.title);
    let (slug, slug_stored) = text(|form| &form.slug);
    let (description, description_stored) = text(|form| &form.description);
    let (meta_title, meta_title_stored) = text(|form| &form.meta_title);
    let (meta_description, meta_description_stored) = text(|form| &form.meta_description);
    let noindex_stored = stored
        .as_ref()
        .filter(|stored| stored.noindex != values.noindex)
        .map(|stored| if stored.noindex { "on" } else { "off" }.to_owned());
    let audience = audience(&values, stored.as_ref(), &errors, page);
    view! {
        <Section title="Settings" text="They count as soon as they are saved, for clients too.".to_owned()>
            <div class="stack">
                {conflict}
                <FormErrors errors=errors.clone()/>
                <Form action=SavePageSettings::url() label="Settings of the page">
                    <HiddenField name="id" value=id.to_string()/>
                    <HiddenField name="form[version]" value=version.to_string()/>
                    <div class="form-grid">
                        <TextField label="Title" name="form[title]" value=title stored=title_stored error=errors.get("title")
                            required=true maxlength=120/>
                        <TextField label="Address" name="form[slug]" value=slug stored=slug_stored error=errors.get("slug")
                            required=true maxlength=60 prefix="/portal/p/" hint="A new address does not forward from the old one."/>
                        <TextAreaField label="Description" name="form[description]" value=description stored=description_stored
                            error=errors.get("description") maxlength=300 rows=2 hint="What the page is about, in a sentence." class="span-2"/>
                    </div>
                    {audience}
                    <fieldset class="group">
                        <legend>"Head of the page"</legend>
                        <div class="form-grid">
                            <TextField label="Title in the browser's tab" name="form[meta_title]" value=meta_title stored=meta_title_stored
                                error=errors.get("meta_title") maxlength=120 hint="Left empty, the title." class="span-2"/>
                            <TextAreaField label="Description for search engines" name="form[meta_description]" value=meta_description
                                stored=meta_description_stored error=errors.get("meta_description") maxlength=300 rows=2
                                hint="Left empty, the description." class="span-2"/>
                        </div>
                        <CheckField label="Ask search engines to leave this page out" name="form[noindex]" checked=values.noindex
                            stored=noindex_stored hint="Pages of the portal can be read by your clients only, so this is best left on."/>
                    </fieldset>
                    <div class="form-actions"><Button variant=Variant::Primary icon=IconName::Check>"Save settings"</Button></div>
                </Form>
            </div>
        </Section>
    }
}

fn audience(
    values: &PageForm,
    stored: Option<&PageForm>,
    errors: &domain::form::FieldErrors,
    page: &PageDetail,
) -> impl IntoView + use<> {
    let mut options: Vec<(String, String)> = PageAudience::ALL
        .into_iter()
        .map(|kind| (kind.key().to_owned(), kind.label().to_owned()))
        .collect();
    if page.form.audience == PageAudience::KEPT {
        let kept = format!("As it is: {}", page.audience);
        options.push((PageAudience::KEPT.to_owned(), kept));
    }
    let stored_audience = stored
        .filter(|stored| {
            let whom = |form: &PageForm| {
                (
                    form.audience.clone(),
                    form.companies.clone(),
                    form.contacts.clone(),
                    form.tags.clone(),
                    form.module.clone(),
                )
            };
            whom(stored) != whom(values)
        })
        .map(|_| {
            let now = page.audience.clone();
            view! { <p class="field-stored">"Stored now: "<strong>{now}</strong></p> }
        });
    let companies: Vec<(String, String)> = page
        .companies
        .iter()
        .map(|choice| (choice.id.to_string(), choice.name.clone()))
        .collect();
    let contacts: Vec<(String, String)> = page
        .contacts
        .iter()
        .map(|(id, name)| (id.to_string(), name.clone()))
        .collect();
    let modules = Module::ALL.map(|module| (module.key().to_owned(), module.label().to_owned()));
    let companies = choices(
        ("Companies", "companies"),
        companies,
        &values.companies,
        errors.get("companies"),
    );
    let contacts = choices(
        ("Contacts", "contacts"),
        contacts,
        &values.contacts,
        errors.get("contacts"),
    );
    let listed = page.tags.iter().map(|tag| (tag.id.to_string(), tag.name.clone()));
    // A deleted tag stays chosen until somebody takes it out: nobody sees the page by it.
    let gone = values
        .tags
        .iter()
        .filter(|id| !page.tags.iter().any(|tag| tag.id.to_string() == **id))
        .map(|id| (id.clone(), "A deleted tag, which nobody has".to_owned()));
    let tags = choices(
        ("Tags", "tags"),
        listed.chain(gone).collect(),
        &values.tags,
        errors.get("tags"),
    );
    view! {
        <fieldset class="group page-audience">
            <legend>"Who may open it"</legend>
            {stored_audience}
            <RadioField label="Clients" name="form[audience]" options value=values.audience.clone() error=errors.get("audience")
                hint="To everybody else the page is not there."/>
            <div class="of-companies">{companies}</div>
            <div class="of-contacts">{contacts}</div>
            <div class="of-tags">{tags}</div>
            <div class="of-module">
                <SelectField label="Module" name="form[module]" options=modules.to_vec() empty="Choose a module" value=values.module.clone()
                    error=errors.get("module")/>
            </div>
        </fieldset>
    }
}

/// Boxes for those who are chosen, folded away while nobody is.
fn choices(
    (label, name): (&'static str, &'static str),
    options: Vec<(String, String)>,
    chosen: &[String],
    error: Option<String>,
) -> impl IntoView + use<> {
    let number = chosen.len();
    let open = number > 0 || error.is_some();
    let error = error.map(|error| {
        let id = format!("f-{name}-error");
        view! { <p class="field-error" id=id><Icon name=IconName::Warning/><span>{error}</span></p> }
    });
    let boxes = options
        .into_iter()
        .map(|(value, text)| {
            let checked = chosen.contains(&value);
            let id = format!("f-{name}-{value}");
            view! { <CheckField label=text name=format!("form[{name}][]") value=value checked=checked id=id/> }
        })
        .collect_view();
    let summary = format!("{label}: {number} chosen");
    view! {
        <details class="template-copies" open=open id=format!("f-{name}") tabindex="-1">
            <summary>{summary}</summary>
            {error}
            <div class="check-list">{boxes}</div>
        </details>
    }
}

fn revisions(page: &PageDetail, zone: &str) -> impl IntoView + use<> {
    let archived = page.state == PageState::Archived;
    let rows = page
        .revisions
        .iter()
        .map(|revision| revision_row(page.id, archived, revision, zone))
        .collect_view();
    view! {
        <Section title="Earlier states" id="revisions"
            text="Each publication, and the page as it was made. Bringing one back changes the draft only, and can be undone in the builder.".to_owned()>
            <ul role="list" class="revisions">{rows}</ul>
        </Section>
    }
}

fn revision_row(id: PageId, archived: bool, revision: &RevisionRow, zone: &str) -> impl IntoView + use<> {
    let badge = match (revision.current, revision.published) {
        (true, _) => Some(view! { <Badge tone=Tone::Success text="what clients see"/> }),
        (false, true) => Some(view! { <Badge text="was published"/> }),
        (false, false) => None,
    };
    let back = (!archived).then(|| {
        let (id, revision_id) = (id.to_string(), revision.id.to_string());
        let title = format!("Bring back state {}?", revision.number);
        view! {
            <Confirm summary="Bring back" title variant=Variant::Quiet class="small" icon=IconName::Undo>
                <p>"The draft gets the content of this state. Settings, and what clients see, stay as they are."</p>
                <Form action=RestorePageRevision::url() class="inline-form">
                    <HiddenField name="id" value=id/>
                    <HiddenField name="revision" value=revision_id/>
                    <Button variant=Variant::Primary>"Bring back into the draft"</Button>
                </Form>
            </Confirm>
        }
    });
    let RevisionRow {
        number,
        title,
        note,
        by,
        at,
        ..
    } = revision.clone();
    let when = platform::when(at, zone);
    let compare = format!("{}/compare?revision={}", page_of(id), revision.id);
    let compare_label = format!("Compare the draft with state {number}");
    view! {
        <li class="revision">
            <div class="revision-head">
                <p>
                    <strong>{format!("{number}. {title}")}</strong>" "
                    <span class="muted">{by}" · "<DateText datetime=platform::stamp(at) text=when/></span>
                </p>
                {badge}
                <LinkButton href=compare variant=Variant::Quiet class="small" label=compare_label>"Compare"</LinkButton>
                {back}
            </div>
            <p class="small">{note}</p>
        </li>
    }
}

fn putting_away(page: &PageDetail) -> AnyView {
    let id = page.id.to_string();
    if page.state == PageState::Archived {
        return view! {
            <Section title="Archive">
                <Form action=RestorePage::url() class="inline-form" label="Restore">
                    <HiddenField name="id" value=id/>
                    <Button icon=IconName::Restore>"Restore page"</Button>
                </Form>
            </Section>
        }
        .into_any();
    }
    let linked = (!page.menu.is_empty()).then(|| {
        let items = page.menu.join(", ");
        view! { <p><strong>"In the menu: "{items}</strong>". Items that lead to this page are hidden from clients."</p> }
    });
    view! {
        <Section title="Archive">
            <Confirm summary="Archive page" title="Archive this page?" icon=IconName::Archive>
                <p>"Clients do not see it any more, and its address is free for another page. Content and earlier states are kept."</p>
                {linked}
                <Form action=ArchivePage::url() class="inline-form">
                    <HiddenField name="id" value=id/>
                    <Button variant=Variant::Danger>"Archive page"</Button>
                </Form>
            </Confirm>
        </Section>
    }
    .into_any()
}
