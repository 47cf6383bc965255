//! The outline: the page's blocks as a tree of names. Only the rows in view are there, so that its length costs nothing.

use super::{Builder, act::Way};
use crate::ui::{Icon, IconName};
use domain::page::{BlockId, meta};
use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

/// A row's height in pixels; the stylesheet knows it too.
const ROW: f64 = 32.0;
/// So many rows beyond the view are there too, so that scrolling shows no gap.
const BEYOND: usize = 8;

/// A row: a block and its level from 0.
#[derive(Debug, Clone, PartialEq)]
struct Row {
    id: BlockId,
    level: usize,
    at: usize,
}

/// The outline.
pub(super) fn outline(builder: Builder) -> impl IntoView {
    let scrolled = RwSignal::new(0.0_f64);
    let list: NodeRef<html::Div> = NodeRef::new();
    let rows = Memo::new(move |_| {
        builder.changes.track();
        builder.with_doc(|doc| {
            let walk = doc.walk().into_iter().enumerate();
            walk.map(|(at, (level, id))| Row {
                id: id.clone(),
                level,
                at,
            })
            .collect::<Vec<_>>()
        })
    });
    let shown = move || {
        let height = list.get().map_or(600.0, |list| {
            f64::from(list.unchecked_ref::<Element>().client_height())
        });
        // Both are small and never negative.
        let first = (scrolled.get() / ROW) as usize;
        let many = (height / ROW) as usize + 1;
        rows.with(|rows| {
            let from = first.saturating_sub(BEYOND).min(rows.len());
            let to = (first + many + BEYOND).min(rows.len());
            rows.get(from..to).unwrap_or_default().to_vec()
        })
    };
    // What is selected on the canvas comes into view here.
    Effect::new(move |_| {
        let Some(id) = builder.selected.with(|all| all.first().cloned()) else {
            return;
        };
        let at = rows.with_untracked(|rows| rows.iter().position(|row| row.id == id));
        if let (Some(at), Some(list)) = (at, list.get_untracked()) {
            let list: &Element = list.unchecked_ref();
            let (top, seen) = (f64_of(at) * ROW, f64::from(list.client_height()));
            let now = f64::from(list.scroll_top());
            if top < now || top + ROW > now + seen {
                list.set_scroll_top((top - seen / 2.0).max(0.0) as i32);
            }
        }
    });
    view! {
        <section class="outline" aria-label="Outline">
            <h2>"Outline"</h2>
            <div class="outline-list" role="tree" aria-label="Blocks of the page" aria-multiselectable="true" node_ref=list
                tabindex="0"
                on:scroll=move |event| {
                    if let Some(list) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) {
                        scrolled.set(f64::from(list.scroll_top()));
                    }
                }
                on:keydown=move |event| outline_key(builder, rows, &event)
                aria-activedescendant=move || builder.selected.with(|all| all.first().map(|id| format!("outline-{id}")))
            >
                <div class="outline-all" role="none" prop:inert=false node_ref=height_of(rows)>
                    <For each=shown key=|row| (row.id.clone(), row.at, row.level)
                        children=move |row| outline_row(builder, row)/>
                </div>
                {move || rows.with(Vec::is_empty).then(|| view! { <p class="muted small">"Nothing yet."</p> })}
            </div>
        </section>
    }
}

/// An element that is as high as all rows together.
fn height_of(rows: Memo<Vec<Row>>) -> NodeRef<html::Div> {
    let all: NodeRef<html::Div> = NodeRef::new();
    Effect::new(move |_| {
        let height = f64_of(rows.with(Vec::len)) * ROW;
        if let Some(all) = all.get() {
            super::browser::style(
                all.unchecked_ref::<HtmlElement>(),
                "height",
                &format!("{height}px"),
            );
        }
    });
    all
}

/// A page has at most some thousands of blocks, so this is exact.
fn f64_of(number: usize) -> f64 {
    u32::try_from(number).map_or(0.0, f64::from)
}

fn outline_row(builder: Builder, row: Row) -> impl IntoView {
    let Row { id, level, at } = row;
    let element: NodeRef<html::Div> = NodeRef::new();
    Effect::new(move |_| {
        if let Some(element) = element.get() {
            let element: &HtmlElement = element.unchecked_ref();
            super::browser::style(
                element,
                "transform",
                &format!("translateY({}px)", f64_of(at) * ROW),
            );
            super::browser::style(element, "--level", &level.to_string());
        }
    });
    let chosen = {
        let id = id.clone();
        move || builder.selected.with(|all| all.contains(&id))
    };
    let icon = builder.with_doc(|doc| {
        let meta = doc.node(&id).and_then(|node| meta(node.kind()));
        meta.and_then(|meta| IconName::from_name(meta.icon))
            .unwrap_or(IconName::Document)
    });
    let name = {
        let id = id.clone();
        move || {
            builder.changes.track();
            builder.with_doc(|doc| doc.name(&id))
        }
    };
    let ruled = {
        let id = id.clone();
        move || {
            builder.changes.track();
            builder.with_doc(|doc| doc.node(&id).is_some_and(|node| node.show_if().is_some()))
        }
    };
    let hidden = move || {
        ruled()
            .then(|| view! { <Icon name=IconName::EyeOff/><span class="visually-hidden">", for some"</span> })
    };
    let row_id = format!("outline-{id}");
    let current = chosen.clone();
    view! {
        <div class="outline-row" role="treeitem" id=row_id attr:aria-level={level + 1} node_ref=element
            aria-selected=move || if chosen() { "true" } else { "false" }
            class:is-selected=current
            on:click=move |event| {
                let mut all = if event.ctrl_key() || event.meta_key() || event.shift_key() {
                    builder.selected.get_untracked()
                } else {
                    Vec::new()
                };
                match all.iter().position(|other| *other == id) {
                    Some(at) => { all.remove(at); }
                    None => all.push(id.clone()),
                }
                builder.select(all);
                builder.reveal(&id);
            }
        >
            <Icon name=icon/>
            <span class="outline-name">{name}</span>
            {hidden}
        </div>
    }
}

/// Keys within the outline: the same as on the canvas, row by row.
fn outline_key(builder: Builder, rows: Memo<Vec<Row>>, event: &KeyboardEvent) {
    let rows = rows.get_untracked();
    let at = builder
        .chosen()
        .and_then(|id| rows.iter().position(|row| row.id == id));
    let moved = event.alt_key() && event.shift_key();
    let to = match event.key().as_str() {
        "ArrowUp" if moved => return nudge(builder, event, Way::Up),
        "ArrowDown" if moved => return nudge(builder, event, Way::Down),
        "ArrowLeft" if moved => return nudge(builder, event, Way::Out),
        "ArrowRight" if moved => return nudge(builder, event, Way::In),
        "ArrowDown" => at.map_or(Some(0), |at| Some(at + 1)),
        "ArrowUp" => at.and_then(|at| at.checked_sub(1)),
        "Home" => Some(0),
        "End" => rows.len().checked_sub(1),
        "Enter" => {
            event.prevent_default();
            builder.open_settings();
            return;
        }
        "Delete" | "Backspace" => {
            event.prevent_default();
            builder.remove();
            return;
        }
        _ => return,
    };
    event.prevent_default();
    if let Some(row) = to.and_then(|to| rows.get(to)) {
        builder.select(vec![row.id.clone()]);
        builder.reveal(&row.id);
    }
}

fn nudge(builder: Builder, event: &KeyboardEvent, way: Way) {
    event.prevent_default();
    builder.nudge(way);
}
