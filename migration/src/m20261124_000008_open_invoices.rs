//! What is open of a company, by due day, answered from an index alone: a client's start page adds it up.

use sea_orm_migration::prelude::*;

/// This step of the schema.
#[derive(DeriveMigrationName)]
pub struct Migration;

const NAME: &str = "ix_invoice_open_by_company";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = [
            "tenant_id",
            "company_id",
            "status",
            "due_date",
            "id",
            "currency",
            "balance_minor",
        ];
        let mut index = Index::create().name(NAME).table("invoice").take();
        for column in columns {
            index.col(column);
        }
        manager.create_index(index).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_index(Index::drop().name(NAME).table("invoice").to_owned())
            .await
    }
}
