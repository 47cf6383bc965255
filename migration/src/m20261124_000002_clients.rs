//! Companies, contacts and who acts for whom.

use crate::table::{self, TableSpec};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

/// This step of the schema.
#[derive(DeriveMigrationName)]
pub struct Migration;

fn tables() -> Vec<TableSpec> {
    vec![
        TableSpec::new("company")
            .columns([
                uuid("id"),
                uuid("tenant_id"),
                text("name"),
                text("legal_name"),
                text("email"),
                text("phone"),
                text("website"),
                text("tax_id"),
                text("address_line1"),
                text("address_line2"),
                text("postal_code"),
                text("city"),
                text("state"),
                text("country"),
                text("currency"),
                integer("payment_days"),
                text("notes"),
                text("search_key"),
                timestamp_with_time_zone_null("archived_at"),
                big_integer("version"),
                timestamp_with_time_zone("created_at"),
                timestamp_with_time_zone("updated_at"),
            ])
            .primary_key(&["id"])
            .unique(&["tenant_id", "id"])
            .foreign_key(&["tenant_id"], "tenant", &["id"], ForeignKeyAction::Cascade)
            .index(&["tenant_id", "archived_at", "name"]),
        TableSpec::new("contact")
            .columns([
                uuid("id"),
                uuid("tenant_id"),
                text("first_name"),
                text("last_name"),
                text("email"),
                text_null("email_key"),
                text("phone"),
                text("job_title"),
                text_null("locale"),
                text_null("timezone"),
                text("notes"),
                boolean("portal_enabled"),
                timestamp_with_time_zone_null("bounced_at"),
                timestamp_with_time_zone_null("last_seen_at"),
                text("search_key"),
                timestamp_with_time_zone_null("archived_at"),
                big_integer("version"),
                timestamp_with_time_zone("created_at"),
                timestamp_with_time_zone("updated_at"),
            ])
            .primary_key(&["id"])
            .unique(&["tenant_id", "id"])
            .unique(&["tenant_id", "email_key"])
            .foreign_key(&["tenant_id"], "tenant", &["id"], ForeignKeyAction::Cascade)
            .index(&["tenant_id", "archived_at", "last_name"]),
        TableSpec::new("membership")
            .columns([
                uuid("tenant_id"),
                uuid("contact_id"),
                uuid("company_id"),
                timestamp_with_time_zone("created_at"),
            ])
            .primary_key(&["contact_id", "company_id"])
            .foreign_key(
                &["tenant_id", "contact_id"],
                "contact",
                &["tenant_id", "id"],
                ForeignKeyAction::Cascade,
            )
            .foreign_key(
                &["tenant_id", "company_id"],
                "company",
                &["tenant_id", "id"],
                ForeignKeyAction::Cascade,
            )
            .index(&["tenant_id", "company_id"]),
    ]
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table::create(manager, tables()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table::drop(manager, tables()).await
    }
}
