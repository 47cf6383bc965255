//! An item's form.

use super::super::api::{ChangeMenu, MENU_PAGE};
use super::{Editor, choose, row::version};
use crate::ui::{CheckField, Form, HiddenField, Icon, IconName, MENU_ICONS, TextField};
use domain::menu::{Audience, Kind, MenuChange, MenuItem};
use leptos::{prelude::*, server_fn::ServerFn};

/// The form of an item, with its values, or with those that came back.
pub(super) fn form(editor: Editor, item: &MenuItem) -> impl IntoView + use<> {
    let typed = editor.typed.get_untracked();
    let came_back = typed.act == "edit" && typed.item == item.id.as_str();
    let errors = editor.errors.get_untracked();
    let error = move |field: &str| came_back.then(|| errors.get(field)).flatten();
    let values = if came_back { typed } else { values(item) };
    let own = editor.facts.with_value(|facts| {
        let unnamed = domain::menu::Props {
            label: String::new(),
            ..item.props.clone()
        };
        unnamed.name(&facts.pages)
    });
    let is_group = item.is_group();
    let hint = if is_group {
        String::new()
    } else {
        format!("Empty: “{own}”, in the client's language where there is one.")
    };
    let (href, href_error) = (values.href.clone(), error("href"));
    let link = matches!(item.props.kind, Kind::Link { .. }).then(|| {
        view! {
            <TextField label="Address" name="form[href]" id="f-href" value=href error=href_error required=true
                kind="url" maxlength=300 hint="https://, http://, mailto: or tel:"/>
            <CheckField label="Opens in a new tab" name="form[new_tab]" id="f-new_tab" checked=values.new_tab/>
        }
    });
    let (id, icon, label) = (item.id.to_string(), values.icon.clone(), values.label.clone());
    let (label_error, audience) = (error("label"), choose::audience(editor, &values));
    view! {
        <div class="menu-edit">
            <Form action=ChangeMenu::url() label="Item">
                <HiddenField name="form[act]" value="edit"/>
                <HiddenField name="form[item]" value=id/>
                {version(editor)}
                <TextField label="Label" name="form[label]" id="f-label" value=label error=label_error
                    maxlength=40 required=is_group hint=hint/>
                {link}
                {icons(&icon)}
                {audience}
                <div class="form-actions">
                    <button type="submit" class="button primary">"Done"</button>
                    <a class="button quiet" href=MENU_PAGE on:click=move |event| {
                        event.prevent_default();
                        editor.clear();
                        editor.open.set(None);
                    }>"Cancel"</a>
                </div>
            </Form>
        </div>
    }
}

/// An item's values as its form shows them.
fn values(item: &MenuItem) -> MenuChange {
    let props = &item.props;
    let (href, new_tab) = match &props.kind {
        Kind::Link { href, new_tab } => (href.clone(), *new_tab),
        _ => (String::new(), false),
    };
    let texts = |ids: &[domain::ids::TagId]| ids.iter().map(ToString::to_string).collect();
    let (audience, companies, contacts, tags) = match &props.audience {
        Audience::Everyone => ("everyone", vec![], vec![], vec![]),
        Audience::Companies(ids) => (
            "companies",
            ids.iter().map(ToString::to_string).collect(),
            vec![],
            vec![],
        ),
        Audience::Contacts(ids) => (
            "contacts",
            vec![],
            ids.iter().map(ToString::to_string).collect(),
            vec![],
        ),
        Audience::Tags(ids) => ("tags", vec![], vec![], texts(ids)),
        Audience::Unknown(_) => ("", vec![], vec![], vec![]),
    };
    MenuChange {
        label: props.label.clone(),
        icon: props.icon.clone(),
        href,
        new_tab,
        audience: audience.to_owned(),
        companies,
        contacts,
        tags,
        ..MenuChange::default()
    }
}

fn icons(chosen: &str) -> impl IntoView + use<> {
    let choice = |value: &'static str, name: String, icon: Option<IconName>, checked: bool| {
        let title = name.clone();
        view! {
            <label class="icon-choice" title=title>
                <input type="radio" name="form[icon]" value=value checked=checked/>
                {icon.map(|icon| view! { <Icon name=icon/> })}
                <span class=if icon.is_some() { "visually-hidden" } else { "small" }>{name}</span>
            </label>
        }
    };
    let known = MENU_ICONS.iter().any(|icon| icon.as_str() == chosen);
    let all = MENU_ICONS
        .iter()
        .map(|icon| {
            choice(
                icon.as_str(),
                icon.as_str().replace('-', " "),
                Some(*icon),
                icon.as_str() == chosen,
            )
        })
        .collect_view();
    view! {
        <fieldset class="field icon-picker">
            <legend class="field-label">"Icon"</legend>
            <div class="icon-choices">
                {choice("", "Its own".to_owned(), None, !known)}
                {all}
            </div>
        </fieldset>
    }
}
