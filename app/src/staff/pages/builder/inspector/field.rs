//! One field, drawn from what the block's type says of it.

use super::super::{Builder, rich_text::Spot};
use super::{image, list};
use crate::ui::plain_text_area;
use domain::page::{
    BlockId, Choice, Field, FieldKind, check_props,
    rich_text::{RichDoc, RichLine},
};
use leptos::{html, prelude::*};
use serde_json::{Map, Value};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// A field of a block at a path: `level`, `images.0.alt`.
pub(super) fn field(builder: Builder, id: &BlockId, field: &'static Field, path: String) -> AnyView {
    let value = builder.value_at(id, &path).unwrap_or(Value::Null);
    let name = format!("prop-{path}");
    let error = RwSignal::new(String::new());
    let id = id.clone();
    let set = {
        let (id, path) = (id.clone(), path.clone());
        move |value: Value| {
            if let Some(why) = wrong(builder, &id, &path, &value) {
                error.set(why);
            } else {
                error.set(String::new());
                builder.set_at(&id, &path, value);
            }
        }
    };
    let text = value.as_str().unwrap_or_default().to_owned();
    let line = |kind: &'static str, max: usize| {
        let set = set.clone();
        view! {
            <input id=name.clone() class="input" type=kind value=text.clone() maxlength=max autocomplete="off"
                aria-describedby=format!("{name}-about")
                on:input=move |event| set(event_target_value(&event).into())/>
        }
        .into_any()
    };
    let control = match field.kind {
        FieldKind::Line { max } => line("text", max),
        FieldKind::Email | FieldKind::Phone => line("text", 200),
        FieldKind::Video => line("url", 500),
        FieldKind::Code { max } => {
            let set = set.clone();
            view! {
                <div on:input=move |event| set(event_target_value(&event).into())>
                    {plain_text_area(&name, &text, max, 8)}
                </div>
            }
            .into_any()
        }
        FieldKind::RichLine { .. } | FieldKind::Rich => {
            let one_line = matches!(field.kind, FieldKind::RichLine { .. });
            let spot = Spot {
                block: id.clone(),
                path: path.clone(),
                one_line,
                label: field.label.to_owned(),
            };
            rich(builder, spot, &value, &name).into_any()
        }
        FieldKind::Choice(choices) => choice(choices, &text, &name, set.clone()).into_any(),
        FieldKind::Toggle => {
            let (set, on) = (set.clone(), value.as_bool().unwrap_or_default());
            return view! {
                <div class="field">
                    <label class="check">
                        <input type="checkbox" checked=on on:change=move |event| set(event_target_checked(&event).into())/>
                        <span>{field.label}</span>
                    </label>
                    {help(field)}
                </div>
            }
            .into_any();
        }
        FieldKind::Number { min, max, unit } => {
            let set = set.clone();
            let number = value
                .as_u64()
                .map(|number| number.to_string())
                .unwrap_or_default();
            view! {
                <div class="input-group">
                    <input id=name.clone() class="input num" type="number" min=min max=max value=number
                        on:input=move |event| {
                            let typed = event_target_value(&event);
                            set(typed.parse::<u32>().map_or(Value::Null, Value::from));
                        }/>
                    <span class="affix">{unit}</span>
                </div>
            }
            .into_any()
        }
        FieldKind::Image => image::image(builder, text.clone(), set.clone()).into_any(),
        FieldKind::Link => link(builder, &text, &name, set.clone()).into_any(),
        FieldKind::List { item, of, max } => {
            return list::list(builder, &id, field.label, path, item, of, max);
        }
        FieldKind::Grid { rows, columns, .. } => {
            return list::grid(builder, &id, field.label, path, rows, columns);
        }
    };
    let about = format!("{name}-about");
    view! {
        <div class="field" class:has-error=move || !error.with(String::is_empty)>
            <label class="field-label" for=name>{field.label}</label>
            {control}
            <div id=about>
                {help(field)}
                <p class="field-error" role="alert" hidden=move || error.with(String::is_empty)>{move || error.get()}</p>
            </div>
        </div>
    }
    .into_any()
}

