//! Dragging rows of a tree, by mouse, finger, pen and keyboard: the thin binding of `domain::drag` to the browser.
//!
//! Rows are elements with `data-row`, their handles buttons with `data-handle`. They are measured once, when something is picked
//! up; while it is dragged, only the three overlay elements move, once a frame, and nothing is rendered. The keyboard (or a tap on
//! the handle) walks the same places with the same line, and every way ends in the same [`Host::drop`].

mod hand;
mod overlay;
mod pointer;
mod walk;

use domain::drag::{Layout, Place, Point, Rect, Rules, Spot, Target};
pub use hand::{Drags, Hand, screen};
use leptos::{ev, html, prelude::*};
pub use overlay::Overlay;
use std::fmt::Display;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// What is dragged over, and what a drop does.
pub trait Host<K>: Rules<K> + Copy + Send + Sync + 'static {
    /// The row of a `data-row`.
    fn key(&self, text: &str) -> Option<K>;
    /// The visible rows; `rect` says where each one is.
    fn layout(&self, rect: &dyn Fn(&K) -> Rect) -> Layout<K>;
    /// What a row is called.
    fn name(&self, id: &K) -> String;
    /// A place in words.
    fn spot(&self, place: &Place<K>) -> Spot;
    /// The payload was put down in a place that is allowed and not its own.
    fn drop(&self, id: K, place: Place<K>);
    /// Says a sentence to everybody, politely.
    fn say(&self, sentence: String);
}

/// What an id must be able to do to name a row.
pub trait RowId: Clone + PartialEq + Display + Send + Sync + 'static {}
impl<T: Clone + PartialEq + Display + Send + Sync + 'static> RowId for T {}

/// What is going on, outside of anything reactive: a drag renders nothing.
struct State<K> {
    hand: Hand,
    payload: Option<K>,
    layout: Layout<K>,
    /// The pointer's horizontal position that means the root's level.
    origin: f64,
    target: Option<Target<K>>,
    /// Where the surface begins in the document.
    surface: Point,
    /// The place that the keyboard has walked to.
    walking: Option<Place<K>>,
}

/// A tree whose rows can be dragged.
pub struct Dragging<K: RowId, H: Host<K>> {
    host: H,
    surface: NodeRef<html::Div>,
    overlay: Overlay,
    state: StoredValue<State<K>>,
    /// What is being moved; for the handle's own attributes.
    moving: RwSignal<Option<K>>,
}

impl<K: RowId, H: Host<K>> Clone for Dragging<K, H> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K: RowId, H: Host<K>> Copy for Dragging<K, H> {}

impl<K: RowId, H: Host<K>> Dragging<K, H> {
    /// Dragging for a host.
    pub fn new(host: H) -> Self {
        let state = State {
            hand: Hand::default(),
            payload: None,
            layout: Layout::new(Vec::new()),
            origin: 0.0,
            target: None,
            surface: Point::default(),
            walking: None,
        };
        Self {
            host,
            surface: NodeRef::new(),
            overlay: Overlay::default(),
            state: StoredValue::new(state),
            moving: RwSignal::new(None),
        }
    }

    /// The box around the rows, with the listeners and the overlay.
    pub fn surface(self, rows: impl IntoView + 'static) -> impl IntoView {
        Effect::new(move |_| {
            let blurred = window_event_listener(ev::blur, move |_| self.give_up());
            // Whoever drags by mouse may have the focus anywhere.
            let escaped = window_event_listener(ev::keydown, move |event| {
                if event.key() == "Escape" && (self.walks() || self.is_dragging()) {
                    event.prevent_default();
                    self.give_up();
                }
            });
            on_cleanup(move || {
                blurred.remove();
                escaped.remove();
            });
        });
        view! {
            <div
                class="drag-surface"
                node_ref=self.surface
                on:pointerdown=move |event| self.pressed(&event)
                on:pointermove=move |event| self.point(&event)
                on:pointerup=move |event| self.lift(&event)
                on:pointercancel=move |event| self.lose(&event)
                on:touchmove=move |event| if self.is_dragging() { event.prevent_default() }
                on:contextmenu=move |event| if self.is_dragging() { event.prevent_default() }
                on:keydown=move |event| self.key(&event)
            >
                {rows}
                {self.overlay.marks()}
                {self.overlay.ghost("drag-ghost")}
            </div>
        }
    }

