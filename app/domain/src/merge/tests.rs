//! The catalogue holds what it promises.

use super::*;
use std::collections::BTreeSet;

#[test]
fn paths_are_unique_plain_and_none_looks_like_a_twin() {
    let mut keys = BTreeSet::new();
    for root in roots() {
        assert!(keys.insert(root.key), "{} is there twice", root.key);
        let mut names = BTreeSet::new();
        for tag in root.tags {
            let path = format!("{}.{}", root.key, tag.name);
            assert!(names.insert(tag.name), "{path} is there twice");
            assert!(
                path.chars()
                    .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "._".contains(c)),
                "{path}"
            );
            assert!(!tag.name.ends_with("_raw"), "{path}: twins come by themselves");
            assert_eq!(tag.kind == TagType::List, !tag.items.is_empty(), "{path}");
            assert!(
                tag.kind == TagType::List || !tag.example.is_empty(),
                "{path} has no example"
            );
        }
    }
}

#[test]
fn the_tags_of_the_product_description_are_there() {
    for path in [
        "contact.name",
        "contact.email",
        "contact.phone",
        "contact.company",
        "invoice.number",
        "invoice.total",
        "invoice.status",
        "project.name",
        "project.status",
        "project.progress",
        "system.current_date",
        "system.company_name",
    ] {
        assert!(find(path).is_some(), "{path}");
    }
    assert!(find("project.name").unwrap().0.arrives_with.is_some());
    assert!(find("invoice.internal_notes").is_none());
}

#[test]
fn tags_are_offered_where_they_mean_something() {
    let at = |path: &str, place| find(path).is_some_and(|(root, tag)| offered(root, tag, place));
    use crate::mail::MailKind::{Invitation, NewDevice, StaffInvitation};
    assert!(at("contact.name", Place::Page) && !at("contact.name", Place::Mail(StaffInvitation)));
    assert!(at("user.name", Place::Mail(Invitation)) && !at("user.name", Place::Page));
    assert!(at("event.browser", Place::Mail(NewDevice)) && !at("event.browser", Place::Mail(Invitation)));
    assert!(at("portal.link_expires_at", Place::Page));
    assert!(!at("portal.link_expires_at", Place::Mail(NewDevice)));
    assert!(rows(Place::Page).iter().all(|row| !row.insert.contains("user.")));
}

#[test]
fn every_filters_example_names_it_and_a_real_tag() {
    for filter in filter::all() {
        assert!(filter.usage.contains(filter.name), "{}", filter.name);
        let path = filter.usage.split('|').next().unwrap_or_default();
        let path = path.strip_suffix("_raw").unwrap_or(path);
        assert!(find(path).is_some() || root(path).is_some(), "{}", filter.usage);
    }
}
