//! Queries that carry a scope. The only place outside the sign-in gate that calls SeaORM's entry points.

#![allow(clippy::disallowed_methods)]

use super::{Reads, RowOf, Scope, TenantOwned, Writes};
use crate::error::{BackendError, Result};
use domain::ids::TenantId;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend,
    DbErr, EntityTrait, ExprTrait, FromQueryResult, IntoActiveModel, Iterable, Order, PaginatorTrait,
    PrimaryKeyToColumn, QueryFilter, QueryOrder, QuerySelect, Select, Statement, TransactionTrait,
    TryGetableMany, UpdateMany, Value,
    sea_query::{Expr, IntoCondition, OnConflict, Query, SelectStatement, SimpleExpr},
};

enum Connection<'a> {
    /// SQLite, for reading.
    Pool(&'a DatabaseConnection),
    /// PostgreSQL, for reading: each query runs behind the database's own wall.
    Walled(&'a DatabaseConnection),
    Own(Box<DatabaseTransaction>),
    Shared(&'a DatabaseTransaction),
}

/// Runs a query on whichever connection there is.
macro_rules! on {
    ($rows:expr, |$db:ident| $query:expr) => {
        match &$rows.connection {
            Connection::Pool($db) => {
                let $db = *$db;
                $query
            }
            Connection::Walled(pool) => {
                let transaction = pool.begin().await?;
                raise_wall(&transaction, $rows.scope.tenant()).await?;
                let $db = &transaction;
                let outcome = $query;
                transaction.commit().await?;
                outcome
            }
            Connection::Own($db) => {
                let $db = &**$db;
                $query
            }
            Connection::Shared($db) => {
                let $db = *$db;
                $query
            }
        }
    };
}

/// From here to the transaction's end, PostgreSQL's row-level security shows this tenant's rows only (see the migration).
async fn raise_wall(transaction: &DatabaseTransaction, tenant: TenantId) -> Result<()> {
    let sql = "SELECT set_config('app.tenant_id', $1, true), set_config('app.gate', 'off', true)";
    let statement = Statement::from_sql_and_values(DbBackend::Postgres, sql, [tenant.to_string().into()]);
    transaction.execute_raw(statement).await?;
    Ok(())
}

/// The rows in a scope's reach, on a plain connection for reading or in a transaction.
pub struct Rows<'a, S: Scope> {
    scope: &'a S,
    connection: Connection<'a>,
}

impl<'a, S: Scope> Rows<'a, S> {
    pub(crate) fn for_reading(scope: &'a S, pool: &'a DatabaseConnection) -> Self {
        let connection = match pool.get_database_backend() {
            DbBackend::Postgres => Connection::Walled(pool),
            _ => Connection::Pool(pool),
        };
        Self { scope, connection }
    }

    pub(crate) async fn in_transaction(scope: &'a S, transaction: DatabaseTransaction) -> Result<Self> {
        if transaction.get_database_backend() == DbBackend::Postgres {
            raise_wall(&transaction, scope.tenant()).await?;
        }
        Ok(Self {
            scope,
            connection: Connection::Own(Box::new(transaction)),
        })
    }

    /// The transaction itself, for the test of the database's own wall.
    #[cfg(test)]
    pub(crate) fn bare(&self) -> &DatabaseTransaction {
        match &self.connection {
            Connection::Own(transaction) => transaction,
            Connection::Shared(transaction) => transaction,
            Connection::Pool(_) | Connection::Walled(_) => panic!("no transaction"),
        }
    }

    fn is_postgres(&self) -> bool {
        match &self.connection {
            Connection::Pool(_) => false,
            Connection::Walled(_) => true,
            Connection::Own(transaction) => transaction.get_database_backend() == DbBackend::Postgres,
            Connection::Shared(transaction) => transaction.get_database_backend() == DbBackend::Postgres,
        }
    }

    /// Who asks.
    pub fn scope(&self) -> &'a S {
        self.scope
    }

    /// The same connection or transaction for another scope of the same tenant.
    pub(crate) fn with<'b, T: Scope>(&'b self, scope: &'b T) -> Rows<'b, T> {
        debug_assert_eq!(self.scope.tenant(), scope.tenant(), "one transaction, one tenant");
        let connection = match &self.connection {
            Connection::Pool(db) => Connection::Pool(db),
            Connection::Walled(db) => Connection::Walled(db),
            Connection::Own(db) => Connection::Shared(db),
            Connection::Shared(db) => Connection::Shared(db),
        };
        Rows { scope, connection }
    }

    /// Makes a transaction's changes last. Without it they are undone.
    ///
    /// # Errors
    /// When the database fails; nothing has changed then.
    pub async fn commit(self) -> Result<()> {
        match self.connection {
            Connection::Own(transaction) => Ok(transaction.commit().await?),
            Connection::Pool(_) | Connection::Walled(_) | Connection::Shared(_) => Ok(()),
        }
    }

    /// The rows of a table in reach.
    pub fn find<E: TenantOwned>(&self) -> ScopedSelect<'_, 'a, S, E>
    where
        S: Reads<E>,
    {
        ScopedSelect {
            select: E::find().filter(self.scope.rows()),
            rows: self,
        }
    }

    /// The row of an id.
    ///
    /// # Errors
    /// [`BackendError::NotFound`] when there is none in reach.
    pub async fn get<E: TenantOwned>(&self, id: uuid::Uuid) -> Result<E::Model>
    where
        S: Reads<E>,
    {
        self.find::<E>()
            .filter(id_column::<E>()?.eq(id))
            .one()
            .await?
            .ok_or(BackendError::NotFound)
    }

    /// Adds a row. Whatever tenant it names, it becomes this scope's.
    ///
    /// # Errors
    /// When the database refuses it; see [`BackendError::is_duplicate`] and [`BackendError::is_foreign`].
    pub async fn insert<E: TenantOwned>(&self, row: impl RowOf<E>) -> Result<()>
    where
        S: Writes<E>,
    {
        let insert = E::insert(self.owned::<E>(row));
        on!(self, |db| insert.exec_without_returning(db).await)?;
        Ok(())
    }

    /// Adds several rows at once.
    ///
    /// # Errors
    /// As [`Rows::insert`]; then none of them is added.
    pub async fn insert_all<E: TenantOwned, R: RowOf<E>>(
        &self,
        rows: impl IntoIterator<Item = R>,
    ) -> Result<()>
    where
        S: Writes<E>,
    {
        let rows: Vec<_> = rows.into_iter().map(|row| self.owned::<E>(row)).collect();
        if rows.is_empty() {
            return Ok(());
        }
        let insert = E::insert_many(rows);
        on!(self, |db| insert.exec_without_returning(db).await)?;
        Ok(())
    }

    /// Adds a row unless one with the same key is there. Says whether it was added.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn insert_new<E: TenantOwned>(&self, row: impl RowOf<E>, key: &[E::Column]) -> Result<bool>
    where
        S: Writes<E>,
    {
        let insert = E::insert(self.owned::<E>(row))
            .on_conflict(OnConflict::columns(key.iter().copied()).do_nothing().to_owned());
        match on!(self, |db| insert.exec_without_returning(db).await) {
            Ok(added) => Ok(added > 0),
            Err(DbErr::RecordNotInserted) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// Changes rows in reach.
    pub fn update<E: TenantOwned>(&self) -> ScopedUpdate<'_, 'a, S, E>
    where
        S: Writes<E>,
    {
        ScopedUpdate {
            update: E::update_many().filter(self.scope.rows()),
            rows: self,
        }
    }

    /// Removes the rows in reach that meet a condition; says how many.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn delete<E: TenantOwned>(&self, which: impl IntoCondition) -> Result<u64>
    where
        S: Writes<E>,
    {
        let delete = E::delete_many().filter(self.scope.rows()).filter(which);
        Ok(on!(self, |db| delete.exec(db).await)?.rows_affected)
    }

    /// Removes a value of the installation in this transaction; says how many there were.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn take_instance_value(&self, name: &str) -> Result<u64> {
        use crate::entity::instance_value;
        let delete = instance_value::Entity::delete_many().filter(instance_value::Column::Name.eq(name));
        Ok(on!(self, |db| delete.exec(db).await)?.rows_affected)
    }

    fn owned<E: TenantOwned>(&self, row: impl RowOf<E>) -> E::ActiveModel {
        let mut row = row.into_active_model();
        row.set(E::tenant_column(), Value::from(self.scope.tenant().uuid()));
        row
    }
}

fn id_column<E: EntityTrait>() -> Result<E::Column> {
    E::PrimaryKey::iter()
        .next()
        .map(PrimaryKeyToColumn::into_column)
        .ok_or_else(|| BackendError::internal("a table without a key"))
}

/// A query within a scope. The scope's condition stays ANDed to whatever is added.
pub struct ScopedSelect<'r, 'a, S: Scope, E: EntityTrait> {
    select: Select<E>,
    rows: &'r Rows<'a, S>,
}

impl<S: Scope, E: EntityTrait> ScopedSelect<'_, '_, S, E> {
    /// Only rows that meet a condition.
    pub fn filter(mut self, condition: impl IntoCondition) -> Self {
        self.select = self.select.filter(condition);
        self
    }

    /// Only rows that meet a condition, if there is one.
    pub fn filter_if(self, condition: Option<impl IntoCondition>) -> Self {
        match condition {
            Some(condition) => self.filter(condition),
            None => self,
        }
    }

    /// In this order; a second call breaks the ties of the first.
    pub fn order(mut self, by: impl sea_orm::IntoSimpleExpr, order: Order) -> Self {
        self.select = self.select.order_by(by, order);
        self
    }

    /// At most so many.
    pub fn limit(mut self, rows: u64) -> Self {
        self.select = self.select.limit(rows);
        self
    }

    /// After so many.
    pub fn offset(mut self, rows: u64) -> Self {
        self.select = self.select.offset(rows);
        self
    }

    /// Locks the rows until the transaction ends (PostgreSQL; SQLite's only writer needs no lock).
    pub fn locked(mut self) -> Self {
        if self.rows.is_postgres() {
            self.select = self.select.lock_exclusive();
        }
        self
    }

    /// All of them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn all(self) -> Result<Vec<E::Model>> {
        Ok(on!(self.rows, |db| self.select.all(db).await)?)
    }

    /// The first, if there is one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn one(self) -> Result<Option<E::Model>> {
        Ok(on!(self.rows, |db| self.select.one(db).await)?)
    }

    /// How many there are.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count(self) -> Result<u64>
    where
        E::Model: FromQueryResult + Send + Sync + Sized,
    {
        Ok(on!(self.rows, |db| self.select.count(db).await)?)
    }

    /// How many there are, counting no further than `most`: a list's length costs the same however long it is.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count_up_to(self, most: u64) -> Result<u64> {
        let (rows, count) = (self.rows, self.counting(most));
        let row = on!(rows, |db| db.query_one(&count).await)?;
        let count: i64 = row.map_or(Ok(0), |row| row.try_get("", "n"))?;
        Ok(count.unsigned_abs())
    }

    /// The same count as a column of another statement, which then need not be asked twice.
    pub fn counted_up_to(self, most: u64) -> SimpleExpr {
        Expr::SubQuery(None, Box::new(self.counting(most).into()))
    }

    fn counting(self, most: u64) -> SelectStatement {
        let mut few = self.select.select_only().expr_as(Expr::val(1), "one").limit(most);
        let few = QuerySelect::query(&mut few).take();
        Query::select()
            .expr_as(Expr::cust("COUNT(*)"), "n")
            .from_subquery(few, "few")
            .take()
    }

    /// Chosen columns or sums, as tuples, grouped by some columns.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn tuples<T: TryGetableMany>(
        self,
        columns: Vec<SimpleExpr>,
        group_by: Vec<E::Column>,
    ) -> Result<Vec<T>> {
        let mut select = self.select.select_only();
        for (index, column) in columns.into_iter().enumerate() {
            select = select.column_as(column, format!("c{index}"));
        }
        for column in group_by {
            select = select.group_by(column);
        }
        Ok(on!(self.rows, |db| select.into_tuple::<T>().all(db).await)?)
    }
}

