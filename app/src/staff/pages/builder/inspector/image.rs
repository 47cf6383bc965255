//! An image: chosen from the device, uploaded, and kept by its hash.

use super::super::Builder;
use crate::ui::{Icon, IconName};
use domain::pages::UPLOAD;
use leptos::{html, prelude::*, task::spawn_local};
use serde_json::Value;
use wasm_bindgen::{JsCast, JsValue};

/// What an upload is answered with.
#[derive(serde::Deserialize)]
struct Answer {
    #[serde(default)]
    hash: String,
    #[serde(default)]
    message: String,
}

/// The image of a hash, and a way to choose another.
pub(super) fn image(builder: Builder, now: String, set: impl Fn(Value) + Clone + 'static) -> impl IntoView {
    let hash = RwSignal::new(now);
    let said = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let input: NodeRef<html::Input> = NodeRef::new();
    let clear = set.clone();
    let chosen = move |_| {
        let file = input.get_untracked().and_then(|input| input.files()?.get(0));
        let Some(file) = file else { return };
        let set = set.clone();
        busy.set(true);
        said.set(format!("Uploading {}…", file.name()));
        spawn_local(async move {
            match upload(&file).await {
                Ok(new) => {
                    hash.set(new.clone());
                    said.set("The image is there.".to_owned());
                    set(new.into());
                    builder.see_again();
                }
                Err(why) => said.set(why),
            }
            busy.set(false);
        });
    };
    view! {
        <div class="stack tight image-field">
            {move || hash.with(|hash| (!hash.is_empty()).then(|| view! {
                <img class="image-field-preview" src=domain::pages::image_path(hash) alt=""/>
            }))}
            <label class="button small">
                <Icon name=IconName::Upload/>
                {move || if hash.with(String::is_empty) { "Choose an image" } else { "Choose another" }}
                <input type="file" class="visually-hidden" accept="image/png,image/jpeg,image/webp" node_ref=input
                    disabled=move || busy.get() on:change=chosen/>
            </label>
            <button type="button" class="button quiet small" hidden=move || hash.with(String::is_empty)
                on:click=move |_| { hash.set(String::new()); clear("".into()); }>"Remove"</button>
            <p class="small muted" role="status">{move || said.get()}</p>
        </div>
    }
}

async fn upload(file: &web_sys::File) -> Result<String, String> {
    let lost =
        |_: JsValue| "The image could not be sent. Please check the connection and try again.".to_owned();
    let form = web_sys::FormData::new().map_err(lost)?;
    form.append_with_blob_and_filename("file", file, &file.name())
        .map_err(lost)?;
    let options = web_sys::RequestInit::new();
    options.set_method("POST");
    options.set_body(&form);
    let answer = window().fetch_with_str_and_init(UPLOAD, &options);
    let answer = wasm_bindgen_futures::JsFuture::from(answer).await.map_err(lost)?;
    let answer: web_sys::Response = answer.dyn_into().map_err(lost)?;
    let text = wasm_bindgen_futures::JsFuture::from(answer.text().map_err(lost)?)
        .await
        .map_err(lost)?;
    let read: Answer = serde_json::from_str(&text.as_string().unwrap_or_default()).unwrap_or(Answer {
        hash: String::new(),
        message: String::new(),
    });
    if answer.ok() && !read.hash.is_empty() {
        Ok(read.hash)
    } else if read.message.is_empty() {
        Err(
            "This image could not be used. Please choose a PNG, JPEG or WebP file of at most 10 MB."
                .to_owned(),
        )
    } else {
        Err(read.message)
    }
}
