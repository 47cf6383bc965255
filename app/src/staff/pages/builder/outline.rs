//! The outline: the page's blocks as a tree of names. Only the rows in view are there, so that its length costs nothing.

use super::{
    Builder,
    act::Way,
    outline_drag::{Key, rows_of},
};
use crate::ui::{Icon, IconName};
use domain::page::{BlockId, meta};
use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

/// A row's height in pixels; the stylesheet knows it too.
pub(super) const ROW: f64 = 32.0;
/// So many rows beyond the view are there too, so that scrolling shows no gap.
const BEYOND: usize = 8;

/// A row: a block or one of its columns, its level from 0, and its position.
#[derive(Debug, Clone, PartialEq)]
struct Row {
    key: Key,
    level: usize,
    at: usize,
}

/// The outline.
pub(super) fn outline(builder: Builder) -> impl IntoView {
    let scrolled = RwSignal::new(0.0_f64);
    // Measured once the page is awake: before, the server's rows must be the browser's.
    let height = RwSignal::new(600.0_f64);
    let list: NodeRef<html::Div> = NodeRef::new();
    Effect::new(move |_| {
        if let (true, Some(list)) = (builder.ready.get(), list.get()) {
            height.set(f64::from(list.unchecked_ref::<Element>().client_height()).max(600.0));
        }
    });
    let rows = Memo::new(move |_| {
        builder.shape.track();
        let rows = builder.with_doc(rows_of).into_iter().enumerate();
        rows.map(|(at, (key, level))| Row { key, level, at })
            .collect::<Vec<_>>()
    });
    let shown = move || {
        // Both are small and never negative.
        let first = (scrolled.get() / ROW) as usize;
        let many = (height.get() / ROW) as usize + 1;
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
        let at = rows.with_untracked(|rows| rows.iter().position(|row| row.key == Key::Block(id.clone())));
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
            <div class="outline-list" data-outline="" role="tree" aria-label="Blocks of the page" aria-multiselectable="true" node_ref=list
                tabindex="0"
                on:scroll=move |event| {
                    if let Some(list) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) {
                        scrolled.set(f64::from(list.scroll_top()));
                    }
                }
                on:keydown=move |event| outline_key(builder, &event)
                aria-activedescendant=move || builder.selected.with(|all| all.first().map(|id| format!("outline-{id}")))
            >
                <div class="outline-all" role="none" node_ref=height_of(rows)>
                    <For each=shown key=|row| (row.key.clone(), row.at, row.level)
                        children=move |row| outline_row(builder, row)/>
                    {builder.outline_overlay.marks()}
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

fn outline_row(builder: Builder, row: Row) -> AnyView {
    let Row { key, level, at } = row;
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
    let id = match key {
        Key::Slot(inside) => {
            let name = move || {
                builder.changes.track();
                builder.with_doc(|doc| doc.slot_label(&inside))
            };
            return view! { <div class="outline-row outline-slot" role="none" node_ref=element>{name}</div> }
                .into_any();
        }
        Key::Block(id) => id,
        Key::New => return ().into_any(),
    };
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
        <div class="outline-row" role="treeitem" data-outlined=id.to_string() id={row_id} {..leptos::attr::custom::custom_attribute("aria-level", (level + 1).to_string())} node_ref=element
            aria-selected=move || if chosen() { "true" } else { "false" }
            class:is-selected=current
            on:click=move |event| {
                if builder.just_dropped() {
                    return;
                }
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
    .into_any()
}

/// Keys within the outline: the same as on the canvas, row by row.
fn outline_key(builder: Builder, event: &KeyboardEvent) {
    let rows: Vec<BlockId> =
        builder.with_doc(|doc| doc.walk().into_iter().map(|(_, id)| id.clone()).collect());
    let at = builder
        .chosen()
        .and_then(|id| rows.iter().position(|other| *other == id));
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
    if let Some(id) = to.and_then(|to| rows.get(to)) {
        builder.select(vec![id.clone()]);
        builder.reveal(id);
    }
}

fn nudge(builder: Builder, event: &KeyboardEvent, way: Way) {
    event.prevent_default();
    builder.nudge(way);
}