/// A sum of whole numbers, 0 where there are no rows. PostgreSQL would otherwise make it a decimal.
pub(crate) fn sum(column: impl ColumnTrait) -> SimpleExpr {
    sum_of(column.into_expr())
}

/// The same of an expression.
pub(crate) fn sum_of(numbers: SimpleExpr) -> SimpleExpr {
    Expr::expr(numbers.sum().if_null(0)).cast_as("bigint")
}

/// "This column is one of those rows' column", both within their scope.
pub fn is_in<S: Scope, F: EntityTrait>(
    column: impl ColumnTrait,
    rows: ScopedSelect<'_, '_, S, F>,
    other: F::Column,
) -> SimpleExpr {
    let query = rows.select;
    column.in_subquery(QuerySelect::query(&mut query.clone().select_only().column(other)).take())
}

/// A change within a scope.
pub struct ScopedUpdate<'r, 'a, S: Scope, E: EntityTrait> {
    update: UpdateMany<E>,
    rows: &'r Rows<'a, S>,
}

impl<S: Scope, E: EntityTrait> ScopedUpdate<'_, '_, S, E> {
    /// Only rows that meet a condition.
    pub fn filter(mut self, condition: impl IntoCondition) -> Self {
        self.update = self.update.filter(condition);
        self
    }

    /// Sets a column.
    pub fn set(mut self, column: E::Column, value: impl Into<SimpleExpr>) -> Self {
        self.update = self.update.col_expr(column, value.into());
        self
    }

    /// Sets the columns that a row names, but never the tenant.
    pub fn set_row(mut self, row: impl IntoActiveModel<E::ActiveModel>) -> Self
    where
        E: TenantOwned,
    {
        let mut row = row.into_active_model();
        row.not_set(E::tenant_column());
        for column in E::Column::iter() {
            if let sea_orm::ActiveValue::Set(value) = row.get(column) {
                self.update = self.update.col_expr(column, Expr::value(value));
            }
        }
        self
    }

    /// Does it; says how many rows changed.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn exec(self) -> Result<u64> {
        Ok(on!(self.rows, |db| self.update.exec(db).await)?.rows_affected)
    }
}
