//! A short way to write tables: columns, keys, and foreign keys over several columns.
//!
//! Foreign keys that carry `tenant_id` make a reference to another tenant's row fail in the database, whatever the code does.

use sea_orm_migration::prelude::*;

/// One table.
pub struct TableSpec {
    name: &'static str,
    table: TableCreateStatement,
    indexes: Vec<IndexCreateStatement>,
}

impl TableSpec {
    pub fn new(name: &'static str) -> Self {
        Self {
            name,
            table: Table::create().table(Alias::new(name)).take(),
            indexes: Vec::new(),
        }
    }

    pub fn columns<const N: usize>(mut self, columns: [ColumnDef; N]) -> Self {
        for mut column in columns {
            self.table.col(&mut column);
        }
        self
    }

    pub fn primary_key(mut self, columns: &[&'static str]) -> Self {
        let mut key = Index::create();
        for column in columns {
            key.col(Alias::new(*column));
        }
        self.table.primary_key(&mut key);
        self
    }

    fn index_on(&self, prefix: &str, columns: &[&'static str]) -> IndexCreateStatement {
        let mut index = Index::create();
        index
            .name(format!("{prefix}_{}_{}", self.name, columns.join("_")))
            .table(Alias::new(self.name));
        for column in columns {
            index.col(Alias::new(*column));
        }
        index
    }

    pub fn unique(mut self, columns: &[&'static str]) -> Self {
        let index = self.index_on("uq", columns).unique().take();
        self.indexes.push(index);
        self
    }

    pub fn index(mut self, columns: &[&'static str]) -> Self {
        let index = self.index_on("ix", columns);
        self.indexes.push(index);
        self
    }

    pub fn foreign_key(
        mut self,
        columns: &[&'static str],
        other: &'static str,
        others: &[&'static str],
        on_delete: ForeignKeyAction,
    ) -> Self {
        let mut key = ForeignKey::create();
        key.name(format!("fk_{}_{}", self.name, columns.join("_")))
            .from_tbl(Alias::new(self.name))
            .to_tbl(Alias::new(other))
            .on_delete(on_delete);
        for column in columns {
            key.from_col(Alias::new(*column));
        }
        for column in others {
            key.to_col(Alias::new(*column));
        }
        self.table.foreign_key(&mut key);
        self
    }
}

pub async fn create(manager: &SchemaManager<'_>, tables: Vec<TableSpec>) -> Result<(), DbErr> {
    for spec in tables {
        manager.create_table(spec.table).await?;
        for index in spec.indexes {
            manager.create_index(index).await?;
        }
    }
    Ok(())
}

pub async fn drop(manager: &SchemaManager<'_>, tables: Vec<TableSpec>) -> Result<(), DbErr> {
    for spec in tables.into_iter().rev() {
        manager
            .drop_table(Table::drop().table(Alias::new(spec.name)).take())
            .await?;
    }
    Ok(())
}
