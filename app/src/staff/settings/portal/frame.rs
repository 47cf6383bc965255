//! What the pages of the portal's settings share: the heading and the row of tabs.

use crate::{
    error::AppError,
    staff::frame::staff_page,
    ui::{NavLink, PageHeader, Tabs},
};
use domain::settings::Area;
use leptos::prelude::*;
use std::future::Future;

/// The address of an area's page.
pub fn address(area: Area) -> String {
    match area {
        Area::General => super::general::api::GENERAL_PAGE.to_owned(),
        area => format!("{}/{}", super::general::api::GENERAL_PAGE, area.key()),
    }
}

/// A tab's page; `None` is the history.
pub fn portal_settings_page(
    area: Option<Area>,
    body: impl Future<Output = Result<AnyView, AppError>> + Send + 'static,
) -> AnyView {
    let tab = area.map_or("History", Area::label);
    staff_page(format!("{tab} · Client portal"), async move {
        let body = body.await?;
        let mut tabs: Vec<_> = Area::ALL
            .into_iter()
            .map(|tab| NavLink::new(tab.label(), address(tab)).current(Some(tab) == area))
            .collect();
        let history = NavLink::new("History", super::history::api::HISTORY_PAGE);
        tabs.push(history.current(area.is_none()));
        Ok(view! {
            <div class="page">
                <PageHeader title="Client portal" text="What your clients see when they open their link.".to_owned()/>
                <Tabs label="Client portal" tabs/>
                {body}
            </div>
        }
        .into_any())
    })
}

/// What is stored of a switch, if it differs from what was chosen.
pub fn switched(chosen: bool, stored: Option<bool>) -> Option<String> {
    stored
        .filter(|stored| *stored != chosen)
        .map(|on| if on { "on" } else { "off" }.to_owned())
}
