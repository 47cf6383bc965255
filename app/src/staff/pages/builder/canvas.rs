//! The canvas: the page as a client sees it, written as HTML and patched block by block.

use super::{Builder, browser};
use crate::ui::drag::Drags;
use domain::{
    ids::PageId,
    page::{BlockId, Doc, Inside, Patches, Rule, rich_text::MergeTag},
    pages::editing::{Opened, Seen},
};
use leptos::{ev, prelude::*};
use page_html::{Around, Mode};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, MouseEvent};

/// What the canvas asks of its surroundings, as the chosen client.
struct AsClient<'a> {
    opened: &'a Opened,
    seen: &'a Seen,
}

impl Around for AsClient<'_> {
    fn value(&self, tag: &MergeTag) -> Option<String> {
        self.seen
            .values
            .get(&tag.typed())
            .filter(|value| !value.is_empty())
            .cloned()
    }

    fn page(&self, id: PageId) -> Option<String> {
        let known = self.opened.pages.iter().find(|(other, _)| *other == id);
        known.map(|_| format!("page:{id}"))
    }

    fn image(&self, hash: &str) -> Option<String> {
        Some(domain::pages::image_path(hash))
    }

    fn data(&self, block: &BlockId) -> Option<&str> {
        self.seen.data.get(block).map(String::as_str)
    }

    fn hidden(&self, block: &BlockId, _: &Rule) -> Option<String> {
        self.seen.hidden.get(block).cloned()
    }

    fn embed(&self, _: &BlockId) -> Option<String> {
        None
    }
}

/// The page, and what shows a drag on it.
pub(super) fn canvas(builder: Builder) -> impl IntoView {
    // The browser finds it written already.
    #[cfg(feature = "ssr")]
    let html = builder.page_html();
    #[cfg(not(feature = "ssr"))]
    let html = String::new();
    let empty = move || {
        builder.shape.track();
        builder.with_doc(Doc::is_empty)
    };
    view! {
        <div class="canvas-scroll" on:dragover=|event: web_sys::DragEvent| event.prevent_default()>
            <div class="canvas-frame" data-width=move || builder.width.get().name()>
                <div class="canvas-surface" node_ref=builder.surface>
                    <div
                        class="pb-page canvas brand-preview"
                        role="group"
                        aria-label="Page"
                        aria-describedby="canvas-help"
                        tabindex="0"
                        data-canvas=""
                        node_ref=builder.canvas
                        on:mousedown=move |event| {
                            if let Some(on) = browser::target(&event) {
                                builder.writing.pressed_on(&on);
                            }
                        }
                        on:click=move |event| builder.clicked(&event)
                        on:pointerover=move |event| builder.pointed_over(browser::target(&event))
                        on:pointerleave=move |_| builder.pointed_over(None)
                        on:dblclick=move |event| builder.opened_by(&event)
                        on:keydown=move |event| builder.canvas_key(&event)
                        inner_html=html
                    ></div>
                    {move || empty().then(|| view! {
                        <div class="canvas-empty">
                            <p><strong>"An empty page."</strong></p>
                            <p>"Drag a block here, or press one in the list."</p>
                        </div>
                    })}
                    {builder.overlay.marks()}
                    {tools(builder)}
                </div>
            </div>
            <p id="canvas-help" class="visually-hidden">
                "Arrow keys go from block to block. Enter writes or opens the settings, M moves, Delete deletes. Question mark lists all keys."
            </p>
        </div>
    }
}

/// The buttons beside the selected block.
fn tools(builder: Builder) -> impl IntoView {
    use super::act::Way;
    use crate::ui::{Icon, IconName};
    let one = move |icon, label: &'static str, keys: &'static str, act: fn(Builder)| {
        super::icon_button(icon, label, keys, move || act(builder))
    };
    view! {
        <div class="block-tools" data-tools="" role="toolbar" aria-label="Block"
            hidden=move || builder.selected.with(Vec::is_empty)>
            <button type="button" class="button quiet icon-only" data-grab="" aria-label="Move"
                title="Drag, or press and choose a place (M)" aria-keyshortcuts="M"
                aria-pressed=move || if builder.placing.get() { "true" } else { "false" }
                on:click=move |event| builder.grab_pressed(&event)>
                <Icon name=IconName::Grip/>
            </button>
            {one(IconName::ArrowUp, "Move up", "Alt+Shift+ArrowUp", |builder| builder.nudge(Way::Up))}
            {one(IconName::ArrowDown, "Move down", "Alt+Shift+ArrowDown", |builder| builder.nudge(Way::Down))}
            {one(IconName::Columns, "Put beside the block above", "B", Builder::put_beside_above)}
            {one(IconName::Copy, "Duplicate", "Control+D", Builder::duplicate)}
            {one(IconName::Settings, "Settings", "Enter", Builder::open_settings)}
            {one(IconName::Delete, "Delete", "Delete", Builder::remove)}
        </div>
    }
}

