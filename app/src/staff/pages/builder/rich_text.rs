//! Writing formatted text: ProseMirror (`frontend/richtext`) on one element at a time, loaded when it is first needed.
//!
//! What is stored is `RichDoc`; its JSON goes in and comes out. Toolbar and tag list are here and in `format_bar`.

use super::Builder;
use crate::staff::pages::seeing::clean_pasted_html;
use domain::page::{
    BlockId, FieldKind, meta,
    rich_text::{self as rich, RichDoc, RichLine},
};
use leptos::{prelude::*, task::spawn_local};
use serde_json::Value;
use std::time::Duration;
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

/// The module is loaded so long after the builder.
const LOADS_AFTER: Duration = Duration::from_secs(2);

/// What is being written, if anything is.
#[derive(Clone, Copy)]
pub(super) struct Writing {
    open: StoredValue<Option<Open>, LocalStorage>,
    /// For the toolbar: whether something is written, what is on at the cursor, and a tag that is being typed.
    pub at: RwSignal<Option<Cursor>>,
    /// Which of the listed tags is meant.
    pub choice: RwSignal<usize>,
}

/// What is on where the cursor is.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cursor {
    /// Names of marks and nodes.
    pub active: Vec<String>,
    /// The link's address, if it is in one.
    pub link: String,
    /// Whether the text has one line only.
    pub one_line: bool,
    /// What was typed of a tag after `{{`, with where it is on the screen.
    pub tag: Option<(String, f64, f64)>,
}

/// What the module calls: as many values as it likes to give, and an answer.
type Call = dyn FnMut(JsValue, JsValue, JsValue, JsValue, JsValue) -> JsValue;

struct Open {
    handle: Handle,
    block: BlockId,
    element: HtmlElement,
    on_canvas: bool,
    /// The module calls these as long as the editor is there.
    _calls: Vec<Closure<Call>>,
}

/// Where a text is within a block's settings: a field, or a place in a list or a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spot {
    /// The block.
    pub block: BlockId,
    /// The path: `text`, `rows.0.1`.
    pub path: String,
    /// Whether it has one line only.
    pub one_line: bool,
    /// What it is called.
    pub label: String,
}

impl Writing {
    pub fn new() -> Self {
        Self {
            open: StoredValue::new_local(None),
            at: RwSignal::new(None),
            choice: RwSignal::new(0),
        }
    }

    /// Whether something is being written.
    pub fn is_on(self) -> bool {
        self.open.with_value(Option::is_some)
    }

    /// Whether a block's text is being written on the canvas.
    pub fn is_on_canvas(self, id: &BlockId) -> bool {
        self.open.with_value(|open| {
            open.as_ref()
                .is_some_and(|open| open.on_canvas && open.block == *id)
        })
    }

    /// Whether an element is within what is being written.
    pub fn is_within(self, element: &Element) -> bool {
        self.open.with_value(|open| {
            open.as_ref()
                .is_some_and(|open| open.element.contains(Some(element)))
        })
    }
}

