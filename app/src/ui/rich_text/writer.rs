//! The door to the module: five calls in, five out.

use domain::{merge::Place, page::rich_text::MergeTag};
use leptos::prelude::*;
use serde_json::Value;
use std::{future::Future, pin::Pin};
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement};

#[wasm_bindgen]
extern "C" {
    /// An editor on an element.
    type Handle;

    #[wasm_bindgen(js_namespace = porticoRichText, catch)]
    fn mount(element: &HtmlElement, options: &JsValue) -> Result<Handle, JsValue>;

    #[wasm_bindgen(method)]
    fn command(this: &Handle, name: &str, arg: &str) -> bool;

    #[wasm_bindgen(method)]
    fn focus(this: &Handle);

    #[wasm_bindgen(method)]
    fn destroy(this: &Handle);
}

/// Where the module is.
const MODULE: &str = "/builder/richtext.js";

/// What the module calls: as many values as it likes to give, and an answer.
type Call = dyn FnMut(JsValue, JsValue, JsValue, JsValue, JsValue, JsValue) -> JsValue;

/// Pasted HTML as a document, if it is to be had; the editor reads the HTML itself otherwise.
pub type Pasted = fn(String) -> Pin<Box<dyn Future<Output = Option<Value>>>>;

/// What an open text tells.
pub struct Heard {
    /// The text has become this, in the form it was opened in.
    pub changed: Box<dyn Fn(String)>,
    /// Escape was pressed. Called within the editor: it must not be closed before the next frame.
    pub escaped: Box<dyn Fn()>,
    /// HTML was pasted.
    pub pasted: Pasted,
}

/// What is on where the cursor is.
#[derive(Debug, Clone, PartialEq)]
pub struct Cursor {
    /// Names of marks and nodes.
    pub active: Vec<String>,
    /// The link's address, if it is in one.
    pub link: String,
    /// Whether the text has one line only.
    pub one_line: bool,
    /// What was typed of a tag after `{{`, with where it is on the screen.
    pub tag: Option<(String, f64, f64)>,
    /// The merge tag that is selected.
    pub chosen: Option<MergeTag>,
}

/// One text at a time that is written, with its bar.
#[derive(Clone, Copy)]
pub struct Writer {
    open: StoredValue<Option<Open>, LocalStorage>,
    /// For the bar: whether something is written, what is on at the cursor, and a tag that is being typed.
    pub at: RwSignal<Option<Cursor>>,
    /// Which of the listed tags is meant.
    pub choice: RwSignal<usize>,
    /// What is to be read out.
    pub told: RwSignal<String>,
    /// Whose tags there are.
    pub place: Place,
}

struct Open {
    handle: Handle,
    element: HtmlElement,
    /// The module calls these as long as the editor is there.
    _calls: Vec<Closure<Call>>,
}

/// Loads the module, once. Whether it is there.
pub async fn loaded() -> bool {
    let there = || js_sys::Reflect::has(&window(), &"porticoRichText".into()).unwrap_or_default();
    if there() {
        return true;
    }
    let promise = js_sys::Promise::new(&mut |done, _| {
        let Ok(script) = document().create_element("script") else {
            return;
        };
        let script: &web_sys::HtmlScriptElement = script.unchecked_ref();
        script.set_src(MODULE);
        script.set_onload(Some(&done));
        script.set_onerror(Some(&done));
        if let Some(head) = document().head() {
            // A document without a head loads nothing, and the plain field stays.
            let _ = head.append_child(script);
        }
    });
    let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
    there()
}

impl Writer {
    /// Nothing is written yet.
    pub fn new(place: Place) -> Self {
        Self {
            open: StoredValue::new_local(None),
            at: RwSignal::new(None),
            choice: RwSignal::new(0),
            told: RwSignal::new(String::new()),
            place,
        }
    }

    /// Whether something is being written.
    pub fn is_on(self) -> bool {
        self.open.with_value(Option::is_some)
    }

    /// Whether an element is within what is being written.
    pub fn is_within(self, element: &Element) -> bool {
        self.open.with_value(|open| {
            open.as_ref()
                .is_some_and(|open| open.element.contains(Some(element)))
        })
    }

    /// Opens the editor on an element; the module must be [`loaded`], and nothing else open.
    ///
    /// # Errors
    /// What the module throws at a text that it can't show.
    pub fn open(self, element: HtmlElement, json: &Value, label: &str, heard: Heard) -> Result<(), JsValue> {
        let Heard {
            changed,
            escaped,
            pasted,
        } = heard;
        let one_line = json.is_array();
        let options = js_sys::Object::new();
        let mut calls = Vec::new();
        let put = |name: &str, value: &JsValue| js_sys::Reflect::set(&options, &name.into(), value);
        put("json", &json.to_string().into())?;
        put("label", &label.into())?;
        let mut call = |name: &str, act: Box<Call>| {
            let closure = Closure::wrap(act);
            put(name, closure.as_ref())?;
            calls.push(closure);
            Ok::<(), JsValue>(())
        };
        call(
            "onChange",
            Box::new(move |json, _, _, _, _, _| {
                changed(json.as_string().unwrap_or_default());
                JsValue::UNDEFINED
            }),
        )?;
        call(
            "onState",
            Box::new(move |active, link, tag, left, bottom, chosen| {
                let text = |value: &JsValue| value.as_string().unwrap_or_default();
                let spot = |value: &JsValue| value.as_f64().unwrap_or_default();
                self.at.set(Some(Cursor {
                    active: text(&active).split(' ').map(str::to_owned).collect(),
                    link: text(&link),
                    one_line,
                    tag: tag.as_string().map(|tag| (tag, spot(&left), spot(&bottom))),
                    chosen: chosen
                        .as_string()
                        .and_then(|json| serde_json::from_str(&json).ok()),
                }));
                JsValue::UNDEFINED
            }),
        )?;
        call(
            "onEscape",
            Box::new(move |_, _, _, _, _, _| {
                escaped();
                JsValue::UNDEFINED
            }),
        )?;
        call(
            "onKey",
            Box::new(move |key, _, _, _, _, _| self.tag_key(&key.as_string().unwrap_or_default()).into()),
        )?;
        call(
            "onPaste",
            Box::new(move |html, _, _, _, _, _| {
                let read = pasted(html.as_string().unwrap_or_default());
                wasm_bindgen_futures::future_to_promise(async move {
                    Ok(read.await.map_or(JsValue::NULL, |json| json.to_string().into()))
                })
                .into()
            }),
        )?;
        let handle = mount(&element, &options)?;
        self.open.set_value(Some(Open {
            handle,
            element,
            _calls: calls,
        }));
        Ok(())
    }

    /// Gives the open text the focus.
    pub fn focus(self) {
        self.with(Handle::focus);
    }

    /// Carries out a command of the bar.
    pub fn format(self, name: &str, arg: &str) {
        self.with(|handle| {
            handle.command(name, arg);
        });
    }

    /// Ends writing, with all that was written. The element, if something was open.
    pub fn close(self) -> Option<HtmlElement> {
        let open = self.open.try_update_value(Option::take).flatten()?;
        open.handle.destroy();
        self.at.set(None);
        Some(open.element)
    }

    fn with(self, act: impl FnOnce(&Handle)) {
        self.open.with_value(|open| {
            if let Some(open) = open {
                act(&open.handle);
            }
        });
    }
}
