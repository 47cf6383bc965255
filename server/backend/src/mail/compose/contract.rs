//! The mails about contracts.

use super::{About, Composed, Desk, Letter, MailLink, Reader, Stop, pointless};
use crate::{
    contracts::{code, mails::ContractParams},
    copy::text_with,
    entity::{access_link, contract, contract_file, contract_recipient, staff_user},
    error::BackendError,
    mail::letter::ContractLetter,
};
use chrono::{DateTime, Utc};
use domain::{
    contract::ContractStatus,
    ids::ContractId,
    mail::MailKind,
    module::{Module, ModuleSet},
};
use sea_orm::{
    ColumnTrait, Condition, Order,
    sea_query::{Expr, ExprTrait},
};

impl Desk<'_, '_> {
    async fn contract_row(&self, id: uuid::Uuid) -> Result<(contract::Model, ContractStatus), Stop> {
        if !ModuleSet::from_keys(&self.portal.modules).has(Module::Contracts) {
            return pointless("Contracts are switched off in the portal.");
        }
        let row = self.rows.get::<contract::Entity>(id).await?;
        let status = row.status.parse().map_err(BackendError::internal)?;
        Ok((row, status))
    }

    /// The place that the mail's reader has in a contract.
    async fn seat(
        &self,
        row: &contract::Model,
        reader: &Reader,
    ) -> Result<Option<contract_recipient::Model>, Stop> {
        let contact = reader.id.map(uuid::Uuid::from);
        Ok(self
            .rows
            .find::<contract_recipient::Entity>()
            .filter(contract_recipient::Column::ContractId.eq(row.id))
            .filter(contract_recipient::Column::ContactId.eq(contact))
            .one()
            .await?)
    }

    /// To a contact.
    pub(super) async fn contract(self, kind: MailKind) -> Result<Composed, Stop> {
        let reader = self.portal_reader().await?;
        let params: ContractParams = self.params()?;
        let (row, status) = self.contract_row(params.contract).await?;
        let Some(seat) = self.seat(&row, &reader).await? else {
            return pointless("This contact does not take part in the contract any more.");
        };
        let asks = matches!(kind, MailKind::ContractRequest | MailKind::ContractReminder);
        if asks && !(status.is_open() && matches!(seat.status.as_str(), "sent" | "opened")) {
            return pointless("The contract does not wait for this contact any more.");
        }
        let mut letter = ContractLetter::new(kind, &reader.name, &row.title);
        letter.message = self.says(&reader, &row, &params);
        letter.remark = params.remark.clone();
        letter
            .facts
            .push(("mail-contract-number", row.number.clone().unwrap_or_default()));
        if asks {
            if let Some(until) = row.expires_at {
                // The time ends with the day before that midnight.
                let last =
                    crate::clock::date_in(until - chrono::TimeDelta::seconds(1), &self.tenant.timezone);
                letter
                    .facts
                    .push(("mail-contract-until", reader.locale.format_date(last)));
            }
            letter
                .facts
                .push(("mail-contract-from", self.sender().await?.name));
        }
        let url = format!("{}/portal/contracts/{}", self.backend.config().public_url, row.id);
        let mut about = About {
            sender: Some(self.sender().await?),
            contract: Some(ContractId::from(row.id)),
            ..About::default()
        };
        let link = if self.has_link(&reader).await? {
            MailLink::open(url)
        } else {
            letter.personal = true;
            let (link, until) = self.portal_link(&reader, self.portal.link_days).await?;
            about.link_until = Some(until);
            link
        };
        let files = match kind {
            MailKind::ContractCompleted => self.sealed(&row).await?,
            _ => Vec::new(),
        };
        let mut composed = self.finish(reader, Letter::Contract(letter), link, about).await?;
        composed.files = files;
        Ok(composed)
    }

