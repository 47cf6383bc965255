//! The addresses of texts with merge tags.

use super::{
    case::{Case, Refusal::*, Thing, Who, as_fields},
    fields,
    http::Fields,
    world::World,
};
use domain::{role::Permission::SettingsManage, settings::MailWordsForm};

/// An invitation's words, with a contact's values.
fn mail_words(world: &World, contact: &str) -> Fields {
    let form = MailWordsForm {
        kind: "invitation".into(),
        locale: "en".into(),
        subject: "For {{ recipient.name }}".into(),
        body: "Dear {{ contact.name }}, welcome.".into(),
        contact: contact.into(),
        version: world.version("mails"),
    };
    as_fields("form", &form)
}

pub fn cases() -> Vec<Case> {
    let manage = Who::May(SettingsManage);
    vec![
        Case::page("/staff/settings/portal/tags", manage).plain(),
        Case::page("/staff/settings/portal/mails", manage).plain(),
        Case::page("/staff/settings/portal/mails/{kind}/{locale}", manage).plain(),
        Case::reads("/staff/settings/portal/preview", manage)
            .plain()
            .probe(Thing::Contact, NotFound, |_, id| {
                fields(&[
                    ("form[welcome_message]", "{{ contact.name }}"),
                    ("preview_contact", id),
                ])
            }),
        Case::reads("/staff/settings/portal/mails/preview", manage).probe(
            Thing::Contact,
            NotFound,
            mail_words,
        ),
        Case::reads("/api/staff/merge_tags", manage).probe(Thing::Contact, NotFound, |_, id| {
            fields(&[("place", "page"), ("contact", id)])
        }),
        Case::reads("/api/staff/tag_values", manage).probe(Thing::Contact, NotFound, |_, id| {
            fields(&[("place", "invitation"), ("contact", id)])
        }),
        Case::reads("/api/staff/check_text", manage).probe(Thing::Contact, NotFound, |_, id| {
            fields(&[
                ("place", "page"),
                ("text", "{{ contact.email }}"),
                ("contact", id),
            ])
        }),
        Case::reads("/api/staff/mail_words_list", manage).plain(),
        Case::reads("/api/staff/mail_words", manage)
            .with(|_, _| fields(&[("kind", "invitation"), ("locale", "de")])),
        Case::changes("/api/staff/save_mail_words", manage).with(|world, _| mail_words(world, "")),
        // There are no own words to give up.
        Case::changes("/api/staff/reset_mail_words", manage)
            .with(|world, _| mail_words(world, ""))
            .answers(409),
        Case::changes("/api/staff/send_test_mail", manage).probe(Thing::Contact, NotFound, mail_words),
    ]
}
