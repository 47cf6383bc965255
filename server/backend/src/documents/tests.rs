//! Documents are made and read back by other programs: poppler and qpdf.

mod contracts;
mod samples;

use super::*;
use domain::invoice::view::InvoiceDocument;
use domain::invoice::{InvoiceStatus, tax::TaxCategory};
use domain::locale::Locale;
use domain::money::{Currency, Money};
use samples::{Sample, brand};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where the PDFs go: a place that is looked at by hand, too.
fn folder() -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/documents");
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn run(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program)
        .args(arguments)
        .output()
        .unwrap_or_else(|error| panic!("{program} (Debian: poppler-utils, qpdf): {error}"));
    let out = String::from_utf8_lossy(&output.stdout).into_owned();
    // Poppler 22 (Debian 12) calls a rightful entry of tagged PDFs an error.
    let error = String::from_utf8_lossy(&output.stderr)
        .replace("Syntax Error: Suspects object is wrong type (boolean)", "");
    assert!(output.status.success(), "{program} {arguments:?}: {out}{error}");
    assert!(
        !error.contains("Error") && !error.contains("Warning"),
        "{program} {arguments:?}: {error}"
    );
    // No-break spaces come out as either.
    out.replace(['\u{A0}', '\u{202F}'], " ")
}

/// An amount as it is read back.
fn plain(amount: Money, locale: Locale) -> String {
    amount.format(locale).replace(['\u{A0}', '\u{202F}'], " ")
}

struct Made {
    path: String,
    text: String,
    pages: usize,
}

/// Writes a PDF and checks what holds for every document.
fn check(name: &str, pdf: Vec<u8>) -> Made {
    let path = folder().join(format!("{name}.pdf"));
    std::fs::write(&path, &pdf).unwrap();
    let path = path.to_str().unwrap().to_owned();
    let checked = run("qpdf", &["--check", &path]);
    assert!(
        checked.contains("No syntax or stream encoding errors found"),
        "{checked}"
    );
    let info = run("pdfinfo", &[&path]);
    assert!(
        info.lines()
            .any(|line| line.starts_with("Tagged:") && line.ends_with("yes")),
        "{info}"
    );
    assert!(info.contains("Title:") && info.contains("A4"), "{info}");
    let fonts = run("pdffonts", &[&path]);
    let listed: Vec<&str> = fonts.lines().skip(2).collect();
    assert!(!listed.is_empty());
    for font in listed {
        let columns: Vec<&str> = font.split_whitespace().rev().take(5).collect();
        // From the right: object, generation, uni, sub, emb.
        assert_eq!(&columns[2..5], ["yes", "yes", "yes"], "{font}");
    }
    let pages = info
        .lines()
        .find_map(|line| line.strip_prefix("Pages:"))
        .unwrap()
        .trim()
        .parse()
        .unwrap();
    let text = run("pdftotext", &["-layout", &path, "-"]);
    Made { path, text, pages }
}

fn made(name: &str, document: &InvoiceDocument, locale: Locale) -> Made {
    check(name, invoice_pdf(document, &brand(None), locale).unwrap())
}

/// Every amount of the invoice's page is in the PDF, written alike.
fn assert_numbers(made: &Made, document: &InvoiceDocument, locale: Locale) {
    let mut amounts: Vec<Money> = document.lines.iter().map(|line| line.net).collect();
    amounts.extend([document.total, document.balance]);
    amounts.extend(
        document
            .tax_groups
            .iter()
            .flat_map(|group| [group.base, group.amount]),
    );
    amounts.extend(document.payments.iter().map(|payment| payment.amount));
    amounts.extend(document.credit_notes.iter().map(|note| note.amount));
    for amount in amounts {
        let written = plain(amount, locale);
        assert!(
            made.text.contains(&written),
            "{written} is missing in {}:\n{}",
            made.path,
            made.text
        );
    }
    if let Some(number) = &document.number {
        assert!(made.text.contains(number.as_str()));
    }
}

