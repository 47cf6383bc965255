//! Tags on companies and contacts.
//!
//! A tag that was merged into another stays, without a name for comparing: pages and menus that name it then mean the other.

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
    ("tag", "tenant_id"),
    ("company_tag", "tenant_id"),
    ("contact_tag", "tenant_id"),
];

/// Which of a kind of client has which tag.
fn on(name: &'static str, client: &'static str, column: &'static str) -> TableSpec {
    let id: &'static [&'static str] = match column {
        "company_id" => &["tenant_id", "company_id"],
        _ => &["tenant_id", "contact_id"],
    };
    TableSpec::new(name)
        .columns([uuid("tenant_id"), uuid(column), uuid("tag_id")])
        .primary_key(&[column, "tag_id"])
        .foreign_key(id, client, &["tenant_id", "id"], ForeignKeyAction::Cascade)
        .foreign_key(
            &["tenant_id", "tag_id"],
            "tag",
            &["tenant_id", "id"],
            ForeignKeyAction::Cascade,
        )
        .index(&["tenant_id", "tag_id"])
}

fn tables() -> Vec<TableSpec> {
    vec![
        TableSpec::new("tag")
            .columns([
                uuid("id"),
                uuid("tenant_id"),
                text("name"),
                text_null("live_key"),
                uuid_null("merged_into"),
                timestamp_with_time_zone("created_at"),
            ])
            // Not the id alone: PostgreSQL wants what a table's reference to itself names within the table.
            .primary_key(&["tenant_id", "id"])
            .unique(&["tenant_id", "live_key"])
            .index(&["tenant_id", "merged_into"])
            .foreign_key(&["tenant_id"], "tenant", &["id"], ForeignKeyAction::Cascade)
            .foreign_key(
                &["tenant_id", "merged_into"],
                "tag",
                &["tenant_id", "id"],
                ForeignKeyAction::Cascade,
            ),
        on("company_tag", "company", "company_id"),
        on("contact_tag", "contact", "contact_id"),
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
