//! The addresses of the settings.

use super::{
    case::{Case, Refusal::*, Thing, Who, as_fields},
    fields,
    http::Fields,
    world::World,
};
use domain::{
    menu::{MenuChange, MenuForm},
    role::{Permission::*, Role},
    settings::{AccessForm, BrandingForm, BusinessForm, CssForm, GeneralForm, ModulesForm},
    staff::MemberForm,
};

/// A menu with an item for one company or contact.
fn menu_for(world: &World, whom: &str, id: &str) -> Fields {
    let item = serde_json::json!({
        "id": "help", "type": "link", "href": "https://help.example", "audience": { whom: [id] },
    });
    let form = MenuForm {
        doc: serde_json::json!({ "items": [item] }).to_string(),
        version: world.version("menu"),
    };
    as_fields("form", &form)
}

/// The form of an item for one company or contact.
fn item_for(world: &World, whom: &str, id: &str) -> Fields {
    let ids = |kind: &str| (kind == whom).then(|| id.to_owned()).into_iter().collect();
    let form = MenuChange {
        act: "edit".into(),
        item: "invoices".into(),
        audience: whom.into(),
        companies: ids("companies"),
        contacts: ids("contacts"),
        tags: ids("tags"),
        version: world.version("menu"),
        ..MenuChange::default()
    };
    as_fields("form", &form)
}

pub fn cases() -> Vec<Case> {
    let (manage, team) = (Who::May(SettingsManage), Who::May(TeamManage));
    vec![
        Case::page("/staff/settings/portal", manage).plain(),
        Case::page("/staff/settings/business", manage).plain(),
        Case::page("/staff/settings/team", team).plain(),
        Case::reads("/api/staff/business_settings", manage).plain(),
        Case::changes("/api/staff/save_business_settings", manage).with(|world, _| {
            let form = BusinessForm {
                name: "Changed business".into(),
                currency: "EUR".into(),
                timezone: "Europe/Berlin".into(),
                locale: "en".into(),
                tax_rounding: "per_group".into(),
                invoice_pattern: "INV-{YYYY}-{SEQ:4}".into(),
                credit_note_pattern: "CN-{YYYY}-{SEQ:4}".into(),
                number_reset: "yearly".into(),
                version: world.version("tenant"),
                ..BusinessForm::default()
            };
            as_fields("form", &form)
        }),
        Case::page("/staff/settings/portal/access", manage).plain(),
        Case::page("/staff/settings/portal/branding", manage).plain(),
        Case::page("/staff/settings/portal/css", manage).plain(),
        Case::page("/staff/settings/portal/history", manage).plain(),
        Case::page("/staff/settings/portal/modules", manage).plain(),
        Case::reads("/api/staff/general_settings", manage).plain(),
        Case::changes("/api/staff/save_general_settings", manage).with(|world, _| {
            let form = GeneralForm {
                name: "Changed portal".into(),
                enabled: true,
                version: world.version("general"),
                ..GeneralForm::default()
            };
            as_fields("form", &form)
        }),
        Case::reads("/api/staff/branding_settings", manage).plain(),
        Case::changes("/api/staff/save_branding_settings", manage).with(|world, _| {
            let form = BrandingForm {
                brand_colour: "#7c2d12".into(),
                accent_colour: "#0f766e".into(),
                version: world.version("branding"),
                ..BrandingForm::default()
            };
            as_fields("form", &form)
        }),
        Case::reads("/api/staff/css_settings", manage).plain(),
        Case::reads("/api/staff/check_css", manage)
            .with(|_, _| super::fields(&[("source", ".p-card { color: red }")])),
        Case::changes("/api/staff/save_css_settings", manage).with(|world, _| {
            let form = CssForm {
                source: ".p-card { color: red }".into(),
                version: world.version("css"),
            };
            as_fields("form", &form)
        }),
        Case::reads("/api/staff/module_settings", manage).plain(),
        Case::changes("/api/staff/save_module_settings", manage).with(|world, _| {
            let form = ModulesForm {
                modules: vec!["invoices".into()],
                version: world.version("modules"),
            };
            as_fields("form", &form)
        }),
        Case::page("/staff/settings/portal/menu", manage)
            .plain()
            .probe(Thing::Contact, NotFound, |_, id| fields(&[("client", id)])),
        Case::reads("/api/staff/menu_settings", manage).plain(),
        Case::reads("/api/staff/preview_menu", manage)
            .probe(Thing::Contact, NotFound, |_, id| fields(&[("contact", id)])),
        Case::changes("/api/staff/save_menu", manage)
            .probe(Thing::Company, Invalid, |world, id| {
                menu_for(world, "companies", id)
            })
            .probe(Thing::Contact, Invalid, |world, id| {
                menu_for(world, "contacts", id)
            })
            .probe(Thing::ClientTag, Invalid, |world, id| menu_for(world, "tags", id)),
        Case::changes("/api/staff/change_menu", manage)
            .probe(Thing::Company, Invalid, |world, id| {
                item_for(world, "companies", id)
            })
            .probe(Thing::Contact, Invalid, |world, id| {
                item_for(world, "contacts", id)
            })
            .probe(Thing::ClientTag, Invalid, |world, id| item_for(world, "tags", id)),
        Case::reads("/api/staff/access_settings", manage).plain(),
        Case::changes("/api/staff/save_access_settings", manage).with(|world, _| {
            let form = AccessForm {
                link_days: "14".into(),
                version: world.version("access"),
                ..AccessForm::default()
            };
            as_fields("form", &form)
        }),
        Case::changes("/api/staff/revoke_all_access", manage).plain(),
        Case::reads("/api/staff/settings_history", manage).plain(),
        Case::changes("/api/staff/undo_settings", manage).of(Thing::SettingsChange),
        Case::changes("/staff/settings/portal/logo", manage)
            .plain()
            .answers(422),
        Case::changes("/api/staff/remove_logo", manage).plain(),
        Case::reads("/api/staff/list_members", team).plain(),
        Case::changes("/api/staff/add_member", team).with(|_, _| {
            let form = MemberForm {
                name: "New member".into(),
                email: "new-member@example.com".into(),
                role: "viewer".into(),
            };
            as_fields("form", &form)
        }),
        Case::changes("/api/staff/invite_member_again", team).of(Thing::InvitedMember),
        Case::changes("/api/staff/change_member_role", team).probe(
            Thing::Member(Role::Viewer),
            NotFound,
            |_, id| fields(&[("id", id), ("role", "staff"), ("seen", "viewer")]),
        ),
        Case::changes("/api/staff/switch_member", team).probe(
            Thing::Member(Role::Viewer),
            NotFound,
            |_, id| fields(&[("id", id), ("active", "false")]),
        ),
    ]
}
