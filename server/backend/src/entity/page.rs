//! A provider's own page, with what clients may read of it. Its draft is not in here.

use sea_orm::entity::prelude::*;

/// A provider's own page, with what clients may read of it. Its draft is not in here.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "page")]
pub struct Model {
    /// Which page.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose.
    pub tenant_id: Uuid,
    /// Its title.
    pub title: String,
    /// The last part of its address.
    pub slug: String,
    /// The same while it is not archived: unique in the tenant.
    pub live_slug: Option<String>,
    /// What it is about, for staff and for the page's head.
    pub description: String,
    /// The title in the browser's tab; empty is the title.
    pub meta_title: String,
    /// The description for search engines; empty is the description.
    pub meta_description: String,
    /// Whether search engines are asked to leave it out.
    pub noindex: bool,
    /// Who may open it, as the JSON of a rule; empty is everyone.
    pub audience: String,
    /// Key of its state.
    pub state: String,
    /// Counts the draft's changes.
    pub rev: i64,
    /// How many blocks of the draft the version that wrote it could not show.
    pub opaque: i32,
    /// What readers see, as JSON; kept when it is taken back.
    pub published: Option<String>,
    /// Which state of the draft that is.
    pub published_rev: Option<i64>,
    /// When that was published.
    pub published_at: Option<DateTimeUtc>,
    /// When the draft is to be published.
    pub publish_at: Option<DateTimeUtc>,
    /// When it is to be taken back.
    pub unpublish_at: Option<DateTimeUtc>,
    /// Key of the template that it was made from, or empty.
    pub template: String,
    /// Lower-case text that search looks in.
    pub search_key: String,
    /// Counts changes of the settings.
    pub version: i64,
    /// When it was made.
    pub created_at: DateTimeUtc,
    /// By whom.
    pub created_by: String,
    /// When its content or settings were last changed.
    pub updated_at: DateTimeUtc,
    /// By whom.
    pub updated_by: String,
    /// When it was put away.
    pub archived_at: Option<DateTimeUtc>,
}

/// No relations: queries go through scopes, which add the tenant themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

crate::scope::tenant_owned!(Entity, Column);
