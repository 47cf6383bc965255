//! Several of something: images of a gallery, cells of a table.

use super::super::{Builder, rich_text::Spot};
use super::field::field;
use crate::ui::{Icon, IconName};
use domain::page::{BlockId, Field, FieldKind, rich_text::RichLine};
use leptos::{html, prelude::*};
use serde_json::{Map, Value, json};
use wasm_bindgen::JsCast;

/// A list, each item with its fields.
pub(super) fn list(
    builder: Builder,
    id: &BlockId,
    label: &'static str,
    path: String,
    item: &'static str,
    of: &'static [Field],
    max: usize,
) -> AnyView {
    let items = builder
        .value_at(id, &path)
        .and_then(|value| value.as_array().cloned())
        .unwrap_or_default();
    let many = items.len();
    let change = {
        let (id, path) = (id.clone(), path.clone());
        move |change: &dyn Fn(&mut Vec<Value>)| {
            let mut all = builder
                .value_at(&id, &path)
                .and_then(|value| value.as_array().cloned())
                .unwrap_or_default();
            change(&mut all);
            builder.set_at(&id, &path, Value::Array(all));
            builder.fresh.update(|fresh| *fresh += 1);
        }
    };
    let rows = (0..many)
        .map(|nth| {
            let fields = of.iter().map(|one| field(builder, id, one, format!("{path}.{nth}.{}", one.name))).collect_view();
            let (up, down, gone) = (change.clone(), change.clone(), change.clone());
            view! {
                <fieldset class="inspector-item">
                    <legend>{format!("{item} {}", nth + 1)}</legend>
                    <div class="cluster">
                        {button(IconName::ArrowUp, "Up", nth == 0, move || up(&|all| all.swap(nth, nth - 1)))}
                        {button(IconName::ArrowDown, "Down", nth + 1 == many, move || down(&|all| all.swap(nth, nth + 1)))}
                        {button(IconName::Delete, "Delete", false, move || gone(&|all| { all.remove(nth); }))}
                    </div>
                    {fields}
                </fieldset>
            }
        })
        .collect_view();
    let fresh = || {
        let value = |field: &Field| match field.kind {
            FieldKind::Toggle => Value::Bool(false),
            FieldKind::RichLine { .. } => json!([]),
            _ => json!(""),
        };
        let item: Map<String, Value> = of
            .iter()
            .map(|field| (field.name.to_owned(), value(field)))
            .collect();
        Value::Object(item)
    };
    view! {
        <div class="field">
            <span class="field-label">{label}</span>
            <div class="stack">{rows}</div>
            <button type="button" class="button small" disabled={many == max} on:click=move |_| change(&|all| all.push(fresh()))>
                <Icon name=IconName::Plus/>{format!("Add {item}")}
            </button>
        </div>
    }
    .into_any()
}

/// A table's cells, each a formatted line.
pub(super) fn grid(
    builder: Builder,
    id: &BlockId,
    label: &'static str,
    path: String,
    max_rows: usize,
    max_columns: usize,
) -> AnyView {
    let rows = builder
        .value_at(id, &path)
        .and_then(|value| value.as_array().cloned())
        .unwrap_or_default();
    let columns = rows
        .iter()
        .filter_map(Value::as_array)
        .map(Vec::len)
        .max()
        .unwrap_or_default();
    let many = rows.len();
    let change = {
        let (id, path) = (id.clone(), path.clone());
        move |change: &dyn Fn(&mut Vec<Vec<Value>>)| {
            let all = builder
                .value_at(&id, &path)
                .and_then(|value| value.as_array().cloned())
                .unwrap_or_default();
            let mut all: Vec<Vec<Value>> = all
                .into_iter()
                .map(|row| row.as_array().cloned().unwrap_or_default())
                .collect();
            change(&mut all);
            builder.set_at(&id, &path, json!(all));
            builder.fresh.update(|fresh| *fresh += 1);
        }
    };
    let cell = |row: usize, column: usize, value: Option<&Value>| {
        let plain = value
            .and_then(RichLine::from_json)
            .map(|line| line.plain())
            .unwrap_or_default();
        let spot = Spot {
            block: id.clone(),
            path: format!("{path}.{row}.{column}"),
            one_line: true,
            label: format!("Row {}, column {}", row + 1, column + 1),
        };
        let called = spot.label.clone();
        let element: NodeRef<html::Div> = NodeRef::new();
        view! {
            <td><div class="input rich-field" tabindex="0" aria-label=called node_ref=element on:focus=move |_| {
                if let Some(element) = element.get_untracked() {
                    let element: web_sys::HtmlElement = element.unchecked_into();
                    if !builder.writing.is_within(&element) {
                        builder.write(spot.clone(), element, false);
                    }
                }
            }>{plain}</div></td>
        }
    };
    let body = rows
        .iter()
        .enumerate()
        .map(|(nth, row)| {
            let row = row.as_array().cloned().unwrap_or_default();
            let cells = (0..columns).map(|column| cell(nth, column, row.get(column))).collect_view();
            let gone = change.clone();
            view! {
                <tr>{cells}<td>{button(IconName::Delete, "Delete row", many == 1, move || gone(&|all| { all.remove(nth); }))}</td></tr>
            }
        })
        .collect_view();
    let blank = move || vec![json!([]); columns.max(1)];
    let (row, column, less) = (change.clone(), change.clone(), change);
    view! {
        <div class="field">
            <span class="field-label">{label}</span>
            <div class="inspector-grid"><table><tbody>{body}</tbody></table></div>
            <div class="cluster">
                <button type="button" class="button small" disabled={many >= max_rows} on:click=move |_| row(&|all| all.push(blank()))>
                    <Icon name=IconName::Plus/>"Row"
                </button>
                <button type="button" class="button small" disabled={columns >= max_columns}
                    on:click=move |_| column(&|all| all.iter_mut().for_each(|row| row.push(json!([]))))>
                    <Icon name=IconName::Plus/>"Column"
                </button>
                <button type="button" class="button small quiet" disabled={columns < 2}
                    on:click=move |_| less(&|all| all.iter_mut().for_each(|row| row.truncate(columns - 1)))>
                    <Icon name=IconName::Minus/>"Last column"
                </button>
            </div>
        </div>
    }
    .into_any()
}

fn button(icon: IconName, label: &'static str, off: bool, act: impl Fn() + 'static) -> impl IntoView {
    view! {
        <button type="button" class="button quiet icon-only small" aria-label=label title=label disabled=off on:click=move |_| act()>
            <Icon name=icon/>
        </button>
    }
}
