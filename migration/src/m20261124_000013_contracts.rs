//! Contracts: the paper, who takes part, the codes that are mailed before a signature, the files, templates, and the log that
//! nothing is ever taken out of.

#![allow(clippy::disallowed_methods)] // triggers have no builder

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
    ("contract", "tenant_id"),
    ("contract_recipient", "tenant_id"),
    ("contract_code", "tenant_id"),
    ("contract_event", "tenant_id"),
    ("contract_file", "tenant_id"),
    ("contract_template", "tenant_id"),
];

fn of_contract(spec: TableSpec, on_delete: ForeignKeyAction) -> TableSpec {
    spec.foreign_key(
        &["tenant_id", "contract_id"],
        "contract",
        &["tenant_id", "id"],
        on_delete,
    )
}

fn tables() -> Vec<TableSpec> {
    vec![
        // `frozen` is the text as it was sent, without tags; `body` the one that was written. `event_count` and `event_hash` say where
        // the log ends, apart from the log itself.
        TableSpec::new("contract")
            .columns([
                uuid("id"),
                uuid("tenant_id"),
                uuid("company_id"),
                text_null("number"),
                text("title"),
                text("kind"),
                text("status"),
                text("signing_order"),
                text("body"),
                text("frozen"),
                text("provider"),
                text("client"),
                text("locale"),
                text("document_hash"),
                text("sealed_hash"),
                date_null("start_date"),
                date_null("end_date"),
                big_integer_null("value_minor"),
                text("currency"),
                integer("expires_days"),
                timestamp_with_time_zone_null("expires_at"),
                timestamp_with_time_zone_null("remind_at"),
                integer("reminders"),
                boolean("delegation"),
                boolean("shared"),
                text("reason"),
                uuid_null("proposal_id"),
                text("proposal_number"),
                text("search_key"),
                timestamp_with_time_zone_null("sent_at"),
                timestamp_with_time_zone_null("completed_at"),
                timestamp_with_time_zone_null("closed_at"),
                timestamp_with_time_zone_null("seal_at"),
                integer("seal_tries"),
                integer("event_count"),
                text("event_hash"),
                uuid("owner_id"),
                big_integer("version"),
                timestamp_with_time_zone("created_at"),
                timestamp_with_time_zone("updated_at"),
            ])
            .primary_key(&["id"])
            .unique(&["tenant_id", "id"])
            .unique(&["tenant_id", "number"])
            // A proposal leads to one contract.
            .unique(&["tenant_id", "proposal_id"])
            .index(&["tenant_id", "company_id", "status"])
            .index(&["tenant_id", "updated_at"])
            .index(&["expires_at"])
            .index(&["remind_at"])
            .index(&["seal_at"])
            .foreign_key(&["tenant_id"], "tenant", &["id"], ForeignKeyAction::Restrict)
            .foreign_key(
                &["tenant_id", "company_id"],
                "company",
                &["tenant_id", "id"],
                ForeignKeyAction::Restrict,
            ),
        of_contract(
            TableSpec::new("contract_recipient")
                .columns([
                    uuid("id"),
                    uuid("tenant_id"),
                    uuid("contract_id"),
                    integer("position"),
                    text("role"),
                    text("status"),
                    boolean("countersigns"),
                    uuid_null("contact_id"),
                    uuid_null("user_id"),
                    text("name"),
                    text("email"),
                    text("named_by"),
                    timestamp_with_time_zone_null("sent_at"),
                    timestamp_with_time_zone_null("opened_at"),
                    timestamp_with_time_zone_null("acted_at"),
                    timestamp_with_time_zone_null("code_at"),
                    integer("consent_version"),
                    text("signature"),
                    text("reason"),
                    text("ip"),
                    text("user_agent"),
                    uuid_null("session_id"),
                ])
                .primary_key(&["id"])
                .unique(&["tenant_id", "id"])
                .unique(&["tenant_id", "contract_id", "contact_id"])
                .index(&["tenant_id", "contact_id", "status"])
                .index(&["tenant_id", "user_id", "status"])
                .foreign_key(
                    &["tenant_id", "contact_id"],
                    "contact",
                    &["tenant_id", "id"],
                    ForeignKeyAction::Restrict,
                ),
            ForeignKeyAction::Cascade,
        ),
        // One code for each place and session.
        TableSpec::new("contract_code")
            .columns([
                uuid("id"),
                uuid("tenant_id"),
                uuid("recipient_id"),
                uuid("contact_id"),
                uuid("session_id"),
                binary("code_hash"),
                integer("tries"),
                timestamp_with_time_zone("created_at"),
                timestamp_with_time_zone("expires_at"),
                timestamp_with_time_zone_null("used_at"),
            ])
            .primary_key(&["id"])
            .unique(&["tenant_id", "recipient_id", "session_id"])
            .foreign_key(
                &["tenant_id", "recipient_id"],
                "contract_recipient",
                &["tenant_id", "id"],
                ForeignKeyAction::Cascade,
            ),
        of_contract(
            TableSpec::new("contract_event")
                .columns([
                    uuid("tenant_id"),
                    uuid("contract_id"),
                    big_integer("seq"),
                    timestamp_with_time_zone("at"),
                    text("kind"),
                    text("actor"),
                    text("email"),
                    text("ip"),
                    text("user_agent"),
                    text("session_id"),
                    text("document_hash"),
                    text("details"),
                    text("prev_hash"),
                    text("hash"),
                ])
                .primary_key(&["contract_id", "seq"]),
            ForeignKeyAction::Restrict,
        ),
        of_contract(
            TableSpec::new("contract_file")
                .columns([
                    uuid("tenant_id"),
                    uuid("contract_id"),
                    text("kind"),
                    text("hash"),
                    binary("bytes"),
                    timestamp_with_time_zone("created_at"),
                ])
                .primary_key(&["contract_id", "kind"]),
            ForeignKeyAction::Restrict,
        ),
        TableSpec::new("contract_template")
            .columns([
                uuid("id"),
                uuid("tenant_id"),
                text("name"),
                text("name_key"),
                text("title"),
                text("kind"),
                text("signing_order"),
                integer("expires_days"),
                boolean("delegation"),
                boolean("countersign"),
                text("body"),
                text("search_key"),
                big_integer("version"),
                timestamp_with_time_zone("created_at"),
                timestamp_with_time_zone("updated_at"),
            ])
            .primary_key(&["id"])
            .unique(&["tenant_id", "name_key"])
            .foreign_key(&["tenant_id"], "tenant", &["id"], ForeignKeyAction::Cascade),
    ]
}

