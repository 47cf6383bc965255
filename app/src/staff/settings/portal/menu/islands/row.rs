//! An item's row: its handle, what it is, what is odd about it, and what can be done.

use super::super::api::{ChangeMenu, MENU_PAGE};
use super::{Editor, edit};
use crate::ui::{
    Badge, Confirm, Form, HiddenField, Icon, IconName, Tone, Variant, drag::Dragging, item_icon,
};
use domain::{
    drag::{Place, places},
    menu::{Audience, ItemId, Kind, MenuItem, Warning},
    module::Module,
};
use leptos::{prelude::*, server_fn::ServerFn};

/// A row.
pub(super) fn row(
    editor: Editor,
    drag: Dragging<ItemId, Editor>,
    found: Memo<Vec<Warning>>,
    id: ItemId,
) -> impl IntoView {
    let of = StoredValue::new(id.clone());
    let item = Memo::new(move |_| {
        editor
            .editing
            .with(|editing| of.with_value(|id| editing.menu().item(id).cloned()))
    });
    let parent = Memo::new(move |_| {
        editor.editing.with(|editing| {
            let place = of.with_value(|id| editing.menu().place_of(id));
            place.and_then(|place| place.parent)
        })
    });
    let name = Memo::new(move |_| of.with_value(|id| editor.name_of(id)));
    let is_open = Memo::new(move |_| {
        editor
            .open
            .with(|open| of.with_value(|id| open.as_ref() == Some(id)))
    });
    let shown = move || item.with(|item| item.as_ref().is_some_and(|item| item.props.enabled));
    let inside = move || {
        let group = parent.get().map(|id| editor.name_of(&id));
        group.map(|group| view! { <span class="visually-hidden">" in "{group}</span> })
    };
    let icon = move || {
        let icon = item.with(|item| {
            item.as_ref()
                .map(|item| item_icon(&item.props.kind, &item.props.icon))
        });
        icon.map(|name| view! { <Icon name=name/> })
    };
    let pressed = move || of.with_value(|id| drag.is_moving(id));
    let toggle = move |event: web_sys::MouseEvent| {
        event.prevent_default();
        let id = of.get_value();
        let opens = !is_open.get_untracked();
        editor.open.set(opens.then(|| id.clone()));
        if opens {
            super::browser::focus(format!("[data-row=\"{id}\"] .menu-edit input"));
        }
    };
    let address = format!("{MENU_PAGE}?item={id}");
    view! {
        <li
            class="menu-row"
            class:inside=move || parent.with(Option::is_some)
            class:off=move || !shown()
            class:moving=pressed
            data-row=id.to_string()
        >
            <div class="menu-row-main">
                <button
                    type="button"
                    class="drag-handle"
                    data-handle="true"
                    aria-label=move || format!("Move {}", name.get())
                    aria-pressed=move || pressed().to_string()
                    hidden=move || !editor.ready.get()
                    on:click=move |event| of.with_value(|id| drag.handle_pressed(&event, id))
                >
                    <Icon name=IconName::Grip/>
                </button>
                <span class="menu-row-icon">{icon}</span>
                <div class="menu-row-text">
                    <p class="menu-row-name">{move || name.get()}{inside}</p>
                    <p class="muted small">{move || item.with(|item| item.as_ref().map(what))}</p>
                </div>
                <div class="cluster menu-row-badges">{move || item.with(|item| item.as_ref().map(|item| badges(editor, item)))}</div>
                <div class="menu-row-actions">
                    <a class="button quiet small" href=address aria-expanded=move || is_open.get().to_string() on:click=toggle>
                        "Edit"<span class="visually-hidden">" "{move || name.get()}</span>
                    </a>
                    {actions(editor, of, name, shown)}
                </div>
            </div>
            {move || notes(found, of)}
            {move || is_open.get().then(|| {
                editor.fresh.track();
                item.get_untracked().map(|item| edit::form(editor, &item))
            })}
        </li>
    }
}

/// What an item leads to, in words.
fn what(item: &MenuItem) -> String {
    match &item.props.kind {
        Kind::Module(_) => "Part of the portal".to_owned(),
        Kind::Link { href, new_tab } if *new_tab => format!("{href} · new tab"),
        Kind::Link { href, .. } => href.clone(),
        Kind::Page(_) => "Your page".to_owned(),
        Kind::Group => match item.children.len() {
            0 => "Group, empty".to_owned(),
            1 => "Group of 1 item".to_owned(),
            many => format!("Group of {many} items"),
        },
        Kind::Unknown(kind) => format!("Unknown kind “{kind}”"),
    }
}

fn badges(editor: Editor, item: &MenuItem) -> impl IntoView + use<> {
    let hidden = (!item.props.enabled).then(|| view! { <Badge tone=Tone::Neutral text="Hidden"/> });
    let audience = &item.props.audience;
    let some = (*audience != Audience::Everyone).then(|| {
        let (of, all, complete) = editor.view.with_value(|view| {
            let readers = view.people.iter().filter(|person| audience.has(&person.reader));
            (readers.count(), view.people.len(), !view.more)
        });
        let text = if complete {
            format!("{of} of {all} people")
        } else {
            "Some people".to_owned()
        };
        view! { <Badge tone=Tone::Info text=text/> }
    });
    view! { {hidden}{some} }
}

/// What is odd about an item.
fn notes(found: Memo<Vec<Warning>>, of: StoredValue<ItemId>) -> impl IntoView {
    let texts: Vec<String> = found.with(|found| {
        let own = found
            .iter()
            .filter(|warning| of.with_value(|id| warning.item.as_ref() == Some(id)));
        own.map(|warning| warning.kind.to_string()).collect()
    });
    (!texts.is_empty()).then(|| {
        let lines = texts
            .into_iter()
            .map(|text| view! { <li><Icon name=IconName::Warning/><span>{text}</span></li> });
        view! { <ul role="list" class="menu-notes">{lines.collect_view()}</ul> }
    })
}

