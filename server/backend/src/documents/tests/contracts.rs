//! Contracts: as they are sent, and with their signatures and certificate.

use super::samples::brand;
use super::{check, run};
use crate::contract_chain::{Event, Head, Link, hex};
use crate::documents::{
    Certificate, ContractPaper, EVENTS_FILE, FROZEN_FILE, Proof, Signer, completed_contract_pdf, contract_pdf,
};
use crate::secret::{sha256, sha256_hex};
use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::{DateTime, Utc};
use domain::invoice::view::Party;
use domain::locale::Locale;
use domain::page::rich_text::{Inline, Mark, RichBlock, RichDoc};
use domain::signature::{Face, Signature};
use serde_json::{Value, json};
use uuid::Uuid;

pub(crate) const CONTRACT: Uuid = Uuid::from_u128(0x0198_0000_0000_7000_8000_0000_0000_0001);

fn marked(text: &str, marks: &[Mark]) -> Inline {
    Inline::Text {
        text: text.to_owned(),
        marks: marks.to_vec(),
    }
}

fn link(href: &str) -> Mark {
    Mark::Link {
        href: href.to_owned(),
        title: None,
    }
}

fn paragraph(text: &str) -> RichBlock {
    RichBlock::Paragraph(vec![Inline::plain(text)])
}

fn heading(level: u8, text: &str) -> RichBlock {
    RichBlock::Heading {
        level,
        content: vec![Inline::plain(text)],
    }
}

/// A contract of several sheets with all that formatted text has.
pub(crate) fn body() -> RichDoc {
    let clause = "The provider renders the services that the proposal describes, with the care of a prudent business, and keeps the client informed of their progress at all times. ";
    let mut blocks = vec![
        heading(2, "1. What is agreed"),
        RichBlock::Paragraph(vec![
            Inline::plain("Both sides agree "),
            marked("bindingly", &[Mark::Strong]),
            Inline::plain(" and "),
            marked("in good faith", &[Mark::Em]),
            Inline::plain("; see "),
            marked("the terms", &[link("https://example.com/terms")]),
            Inline::plain(" and "),
            marked("ask us", &[link("mailto:hello@example.com"), Mark::Underline]),
            Inline::plain("."),
            Inline::Break,
            marked("PO-2026-07", &[Mark::Code]),
        ]),
        RichBlock::BulletList(vec![
            vec![paragraph("First point"), paragraph("with a second paragraph")],
            vec![
                paragraph("Second point"),
                RichBlock::OrderedList {
                    start: 3,
                    items: vec![vec![paragraph("three")], vec![paragraph("four")]],
                },
            ],
        ]),
        RichBlock::Quote(vec![paragraph("As quoted by somebody.")]),
        RichBlock::Code("fn main() {\n    deliver();\n}".to_owned()),
        RichBlock::Rule,
        heading(4, "A heading that skips a level"),
    ];
    for number in 2..12 {
        blocks.push(heading(3, &format!("{number}. Clause")));
        blocks.push(paragraph(&clause.repeat(4)));
    }
    blocks.push(paragraph(
        "Straße, Łódź, Ελληνικά, Україна, עברית, 漢字 – the end of the text.",
    ));
    RichDoc { blocks }
}

