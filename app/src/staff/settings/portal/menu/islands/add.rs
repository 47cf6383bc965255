//! What can be put into the menu.

use super::super::api::ChangeMenu;
use super::{Editor, row::version};
use crate::ui::{CheckField, Confirm, Form, HiddenField, IconName, SelectField, TextField, Variant};
use domain::module::Module;
use leptos::{prelude::*, server_fn::ServerFn};

/// A folded form for each kind.
pub(super) fn forms(editor: Editor) -> impl IntoView {
    move || {
        editor.fresh.track();
        view! {
            <div class="cluster menu-add" role="group" aria-label="Add to the menu">
                <span class="muted">"Add"</span>
                {link(editor)}
                {group(editor)}
                {module(editor)}
                {page(editor)}
            </div>
        }
    }
}

/// A form of a kind as it came back, or empty.
struct Returned {
    /// Whether it did.
    here: bool,
    label: String,
    href: String,
    new_tab: bool,
    label_error: Option<String>,
    href_error: Option<String>,
}

fn returned(editor: Editor, kind: &str) -> Returned {
    let (typed, errors) = (editor.typed.get_untracked(), editor.errors.get_untracked());
    let sent = typed.kind.split(':').next();
    let here = typed.act == "add" && sent == Some(kind) && !errors.is_empty();
    if !here {
        return Returned {
            here,
            label: String::new(),
            href: String::new(),
            new_tab: true,
            label_error: None,
            href_error: None,
        };
    }
    Returned {
        here,
        label_error: errors.get("label"),
        href_error: errors.get("href"),
        label: typed.label,
        href: typed.href,
        new_tab: typed.new_tab,
    }
}

fn link(editor: Editor) -> impl IntoView {
    let back = returned(editor, "link");
    view! {
        <Confirm summary="Link" title="Add a link" variant=Variant::Secondary icon=IconName::Plus open=back.here>
            <Form action=ChangeMenu::url()>
                <HiddenField name="form[act]" value="add"/>
                <HiddenField name="form[kind]" value="link"/>
                {version(editor)}
                <TextField label="Label" name="form[label]" id="f-add-label" value=back.label error=back.label_error maxlength=40/>
                <TextField label="Address" name="form[href]" id="f-add-href" value=back.href error=back.href_error
                    kind="url" maxlength=300 required=true placeholder="https://"/>
                <CheckField label="Opens in a new tab" name="form[new_tab]" id="f-add-new_tab" checked=back.new_tab/>
                <button type="submit" class="button primary">"Add link"</button>
            </Form>
        </Confirm>
    }
}

fn group(editor: Editor) -> impl IntoView {
    let back = returned(editor, "group");
    let error = back.label_error;
    view! {
        <Confirm summary="Group" title="Add a group" variant=Variant::Secondary icon=IconName::Plus open=back.here>
            <Form action=ChangeMenu::url()>
                <HiddenField name="form[act]" value="add"/>
                <HiddenField name="form[kind]" value="group"/>
                {version(editor)}
                <TextField label="Label" name="form[label]" id="f-add-group" value=back.label error maxlength=40 required=true/>
                <button type="submit" class="button primary">"Add group"</button>
            </Form>
        </Confirm>
    }
}

fn module(editor: Editor) -> impl IntoView {
    let choices = Module::ALL.map(|module| (format!("module:{}", module.key()), module.label().to_owned()));
    let open = returned(editor, "module").here;
    view! {
        <Confirm summary="Part of the portal" title="Add a part of the portal" variant=Variant::Secondary
            icon=IconName::Plus open>
            <Form action=ChangeMenu::url()>
                <HiddenField name="form[act]" value="add"/>
                {version(editor)}
                <SelectField label="Part" name="form[kind]" id="f-add-module" options=choices.to_vec()/>
                <button type="submit" class="button primary">"Add"</button>
            </Form>
        </Confirm>
    }
}

/// A page can be chosen only where there is one.
fn page(editor: Editor) -> Option<impl IntoView> {
    let pages: Vec<(String, String)> = editor.facts.with_value(|facts| {
        let page = |page: &domain::menu::PageFact| (format!("page:{}", page.id), page.title.clone());
        facts.pages.iter().map(page).collect()
    });
    let open = returned(editor, "page").here;
    (!pages.is_empty()).then(|| {
        view! {
            <Confirm summary="Page" title="Add a page" variant=Variant::Secondary icon=IconName::Plus open>
                <Form action=ChangeMenu::url()>
                    <HiddenField name="form[act]" value="add"/>
                    {version(editor)}
                    <SelectField label="Page" name="form[kind]" id="f-add-page" options=pages/>
                    <button type="submit" class="button primary">"Add page"</button>
                </Form>
            </Confirm>
        }
    })
}