/// What is odd about the menu as a whole, with what helps.
pub(super) fn notes_of_all(editor: Editor, found: Memo<Vec<Warning>>) -> impl IntoView {
    move || {
        let whole: Vec<Warning> = found.with(|found| {
            found
                .iter()
                .filter(|warning| warning.item.is_none())
                .cloned()
                .collect()
        });
        (!whole.is_empty()).then(|| {
            let line = |warning: Warning| {
                let help = match &warning.kind {
                    domain::menu::WarningKind::ModuleNowhere(module) => Some(add_module(editor, *module)),
                    _ => None,
                };
                view! { <li><Icon name=IconName::Warning/><span>{warning.kind.to_string()}</span>{help}</li> }
            };
            let lines = whole.into_iter().map(line).collect_view();
            view! { <ul role="list" class="menu-notes">{lines}</ul> }
        })
    }
}

fn add_module(editor: Editor, module: Module) -> impl IntoView {
    view! {
        <Form action=ChangeMenu::url() class="inline-form">
            <HiddenField name="form[act]" value="add"/>
            <HiddenField name="form[kind]" value=format!("module:{}", module.key())/>
            {version(editor)}
            <button type="submit" class="button small">"Add "{module.label()}</button>
        </Form>
    }
}

/// The version that a form was opened with, for browsers without JavaScript.
pub(super) fn version(editor: Editor) -> impl IntoView {
    view! { <input type="hidden" name="form[version]" value=move || editor.version.get().to_string()/> }
}

/// The menu of what can be done with an item.
fn actions(
    editor: Editor,
    of: StoredValue<ItemId>,
    name: Memo<String>,
    shown: impl Fn() -> bool + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let press = move |act: &'static str, icon: IconName, text: &'static str, danger: bool| {
        view! {
            <Form action=ChangeMenu::url() class="inline-form">
                <HiddenField name="form[act]" value=act/>
                <HiddenField name="form[item]" value=of.with_value(ItemId::to_string)/>
                {version(editor)}
                <button type="submit" class=if danger { "menu-item danger" } else { "menu-item" }>
                    <Icon name=icon/><span>{text}</span>
                </button>
            </Form>
        }
        .into_any()
    };
    // Only what is possible is offered.
    let possible = Memo::new(move |_| {
        editor.editing.with(|editing| {
            let menu = editing.menu();
            let can = |act: &str| {
                let change = domain::menu::MenuChange {
                    act: act.to_owned(),
                    item: of.with_value(ItemId::to_string),
                    ..Default::default()
                };
                change.op(menu).is_ok()
            };
            ["up", "down", "in", "out"].map(can)
        })
    });
    view! {
        <details class="menu" name="menu">
            <summary class="button quiet icon-only">
                <Icon name=IconName::More/>
                <span class="visually-hidden">"What to do with "{move || name.get()}</span>
            </summary>
            <div class="menu-panel">
                {move || {
                    let [up, down, into, out] = possible.get();
                    view! {
                        {up.then(|| press("up", IconName::ArrowUp, "Move up", false))}
                        {down.then(|| press("down", IconName::ArrowDown, "Move down", false))}
                        {into.then(|| press("in", IconName::ArrowRight, "Into the group beside it", false))}
                        {out.then(|| press("out", IconName::ArrowLeft, "Out of the group", false))}
                    }
                }}
                {move_to(editor, of)}
                {move || if shown() {
                    press("hide", IconName::EyeOff, "Hide", false)
                } else {
                    press("show", IconName::Eye, "Show", false)
                }}
                {press("delete", IconName::Delete, "Delete", true)}
            </div>
        </details>
    }
}

/// Every place that an item may go to, in a list.
fn move_to(editor: Editor, of: StoredValue<ItemId>) -> impl IntoView {
    let options = move || {
        editor.editing.with(|editing| {
            let menu = editing.menu();
            let id = of.get_value();
            let layout = menu.layout(|_| domain::drag::Rect::default());
            let now = menu.place_of(&id);
            let all = places(&layout, &id, menu)
                .into_iter()
                .filter(|place| Some(place) != now.as_ref());
            let option = |place: Place<ItemId>| {
                let siblings = menu
                    .children(place.parent.as_ref())
                    .iter()
                    .filter(|item| item.id != id);
                let before = place
                    .index
                    .checked_sub(1)
                    .and_then(|nth| siblings.clone().nth(nth));
                let group = place.parent.as_ref().map(|id| editor.name_of(id));
                let text = match (before, group) {
                    (Some(item), None) => format!("After {}", editor.name_of(&item.id)),
                    (None, None) => "First".to_owned(),
                    (Some(item), Some(group)) => format!("In {group}, after {}", editor.name_of(&item.id)),
                    (None, Some(group)) => format!("In {group}, first"),
                };
                view! { <option value=place.to_string()>{text}</option> }
            };
            all.map(option).collect_view()
        })
    };
    view! {
        <Confirm summary="Move to…" title="Move to" variant=Variant::Quiet icon=IconName::Sort>
            <Form action=ChangeMenu::url() class="inline-form">
                <HiddenField name="form[act]" value="to"/>
                <HiddenField name="form[item]" value=of.with_value(ItemId::to_string)/>
                {version(editor)}
                <span class="select">
                    <select name="form[place]" class="input" aria-label="Place">{options}</select>
                </span>
                <button type="submit" class="button primary small">"Move"</button>
            </Form>
        </Confirm>
    }
}
