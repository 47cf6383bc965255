//! The menu's editor. Without JavaScript every button is a form that changes the stored menu at once; with it, the same forms change
//! the menu in the browser, which is saved as a whole, and rows can be dragged.

mod add;
mod browser;
mod choose;
mod edit;
mod preview;
mod row;
mod save;

use crate::ui::{
    FormErrors,
    drag::{Dragging, Host},
};
use browser::{close_menus, is_typing, read_change};
use domain::{
    drag::{Layout, Place, Rect, Rules, Spot},
    form::FieldErrors,
    ids::ContactId,
    menu::{Changed, Editing, Facts, ItemId, MenuChange, MenuView, Op, ShownItem, Warning, warnings},
};
use leptos::{ev, prelude::*};
use save::Saving;
use std::time::Duration;

/// A sentence is said so long after what it is about.
const SAYS_AFTER: Duration = Duration::from_millis(300);

/// What every part of the editor shares.
#[derive(Clone, Copy)]
pub(super) struct Editor {
    editing: RwSignal<Editing>,
    version: RwSignal<i64>,
    /// What the menu is held against, and who can be chosen.
    view: StoredValue<MenuView>,
    facts: StoredValue<Facts>,
    /// Whose form is open.
    open: RwSignal<Option<ItemId>>,
    /// What a form came back with, and what was wrong with it.
    typed: RwSignal<MenuChange>,
    errors: RwSignal<FieldErrors>,
    /// Counts up when an open form has to show other values than those it was made with.
    fresh: RwSignal<u32>,
    /// The sentence for everybody.
    said: RwSignal<String>,
    /// Counts the sentences.
    saying: StoredValue<u32>,
    saving: RwSignal<Saving>,
    /// Whether the browser can help.
    ready: RwSignal<bool>,
}

/// The menu, and everything that can be done with it.
// In a release it is a file of its own, which only this page loads (see ARCHITECTURE.md, Budgets).
#[cfg_attr(feature = "split", island(lazy))]
#[cfg_attr(not(feature = "split"), island)]
pub fn MenuEditor(
    /// The menu as stored.
    view: MenuView,
    /// A change that came back.
    typed: MenuChange,
    /// What was wrong with it.
    errors: FieldErrors,
    /// The item whose form is open.
    open: Option<ItemId>,
    /// The client as whom the menu is looked at, and what they see.
    seen: Option<(ContactId, Vec<ShownItem>)>,
) -> impl IntoView {
    let editor = Editor {
        editing: RwSignal::new(Editing::new(view.menu.clone())),
        version: RwSignal::new(view.version),
        facts: StoredValue::new(view.facts()),
        view: StoredValue::new(view),
        open: RwSignal::new(open),
        typed: RwSignal::new(typed),
        errors: RwSignal::new(errors),
        fresh: RwSignal::new(0),
        said: RwSignal::new(String::new()),
        saying: StoredValue::new(0),
        saving: RwSignal::new(Saving::Idle),
        ready: RwSignal::new(false),
    };
    let drag = Dragging::new(editor);
    Effect::new(move |_| {
        editor.ready.set(true);
        window_event_listener(ev::beforeunload, move |event| {
            if editor.is_changed() {
                event.prevent_default();
            }
        });
        window_event_listener(ev::keydown, move |event| editor.shortcut(&event, drag));
    });
    let found = Memo::new(move |_| editor.warnings());
    let rows = move || {
        editor.editing.with(|editing| {
            let walk = editing.menu().walk();
            walk.into_iter()
                .map(|(_, item)| item.id.clone())
                .collect::<Vec<_>>()
        })
    };
    let list = view! {
        <ol role="list" class="menu-rows" aria-label="Menu">
            <For each=rows key=ItemId::clone children=move |id| row::row(editor, drag, found, id)/>
        </ol>
    };
    view! {
        <div class="stack" on:submit=move |event| editor.submitted(&event, drag)>
            {move || editor.summary()}
            <p class="visually-hidden" role="status" aria-live="polite">{move || editor.said.get()}</p>
            <div class="columns">
                <div class="stack">
                    <section class="section card menu-card">
                        <header class="section-header">
                            <div>
                                <h2>"Menu"</h2>
                                <p class="section-text">
                                    "What clients can open, in this order. The overview is always first; the profile is in the corner."
                                </p>
                            </div>
                            {save::history_buttons(editor, drag)}
                        </header>
                        <div class="section-body">
                            {row::notes_of_all(editor, found)}
                            {drag.surface(list)}
                            {move || rows().is_empty().then(|| view! { <p class="muted">"The menu is empty: clients see the overview alone."</p> })}
                            <p class="muted small menu-help" hidden=move || editor.ready.get()>
                                "Every button saves at once."
                            </p>
                            <p class="muted small menu-help" hidden=move || !editor.ready.get()>
                                "Drag an item by its handle. By keyboard: Enter on the handle, arrow keys, Enter. To the right is into a group."
                            </p>
                        </div>
                    </section>
                    {add::forms(editor)}
                    {save::bar(editor)}
                </div>
                <aside class="stack">{preview::preview(editor, seen)}</aside>
            </div>
        </div>
    }
}

