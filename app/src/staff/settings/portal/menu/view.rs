//! The menu's page.

use super::{
    api::{MENU_PAGE, menu_settings, preview_menu},
    islands::MenuEditor,
};
use crate::{platform, staff::settings::portal::frame::portal_settings_page, ui::ConflictNotice};
use domain::{
    form::FormView,
    ids::ContactId,
    menu::{ItemId, MenuChange},
    settings::Area,
};
use leptos::prelude::*;

/// The menu's editor.
#[component]
pub fn MenuPage() -> impl IntoView {
    portal_settings_page(Some(Area::Menu), async {
        #[derive(Default, serde::Deserialize)]
        #[serde(default)]
        struct Query {
            item: String,
            client: String,
        }
        let query = platform::query::<Query>();
        let view = menu_settings().await?;
        let returned = platform::returned_form::<MenuChange>("menu_change").await;
        let conflict = returned.as_ref().is_some_and(|form| form.stored.is_some());
        let FormView { values, errors, .. } =
            returned.unwrap_or_else(|| FormView::fresh(MenuChange::default()));
        let client = query.client.parse::<ContactId>().ok();
        let seen = match client {
            Some(client) => Some((client, preview_menu(String::new(), client).await?)),
            None => None,
        };
        let open = ItemId::new(&query.item).filter(|id| view.menu.item(id).is_some());
        Ok(view! {
            <div class="stack">
                {conflict.then(|| view! { <ConflictNotice subject="menu" reload=MENU_PAGE/> })}
                <MenuEditor view typed=values errors open seen/>
            </div>
        }
        .into_any())
    })
}
