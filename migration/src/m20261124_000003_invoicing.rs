//! Invoices, payments, refunds, credit notes and their numbers.

use crate::table::{self, TableSpec};
use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::*;

/// This step of the schema.
#[derive(DeriveMigrationName)]
pub struct Migration;

fn tables() -> Vec<TableSpec> {
    vec![
        TableSpec::new("invoice")
            .columns([
                uuid("id"),
                uuid("tenant_id"),
                uuid("company_id"),
                uuid_null("contact_id"),
                text_null("number"),
                text("status"),
                text("currency"),
                date_null("issue_date"),
                date_null("due_date"),
                text("po_number"),
                text("reference"),
                text("notes"),
                text("terms"),
                text("internal_notes"),
                boolean("prices_include_tax"),
                text("tax_rounding"),
                text("discount_kind"),
                big_integer("discount_value"),
                big_integer("subtotal_minor"),
                big_integer("discount_minor"),
                big_integer("tax_minor"),
                big_integer("total_minor"),
                big_integer("paid_minor"),
                big_integer("credited_minor"),
                big_integer("balance_minor"),
                text("seller"),
                text("buyer"),
                text("reason"),
                text("search_key"),
                timestamp_with_time_zone_null("issued_at"),
                timestamp_with_time_zone_null("paid_at"),
                timestamp_with_time_zone_null("closed_at"),
                uuid_null("created_by"),
                big_integer("version"),
                timestamp_with_time_zone("created_at"),
                timestamp_with_time_zone("updated_at"),
            ])
            .primary_key(&["id"])
            .unique(&["tenant_id", "id"])
            .unique(&["tenant_id", "number"])
            .foreign_key(&["tenant_id"], "tenant", &["id"], ForeignKeyAction::Cascade)
            .foreign_key(
                &["tenant_id", "company_id"],
                "company",
                &["tenant_id", "id"],
                ForeignKeyAction::Restrict,
            )
            .foreign_key(
                &["tenant_id", "contact_id"],
                "contact",
                &["tenant_id", "id"],
                ForeignKeyAction::Restrict,
            )
            .index(&["tenant_id", "company_id", "status", "issue_date", "id"])
            .index(&["tenant_id", "company_id", "issue_date", "id"])
            .index(&["tenant_id", "status", "issue_date", "id"])
            .index(&["tenant_id", "status", "due_date"])
            .index(&["tenant_id", "created_at"]),
        TableSpec::new("invoice_line")
            .columns([
                uuid("id"),
                uuid("tenant_id"),
                uuid("invoice_id"),
                integer("position"),
                text("description"),
                big_integer("quantity"),
                text("unit"),
                big_integer("unit_price"),
                big_integer("discount_percent"),
                text("tax_name"),
                big_integer("tax_rate"),
                text("tax_category"),
                big_integer("net_minor"),
            ])
            .primary_key(&["id"])
            .unique(&["tenant_id", "id"])
            .foreign_key(
                &["tenant_id", "invoice_id"],
                "invoice",
                &["tenant_id", "id"],
                ForeignKeyAction::Cascade,
            )
            .index(&["tenant_id", "invoice_id", "position"]),
        TableSpec::new("invoice_tax")
            .columns([
                uuid("id"),
                uuid("tenant_id"),
                uuid("invoice_id"),
                integer("position"),
                text("name"),
                big_integer("rate"),
                text("category"),
                big_integer("base_minor"),
                big_integer("tax_minor"),
            ])
            .primary_key(&["id"])
            .unique(&["tenant_id", "id"])
            .foreign_key(
                &["tenant_id", "invoice_id"],
                "invoice",
                &["tenant_id", "id"],
                ForeignKeyAction::Cascade,
            )
            .index(&["tenant_id", "invoice_id", "position"]),
        TableSpec::new("payment")
            .columns([
                uuid("id"),
                uuid("tenant_id"),
                uuid("company_id"),
                text("currency"),
                big_integer("amount_minor"),
                big_integer("refunded_minor"),
                text("method"),
                text("reference"),
                text("note"),
                date("received_on"),
                text("status"),
                uuid_null("created_by"),
                big_integer("version"),
                timestamp_with_time_zone("created_at"),
            ])
            .primary_key(&["id"])
            .unique(&["tenant_id", "id"])
            .foreign_key(&["tenant_id"], "tenant", &["id"], ForeignKeyAction::Cascade)
            .foreign_key(
                &["tenant_id", "company_id"],
                "company",
                &["tenant_id", "id"],
                ForeignKeyAction::Restrict,
            )
            .index(&["tenant_id", "company_id", "received_on"]),
        TableSpec::new("payment_allocation")
            .columns([
                uuid("id"),
                uuid("tenant_id"),
                uuid("payment_id"),
                uuid("invoice_id"),
                big_integer("amount_minor"),
                timestamp_with_time_zone("created_at"),
            ])
            .primary_key(&["id"])
            .unique(&["tenant_id", "id"])
            .foreign_key(
                &["tenant_id", "payment_id"],
                "payment",
                &["tenant_id", "id"],
                ForeignKeyAction::Cascade,
            )
            .foreign_key(
                &["tenant_id", "invoice_id"],
                "invoice",
                &["tenant_id", "id"],
                ForeignKeyAction::Restrict,
            )
            .index(&["tenant_id", "invoice_id"])
            .index(&["tenant_id", "payment_id"]),
        TableSpec::new("refund")
            .columns([
                uuid("id"),
                uuid("tenant_id"),
                uuid("payment_id"),
                big_integer("amount_minor"),
                date("refunded_on"),
                text("reason"),
                uuid_null("created_by"),
                timestamp_with_time_zone("created_at"),
            ])
            .primary_key(&["id"])
            .unique(&["tenant_id", "id"])
            .foreign_key(
                &["tenant_id", "payment_id"],
                "payment",
                &["tenant_id", "id"],
                ForeignKeyAction::Cascade,
            )
            .index(&["tenant_id", "payment_id"]),
        TableSpec::new("credit_note")
            .columns([
                uuid("id"),
                uuid("tenant_id"),
                uuid("invoice_id"),
                uuid("company_id"),
                text("number"),
                text("status"),
                text("currency"),
                date("issue_date"),
                big_integer("net_minor"),
                big_integer("tax_minor"),
                big_integer("total_minor"),
                text("taxes"),
                text("reason"),
                uuid_null("created_by"),
                timestamp_with_time_zone("created_at"),
            ])
            .primary_key(&["id"])
            .unique(&["tenant_id", "id"])
            .unique(&["tenant_id", "number"])
            .foreign_key(
                &["tenant_id", "invoice_id"],
                "invoice",
                &["tenant_id", "id"],
                ForeignKeyAction::Restrict,
            )
            .foreign_key(
                &["tenant_id", "company_id"],
                "company",
                &["tenant_id", "id"],
                ForeignKeyAction::Restrict,
            )
            .index(&["tenant_id", "invoice_id"])
            .index(&["tenant_id", "company_id"]),
        TableSpec::new("number_counter")
            .columns([
                uuid("tenant_id"),
                text("series"),
                text("period"),
                big_integer("last"),
            ])
            .primary_key(&["tenant_id", "series", "period"])
            .foreign_key(&["tenant_id"], "tenant", &["id"], ForeignKeyAction::Cascade),
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
