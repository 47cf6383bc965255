//! The list of merge tags beside a text field.

use domain::merge::TagRow;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// The tags that a text can put in, in groups that fold, each with type and example. Without JavaScript it is a list to copy
/// from; with it, one can search, and a press puts a tag where the caret is.
#[component]
pub fn TagPicker(
    /// The tags.
    rows: Vec<TagRow>,
    /// The place whose tags these are, for looking up values.
    #[prop(into)]
    place: String,
    /// The ids of the fields that tags go into; the first until another one had the focus.
    fields: Vec<String>,
    /// The id of the field that chooses whose values are shown.
    #[prop(into)]
    contact_field: String,
) -> impl IntoView {
    let mut groups: Vec<(String, String, String, Vec<TagRow>)> = Vec::new();
    for row in rows {
        match groups.last_mut() {
            Some((group, .., tags)) if *group == row.group => tags.push(row),
            _ => groups.push((
                row.group.clone(),
                row.rule.clone(),
                row.arrives_with.clone(),
                vec![row],
            )),
        }
    }
    let groups = groups
        .into_iter()
        .map(|(group, rule, part, tags)| {
            let later = (!part.is_empty()).then(
                || view! { <p class="muted small">{format!("Arrives with {part}; empty until then.")}</p> },
            );
            let tags = tags.into_iter().map(tag).collect_view();
            view! {
                <details class="tag-group">
                    <summary>{group}</summary>
                    <p class="muted small">{rule}</p>
                    {later}
                    <ul role="list">{tags}</ul>
                </details>
            }
        })
        .collect_view();
    view! { <TagPickerHands place fields contact_field>{groups}</TagPickerHands> }
}

fn tag(row: TagRow) -> impl IntoView {
    let words = format!("{} {} {} {}", row.group, row.label, row.kind, row.insert).to_lowercase();
    // A loop is long; its list's name says enough.
    let shown = match row.insert.strip_prefix("{% for item in ") {
        Some(rest) => rest.split(' ').next().unwrap_or_default().to_owned(),
        None => row.insert.clone(),
    };
    let label = format!("Insert {}", row.label);
    // Without any child, so that the stylesheet can say that it is empty.
    let example = match row.example.as_str() {
        "" => view! { <span class="tag-example small"></span> }.into_any(),
        text => view! { <span class="tag-example small">{text.to_owned()}</span> }.into_any(),
    };
    view! {
        <li class="tag" data-words=words>
            <span class="tag-text">
                <span><strong>{row.label}</strong>" "<span class="muted">{row.kind}</span></span>
                <code>{shown}</code>
                {example}
            </span>
            <button type="button" class="button small tag-insert" data-insert=row.insert aria-label=label>"Insert"</button>
        </li>
    }
}

/// What needs hands: search, insertion at the caret, a chosen client's values.
#[island]
fn TagPickerHands(
    place: String,
    fields: Vec<String>,
    contact_field: String,
    /// The list.
    children: Children,
) -> impl IntoView {
    let ready = RwSignal::new(false);
    let said = RwSignal::new(String::new());
    let field = StoredValue::new(fields.first().cloned().unwrap_or_default());
    let wrapper: NodeRef<leptos::html::Div> = NodeRef::new();
    Effect::new(move |_| {
        ready.set(true);
        let fields = fields.clone();
        let focused = window_event_listener(leptos::ev::focusin, move |event| {
            if let Some(id) = target(&event).map(|element| element.id())
                && fields.contains(&id)
            {
                field.set_value(id);
            }
        });
        let (place, contact_field) = (place.clone(), contact_field.clone());
        let chosen = window_event_listener(leptos::ev::change, move |event| {
            let chooser = target(&event).filter(|element| element.id() == contact_field);
            let chooser = chooser.and_then(|element| element.dyn_into::<web_sys::HtmlSelectElement>().ok());
            if let Some(chooser) = chooser {
                show_values(wrapper, place.clone(), chooser.value());
            }
        });
        on_cleanup(move || {
            focused.remove();
            chosen.remove();
        });
    });
    let on_press = move |event: leptos::ev::MouseEvent| {
        let Some(text) = target(&event).and_then(|element| element.get_attribute("data-insert")) else {
            return;
        };
        if field.with_value(|id| insert(id, &text)) {
            said.set(format!("{text} inserted"));
        }
    };
    let on_search = move |event: leptos::ev::Event| {
        let words = event_target_value(&event).to_lowercase();
        let found = narrow(wrapper, &words);
        said.set(match (words.is_empty(), found) {
            (true, _) => String::new(),
            (false, 1) => "1 tag".to_owned(),
            (false, found) => format!("{found} tags"),
        });
    };
    view! {
        <div class="tag-picker" class:ready=move || ready.get() node_ref=wrapper on:click=on_press>
            <div class="field" hidden=move || !ready.get()>
                <label class="field-label" for="tag-search">"Search tags"</label>
                <input id="tag-search" class="input" type="search" autocomplete="off" on:input=on_search/>
            </div>
            <p class="small muted" role="status">{move || said.get()}</p>
            {children()}
        </div>
    }
}

