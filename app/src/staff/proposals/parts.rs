//! The sections of a proposal's form, as a plain form whose buttons post it: it works without JavaScript.

mod item;

use super::islands::ProposalTotals;
use crate::{
    portal::proposals::sheet::sum_labels_in,
    staff::RichTextField,
    ui::{Icon, IconName, TextField},
};
use domain::{
    form::FieldErrors,
    invoice::TaxRounding,
    locale::Locale,
    proposal::{Edit, ProposalForm, SectionForm, SectionKind, editing::Way, form::Preview, view::PresetRow},
};
use leptos::prelude::*;

/// Where buttons post the form.
const SHAPE: &str = "/api/staff/shape_proposal";

/// What every part shares.
struct Editor {
    errors: FieldErrors,
    preview: Preview,
}

impl Editor {
    fn error(&self, field: &str) -> Option<String> {
        self.errors.get(field)
    }
}

/// The sections, the buttons that add to them, and what they come to.
pub(super) fn sections(
    form: &ProposalForm,
    errors: FieldErrors,
    rounding: TaxRounding,
    saved: Vec<PresetRow>,
) -> AnyView {
    let editor = Editor {
        preview: form.preview(rounding),
        errors,
    };
    let adding = SectionKind::ALL
        .map(|kind| button(Edit::AddSection(kind), kind.label().to_owned(), None))
        .into_iter()
        .collect_view();
    let inserting = saved
        .into_iter()
        .map(|row| {
            view! {
                <button type="submit" class="button small" name="op" value=format!("insert:{}", row.id) formaction=SHAPE>
                    {row.name}
                </button>
            }
        })
        .collect::<Vec<_>>();
    let inserting = (!inserting.is_empty()).then(|| {
        view! { <div class="cluster"><span class="small muted">"Saved sections:"</span>{inserting}</div> }
    });
    let count = form.sections.len();
    let sections = form
        .sections
        .iter()
        .enumerate()
        .map(|(at, each)| section(&editor, at, count, each))
        .collect_view();
    // The browser adds up anew from the fields; of the form it needs only what there is.
    let shape = form.sections.iter().map(|section| section.items.len()).collect();
    view! {
        <div class="stack">
            {sections}
            <div class="cluster">
                <span class="small muted">"Add a section:"</span>
                {adding}
            </div>
            {inserting}
            <div class="card">
                <ProposalTotals opening=editor.preview.sums.clone() shape=shape rounding=rounding labels=sum_labels_in(Locale::En)/>
                <p class="small muted">"As the client finds it, with what is preset."</p>
            </div>
        </div>
    }
    .into_any()
}

/// A button that changes the form's shape: it posts the form, and the page comes back with what was typed.
fn button(edit: Edit, text: String, icon: Option<(IconName, String)>) -> AnyView {
    let class = if icon.is_some() {
        "button quiet icon-only small"
    } else {
        "button small"
    };
    let label = icon.as_ref().map(|(_, label)| label.clone());
    let icon = icon.map(|(name, _)| view! { <Icon name=name/> });
    view! {
        <button
            type="submit"
            class=class
            name="op"
            value=edit.to_string()
            formaction=SHAPE
            aria-label=label
        >
            {icon}
            {text}
        </button>
    }
    .into_any()
}

/// The three buttons of a part that can move and go. `what` names it.
fn places(what: &str, (up, down, remove): (Option<Edit>, Option<Edit>, Edit)) -> AnyView {
    let one =
        |edit: Edit, icon, text: &str| button(edit, String::new(), Some((icon, format!("{text} {what}"))));
    view! {
        <div class="cluster no-print">
            {up.map(|edit| one(edit, IconName::ArrowUp, "Move up"))}
            {down.map(|edit| one(edit, IconName::ArrowDown, "Move down"))}
            {one(remove, IconName::Delete, "Remove")}
        </div>
    }
    .into_any()
}

fn section(editor: &Editor, at: usize, count: usize, form: &SectionForm) -> AnyView {
    let name = |field: &str| format!("form[sections][{at}][{field}]");
    let error = |field: &str| editor.error(&format!("sections.{at}.{field}"));
    let kind = form.kind();
    let legend = format!("Section {}: {}", at + 1, kind.label());
    let moves = (
        (at > 0).then_some(Edit::MoveSection(at, Way::Up)),
        (at + 1 < count).then_some(Edit::MoveSection(at, Way::Down)),
        Edit::RemoveSection(at),
    );
    let items = form.items.len();
    let lines = form
        .items
        .iter()
        .enumerate()
        .map(|(nth, each)| item::item(editor, (at, nth, items), each))
        .collect_view();
    let add_item = kind
        .has_items()
        .then(|| button(Edit::AddItem(at), "Add an item".to_owned(), None));
    let steps = form.steps.len();
    let rows = form
        .steps
        .iter()
        .enumerate()
        .map(|(nth, step)| {
            let name = |field: &str| format!("form[sections][{at}][steps][{nth}][{field}]");
            let moves = (
                (nth > 0).then_some(Edit::MoveStep(at, nth, Way::Up)),
                (nth + 1 < steps).then_some(Edit::MoveStep(at, nth, Way::Down)),
                Edit::RemoveStep(at, nth),
            );
            let what = format!("step {} of section {}", nth + 1, at + 1);
            view! {
                <div class="form-grid proposal-step">
                    <TextField label="When" name=name("when") value=step.when.clone() maxlength=60
                        error=editor.error(&format!("sections.{at}.steps.{nth}.when"))/>
                    <TextField label="What" name=name("what") value=step.what.clone() maxlength=500
                        error=editor.error(&format!("sections.{at}.steps.{nth}.what"))/>
                    {places(&what, moves)}
                </div>
            }
        })
        .collect_view();
    let add_step = kind
        .has_steps()
        .then(|| button(Edit::AddStep(at), "Add a step".to_owned(), None));
    view! {
        <fieldset class="group proposal-part">
            <legend>{legend.clone()}</legend>
            {places(&format!("section {}", at + 1), moves)}
            <input type="hidden" name=name("key") value=form.key.clone()/>
            <input type="hidden" name=name("kind") value=form.kind.clone()/>
            <TextField label="Heading" name=name("heading") value=form.heading.clone() error=error("heading") maxlength=120/>
            <RichTextField label="Text" name=name("body") value=form.body.clone() error=error("body")/>
            {lines}
            {rows}
            <div class="cluster">{add_item}{add_step}</div>
        </fieldset>
    }
    .into_any()
}
