//! The page builder: palette, canvas, outline and inspector around one page.
//!
//! The page is a [`Session`]; every change goes through [`Builder::apply`], whichever hand made it, and comes out as a sentence, a
//! step to undo, a change to keep, and the few elements of the canvas that look different. The canvas is plain HTML from
//! `page_html`, written by the server first; nothing in it is reactive, so a thousand blocks cost what one costs.

mod act;
mod browser;
mod canvas;
mod clipboard;
mod drag;
mod header;
mod inspector;
mod keys;
mod memory;
mod outline;
mod outline_drag;
mod palette;
mod phone;
mod placing;
mod rich_text;
mod save;
mod seen;

use crate::ui::{
    Icon,
    drag::{Drags, Overlay},
    rich_text::{bar, typed_tags},
};
use domain::{
    ids::ContactId,
    page::{BlockId, Conflict, Doc, Session},
    pages::editing::{Opened, Seen},
};
use leptos::{ev, html, prelude::*};
use rich_text::Writing;
use save::Saving;
use std::time::Duration;

/// A sentence is said so long after what it is about, so that a change of focus does not swallow it.
const SAYS_AFTER: Duration = Duration::from_millis(300);

/// What the bar of texts says while nothing is written.
const HINT: &str = "Press a text twice to write in it. Drag a block to move it.";

/// What every part of the builder shares.
#[derive(Clone, Copy)]
pub(super) struct Builder {
    session: StoredValue<Session>,
    opened: StoredValue<Opened>,
    /// What the canvas shows of the client it is seen as.
    seen: StoredValue<Seen>,
    contact: RwSignal<Option<ContactId>>,
    /// Counts the changes of the page, for what shows its blocks' settings.
    changes: RwSignal<u32>,
    /// Counts those that add, move or remove blocks, for what lists them: a key in a field is none.
    shape: RwSignal<u32>,
    /// Counts up when open fields must show other values than those typed into them.
    fresh: RwSignal<u32>,
    selected: RwSignal<Vec<BlockId>>,
    /// The sentence for everybody.
    said: RwSignal<String>,
    saying: StoredValue<u32>,
    /// What could not be done, for those who see it.
    trouble: RwSignal<String>,
    saving: RwSignal<Saving>,
    /// Whether others changed the page while somebody wrote, so that the canvas is behind.
    stale: StoredValue<bool>,
    /// Count what has to be kept and what has to be asked for, so that a pause is noticed.
    edits: StoredValue<u32>,
    asks: StoredValue<u32>,
    /// Under which name this tab writes the session down, once that is known.
    memory: StoredValue<Option<String>>,
    /// The batch that is on its way.
    sending: StoredValue<Option<uuid::Uuid>>,
    conflicts: RwSignal<Vec<Conflict>>,
    canvas: NodeRef<html::Div>,
    surface: NodeRef<html::Div>,
    overlay: Overlay,
    /// The marks in the outline.
    outline_overlay: Overlay,
    drag: StoredValue<drag::State>,
    /// Whether something is being put somewhere by keyboard or by taps.
    placing: RwSignal<bool>,
    width: RwSignal<header::Width>,
    side: RwSignal<phone::Side>,
    writing: Writing,
    /// Whether the browser can help.
    ready: RwSignal<bool>,
}

