//! Writing formatted text on the canvas and in the inspector: one text at a time, by [`ui::rich_text`](crate::ui::rich_text).

use super::Builder;
use crate::{
    staff::pages::seeing::clean_pasted_html,
    ui::rich_text::{Heard, Writer, loaded},
};
use domain::{
    merge::Place,
    page::{
        BlockId, FieldKind, meta,
        rich_text::{self as rich, RichDoc, RichLine},
    },
};
use leptos::{prelude::*, task::spawn_local};
use serde_json::Value;
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// The module is loaded so long after the builder.
const LOADS_AFTER: Duration = Duration::from_secs(2);

/// What is being written, if anything is.
#[derive(Clone, Copy)]
pub(super) struct Writing {
    /// The text.
    pub text: Writer,
    /// Whose it is, and whether it is on the canvas.
    of: StoredValue<Option<(BlockId, bool)>>,
    /// Whether the last press began within it.
    pressed: StoredValue<bool>,
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
            text: Writer::new(Place::Page),
            of: StoredValue::new(None),
            pressed: StoredValue::new(false),
        }
    }

    /// Whether something is being written.
    pub fn is_on(self) -> bool {
        self.text.is_on()
    }

    /// Whether a block's text is being written on the canvas.
    pub fn is_on_canvas(self, id: &BlockId) -> bool {
        self.of
            .with_value(|of| matches!(of, Some((block, true)) if block == id))
    }

    /// Whether an element is within what is being written.
    pub fn is_within(self, element: &Element) -> bool {
        self.text.is_within(element)
    }

    /// Notes where a press begins.
    pub fn pressed_on(self, element: &Element) {
        self.pressed.set_value(self.is_within(element));
    }

    /// Whether a click is a press within what is being written: the bar may have grown meanwhile, so that the press ended elsewhere.
    pub fn was_pressed(self) -> bool {
        self.pressed.get_value()
    }
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
            let (of, text) = (spot.clone(), self.writing.text);
            let heard = Heard {
                changed: Box::new(move |json| self.written(&of, &json)),
                escaped: Box::new(move || {
                    // The editor must not go while it is called.
                    request_animation_frame(move || {
                        let of = self.writing.of.get_value();
                        self.stop_writing();
                        if let Some((block, true)) = of {
                            self.focus_block(&block);
                        }
                    });
                }),
                pasted: |html| Box::pin(cleaned(html)),
            };
            match text.open(element.clone(), &self.opened_json(&spot), &spot.label, heard) {
                Ok(()) => {
                    self.writing.of.set_value(Some((spot.block, on_canvas)));
                    text.focus();
                    let _ = element.class_list().add_1("is-writing");
                    if on_canvas {
                        text.format("end", "");
                    }
                }
                Err(error) => {
                    leptos::logging::warn!("{error:?}");
                    self.refuse("This text can't be opened here. It is kept as it is.");
                }
            }
        });
    }

    /// The text in the form that the module opens.
    fn opened_json(self, spot: &Spot) -> Value {
        let value = self.value_at(&spot.block, &spot.path).unwrap_or(Value::Null);
        if spot.one_line {
            rich::editor::open_line(&RichLine::from_json(&value).unwrap_or_default())
        } else {
            let mut doc = RichDoc::from_json(&value).unwrap_or_default();
            if doc.blocks.is_empty() {
                doc.blocks.push(rich::RichBlock::Paragraph(Vec::new()));
            }
            rich::editor::open(&doc)
        }
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

    /// Ends writing, with all that was written.
    pub(super) fn stop_writing(self) {
        let Some(element) = self.writing.text.close() else {
            return;
        };
        let of = self.writing.of.try_update_value(Option::take).flatten();
        let _ = element.class_list().remove_1("is-writing");
        if self.stale.get_value() {
            self.draw_anew();
        } else if let Some((block, true)) = of {
            let mut patches = domain::page::Patches::default();
            patches.changed.insert(block);
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
