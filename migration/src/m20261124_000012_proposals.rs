//! Proposals: their versions, answers, comments, what was made of them, and templates and sections for reuse.
//!
//! `proposal.live` is the version that clients read, `proposal.draft` the one that is being written. Who may accept for a company is
//! told by `contact.may_accept`.

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
    ("proposal", "tenant_id"),
    ("proposal_version", "tenant_id"),
    ("proposal_answer", "tenant_id"),
    ("proposal_comment", "tenant_id"),
    ("proposal_conversion", "tenant_id"),
    ("proposal_preset", "tenant_id"),
];

/// Tables with lines about invoices, which may now be about proposals.
const ABOUT: [&str; 3] = ["activity", "access_event", "mail"];

fn of_proposal(spec: TableSpec) -> TableSpec {
    spec.foreign_key(
        &["tenant_id", "proposal_id"],
        "proposal",
        &["tenant_id", "id"],
        ForeignKeyAction::Cascade,
    )
}

fn tables() -> Vec<TableSpec> {
    vec![
        TableSpec::new("proposal")
            .columns([
                uuid("id"),
                uuid("tenant_id"),
                uuid("company_id"),
                uuid_null("contact_id"),
                uuid_null("owner_id"),
                text_null("number"),
                text("title"),
                text("status"),
                integer_null("live"),
                integer_null("draft"),
                text("currency"),
                big_integer("once_minor"),
                big_integer("monthly_minor"),
                big_integer("quarterly_minor"),
                big_integer("yearly_minor"),
                date_null("valid_until"),
                boolean("make_invoice"),
                text("internal_notes"),
                text("reason"),
                text("search_key"),
                timestamp_with_time_zone_null("sent_at"),
                timestamp_with_time_zone_null("decided_at"),
                timestamp_with_time_zone_null("reminded_at"),
                timestamp_with_time_zone_null("lapsed_at"),
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
            .foreign_key(
                &["tenant_id", "owner_id"],
                "staff_user",
                &["tenant_id", "id"],
                ForeignKeyAction::Restrict,
            )
            .index(&["tenant_id", "company_id", "status", "sent_at", "id"])
            .index(&["tenant_id", "status", "sent_at", "id"])
            .index(&["status", "valid_until"]),
        of_proposal(
            TableSpec::new("proposal_version")
                .columns([
                    uuid("id"),
                    uuid("tenant_id"),
                    uuid("proposal_id"),
                    integer("no"),
                    text("status"),
                    text("content"),
                    text("frozen"),
                    text("hash"),
                    text("tax_rounding"),
                    date_null("valid_until"),
                    uuid_null("sent_by"),
                    timestamp_with_time_zone_null("sent_at"),
                    timestamp_with_time_zone("created_at"),
                ])
                .primary_key(&["id"])
                .unique(&["tenant_id", "id"])
                .unique(&["tenant_id", "proposal_id", "no"]),
        ),
        // Only ever added; one that was taken back by reopening says so.
        of_proposal(
            TableSpec::new("proposal_answer")
                .columns([
                    uuid("id"),
                    uuid("tenant_id"),
                    uuid("proposal_id"),
                    integer("no"),
                    text("kind"),
                    uuid("contact_id"),
                    text("name"),
                    text("email"),
                    text("selection"),
                    big_integer("total_minor"),
                    text("po_number"),
                    text("signature"),
                    text("consent_version"),
                    text("consent"),
                    text("hash"),
                    text("decline_reason"),
                    text("text"),
                    text("browser"),
                    text("address"),
                    timestamp_with_time_zone("created_at"),
                    timestamp_with_time_zone_null("reopened_at"),
                ])
                .primary_key(&["id"])
                .unique(&["tenant_id", "id"])
                .foreign_key(
                    &["tenant_id", "contact_id"],
                    "contact",
                    &["tenant_id", "id"],
                    ForeignKeyAction::Restrict,
                )
                .index(&["tenant_id", "proposal_id", "created_at"]),
        ),
        of_proposal(
            TableSpec::new("proposal_comment")
                .columns([
                    uuid("id"),
                    uuid("tenant_id"),
                    uuid("proposal_id"),
                    integer("no"),
                    text("section"),
                    boolean("internal"),
                    text("author_kind"),
                    uuid_null("author_id"),
                    text("author_name"),
                    text("body"),
                    timestamp_with_time_zone("created_at"),
                ])
                .primary_key(&["id"])
                .unique(&["tenant_id", "id"])
                .index(&["tenant_id", "proposal_id", "created_at"]),
        ),
        // The key is what makes each of them happen once.
        of_proposal(
            TableSpec::new("proposal_conversion")
                .columns([
                    uuid("tenant_id"),
                    uuid("proposal_id"),
                    text("kind"),
                    uuid("target_id"),
                    timestamp_with_time_zone("created_at"),
                ])
                .primary_key(&["tenant_id", "proposal_id", "kind"])
                .index(&["tenant_id", "target_id"]),
        ),
        TableSpec::new("proposal_preset")
            .columns([
                uuid("id"),
                uuid("tenant_id"),
                text("kind"),
                text("name"),
                text("name_key"),
                text("content"),
                timestamp_with_time_zone("updated_at"),
            ])
            .primary_key(&["id"])
            .unique(&["tenant_id", "id"])
            .unique(&["tenant_id", "kind", "name_key"])
            .foreign_key(&["tenant_id"], "tenant", &["id"], ForeignKeyAction::Cascade),
    ]
}

fn about(table: &'static str) -> IndexCreateStatement {
    Index::create()
        .name(format!("ix_{table}_proposal_id"))
        .table(table)
        .col("tenant_id")
        .col("proposal_id")
        .col("created_at")
        .take()
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    #[allow(clippy::disallowed_methods)] // the new module is switched on in every portal
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table::create(manager, tables()).await?;
        wall::raise(manager, WALLED).await?;
        for name in ABOUT {
            let mut column = uuid_null("proposal_id");
            let add = Table::alter().table(name).add_column(&mut column).take();
            manager.alter_table(add).await?;
            manager.create_index(about(name)).await?;
        }
        let mut column = boolean("may_accept").default(true).take();
        let add = Table::alter().table("contact").add_column(&mut column).take();
        manager.alter_table(add).await?;
        let on = "UPDATE portal SET modules = TRIM(modules || ' proposals')";
        manager.get_connection().execute_unprepared(on).await?;
        Ok(())
    }

    #[allow(clippy::disallowed_methods)] // as above
    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let off = "UPDATE portal SET modules = TRIM(REPLACE(modules, 'proposals', ''))";
        manager.get_connection().execute_unprepared(off).await?;
        let drop = Table::alter().table("contact").drop_column("may_accept").take();
        manager.alter_table(drop).await?;
        for name in ABOUT {
            manager
                .drop_index(
                    Index::drop()
                        .name(format!("ix_{name}_proposal_id"))
                        .table(name)
                        .to_owned(),
                )
                .await?;
            let drop = Table::alter().table(name).drop_column("proposal_id").take();
            manager.alter_table(drop).await?;
        }
        table::drop(manager, tables()).await
    }
}