fn help(field: &Field) -> impl IntoView + use<> {
    (!field.help.is_empty()).then(|| view! { <p class="field-hint">{field.help}</p> })
}

/// What is wrong with a value, before it is set; what was typed stays in the field.
fn wrong(builder: Builder, id: &BlockId, path: &str, value: &Value) -> Option<String> {
    let name = path.split('.').next()?;
    let (kind, whole) = builder.with_doc(|doc| {
        let node = doc.node(id)?;
        Some((node.kind().to_owned(), node.props().get(name).cloned()))
    })?;
    let mut whole = whole.unwrap_or(Value::Null);
    let mut at = &mut whole;
    for part in path.split('.').skip(1) {
        at = match at {
            Value::Array(all) => all.get_mut(part.parse::<usize>().ok()?)?,
            Value::Object(all) => all.entry(part.to_owned()).or_insert(Value::Null),
            _ => return None,
        };
    }
    *at = value.clone();
    let mut props = Map::new();
    props.insert(name.to_owned(), whole);
    check_props(&kind, &props)
        .0
        .into_iter()
        .next()
        .map(|(_, error)| error)
}

/// One of a few as buttons, one of many as a list.
fn choice(
    choices: &'static [Choice],
    now: &str,
    name: &str,
    set: impl Fn(Value) + Clone + 'static,
) -> impl IntoView {
    let now = if choices.iter().any(|choice| choice.value == now) {
        now.to_owned()
    } else {
        choices
            .first()
            .map(|choice| choice.value.to_owned())
            .unwrap_or_default()
    };
    let options = choices
        .iter()
        .map(|choice| view! { <option value=choice.value selected=choice.value == now>{choice.label}</option> })
        .collect_view();
    view! {
        <select id=name.to_owned() class="input" on:change=move |event| set(event_target_value(&event).into())>{options}</select>
    }
}

/// A formatted text: as plain text until somebody writes in it.
fn rich(builder: Builder, spot: Spot, value: &Value, name: &str) -> impl IntoView + use<> {
    let plain = if spot.one_line {
        RichLine::from_json(value).map(|line| line.plain())
    } else {
        RichDoc::from_json(value).map(|doc| doc.plain())
    };
    let plain = plain.unwrap_or_default();
    let element: NodeRef<html::Div> = NodeRef::new();
    let open = move || {
        let Some(element) = element.get_untracked() else {
            return;
        };
        let element: HtmlElement = element.unchecked_into();
        if !builder.writing.is_within(&element) {
            builder.write(spot.clone(), element, false);
        }
    };
    let (by_focus, name, empty) = (open, name.to_owned(), plain.is_empty());
    view! {
        <div id=name class="input rich-field" class:empty=empty tabindex="0" node_ref=element
            on:focus=move |_| by_focus()>{plain}</div>
    }
}

/// Where something leads: a page of the portal, or an address.
fn link(builder: Builder, now: &str, name: &str, set: impl Fn(Value) + Clone + 'static) -> impl IntoView {
    let pages = builder.opened.with_value(|opened| opened.pages.clone());
    let is_page = now.starts_with("page:");
    let (now, to_page) = (now.to_owned(), set.clone());
    let options = pages
        .into_iter()
        .map(|(id, title)| {
            let value = format!("page:{id}");
            let chosen = value == now;
            view! { <option value=value selected=chosen>{title}</option> }
        })
        .collect_view();
    let address = RwSignal::new(!is_page);
    let shown = if is_page { String::new() } else { now.clone() };
    view! {
        <div class="stack tight">
            <select class="input" aria-label="Page" on:change=move |event| {
                let value = event_target_value(&event);
                address.set(value.is_empty());
                to_page(value.into());
            }>
                <option value="" selected=!is_page>"An address"</option>
                {options}
            </select>
            <input id=name.to_owned() class="input" value=shown autocomplete="off" placeholder="https://…, mailto:…, tel:…"
                hidden=move || !address.get() on:input=move |event| set(event_target_value(&event).trim().into())/>
        </div>
    }
}
