//! Making a page: from a template, blank, as a copy, or from a file.

use super::api::{CreatePage, PAGES_PAGE, page_choices};
use crate::{
    platform,
    staff::frame::staff_page,
    ui::{
        Button, FileField, Form, FormErrors, Icon, IconName, LinkButton, PageHeader, Section, TextAreaField,
        TextField, Variant,
    },
};
use domain::{
    form::{FieldErrors, FormView},
    ids::PageId,
    page::{
        StoredBlock,
        templates::{TEMPLATES, Template},
    },
    pages::NewPageForm,
};
use leptos::{prelude::*, server_fn::ServerFn};
use serde::{Deserialize, Serialize};

/// Where a file is taken in, by a plain handler of the host.
pub const IMPORT: &str = "/staff/settings/portal/pages/import";

/// What was typed into the form of a file. The file itself can't be given back.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ImportForm {
    /// The title.
    pub title: String,
    /// What was pasted, if it is short.
    pub json: String,
}

/// A new page.
#[component]
pub fn NewPagePage() -> impl IntoView {
    staff_page("New page", async {
        let pages = page_choices().await?;
        let form = platform::returned_form::<NewPageForm>("new_page").await;
        let form = form.unwrap_or_else(|| {
            FormView::fresh(NewPageForm {
                start: format!("template:{}", TEMPLATES[0].key),
                ..NewPageForm::default()
            })
        });
        let import = platform::returned_form::<ImportForm>("import_page").await;
        let import = import.unwrap_or_else(|| FormView::fresh(ImportForm::default()));
        Ok(view! {
            <div class="page">
                <PageHeader title="New page" back=(PAGES_PAGE.to_owned(), "Pages".to_owned())
                    text="It starts as a draft that only your team sees.".to_owned()/>
                {start_form(form, pages)}
                {import_form(import)}
            </div>
        }
        .into_any())
    })
}

fn start_form(form: FormView<NewPageForm>, pages: Vec<(PageId, String)>) -> impl IntoView {
    let FormView { values, errors, .. } = form;
    let key = uuid::Uuid::new_v4().to_string();
    let chosen = |start: &str| values.start == start;
    let templates = TEMPLATES
        .iter()
        .map(|template| {
            let start = format!("template:{}", template.key);
            let checked = chosen(&start);
            let icon = IconName::from_name(template.icon).unwrap_or(IconName::Document);
            card(
                start,
                checked,
                (template.name, template.description),
                icon,
                sketch(template),
            )
        })
        .collect_view();
    let nothing = view! { <span class="sketch" aria-hidden="true"></span> }.into_any();
    let blank = card(
        "blank".to_owned(),
        chosen("blank"),
        ("Blank page", "Nothing on it yet."),
        IconName::Plus,
        nothing,
    );
    let copies = (!pages.is_empty()).then(|| copies(&values.start, pages));
    let error = errors.get("start").map(|error| {
        view! { <p class="field-error" id="f-start-error"><Icon name=IconName::Warning/><span>{error}</span></p> }
    });
    view! {
        <Form action=CreatePage::url() label="New page" idempotency=key>
            <FormErrors errors=errors.clone()/>
            <fieldset class="group" id="f-start" tabindex="-1">
                <legend>"Start from"</legend>
                {error}
                <div class="template-cards">{blank}{templates}</div>
                {copies}
            </fieldset>
            <fieldset class="group">
                <legend>"Name"</legend>
                <div class="form-grid">
                    <TextField label="Title" name="form[title]" value=values.title error=errors.get("title") maxlength=120
                        hint="Left empty, the template's own."/>
                    <TextField label="Address" name="form[slug]" value=values.slug error=errors.get("slug") maxlength=60
                        prefix="/portal/p/" hint="Left empty, one that fits the title."/>
                </div>
            </fieldset>
            <div class="form-actions">
                <Button variant=Variant::Primary icon=IconName::Plus>"Make page"</Button>
                <LinkButton href=PAGES_PAGE variant=Variant::Quiet>"Cancel"</LinkButton>
            </div>
        </Form>
    }
}

fn copies(start: &str, pages: Vec<(PageId, String)>) -> impl IntoView + use<> {
    let open = start.starts_with("copy:");
    let radios = pages
        .into_iter()
        .map(|(id, title)| {
            let (value, id) = (format!("copy:{id}"), format!("f-start-{id}"));
            let checked = value == start;
            view! {
                <div class="check">
                    <input type="radio" class="box" name="form[start]" id=id.clone() value=value checked=checked/>
                    <label class="check-label" for=id>{title}</label>
                </div>
            }
        })
        .collect_view();
    view! {
        <details class="template-copies" open=open>
            <summary>"A copy of one of your pages"</summary>
            <div class="check-list">{radios}</div>
        </details>
    }
}

/// One thing to start from: the whole card is the radio button's label.
fn card(
    start: String,
    checked: bool,
    (name, description): (&'static str, &'static str),
    icon: IconName,
    sketch: AnyView,
) -> impl IntoView {
    view! {
        <label class="template-card">
            {sketch}
            <span class="template-name">
                <input type="radio" class="box" name="form[start]" value=start checked=checked/>
                <Icon name=icon/>
                <strong>{name}</strong>
            </span>
            <span class="small muted">{description}</span>
        </label>
    }
}

/// So many blocks of a template are sketched.
const SKETCHED: usize = 7;

/// The template's own blocks in outline.
fn sketch(template: &Template) -> AnyView {
    let mut number = 0_u64;
    // Nothing is done with the ids.
    let page = template.page(|| {
        number += 1;
        number
    });
    let lines = page.blocks.iter().take(SKETCHED).map(outline).collect_view();
    view! { <span class="sketch" aria-hidden="true">{lines}</span> }.into_any()
}

fn outline(block: &StoredBlock) -> AnyView {
    let class = match block.kind.as_str() {
        "heading" => "sketch-line heading",
        "text" | "spacer" => "sketch-line text",
        "divider" => "sketch-line rule",
        "button" => "sketch-line button-like",
        "columns" => {
            let columns = block
                .slots
                .values()
                .map(|_| view! { <span class="sketch-line box-like"></span> })
                .collect_view();
            return view! { <span class="sketch-columns">{columns}</span> }.into_any();
        }
        "callout" => "sketch-line callout-like",
        _ => "sketch-line box-like",
    };
    view! { <span class=class></span> }.into_any()
}

fn import_form(form: FormView<ImportForm>) -> impl IntoView {
    let FormView { values, errors, .. } = form;
    let open = !errors.is_empty();
    let labels = vec![("json", "Text".to_owned()), ("file", "File".to_owned())];
    let json: FieldErrors = errors.clone();
    let key = uuid::Uuid::new_v4().to_string();
    view! {
        <Section title="From a file" id="import"
            text="A page that was exported here or elsewhere, at most 2 MB. Blocks that this version does not know are kept.".to_owned()>
            <details class="template-copies" open=open>
                <summary>"Take in a file"</summary>
                <div class="stack">
                    <FormErrors errors labels/>
                    <Form action=IMPORT multipart=true label="From a file" idempotency=key>
                        <FileField label="File" name="file" accept="application/json,.json" error=json.get("file")/>
                        <TextAreaField label="Or its text" name="json" value=values.json error=json.get("json") rows=5/>
                        <TextField label="Title" name="title" value=values.title error=json.get("title") maxlength=120
                            hint="Left empty, the file's own." id="f-import-title"/>
                        <div class="form-actions">
                            <Button icon=IconName::Upload>"Take in"</Button>
                        </div>
                    </Form>
                </div>
            </details>
        </Section>
    }
}