pub(crate) fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// Gives a paper to whoever needs one.
pub(crate) fn with_paper<T>(locale: Locale, use_it: impl FnOnce(&ContractPaper<'_>) -> T) -> T {
    let seller = Party {
        name: "Northlight Studio GmbH".into(),
        address: vec!["Torstraße 1".into(), "10119 Berlin".into()],
        email: "hello@northlight.example".into(),
        registration: "HRB 12345".into(),
        ..Party::default()
    };
    let buyer = Party {
        name: "Brennan & Sons Ltd".into(),
        attention: "Niamh Brennan".into(),
        address: vec!["1 Quay".into(), "Dublin".into()],
        ..Party::default()
    };
    let (looks, body) = (brand(None), body());
    let facts = [("Term".to_owned(), "12 months".to_owned())];
    use_it(&ContractPaper {
        brand: &looks,
        locale,
        seller: &seller,
        buyer: &buyer,
        id: CONTRACT,
        number: "C-2026-0007",
        version: 2,
        title: "Framework agreement",
        date: "2026-03-30".parse().unwrap(),
        facts: &facts,
        body: &body,
        draft: false,
    })
}

pub(crate) fn events() -> Vec<Link> {
    let mut head = Head::start(CONTRACT);
    let mut links = Vec::new();
    for (kind, minute, actor) in [
        ("created", 0, "Ada Lovelace"),
        ("sent", 1, "Ada Lovelace"),
        ("viewed", 20, "Niamh Brennan"),
        ("code_verified", 24, "Niamh Brennan"),
        ("signed", 25, "Niamh Brennan"),
        ("completed", 25, ""),
    ] {
        let (next, link) = head.append(Event {
            seq: 0,
            at: at("2026-03-30T12:00:00Z") + chrono::TimeDelta::minutes(minute),
            kind: kind.into(),
            actor: actor.into(),
            email: if actor.is_empty() {
                String::new()
            } else {
                "somebody@example.com".into()
            },
            ip: "203.0.113.0/24".into(),
            user_agent: "Mozilla/5.0 (X11; Linux) Firefox/140.0".into(),
            session: String::new(),
            document_hash: "ab".repeat(32),
            details: json!({ "order": 1 }),
        });
        head = next;
        links.push(link);
    }
    links
}

fn drawn() -> Signature {
    let wave = (0..60_u16).map(|n| (800 + n * 140, 5_000 + (n % 7) * 500));
    Signature::Drawn {
        strokes: vec![wave.collect(), vec![(9_500, 8_000)]],
    }
}

fn uploaded() -> Signature {
    let picture = image::RgbaImage::from_fn(300, 100, |x, y| match x.abs_diff(y * 3) < 6 {
        true => image::Rgba([20, 35, 63, 255]),
        false => image::Rgba([255, 255, 255, 0]),
    });
    let mut png = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut png, image::ImageFormat::Png).unwrap();
    Signature::Uploaded {
        image: STANDARD.encode(png.into_inner()),
    }
}

/// A completed contract with one signature of each kind.
pub(crate) fn completed(locale: Locale, links: &[Link]) -> Vec<u8> {
    with_paper(locale, |paper| {
        let frozen = contract_pdf(paper).unwrap();
        let signatures = [
            Signature::Typed {
                name: "Niamh Brennan".into(),
                face: Face::Caveat,
            },
            Signature::Typed {
                name: "Дмитро Шевченко".into(),
                face: Face::Allura,
            },
            drawn(),
            uploaded(),
        ];
        let names = ["Niamh Brennan", "Дмитро Шевченко", "Ada Lovelace", "Grace Hopper"];
        let signers: Vec<Signer<'_>> = signatures
            .iter()
            .zip(names)
            .map(|(signature, name)| Signer {
                name,
                role: "Signer",
                email: "somebody@example.com",
                signature: Some(signature),
                signature_id: "0198-7",
                proof: Proof::MailCode,
                ip: "203.0.113.77",
                user_agent: "Mozilla/5.0 (iPhone) Safari/605.1",
                consent: "en-1",
                sent_at: Some(at("2026-03-30T12:01:00Z")),
                viewed_at: Some(at("2026-03-30T12:20:00Z")),
                consented_at: Some(at("2026-03-30T12:23:00Z")),
                signed_at: Some(at("2026-03-30T12:25:09Z")),
            })
            .collect();
        let certificate = Certificate {
            frozen: &frozen,
            sender: ("Ada Lovelace", "ada@northlight.example"),
            sent_at: at("2026-03-30T12:01:00Z"),
            completed_at: at("2026-03-30T12:25:09Z"),
            zone: "Europe/Berlin",
            signers: &signers,
            events: links,
            verify_url: "https://portal.example.com/verify",
        };
        completed_contract_pdf(paper, &certificate).unwrap()
    })
}

#[test]
fn a_contract_is_laid_out_whole_tagged_and_always_alike() {
    for locale in Locale::ALL {
        let pdf = with_paper(locale, |paper| contract_pdf(paper).unwrap());
        assert_eq!(pdf, with_paper(locale, |paper| contract_pdf(paper).unwrap()));
        let made = check(&format!("contract-{locale}"), pdf);
        assert!(made.pages >= 2, "{}", made.pages);
        for text in [
            "C-2026-0007",
            "Framework agreement",
            "12 months",
            "Northlight Studio GmbH",
            "Niamh Brennan",
            "bindingly",
            "First point",
            "3.",
            "deliver();",
            "11. Clause",
            "the end of the text.",
        ] {
            assert!(made.text.contains(text), "{text}:\n{}", made.text);
        }
        let structure = run("pdfinfo", &["-struct-text", &made.path]);
        for element in [
            "H1",
            "H2",
            "H3",
            "L",
            "LI",
            "Lbl",
            "LBody",
            "BlockQuote",
            "Link",
            "P",
        ] {
            let there = structure.lines().any(|line| {
                let line = line.trim_start();
                line == element || line.starts_with(&format!("{element} "))
            });
            assert!(there, "{element}:\n{structure}");
        }
        let urls = run("pdfinfo", &["-url", &made.path]);
        assert!(urls.contains("https://example.com/terms"), "{urls}");
        assert!(urls.contains("mailto:hello@example.com"), "{urls}");
    }
}

