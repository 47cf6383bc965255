use super::*;
use crate::page::{Doc, Place, Rule, meta};
use std::collections::BTreeSet;

fn page(template: &Template) -> Doc {
    let mut number = 0;
    let stored = template.page(|| {
        number += 1;
        number
    });
    Doc::from_stored(stored).unwrap()
}

#[test]
fn every_template_is_valid_and_has_nothing_to_put_right() {
    let mut keys = BTreeSet::new();
    for template in &TEMPLATES {
        let key = template.key;
        assert!(
            keys.insert(key) && keys.insert(template.slug) || key == template.slug,
            "{key} twice"
        );
        assert!(
            template.description.ends_with('.') && template.summary.ends_with('.'),
            "{key}"
        );
        assert!(Template::find(key).is_some_and(|found| found.name == template.name));
        let doc = page(template);
        assert_eq!(doc.opaque(), 0, "{key}");
        assert_eq!(doc.check(), [], "{key}");
        assert!(doc.len() >= 8, "{key} has {} blocks", doc.len());
        // Block by block it could be built by hand, so each is where it may be.
        let mut built = Doc::default();
        for (index, block) in doc.to_stored().blocks.into_iter().enumerate() {
            built
                .apply(crate::page::Op::Insert {
                    at: Place::root(index),
                    block,
                })
                .unwrap();
        }
        assert_eq!(built, doc, "{key}");
        for (_, id) in doc.walk() {
            let node = doc.node(id).unwrap();
            assert_eq!(
                node.show_if().map(Rule::check).transpose(),
                Ok(node.show_if().map(|_| ())),
                "{key}"
            );
            assert!(
                !meta(node.kind()).unwrap().restricted,
                "{key}: every provider may use it"
            );
        }
    }
}

#[test]
fn texts_are_real_and_tags_are_whole() {
    for template in &TEMPLATES {
        let doc = page(template);
        let plain = doc.plain().to_lowercase();
        for word in ["lorem", "ipsum", "todo", "xxx", "placeholder", "**"] {
            assert!(!plain.contains(word), "{}: {word}", template.key);
        }
        assert!(
            plain.split_whitespace().count() > 100,
            "{}: {} words",
            template.key,
            plain.split_whitespace().count()
        );
        // What looks like a tag is one: nothing in braces is left as text.
        for (_, id) in doc.walk() {
            let node = doc.node(id).unwrap();
            let tags: BTreeSet<String> = node.tags().into_iter().map(|(_, tag)| tag.typed()).collect();
            for (field, text) in node.texts() {
                let rest = tags.iter().fold(text.clone(), |text, tag| text.replace(tag, ""));
                assert!(!rest.contains("{{"), "{} {field}: {text}", template.key);
            }
        }
    }
}

#[test]
fn tags_that_may_be_empty_have_something_to_fall_back_to() {
    let always = [
        "system.company_name",
        "portal.name",
        "contact.name",
        "company.name",
        "system.current_year",
        "contact.portal_url",
    ];
    for template in &TEMPLATES {
        let doc = page(template);
        for (_, id) in doc.walk() {
            for (field, tag) in doc.node(id).unwrap().tags() {
                let link = matches!(field.as_str(), "href" | "email" | "phone");
                let fine = link || tag.fallback.is_some() || always.contains(&tag.path.as_str());
                assert!(fine, "{} {field}: {}", template.key, tag.typed());
            }
        }
    }
}