fn target(event: &web_sys::Event) -> Option<web_sys::HtmlElement> {
    event.target().and_then(|target| target.dyn_into().ok())
}

fn each(within: &web_sys::Element, selector: &str, mut act: impl FnMut(web_sys::HtmlElement)) {
    let Ok(found) = within.query_selector_all(selector) else {
        return;
    };
    for at in 0..found.length() {
        if let Some(element) = found.item(at).and_then(|node| node.dyn_into().ok()) {
            act(element);
        }
    }
}

/// Shows only tags that have all words, and opens their groups. Says how many there are.
fn narrow(wrapper: NodeRef<leptos::html::Div>, words: &str) -> u32 {
    let mut found = 0;
    let Some(wrapper) = wrapper.get_untracked() else {
        return found;
    };
    each(&wrapper, ".tag-group", |group| {
        let mut here = 0;
        each(&group, ".tag", |tag| {
            let about = tag.get_attribute("data-words").unwrap_or_default();
            let fits = words.split_whitespace().all(|word| about.contains(word));
            tag.set_hidden(!fits);
            here += u32::from(fits);
        });
        group.set_hidden(here == 0);
        // A group that a search opened is closed again with it.
        let _ = match !words.is_empty() && here > 0 {
            true => group.set_attribute("open", ""),
            false => group.remove_attribute("open"),
        };
        found += here;
    });
    found
}

/// Puts a text where the caret is, in place of what is selected. Says whether there was such a field.
fn insert(id: &str, text: &str) -> bool {
    let element = leptos::prelude::document().get_element_by_id(id);
    let Some(element) = element else { return false };
    if let Some(area) = element.dyn_ref::<web_sys::HtmlTextAreaElement>() {
        let at = |position: Result<Option<u32>, _>| position.ok().flatten().unwrap_or_default();
        let (from, to) = (at(area.selection_start()), at(area.selection_end()));
        let done = area.set_range_text_with_start_and_end_and_mode(text, from, to, "end");
        let _ = area.focus();
        return done.is_ok();
    }
    if let Some(line) = element.dyn_ref::<web_sys::HtmlInputElement>() {
        let at = |position: Result<Option<u32>, _>| position.ok().flatten().unwrap_or_default();
        let (from, to) = (at(line.selection_start()), at(line.selection_end()));
        let mode = web_sys::SelectionMode::End;
        let done = line.set_range_text_with_start_and_end_and_selection_mode(text, from, to, mode);
        let _ = line.focus();
        return done.is_ok();
    }
    false
}

/// Asks for a contact's values and puts them in place of the examples.
fn show_values(wrapper: NodeRef<leptos::html::Div>, place: String, contact: String) {
    leptos::task::spawn_local(async move {
        let (Some(values), Some(wrapper)) = (values(&place, &contact).await, wrapper.get_untracked()) else {
            return;
        };
        let mut values = values.into_iter();
        each(&wrapper, ".tag-example", |example| {
            example.set_text_content(values.next().as_deref());
        });
    });
}

/// The server function `tag_values`, called by hand: its own client would double what this page loads.
async fn values(place: &str, contact: &str) -> Option<Vec<String>> {
    let window = web_sys::window()?;
    let body = web_sys::UrlSearchParams::new().ok()?;
    body.append("place", place);
    body.append("contact", contact);
    let options = web_sys::RequestInit::new();
    options.set_method("POST");
    options.set_body(&body);
    let answer = window.fetch_with_str_and_init("/api/staff/tag_values", &options);
    let answer = wasm_bindgen_futures::JsFuture::from(answer).await.ok()?;
    let answer: web_sys::Response = answer.dyn_into().ok()?;
    let text = wasm_bindgen_futures::JsFuture::from(answer.text().ok()?)
        .await
        .ok()?;
    serde_json::from_str(&text.as_string()?).ok()
}
