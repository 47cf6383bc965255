//! The pages behind a completed contract: the signatures, and the certificate that says how they came about.

use super::super::flow::{Flow, LEFT, MEASURE, RIGHT, baseline};
use super::super::pairs::{Pair, Pairs, Shape};
use super::super::sheet::{Mark, NodeId, Role, Sheets, white};
use super::super::style::{INK, LINE, MM, Style};
use super::super::table::{Cell, Column, Side, Table};
use super::super::{qr, signature};
use super::ContractPaper;
use super::names::{event_name, moment, moment_utc};
use crate::contract_chain::{Head, Link, hex};
use crate::copy;
use crate::error::{BackendError, Result};
use chrono::{DateTime, Utc};
use domain::access::{browser_name, shortened_address};
use domain::locale::Locale;
use domain::signature::Signature;
use krilla::tagging::{ArtifactType, Tag};
use serde_json::json;

/// The name of the attached file with the contract as it was sent.
pub const FROZEN_FILE: &str = "contract-as-sent.pdf";
/// The name of the attached file with what happened.
pub const EVENTS_FILE: &str = "events.json";

const TEXT: Style = Style::of(9.0);
const SMALL: Style = Style::of(8.2);

/// How a signer was known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// By a personal link that was mailed.
    Link,
    /// By a personal link, and a code that was mailed for the signature.
    MailCode,
    /// By signing in as a member of staff.
    Password,
}

/// Somebody who took part.
#[derive(Debug, Clone, Copy)]
pub struct Signer<'a> {
    /// The name.
    pub name: &'a str,
    /// What they were asked to do, in the paper's language: `Signer`, `Approver`.
    pub role: &'a str,
    /// The e-mail address.
    pub email: &'a str,
    /// The signature, if they signed.
    pub signature: Option<&'a Signature>,
    /// What identifies the signature, or empty.
    pub signature_id: &'a str,
    /// How they were known.
    pub proof: Proof,
    /// The network address; only its first part is shown.
    pub ip: &'a str,
    /// The browser as it names itself.
    pub user_agent: &'a str,
    /// Which version of the consent they gave, or empty.
    pub consent: &'a str,
    /// When they were asked.
    pub sent_at: Option<DateTime<Utc>>,
    /// When they first opened it.
    pub viewed_at: Option<DateTime<Utc>>,
    /// When they consented to sign like this.
    pub consented_at: Option<DateTime<Utc>>,
    /// When they signed or approved.
    pub signed_at: Option<DateTime<Utc>>,
}

/// How a contract came to be signed.
#[derive(Debug, Clone, Copy)]
pub struct Certificate<'a> {
    /// The file that was sent and signed, as it is.
    pub frozen: &'a [u8],
    /// Who sent it: name and e-mail address.
    pub sender: (&'a str, &'a str),
    /// When it was sent.
    pub sent_at: DateTime<Utc>,
    /// When the last one signed.
    pub completed_at: DateTime<Utc>,
    /// The provider's IANA zone; times are given in it and in UTC.
    pub zone: &'a str,
    /// Those who took part, in their order.
    pub signers: &'a [Signer<'a>],
    /// What happened, in order, the completion included.
    pub events: &'a [Link],
    /// Where anybody can have the file checked.
    pub verify_url: &'a str,
}

impl Certificate<'_> {
    /// The record that is attached.
    pub(super) fn events_file(&self, paper: &ContractPaper<'_>) -> Result<Vec<u8>> {
        let head = self.events.last().map_or_else(
            || Head::start(paper.id),
            |last| Head {
                count: last.event.seq,
                hash: last.hash,
            },
        );
        let file = json!({
            "format": "portico-contract-events-1",
            "contract": paper.id,
            "number": paper.number,
            "title": paper.title,
            "original_sha256": hex(&crate::secret::sha256(self.frozen)),
            "head": head,
            "events": self.events,
        });
        serde_json::to_vec_pretty(&file).map_err(BackendError::internal)
    }

    /// Signatures and certificate. `hash` is that of the frozen file.
    pub(super) fn pages(&self, paper: &ContractPaper<'_>, mut flow: Flow, hash: &str) -> Sheets {
        let pages = Pages {
            certificate: self,
            locale: paper.locale,
        };
        pages.signatures(&mut flow);
        flow.turn();
        pages.facts(&mut flow, paper, hash);
        for signer in self.signers {
            pages.signer(&mut flow, signer);
        }
        pages.events(&mut flow);
        pages.check(&mut flow);
        flow.sheets
    }
}

