//! An invoice, draft or issued.

use sea_orm::entity::prelude::*;

/// An invoice, draft or issued.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "invoice")]
pub struct Model {
    /// Which invoice.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose invoice.
    pub tenant_id: Uuid,
    /// To whom.
    pub company_id: Uuid,
    /// For whose attention.
    pub contact_id: Option<Uuid>,
    /// Taken at issue, never reused.
    pub number: Option<String>,
    /// Stored status.
    pub status: String,
    /// ISO 4217 code.
    pub currency: String,
    /// Set at issue.
    pub issue_date: Option<Date>,
    /// Last day to pay.
    pub due_date: Option<Date>,
    /// The client's order number or empty.
    pub po_number: String,
    /// Free reference or empty.
    pub reference: String,
    /// Shown to the client.
    pub notes: String,
    /// Payment terms shown to the client.
    pub terms: String,
    /// Staff's notes.
    pub internal_notes: String,
    /// Whether unit prices contain tax.
    pub prices_include_tax: bool,
    /// `per_group` or `per_line`, fixed at issue.
    pub tax_rounding: String,
    /// `none`, `percent` or `amount`.
    pub discount_kind: String,
    /// Percent (4 decimal places) or minor units.
    pub discount_value: i64,
    /// Sum of line nets.
    pub subtotal_minor: i64,
    /// Discount on the whole.
    pub discount_minor: i64,
    /// Sum of taxes.
    pub tax_minor: i64,
    /// What is to be paid.
    pub total_minor: i64,
    /// Sum of allocations, refunds taken off.
    pub paid_minor: i64,
    /// Sum of credit notes.
    pub credited_minor: i64,
    /// What is still open.
    pub balance_minor: i64,
    /// JSON of the seller block, fixed at issue.
    pub seller: String,
    /// JSON of the buyer block, fixed at issue.
    pub buyer: String,
    /// Why it was voided or written off.
    pub reason: String,
    /// Lower-case text that search looks in.
    pub search_key: String,
    /// When it was issued.
    pub issued_at: Option<DateTimeUtc>,
    /// When the balance reached zero.
    pub paid_at: Option<DateTimeUtc>,
    /// When it was voided or written off.
    pub closed_at: Option<DateTimeUtc>,
    /// Which member of staff made it.
    pub created_by: Option<Uuid>,
    /// Counts changes.
    pub version: i64,
    /// When it was made.
    pub created_at: DateTimeUtc,
    /// When it was last changed.
    pub updated_at: DateTimeUtc,
}

/// No relations: queries go through scopes, which add the tenant themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

crate::scope::tenant_owned!(Entity, Column);
