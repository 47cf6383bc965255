//! The merge tags of a text: a menu of all, and a list of those that fit what is typed after `{{`.

use super::writer::Writer;
use domain::{
    merge::{self, Place, Shape, TagType},
    page::rich_text::MergeTag,
};
use leptos::{html, prelude::*};
use serde_json::json;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// So many tags are listed at once.
const LISTED: usize = 8;

/// A tag that can be put into a text.
#[derive(Clone)]
struct Choice {
    path: String,
    label: &'static str,
    group: &'static str,
    example: &'static str,
    /// Whether it can be empty, so that it should say what stands there then.
    optional: bool,
}

/// The tags that have all of some words; of the path, the label or the group.
fn found(place: Place, words: &str) -> Vec<Choice> {
    let words: Vec<String> = words
        .to_lowercase()
        .split(['.', ' ', '_'])
        .map(str::to_owned)
        .collect();
    let roots = merge::roots().filter(|root| root.places.include(place) && root.shape == Shape::One);
    let tags = roots.flat_map(|root| {
        let fits = |tag: &&merge::Tag| tag.places.include(place) && tag.kind != TagType::List;
        root.tags.iter().filter(fits).map(move |tag| Choice {
            path: format!("{}.{}", root.key, tag.name),
            label: tag.label,
            group: root.label,
            example: tag.example,
            optional: tag.optional,
        })
    });
    let fits = |choice: &Choice| {
        let about = format!("{} {} {}", choice.path, choice.label, choice.group).to_lowercase();
        words.iter().all(|word| about.contains(word.as_str()))
    };
    tags.filter(fits).take(LISTED).collect()
}

/// All tags, to choose from by hand.
pub(super) fn tag_menu(writer: Writer, id: &str) -> impl IntoView + use<> {
    let words = RwSignal::new(String::new());
    view! {
        <details class="menu tag-menu" name="format">
            <summary class="format" title="Merge tag: type {{">"{ }"<span class="visually-hidden">"Merge tag"</span></summary>
            <div class="menu-panel">
                <label class="visually-hidden" for=format!("{id}-tag")>"Find a tag"</label>
                <input id=format!("{id}-tag") class="input" type="search" placeholder="Find a tag" autocomplete="off"
                    on:input=move |event| words.set(event_target_value(&event))/>
                <ul role="list">
                    {move || found(writer.place, &words.get()).into_iter().map(|choice| {
                        let picked = choice.clone();
                        view! {
                            <li><button type="button" class="tag-choice" on:click=move |event| {
                                writer.put_tag(&picked);
                                let menu = target(&event).and_then(|on| on.closest("details").ok().flatten());
                                if let Some(menu) = menu { let _ = menu.remove_attribute("open"); }
                            }>{told(&choice)}</button></li>
                        }
                    }).collect_view()}
                </ul>
            </div>
        </details>
    }
}

fn told(choice: &Choice) -> impl IntoView + use<> {
    view! {
        <span><strong>{choice.label}</strong>" "<span class="muted small">{choice.group}</span></span>
        <code>{format!("{{{{{}}}}}", choice.path)}</code>
        <span class="muted small">{choice.example}</span>
    }
}

