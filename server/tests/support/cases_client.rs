//! The addresses of the client's side.

use super::{
    case::{Case, Refusal::*, Thing, Who, as_fields},
    fields,
};
use domain::{contact::ProfileForm, module::Module};

pub fn cases() -> Vec<Case> {
    let invoices = Who::ClientsWith(Module::Invoices);
    let statement = Who::ClientsWith(Module::Statement);
    let activity = Who::ClientsWith(Module::Activity);
    vec![
        Case::page("/portal", Who::Clients).plain(),
        Case::page("/portal/activity", activity).plain(),
        Case::page("/portal/invoices", invoices)
            .plain()
            .probe(Thing::Company, Empty, |_, id| fields(&[("company", id)])),
        Case::page("/portal/invoices/{id}", invoices)
            .of(Thing::Invoice("open"))
            .of(Thing::Invoice("void")),
        Case::page("/portal/invoices/{id}/pdf", invoices).of(Thing::Invoice("open")),
        Case::page("/portal/credit-notes/{id}/pdf", invoices).of(Thing::CreditNote),
        // Both workspaces have a page of this address.
        Case::page("/portal/p/{slug}", Who::Clients).plain(),
        Case::page("/portal/p/{slug}/embed/{block}", Who::Clients)
            .plain()
            .answers(404),
        Case::page("/portal/images/{hash}", Who::Clients)
            .plain()
            .answers(404),
        Case::page("/portal/profile", Who::Clients).plain(),
        Case::page("/portal/statement", statement)
            .plain()
            .probe(Thing::Company, NotFound, |_, id| fields(&[("company", id)])),
        Case::page("/portal/statement/pdf", statement)
            .plain()
            .probe(Thing::Company, NotFound, |_, id| fields(&[("company", id)])),
        Case::reads("/api/portal/dashboard", invoices).plain(),
        Case::reads("/api/portal/greeting", Who::Clients).plain(),
        Case::reads("/api/portal/activity", activity).plain(),
        Case::reads("/api/portal/latest_activity", activity).plain(),
        Case::reads("/api/portal/list_invoices", invoices)
            .plain()
            .probe(Thing::Company, Empty, |_, id| fields(&[("filter[company]", id)])),
        Case::reads("/api/portal/invoice", invoices).of(Thing::Invoice("partial")),
        Case::reads("/api/portal/statement", statement)
            .plain()
            .probe(Thing::Company, NotFound, |_, id| fields(&[("company", id)])),
        Case::reads("/api/portal/own_page", Who::Clients).with(|_, _| fields(&[("slug", "published-page")])),
        Case::reads("/api/portal/profile", Who::Clients).plain(),
        Case::reads("/api/portal/sessions", Who::Clients).plain(),
        Case::changes("/api/portal/update_profile", Who::Clients).with(|world, _| {
            let contact = world.a1().contacts[0].id.to_string();
            let form = ProfileForm {
                phone: "0221 1234".into(),
                locale: "de".into(),
                timezone: "Europe/Vienna".into(),
                version: world.version(&contact),
            };
            as_fields("form", &form)
        }),
        Case::changes("/api/portal/end_session", Who::Clients).of(Thing::ClientSession),
        Case::changes("/api/portal/sign_out", Who::Clients).plain(),
    ]
}
