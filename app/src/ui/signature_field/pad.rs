//! The pad to draw on: an SVG, so that what is drawn stays when a phone is turned.

use domain::signature::{MAX_POINTS, PAD_HEIGHT, PAD_WIDTH, svg_path};
use leptos::{ev, prelude::*, svg};
use wasm_bindgen::JsCast;
use web_sys::Element;

/// Two points are so far apart at least, in ten-thousandths: hands shake, and what is sent should stay small.
const STEP: u16 = 15;

/// The pad, with what is drawn on it.
pub(super) fn pad(
    strokes: RwSignal<Vec<Vec<(u16, u16)>>>,
    label: String,
    undo: String,
    clear: String,
) -> impl IntoView {
    let surface: NodeRef<svg::Svg> = NodeRef::new();
    let drawing = RwSignal::new(false);
    let begin = move |event: ev::PointerEvent| {
        if event.button() != 0 || !event.is_primary() {
            return;
        }
        event.prevent_default();
        let Some(point) = place(surface, &event) else {
            return;
        };
        if let Some(surface) = surface.get_untracked() {
            let surface: &Element = surface.unchecked_ref();
            // Without it a stroke ends at the pad's edge, which is no loss.
            let _ = surface.set_pointer_capture(event.pointer_id());
        }
        drawing.set(true);
        strokes.update(|strokes| strokes.push(vec![point]));
    };
    let go_on = move |event: ev::PointerEvent| {
        if !drawing.get_untracked() {
            return;
        }
        let Some(point) = place(surface, &event) else {
            return;
        };
        let moved = strokes.with_untracked(|strokes| {
            let last = strokes.last().and_then(|stroke| stroke.last());
            let far = last.is_none_or(|last| last.0.abs_diff(point.0).max(last.1.abs_diff(point.1)) >= STEP);
            far && strokes.iter().map(Vec::len).sum::<usize>() < MAX_POINTS
        });
        if moved {
            strokes.update(|strokes| {
                strokes
                    .last_mut()
                    .into_iter()
                    .for_each(|stroke| stroke.push(point))
            });
        }
    };
    let end = move |_| drawing.set(false);
    let empty = move || strokes.with(Vec::is_empty);
    view! {
        <div class="signature-pad" class:empty=empty>
            <svg
                viewBox="0 0 300 100"
                role="img"
                aria-label=label.clone()
                node_ref=surface
                on:pointerdown=begin
                on:pointermove=go_on
                on:pointerup=end
                on:pointercancel=end
            >
                <line class="signature-line" x1="20" y1="76" x2="280" y2="76"></line>
                <path class="signature-ink" d=move || strokes.with(|strokes| svg_path(strokes))></path>
            </svg>
            <p class="signature-prompt" aria-hidden="true">{label}</p>
        </div>
        <div class="cluster">
            <button type="button" class="button small" disabled=empty on:click=move |_| strokes.update(|strokes| { strokes.pop(); })>{undo}</button>
            <button type="button" class="button small" disabled=empty on:click=move |_| strokes.update(Vec::clear)>{clear}</button>
        </div>
    }
}

/// Where on the pad an event is.
fn place(surface: NodeRef<svg::Svg>, event: &ev::PointerEvent) -> Option<(u16, u16)> {
    let surface = surface.get_untracked()?;
    let surface: &Element = surface.unchecked_ref();
    let frame = surface.get_bounding_client_rect();
    let part = |at: f64, size: f64, whole: u16| {
        let share = (at / size.max(1.0)).clamp(0.0, 1.0);
        // Between 0 and `whole`, which fits.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let place = (share * f64::from(whole)).round() as u16;
        place
    };
    Some((
        part(
            f64::from(event.client_x()) - frame.left(),
            frame.width(),
            PAD_WIDTH,
        ),
        part(
            f64::from(event.client_y()) - frame.top(),
            frame.height(),
            PAD_HEIGHT,
        ),
    ))
}