/// What a selected tag says where its value is empty, and a way to take it out.
pub(super) fn tag_form(writer: Writer, id: &str, tag: MergeTag) -> impl IntoView + use<> {
    let field: NodeRef<html::Input> = NodeRef::new();
    let label = merge::find(&tag.path).map_or_else(
        || tag.path.clone(),
        |(root, found)| format!("{}: {}", root.label, found.label),
    );
    let optional = merge::find(&tag.path).is_some_and(|(_, found)| found.optional);
    let now = tag.fallback.clone().unwrap_or_default();
    let (said, name) = (label.clone(), format!("Merge tag {label}"));
    view! {
        <form class="format-link format-tag" aria-label=name on:submit=move |event| {
            event.prevent_default();
            let typed = field.get_untracked().map(|field| field.value()).unwrap_or_default();
            // One that can be empty keeps its empty fallback: that is meant so.
            let fallback = (optional || !typed.trim().is_empty()).then(|| typed.trim().to_owned());
            let attrs = json!({ "path": tag.path, "fallback": fallback, "format": tag.format });
            writer.format("set_tag", &attrs.to_string());
            writer.told.set(format!("{said} is changed."));
        }>
            <strong class="format-tag-name">{label}</strong>
            <label for=format!("{id}-fallback")>"Where it is empty"</label>
            <input id=format!("{id}-fallback") class="input" node_ref=field value=now maxlength="200" autocomplete="off" placeholder="nothing"/>
            <button type="submit" class="button small primary">"Set"</button>
            <button type="button" class="button small" on:click=move |_| {
                writer.format("remove_tag", "");
                writer.told.set("The tag is taken out.".to_owned());
            }>"Remove tag"</button>
        </form>
    }
}

/// The tags that fit what is typed after `{{`, where it is typed.
pub fn typed_tags(writer: Writer) -> impl IntoView {
    let list: NodeRef<html::Div> = NodeRef::new();
    let at = writer.at;
    let typed = Memo::new(move |_| at.with(|at| at.as_ref().and_then(|at| at.tag.clone())));
    let choices = Memo::new(move |_| {
        typed
            .get()
            .map(|(words, ..)| found(writer.place, &words).len())
            .unwrap_or_default()
    });
    Effect::new(move |_| {
        let Some((_, left, bottom)) = typed.get() else {
            return;
        };
        writer.choice.set(0);
        if let Some(list) = list.get() {
            let list: &HtmlElement = list.unchecked_ref();
            // By CSSOM, which the content security policy allows.
            let at = format!("translate({left}px, {}px)", bottom + 4.0);
            let _ = list.style().set_property("transform", &at);
        }
    });
    view! {
        <div class="typed-tags" role="listbox" aria-label="Merge tags" node_ref=list hidden=move || choices.get() == 0>
            {move || typed.get().map(|(words, ..)| found(writer.place, &words).into_iter().enumerate().map(|(nth, choice)| {
                let picked = choice.clone();
                view! {
                    <div class="tag-choice" role="option"
                        aria-selected=move || if writer.choice.get() == nth { "true" } else { "false" }
                        on:pointerdown=move |event| { event.prevent_default(); writer.put_tag(&picked); }
                    >{told(&choice)}</div>
                }
            }).collect_view())}
        </div>
    }
}

impl Writer {
    /// Puts a tag into the text; one that can be empty says so by an empty fallback to fill in.
    fn put_tag(self, choice: &Choice) {
        let fallback = choice.optional.then_some("");
        let attrs = json!({ "path": choice.path, "fallback": fallback, "format": null });
        self.format("tag", &attrs.to_string());
        self.told.set(format!("{} is put in.", choice.label));
    }

    /// A key while a tag is typed; whether the list took it.
    pub(super) fn tag_key(self, key: &str) -> bool {
        let typed = self
            .at
            .with_untracked(|at| at.as_ref().and_then(|at| at.tag.clone()));
        let Some((words, ..)) = typed else { return false };
        let all = found(self.place, &words);
        if all.is_empty() {
            return false;
        }
        let at = self.choice.get_untracked().min(all.len() - 1);
        let next = match key {
            "ArrowDown" => (at + 1) % all.len(),
            "ArrowUp" => (at + all.len() - 1) % all.len(),
            "Enter" | "Tab" => {
                // At once: what is typed next belongs after the tag.
                if let Some(choice) = all.get(at) {
                    self.put_tag(choice);
                }
                return true;
            }
            _ => return false,
        };
        self.choice.set(next);
        if let Some(choice) = all.get(next) {
            self.told.set(format!("{}, {}", choice.label, choice.group));
        }
        true
    }
}

/// The element that an event happened on.
fn target(event: &web_sys::Event) -> Option<Element> {
    event.target()?.dyn_into::<Element>().ok()
}
