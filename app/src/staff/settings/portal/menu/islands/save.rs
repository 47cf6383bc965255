//! Undo, redo and saving.

use super::super::api::{MENU_PAGE, SaveMenu, save_menu};
use super::Editor;
use crate::{
    error::AppError,
    ui::{
        Icon, IconName,
        drag::{Dragging, Host},
    },
};
use domain::menu::{Editing, ItemId, MenuForm};
use leptos::{prelude::*, server_fn::ServerFn, task::spawn_local};

/// How saving stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Saving {
    /// Nothing is on its way.
    Idle,
    /// On its way.
    Underway,
    /// It was saved, and nothing has changed since.
    Done,
    /// Somebody else saved first; the number is theirs.
    Stale(i64),
    /// It did not work, and why.
    Failed(String),
}

/// One step back, and forth again.
pub(super) fn history_buttons(editor: Editor, drag: Dragging<ItemId, Editor>) -> impl IntoView {
    view! {
        <div class="actions" hidden=move || !editor.ready.get()>
            <button type="button" class="button quiet small" aria-keyshortcuts="Control+Z"
                disabled=move || !editor.editing.with(Editing::can_undo) on:click=move |_| editor.undo(drag)>
                <Icon name=IconName::Undo/>"Undo"
            </button>
            <button type="button" class="button quiet small" aria-keyshortcuts="Control+Shift+Z"
                disabled=move || !editor.editing.with(Editing::can_redo) on:click=move |_| editor.redo(drag)>
                <Icon name=IconName::Redo/>"Redo"
            </button>
        </div>
    }
}

/// Saving, and what there is to save. Without JavaScript every button saves at once.
pub(super) fn bar(editor: Editor) -> impl IntoView {
    let state = move || {
        let changed = editor.is_changed();
        match editor.saving.get() {
            Saving::Underway => view! { <p class="muted">"Saving…"</p> }.into_any(),
            Saving::Stale(theirs) => stale(editor, theirs).into_any(),
            Saving::Failed(why) => view! { <p class="field-error" role="alert">{why}</p> }.into_any(),
            _ if changed => {
                view! { <p><strong>"Not saved yet."</strong>" Clients still see the menu as it was."</p> }
                    .into_any()
            }
            Saving::Done => view! { <p class="muted">"Saved. Clients see this menu now."</p> }.into_any(),
            Saving::Idle => view! { <p class="muted">"Nothing to save."</p> }.into_any(),
        }
    };
    view! {
        <form method="post" action=SaveMenu::url() class="menu-save" hidden=move || !editor.ready.get()
            on:submit=move |event| { event.prevent_default(); editor.save(); }>
            <div role="status">{state}</div>
            <button type="submit" class="button primary" disabled=move || !editor.is_changed() || editor.saving.get() == Saving::Underway>
                "Save menu"
            </button>
        </form>
    }
}

fn stale(editor: Editor, theirs: i64) -> impl IntoView {
    view! {
        <div class="stack tight" role="alert">
            <p><strong>"Somebody else has changed the menu since you opened it."</strong>" Nothing of yours is lost."</p>
            <div class="cluster">
                <button type="button" class="button small" on:click=move |_| {
                    editor.version.set(theirs);
                    editor.save();
                }>"Save mine all the same"</button>
                <a class="button quiet small" href=MENU_PAGE on:click=move |_| editor.forget()>"Take theirs"</a>
            </div>
        </div>
    }
}

impl Editor {
    /// Nothing is to be kept, so nobody is asked on the way out.
    fn forget(self) {
        self.editing.update(Editing::mark_saved);
    }

    fn save(self) {
        let doc = self.editing.with_untracked(|editing| editing.menu().write());
        let version = self.version.get_untracked();
        self.saving.set(Saving::Underway);
        spawn_local(async move {
            let form = MenuForm {
                doc: doc.clone(),
                version,
            };
            let state = match save_menu(form).await {
                Ok(()) => {
                    self.version.set(version + 1);
                    // What was changed while it was on its way is still to be saved.
                    self.editing.update(|editing| {
                        if editing.menu().write() == doc {
                            editing.mark_saved();
                        }
                    });
                    self.say("The menu is saved.".to_owned());
                    Saving::Done
                }
                Err(AppError::Stale { stored }) => {
                    let stored: MenuForm = serde_json::from_value(stored).unwrap_or_default();
                    Saving::Stale(stored.version)
                }
                Err(AppError::Invalid { fields }) => Saving::Failed(self.in_words(&fields)),
                Err(other) => Saving::Failed(other.to_string()),
            };
            self.saving.set(state);
        });
    }

    /// What is wrong, with the items' names.
    fn in_words(self, fields: &domain::form::FieldErrors) -> String {
        let line = |(field, message): (&String, &String)| {
            let id = field.split('.').next().and_then(ItemId::new);
            let name = id.map(|id| untrack(|| self.name_of(&id))).unwrap_or_default();
            if name.is_empty() {
                message.clone()
            } else {
                format!("{name}: {message}")
            }
        };
        fields.0.iter().map(line).collect::<Vec<_>>().join(" ")
    }
}
