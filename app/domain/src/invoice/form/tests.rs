use super::*;

const COMPANY: &str = "0192f0c1-2d3e-7f40-8a5b-6c7d8e9f0a1b";

fn line(description: &str, quantity: &str, unit_price: &str) -> InvoiceLineForm {
    InvoiceLineForm {
        description: description.into(),
        quantity: quantity.into(),
        unit_price: unit_price.into(),
        tax_name: "VAT".into(),
        tax_rate: "19".into(),
        ..InvoiceLineForm::default()
    }
}

fn form() -> InvoiceForm {
    InvoiceForm {
        company_id: COMPANY.into(),
        currency: "EUR".into(),
        issue_date: "2026-03-05".into(),
        due_date: "2026-03-19".into(),
        version: 7,
        lines: vec![line("Consulting", "2,5", "1.234,50")],
        ..InvoiceForm::default()
    }
}

/// The fields with errors after a change.
fn wrong(change: impl FnOnce(&mut InvoiceForm)) -> Vec<String> {
    let mut form = form();
    change(&mut form);
    form.validate()
        .map_or_else(|errors| errors.0.into_keys().collect(), |_| Vec::new())
}

#[test]
fn a_good_form_becomes_a_draft_and_a_form_again() {
    let mut typed = form();
    typed.discount_kind = "amount".into();
    typed.discount_value = "10".into();
    typed.lines.push(InvoiceLineForm {
        quantity: "1".into(),
        tax_rate: "19".into(),
        ..InvoiceLineForm::default()
    });
    typed.lines.push(InvoiceLineForm {
        discount_percent: "5".into(),
        ..line("Travel\nby train", "", "50")
    });
    let draft = typed.validate().unwrap();
    assert_eq!(draft.lines.len(), 2, "the blank line is dropped");
    assert_eq!(
        (draft.lines[0].quantity.raw(), draft.lines[0].unit_price.raw()),
        (25_000, 1_234_500_000)
    );
    assert_eq!(
        (draft.lines[1].quantity, draft.discount, draft.version),
        (Quantity::ONE, Discount::Amount(1000), 7)
    );
    assert_eq!(InvoiceForm::from(&draft).validate(), Ok(draft));
}

#[test]
fn each_field_answers_for_itself() {
    assert_eq!(wrong(|_| ()), [""; 0]);
    assert_eq!(wrong(|form| form.company_id = String::new()), ["company_id"]);
    assert_eq!(wrong(|form| form.company_id = "../1".into()), ["company_id"]);
    assert_eq!(wrong(|form| form.contact_id = "1".into()), ["contact_id"]);
    assert_eq!(wrong(|form| form.currency = "XXX".into()), ["currency"]);
    assert_eq!(wrong(|form| form.currency = "💶".into()), ["currency"]);
    assert_eq!(
        wrong(|form| form.issue_date = "2026-02-30".into()),
        ["issue_date"]
    );
    assert_eq!(wrong(|form| form.due_date = "2026-02-30".into()), ["due_date"]);
    assert_eq!(wrong(|form| form.due_date = String::new()), ["due_date"]);
    assert_eq!(wrong(|form| form.due_date = "2026-03-04".into()), ["due_date"]);
    assert_eq!(wrong(|form| form.due_date = "2026-03-05".into()), [""; 0]);
    assert_eq!(wrong(|form| form.po_number = "a\nb".into()), ["po_number"]);
    assert_eq!(wrong(|form| form.reference = "x".repeat(61)), ["reference"]);
    assert_eq!(wrong(|form| form.notes = "a\u{202E}b".into()), ["notes"]);
    assert_eq!(wrong(|form| form.terms = "a\u{2066}b".into()), ["terms"]);
    assert_eq!(
        wrong(|form| form.internal_notes = "a\u{0}".into()),
        ["internal_notes"]
    );
    assert_eq!(
        wrong(|form| form.discount_kind = "half".into()),
        ["discount_value"]
    );
    for (kind, value) in [
        ("percent", "101"),
        ("percent", "-1"),
        ("amount", "-1"),
        ("amount", "4000"),
        ("amount", "x"),
    ] {
        let fields = wrong(|form| {
            form.discount_kind = kind.into();
            form.discount_value = value.into();
        });
        assert_eq!(fields, ["discount_value"], "{kind} {value}");
    }
}

