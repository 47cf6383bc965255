//! The addresses of the tags of companies and contacts.

use super::{
    case::{Case, Refusal::*, Thing, Who, as_fields, id_and},
    fields,
};
use domain::{
    client_tag::TagForm,
    role::Permission::{ClientsRead, ClientsWrite},
};

pub fn cases() -> Vec<Case> {
    let (read, write) = (Who::May(ClientsRead), Who::May(ClientsWrite));
    vec![
        Case::page("/staff/tags", read).plain(),
        Case::page("/staff/tags/{id}", read).of(Thing::ClientTag),
        Case::reads("/api/staff/list_tags", read).plain(),
        Case::reads("/api/staff/tag_choices", read).plain(),
        Case::reads("/api/staff/get_tag", read).of(Thing::ClientTag),
        Case::changes("/api/staff/rename_tag", write).probe(Thing::ClientTag, NotFound, |_, id| {
            let form = TagForm {
                name: "Renamed".into(),
                seen: "§A0-internal-tag§".into(),
            };
            id_and(id, as_fields("form", &form))
        }),
        Case::changes("/api/staff/merge_tag", write)
            .probe(Thing::ClientTag, NotFound, |world, id| {
                fields(&[("id", id), ("into", world.a.other_tag.to_string().as_str())])
            })
            .probe(Thing::ClientTag, Invalid, |world, id| {
                fields(&[("id", world.a.other_tag.to_string().as_str()), ("into", id)])
            }),
        Case::changes("/api/staff/delete_tag", write).of(Thing::ClientTag),
    ]
}