impl Editor {
    /// What was wrong with the form that was sent last, leading to its fields.
    fn summary(self) -> impl IntoView {
        let adds = self.typed.with(|typed| typed.act == "add");
        let own = |(field, message): (String, String)| match field.as_str() {
            "label" | "href" if adds => (format!("add-{field}"), message),
            _ => (field, message),
        };
        let errors = FieldErrors(self.errors.get().0.into_iter().map(own).collect());
        let labels = [
            ("label", "Label"),
            ("add-label", "Label"),
            ("href", "Address"),
            ("add-href", "Address"),
        ];
        let labels = labels.map(|(field, label)| (field, label.to_owned())).to_vec();
        view! { <FormErrors errors title="That did not work" labels/> }
    }

    fn is_changed(self) -> bool {
        self.editing.with(Editing::is_changed)
    }

    fn warnings(self) -> Vec<Warning> {
        self.editing
            .with(|editing| self.facts.with_value(|facts| warnings(editing.menu(), facts)))
    }

    fn name_of(self, id: &ItemId) -> String {
        let name = |editing: &Editing| {
            let item = editing.menu().item(id);
            self.facts
                .with_value(|facts| item.map(|item| item.props.name(&facts.pages)))
        };
        self.editing.with(name).unwrap_or_default()
    }

    /// One of the page's forms was sent: what it would change on the server, it changes here.
    fn submitted(self, event: &web_sys::SubmitEvent, drag: Dragging<ItemId, Self>) {
        let Some((form, change)) = read_change(event) else {
            return;
        };
        event.prevent_default();
        let done = self.perform(&change);
        let Some(done) = done else { return };
        close_menus(&form);
        if change.act == "add" {
            form.reset();
        }
        if change.act == "edit" {
            self.open.set(None);
        }
        if let Some(id) = done.item {
            drag.focus(id);
        }
    }

    /// Makes a change, and says what it did; what is wrong with it is shown where it was typed.
    fn perform(self, change: &MenuChange) -> Option<Changed> {
        let op = self.editing.with_untracked(|editing| change.op(editing.menu()));
        let done = op.and_then(|op| self.checked(op, change).map(|op| self.apply(op)));
        match done {
            Ok(done) => {
                self.clear();
                done
            }
            Err(errors) => {
                self.say(errors.0.values().next().cloned().unwrap_or_default());
                self.typed.set(change.clone());
                self.errors.set(errors);
                self.fresh.update(|fresh| *fresh += 1);
                browser::focus("form [aria-invalid]".to_owned());
                None
            }
        }
    }

    /// Nothing is wrong any more.
    fn clear(self) {
        self.typed.set(MenuChange::default());
        self.errors.set(FieldErrors::default());
    }

    /// Whether the item would be fine after a change; the same check as the server's.
    fn checked(self, op: Op, change: &MenuChange) -> Result<Op, FieldErrors> {
        if !matches!(change.act.as_str(), "add" | "edit") {
            return Ok(op);
        }
        let id = match &op {
            Op::Insert { item, .. } => item.id.clone(),
            Op::Remove { id } | Op::Move { id, .. } | Op::SetProps { id, .. } => id.clone(),
        };
        let mut menu = self.editing.with_untracked(|editing| editing.menu().clone());
        menu.apply(op.clone())
            .map_err(|error| FieldErrors::one("", error.to_string()))?;
        let prefix = format!("{id}.");
        let Err(errors) = menu.clone().checked(&menu) else {
            return Ok(op);
        };
        let own = errors.0.into_iter().filter_map(|(field, message)| {
            field
                .strip_prefix(&prefix)
                .map(|field| (field.to_owned(), message))
        });
        FieldErrors(own.collect()).into_result(op)
    }

