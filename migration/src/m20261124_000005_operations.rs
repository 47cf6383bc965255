//! Timelines, mails, returned forms, idempotency, rate limits and the installation's own values.

use crate::table::{self, TableSpec};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

/// This step of the schema.
#[derive(DeriveMigrationName)]
pub struct Migration;

fn tables() -> Vec<TableSpec> {
    vec![
        TableSpec::new("activity")
            .columns([
                uuid("id"),
                uuid("tenant_id"),
                uuid_null("company_id"),
                uuid_null("contact_id"),
                uuid_null("invoice_id"),
                text("actor_kind"),
                uuid_null("actor_id"),
                text("actor_name"),
                text("verb"),
                text("object"),
                text("remark"),
                boolean("client_visible"),
                timestamp_with_time_zone("created_at"),
            ])
            .primary_key(&["id"])
            .unique(&["tenant_id", "id"])
            .foreign_key(&["tenant_id"], "tenant", &["id"], ForeignKeyAction::Cascade)
            .foreign_key(
                &["tenant_id", "company_id"],
                "company",
                &["tenant_id", "id"],
                ForeignKeyAction::Cascade,
            )
            .foreign_key(
                &["tenant_id", "contact_id"],
                "contact",
                &["tenant_id", "id"],
                ForeignKeyAction::Cascade,
            )
            .index(&["tenant_id", "created_at"])
            .index(&["tenant_id", "company_id", "created_at"])
            .index(&["tenant_id", "contact_id", "created_at"])
            .index(&["tenant_id", "invoice_id", "created_at"]),
        TableSpec::new("mail")
            .columns([
                uuid("id"),
                uuid("tenant_id"),
                uuid_null("contact_id"),
                uuid_null("user_id"),
                uuid_null("invoice_id"),
                text("kind"),
                text_null("dedupe_key"),
                text("to_name"),
                text("to_address"),
                text("params"),
                text("subject"),
                text("text_body"),
                text("html_body"),
                text("state"),
                integer("attempts"),
                timestamp_with_time_zone("next_at"),
                timestamp_with_time_zone_null("lease_until"),
                text("error"),
                text("transport"),
                text("message_id"),
                text("delivered_file"),
                uuid_null("created_by"),
                timestamp_with_time_zone("created_at"),
                timestamp_with_time_zone_null("sent_at"),
            ])
            .primary_key(&["id"])
            .unique(&["tenant_id", "id"])
            .unique(&["tenant_id", "dedupe_key"])
            .foreign_key(&["tenant_id"], "tenant", &["id"], ForeignKeyAction::Cascade)
            .foreign_key(
                &["tenant_id", "contact_id"],
                "contact",
                &["tenant_id", "id"],
                ForeignKeyAction::Cascade,
            )
            .foreign_key(
                &["tenant_id", "user_id"],
                "staff_user",
                &["tenant_id", "id"],
                ForeignKeyAction::Cascade,
            )
            .index(&["state", "next_at"])
            .index(&["tenant_id", "created_at"])
            .index(&["tenant_id", "contact_id", "created_at"]),
        TableSpec::new("form_return")
            .columns([
                uuid("id"),
                binary("session_hash"),
                text("form"),
                text("payload"),
                timestamp_with_time_zone("created_at"),
            ])
            .primary_key(&["id"])
            .index(&["created_at"]),
        TableSpec::new("idempotency")
            .columns([
                uuid("tenant_id"),
                uuid("actor_id"),
                text("key"),
                text("action"),
                binary("fingerprint"),
                text("result"),
                timestamp_with_time_zone("created_at"),
            ])
            .primary_key(&["tenant_id", "actor_id", "key"])
            .foreign_key(&["tenant_id"], "tenant", &["id"], ForeignKeyAction::Cascade)
            .index(&["created_at"]),
        TableSpec::new("rate_count")
            .columns([
                text("bucket"),
                timestamp_with_time_zone("window_start"),
                integer("count"),
            ])
            .primary_key(&["bucket", "window_start"])
            .index(&["window_start"]),
        TableSpec::new("instance_value")
            .columns([text("name"), text("value")])
            .primary_key(&["name"]),
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