#[test]
fn one_line_on_one_sheet() {
    let document = Sample::new()
        .line("Website care, March", "1", "80", 19)
        .open()
        .document();
    let made = made("one-line", &document, Locale::En);
    assert_numbers(&made, &document, Locale::En);
    assert_eq!(made.pages, 1);
    for text in [
        "Page 1 of 1",
        "DE89 3704 0044 0532 0130 00",
        "Balance due",
        "80.00",
        "Scan to pay",
    ] {
        assert!(made.text.contains(text), "{text}:\n{}", made.text);
    }
}

#[test]
fn a_usual_invoice_in_german_with_payments() {
    let document = Sample::usual().paid_in_part().document();
    let made = made("usual-de", &document, Locale::De);
    assert_numbers(&made, &document, Locale::De);
    for text in [
        "Rechnung RE-2026-00042",
        "Seite 1 von",
        "Offener Betrag",
        "Überweisung",
        "Verwendungszweck",
    ] {
        assert!(made.text.contains(text), "{text}:\n{}", made.text);
    }
}

#[test]
fn many_lines_run_over_several_sheets() {
    let mut sample = Sample::new();
    for number in 1..=120 {
        sample = sample.line(
            &format!("Item {number} with a description that is long enough to need a second line here"),
            "2.5",
            "33.335",
            19,
        );
    }
    let document = sample.open().document();
    let made = made("many-lines", &document, Locale::En);
    assert_numbers(&made, &document, Locale::En);
    assert!(made.pages >= 5, "{}", made.pages);
    let sheets: Vec<&str> = made.text.split('\u{C}').collect();
    for (at, sheet) in sheets.iter().take(made.pages).enumerate() {
        assert!(sheet.contains(&format!("Page {} of {}", at + 1, made.pages)));
    }
    // The head is repeated where there are lines, and the sums stand with the last of them.
    let last = sheets
        .iter()
        .position(|sheet| sheet.contains("Item 120 "))
        .unwrap();
    assert!(
        sheets[last].contains("Unit price") && sheets[last].contains("Balance due"),
        "{}",
        sheets[last]
    );
    assert!(sheets[1].contains("Unit price") && sheets[1].contains("RE-2026-00042"));
}

#[test]
fn sums_never_stand_alone() {
    // Whatever the number of lines, the sheet that has the sums has a line, too.
    for lines in 8..30 {
        let mut sample = Sample::new();
        for number in 1..=lines {
            sample = sample.line(&format!("Item {number} of the list"), "1", "10", 19);
        }
        let pdf = invoice_pdf(&sample.open().document(), &brand(None), Locale::En).unwrap();
        let made = check("sums", pdf);
        let sheet = made
            .text
            .split('\u{C}')
            .find(|sheet| sheet.contains("Balance due"))
            .unwrap();
        assert!(sheet.contains(&format!("Item {lines} ")), "{lines}:\n{sheet}");
    }
}

#[test]
fn long_words_and_long_texts_stay_on_the_paper() {
    let word = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft".repeat(4);
    let mut document = Sample::new()
        .line(&word, "99999.9999", "99999.999999", 19)
        .line(&"word ".repeat(3000), "1", "1", 7)
        .open()
        .document();
    document.seller.name = word.clone();
    document.buyer.name = word.clone();
    document.buyer.address = vec![word.clone(); 9];
    document.reference = "R".repeat(200);
    document.po_number = "P".repeat(200);
    document.number = Some("N".repeat(120));
    document.notes = "Note. ".repeat(2000);
    document.terms = word;
    let made = made("long", &document, Locale::De);
    assert!(made.pages > 4);
    let boxes = run("pdftotext", &["-bbox", &made.path, "-"]);
    for line in boxes.lines().filter(|line| line.contains("<word")) {
        let number = |name: &str| -> f32 {
            line.split(&format!("{name}=\""))
                .nth(1)
                .unwrap()
                .split('"')
                .next()
                .unwrap()
                .parse()
                .unwrap()
        };
        assert!(
            number("xMin") > 10.0 && number("xMax") < 595.28 - 20.0 && number("yMax") < 841.89,
            "{line}"
        );
    }
}

