//! A picture of a signature: made small in the browser, so that a phone's photograph can be sent.

use domain::signature::MAX_IMAGE_BYTES;
use leptos::{ev, prelude::*, task::spawn_local};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CanvasRenderingContext2d, File, HtmlCanvasElement, HtmlInputElement, ImageBitmap};

/// The picture is made to fit into so many pixels across and down.
const MOST: (f64, f64) = (900.0, 300.0);
/// What comes before the base64 in the address that a canvas gives.
const HEAD: &str = "data:image/png;base64,";

/// The field for the file, with what was chosen.
pub(super) fn picture(image: RwSignal<String>, label: String, unreadable: String) -> impl IntoView {
    let trouble = RwSignal::new(false);
    let chosen = move |event: ev::Event| {
        let Some(input) = event
            .target()
            .and_then(|on| on.dyn_into::<HtmlInputElement>().ok())
        else {
            return;
        };
        let Some(file) = input.files().and_then(|files| files.get(0)) else {
            return;
        };
        spawn_local(async move {
            let read = small(&file).await.ok().flatten();
            trouble.set(read.is_none());
            image.set(read.unwrap_or_default());
        });
    };
    let source = move || image.with(|image| (!image.is_empty()).then(|| format!("{HEAD}{image}")));
    view! {
        <label class="stack tight">
            <span class="field-hint">{label.clone()}</span>
            <input class="input" type="file" accept="image/png,image/jpeg" on:change=chosen/>
        </label>
        <p class="field-error" role="alert" hidden=move || !trouble.get()>{unreadable}</p>
        <img class="signature-picture" alt=label hidden=move || source().is_none() src=source/>
    }
}

/// A file's picture as a small PNG in base64; `None` if it stays too large.
async fn small(file: &File) -> Result<Option<String>, JsValue> {
    let bitmap = JsFuture::from(window().create_image_bitmap_with_blob(file)?).await?;
    let bitmap: ImageBitmap = bitmap.dyn_into()?;
    let (width, height) = (f64::from(bitmap.width()), f64::from(bitmap.height()));
    let scale = (MOST.0 / width).min(MOST.1 / height).min(1.0);
    let canvas: HtmlCanvasElement = document().create_element("canvas")?.dyn_into()?;
    // At most 900.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let size = |of: f64| (of * scale).round().max(1.0) as u32;
    canvas.set_width(size(width));
    canvas.set_height(size(height));
    let Some(drawing) = canvas.get_context("2d")? else {
        return Ok(None);
    };
    let drawing: CanvasRenderingContext2d = drawing.dyn_into()?;
    let (across, down) = (f64::from(canvas.width()), f64::from(canvas.height()));
    drawing.draw_image_with_image_bitmap_and_dw_and_dh(&bitmap, 0.0, 0.0, across, down)?;
    let address = canvas.to_data_url()?;
    let image = address.strip_prefix(HEAD);
    Ok(image
        .filter(|image| image.len() <= MAX_IMAGE_BYTES / 3 * 4)
        .map(str::to_owned))
}
