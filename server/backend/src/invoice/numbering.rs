//! Document numbers: taken from a counter that stays locked until the document's transaction ends, so that a number is
//! neither given twice nor lost.

use crate::{
    entity::{contract, credit_note, invoice, number_counter, proposal, tenant},
    error::{BackendError, Result},
    scope::{Rows, StaffScope},
};
use chrono::NaiveDate;
use domain::invoice::{NumberPattern, Reset};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, ExprTrait, sea_query::Expr};

/// Numbers already in use that are passed over before giving up: they stem from an earlier pattern or counting period.
const MOST_PASSED_OVER: usize = 10_000;
/// How proposals are numbered; no law asks for a pattern of one's own.
const PROPOSAL_PATTERN: &str = "Q-{YYYY}-{SEQ:4}";

/// Documents with a count of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Series {
    Invoice,
    CreditNote,
    Proposal,
    Contract,
}

/// How contracts are numbered, each year anew.
const CONTRACTS: &str = "C-{YYYY}-{SEQ:4}";

impl Series {
    const fn key(self) -> &'static str {
        match self {
            Self::Invoice => "invoice",
            Self::CreditNote => "credit_note",
            Self::Proposal => "proposal",
            Self::Contract => "contract",
        }
    }

    fn pattern(self, tenant: &tenant::Model) -> &str {
        match self {
            Self::Invoice => &tenant.invoice_pattern,
            Self::CreditNote => &tenant.credit_note_pattern,
            Self::Proposal => PROPOSAL_PATTERN,
            Self::Contract => CONTRACTS,
        }
    }

    /// When the count begins anew. Contracts have one pattern with a year, whatever invoices have.
    fn reset(self, tenant: &tenant::Model) -> Result<Reset> {
        match self {
            Self::Contract => Ok(Reset::Yearly),
            Self::Invoice | Self::CreditNote | Self::Proposal => {
                tenant.number_reset.parse().map_err(BackendError::internal)
            }
        }
    }

    async fn is_taken(self, rows: &Rows<'_, StaffScope>, number: &str) -> Result<bool> {
        let same = match self {
            Self::Invoice => {
                let same = rows
                    .find::<invoice::Entity>()
                    .filter(invoice::Column::Number.eq(number));
                same.count_up_to(1).await?
            }
            Self::CreditNote => {
                let same = rows
                    .find::<credit_note::Entity>()
                    .filter(credit_note::Column::Number.eq(number));
                same.count_up_to(1).await?
            }
            Self::Proposal => {
                let same = rows
                    .find::<proposal::Entity>()
                    .filter(proposal::Column::Number.eq(number));
                same.count_up_to(1).await?
            }
            Self::Contract => {
                let same = rows
                    .find::<contract::Entity>()
                    .filter(contract::Column::Number.eq(number));
                same.count_up_to(1).await?
            }
        };
        Ok(same > 0)
    }
}

/// The next number of a series for a document of a date.
pub(crate) async fn next(
    rows: &Rows<'_, StaffScope>,
    tenant: &tenant::Model,
    series: Series,
    date: NaiveDate,
) -> Result<String> {
    let pattern: NumberPattern = series.pattern(tenant).parse().map_err(BackendError::internal)?;
    let reset = series.reset(tenant)?;
    let period = reset.period(date);
    let key = [
        number_counter::Column::TenantId,
        number_counter::Column::Series,
        number_counter::Column::Period,
    ];
    let counter = number_counter::ActiveModel {
        series: Set(series.key().to_owned()),
        period: Set(period.clone()),
        last: Set(0),
        ..Default::default()
    };
    rows.insert_new::<number_counter::Entity>(counter, &key).await?;
    let this = || {
        Condition::all()
            .add(number_counter::Column::Series.eq(series.key()))
            .add(number_counter::Column::Period.eq(period.clone()))
    };
    for _ in 0..MOST_PASSED_OVER {
        rows.update::<number_counter::Entity>()
            .filter(this())
            .set(
                number_counter::Column::Last,
                Expr::col(number_counter::Column::Last).add(1),
            )
            .exec()
            .await?;
        let counter = rows.find::<number_counter::Entity>().filter(this()).one().await?;
        let last = counter
            .map(|counter| counter.last)
            .ok_or(BackendError::NotFound)?;
        let number = pattern.render("", date, last).map_err(BackendError::internal)?;
        if !series.is_taken(rows, &number).await? {
            return Ok(number);
        }
    }
    Err(BackendError::Conflict(
        "No free number was found. Please check the number pattern in the business settings.".to_owned(),
    ))
}