#[test]
fn any_writing_is_set_or_replaced_and_never_a_failure() {
    let texts = [
        "Emoji 🎉👨‍👩‍👧‍👦 and flags 🇩🇪",
        "中文发票 日本語 한국어",
        "مرحبا بالعالم 12 قطعة",
        "שלום עולם",
        "Ελληνικά Українська Tiếng Việt",
        "\u{202E}desrever\u{202C} \u{0}\u{7}\u{1B}[31m \u{FEFF}\u{FFFE}\u{10FFFF}\u{E000}",
        "z͈̤̭͖̉͑́a̳ͫ́̇͑̽͒ͯlͨ͗̍̀̍̔̀ģ͔̫̫̄o̗̠͔͆̏̓͢ \u{200D}\u{FE0F}\u{301}",
        "हिन्दी ไทย ქართული Հայերեն አማርኛ",
        "",
        " \n\n \u{AD}\u{2028}",
    ];
    let mut sample = Sample::new();
    for text in texts {
        sample = sample.line(text, "1", "1", 19);
    }
    let mut document = sample.open().document();
    document.buyer.name = texts.join(" ");
    document.notes = texts.join("\n");
    document.number = Some("中-1".into());
    let made = made("unicode", &document, Locale::En);
    for text in ["Ελληνικά", "Tiếng Việt", "Українська", "中文发票"] {
        assert!(made.text.contains(text), "{text} can't be copied:\n{}", made.text);
    }
}

#[test]
fn prices_with_tax_included() {
    let document = Sample::usual().inclusive().open().document();
    let made = made("inclusive", &document, Locale::En);
    assert_numbers(&made, &document, Locale::En);
    assert!(made.text.contains("Includes VAT 19 % on"), "{}", made.text);
}

#[test]
fn yen_have_no_decimals_and_no_code_to_scan() {
    let document = Sample::new()
        .currency(Currency::JPY)
        .line("Consulting", "3", "125000", 10)
        .open()
        .document();
    let made = made("yen", &document, Locale::En);
    assert_numbers(&made, &document, Locale::En);
    assert!(
        made.text.contains("125,000") && !made.text.contains("Scan to pay"),
        "{}",
        made.text
    );
}

#[test]
fn closed_invoices_say_so_and_ask_for_nothing() {
    for (name, status, word, sentence) in [
        ("void", InvoiceStatus::Void, "VOID", "This invoice was cancelled"),
        ("paid", InvoiceStatus::Paid, "PAID", "Paid in full"),
        (
            "credited",
            InvoiceStatus::Credited,
            "CREDITED",
            "taken back in full",
        ),
        (
            "draft",
            InvoiceStatus::Draft,
            "DRAFT",
            "nothing is to be paid yet",
        ),
    ] {
        let document = Sample::usual().status(status).document();
        let made = made(name, &document, Locale::En);
        // Turned letters come out one by one.
        let letters = run("pdftotext", &["-raw", &made.path, "-"]).replace(char::is_whitespace, "");
        assert!(letters.contains(word), "{name}: {word}\n{letters}");
        assert!(made.text.contains(sentence), "{name}:\n{}", made.text);
        assert!(!made.text.contains("How to pay"), "{name}");
    }
}

#[test]
fn an_empty_invoice_without_anything_is_still_a_document() {
    let mut document = Sample::new().open().document();
    document.seller = Default::default();
    document.buyer = Default::default();
    document.number = None;
    (document.issue_date, document.due_date, document.transfer) = (None, None, None);
    let made = made("empty", &document, Locale::En);
    assert_eq!(made.pages, 1);
}

