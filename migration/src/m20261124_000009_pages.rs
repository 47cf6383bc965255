//! A provider's own pages: what is known of them, their drafts with every change, what was published, and sections for reuse.
//!
//! The draft is a table of its own, which clients have no right to at all; what they read stands in the page's row.

use crate::{
    table::{self, TableSpec},
    wall,
};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

/// This step of the schema.
#[derive(DeriveMigrationName)]
pub struct Migration;

const WALLED: &[(&str, &str)] = &[
    ("page", "tenant_id"),
    ("page_draft", "tenant_id"),
    ("page_change", "tenant_id"),
    ("page_revision", "tenant_id"),
    ("page_section", "tenant_id"),
];

fn of_page(spec: TableSpec) -> TableSpec {
    spec.foreign_key(
        &["tenant_id", "page_id"],
        "page",
        &["tenant_id", "id"],
        ForeignKeyAction::Cascade,
    )
}

fn tables() -> Vec<TableSpec> {
    vec![
        // `live_slug` is the slug of a page that is not archived, so that the unique key leaves archived ones alone.
        TableSpec::new("page")
            .columns([
                uuid("id"),
                uuid("tenant_id"),
                text("title"),
                text("slug"),
                text_null("live_slug"),
                text("description"),
                text("meta_title"),
                text("meta_description"),
                boolean("noindex"),
                text("audience"),
                text("state"),
                big_integer("rev"),
                integer("opaque"),
                text_null("published"),
                big_integer_null("published_rev"),
                timestamp_with_time_zone_null("published_at"),
                timestamp_with_time_zone_null("publish_at"),
                timestamp_with_time_zone_null("unpublish_at"),
                text("template"),
                text("search_key"),
                big_integer("version"),
                timestamp_with_time_zone("created_at"),
                text("created_by"),
                timestamp_with_time_zone("updated_at"),
                text("updated_by"),
                timestamp_with_time_zone_null("archived_at"),
            ])
            .primary_key(&["id"])
            .unique(&["tenant_id", "id"])
            .unique(&["tenant_id", "live_slug"])
            .index(&["publish_at"])
            .index(&["unpublish_at"])
            .foreign_key(&["tenant_id"], "tenant", &["id"], ForeignKeyAction::Cascade),
        of_page(
            TableSpec::new("page_draft")
                .columns([uuid("tenant_id"), uuid("page_id"), text("doc")])
                .primary_key(&["tenant_id", "page_id"]),
        ),
        // The unique batch answers a change that is sent twice as the first time.
        of_page(
            TableSpec::new("page_change")
                .columns([
                    uuid("tenant_id"),
                    uuid("page_id"),
                    big_integer("rev"),
                    uuid("batch"),
                    big_integer("base"),
                    text("ops"),
                    text("inverses"),
                    text("said"),
                    uuid("user_id"),
                    text("user_name"),
                    timestamp_with_time_zone("created_at"),
                ])
                .primary_key(&["tenant_id", "page_id", "rev"])
                .unique(&["tenant_id", "page_id", "batch"]),
        ),
        of_page(
            TableSpec::new("page_revision")
                .columns([
                    uuid("id"),
                    uuid("tenant_id"),
                    uuid("page_id"),
                    big_integer("number"),
                    big_integer("rev"),
                    text("doc"),
                    text("settings"),
                    text("note"),
                    boolean("published"),
                    text("user_name"),
                    timestamp_with_time_zone("created_at"),
                ])
                .primary_key(&["id"])
                .unique(&["tenant_id", "page_id", "number"]),
        ),
        TableSpec::new("page_section")
            .columns([
                uuid("id"),
                uuid("tenant_id"),
                text("name"),
                text("name_key"),
                text("blocks"),
                text("user_name"),
                timestamp_with_time_zone("updated_at"),
            ])
            .primary_key(&["id"])
            .unique(&["tenant_id", "name_key"])
            .foreign_key(&["tenant_id"], "tenant", &["id"], ForeignKeyAction::Cascade),
    ]
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table::create(manager, tables()).await?;
        wall::raise(manager, WALLED).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table::drop(manager, tables()).await
    }
}
