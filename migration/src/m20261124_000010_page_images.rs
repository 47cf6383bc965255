//! Images on a provider's own pages, under the hash of their content.

use crate::{
    table::{self, TableSpec},
    wall,
};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

/// This step of the schema.
#[derive(DeriveMigrationName)]
pub struct Migration;

const WALLED: &[(&str, &str)] = &[("page_image", "tenant_id")];

fn tables() -> Vec<TableSpec> {
    vec![
        TableSpec::new("page_image")
            .columns([
                uuid("tenant_id"),
                text("hash"),
                text("kind"),
                integer("width"),
                integer("height"),
                binary("bytes"),
                timestamp_with_time_zone("created_at"),
            ])
            .primary_key(&["tenant_id", "hash"])
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
