//! Portal: the page of the timeline.

use crate::{
    platform,
    portal::{
        activity::{api::client_activity, timeline},
        frame::portal_page,
        reader::Reader,
    },
    ui::{Card, EmptyState, IconName, PageHeader, Pagination},
};
use leptos::prelude::*;

#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct Query {
    page: String,
}

/// What happened, newest first.
#[component]
pub fn ActivityPage() -> impl IntoView {
    let page: u32 = platform::query::<Query>().page.trim().parse().unwrap_or(1);
    portal_page("nav-activity", async move {
        let reader = Reader::here()?;
        let found = client_activity(page).await?;
        let zone = reader.zone.replace('_', " ");
        let (current, count, summary) = (found.page, found.page_count(), reader.range(&found, None));
        let body = if found.rows.is_empty() {
            view! {
                <EmptyState icon=IconName::Activity title=reader.text("activity-none") text=reader.text("activity-none-text")/>
            }
            .into_any()
        } else {
            timeline(&reader, found.rows)
        };
        Ok(view! {
            <div class="page narrow">
                <PageHeader title=reader.text("nav-activity") text=reader.text_with("activity-text", [("zone", zone)])/>
                <Card>{body}</Card>
                <Pagination
                    page=current
                    page_count=count
                    base="/portal/activity"
                    summary=summary
                    label=reader.text("pages-label")
                    previous=reader.text("pages-previous")
                    next=reader.text("pages-next")
                />
            </div>
        }
        .into_any())
    })
}
