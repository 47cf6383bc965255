//! The portal's menu: reading and saving it, and what one client sees of it.

use super::{
    history::{self, Change},
    portal_row,
};
use crate::{
    Backend, client_tag,
    client_tag::Everybodys,
    contact::{name, visibility::companies_of},
    entity::{company, contact, page, portal, settings_revision, tag, tenant},
    error::{BackendError, Result},
    merge, pages,
    scope::{ClientScope, Reads, Rows, Scope, StaffScope},
};
use domain::{
    form::FieldErrors,
    ids::{CompanyId, ContactId, TagId},
    locale::Locale,
    menu::{Audience, CompanyChoice, Menu, MenuChange, MenuForm, MenuView, Person, Reader, ShownItem, shown},
    module::ModuleSet,
    role::Permission,
    settings::Area,
};
use sea_orm::{ColumnTrait, Order, sea_query::Expr};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// More companies or contacts than this are not offered in the editor.
const MAX_CHOICES: u64 = 500;

/// The area's state in the history: the menu in words for people, and as it is stored.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct State {
    items: Vec<String>,
    doc: String,
    version: i64,
}

/// The stored menu; one that can't be read is as if nobody had changed it, so that clients find their way.
pub(crate) fn read(stored: &str) -> Menu {
    Menu::read(stored).unwrap_or_else(|_| {
        tracing::error!("a stored menu can't be read; the standard menu is shown");
        Menu::standard()
    })
}

/// What a reader sees of a stored menu.
///
/// # Errors
/// When the database fails.
pub(crate) async fn for_reader(
    backend: &Backend,
    scope: &ClientScope,
    stored: &str,
    modules: &ModuleSet,
) -> Result<Vec<ShownItem>> {
    shown_to(backend, scope, &read(stored), modules).await
}

async fn shown_to(
    backend: &Backend,
    scope: &ClientScope,
    menu: &Menu,
    modules: &ModuleSet,
) -> Result<Vec<ShownItem>> {
    let reader = Reader {
        contact: scope.contact(),
        companies: scope.companies().to_vec(),
        // A menu that names no tags costs no query for them.
        tags: match chosen(menu).tags.is_empty() {
            true => Vec::new(),
            false => client_tag::of_reader(&backend.read(scope)).await?,
        },
    };
    let pages = pages::menu::for_client(backend, scope, modules, menu).await?;
    Ok(shown(menu, modules, &pages, &reader))
}