#[test]
fn lines_answer_by_their_place_in_the_form() {
    assert_eq!(wrong(|form| form.lines.clear()), ["lines"]);
    assert_eq!(
        wrong(|form| form.lines = vec![InvoiceLineForm::default(); 3]),
        ["lines"]
    );
    assert_eq!(
        wrong(|form| form.lines = vec![line("x", "1", "1"); MAX_LINES]),
        [""; 0]
    );
    assert_eq!(
        wrong(|form| form.lines = vec![line("x", "1", "1"); MAX_LINES + 1]),
        ["lines"]
    );
    assert_eq!(
        wrong(|form| form.lines = vec![InvoiceLineForm::default(); 2 * MAX_LINES + 1]),
        ["lines"]
    );

    let second = |line: InvoiceLineForm| wrong(|form| form.lines.extend([InvoiceLineForm::default(), line]));
    assert_eq!(second(line("", "1", "1")), ["lines.2.description"]);
    assert_eq!(second(line("x", "0", "1")), ["lines.2.quantity"]);
    assert_eq!(
        second(line("x", "many", "-1")),
        ["lines.2.quantity", "lines.2.unit_price"]
    );
    assert_eq!(second(line("x", "1", "")), ["lines.2.unit_price"]);
    assert_eq!(
        second(line("x", "1000000000", "100000000000")),
        ["lines.2.unit_price"]
    );
    assert_eq!(
        second(line("x", "1", "99999999999999999999")),
        ["lines.2.unit_price"]
    );
    assert_eq!(second(line("a\u{202B}b", "1", "1")), ["lines.2.description"]);
    assert_eq!(second(line(&"x".repeat(2001), "1", "1")), ["lines.2.description"]);
    let with = |change: fn(&mut InvoiceLineForm)| {
        let mut changed = line("x", "1", "1");
        change(&mut changed);
        second(changed)
    };
    assert_eq!(
        with(|line| line.discount_percent = "100.5".into()),
        ["lines.2.discount_percent"]
    );
    assert_eq!(with(|line| line.unit = "a\tb".into()), ["lines.2.unit"]);
    assert_eq!(with(|line| line.tax_name = " ".into()), ["lines.2.tax_name"]);
    assert_eq!(with(|line| line.tax_rate = "-19".into()), ["lines.2.tax_rate"]);
    assert_eq!(with(|line| line.tax_rate = "1001".into()), ["lines.2.tax_rate"]);
    assert_eq!(
        with(|line| line.tax_category = "X".into()),
        ["lines.2.tax_category"]
    );
    assert_eq!(with(|line| line.tax_category = "AE".into()), ["lines.2.tax_rate"]);
    assert_eq!(
        wrong(|form| form.lines = vec![line("x", "-1", "1")]),
        [""],
        "a negative total concerns the whole form"
    );
}

#[test]
fn an_empty_category_follows_from_the_rate() {
    for (rate, category, expected) in [
        ("19", "", TaxCategory::Standard),
        ("", "", TaxCategory::OutOfScope),
        ("0", "", TaxCategory::ZeroRated),
        ("", "AE", TaxCategory::ReverseCharge),
        ("0", "E", TaxCategory::Exempt),
    ] {
        let mut form = form();
        form.lines[0].tax_rate = rate.into();
        form.lines[0].tax_category = category.into();
        assert_eq!(
            form.validate().unwrap().lines[0].tax.category,
            expected,
            "{rate} {category}"
        );
    }
}

#[test]
fn the_preview_shows_what_can_be_added_up_already() {
    let mut form = form();
    form.due_date = String::new();
    form.company_id = String::new();
    form.lines.push(InvoiceLineForm::default());
    form.lines.push(line("", "2", "10"));
    let preview = form.preview(TaxRounding::PerGroup, None);
    let amounts: Vec<Option<i64>> = preview
        .lines
        .iter()
        .map(|line| line.map(|money| money.minor))
        .collect();
    assert_eq!(amounts, [Some(308_625), None, Some(2_000)]);
    assert_eq!(
        preview.totals.map(|totals| totals.total.to_plain()).as_deref(),
        Some("3696.44")
    );

    form.lines[2].unit_price = "ten".into();
    let preview = form.preview(TaxRounding::PerGroup, None);
    assert!(preview.lines[0].is_some() && preview.lines[2].is_none() && preview.totals.is_none());
    assert!(preview.errors.get("lines.2.unit_price").is_some());

    form.currency = "?".into();
    let preview = form.preview(TaxRounding::PerGroup, None);
    assert_eq!(preview.lines, [None, None, None]);
}

#[test]
fn preview_and_draft_add_up_alike() {
    let typed = form();
    let draft = typed.validate().unwrap();
    let preview = typed.preview(TaxRounding::PerLine, None);
    assert_eq!(
        preview.totals,
        calculate(&draft.calculation(TaxRounding::PerLine, None)).ok()
    );
}

#[test]
fn missing_fields_are_empty() {
    let form: InvoiceForm = serde_json::from_str(r#"{"currency":"EUR","lines":[{"quantity":"2"}]}"#).unwrap();
    assert_eq!(
        (form.lines.len(), form.version, form.prices_include_tax),
        (1, 0, false)
    );
    assert!(form.validate().is_err());
}
