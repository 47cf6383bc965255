//! Keys: everywhere in the builder, and on the canvas.

use super::{Builder, act::Way, browser};
use crate::ui::drag::Drags;
use domain::page::{BlockId, Doc};
use leptos::{ev, prelude::*};
use web_sys::{KeyboardEvent, Node};

/// All keys, as the dialog lists them.
pub(super) const LIST: &[(&str, &str)] = &[
    ("↑ ↓", "The block before, the block after"),
    ("← →", "What it is in, the first block in it"),
    ("Shift + ↑ ↓", "Select several"),
    ("Enter", "Write in it, or open its settings"),
    (
        "M",
        "Move: arrow keys choose a place, Enter puts it down, Escape cancels",
    ),
    ("Alt + Shift + ↑ ↓", "Move up, move down"),
    (
        "Alt + Shift + ← →",
        "Move out of what it is in, into the block above",
    ),
    ("B", "Put it beside the block above, in columns"),
    ("Delete", "Delete"),
    ("Ctrl + D", "Duplicate"),
    ("Ctrl + C, X, V", "Copy, cut, paste; on other pages too"),
    ("Ctrl + Z, Ctrl + Shift + Z", "Undo, redo"),
    ("Ctrl + A", "Select everything"),
    ("Ctrl + S", "Keep at once; it happens by itself too"),
    ("/", "Find a block in the palette"),
    ("Escape", "Stop writing, select nothing"),
];

impl Builder {
    /// Listens to the keys that hold everywhere.
    pub(super) fn listen(self) {
        window_event_listener(ev::keydown, move |event| {
            if event.default_prevented() {
                return;
            }
            let typing = browser::target(&event).is_some_and(|on| browser::is_field(&on));
            let control = event.ctrl_key() || event.meta_key();
            let key = event.key().to_lowercase();
            match key.as_str() {
                "escape" if self.is_dragging() || self.placing.get_untracked() => self.cancel(),
                "s" if control => self.keep_now(),
                // A text has its own steps while one is in it.
                "z" if control && !typing => self.step(!event.shift_key()),
                "y" if control && !typing => self.step(false),
                "/" if !typing && !control => {
                    self.side.set(super::phone::Side::Blocks);
                    browser::focus_on("#palette-search".to_owned());
                }
                "?" if !typing => self.show_keys(),
                _ => return,
            }
            event.prevent_default();
        });
        self.listen_to_clipboard();
    }

    /// Whether an element is on the canvas and not in a text that is being written.
    pub(super) fn is_on_canvas(self, node: &Node) -> bool {
        self.canvas_root().is_some_and(|root| root.contains(Some(node))) && !self.writing.is_on()
    }

    /// A key on the canvas.
    pub(super) fn canvas_key(self, event: &KeyboardEvent) {
        if self.placing_key(event) {
            return;
        }
        if browser::target(event).is_some_and(|on| self.writing.is_within(&on)) {
            return;
        }
        let control = event.ctrl_key() || event.meta_key();
        let moved = event.alt_key() && event.shift_key();
        match event.key().as_str() {
            "ArrowUp" if moved => self.nudge(Way::Up),
            "ArrowDown" if moved => self.nudge(Way::Down),
            "ArrowLeft" if moved => self.nudge(Way::Out),
            "ArrowRight" if moved => self.nudge(Way::In),
            "ArrowDown" => self.go(event.shift_key(), |doc, id| beside(doc, id, 1)),
            "ArrowUp" => self.go(event.shift_key(), |doc, id| beside(doc, id, -1)),
            "ArrowLeft" => self.go(false, |doc, id| {
                doc.node(id)?.home().map(|home| home.block.clone())
            }),
            "ArrowRight" => self.go(false, |doc, id| {
                doc.slots_of(id)
                    .iter()
                    .find_map(|slot| doc.children(Some(slot)).first().cloned())
            }),
            "Enter" => match self.chosen() {
                Some(id) if self.write_in(&id, None) => {}
                Some(_) => self.open_settings(),
                None => return,
            },
            "Delete" | "Backspace" => self.remove(),
            "d" | "D" if control => self.duplicate(),
            "a" | "A" if control => {
                let all = self.with_doc(|doc| doc.children(None).to_vec());
                let many = all.len();
                self.select(all);
                self.say(format!("{many} blocks are selected."));
            }
            "m" | "M" if !control => self.pick_to_place(),
            "b" | "B" if !control => self.put_beside_above(),
            "Escape" => {
                self.select(Vec::new());
                self.focus_canvas();
            }
            _ => return,
        }
        event.prevent_default();
    }

    /// Goes to another block.
    fn go(self, with: bool, to: impl Fn(&Doc, &BlockId) -> Option<BlockId>) {
        let last = self.selected.with_untracked(|all| all.last().cloned());
        let next = self.with_doc(|doc| match &last {
            Some(id) => to(doc, id),
            None => doc.children(None).first().cloned(),
        });
        let Some(next) = next else { return };
        let mut all = if with {
            self.selected.get_untracked()
        } else {
            Vec::new()
        };
        all.retain(|id| *id != next);
        all.push(next.clone());
        let many = all.len();
        self.select(all);
        self.reveal(&next);
        self.focus_block(&next);
        if many > 1 {
            self.say(format!("{many} blocks are selected."));
        }
    }
}

/// The block before or after another in the order of the page.
fn beside(doc: &Doc, id: &BlockId, by: isize) -> Option<BlockId> {
    let walk = doc.walk();
    let at = walk.iter().position(|(_, other)| *other == id)?;
    walk.get(at.checked_add_signed(by)?).map(|(_, id)| (*id).clone())
}