    /// The code before a signature.
    pub(super) async fn contract_code(self) -> Result<Composed, Stop> {
        let reader = self.portal_reader().await?;
        let params: code::CodeParams = self.params()?;
        let (row, status) = self.contract_row(params.contract).await?;
        let seat = self.seat(&row, &reader).await?;
        let (true, Some(contact)) = (status.is_open(), reader.id) else {
            return pointless("The contract does not wait for signatures any more.");
        };
        if seat.is_none_or(|seat| seat.id != params.recipient) {
            return pointless("This contact does not take part in the contract any more.");
        }
        let code = code::mint(self.backend, self.rows, contact, &params).await?;
        let mut letter = ContractLetter::new(MailKind::ContractCode, &reader.name, &row.title);
        letter.browser = params.browser;
        let about = About {
            contract: Some(ContractId::from(row.id)),
            ..About::default()
        };
        self.finish(reader, Letter::Contract(letter), MailLink::secret(code), about)
            .await
    }

    /// To a member of staff.
    pub(super) async fn contract_notice(self) -> Result<Composed, Stop> {
        let id = self
            .row
            .user_id
            .ok_or_else(|| BackendError::internal("a staff notice for nobody"))?;
        let user = self.rows.get::<staff_user::Entity>(id).await?;
        if !user.active {
            return pointless("The member of staff has been switched off.");
        }
        let params: ContractParams = self.params()?;
        let row = self.rows.get::<contract::Entity>(params.contract).await?;
        let reader = Reader {
            id: None,
            name: user.name,
            address: user.email,
            locale: self.tenant_locale(),
            zone: self.tenant.timezone.clone(),
        };
        let mut letter = ContractLetter::new(MailKind::ContractNotice, &reader.name, &row.title);
        letter.message = self.says(&reader, &row, &params);
        letter.remark = params.remark.clone();
        letter
            .facts
            .push(("mail-contract-number", row.number.clone().unwrap_or_default()));
        let link = MailLink::open(format!(
            "{}/staff/contracts/{}",
            self.backend.config().public_url,
            row.id
        ));
        let files = match params.what.as_str() {
            "completed" => self.sealed(&row).await?,
            _ => Vec::new(),
        };
        let mut composed = self
            .finish(reader, Letter::Contract(letter), link, About::default())
            .await?;
        composed.files = files;
        Ok(composed)
    }

    /// What happened, in a sentence.
    fn says(&self, reader: &Reader, row: &contract::Model, params: &ContractParams) -> String {
        let known = [
            "signed",
            "declined",
            "expired",
            "voided",
            "delegated",
            "completed",
            "countersign",
        ];
        if !known.contains(&params.what.as_str()) {
            return String::new();
        }
        let arguments = [("by", params.by.clone()), ("title", row.title.clone())];
        text_with(
            reader.locale,
            &format!("mail-contract-says-{}", params.what),
            &arguments,
        )
    }

    /// The sealed document.
    async fn sealed(&self, row: &contract::Model) -> Result<Vec<(String, Vec<u8>)>, Stop> {
        let file = self
            .rows
            .find::<contract_file::Entity>()
            .filter(contract_file::Column::ContractId.eq(row.id))
            .filter(contract_file::Column::Kind.eq("sealed"))
            .one()
            .await?;
        let name = format!("{}.pdf", row.number.clone().unwrap_or_default());
        Ok(file.map(|file| (name, file.bytes)).into_iter().collect())
    }

    /// Whether the reader has a link that still opens the portal, so that none has to be made.
    async fn has_link(&self, reader: &Reader) -> Result<bool, Stop> {
        let now: DateTime<Utc> = self.now();
        let found =
            self.rows
                .find::<access_link::Entity>()
                .filter(access_link::Column::ContactId.eq(reader.id.map(uuid::Uuid::from)))
                .filter(access_link::Column::RevokedAt.is_null())
                .filter(access_link::Column::SupersededAt.is_null())
                .filter(access_link::Column::ExpiresAt.gt(now))
                .filter(Condition::any().add(access_link::Column::MaxUses.is_null()).add(
                    Expr::col(access_link::Column::UseCount).lt(Expr::col(access_link::Column::MaxUses)),
                ))
                .order(access_link::Column::CreatedAt, Order::Desc)
                .count_up_to(1)
                .await?;
        Ok(found > 0)
    }
}
