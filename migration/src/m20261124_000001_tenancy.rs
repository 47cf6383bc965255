//! Tenants, their portals and their staff.

use crate::table::{self, TableSpec};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

/// This step of the schema.
#[derive(DeriveMigrationName)]
pub struct Migration;

fn tables() -> Vec<TableSpec> {
    vec![
        TableSpec::new("tenant")
            .columns([
                uuid("id"),
                text("name"),
                text("legal_name"),
                text("email"),
                text("phone"),
                text("website"),
                text("tax_id"),
                text("registration_number"),
                text("address_line1"),
                text("address_line2"),
                text("postal_code"),
                text("city"),
                text("state"),
                text("country"),
                text("bank_name"),
                text("iban"),
                text("bic"),
                text("currency"),
                text("timezone"),
                text("locale"),
                text("tax_rounding"),
                text("invoice_pattern"),
                text("credit_note_pattern"),
                text("number_reset"),
                timestamp_with_time_zone_null("suspended_at"),
                big_integer("version"),
                timestamp_with_time_zone("created_at"),
            ])
            .primary_key(&["id"]),
        TableSpec::new("portal")
            .columns([
                uuid("tenant_id"),
                text("name"),
                boolean("enabled"),
                text("welcome_message"),
                text("brand_colour"),
                text("accent_colour"),
                integer("link_days"),
                text("modules"),
                text("logo_hash"),
                big_integer("version"),
                timestamp_with_time_zone("updated_at"),
            ])
            .primary_key(&["tenant_id"])
            .foreign_key(&["tenant_id"], "tenant", &["id"], ForeignKeyAction::Cascade),
        TableSpec::new("portal_logo")
            .columns([
                uuid("tenant_id"),
                text("hash"),
                binary("png"),
                timestamp_with_time_zone("updated_at"),
            ])
            .primary_key(&["tenant_id"])
            .foreign_key(&["tenant_id"], "tenant", &["id"], ForeignKeyAction::Cascade),
        TableSpec::new("staff_user")
            .columns([
                uuid("id"),
                uuid("tenant_id"),
                text("name"),
                text("email"),
                text("email_key"),
                text_null("password_hash"),
                text("role"),
                boolean("active"),
                text_null("invite_hash"),
                timestamp_with_time_zone_null("invite_expires_at"),
                timestamp_with_time_zone_null("last_seen_at"),
                big_integer("version"),
                timestamp_with_time_zone("created_at"),
            ])
            .primary_key(&["id"])
            .unique(&["tenant_id", "id"])
            .unique(&["tenant_id", "email_key"])
            .foreign_key(&["tenant_id"], "tenant", &["id"], ForeignKeyAction::Cascade)
            .index(&["email_key"])
            .index(&["invite_hash"]),
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
