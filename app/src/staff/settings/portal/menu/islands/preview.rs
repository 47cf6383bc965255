//! The menu as a chosen client would see it, resolved on the server by what the portal itself uses.

use super::super::api::{MENU_PAGE, preview_menu};
use super::Editor;
use crate::ui::{Icon, IconName, Section, menu_icon};
use domain::{
    ids::ContactId,
    menu::{ShownItem, ShownTarget},
};
use leptos::{prelude::*, task::spawn_local};
use std::time::Duration;

/// After the last change the preview waits so long.
const PAUSE: Duration = Duration::from_millis(250);

/// The choice of a client, and what they see.
pub(super) fn preview(editor: Editor, seen: Option<(ContactId, Vec<ShownItem>)>) -> impl IntoView {
    let (client, items) = seen.unzip();
    let client = RwSignal::new(client);
    let shown = RwSignal::new(items.map(Ok::<_, String>));
    let asked = StoredValue::new(0_u32);
    Effect::new(move |before: Option<()>| {
        let doc = editor.editing.with(|editing| editing.menu().write());
        let Some(contact) = client.get() else {
            shown.set(None);
            return;
        };
        // What the page came with needs no asking.
        if before.is_none() {
            return;
        }
        asked.update_value(|asked| *asked += 1);
        let nth = asked.get_value();
        set_timeout(
            move || {
                if asked.get_value() != nth {
                    return;
                }
                spawn_local(async move {
                    let answer = preview_menu(doc, contact)
                        .await
                        .map_err(|error| error.to_string());
                    if asked.get_value() == nth {
                        shown.set(Some(answer));
                    }
                });
            },
            PAUSE,
        );
    });
    let options = editor.view.with_value(|view| {
        let option = |person: &domain::menu::Person| {
            let id = person.reader.contact;
            let text = format!("{} · {}", person.name, person.detail);
            let selected = client.get_untracked() == Some(id);
            view! { <option value=id.to_string() selected=selected>{text}</option> }
        };
        view.people.iter().map(option).collect_view()
    });
    let look = move || {
        match shown.get() {
        None => view! { <p class="muted small">"Choose a client to see the menu with their eyes, before you save it."</p> }.into_any(),
        Some(Err(why)) => view! { <p class="field-error">{why}</p> }.into_any(),
        Some(Ok(items)) => view! {
            <ul role="list" class="menu-preview" aria-label="What the client sees">
                <li class="fixed"><Icon name=IconName::Home/><span>"Overview"</span></li>
                {lines(items)}
            </ul>
        }
        .into_any(),
    }
    };
    view! {
        <Section title="As a client">
            <div class="stack">
                <form method="get" action=MENU_PAGE class="menu-client">
                    <label class="field-label" for="f-client">"Client"</label>
                    <span class="select">
                        <select id="f-client" name="client" class="input" on:change=move |event| {
                            client.set(event_target_value(&event).parse().ok());
                        }>
                            <option value="">"Nobody"</option>
                            {options}
                        </select>
                    </span>
                    <button type="submit" class="button" hidden=move || editor.ready.get()>"Look"</button>
                </form>
                <div aria-live="polite">{look}</div>
            </div>
        </Section>
    }
}

fn lines(items: Vec<ShownItem>) -> AnyView {
    let line = |item: ShownItem| {
        let icon = menu_icon(&item);
        let (sign, inside) = match item.target {
            ShownTarget::Link { new_tab: true, .. } => (
                Some(
                    view! { <Icon name=IconName::External/><span class="visually-hidden">"(new tab)"</span> },
                ),
                None,
            ),
            ShownTarget::Group(items) => (None, Some(view! { <ul role="list">{lines(items)}</ul> })),
            _ => (None, None),
        };
        view! { <li><span class="menu-preview-item"><Icon name=icon/><span>{item.label}</span>{sign}</span>{inside}</li> }
    };
    items.into_iter().map(line).collect_view().into_any()
}
