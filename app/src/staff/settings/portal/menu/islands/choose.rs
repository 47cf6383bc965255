//! Who sees an item: everybody, some companies, or some people.

use super::Editor;
use domain::menu::MenuChange;
use leptos::prelude::*;
use uuid::Uuid;

/// The choice, with a list of each kind; the style sheet shows the one that is meant.
pub(super) fn audience(editor: Editor, values: &MenuChange) -> impl IntoView + use<> {
    let (companies, people, tags, more) = editor.view.with_value(|view| {
        let companies: Vec<_> = view
            .companies
            .iter()
            .map(|company| (company.id.to_string(), company.name.clone(), String::new()))
            .collect();
        let people: Vec<_> = view
            .people
            .iter()
            .map(|person| {
                (
                    person.reader.contact.to_string(),
                    person.name.clone(),
                    person.detail.clone(),
                )
            })
            .collect();
        let tags: Vec<_> = view
            .tags
            .iter()
            .map(|tag| {
                let readers = view.people.iter();
                let with = readers
                    .filter(|person| person.reader.tags.contains(&tag.id))
                    .count();
                let detail = if with == 1 {
                    "1 person".to_owned()
                } else {
                    format!("{with} people")
                };
                (tag.id.to_string(), tag.name.clone(), detail)
            })
            .collect();
        (companies, people, tags, view.more)
    });
    // What names a merged tag means the one that it became.
    let chosen_tags: Vec<String> = values
        .tags
        .iter()
        .map(|id| {
            editor.view.with_value(|view| {
                let mut all = view.tags.iter();
                let now = all.find(|tag| id.parse().is_ok_and(|id| tag.is_among(&[id])));
                now.map_or_else(|| id.clone(), |tag| tag.id.to_string())
            })
        })
        .collect();
    let now = values.audience.clone();
    let choice = |value: &'static str, text: &'static str| {
        let id = format!("f-audience-{value}");
        let checked = now == value;
        view! {
            <div class="check">
                <input type="radio" class="box" id=id.clone() name="form[audience]" value=value checked=checked/>
                <label class="check-label" for=id>{text}</label>
            </div>
        }
    };
    view! {
        <fieldset class="field radios audience">
            <legend class="field-label">"Who sees it"</legend>
            <div class="radio-list">
                {choice("everyone", "Every client")}
                {choice("companies", "Some companies")}
                {choice("contacts", "Some people")}
                {choice("tags", "Those with a tag, or whose company has it")}
            </div>
            <div class="of-companies">{list(editor, "companies", "Companies", companies, &values.companies)}</div>
            <div class="of-contacts">{list(editor, "contacts", "People", people, &values.contacts)}</div>
            <div class="of-tags">{list(editor, "tags", "Tags", tags, &chosen_tags)}</div>
            {more.then(|| view! { <p class="muted small">"Only the first 500 of each are listed."</p> })}
        </fieldset>
    }
}

/// Boxes to tick, and a field that finds them. What is ticked is always in view.
fn list(
    editor: Editor,
    field: &'static str,
    label: &'static str,
    all: Vec<(String, String, String)>,
    chosen: &[String],
) -> impl IntoView + use<> {
    let sought = RwSignal::new(String::new());
    // Whoever is chosen stays so, listed or not.
    let unlisted = chosen
        .iter()
        .filter(|id| !all.iter().any(|(listed, ..)| listed == *id));
    let unlisted = unlisted.map(|id| {
        let name = id
            .parse::<Uuid>()
            .ok()
            .and_then(|id| editor.view.with_value(|view| view.others.get(&id).cloned()));
        if field == "tags" {
            return (id.clone(), "A deleted tag".to_owned(), "nobody has it".to_owned());
        }
        let detail = "archived, without access, or further down the list".to_owned();
        (
            id.clone(),
            name.unwrap_or_else(|| "Not there any more".to_owned()),
            detail,
        )
    });
    let all: Vec<_> = unlisted
        .collect::<Vec<_>>()
        .into_iter()
        .chain(all.iter().cloned())
        .collect();
    let boxes = all
        .into_iter()
        .map(|(id, name, detail)| {
            let checked = chosen.contains(&id);
            let element = format!("f-{field}-{id}");
            let text = format!("{name} {detail}").to_lowercase();
            let found = move || sought.with(|sought| text.contains(&sought.to_lowercase()));
            view! {
                <li class="check" class:lost=move || !found()>
                    <input type="checkbox" class="box" id=element.clone() name=format!("form[{field}][]") value=id checked=checked/>
                    <label class="check-label" for=element>
                        {name}
                        {(!detail.is_empty()).then(|| view! { <span class="muted small">" · "{detail}</span> })}
                    </label>
                </li>
            }
        })
        .collect_view();
    view! {
        <div class="choose">
            <input
                type="search"
                class="input"
                placeholder="Search"
                aria-label=format!("Search {}", label.to_lowercase())
                hidden=move || !editor.ready.get()
                on:input=move |event| sought.set(event_target_value(&event))
            />
            <ul role="list" class="choose-list" aria-label=label>{boxes}</ul>
        </div>
    }
}
