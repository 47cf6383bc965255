//! A contract as PDF: as it is sent, frozen, and as it is when all have signed, with their signatures and a certificate.
//!
//! The pages of the contract itself are the same in both: what was signed is what is kept. The completed one also carries the frozen
//! file and the record of what happened, as attachments, so that both can be checked with nothing else at hand.

mod certificate;
mod names;

pub use certificate::{Certificate, EVENTS_FILE, FROZEN_FILE, Proof, Signer};

use super::Brand;
use super::flow::{Flow, LEFT, MEASURE, RIGHT, baseline};
use super::fonts::{Faces, faces};
use super::invoice::author;
use super::letterhead::{mark, repeat_on};
use super::rich::Prose;
use super::sheet::{About, Attachment, Mark, NodeId, Role, Sheets, WIDTH, rectangle};
use super::style::{LINE, MM, Style};
use crate::contract_chain::hex;
use crate::copy;
use crate::error::Result;
use crate::secret::sha256;
use chrono::NaiveDate;
use domain::branding::LIGHT_SURFACE;
use domain::invoice::view::Party;
use domain::locale::Locale;
use domain::page::rich_text::RichDoc;
use krilla::tagging::{ArtifactType, Tag};
use uuid::Uuid;

/// The size of a contract's text, in points.
const SIZE: f32 = 9.8;

/// A contract to be put on paper. Its text must be frozen ([`crate::merge::freeze`]).
#[derive(Debug, Clone, Copy)]
pub struct ContractPaper<'a> {
    /// The provider's looks.
    pub brand: &'a Brand<'a>,
    /// The language of the paper.
    pub locale: Locale,
    /// Who provides it; no name for the brand's.
    pub seller: &'a Party,
    /// With whom it is made.
    pub buyer: &'a Party,
    /// Its id.
    pub id: Uuid,
    /// Its number, or empty before it has one.
    pub number: &'a str,
    /// Which version of its text this is, from 1.
    pub version: u32,
    /// What it is called.
    pub title: &'a str,
    /// The date on it.
    pub date: NaiveDate,
    /// What else stands beside number and date: what it is and what it says, in the paper's language.
    pub facts: &'a [(String, String)],
    /// The text.
    pub body: &'a RichDoc,
    /// Whether it has not been sent: then each page says so.
    pub draft: bool,
}

/// The contract as it is sent. The same contract gives the same bytes.
///
/// # Errors
/// When the PDF can't be written; no content of a contract leads there.
pub fn contract_pdf(paper: &ContractPaper<'_>) -> Result<Vec<u8>> {
    let faces = faces(paper.brand.font)?;
    let sheets = paper.sheets(faces);
    sheets.write(faces, &paper.about(&paper.document_id()))
}

/// The contract when all have signed: its pages, their signatures and the certificate, not sealed yet.
///
/// # Errors
/// When the PDF can't be written; no content of a contract leads there.
pub fn completed_contract_pdf(paper: &ContractPaper<'_>, certificate: &Certificate<'_>) -> Result<Vec<u8>> {
    let faces = faces(paper.brand.font)?;
    let mut sheets = paper.sheets(faces);
    let first = sheets.count();
    sheets.add();
    let flow = Flow::new(sheets, faces, super::flow::TOP);
    let hash = hex(&sha256(certificate.frozen));
    let mut sheets = certificate.pages(paper, flow, &hash);
    let title = copy::text_with(
        paper.locale,
        "document-certificate-of",
        &[("title", paper.name())],
    );
    let all = first..sheets.count();
    repeat_on(
        &mut sheets,
        faces,
        paper.locale,
        all,
        (paper.seller, &title),
        None,
    );
    let events = certificate.events_file(paper)?;
    let attachments = [
        Attachment {
            name: FROZEN_FILE,
            mime: "application/pdf",
            about: copy::text(paper.locale, "document-attached-frozen"),
            source: true,
            data: certificate.frozen,
        },
        Attachment {
            name: EVENTS_FILE,
            mime: "application/json",
            about: copy::text(paper.locale, "document-attached-events"),
            source: false,
            data: &events,
        },
    ];
    sheets.write_with(faces, &paper.about(&paper.document_id()), &attachments)
}

