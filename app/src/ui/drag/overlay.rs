//! What shows a drag: the ghost under the pointer, the line between rows, the frame around one. They alone move.

use domain::drag::{LEVEL, Mark, Point, Target};
use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// The three elements.
#[derive(Clone, Copy)]
pub(super) struct Overlay {
    ghost: NodeRef<html::Div>,
    line: NodeRef<html::Div>,
    frame: NodeRef<html::Div>,
}

impl Overlay {
    pub fn new() -> Self {
        Self {
            ghost: NodeRef::new(),
            line: NodeRef::new(),
            frame: NodeRef::new(),
        }
    }

    /// What is said is said by the live region, so none of it is there for screen readers.
    pub fn view(self) -> AnyView {
        view! {
            <div class="drag-frame" node_ref=self.frame aria-hidden="true" hidden=true></div>
            <div class="drag-line" node_ref=self.line aria-hidden="true" hidden=true></div>
            <div class="drag-ghost" node_ref=self.ghost aria-hidden="true" hidden=true></div>
        }
        .into_any()
    }

    /// Shows what was picked up.
    pub fn lift(self, name: &str) {
        if let Some(ghost) = element(self.ghost) {
            ghost.set_text_content(Some(name));
            ghost.set_hidden(false);
        }
    }

    /// Moves the ghost to a point of the surface; above a finger, beside a mouse.
    pub fn follow(self, at: Point, touch: bool) {
        let offset = if touch {
            Point::new(-24.0, -64.0)
        } else {
            Point::new(14.0, 10.0)
        };
        place(self.ghost, at.shifted(offset.x, offset.y), None);
    }

    /// Shows a target, or why it is none.
    pub fn mark<K>(self, target: &Target<K>, surface: Point, width: f64) {
        let (line, frame) = (element(self.line), element(self.frame));
        let (Some(line), Some(frame)) = (line, frame) else {
            return;
        };
        for mark in [&line, &frame] {
            // Only an invalid class name could fail.
            let _ = mark
                .class_list()
                .toggle_with_force("refused", target.refused.is_some());
            mark.set_text_content(target.refused.as_deref());
        }
        match target.mark {
            Mark::Line { y, level } => {
                // No tree is so deep that this is not exact.
                let indent = LEVEL * f64::from(u32::try_from(level).unwrap_or_default());
                place(self.line, Point::new(indent, y - surface.y), Some(width - indent));
                line.set_hidden(false);
                frame.set_hidden(true);
            }
            Mark::Frame(rect) => {
                place(
                    self.frame,
                    Point::new(rect.left - surface.x, rect.top - surface.y),
                    Some(rect.width),
                );
                let _ = frame
                    .style()
                    .set_property("height", &format!("{}px", rect.height));
                frame.set_hidden(false);
                line.set_hidden(true);
            }
        }
    }

    /// Where the mark is on the screen, to scroll to it.
    pub fn reveal(self) {
        for mark in [self.line, self.frame]
            .into_iter()
            .filter_map(element)
            .filter(|mark| !mark.hidden())
        {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Nearest);
            mark.scroll_into_view_with_scroll_into_view_options(&options);
        }
    }

    pub fn hide(self) {
        for part in [self.ghost, self.line, self.frame]
            .into_iter()
            .filter_map(element)
        {
            part.set_hidden(true);
        }
    }
}

fn element(node: NodeRef<html::Div>) -> Option<HtmlElement> {
    node.get_untracked().map(|element| element.unchecked_into())
}

/// By CSSOM, which the content security policy allows, and by transform, which lays nothing out anew.
fn place(node: NodeRef<html::Div>, at: Point, width: Option<f64>) {
    let Some(element) = element(node) else { return };
    let style = element.style();
    // A browser that refuses it shows no overlay; the drop is the same.
    let _ = style.set_property("transform", &format!("translate({}px, {}px)", at.x, at.y));
    if let Some(width) = width {
        let _ = style.set_property("width", &format!("{width}px"));
    }
}