#[test]
fn a_draft_says_so_on_every_sheet() {
    let pdf = with_paper(Locale::En, |paper| {
        contract_pdf(&ContractPaper {
            draft: true,
            ..*paper
        })
        .unwrap()
    });
    let made = check("contract-draft", pdf);
    let raw = run("pdftotext", &["-raw", &made.path, "-"]);
    let letters: String = raw.split_whitespace().collect();
    assert!(letters.matches("DRAFT").count() >= made.pages, "{raw}");
}

#[test]
fn the_completed_one_has_the_same_pages_signatures_and_all_that_happened() {
    let links = events();
    for locale in Locale::ALL {
        let frozen = with_paper(locale, |paper| contract_pdf(paper).unwrap());
        let before = check(&format!("contract-{locale}-before"), frozen.clone());
        let made = check(&format!("contract-{locale}-completed"), completed(locale, &links));
        let last = before.pages.to_string();
        let kept = run("pdftotext", &["-layout", "-l", &last, &made.path, "-"]);
        assert_eq!(kept, before.text, "what was signed is what is kept");
        for text in [
            "Niamh Brennan",
            "Дмитро Шевченко",
            "203.0.113.0/24",
            "2026-03-30 12:25:09 UTC",
            "14:25:09 CEST, Europe/Berlin",
            "Safari on iPhone",
            "en-1",
        ] {
            assert!(made.text.contains(text), "{text}:\n{}", made.text);
        }
        assert!(!made.text.contains("203.0.113.77"), "the address is shortened");
        let joined: String = made.text.split_whitespace().collect();
        assert!(joined.contains(&sha256_hex(&frozen)), "{}", made.text);
        assert!(joined.contains("portal.example.com/verify"), "{}", made.text);
        let chained: Vec<String> = links.iter().map(|link| hex(&link.hash)).collect();
        for half in chained.iter().flat_map(|hash| [&hash[..20], &hash[44..]]) {
            assert!(made.text.contains(half), "{half}:\n{}", made.text);
        }
        let structure = run("pdfinfo", &["-struct-text", &made.path]);
        assert_eq!(
            structure.matches("Figure").count(),
            5,
            "four signatures and a code:\n{structure}"
        );
        let attached = run("pdfdetach", &["-list", &made.path]);
        assert!(
            attached.contains(FROZEN_FILE) && attached.contains(EVENTS_FILE),
            "{attached}"
        );
        let out = format!("{}.attached.pdf", made.path);
        run("pdfdetach", &["-savefile", FROZEN_FILE, "-o", &out, &made.path]);
        assert_eq!(std::fs::read(&out).unwrap(), frozen);
        let out = format!("{}.events.json", made.path);
        run("pdfdetach", &["-savefile", EVENTS_FILE, "-o", &out, &made.path]);
        let record: Value = serde_json::from_slice(&std::fs::read(&out).unwrap()).unwrap();
        assert_eq!(record["original_sha256"], hex(&sha256(&frozen)));
        assert_eq!(record["head"]["count"], links.len());
        let xmp = run("pdfinfo", &["-meta", &made.path]);
        assert!(
            xmp.contains("pdfuaid:part") && xmp.contains("<pdfaid:part>3"),
            "{xmp}"
        );
    }
}

#[test]
fn an_empty_contract_without_signers_is_a_contract_still() {
    with_paper(Locale::En, |paper| {
        let empty = RichDoc::default();
        let paper = ContractPaper {
            body: &empty,
            number: "",
            facts: &[],
            ..*paper
        };
        let frozen = contract_pdf(&paper).unwrap();
        check("contract-empty", frozen.clone());
        let certificate = Certificate {
            frozen: &frozen,
            sender: ("", ""),
            sent_at: at("2026-03-30T12:01:00Z"),
            completed_at: at("2026-03-30T12:01:00Z"),
            zone: "Nowhere",
            signers: &[],
            events: &[],
            verify_url: "https://portal.example.com/verify",
        };
        check(
            "contract-empty-completed",
            completed_contract_pdf(&paper, &certificate).unwrap(),
        );
    });
}
