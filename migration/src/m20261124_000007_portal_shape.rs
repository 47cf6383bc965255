//! What a provider shapes: pictures, looks, menu, mails, own CSS, ways in; and the history of all that.

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
    ("portal_image", "tenant_id"),
    ("portal_css", "tenant_id"),
    ("mail_template", "tenant_id"),
    ("settings_revision", "tenant_id"),
    ("sign_in_code", "tenant_id"),
    ("known_device", "tenant_id"),
];

fn tables() -> Vec<TableSpec> {
    vec![
        // Under the hash of its content, so that an undone change finds its picture again.
        TableSpec::new("portal_image")
            .columns([
                uuid("tenant_id"),
                text("hash"),
                binary("png"),
                timestamp_with_time_zone("created_at"),
            ])
            .primary_key(&["tenant_id", "hash"])
            .foreign_key(&["tenant_id"], "tenant", &["id"], ForeignKeyAction::Cascade),
        TableSpec::new("portal_css")
            .columns([
                uuid("tenant_id"),
                text("hash"),
                text("source"),
                text("css"),
                timestamp_with_time_zone("updated_at"),
            ])
            .primary_key(&["tenant_id"])
            .foreign_key(&["tenant_id"], "tenant", &["id"], ForeignKeyAction::Cascade),
        TableSpec::new("mail_template")
            .columns([
                uuid("tenant_id"),
                text("kind"),
                text("locale"),
                text("subject"),
                text("body"),
                timestamp_with_time_zone("updated_at"),
            ])
            .primary_key(&["tenant_id", "kind", "locale"])
            .foreign_key(&["tenant_id"], "tenant", &["id"], ForeignKeyAction::Cascade),
        // The number of an area's newest revision is its version: the unique key refuses a stale save.
        TableSpec::new("settings_revision")
            .columns([
                uuid("id"),
                uuid("tenant_id"),
                text("area"),
                big_integer("number"),
                text("before"),
                text("after"),
                big_integer_null("undoes"),
                uuid("user_id"),
                text("user_name"),
                timestamp_with_time_zone("created_at"),
            ])
            .primary_key(&["id"])
            .unique(&["tenant_id", "area", "number"])
            .foreign_key(&["tenant_id"], "tenant", &["id"], ForeignKeyAction::Cascade),
        TableSpec::new("sign_in_code")
            .columns([
                uuid("id"),
                uuid("tenant_id"),
                uuid("contact_id"),
                uuid("link_id"),
                binary("code_hash"),
                integer("tries"),
                timestamp_with_time_zone("created_at"),
                timestamp_with_time_zone("expires_at"),
                timestamp_with_time_zone_null("used_at"),
            ])
            .primary_key(&["id"])
            .foreign_key(
                &["tenant_id", "contact_id"],
                "contact",
                &["tenant_id", "id"],
                ForeignKeyAction::Cascade,
            )
            .index(&["link_id"]),
        TableSpec::new("known_device")
            .columns([
                uuid("id"),
                uuid("tenant_id"),
                uuid("contact_id"),
                binary("token_hash"),
                text("browser"),
                timestamp_with_time_zone("created_at"),
                timestamp_with_time_zone("last_used_at"),
            ])
            .primary_key(&["id"])
            .unique(&["tenant_id", "contact_id", "token_hash"])
            .index(&["token_hash"])
            .foreign_key(
                &["tenant_id", "contact_id"],
                "contact",
                &["tenant_id", "id"],
                ForeignKeyAction::Cascade,
            ),
    ]
}

/// What the portal's own row gains, each with the value of a portal that has chosen nothing.
fn new_columns() -> Vec<ColumnDef> {
    let empty = |name: &'static str| text(name).default("").take();
    vec![
        empty("support_email"),
        empty("support_phone"),
        empty("support_hours"),
        text("font").default("inter").take(),
        text("corners").default("rounded").take(),
        text("scheme").default("auto").take(),
        empty("logo_dark_hash"),
        empty("logo_square_hash"),
        empty("favicon_hash"),
        boolean("link_single_use").default(false).take(),
        boolean("new_device_code").default(false).take(),
        empty("menu"),
        empty("css_hash"),
    ]
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    #[allow(clippy::disallowed_methods)] // rows of all tenants move from one table into another
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table::create(manager, tables()).await?;
        wall::raise(manager, WALLED).await?;
        for mut column in new_columns() {
            let add = Table::alter().table("portal").add_column(&mut column).take();
            manager.alter_table(add).await?;
        }
        let keep = Query::insert()
            .into_table("portal_image")
            .columns(["tenant_id", "hash", "png", "created_at"])
            .select_from(
                Query::select()
                    .columns(["tenant_id", "hash", "png", "updated_at"])
                    .from("portal_logo")
                    .take(),
            )
            .map_err(|error| DbErr::Migration(error.to_string()))?
            .take();
        manager.execute(keep).await?;
        manager
            .drop_table(Table::drop().table("portal_logo").take())
            .await?;
        let drop = Table::alter().table("portal").drop_column("version").take();
        manager.alter_table(drop).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let logo = TableSpec::new("portal_logo")
            .columns([
                uuid("tenant_id"),
                text("hash"),
                binary("png"),
                timestamp_with_time_zone("updated_at"),
            ])
            .primary_key(&["tenant_id"])
            .foreign_key(&["tenant_id"], "tenant", &["id"], ForeignKeyAction::Cascade);
        table::create(manager, vec![logo]).await?;
        wall::raise(manager, &[("portal_logo", "tenant_id")]).await?;
        let mut version = big_integer("version").default(1).take();
        let add = Table::alter().table("portal").add_column(&mut version).take();
        manager.alter_table(add).await?;
        for column in new_columns() {
            let drop = Table::alter()
                .table("portal")
                .drop_column(column.get_column_name())
                .take();
            manager.alter_table(drop).await?;
        }
        table::drop(manager, tables()).await
    }
}
