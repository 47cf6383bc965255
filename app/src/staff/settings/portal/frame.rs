//! What the pages of the portal's settings share: the heading and the row of tabs.

use crate::{
    error::AppError,
    platform,
    staff::frame::staff_page,
    ui::{NavLink, PageHeader, Tabs},
};
use domain::{role::Permission, settings::Area};
use leptos::prelude::*;
use std::future::Future;

/// The address of an area's page.
pub fn address(area: Area) -> String {
    match area {
        Area::General => super::general::api::GENERAL_PAGE.to_owned(),
        area => format!("{}/{}", super::general::api::GENERAL_PAGE, area.key()),
    }
}

/// A tab of the portal's settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tab {
    /// An area of the settings.
    Area(Area),
    /// The portal's own pages.
    Pages,
    /// What was changed in all areas.
    History,
}

/// A tab's page; `None` is the history.
pub fn portal_settings_page(
    area: Option<Area>,
    body: impl Future<Output = Result<AnyView, AppError>> + Send + 'static,
) -> AnyView {
    tab_page(area.map_or(Tab::History, Tab::Area), body)
}

/// The page of a tab, any of them.
pub fn tab_page(tab: Tab, body: impl Future<Output = Result<AnyView, AppError>> + Send + 'static) -> AnyView {
    let name = match tab {
        Tab::Area(area) => area.label(),
        Tab::Pages => "Pages",
        Tab::History => "History",
    };
    staff_page(format!("{name} · Client portal"), async move {
        let body = body.await?;
        let tabs = tabs(tab)?;
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

/// The tabs that the role may open. Pages stand behind the menu, which leads to them.
fn tabs(at: Tab) -> Result<Vec<NavLink>, AppError> {
    let role = platform::staff_visit()?.frame.role;
    let pages = role
        .may(Permission::PagesManage)
        .then(|| NavLink::new("Pages", crate::staff::pages::api::PAGES_PAGE).current(at == Tab::Pages));
    if !role.may(Permission::SettingsManage) {
        return Ok(pages.into_iter().collect());
    }
    let mut tabs = Vec::new();
    for area in Area::ALL {
        tabs.push(NavLink::new(area.label(), address(area)).current(at == Tab::Area(area)));
        if area == Area::Menu {
            tabs.extend(pages.clone());
        }
    }
    let history = NavLink::new("History", super::history::api::HISTORY_PAGE);
    tabs.push(history.current(at == Tab::History));
    Ok(tabs)
}

/// What is stored of a switch, if it differs from what was chosen.
pub fn switched(chosen: bool, stored: Option<bool>) -> Option<String> {
    stored
        .filter(|stored| *stored != chosen)
        .map(|on| if on { "on" } else { "off" }.to_owned())
}
