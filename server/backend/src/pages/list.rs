//! The list of pages.

use super::{audience, menu};
use crate::{
    Backend,
    entity::{page, portal},
    error::{BackendError, Result},
    listing::{Window, matching},
    portal_settings,
    scope::{Scope, StaffScope},
};
use chrono::{DateTime, Utc};
use domain::{
    ids::PageId,
    list::Page,
    pages::{PageFilter, PageRow, PageState, Sort},
    role::Permission,
};
use sea_orm::{
    ColumnTrait, Order,
    sea_query::{Expr, ExprTrait, SimpleExpr},
};
use uuid::Uuid;

/// A page's cells: which, title, slug, state, audience, `rev`, published `rev`, …
type Cells = (
    Uuid,
    String,
    String,
    String,
    String,
    i64,
    Option<i64>,
    Option<DateTime<Utc>>,
    i32,
    DateTime<Utc>,
    String,
);

/// One page of the pages, without their content.
///
/// # Errors
/// [`BackendError::Forbidden`] for a role that makes no pages.
pub async fn list(backend: &Backend, scope: &StaffScope, filter: &PageFilter) -> Result<Page<PageRow>> {
    scope.require(Permission::PagesManage)?;
    let rows = backend.read(scope);
    let found = || {
        let in_state = match filter.state() {
            Some(state) => page::Column::State.eq(state.key()),
            None => page::Column::ArchivedAt.is_null(),
        };
        rows.find::<page::Entity>()
            .filter(in_state)
            .filter_if(matching(page::Column::SearchKey, &filter.search))
    };
    let window = Window::new(filter.page(), found().count().await?);
    let (sort, down) = filter.sort();
    let order = if down { Order::Desc } else { Order::Asc };
    let by: SimpleExpr = match sort {
        Sort::Title => page::Column::SearchKey.into_expr(),
        Sort::State => by_state(),
        Sort::Changed => page::Column::UpdatedAt.into_expr(),
    };
    let cells = found()
        .order(by, order)
        .order(page::Column::SearchKey, Order::Asc)
        .order(page::Column::Id, Order::Asc)
        .offset(window.offset())
        .limit(window.limit())
        .tuples::<Cells>(
            [
                page::Column::Id,
                page::Column::Title,
                page::Column::Slug,
                page::Column::State,
                page::Column::Audience,
                page::Column::Rev,
                page::Column::PublishedRev,
                page::Column::PublishAt,
                page::Column::Opaque,
                page::Column::UpdatedAt,
                page::Column::UpdatedBy,
            ]
            .map(|column| column.into_expr())
            .to_vec(),
            vec![],
        )
        .await?;
    let portal = rows.get::<portal::Entity>(scope.tenant().uuid()).await?;
    let items = menu::items(&portal_settings::menu::read(&portal.menu));
    let row = |cells: Cells| -> Result<PageRow> {
        let (id, title, slug, state, rule, rev, published_rev, publish_at, opaque, updated_at, updated_by) =
            cells;
        let state: PageState = state.parse().map_err(BackendError::internal)?;
        let id = PageId::from(id);
        Ok(PageRow {
            id,
            changed: state == PageState::Published && published_rev != Some(rev),
            audience: audience(&rule).map_or_else(|| "everyone".to_owned(), |rule| rule.words()),
            menu: menu::names(&items, id, &title),
            opaque: u32::try_from(opaque).unwrap_or_default(),
            title,
            slug,
            state,
            publish_at,
            updated_at,
            updated_by,
        })
    };
    let rows = cells.into_iter().map(row).collect::<Result<Vec<_>>>()?;
    Ok(window.page(rows))
}

/// A state's place in the order of states.
fn by_state() -> SimpleExpr {
    let mut places = PageState::ALL.into_iter().zip(0_i32..);
    let is = |state: PageState| page::Column::State.eq(state.key());
    let first = places.next().map_or(PageState::Draft, |(state, _)| state);
    let case = places.fold(Expr::case(is(first), 0_i32), |case, (state, place)| {
        case.case(is(state), place)
    });
    case.finally(9_i32).cast_as("integer")
}

/// The pages to choose from, for copies and links: those that are not archived, by title.
///
/// # Errors
/// [`BackendError::Forbidden`] for a role that makes no pages.
pub async fn choices(backend: &Backend, scope: &StaffScope) -> Result<Vec<(PageId, String)>> {
    scope.require(Permission::PagesManage)?;
    let found = backend
        .read(scope)
        .find::<page::Entity>()
        .filter(page::Column::ArchivedAt.is_null())
        .order(page::Column::SearchKey, Order::Asc)
        .limit(500)
        .tuples::<(Uuid, String)>(
            vec![page::Column::Id.into_expr(), page::Column::Title.into_expr()],
            vec![],
        )
        .await?;
    Ok(found.into_iter().map(|(id, title)| (id.into(), title)).collect())
}