    /// Whether a row is being moved.
    pub fn is_moving(self, id: &K) -> bool {
        self.moving.with(|moving| moving.as_ref() == Some(id))
    }

    fn row(self, id: &K) -> Option<Element> {
        self.root()?
            .query_selector(&format!("[data-row=\"{id}\"]"))
            .ok()
            .flatten()
    }

    /// The row that an event happened in.
    fn row_of(self, element: &Element) -> Option<K> {
        let row = element.closest("[data-row]").ok().flatten()?;
        self.host.key(&row.get_attribute("data-row")?)
    }

    /// Measures every row, once.
    fn measure(self) {
        let scrolled = scrolled();
        let rect = |id: &K| {
            let rect = self.row(id).map(|row| row.get_bounding_client_rect());
            rect.map_or_else(Rect::default, |rect| {
                Rect::new(
                    rect.left() + scrolled.x,
                    rect.top() + scrolled.y,
                    rect.width(),
                    rect.height(),
                )
            })
        };
        let layout = self.host.layout(&rect);
        let surface = self.root().map(|root| root.get_bounding_client_rect());
        let surface = surface.map_or_else(Point::default, |rect| {
            Point::new(rect.left() + scrolled.x, rect.top() + scrolled.y)
        });
        self.state.update_value(|state| {
            state.layout = layout;
            state.surface = surface;
        });
    }

    /// Shows a target, if it is another than before.
    fn show(self, target: Target<K>) {
        let (known, surface, width) = self.state.with_value(|state| {
            let width = state.layout.rows().first().map_or(0.0, |row| row.rect.width);
            (state.target.as_ref() == Some(&target), state.surface, width)
        });
        if known {
            return;
        }
        self.overlay.mark_row(&target, surface, width);
        self.state.update_value(|state| state.target = Some(target));
    }

    /// Puts everything back as if nothing had been picked up.
    fn end(self) {
        self.overlay.hide();
        self.moving.set(None);
        if let Some(root) = self.root() {
            // Only an invalid class name could fail.
            let _ = root.class_list().remove_1("dragging");
        }
        self.state.update_value(|state| {
            state.payload = None;
            state.target = None;
            state.walking = None;
        });
    }

    /// Carries out a drop: the same for mouse, finger and keyboard.
    fn put(self, id: K, target: Option<Target<K>>) {
        self.end();
        let own = self.state.with_value(|state| state.layout.place_of(&id));
        let Some(target) = target else { return };
        if let Some(reason) = target.refused {
            let others = self.state.with_value(|state| {
                domain::drag::places(&state.layout, &id, &self.host)
                    .len()
                    .saturating_sub(1)
            });
            self.host
                .say(domain::drag::refused(&self.host.name(&id), &reason, others));
        } else if own.as_ref() == Some(&target.place) {
            self.host.say(domain::drag::unchanged(
                &self.host.name(&id),
                &self.host.spot(&target.place),
            ));
        } else {
            self.host.drop(id, target.place);
        }
    }
}

/// How far the page is scrolled.
fn scrolled() -> Point {
    let window = window();
    let (x, y) = (window.scroll_x(), window.scroll_y());
    Point::new(x.unwrap_or_default(), y.unwrap_or_default())
}

/// Milliseconds on a steady clock.
fn now() -> f64 {
    window().performance().map_or(0.0, |clock| clock.now())
}

/// Gives the focus to a row's handle.
fn focus_handle(row: &Element) {
    let handle = row.query_selector("[data-handle]").ok().flatten();
    if let Some(handle) = handle.and_then(|handle| handle.dyn_into::<HtmlElement>().ok()) {
        // A handle that is gone can't take the focus; nothing is lost then.
        let _ = handle.focus();
    }
}
