//! What shows a drag: the ghost under the pointer, the line between blocks, the frame around a place. They alone move.

use super::browser::style;
use domain::drag::{Drop, Point, ZoneMark};
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

    /// What is on the canvas. It is said by the live region, so none of it is there for screen readers.
    pub fn marks(self) -> impl IntoView {
        view! {
            <div class="drag-frame" node_ref=self.frame aria-hidden="true" hidden=true></div>
            <div class="drag-line" node_ref=self.line aria-hidden="true" hidden=true></div>
        }
    }

    /// What is under the pointer, over everything.
    pub fn ghost(self) -> impl IntoView {
        view! { <div class="drag-ghost builder-ghost" node_ref=self.ghost aria-hidden="true" hidden=true></div> }
    }

    /// Shows what was picked up.
    pub fn lift(self, name: &str) {
        if let Some(ghost) = element(self.ghost) {
            ghost.set_text_content(Some(name));
            ghost.set_hidden(false);
        }
    }

    /// Moves the ghost to a point of the screen; above a finger, beside a mouse.
    pub fn follow(self, at: Point, touch: bool) {
        let offset = if touch {
            Point::new(-24.0, -64.0)
        } else {
            Point::new(14.0, 10.0)
        };
        place(self.ghost, at.shifted(offset.x, offset.y));
    }

    /// Shows a target, or why it is none.
    pub fn mark<Z>(self, target: Option<&Drop<Z>>) {
        let (Some(line), Some(frame)) = (element(self.line), element(self.frame)) else {
            return;
        };
        line.set_hidden(true);
        frame.set_hidden(true);
        let Some(target) = target else { return };
        let why = target.refused.as_deref();
        for mark in [&line, &frame] {
            // Only an invalid class name could fail.
            let _ = mark.class_list().toggle_with_force("refused", why.is_some());
            mark.set_text_content(why.or(target.instead.as_deref()));
        }
        match target.mark {
            ZoneMark::Line(at, length) => {
                place(self.line, at);
                style(&line, "width", &format!("{length}px"));
                line.set_hidden(false);
            }
            ZoneMark::Frame(rect) => {
                place(self.frame, Point::new(rect.left, rect.top));
                style(&frame, "width", &format!("{}px", rect.width));
                style(&frame, "height", &format!("{}px", rect.height));
                frame.set_hidden(false);
            }
        }
    }

    /// Scrolls to the mark.
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

/// By transform, which lays nothing out anew.
fn place(node: NodeRef<html::Div>, at: Point) {
    if let Some(element) = element(node) {
        style(
            &element,
            "transform",
            &format!("translate({}px, {}px)", at.x, at.y),
        );
    }
}