impl ContractPaper<'_> {
    /// Number and title.
    fn name(&self) -> String {
        match self.number.trim() {
            "" => self.title.to_owned(),
            number => format!("{number} · {}", self.title),
        }
    }

    fn about<'a>(&'a self, id: &'a str) -> About<'a> {
        About {
            title: self.title,
            author: author(&self.seller.name, self.brand),
            locale: self.locale,
            date: self.date,
            id,
        }
    }

    /// Two versions of a contract are two documents.
    fn document_id(&self) -> String {
        format!("{}-{}", self.id, self.version)
    }

    /// The contract's own pages.
    fn sheets(&self, faces: &'static Faces) -> Sheets {
        let mut sheets = Sheets::new();
        let y = self.head(&mut sheets, faces);
        let mut flow = Flow::new(sheets, faces, y);
        let prose = Prose {
            size: SIZE,
            accent: self.brand.colour.readable_on(LIGHT_SURFACE),
            under: 1,
        };
        flow.rich(self.body, prose);
        let mut sheets = flow.sheets;
        let draft = copy::text(self.locale, "document-stamp-draft");
        let all = 0..sheets.count();
        repeat_on(
            &mut sheets,
            faces,
            self.locale,
            all,
            (self.seller, &self.name()),
            self.draft.then_some(draft.as_str()),
        );
        sheets
    }

    /// The brand, the title, number and date, and who makes the contract. Returns where it ends.
    fn head(&self, sheets: &mut Sheets, faces: &Faces) -> f32 {
        if let Some(path) = rectangle(0.0, 0.0, WIDTH, 1.8 * MM) {
            let colour = self.brand.colour;
            sheets.put(Role::Artifact(ArtifactType::Layout), Mark::Area { path, colour });
        }
        mark(self.brand, self.locale, sheets, faces);
        let mut y = 40.0 * MM;
        let style = Style::of(21.0).bold();
        let element = sheets.heading(NodeId::ROOT, 1, self.title, y);
        for line in faces.wrap_at_most(self.title, style, MEASURE, 5) {
            let at = baseline(y, style.leading(), &style);
            sheets.text(Role::Content(element), LEFT, at, line);
            y += style.leading();
        }
        y += 1.0 * MM;
        let style = Style::of(9.0).muted();
        let element = sheets.element(NodeId::ROOT, Tag::P);
        for line in faces.wrap(&self.facts_line(), style, MEASURE) {
            let at = baseline(y, style.leading(), &style);
            sheets.text(Role::Content(element), LEFT, at, line);
            y += style.leading();
        }
        y += 5.0 * MM;
        let (gap, top) = (10.0 * MM, y);
        let width = (MEASURE - gap) / 2.0;
        let text = |key: &str| copy::text(self.locale, key);
        let seller = author(&self.seller.name, self.brand);
        let left = party(
            sheets,
            faces,
            (LEFT, top, width),
            &text("document-contract-provider"),
            (seller, self.seller),
        );
        let right = party(
            sheets,
            faces,
            (RIGHT - width, top, width),
            &text("document-contract-client"),
            (&self.buyer.name, self.buyer),
        );
        y = left.max(right) + 4.0 * MM;
        sheets.rule(LEFT, y, MEASURE, 0.6, LINE);
        y + 6.0 * MM
    }

    fn facts_line(&self) -> String {
        let fact = |label: &str, value: &str| format!("{label}: {value}");
        let mut parts = Vec::new();
        if !self.number.trim().is_empty() {
            parts.push(fact(
                &copy::text(self.locale, "document-contract-number"),
                self.number,
            ));
        }
        if self.version > 1 {
            parts.push(fact(
                &copy::text(self.locale, "document-contract-version"),
                &self.version.to_string(),
            ));
        }
        parts.push(fact(
            &copy::text(self.locale, "document-date"),
            &self.locale.format_date(self.date),
        ));
        let own = self.facts.iter().filter(|(_, value)| !value.trim().is_empty());
        parts.extend(own.map(|(label, value)| fact(label, value)));
        parts.join("  ·  ")
    }
}

/// One of those who make the contract. Returns where it ends.
fn party(
    sheets: &mut Sheets,
    faces: &Faces,
    (x, top, width): (f32, f32, f32),
    label: &str,
    (name, party): (&str, &Party),
) -> f32 {
    let element = sheets.element(NodeId::ROOT, Tag::P);
    let mut lines = vec![faces.fit(label, Style::of(7.6).bold().muted(), width)];
    lines.extend(faces.wrap(name, Style::of(9.6).bold(), width));
    let rest = [&party.attention].into_iter().chain(&party.address).chain([
        &party.email,
        &party.registration,
        &party.tax_id,
    ]);
    for text in rest.filter(|text| !text.trim().is_empty()) {
        lines.extend(faces.wrap(text, Style::of(9.0), width));
    }
    let mut y = top;
    for line in lines {
        let leading = line.style.leading();
        let at = baseline(y, leading, &line.style);
        sheets.text(Role::Content(element), x, at, line);
        y += leading;
    }
    y
}