/// Nothing is changed in the log or taken out of it, whatever the code does.
const SEALED_SQLITE: [&str; 2] = [
    "CREATE TRIGGER contract_event_kept BEFORE UPDATE ON contract_event
     BEGIN SELECT RAISE(ABORT, 'the log of a contract is append-only'); END",
    "CREATE TRIGGER contract_event_held BEFORE DELETE ON contract_event
     BEGIN SELECT RAISE(ABORT, 'the log of a contract is append-only'); END",
];

const SEALED_POSTGRES: [&str; 3] = [
    "CREATE FUNCTION contract_event_kept() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN RAISE EXCEPTION 'the log of a contract is append-only'; END $$",
    "CREATE TRIGGER contract_event_kept BEFORE UPDATE OR DELETE ON contract_event
     FOR EACH ROW EXECUTE FUNCTION contract_event_kept()",
    "CREATE TRIGGER contract_event_held BEFORE TRUNCATE ON contract_event
     FOR EACH STATEMENT EXECUTE FUNCTION contract_event_kept()",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table::create(manager, tables()).await?;
        wall::raise(manager, WALLED).await?;
        let postgres = manager.get_database_backend() == sea_orm::DatabaseBackend::Postgres;
        let triggers: &[&str] = if postgres {
            &SEALED_POSTGRES
        } else {
            &SEALED_SQLITE
        };
        for trigger in triggers {
            manager.get_connection().execute_unprepared(trigger).await?;
        }
        // What a line of the timeline is about. The line outlives a draft that is deleted, so it refers to it loosely.
        let column = |name: &'static str, mut column: ColumnDef| {
            Table::alter().table(name).add_column(&mut column).take()
        };
        manager
            .alter_table(column("activity", uuid_null("contract_id")))
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("ix_activity_contract")
                    .table("activity")
                    .col("tenant_id")
                    .col("contract_id")
                    .to_owned(),
            )
            .await?;
        // Somebody who was named by a signer reads what is addressed to them, and nothing else of the company.
        let guest = boolean("guest").default(false).take();
        manager.alter_table(column("contact", guest)).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let postgres = manager.get_database_backend() == sea_orm::DatabaseBackend::Postgres;
        let drop =
            |name: &'static str, column: &'static str| Table::alter().table(name).drop_column(column).take();
        manager.alter_table(drop("contact", "guest")).await?;
        manager
            .drop_index(
                Index::drop()
                    .name("ix_activity_contract")
                    .table("activity")
                    .to_owned(),
            )
            .await?;
        manager.alter_table(drop("activity", "contract_id")).await?;
        table::drop(manager, tables()).await?;
        if postgres {
            let function = "DROP FUNCTION contract_event_kept()";
            manager.get_connection().execute_unprepared(function).await?;
        }
        Ok(())
    }
}