async fn state<S>(rows: &Rows<'_, S>) -> Result<State>
where
    S: Scope + Reads<portal::Entity> + Reads<settings_revision::Entity> + Reads<page::Entity>,
{
    let doc = portal_row(rows).await?.menu;
    let menu = read(&doc);
    Ok(State {
        items: menu.in_words(&pages::menu::titles(rows, &menu).await?),
        doc,
        version: history::version(rows, Area::Menu).await?,
    })
}

/// What the editor opens with.
///
/// # Errors
/// [`BackendError::Forbidden`], or when the database fails.
pub async fn view(backend: &Backend, scope: &StaffScope) -> Result<MenuView> {
    scope.require(Permission::SettingsManage)?;
    let rows = backend.read(scope);
    let portal = portal_row(&rows).await?;
    let companies = rows
        .find::<company::Entity>()
        .filter(company::Column::ArchivedAt.is_null())
        .order(company::Column::SearchKey, Order::Asc)
        .limit(MAX_CHOICES + 1)
        .tuples::<(Uuid, String)>(
            vec![company::Column::Id.into_expr(), company::Column::Name.into_expr()],
            vec![],
        )
        .await?;
    let contacts = rows
        .find::<contact::Entity>()
        .filter(contact::Column::ArchivedAt.is_null())
        .filter(contact::Column::PortalEnabled.eq(true))
        .order(contact::Column::SearchKey, Order::Asc)
        .limit(MAX_CHOICES + 1)
        .all()
        .await?;
    let menu = read(&portal.menu);
    let most = usize::try_from(MAX_CHOICES).unwrap_or(usize::MAX);
    let more = companies.len() > most || contacts.len() > most;
    let contacts: Vec<_> = contacts.into_iter().take(most).collect();
    let everybodys = Everybodys::read(&rows).await?;
    let people = people(&rows, &contacts, &everybodys).await?;
    let listed = |id: &Uuid| {
        let mut companies = companies.iter().take(most);
        companies.any(|(company, _)| company == id)
            || people.iter().any(|person| person.reader.contact.uuid() == *id)
    };
    let mut others = chosen_names(&rows, &menu).await?;
    others.retain(|id, _| !listed(id));
    let modules = ModuleSet::from_keys(&portal.modules);
    let pages = pages::menu::for_staff(backend, &rows, &modules, &people).await?;
    Ok(MenuView {
        menu,
        version: history::version(&rows, Area::Menu).await?,
        modules,
        pages,
        companies: companies
            .into_iter()
            .take(most)
            .map(|(id, name)| CompanyChoice { id: id.into(), name })
            .collect(),
        people,
        tags: client_tag::queries::all(&rows).await?,
        more,
        others,
    })
}

/// Everybody who is chosen somewhere in the menu, by name.
async fn chosen_names(rows: &Rows<'_, StaffScope>, menu: &Menu) -> Result<BTreeMap<Uuid, String>> {
    let Chosen {
        companies, contacts, ..
    } = chosen(menu);
    if companies.is_empty() && contacts.is_empty() {
        return Ok(BTreeMap::new());
    }
    let companies = rows
        .find::<company::Entity>()
        .filter(company::Column::Id.is_in(companies.iter().map(|id| id.uuid())))
        .all()
        .await?;
    let contacts = rows
        .find::<contact::Entity>()
        .filter(contact::Column::Id.is_in(contacts.iter().map(|id| id.uuid())))
        .all()
        .await?;
    let contacts = contacts.iter().map(|contact| (contact.id, name(contact)));
    let companies = companies.into_iter().map(|company| (company.id, company.name));
    Ok(companies.chain(contacts).collect())
}

/// Those whom a menu's audiences name.
#[derive(Default)]
struct Chosen {
    companies: BTreeSet<CompanyId>,
    contacts: BTreeSet<ContactId>,
    tags: BTreeSet<TagId>,
}

fn chosen(menu: &Menu) -> Chosen {
    let mut chosen = Chosen::default();
    for (_, item) in menu.walk() {
        match &item.props.audience {
            Audience::Companies(ids) => chosen.companies.extend(ids),
            Audience::Contacts(ids) => chosen.contacts.extend(ids),
            Audience::Tags(ids) => chosen.tags.extend(ids),
            Audience::Everyone | Audience::Unknown(_) => {}
        }
    }
    chosen
}

/// Contacts with the companies they act for. Who acts for none can't open the portal, and is left out.
async fn people(
    rows: &Rows<'_, StaffScope>,
    contacts: &[contact::Model],
    everybodys: &Everybodys,
) -> Result<Vec<Person>> {
    let ids: Vec<Uuid> = contacts.iter().map(|contact| contact.id).collect();
    let mut companies = companies_of(rows, &ids).await?;
    let person = |contact: &contact::Model| {
        let mut companies = companies.remove(&contact.id).unwrap_or_default();
        companies.retain(|(_, _, archived)| !archived);
        let names: Vec<&str> = companies.iter().map(|(_, name, _)| name.as_str()).collect();
        let ids: Vec<CompanyId> = companies.iter().map(|(id, _, _)| (*id).into()).collect();
        (!companies.is_empty()).then(|| Person {
            name: name(contact),
            detail: names.join(", "),
            reader: Reader {
                contact: contact.id.into(),
                tags: everybodys.of(contact.id.into(), &ids),
                companies: ids,
            },
        })
    };
    Ok(contacts.iter().filter_map(person).collect())
}

/// Saves the whole menu.
///
/// # Errors
/// [`BackendError::Invalid`] item by item; [`BackendError::Stale`] with the stored [`MenuForm`] after somebody else's change.
pub async fn save(backend: &Backend, scope: &StaffScope, form: &MenuForm) -> Result<()> {
    scope.require(Permission::SettingsManage)?;
    let menu = parsed(&form.doc)?;
    store(backend, scope, menu, form.version, None).await
}

/// Makes one change of the stored menu and saves it: the buttons of the page without JavaScript.
///
/// # Errors
/// [`BackendError::Invalid`] by field of the [`MenuChange`]; [`BackendError::Stale`] after somebody else's change.
pub async fn change(backend: &Backend, scope: &StaffScope, form: &MenuChange) -> Result<()> {
    scope.require(Permission::SettingsManage)?;
    let mut menu = read(&portal_row(&backend.read(scope)).await?.menu);
    let op = form.op(&menu)?;
    let concerned = match &op {
        domain::menu::Op::Insert { item, .. } => item.id.clone(),
        domain::menu::Op::Remove { id }
        | domain::menu::Op::Move { id, .. }
        | domain::menu::Op::SetProps { id, .. } => id.clone(),
    };
    menu.apply(op)
        .map_err(|error| BackendError::invalid("", error.to_string()))?;
    store(backend, scope, menu, form.version, None)
        .await
        .map_err(|error| match error {
            // The form knows its fields by their own names.
            BackendError::Invalid(errors) => {
                let prefix = format!("{concerned}.");
                let own = |(field, message): (String, String)| {
                    let field = field.strip_prefix(&prefix).map_or(String::new(), str::to_owned);
                    (field, message)
                };
                BackendError::Invalid(FieldErrors(errors.0.into_iter().map(own).collect()))
            }
            other => other,
        })
}

/// Puts the area back to what it was.
///
/// # Errors
/// As [`save`].
pub(crate) async fn restore(
    backend: &Backend,
    scope: &StaffScope,
    before: serde_json::Value,
    undoes: i64,
) -> Result<()> {
    scope.require(Permission::SettingsManage)?;
    let state: State = serde_json::from_value(before).map_err(BackendError::internal)?;
    let menu = parsed(&state.doc)?;
    store(backend, scope, menu, state.version, Some(undoes)).await
}

fn parsed(doc: &str) -> Result<Menu> {
    Menu::read(doc).map_err(|error| BackendError::invalid("doc", error.to_string()))
}

async fn store(
    backend: &Backend,
    scope: &StaffScope,
    menu: Menu,
    version: i64,
    undoes: Option<i64>,
) -> Result<()> {
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    let before = state(&rows).await?;
    let stored = MenuForm {
        doc: read(&before.doc).write(),
        version: before.version,
    };
    history::require_version(version, before.version, &stored)?;
    // What a newer version made may come back from the history as well.
    let known = if undoes.is_some() {
        menu.clone()
    } else {
        read(&before.doc)
    };
    let menu = menu.checked(&known)?;
    check_audiences(&rows, &menu, &known).await?;
    rows.update::<portal::Entity>()
        .set(portal::Column::Menu, menu.write())
        .set(portal::Column::UpdatedAt, Expr::value(now))
        .exec()
        .await?;
    let change = Change {
        area: Area::Menu,
        version: before.version,
        before: &before,
        after: &state(&rows).await?,
        undoes,
    };
    history::record(&rows, now, change).await?;
    rows.commit().await
}

/// Whoever is meant to see an item must be one of the tenant's own. A tag that was deleted may stay where it is.
async fn check_audiences(rows: &Rows<'_, StaffScope>, menu: &Menu, before: &Menu) -> Result<()> {
    let Chosen {
        companies,
        contacts,
        tags,
    } = chosen(menu);
    let mut tags = known::<tag::Entity, _>(rows, tag::Column::Id, &tags).await?;
    tags.extend(chosen(before).tags.into_iter().map(TagId::uuid));
    let companies = known::<company::Entity, _>(rows, company::Column::Id, &companies).await?;
    let contacts = known::<contact::Entity, _>(rows, contact::Column::Id, &contacts).await?;
    let mut errors = FieldErrors::default();
    for (_, item) in menu.walk() {
        let foreign = match &item.props.audience {
            Audience::Companies(ids) => ids.iter().any(|id| !companies.contains(&id.uuid())),
            Audience::Contacts(ids) => ids.iter().any(|id| !contacts.contains(&id.uuid())),
            Audience::Tags(ids) => ids.iter().any(|id| !tags.contains(&id.uuid())),
            Audience::Everyone | Audience::Unknown(_) => false,
        };
        if foreign {
            errors.add(
                format!("{}.audience", item.id),
                "Please choose who sees it from the list.",
            );
        }
    }
    Ok(errors.into_result(())?)
}

/// Those of some ids that are in reach.
pub(crate) async fn known<E, I>(
    rows: &Rows<'_, StaffScope>,
    column: E::Column,
    ids: &BTreeSet<I>,
) -> Result<BTreeSet<Uuid>>
where
    E: crate::scope::TenantOwned,
    I: Copy + Into<Uuid>,
{
    if ids.is_empty() {
        return Ok(BTreeSet::new());
    }
    let ids = ids.iter().map(|id| -> Uuid { (*id).into() });
    let found = rows
        .find::<E>()
        .filter(column.is_in(ids))
        .tuples::<(Uuid,)>(vec![column.into_expr()], vec![])
        .await?;
    Ok(found.into_iter().map(|(id,)| id).collect())
}

/// What a contact would see of a menu that may not be saved yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// The language they read.
    pub locale: Locale,
    /// The items they see.
    pub items: Vec<ShownItem>,
}

/// A menu as one contact sees it; an empty one is the stored menu. It is resolved as in the portal itself.
///
/// # Errors
/// [`BackendError::NotFound`] when there is no such contact; [`BackendError::Invalid`] when it is no menu.
pub async fn preview(
    backend: &Backend,
    scope: &StaffScope,
    doc: &str,
    contact: ContactId,
) -> Result<Preview> {
    scope.require(Permission::SettingsManage)?;
    let rows = backend.read(scope);
    let contact = rows.get::<contact::Entity>(contact.uuid()).await?;
    let tenant = rows.get::<tenant::Entity>(scope.tenant().uuid()).await?;
    let portal = portal_row(&rows).await?;
    let menu = if doc.is_empty() {
        read(&portal.menu)
    } else {
        parsed(doc)?
    };
    let reader = merge::scope_of(&rows, contact.id.into()).await?;
    let modules = ModuleSet::from_keys(&portal.modules);
    let locale = contact.locale.unwrap_or(tenant.locale);
    Ok(Preview {
        locale: locale.parse().unwrap_or(Locale::En),
        items: shown_to(backend, &reader, &menu, &modules).await?,
    })
}