    fn apply(self, op: Op) -> Option<Changed> {
        let applied = self
            .editing
            .try_update(|editing| self.facts.with_value(|facts| editing.apply(op, &facts.pages)))?;
        match applied {
            Ok(changed) => {
                self.say(changed.sentence.clone());
                Some(changed)
            }
            Err(error) => {
                self.say(error.to_string());
                None
            }
        }
    }

    fn undo(self, drag: Dragging<ItemId, Self>) {
        let undone = self
            .editing
            .try_update(|editing| self.facts.with_value(|facts| editing.undo(&facts.pages)));
        self.went_back(undone.flatten(), drag);
    }

    fn redo(self, drag: Dragging<ItemId, Self>) {
        let redone = self
            .editing
            .try_update(|editing| self.facts.with_value(|facts| editing.redo(&facts.pages)));
        self.went_back(redone.flatten(), drag);
    }

    fn went_back(self, changed: Option<Changed>, drag: Dragging<ItemId, Self>) {
        let Some(changed) = changed else { return };
        self.say(changed.sentence);
        self.fresh.update(|fresh| *fresh += 1);
        if let Some(id) = changed.item {
            drag.focus(id);
        }
    }

    fn shortcut(self, event: &web_sys::KeyboardEvent, drag: Dragging<ItemId, Self>) {
        if event.alt_key() && event.shift_key() {
            let act = match event.key().as_str() {
                "ArrowUp" => "up",
                "ArrowDown" => "down",
                "ArrowRight" => "in",
                "ArrowLeft" => "out",
                _ => return,
            };
            let Some(item) = browser::item_of(event) else {
                return;
            };
            event.prevent_default();
            let change = MenuChange {
                act: act.to_owned(),
                item,
                ..MenuChange::default()
            };
            if let Some(id) = self.perform(&change).and_then(|done| done.item) {
                drag.focus(id);
            }
            return;
        }
        // In a field these keys undo what was typed.
        if !(event.ctrl_key() || event.meta_key()) || is_typing(event) {
            return;
        }
        match (event.key().to_lowercase().as_str(), event.shift_key()) {
            ("z", false) => self.undo(drag),
            ("z", true) | ("y", false) => self.redo(drag),
            _ => return,
        }
        event.prevent_default();
    }
}

impl Rules<ItemId> for Editor {
    fn allows(&self, payload: &ItemId, place: &Place<ItemId>) -> Result<(), String> {
        self.editing
            .with_untracked(|editing| editing.menu().allows(payload, place))
    }
}

impl Host<ItemId> for Editor {
    fn key(&self, text: &str) -> Option<ItemId> {
        ItemId::new(text)
    }

    fn layout(&self, rect: &dyn Fn(&ItemId) -> Rect) -> Layout<ItemId> {
        self.editing.with_untracked(|editing| editing.menu().layout(rect))
    }

    fn name(&self, id: &ItemId) -> String {
        untrack(|| self.name_of(id))
    }

    fn spot(&self, place: &Place<ItemId>) -> Spot {
        self.editing.with_untracked(|editing| {
            self.facts
                .with_value(|facts| editing.menu().spot(place, &facts.pages))
        })
    }

    fn drop(&self, id: ItemId, place: Place<ItemId>) {
        if let Some(id) = self.apply(Op::Move { id, to: place }).and_then(|done| done.item) {
            browser::focus_handle(id.as_str());
        }
    }

    fn say(&self, sentence: String) {
        let (editor, nth) = (*self, self.saying.get_value() + 1);
        self.saying.set_value(nth);
        // The focus moves first, and would swallow it.
        set_timeout(
            move || {
                if editor.saying.get_value() == nth {
                    editor.said.set(sentence);
                }
            },
            SAYS_AFTER,
        );
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests;
