//! What shows a drag: the ghost under the pointer, the line between two things, the frame around one. They alone move.

use domain::drag::{Drop, LEVEL, Mark, Point, Target, ZoneMark};
use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// So wide is the mark along a block's side, in pixels.
const BESIDE: f64 = 6.0;

/// The three elements. What is said is said by the live region, so none of them is there for screen readers.
#[derive(Clone, Copy, Default)]
pub struct Overlay {
    ghost: NodeRef<html::Div>,
    line: NodeRef<html::Div>,
    frame: NodeRef<html::Div>,
}

impl Overlay {
    /// What is on the surface: its upper left corner is where marks are counted from.
    pub fn marks(self) -> impl IntoView {
        view! {
            <div class="drag-frame" node_ref=self.frame aria-hidden="true" hidden=true></div>
            <div class="drag-line" node_ref=self.line aria-hidden="true" hidden=true></div>
        }
    }

    /// What is under the pointer. `class` places it: within the surface, or over everything.
    pub fn ghost(self, class: &'static str) -> impl IntoView {
        view! { <div class=class node_ref=self.ghost aria-hidden="true" hidden=true></div> }
    }

    /// Shows what was picked up.
    pub fn lift(self, name: &str) {
        if let Some(ghost) = element(self.ghost) {
            ghost.set_text_content(Some(name));
            ghost.set_hidden(false);
        }
    }

    /// Moves the ghost to a point; above a finger, beside a mouse.
    pub fn follow(self, at: Point, touch: bool) {
        let offset = if touch {
            Point::new(-24.0, -64.0)
        } else {
            Point::new(14.0, 10.0)
        };
        if let Some(ghost) = element(self.ghost) {
            place(&ghost, at.shifted(offset.x, offset.y));
        }
    }

    /// Shows a target among rows, or why it is none. `surface` is where the surface begins, `width` how wide rows are.
    pub fn mark_row<K>(self, target: &Target<K>, surface: Point, width: f64) {
        let mark = match target.mark {
            Mark::Line { y, level } => {
                // No tree is so deep that this is not exact.
                let indent = LEVEL * f64::from(u32::try_from(level).unwrap_or_default());
                ZoneMark::Line(Point::new(indent, y - surface.y), width - indent)
            }
            Mark::Frame(rect) => ZoneMark::Frame(domain::drag::Rect {
                left: rect.left - surface.x,
                top: rect.top - surface.y,
                ..rect
            }),
        };
        self.show(mark, target.refused.as_deref(), None);
    }

    /// Shows a target among zones, or why it is none; nothing if there is none at all.
    pub fn mark_zone<Z>(self, target: Option<&Drop<Z>>) {
        match target {
            Some(target) => self.show(target.mark, target.refused.as_deref(), target.instead.as_deref()),
            None => self.hide_marks(),
        }
    }

    /// Shows a mark, with why it may not be used or what else there is to say of it.
    pub fn show(self, mark: ZoneMark, refused: Option<&str>, note: Option<&str>) {
        let (Some(line), Some(frame)) = (element(self.line), element(self.frame)) else {
            return;
        };
        for mark in [&line, &frame] {
            // Only an invalid class name could fail.
            let _ = mark.class_list().toggle_with_force("refused", refused.is_some());
            mark.set_text_content(refused.or(note));
        }
        let is_line = match mark {
            ZoneMark::Line(at, length) => {
                place(&line, at);
                style(&line, "width", length);
                true
            }
            ZoneMark::Beside(at, length) => {
                place(&frame, Point::new(at.x - BESIDE / 2.0, at.y));
                style(&frame, "width", BESIDE);
                style(&frame, "height", length);
                false
            }
            ZoneMark::Frame(rect) => {
                place(&frame, Point::new(rect.left, rect.top));
                style(&frame, "width", rect.width);
                style(&frame, "height", rect.height);
                false
            }
        };
        line.set_hidden(!is_line);
        frame.set_hidden(is_line);
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

    /// Shows nothing any more.
    pub fn hide(self) {
        self.hide_marks();
        if let Some(ghost) = element(self.ghost) {
            ghost.set_hidden(true);
        }
    }

    fn hide_marks(self) {
        for mark in [self.line, self.frame].into_iter().filter_map(element) {
            mark.set_hidden(true);
        }
    }
}

fn element(node: NodeRef<html::Div>) -> Option<HtmlElement> {
    node.get_untracked().map(|element| element.unchecked_into())
}

/// By transform, which lays nothing out anew.
fn place(element: &HtmlElement, at: Point) {
    // By CSSOM, which the content security policy allows. A browser that refuses it shows no overlay; the drop is the same.
    let _ = element
        .style()
        .set_property("transform", &format!("translate({}px, {}px)", at.x, at.y));
}

fn style(element: &HtmlElement, name: &str, pixels: f64) {
    let _ = element.style().set_property(name, &format!("{pixels}px"));
}