struct Pages<'a> {
    certificate: &'a Certificate<'a>,
    locale: Locale,
}

impl Pages<'_> {
    fn text(&self, key: &str) -> String {
        copy::text(self.locale, key)
    }

    fn with(&self, key: &str, arguments: &[(&str, String)]) -> String {
        copy::text_with(self.locale, key, arguments)
    }

    fn moment(&self, at: DateTime<Utc>) -> String {
        moment(at, self.certificate.zone, self.locale)
    }

    fn title(&self, flow: &mut Flow, key: &str) {
        let style = Style::of(17.0).bold();
        let text = self.text(key);
        flow.need(style.leading() + 40.0);
        let element = flow.sheets.heading(NodeId::ROOT, 2, &text, flow.y);
        let y = baseline(flow.y, style.leading(), &style);
        let line = flow.faces.fit(&text, style, MEASURE);
        flow.sheets.text(Role::Content(element), LEFT, y, line);
        flow.y += style.leading() + 4.0;
    }

    /// Each signature over its line.
    fn signatures(&self, flow: &mut Flow) {
        self.title(flow, "document-signatures");
        flow.paragraph(&self.text("document-signatures-lead"), TEXT, MEASURE);
        flow.space(8.0);
        let width = 62.0 * MM;
        for signer in self.certificate.signers {
            let Some(signature) = signer.signature else {
                continue;
            };
            let high = signature::height(width);
            let block = high + 4.0 * TEXT.leading() + 16.0;
            flow.need(block);
            let says = self.with("document-signature-of", &[("name", signer.name.to_owned())]);
            let place = (LEFT, flow.y, width);
            signature::put(
                &mut flow.sheets,
                flow.faces,
                NodeId::ROOT,
                signature,
                place,
                &says,
            );
            let rule = flow.y + high + 2.0;
            flow.sheets.rule(LEFT, rule, width + 20.0, 0.6, INK);
            let mut y = rule + 3.0;
            let element = flow.sheets.element(NodeId::ROOT, Tag::P);
            let signed = signer.signed_at.map(|at| self.moment(at)).unwrap_or_default();
            for (text, style) in [
                (signer.name, TEXT.bold()),
                (signer.role, TEXT),
                (signer.email, TEXT),
                (signed.as_str(), SMALL.muted()),
            ] {
                if text.trim().is_empty() {
                    continue;
                }
                let line = flow.faces.fit(text, style, MEASURE);
                let at = baseline(y, TEXT.leading(), &style);
                flow.sheets.text(Role::Content(element), LEFT, at, line);
                y += TEXT.leading();
            }
            flow.y = y + 16.0;
        }
    }

    /// What was signed.
    fn facts(&self, flow: &mut Flow, paper: &ContractPaper<'_>, hash: &str) {
        self.title(flow, "document-certificate");
        flow.paragraph(&self.text("document-certificate-lead"), TEXT, MEASURE);
        flow.space(8.0);
        let (name, email) = self.certificate.sender;
        self.pairs(
            flow,
            vec![
                ("document-certificate-title", paper.name()),
                ("document-certificate-id", paper.id.to_string()),
                ("document-contract-version", paper.version.to_string()),
                ("document-certificate-hash", hash.to_owned()),
                ("document-certificate-sender", joined_person(name, email)),
                ("document-certificate-sent", self.moment(self.certificate.sent_at)),
                (
                    "document-certificate-completed",
                    self.moment(self.certificate.completed_at),
                ),
            ],
        );
    }

    fn pairs(&self, flow: &mut Flow, facts: Vec<(&str, String)>) {
        let pairs = facts
            .into_iter()
            .filter(|(_, value)| !value.trim().is_empty())
            .map(|(key, value)| Pair::new(self.text(key), value))
            .collect();
        let shape = Shape {
            width: MEASURE,
            labels: 39.0 * MM,
            right: false,
            gap: 2.6,
            lines: 6,
        };
        let pairs = Pairs::new(flow.faces, pairs, shape);
        flow.need(pairs.height());
        flow.y = pairs.put(&mut flow.sheets, LEFT, flow.y);
    }

    /// How one of them signed.
    fn signer(&self, flow: &mut Flow, signer: &Signer<'_>) {
        let proof = match signer.proof {
            Proof::Link => "document-proof-link",
            Proof::MailCode => "document-proof-code",
            Proof::Password => "document-proof-password",
        };
        let at = |at: Option<DateTime<Utc>>| at.map(|at| self.moment(at)).unwrap_or_default();
        let browser = match signer.user_agent.trim() {
            "" => String::new(),
            agent => browser_name(agent),
        };
        let address = shortened_address(signer.ip);
        let address = if address.is_empty() && signer.ip.contains('/') {
            signer.ip.to_owned()
        } else {
            address
        };
        let heading = match signer.role.trim() {
            "" => signer.name.to_owned(),
            role => format!("{} · {role}", signer.name),
        };
        flow.heading(&heading, 165.0);
        self.pairs(
            flow,
            vec![
                ("document-certificate-email", signer.email.to_owned()),
                ("document-certificate-proof", self.text(proof)),
                ("document-certificate-address", address),
                ("document-certificate-browser", browser),
                ("document-certificate-consent", signer.consent.to_owned()),
                ("document-certificate-asked", at(signer.sent_at)),
                ("document-certificate-viewed", at(signer.viewed_at)),
                ("document-certificate-consented", at(signer.consented_at)),
                ("document-certificate-signed", at(signer.signed_at)),
                ("document-certificate-signature", signer.signature_id.to_owned()),
            ],
        );
    }

    /// What happened, with the hashes that chain it.
    fn events(&self, flow: &mut Flow) {
        flow.heading(&self.text("document-events"), 80.0);
        flow.paragraph(&self.text("document-events-lead"), SMALL.muted(), MEASURE);
        flow.space(4.0);
        let cell = |text: String| -> Cell { vec![(text, SMALL)] };
        let rows = self.certificate.events.iter().map(|link| {
            let event = &link.event;
            let who = match (event.actor.trim(), event.email.trim()) {
                ("", "") => "Portico".to_owned(),
                (name, email) => joined_person(name, email),
            };
            vec![
                cell(event.seq.to_string()),
                cell(moment_utc(event.at)),
                cell(event_name(&event.kind, self.locale)),
                cell(who),
                vec![(hex(&link.hash), Style::of(5.6).figures())],
            ]
        });
        let column = |key: &str, most| Column {
            title: self.text(key),
            side: Side::Left,
            most,
        };
        let rows = rows.collect();
        flow.table(&Table {
            columns: vec![
                column("document-position", Some(24.0)),
                column("document-event-time", Some(112.0)),
                column("document-event-what", Some(100.0)),
                column("document-event-who", None),
                column("document-event-hash", Some(122.0)),
            ],
            rows,
            names: 0,
            keep: 0.0,
        });
    }

    /// How anybody can check all that.
    fn check(&self, flow: &mut Flow) {
        let size = 30.0 * MM;
        flow.space(10.0);
        flow.heading(&self.text("document-check"), size + 10.0);
        flow.need(size + 4.0);
        let (top, url) = (flow.y, self.certificate.verify_url);
        let quiet = size * 0.085;
        if let Some((path, _)) = qr::path(url, RIGHT - size + quiet, top + quiet, size - 2.0 * quiet) {
            if let Some(paper) = white(RIGHT - size, top, size, size) {
                flow.sheets.put(Role::Artifact(ArtifactType::Layout), paper);
            }
            let says = self.with("document-check-qr", &[("url", url.to_owned())]);
            let figure = flow.sheets.element(NodeId::ROOT, Tag::Figure(Some(says)));
            flow.sheets
                .put(Role::Content(figure), Mark::Area { path, colour: INK });
        }
        let width = MEASURE - size - 8.0 * MM;
        flow.paragraph(
            &self.with("document-check-says", &[("url", url.to_owned())]),
            TEXT,
            width,
        );
        flow.y += 4.0;
        flow.paragraph(&self.text("document-check-law"), SMALL.muted(), width);
        flow.y = flow.y.max(top + size);
        flow.sheets.rule(LEFT, flow.y + 4.0, MEASURE, 0.4, LINE);
        flow.y += 6.0;
    }
}

fn joined_person(name: &str, email: &str) -> String {
    match (name.trim(), email.trim()) {
        ("", email) => email.to_owned(),
        (name, "") => name.to_owned(),
        (name, email) => format!("{name} <{email}>"),
    }
}
