//! One changed, removed, moved or added event is seen, whatever is in it.

use super::*;
use proptest::prelude::*;
use serde_json::json;

const CONTRACT: Uuid = Uuid::from_u128(7);

fn event(kind: &str, second: i64) -> Event {
    Event {
        seq: 0,
        at: DateTime::from_timestamp(1_770_000_000 + second, 123_456_000).unwrap(),
        kind: kind.to_owned(),
        actor: "Niamh Brennan".to_owned(),
        email: "niamh@example.com".to_owned(),
        ip: "203.0.113.0".to_owned(),
        user_agent: "Firefox on Android".to_owned(),
        session: String::new(),
        document_hash: "ab".repeat(32),
        details: Value::Null,
    }
}

fn chain(events: impl IntoIterator<Item = Event>) -> (Vec<Link>, Head) {
    let mut head = Head::start(CONTRACT);
    let mut links = Vec::new();
    for event in events {
        let (next, link) = head.append(event);
        head = next;
        links.push(link);
    }
    (links, head)
}

#[test]
fn a_whole_chain_is_whole_and_belongs_to_its_contract() {
    let (links, head) = chain([event("sent", 0), event("viewed", 60), event("signed", 90)]);
    assert_eq!(check(CONTRACT, &links, Some(&head)), Ok(head));
    assert_eq!(check(CONTRACT, &links, None), Ok(head));
    assert_eq!(
        check(CONTRACT, &[], Some(&Head::start(CONTRACT))),
        Ok(Head::start(CONTRACT))
    );
    let other = check(Uuid::from_u128(8), &links, Some(&head));
    assert_eq!(other.unwrap_err().how, How::Changed);
}

#[test]
fn the_bytes_are_what_the_module_says() {
    let mut bytes = b"portico-contract-event-1\0".to_vec();
    bytes.extend(1_u64.to_be_bytes());
    bytes.extend(1_770_000_000_123_456_i64.to_be_bytes());
    for part in [
        "signed",
        "Niamh Brennan",
        "niamh@example.com",
        "203.0.113.0",
        "Firefox on Android",
        "",
        &"ab".repeat(32),
        r#"{"a":[1,{"x":"é\n","y":true}],"b":null}"#,
    ] {
        bytes.extend((part.len() as u64).to_be_bytes());
        bytes.extend(part.as_bytes());
    }
    let event = Event {
        seq: 1,
        details: json!({ "b": null, "a": [1, { "y": true, "x": "é\n" }] }),
        ..event("signed", 0)
    };
    assert_eq!(event.bytes(), bytes);
    let hash = sha256(&[genesis(CONTRACT).as_slice(), &bytes].concat());
    assert_eq!(event.hash(&genesis(CONTRACT)), hash);
}

#[test]
fn what_was_done_to_a_chain_is_said() {
    let (links, head) = chain((0..5).map(|n| event("viewed", n)));
    let found = |links: &[Link]| check(CONTRACT, links, Some(&head)).unwrap_err();

    let removed = [&links[..1], &links[2..]].concat();
    assert_eq!(
        found(&removed),
        Broken {
            seq: 2,
            how: How::Missing
        }
    );
    let cut = &links[..4];
    assert_eq!(
        found(cut),
        Broken {
            seq: 5,
            how: How::Missing
        }
    );
    // Only who knows the end can see that.
    assert!(check(CONTRACT, cut, None).is_ok());

    let mut moved = links.clone();
    moved.swap(1, 3);
    assert_eq!(
        found(&moved),
        Broken {
            seq: 2,
            how: How::OutOfPlace
        }
    );

    let (_, one_more) = head.append(event("signed", 9));
    let added = [links.clone(), vec![one_more]].concat();
    assert_eq!(
        found(&added),
        Broken {
            seq: 6,
            how: How::Added
        }
    );

    let mut renumbered = removed;
    for (at, link) in renumbered.iter_mut().enumerate() {
        link.event.seq = u32::try_from(at).unwrap() + 1;
    }
    assert_eq!(found(&renumbered).how, How::Changed);

    // Made anew as a whole: the chain holds, but does not end where it should.
    let (anew, _) = chain((0..5).map(|n| event("viewed", n + 1)));
    assert!(check(CONTRACT, &anew, None).is_ok());
    assert_eq!(
        found(&anew),
        Broken {
            seq: 5,
            how: How::Changed
        }
    );
}

