use super::super::tests::{doc, hard, heading, id, random::op_of, words};
use super::*;
use crate::page::{Landed, Place, rebase};
use proptest::prelude::*;
use serde_json::{Map, json};

/// A server, as far as a session sees it: the current page and every change since the first state.
struct Server {
    states: Vec<Doc>,
    changes: Vec<Vec<Op>>,
    answers: Vec<(Uuid, Kept)>,
}

impl Server {
    fn new(doc: Doc) -> Self {
        Self {
            states: vec![doc],
            changes: Vec::new(),
            answers: Vec::new(),
        }
    }

    fn doc(&self) -> &Doc {
        self.states.last().unwrap()
    }

    fn since(&self, base: Rev) -> Vec<Op> {
        self.changes[usize::try_from(base.0).unwrap()..].concat()
    }

    fn rev(&self) -> Rev {
        Rev(i64::try_from(self.changes.len()).unwrap())
    }

    fn keep(&mut self, batch: Batch) -> Kept {
        if let Some((_, kept)) = self.answers.iter().find(|(id, _)| *id == batch.id) {
            return kept.clone();
        }
        let others = self.since(batch.base);
        let mut doc = self.doc().clone();
        let base = &self.states[usize::try_from(batch.base.0).unwrap()];
        let landed = rebase(base, &mut doc, batch.ops);
        self.changes.push(landed.ops.clone());
        self.states.push(doc);
        let kept = Kept {
            rev: self.rev(),
            others,
            by: Vec::new(),
            landed,
        };
        self.answers.push((batch.id, kept.clone()));
        kept
    }
}

fn sync(session: &mut Session, server: &mut Server, number: u128) -> Vec<Conflict> {
    match session.to_send(Uuid::from_u128(number)) {
        Some(batch) => session.kept(server.keep(batch)).1,
        None => Vec::new(),
    }
}

fn text(block: &str, words_of: &str) -> Op {
    let mut set = Map::new();
    set.insert("text".to_owned(), words(words_of));
    Op::SetProps {
        id: id(block),
        set,
        unset: std::collections::BTreeSet::new(),
    }
}

fn two_headings() -> Doc {
    doc(json!([heading("a", "One"), heading("b", "Two")]))
}

#[test]
fn typing_is_one_step_and_one_change() {
    let mut session = Session::new(two_headings(), Rev(0));
    for (nth, typed) in ["H", "He", "Hel"].into_iter().enumerate() {
        session.apply(text("a", typed), 100.0 * nth as f64).unwrap();
    }
    assert_eq!(session.waiting.len(), 1, "the last value alone is sent");
    session.undo().unwrap().unwrap();
    assert_eq!(*session.doc(), two_headings());
    assert!(!session.can_undo());
    session.redo().unwrap().unwrap();
    session.apply(text("a", "Hello"), 9_000.0).unwrap();
    session.undo().unwrap().unwrap();
    assert_eq!(
        session.doc().name(&id("a")),
        "Heading ‘Hel’",
        "after a pause it is a new step"
    );
}

#[test]
fn what_changes_nothing_is_no_step() {
    let mut session = Session::new(two_headings(), Rev(0));
    let same = Op::Move {
        id: id("a"),
        to: Place::root(0),
    };
    session.apply(same, 0.0).unwrap();
    session.apply(text("a", "One"), 0.0).unwrap();
    assert!(!session.can_undo() && session.is_kept());
}

#[test]
fn one_batch_at_a_time_and_a_lost_answer_is_asked_for_again() {
    let mut server = Server::new(two_headings());
    let mut session = Session::new(two_headings(), Rev(0));
    session.apply(text("a", "First"), 0.0).unwrap();
    let first = session.to_send(Uuid::from_u128(1)).unwrap();
    server.keep(first.clone());
    // The answer is lost; more is typed meanwhile.
    session.apply(text("b", "Second"), 0.0).unwrap();
    let again = session.to_send(Uuid::from_u128(2)).unwrap();
    assert_eq!(again, first);
    session.kept(server.keep(again));
    assert!(!session.is_kept(), "the second change still waits");
    sync(&mut session, &mut server, 3);
    assert!(session.is_kept());
    assert_eq!(server.doc(), session.doc());
    assert_eq!(server.changes.len(), 2);
}

#[test]
fn what_others_did_is_taken_in_and_clashes_are_told() {
    let mut server = Server::new(two_headings());
    let mut anna = Session::new(two_headings(), Rev(0));
    let mut ben = Session::new(two_headings(), Rev(0));
    anna.apply(text("a", "Anna's"), 0.0).unwrap();
    sync(&mut anna, &mut server, 1);
    ben.apply(text("a", "Ben's"), 0.0).unwrap();
    ben.apply(text("b", "Ben's too"), 0.0).unwrap();
    let conflicts = sync(&mut ben, &mut server, 2);
    assert_eq!(conflicts.len(), 1);
    assert_eq!(conflicts[0].block, id("a"));
    assert_eq!(ben.doc().name(&id("a")), "Heading ‘Anna's’", "theirs is shown");
    assert_eq!(ben.doc().name(&id("b")), "Heading ‘Ben's too’");
    let news = News {
        rev: server.rev(),
        ops: server.since(anna.rev()),
        by: Vec::new(),
    };
    let (patches, conflicts) = anna.news(news);
    assert!(patches.all && conflicts.is_empty());
    assert_eq!(anna.doc(), ben.doc());
    // Mine after all: the same change once more.
    ben.apply(text("a", "Ben's"), 0.0).unwrap();
    assert!(sync(&mut ben, &mut server, 3).is_empty());
    assert_eq!(server.doc().name(&id("a")), "Heading ‘Ben's’");
}

