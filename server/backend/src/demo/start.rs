//! The studio itself: workspace, staff, settings, and the mark by which a later start knows the demo.

#![allow(clippy::disallowed_methods)] // the mark belongs to the installation, not to a tenant

use super::{MARK, Mark, PASSWORD, TIME_ZONE, cast::MEMBERS, logo, replay::mailbox};
use crate::{
    Backend,
    access::{Visitor, sessions},
    entity::instance_value,
    error::{BackendError, Result},
    pages::{create, publish},
    portal_settings::{branding, general, menu},
    scope::{Scope, StaffScope},
    staff::password,
    tenancy::{
        business,
        provision::{self, NewMember, NewTenant},
    },
};
use domain::{
    branding::Colour,
    drag::Place,
    menu::{Kind, MenuForm, MenuItem, Op, Props},
    money::Currency,
    page::Rev,
    pages::NewPageForm,
    settings::BusinessForm,
    staff::Password,
    theme::Picture,
};
use sea_orm::{ActiveValue::Set, EntityTrait, sea_query::OnConflict};

const NAME: &str = "Alder & Voss";
const BRAND: Colour = Colour::new(15, 92, 77);
const ACCENT: Colour = Colour::new(168, 74, 34);
/// Of a bank code that is nobody's, with a right check number.
pub(super) const IBAN: &str = "DE97 9000 0017 0020 2611 24";

const WELCOME: &str = "Welcome to your client room at Alder & Voss.\n\
    Here you find every invoice with its PDF, what has been paid, and your statement of account. \
    If something looks wrong, call us on +49 40 66969 100.";

/// Makes the workspace with its staff and settings. Gives back the staff, in the order of the cast.
pub(super) async fn studio(backend: &Backend) -> Result<Vec<StaffScope>> {
    let scope = provision::new_scope("the demo is loaded");
    mark(
        backend,
        Mark {
            tenant: scope.tenant(),
            client: None,
        },
    )
    .await?;
    let now = backend.clock().now();
    // One password for all, so one hash will do: a good one takes its time.
    let hash = password::hash(Password(PASSWORD.to_owned())).await?;
    let rows = backend.begin(&scope).await?;
    let new = NewTenant {
        name: NAME.to_owned(),
        currency: Currency::EUR,
        timezone: TIME_ZONE.to_owned(),
    };
    provision::create_tenant(&rows, now, &new).await?;
    let visitor = Visitor::new("198.51.100.24", super::portal::OFFICE_BROWSER);
    let mut tokens = Vec::new();
    for member in &MEMBERS {
        let new = NewMember {
            name: member.name.to_owned(),
            email: mailbox(member.mailbox),
            password_hash: Some(hash.clone()),
            role: member.role,
        };
        let user = provision::create_member(&rows, now, &new).await?;
        tokens.push(sessions::open_staff(&rows, now, user, &visitor).await?.token);
    }
    rows.commit().await?;
    let mut staff = Vec::new();
    for token in &tokens {
        staff.push(sessions::staff(backend, token).await?.scope);
    }
    let owner = staff
        .first()
        .ok_or_else(|| BackendError::internal("the demo has no owner"))?;
    furnish(backend, owner).await?;
    Ok(staff)
}

async fn furnish(backend: &Backend, owner: &StaffScope) -> Result<()> {
    let text = str::to_owned;
    let details = BusinessForm {
        name: text(NAME),
        legal_name: text("Alder & Voss Studio GmbH"),
        email: text("studio@alder-voss.example"),
        phone: text("+49 40 66969 100"),
        website: text("https://www.alder-voss.example"),
        tax_id: text("DE000000017"),
        registration_number: text("HRB 000 017, Amtsgericht Hamburg"),
        address_line1: text("Speicherhof 9"),
        address_line2: text("Boden 3"),
        postal_code: text("20457"),
        city: text("Hamburg"),
        country: text("Germany"),
        bank_name: text("Elbtalbank"),
        iban: text(IBAN),
        bic: text("ELBTDEHHXXX"),
        locale: text("en"),
        invoice_pattern: text("AV-{YYYY}-{SEQ:4}"),
        credit_note_pattern: text("AV-CN-{YYYY}-{SEQ:3}"),
        currency: Currency::EUR.to_string(),
        timezone: text(TIME_ZONE),
        tax_rounding: text("per_group"),
        number_reset: text("yearly"),
        version: 1,
        ..BusinessForm::default()
    };
    business::save(backend, owner, &details).await?;
    let mut portal = general::form(backend, owner).await?;
    WELCOME.clone_into(&mut portal.welcome_message);
    general::save(backend, owner, &portal).await?;
    let mut looks = branding::view(backend, owner).await?.form;
    looks.brand_colour = BRAND.to_string();
    looks.accent_colour = ACCENT.to_string();
    branding::save(backend, owner, &looks).await?;
    branding::save_picture(backend, owner, Picture::Logo, Some(logo::png(BRAND.channels())?)).await?;
    own_pages(backend, owner).await
}

/// Two pages that clients see, one of them in the menu, and one that is still being written.
async fn own_pages(backend: &Backend, owner: &StaffScope) -> Result<()> {
    let made = async |template: &str| {
        let form = NewPageForm {
            start: format!("template:{template}"),
            ..NewPageForm::default()
        };
        create::create(backend, owner, &form, "").await
    };
    let welcome = made("welcome").await?;
    publish::publish(backend, owner, welcome, Rev(1)).await?;
    let support = made("support-hub").await?;
    publish::publish(backend, owner, support, Rev(1)).await?;
    made("announcement").await?;
    let stored = menu::view(backend, owner).await?;
    let mut new = stored.menu;
    let item = MenuItem::new(new.fresh_id(), Props::new(Kind::Page(welcome)));
    new.apply(Op::Insert {
        at: Place::root(new.items.len()),
        item,
    })
    .map_err(BackendError::internal)?;
    let form = MenuForm {
        doc: new.write(),
        version: stored.version,
    };
    menu::save(backend, owner, &form).await
}

/// Remembers which workspace is the demo.
pub(super) async fn mark(backend: &Backend, mark: Mark) -> Result<()> {
    let row = instance_value::ActiveModel {
        name: Set(MARK.to_owned()),
        value: Set(serde_json::to_string(&mark).map_err(BackendError::internal)?),
    };
    let replace = OnConflict::column(instance_value::Column::Name)
        .update_column(instance_value::Column::Value)
        .to_owned();
    instance_value::Entity::insert(row)
        .on_conflict(replace)
        .exec_without_returning(backend.db().writer())
        .await?;
    Ok(())
}

/// Which workspace is the demo, if there is one.
pub(super) async fn marked(backend: &Backend) -> Result<Option<Mark>> {
    let found = instance_value::Entity::find_by_id(MARK)
        .one(backend.db().reader())
        .await?;
    found
        .map(|row| serde_json::from_str(&row.value).map_err(BackendError::internal))
        .transpose()
}