impl Builder {
    /// The whole page, as the chosen client sees it.
    fn page_html(self) -> String {
        self.around(|around, doc| page_html::page(doc, around, Mode::Edit))
    }

    fn around<T>(self, draw: impl FnOnce(&AsClient<'_>, &Doc) -> T) -> T {
        self.opened.with_value(|opened| {
            self.seen
                .with_value(|seen| self.with_doc(|doc| draw(&AsClient { opened, seen }, doc)))
        })
    }

    pub(super) fn canvas_root(self) -> Option<Element> {
        self.canvas.get_untracked().map(|root| root.unchecked_into())
    }

    /// A block's element.
    pub(super) fn element(self, id: &BlockId) -> Option<Element> {
        self.canvas_root()?
            .query_selector(&format!("[data-bid=\"{id}\"]"))
            .ok()
            .flatten()
    }

    /// The element that holds a slot's blocks; the canvas for the page itself.
    pub(super) fn slot_element(self, inside: Option<&Inside>) -> Option<Element> {
        let Some(inside) = inside else {
            return self.canvas_root();
        };
        let block = self.element(&inside.block)?;
        let found = block
            .query_selector_all(&format!("[data-slot=\"{}\"]", inside.slot))
            .ok()?;
        // Blocks within it may have slots of the same name.
        (0..found.length())
            .filter_map(|at| found.item(at)?.dyn_into::<Element>().ok())
            .find(|slot| slot.closest("[data-bid]").ok().flatten().as_ref() == Some(&block))
    }

    /// The block that an element is in.
    pub(super) fn block_of(self, element: &Element) -> Option<BlockId> {
        let block = element.closest("[data-bid]").ok().flatten()?;
        BlockId::new(&block.get_attribute("data-bid")?)
    }

    /// Draws what has changed.
    pub(super) fn draw(self, patches: &Patches) {
        let Some(root) = self.canvas_root() else { return };
        if patches.all {
            self.stop_writing();
            root.set_inner_html(&self.page_html());
            self.selected
                .update_untracked(|all| all.retain(|id| self.with_doc(|doc| doc.node(id).is_some())));
            self.mark_selected();
            return;
        }
        for id in &patches.gone {
            if let Some(element) = self.element(id) {
                element.remove();
            }
        }
        for id in &patches.changed {
            // What is being written is on the screen already.
            if self.writing.is_on_canvas(id) {
                continue;
            }
            if let Some(element) = self.element(id) {
                element.set_outer_html(&self.block_html(id));
            }
        }
        if patches.placed.is_empty() && patches.gone.is_empty() {
            // Only what was written anew has lost its mark.
            if self
                .selected
                .with_untracked(|all| all.iter().any(|id| patches.changed.contains(id)))
            {
                self.mark_selected();
            }
            return;
        }
        // From the end, so that what follows is where it belongs.
        let placed = self.with_doc(|doc| {
            let walk = doc.walk().into_iter().map(|(_, id)| id);
            walk.filter(|id| patches.placed.contains(*id))
                .cloned()
                .collect::<Vec<_>>()
        });
        for id in placed.iter().rev() {
            self.place(id);
        }
        self.mark_selected();
    }

    fn block_html(self, id: &BlockId) -> String {
        self.around(|around, doc| page_html::block(doc, id, around, Mode::Edit))
    }

    /// Puts a block's element where the block is.
    fn place(self, id: &BlockId) {
        let (inside, after) = self.with_doc(|doc| {
            let place = doc.place_of(id);
            let inside = place.as_ref().and_then(|place| place.inside.clone());
            let siblings = doc.children(inside.as_ref());
            let after = place.and_then(|place| siblings.get(place.index + 1)).cloned();
            (inside, after)
        });
        let Some(slot) = self.slot_element(inside.as_ref()) else {
            // What it is in is not drawn yet, and will be written with it.
            if let Some(element) = self.element(id) {
                element.remove();
            }
            return;
        };
        let before = after.and_then(|after| self.element(&after));
        let before = before.filter(|element| element.parent_element().as_ref() == Some(&slot));
        // An insertion beside an element of this very slot can't fail.
        let _ = match (self.element(id), before) {
            (Some(element), before) => slot.insert_before(&element, before.as_deref()).map(drop),
            (None, Some(before)) => before.insert_adjacent_html("beforebegin", &self.block_html(id)),
            (None, None) => slot.insert_adjacent_html("beforeend", &self.block_html(id)),
        };
    }

    /// Marks the innermost block under the pointer.
    fn pointed_over(self, on: Option<Element>) {
        if self.is_dragging() {
            return;
        }
        let Some(root) = self.canvas_root() else { return };
        let over = on.and_then(|on| on.closest("[data-bid]").ok().flatten());
        let old = root.query_selector(".is-over").ok().flatten();
        if old == over {
            return;
        }
        // Only an invalid class name could fail.
        let _ = old.map(|old| old.class_list().remove_1("is-over"));
        let _ = over.map(|over| over.class_list().add_1("is-over"));
    }

    /// Shows which blocks are selected, and brings the buttons beside the last one.
    pub(super) fn mark_selected(self) {
        let Some(root) = self.canvas_root() else { return };
        if let Ok(old) = root.query_selector_all(".is-selected") {
            for at in 0..old.length() {
                if let Some(element) = old.item(at).and_then(|node| node.dyn_into::<Element>().ok()) {
                    let _ = element.class_list().remove_1("is-selected");
                }
            }
        }
        let ids = self.selected.get_untracked();
        for element in ids.iter().filter_map(|id| self.element(id)) {
            let _ = element.class_list().add_1("is-selected");
        }
        self.bring_tools(ids.first());
    }

    fn bring_tools(self, id: Option<&BlockId>) {
        let Some(surface) = self.surface.get_untracked() else {
            return;
        };
        let surface: &Element = surface.unchecked_ref();
        let tools = surface.query_selector("[data-tools]").ok().flatten();
        let block = id.and_then(|id| self.element(id));
        let (Some(tools), Some(block)) = (tools, block) else {
            return;
        };
        let (at, of) = (
            block.get_bounding_client_rect(),
            surface.get_bounding_client_rect(),
        );
        let tools: &HtmlElement = tools.unchecked_ref();
        // Above the block; within it where there is no room.
        let top = (at.top() - of.top() - 40.0).max(0.0);
        let right = (at.right() - of.left()).clamp(0.0, of.width());
        browser::style(
            tools,
            "transform",
            &format!("translate({right}px, {top}px) translateX(-100%)"),
        );
    }

    fn clicked(self, event: &MouseEvent) {
        let Some(on) = browser::target(event) else { return };
        if self.writing.is_within(&on) || self.writing.was_pressed() {
            return;
        }
        // Links lead nowhere here, and what folds stays open.
        event.prevent_default();
        if self.just_dropped() {
            return;
        }
        self.stop_writing();
        match self.block_of(&on) {
            Some(id) if event.shift_key() || event.ctrl_key() || event.meta_key() => {
                let mut all = self.selected.get_untracked();
                match all.iter().position(|other| *other == id) {
                    Some(at) => {
                        all.remove(at);
                    }
                    None => all.push(id.clone()),
                }
                self.select(all);
                self.focus_block(&id);
            }
            Some(id) => {
                let again = self.chosen().as_ref() == Some(&id);
                self.select(vec![id.clone()]);
                self.focus_block(&id);
                // The second press on a text writes in it.
                if again && event.detail() == 1 {
                    self.write_in(&id, Some(&on));
                }
            }
            None => {
                self.select(Vec::new());
                self.focus_canvas();
            }
        }
    }

    fn opened_by(self, event: &MouseEvent) {
        let Some(on) = browser::target(event).filter(|on| !self.writing.is_within(on)) else {
            return;
        };
        if let Some(id) = self.block_of(&on)
            && !self.write_in(&id, Some(&on))
        {
            self.open_settings();
        }
    }

    /// Gives the focus to a block, by its name.
    pub(super) fn focus_block(self, id: &BlockId) {
        if self.writing.is_on() {
            return;
        }
        if let Some(element) = self.element(id) {
            let name = self.with_doc(|doc| {
                let place = doc.place_of(id).map(|place| doc.place_name(&place));
                format!("{}, {}", doc.name(id), place.unwrap_or_default())
            });
            // Only an invalid attribute name could fail.
            let _ = element.set_attribute("tabindex", "-1");
            let _ = element.set_attribute("aria-label", &name);
            if !element.has_attribute("role") && !element.matches("h2, h3, h4, table, a").unwrap_or_default()
            {
                let _ = element.set_attribute("role", "group");
            }
            browser::focus(&element);
        }
    }

    pub(super) fn focus_canvas(self) {
        if let Some(root) = self.canvas_root() {
            browser::focus(&root);
        }
    }

    /// Scrolls to a block.
    pub(super) fn reveal(self, id: &BlockId) {
        if let Some(element) = self.element(id) {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Nearest);
            element.scroll_into_view_with_scroll_into_view_options(&options);
        }
    }

    /// Gives the canvas the portal's own looks.
    pub(super) fn paint(self) {
        if let Some(root) = self.canvas_root() {
            self.opened.with_value(|opened| {
                for (name, value) in &opened.look {
                    browser::style(root.unchecked_ref::<HtmlElement>(), name, value);
                }
            });
        }
    }

    /// What the window tells the canvas.
    pub(super) fn keep_listening(self) {
        window_event_listener(ev::resize, move |_| self.mark_selected());
    }
}