#[test]
fn links_come_back_from_json_whole() {
    let (links, _) = chain([event("sent", 0)]);
    let text = serde_json::to_string(&links).unwrap();
    assert!(text.contains(&hex(&links[0].hash)), "{text}");
    assert_eq!(serde_json::from_str::<Vec<Link>>(&text).unwrap(), links);
    assert_eq!(from_hex(&hex(&links[0].hash)), Some(links[0].hash));
    assert_eq!((from_hex("zz"), from_hex(&"é".repeat(32))), (None, None));
}

fn any_event() -> impl Strategy<Value = Event> {
    let text = || "\\PC{0,12}";
    let details = prop_oneof![
        Just(Value::Null),
        prop::collection::btree_map(text(), text(), 0..3).prop_map(|map| json!(map)),
        (any::<i64>(), text()).prop_map(|(number, text)| json!({ "n": number, "of": [text] })),
    ];
    let at = (-1_000_000_i64..4_000_000_000, 0_u32..1_000_000)
        .prop_map(|(seconds, micros)| DateTime::from_timestamp(seconds, micros * 1_000).unwrap());
    let texts = (text(), text(), text(), text(), text(), text(), text());
    (at, texts, details).prop_map(|(at, texts, details)| {
        let (kind, actor, email, ip, user_agent, session, document_hash) = texts;
        Event {
            seq: 0,
            at,
            kind,
            actor,
            email,
            ip,
            user_agent,
            session,
            document_hash,
            details,
        }
    })
}

/// Changes one field of an event in some way.
fn tampered(event: &Event, field: usize, with: &str) -> Event {
    let mut event = event.clone();
    match field {
        0 => event.at += chrono::TimeDelta::microseconds(1),
        1 => event.kind.push_str(with),
        2 => event.actor.push_str(with),
        3 => event.email.insert_str(0, with),
        4 => event.ip.push_str(with),
        5 => event.user_agent.push_str(with),
        6 => event.session.push_str(with),
        7 => event.document_hash.push_str(with),
        // What stands at the end of one field moves to the start of the next.
        8 => match event.actor.pop() {
            Some(last) => event.email.insert(0, last),
            None => event.actor.push_str(with),
        },
        _ => event.details = json!([event.details]),
    }
    event
}

proptest! {
    #[test]
    fn any_change_to_any_chain_is_seen(
        events in prop::collection::vec(any_event(), 1..8),
        which in any::<prop::sample::Index>(),
        where_to in any::<prop::sample::Index>(),
        field in 0_usize..10,
        with in "\\PC{1,3}",
        extra in any_event(),
    ) {
        let (links, head) = chain(events);
        prop_assert_eq!(check(CONTRACT, &links, Some(&head)), Ok(head));
        let seen = |links: &[Link]| check(CONTRACT, links, Some(&head)).is_err();
        let at = which.index(links.len());

        let mut changed = links.clone();
        changed[at].event = tampered(&changed[at].event, field, &with);
        prop_assert!(seen(&changed));
        // Also with hashes to match from there on: then the end differs.
        let rehashed = chain(changed.iter().map(|link| link.event.clone())).0;
        prop_assert!(seen(&rehashed));

        let mut removed = links.clone();
        removed.remove(at);
        prop_assert!(seen(&removed));
        prop_assert!(seen(&chain(removed.into_iter().map(|link| link.event)).0));

        let to = where_to.index(links.len());
        if links[at] != links[to] {
            let mut moved = links.clone();
            moved.swap(at, to);
            prop_assert!(seen(&moved));
            // Equal events but for their numbers are the same chain in either order.
            let as_made = |link: &Link| Event { seq: 0, ..link.event.clone() };
            if as_made(&links[at]) != as_made(&links[to]) {
                prop_assert!(seen(&chain(moved.into_iter().map(|link| link.event)).0));
            }
        }

        let mut inserted: Vec<Event> = links.iter().map(|link| link.event.clone()).collect();
        inserted.insert(where_to.index(links.len() + 1), extra);
        prop_assert!(seen(&chain(inserted).0));

        let mut hash = links.clone();
        hash[at].hash[where_to.index(32)] ^= 1;
        prop_assert!(seen(&hash));
    }

    #[test]
    fn a_stored_value_hashes_as_it_did(event in any_event()) {
        let stored = serde_json::to_string_pretty(&event).unwrap();
        let read: Event = serde_json::from_str(&stored).unwrap();
        prop_assert_eq!(read.bytes(), event.bytes());
    }
}
