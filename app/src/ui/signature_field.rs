//! A signature: typed, drawn or a picture of one.

mod pad;
mod picture;

use super::field::Frame;
use domain::signature::{Face, Signature};
use leptos::{html, prelude::*};
use serde::{Deserialize, Serialize};

/// What the field says, in the reader's language.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SignatureLabels {
    /// The way of signing: type the name.
    pub type_it: String,
    /// The way of signing: draw by finger, pen or mouse.
    pub draw: String,
    /// The way of signing: a picture.
    pub upload: String,
    /// Beside the two handwritings: `Handwriting 1`; the number follows.
    pub handwriting: String,
    /// What the pad is for: `Draw your signature here`.
    pub pad: String,
    /// Takes the last stroke away.
    pub undo: String,
    /// Takes everything away.
    pub clear: String,
    /// Above the file field: `A picture of your signature (PNG or JPEG)`.
    pub picture: String,
    /// Said when a file can't be read.
    pub unreadable: String,
}

/// How somebody signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Type,
    Draw,
    Upload,
}

/// A signature. Posts the JSON of `domain::signature::Signature`; without JavaScript the typed name, which
/// `Signature::from_field` reads too.
#[component]
pub fn SignatureField(
    /// The visible label.
    #[prop(into)]
    label: String,
    /// The name in the form.
    #[prop(into)]
    name: String,
    /// The signer's name, to begin with.
    #[prop(into)]
    signer_name: String,
    /// What was sent before, if the form came back.
    #[prop(optional, into)]
    value: String,
    /// What is wrong with it.
    #[prop(optional_no_strip, into)]
    error: Option<String>,
    /// What helps in filling it in.
    #[prop(optional, into)]
    hint: Option<String>,
    /// Must not be left out.
    #[prop(optional)]
    required: bool,
    /// What it says.
    labels: SignatureLabels,
) -> impl IntoView {
    let frame = Frame {
        name: name.clone(),
        label,
        hint,
        error,
        required,
        ..Frame::default()
    };
    let control = view! {
        <SignatureHands
            id=frame.id()
            name
            signer_name
            value
            labels
            described_by=frame.described_by().unwrap_or_default()
            invalid=frame.invalid().is_some()
        />
    };
    frame.around(control.into_any())
}

/// The field's control.
// In a release it is a file of its own, which only pages with such a field load (see ARCHITECTURE.md, Budgets).
#[cfg_attr(feature = "split", island(lazy))]
#[cfg_attr(not(feature = "split"), island)]
fn SignatureHands(
    id: String,
    name: String,
    signer_name: String,
    value: String,
    labels: SignatureLabels,
    described_by: String,
    invalid: bool,
) -> impl IntoView {
    let before = Signature::from_field(&value).ok();
    let (way, typed, face, strokes, image) = match before {
        Some(Signature::Typed { name, face }) => (Way::Type, name, face, Vec::new(), String::new()),
        Some(Signature::Drawn { strokes }) => {
            (Way::Draw, signer_name, Face::default(), strokes, String::new())
        }
        Some(Signature::Uploaded { image }) => (Way::Upload, signer_name, Face::default(), Vec::new(), image),
        None => (Way::Type, signer_name, Face::default(), Vec::new(), String::new()),
    };
    let ready = RwSignal::new(false);
    Effect::new(move |_| ready.set(true));
    let way = RwSignal::new(way);
    let face = RwSignal::new(face);
    let name_typed = RwSignal::new(typed.clone());
    let strokes = RwSignal::new(strokes);
    let image = RwSignal::new(image);
    let sent = move || {
        let signature = match way.get() {
            Way::Type => Signature::Typed {
                name: name_typed.get(),
                face: face.get(),
            },
            Way::Draw => Signature::Drawn {
                strokes: strokes.get(),
            },
            Way::Upload => Signature::Uploaded { image: image.get() },
        };
        // Nothing is said to be nothing; all else the server judges.
        match signature.clone().checked() {
            Err(domain::signature::SignatureError::Empty) => String::new(),
            _ => signature.to_field(),
        }
    };
    let (plain_name, json_name) = (name.clone(), name);
    let tab = move |this: Way, text: String| {
        view! {
            <button type="button" class="button small" aria-pressed=move || if way.get() == this { "true" } else { "false" }
                on:click=move |_| way.set(this)>{text}</button>
        }
    };
    let SignatureLabels {
        type_it,
        draw,
        upload,
        handwriting,
        pad,
        undo,
        clear,
        picture,
        unreadable,
    } = labels;
    let faces = Face::ALL
        .into_iter()
        .zip(1..)
        .map(|(this, number)| {
            let class = format!("signature-hand face-{}", this.key());
            let label = format!("{handwriting} {number}");
            view! {
                <button type="button" class="signature-choice" aria-label=label
                    aria-pressed=move || if face.get() == this { "true" } else { "false" }
                    on:click=move |_| face.set(this)>
                    <span class=class.clone() aria-hidden="true">{move || name_typed.get()}</span>
                </button>
            }
        })
        .collect_view();
    let input: NodeRef<html::Input> = NodeRef::new();
    view! {
        <div class="signature-field">
            <div class="signature-ways" role="group" hidden=move || !ready.get()>
                {tab(Way::Type, type_it)}
                {tab(Way::Draw, draw)}
                {tab(Way::Upload, upload)}
            </div>
            <div class="signature-way" hidden=move || way.get() != Way::Type>
                <input
                    id=id
                    class="input"
                    type="text"
                    // With JavaScript the hidden field below is sent instead.
                    name=move || (!ready.get()).then(|| plain_name.clone())
                    value=typed
                    maxlength=domain::signature::MAX_NAME
                    autocomplete="name"
                    aria-describedby=(!described_by.is_empty()).then_some(described_by)
                    aria-invalid=invalid.then_some("true")
                    node_ref=input
                    on:input=move |event| name_typed.set(event_target_value(&event))
                />
                <div class="signature-choices" hidden=move || !ready.get()>{faces}</div>
            </div>
            <div class="signature-way" hidden=move || way.get() != Way::Draw>
                {pad::pad(strokes, pad, undo, clear)}
            </div>
            <div class="signature-way" hidden=move || way.get() != Way::Upload>
                {picture::picture(image, picture, unreadable)}
            </div>
            <input type="hidden" name=move || ready.get().then(|| json_name.clone()) value=sent/>
        </div>
    }
}