/// The builder. Without JavaScript it shows the page and says what it needs.
// In a release it is a file of its own, which only this page loads (see ARCHITECTURE.md, Budgets).
#[cfg_attr(feature = "split", island(lazy))]
#[cfg_attr(not(feature = "split"), island)]
pub fn PageBuilder(
    /// The page.
    opened: Opened,
) -> impl IntoView {
    let doc = Doc::from_stored(opened.doc.clone()).unwrap_or_default();
    let builder = Builder {
        session: StoredValue::new(Session::new(doc, opened.rev)),
        contact: RwSignal::new(opened.seen.contact),
        seen: StoredValue::new(opened.seen.clone()),
        opened: StoredValue::new(opened),
        changes: RwSignal::new(0),
        shape: RwSignal::new(0),
        fresh: RwSignal::new(0),
        selected: RwSignal::new(Vec::new()),
        said: RwSignal::new(String::new()),
        saying: StoredValue::new(0),
        trouble: RwSignal::new(String::new()),
        saving: RwSignal::new(Saving::Kept),
        stale: StoredValue::new(false),
        edits: StoredValue::new(0),
        asks: StoredValue::new(0),
        memory: StoredValue::new(None),
        sending: StoredValue::new(None),
        conflicts: RwSignal::new(Vec::new()),
        canvas: NodeRef::new(),
        surface: NodeRef::new(),
        overlay: Overlay::default(),
        outline_overlay: Overlay::default(),
        drag: StoredValue::new(drag::State::default()),
        placing: RwSignal::new(false),
        width: RwSignal::new(header::Width::Fill),
        side: RwSignal::new(phone::Side::Page),
        writing: Writing::new(),
        ready: RwSignal::new(false),
    };
    let pages = builder.opened.with_value(|opened| opened.pages.clone());
    Effect::new(move |_| builder.wake());
    Effect::new(move |_| builder.say(builder.writing.text.told.get()));
    view! {
        <div
            class="builder"
            class:placing=move || builder.placing.get()
            data-side=move || builder.side.get().name()
            on:pointerdown=move |event| builder.pressed(&event)
            on:pointermove=move |event| builder.point(&event)
            on:pointerup=move |event| builder.lift(&event)
            on:pointercancel=move |event| builder.lose(&event)
            on:touchmove=move |event| if builder.is_dragging() { event.prevent_default() }
            on:contextmenu=move |event| if builder.is_dragging() { event.prevent_default() }
        >
            {header::header(builder)}
            <p class="visually-hidden" role="status" aria-live="polite">{move || builder.said.get()}</p>
            {save::notices(builder)}
            <div class="builder-rooms">
                <div class="builder-side builder-left">
                    {palette::palette(builder)}
                    {outline::outline(builder)}
                </div>
                <main class="builder-middle" id="content">
                    {bar(builder.writing.text, "format".to_owned(), HINT, pages, Some(move || builder.stop_writing()))}
                    {canvas::canvas(builder)}
                </main>
                <aside class="builder-side builder-right" aria-label="Settings">{inspector::inspector(builder)}</aside>
            </div>
            {phone::tabs(builder)}
            {typed_tags(builder.writing.text)}
            {builder.overlay.ghost("drag-ghost builder-ghost")}
        </div>
    }
}

impl Builder {
    /// From here on the browser helps.
    fn wake(self) {
        self.ready.set(true);
        self.paint();
        self.resume();
        self.listen();
        self.keep_listening();
        rich_text::load_ahead();
        window_event_listener(ev::blur, move |_| self.cancel());
    }

    /// Says a sentence to everybody, politely.
    fn say(self, sentence: impl Into<String>) {
        let sentence = sentence.into();
        if sentence.is_empty() {
            return;
        }
        let number = self.saying.try_update_value(|saying| {
            *saying += 1;
            *saying
        });
        set_timeout(
            move || {
                // Only the last of several.
                if self.saying.try_get_value() == number {
                    self.said.set(sentence);
                }
            },
            SAYS_AFTER,
        );
    }

    /// Says what could not be done, to those who see it too.
    fn refuse(self, why: impl Into<String>) {
        let why = why.into();
        self.trouble.set(why.clone());
        self.say(why);
    }

    /// All that is shown of the page may have changed.
    fn all_changed(self) {
        self.shape.update(|shape| *shape += 1);
        self.changes.update(|changes| *changes += 1);
    }

    /// The page as it is now.
    fn with_doc<T>(self, look: impl FnOnce(&Doc) -> T) -> T {
        self.session.with_value(|session| look(session.doc()))
    }

    /// The one block that is selected.
    fn chosen(self) -> Option<BlockId> {
        self.selected.with_untracked(|all| match all.as_slice() {
            [id] => Some(id.clone()),
            _ => None,
        })
    }
}

/// A button that is an icon.
fn icon_button(
    icon: crate::ui::IconName,
    label: &'static str,
    keys: &'static str,
    act: impl Fn() + 'static,
) -> impl IntoView {
    let title = if keys.is_empty() {
        label.to_owned()
    } else {
        format!("{label} ({})", keys.replace("Control", "Ctrl"))
    };
    view! {
        <button type="button" class="button quiet icon-only" aria-label=label title=title
            aria-keyshortcuts=(!keys.is_empty()).then_some(keys) on:click=move |_| act()>
            <Icon name=icon/>
        </button>
    }
}