#[test]
fn a_reload_loses_neither_changes_nor_steps() {
    let mut server = Server::new(two_headings());
    let mut session = Session::new(two_headings(), Rev(0));
    session.apply(text("a", "Kept"), 0.0).unwrap();
    sync(&mut session, &mut server, 1);
    session.apply(text("b", "Not sent"), 0.0).unwrap();
    let json = serde_json::to_string(&session.written()).unwrap();
    // Somebody else changes it before the tab is opened again.
    let mut ben = Session::new(server.doc().clone(), server.rev());
    let gone = Op::Remove { id: id("a") };
    ben.apply(gone, 0.0).unwrap();
    sync(&mut ben, &mut server, 2);
    let written = serde_json::from_str(&json).unwrap();
    let mut session = Session::resume(server.doc().clone(), server.rev(), written);
    assert_eq!(session.doc().name(&id("b")), "Heading ‘Not sent’");
    sync(&mut session, &mut server, 3);
    assert_eq!(server.doc(), session.doc());
    assert_eq!(session.doc().len(), 1);
    session.undo().unwrap().unwrap();
    assert_eq!(session.doc().name(&id("b")), "Heading ‘Two’");
    assert!(session.undo().unwrap().is_err(), "its block is gone");
    assert!(session.undo().is_none());
}

#[test]
fn what_the_server_refuses_is_taken_back_alone() {
    let mut session = Session::new(two_headings(), Rev(0));
    session.apply(text("a", "Refused"), 0.0).unwrap();
    session.to_send(Uuid::from_u128(1)).unwrap();
    session.apply(text("b", "Fine"), 0.0).unwrap();
    assert!(session.refused().all);
    assert_eq!(session.doc().name(&id("a")), "Heading ‘One’");
    assert_eq!(session.doc().name(&id("b")), "Heading ‘Fine’");
    assert_eq!(session.to_send(Uuid::from_u128(2)).unwrap().ops.len(), 1);
}

#[test]
fn landed_is_what_the_server_says() {
    let mut session = Session::new(two_headings(), Rev(0));
    session.apply(text("a", "Mine"), 0.0).unwrap();
    session.to_send(Uuid::from_u128(1)).unwrap();
    let kept = Kept {
        rev: Rev(7),
        others: vec![Op::Remove { id: id("b") }],
        by: vec!["Ben".to_owned()],
        landed: Landed {
            ops: vec![text("a", "Mine")],
            ..Landed::default()
        },
    };
    assert!(session.kept(kept).0.all);
    assert_eq!((session.rev(), session.doc().len()), (Rev(7), 1));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Two people, a server, lost answers and reloads: in the end everybody has the same page.
    #[test]
    fn everybody_ends_with_the_same_page(
        steps in prop::collection::vec((any::<u8>(), any::<bool>(), (any::<u8>(), any::<usize>(), any::<usize>(), any::<u64>())), 1..60),
    ) {
        let start = doc(hard());
        let mut server = Server::new(start.clone());
        let mut people = [Session::new(start.clone(), Rev(0)), Session::new(start, Rev(0))];
        for (nth, (what, who, numbers)) in steps.into_iter().enumerate() {
            let number = u128::try_from(nth).unwrap() + 1;
            let session = &mut people[usize::from(who)];
            match what % 8 {
                0 => { sync(session, &mut server, number); }
                1 => {
                    // The answer is lost.
                    if let Some(batch) = session.to_send(Uuid::from_u128(number)) {
                        server.keep(batch);
                    }
                }
                2 => {
                    let written = serde_json::from_str(&serde_json::to_string(&session.written()).unwrap()).unwrap();
                    *session = Session::resume(server.doc().clone(), server.rev(), written);
                }
                3 => { let _ = session.undo(); }
                4 => { let _ = session.redo(); }
                _ => {
                    let op = op_of(session.doc(), numbers);
                    let _ = session.apply(op, 0.0);
                }
            }
        }
        for round in 0..3_u128 {
            for (nth, session) in (0_u128..).zip(&mut people) {
                while !session.is_kept() {
                    sync(session, &mut server, 1_000 + 10 * round + nth);
                }
                let news = News { rev: server.rev(), ops: server.since(session.rev()), by: Vec::new() };
                session.news(news);
            }
        }
        for session in &people {
            prop_assert_eq!(session.doc(), server.doc());
        }
    }

    /// Undoing every step gives back the page that was opened.
    #[test]
    fn undo_goes_back_to_the_start(
        numbers in prop::collection::vec((any::<u8>(), any::<usize>(), any::<usize>(), any::<u64>()), 1..60),
    ) {
        let start = doc(hard());
        let mut session = Session::new(start.clone(), Rev(0));
        for numbers in numbers {
            let op = op_of(session.doc(), numbers);
            let _ = session.apply(op, 0.0);
        }
        while let Some(undone) = session.undo() {
            prop_assert!(undone.is_ok());
        }
        prop_assert_eq!(session.doc(), &start);
        while let Some(redone) = session.redo() {
            prop_assert!(redone.is_ok());
        }
    }
}