/// Loads the module, once.
async fn loaded() -> bool {
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

/// Loads the module ahead, once there is nothing better to do: whoever loses the connection can still write.
pub(super) fn load_ahead() {
    set_timeout(
        || {
            spawn_local(async {
                let _ = loaded().await;
            })
        },
        LOADS_AFTER,
    );
}

/// Pasted HTML as a document, cleaned by the server; nothing if that is not to be had.
pub(super) async fn cleaned(html: String) -> Option<Value> {
    clean_pasted_html(html).await.ok()
}

impl Builder {
    /// Writes in a block's own text on the canvas; whether it has one.
    pub(super) fn write_in(self, id: &BlockId, on: Option<&Element>) -> bool {
        let Some(block) = self.element(id) else {
            return false;
        };
        let within =
            |element: &Element| element.closest("[data-bid]").ok().flatten().as_ref() == Some(&block);
        let pressed = on
            .and_then(|on| on.closest("[data-field]").ok().flatten())
            .filter(&within);
        let first = || {
            let own = block
                .matches("[data-field]")
                .unwrap_or_default()
                .then(|| block.clone());
            own.or_else(|| {
                block
                    .query_selector("[data-field]")
                    .ok()
                    .flatten()
                    .filter(&within)
            })
        };
        let Some(element) = pressed.or_else(first) else {
            return false;
        };
        let Some(path) = element.get_attribute("data-field") else {
            return false;
        };
        let Some(spot) = self.spot(id, &path) else {
            return false;
        };
        self.write(spot, element.unchecked_into(), true);
        true
    }

    /// The text of a path, if a block has one there.
    pub(super) fn spot(self, id: &BlockId, path: &str) -> Option<Spot> {
        let name = path.split('.').next()?;
        let kind = self.with_doc(|doc| doc.node(id).map(|node| node.kind().to_owned()))?;
        let field = meta(&kind)?.fields.iter().find(|field| field.name == name)?;
        let one_line = match field.kind {
            FieldKind::Rich => false,
            FieldKind::RichLine { .. } | FieldKind::Grid { .. } => true,
            _ => return None,
        };
        Some(Spot {
            block: id.clone(),
            path: path.to_owned(),
            one_line,
            label: field.label.to_owned(),
        })
    }

    /// Opens the editor on an element.
    pub(super) fn write(self, spot: Spot, element: HtmlElement, on_canvas: bool) {
        self.stop_writing();
        spawn_local(async move {
            if !loaded().await {
                self.refuse(
                    "The text editor could not be loaded. Please check the connection and try again.",
                );
                return;
            }
            let json = self.opened_json(&spot);
            match self.mounted(&spot, &element, &json) {
                Ok((handle, calls)) => {
                    handle.focus();
                    let _ = element.class_list().add_1("is-writing");
                    if on_canvas {
                        handle.command("end", "");
                    }
                    self.writing.open.set_value(Some(Open {
                        handle,
                        block: spot.block,
                        element,
                        on_canvas,
                        _calls: calls,
                    }));
                }
                Err(error) => {
                    leptos::logging::warn!("{error:?}");
                    self.refuse("This text can't be opened here. It is kept as it is.");
                }
            }
        });
    }

    /// The text in the form that the module opens.
    fn opened_json(self, spot: &Spot) -> String {
        let value = self.value_at(&spot.block, &spot.path).unwrap_or(Value::Null);
        let json = if spot.one_line {
            rich::editor::open_line(&RichLine::from_json(&value).unwrap_or_default())
        } else {
            let mut doc = RichDoc::from_json(&value).unwrap_or_default();
            if doc.blocks.is_empty() {
                doc.blocks.push(rich::RichBlock::Paragraph(Vec::new()));
            }
            rich::editor::open(&doc)
        };
        json.to_string()
    }

    fn mounted(
        self,
        spot: &Spot,
        element: &HtmlElement,
        json: &str,
    ) -> Result<(Handle, Vec<Closure<Call>>), JsValue> {
        let options = js_sys::Object::new();
        let mut calls = Vec::new();
        let put = |name: &str, value: &JsValue| js_sys::Reflect::set(&options, &name.into(), value);
        put("json", &json.into())?;
        put("label", &spot.label.clone().into())?;
        let mut call = |name: &str, act: Box<Call>| {
            let closure = Closure::wrap(act);
            put(name, closure.as_ref())?;
            calls.push(closure);
            Ok::<(), JsValue>(())
        };
        let of = spot.clone();
        call(
            "onChange",
            Box::new(move |json, _, _, _, _| {
                self.written(&of, &json.as_string().unwrap_or_default());
                JsValue::UNDEFINED
            }),
        )?;
        let one_line = spot.one_line;
        call(
            "onState",
            Box::new(move |active, link, tag, left, bottom| {
                let text = |value: &JsValue| value.as_string().unwrap_or_default();
                self.writing.at.set(Some(Cursor {
                    active: text(&active).split(' ').map(str::to_owned).collect(),
                    link: text(&link),
                    one_line,
                    tag: tag.as_string().map(|tag| {
                        (
                            tag,
                            left.as_f64().unwrap_or_default(),
                            bottom.as_f64().unwrap_or_default(),
                        )
                    }),
                }));
                JsValue::UNDEFINED
            }),
        )?;
        call(
            "onEscape",
            Box::new(move |_, _, _, _, _| {
                // The editor must not go while it is called.
                request_animation_frame(move || {
                    let block = self
                        .writing
                        .open
                        .with_value(|open| open.as_ref().map(|open| (open.block.clone(), open.on_canvas)));
                    self.stop_writing();
                    if let Some((block, true)) = block {
                        self.focus_block(&block);
                    }
                });
                JsValue::UNDEFINED
            }),
        )?;
        call(
            "onKey",
            Box::new(move |key, _, _, _, _| self.tag_key(&key.as_string().unwrap_or_default()).into()),
        )?;
        call(
            "onPaste",
            Box::new(move |html, _, _, _, _| {
                let html = html.as_string().unwrap_or_default();
                wasm_bindgen_futures::future_to_promise(async move {
                    let json = cleaned(html).await;
                    Ok(json.map_or(JsValue::NULL, |json| json.to_string().into()))
                })
                .into()
            }),
        )?;
        let handle = mount(element, &options)?;
        Ok((handle, calls))
    }

    /// The module says what a text has become.
    fn written(self, spot: &Spot, json: &str) {
        let Ok(json) = serde_json::from_str::<Value>(json) else {
            return;
        };
        let value = if spot.one_line {
            rich::editor::close_line(&json).map(|line| line.to_json())
        } else {
            rich::editor::close(&json).map(|doc| doc.to_json())
        };
        if let Some(value) = value
            && !self.set_at(&spot.block, &spot.path, value)
        {
            self.say("The last change of the text is not kept yet: please shorten it or change the link.");
        }
    }

    /// Carries out a command of the toolbar.
    pub(super) fn format(self, name: &str, arg: &str) {
        self.writing.open.with_value(|open| {
            if let Some(open) = open {
                open.handle.command(name, arg);
            }
        });
    }

    /// Ends writing, with all that was written.
    pub(super) fn stop_writing(self) {
        let open = self.writing.open.try_update_value(Option::take).flatten();
        let Some(open) = open else { return };
        open.handle.destroy();
        let _ = open.element.class_list().remove_1("is-writing");
        self.writing.at.set(None);
        if self.stale.get_value() {
            self.draw_anew();
        } else if open.on_canvas {
            let mut patches = domain::page::Patches::default();
            patches.changed.insert(open.block);
            self.draw(&patches);
        } else {
            self.fresh.update(|fresh| *fresh += 1);
        }
        self.see_again();
    }

    /// What is at a path of a block's settings.
    pub(super) fn value_at(self, id: &BlockId, path: &str) -> Option<Value> {
        self.with_doc(|doc| {
            let mut parts = path.split('.');
            let mut value = doc.node(id)?.props().get(parts.next()?)?;
            for part in parts {
                value = match value {
                    Value::Array(all) => all.get(part.parse::<usize>().ok()?)?,
                    Value::Object(all) => all.get(part)?,
                    _ => return None,
                };
            }
            Some(value.clone())
        })
    }

    /// Sets what is at a path of a block's settings.
    pub(super) fn set_at(self, id: &BlockId, path: &str, new: Value) -> bool {
        let Some((name, rest)) = path.split_once('.') else {
            return self.set_prop(id, path, new);
        };
        let Some(mut whole) = self.value_at(id, name) else {
            return false;
        };
        let mut value = &mut whole;
        for part in rest.split('.') {
            let next = match value {
                Value::Array(all) => part.parse::<usize>().ok().and_then(|nth| all.get_mut(nth)),
                Value::Object(all) => Some(all.entry(part.to_owned()).or_insert(Value::Null)),
                _ => None,
            };
            match next {
                Some(next) => value = next,
                None => return false,
            }
        }
        *value = new;
        self.set_prop(id, name, whole)
    }
}