#[test]
fn documents_are_set_in_the_portals_typeface() {
    let document = Sample::usual().open().document();
    for (font, embedded) in [
        (Font::Inter, "Inter"),
        (Font::SourceSerif, "SourceSerif4"),
        (Font::Atkinson, "AtkinsonHyperlegible"),
        (Font::Archivo, "Archivo"),
        (Font::Nunito, "NunitoSans"),
    ] {
        let looks = Brand { font, ..brand(None) };
        let made = check(
            &format!("font-{font}"),
            invoice_pdf(&document, &looks, Locale::En).unwrap(),
        );
        assert_numbers(&made, &document, Locale::En);
        let fonts = run("pdffonts", &[&made.path]);
        assert!(fonts.contains(embedded), "{font}: {fonts}");
    }
}

#[test]
fn the_same_data_gives_the_same_bytes() {
    let document = Sample::usual().open().document();
    let once = invoice_pdf(&document, &brand(None), Locale::De).unwrap();
    assert_eq!(once, invoice_pdf(&document, &brand(None), Locale::De).unwrap());
    assert!(once.len() < 120_000, "{} bytes", once.len());
}

#[test]
fn a_screen_reader_gets_headings_tables_and_descriptions() {
    let logo = samples::logo();
    let document = Sample::usual().open().document();
    let made = check(
        "with-logo",
        invoice_pdf(&document, &brand(Some(&logo)), Locale::En).unwrap(),
    );
    let structure = run("pdfinfo", &["-struct-text", &made.path]);
    for element in [
        "H1", "H2", "Table", "THead", "TBody", "TR", "TH", "TD", "Figure", "P",
    ] {
        assert!(
            structure
                .lines()
                .any(|line| line.trim_start().starts_with(element)),
            "{element}:\n{structure}"
        );
    }
    assert!(structure.contains("Invoice RE-2026-00042"));
    let xmp = run("pdfinfo", &["-meta", &made.path]);
    for statement in ["pdfuaid:part", "pdfaid:part", "pdfaid:conformance"] {
        assert!(xmp.contains(statement), "{statement}:\n{xmp}");
    }
    let broken = check(
        "broken-logo",
        invoice_pdf(&document, &brand(Some(b"\x89PNG no")), Locale::En).unwrap(),
    );
    assert!(
        broken.text.contains("Northlight Portal"),
        "the name stands in for a logo that can't be read"
    );
}

#[test]
fn credit_notes_and_statements() {
    let document = Sample::usual().paid_in_part().document();
    let note = &document.credit_notes[0];
    let made = check(
        "credit-note",
        credit_note_pdf(&document, note, &brand(None), Locale::En).unwrap(),
    );
    let [first, second] = note.tax_groups.as_slice() else {
        panic!("{:?}", note.tax_groups)
    };
    let net = first.base.checked_add(second.base).unwrap();
    let rounding = Money::new(1, net.currency);
    for amount in [
        note.amount,
        net,
        first.base,
        first.amount,
        second.base,
        second.amount,
        rounding,
    ] {
        assert!(made.text.contains(&plain(amount, Locale::En)), "{}", made.text);
    }
    let mut untaxed = note.clone();
    untaxed.tax_groups[1].tax.category = TaxCategory::ReverseCharge;
    let made = check(
        "credit-note-reverse-charge",
        credit_note_pdf(&document, &untaxed, &brand(None), Locale::De).unwrap(),
    );
    let law = TaxCategory::ReverseCharge.reason(Locale::De).unwrap();
    assert!(made.text.contains(law), "{}", made.text);
    let statement = samples::statement(70);
    for locale in Locale::ALL {
        let pdf = statement_pdf(
            &statement,
            &document.seller,
            &document.buyer,
            &brand(None),
            locale,
        )
        .unwrap();
        let made = check(&format!("statement-{locale}"), pdf);
        for account in &statement.accounts {
            let balances = account.entries.iter().map(|entry| entry.balance);
            for amount in balances
                .chain([account.opening, account.closing])
                .chain(account.ageing.buckets())
            {
                assert!(
                    made.text.contains(&plain(amount, locale)),
                    "{}:\n{}",
                    plain(amount, locale),
                    made.text
                );
            }
        }
        assert!(made.pages >= 2);
    }
}
