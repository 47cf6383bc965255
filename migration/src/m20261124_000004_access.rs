//! Links into the portal, sessions, and what was opened.

use crate::table::{self, TableSpec};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

/// This step of the schema.
#[derive(DeriveMigrationName)]
pub struct Migration;

fn tables() -> Vec<TableSpec> {
    vec![
        TableSpec::new("access_link")
            .columns([
                uuid("id"),
                uuid("tenant_id"),
                uuid("contact_id"),
                text("selector"),
                binary("verifier_hash"),
                integer("pepper_version"),
                uuid_null("created_by"),
                timestamp_with_time_zone("created_at"),
                timestamp_with_time_zone("expires_at"),
                integer_null("max_uses"),
                integer("use_count"),
                timestamp_with_time_zone_null("first_used_at"),
                timestamp_with_time_zone_null("last_used_at"),
                timestamp_with_time_zone_null("revoked_at"),
                uuid_null("revoked_by"),
                timestamp_with_time_zone_null("superseded_at"),
            ])
            .primary_key(&["id"])
            .unique(&["tenant_id", "id"])
            .unique(&["selector"])
            .foreign_key(
                &["tenant_id", "contact_id"],
                "contact",
                &["tenant_id", "id"],
                ForeignKeyAction::Cascade,
            )
            .index(&["tenant_id", "contact_id", "created_at"]),
        TableSpec::new("session")
            .columns([
                uuid("id"),
                binary("token_hash"),
                text("kind"),
                uuid("tenant_id"),
                uuid_null("user_id"),
                uuid_null("contact_id"),
                uuid_null("link_id"),
                timestamp_with_time_zone("created_at"),
                timestamp_with_time_zone("last_seen_at"),
                timestamp_with_time_zone("idle_expires_at"),
                timestamp_with_time_zone("expires_at"),
                text("address"),
                text("browser"),
                timestamp_with_time_zone_null("revoked_at"),
            ])
            .primary_key(&["id"])
            .unique(&["tenant_id", "id"])
            .unique(&["token_hash"])
            .foreign_key(
                &["tenant_id", "user_id"],
                "staff_user",
                &["tenant_id", "id"],
                ForeignKeyAction::Cascade,
            )
            .foreign_key(
                &["tenant_id", "contact_id"],
                "contact",
                &["tenant_id", "id"],
                ForeignKeyAction::Cascade,
            )
            .foreign_key(&["link_id"], "access_link", &["id"], ForeignKeyAction::Cascade)
            .index(&["tenant_id", "contact_id"])
            .index(&["tenant_id", "user_id"])
            .index(&["link_id"]),
        TableSpec::new("access_event")
            .columns([
                uuid("id"),
                uuid("tenant_id"),
                uuid("contact_id"),
                uuid_null("session_id"),
                text("kind"),
                uuid_null("invoice_id"),
                text("object"),
                text("browser"),
                text("address"),
                timestamp_with_time_zone("created_at"),
            ])
            .primary_key(&["id"])
            .unique(&["tenant_id", "id"])
            .foreign_key(
                &["tenant_id", "contact_id"],
                "contact",
                &["tenant_id", "id"],
                ForeignKeyAction::Cascade,
            )
            .foreign_key(
                &["tenant_id", "invoice_id"],
                "invoice",
                &["tenant_id", "id"],
                ForeignKeyAction::Restrict,
            )
            .index(&["tenant_id", "created_at"])
            .index(&["tenant_id", "contact_id", "created_at"])
            .index(&["tenant_id", "invoice_id", "kind"]),
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
