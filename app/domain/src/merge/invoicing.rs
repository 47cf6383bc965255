//! Tags of invoices, payments and credit notes.

use super::tag::{
    Places, Root, Shape, Tag,
    TagType::{Date, Money, Number, Percent, Status, Text, Url},
};

const LINE_TAGS: &[Tag] = &[
    Tag::new("description", Text, "What it is for", "Design, March"),
    Tag::new("quantity", Number, "Quantity", "2.5"),
    Tag::new("unit", Text, "Unit", "days").optional(),
    Tag::new("unit_price", Number, "Price of one", "800.00"),
    Tag::new("discount", Text, "Discount", "10%").optional(),
    Tag::new("tax", Text, "Tax", "VAT 19%").optional(),
    Tag::new("total", Money, "Amount", "€2,000.00"),
];

const TAX_TAGS: &[Tag] = &[
    Tag::new("name", Text, "Name", "VAT"),
    Tag::new("rate", Percent, "Rate", "19%"),
    Tag::new("base", Money, "What is taxed", "€2,000.00"),
    Tag::new("amount", Money, "Tax", "€380.00"),
];

const INVOICE_PAYMENT_TAGS: &[Tag] = &[
    Tag::new("amount", Money, "Amount that settles the invoice", "€1,140.00"),
    Tag::new("date", Date, "Day received", "2 March 2026"),
    Tag::new("method", Status, "How it came", "Bank transfer"),
    Tag::new("reference", Text, "Reference", "SEPA 4711").optional(),
];

const INVOICE_TAGS: &[Tag] = &[
    Tag::new("number", Text, "Number", "2026-0042"),
    Tag::new("status", Status, "Status", "Overdue"),
    Tag::new("date", Date, "Date", "1 March 2026"),
    Tag::new("due_date", Date, "Last day to pay", "15 March 2026"),
    Tag::new("days_until_due", Number, "Days until it is due", "5"),
    Tag::new("days_overdue", Number, "Days overdue", "0"),
    Tag::new("po_number", Text, "Client's order number", "PO-7781").optional(),
    Tag::new("reference", Text, "Reference", "Project Aurora").optional(),
    Tag::new("currency", Text, "Currency", "EUR"),
    Tag::new("subtotal", Money, "Sum of the lines", "€2,000.00"),
    Tag::new("discount", Money, "Discount on the whole", "€100.00"),
    Tag::new("tax", Money, "Tax", "€361.00"),
    Tag::list("taxes", "Each tax", TAX_TAGS),
    Tag::new("total", Money, "Total", "€2,261.00"),
    Tag::new("paid", Money, "Paid", "€1,000.00"),
    Tag::new("credited", Money, "Credited", "€0.00"),
    Tag::new("balance", Money, "Left to pay", "€1,261.00"),
    Tag::new("notes", Text, "Notes for the client", "Thank you.").optional(),
    Tag::new("terms", Text, "Payment terms", "14 days net").optional(),
    Tag::new(
        "url",
        Url,
        "Its page in the portal",
        "https://portal.example.com/portal/invoices/…",
    ),
    Tag::new(
        "pdf_url",
        Url,
        "Its PDF",
        "https://portal.example.com/portal/invoices/…/pdf",
    ),
    Tag::list("items", "Lines", LINE_TAGS),
    Tag::list("payments", "Payments", INVOICE_PAYMENT_TAGS),
    Tag::new(
        "last_payment_date",
        Date,
        "Day of the last payment",
        "2 March 2026",
    )
    .optional(),
    Tag::new("company", Text, "To which company", "Hofmann GmbH"),
    Tag::new("contact", Text, "For whose attention", "Ana Okafor").optional(),
];

const PAYMENT_TAGS: &[Tag] = &[
    Tag::new("amount", Money, "Amount, less what was given back", "€1,140.00"),
    Tag::new("date", Date, "Day received", "2 March 2026"),
    Tag::new("method", Status, "How it came", "Bank transfer"),
    Tag::new("status", Status, "Status", "Received"),
    Tag::new("reference", Text, "Reference", "SEPA 4711").optional(),
    Tag::new(
        "invoice_number",
        Text,
        "Invoice that it settles first",
        "2026-0042",
    )
    .optional(),
];

const CREDIT_NOTE_TAGS: &[Tag] = &[
    Tag::new("number", Text, "Number", "CN-2026-0003"),
    Tag::new("date", Date, "Date", "8 March 2026"),
    Tag::new("total", Money, "Total", "€238.00"),
    Tag::new("tax", Money, "Tax in it", "€38.00"),
    Tag::new("invoice_number", Text, "Invoice that it takes back", "2026-0042"),
    Tag::new("reason", Text, "Reason", "Two days less than planned"),
];

const fn root(key: &'static str, label: &'static str, rule: &'static str, tags: &'static [Tag]) -> Root {
    Root {
        key,
        label,
        rule,
        shape: Shape::One,
        may_be_missing: true,
        tags,
        places: Places::Clients,
        arrives_with: None,
    }
}

const fn several(key: &'static str, label: &'static str, rule: &'static str, tags: &'static [Tag]) -> Root {
    let mut several = root(key, label, rule, tags);
    several.shape = Shape::Many;
    several.may_be_missing = false;
    several
}

/// One invoice.
pub const INVOICE: Root = root(
    "invoice",
    "Invoice",
    "The invoice of the page or mail; otherwise the reader's most urgent one: the oldest unpaid, and if none is unpaid the newest.",
    INVOICE_TAGS,
);

/// All invoices of the reader.
pub const INVOICES: Root = several(
    "invoices",
    "Invoices",
    "Every issued invoice of the reader's companies, the newest first; at most 200.",
    INVOICE_TAGS,
);

/// Those with something left to pay.
pub const OPEN_INVOICES: Root = several(
    "open_invoices",
    "Open invoices",
    "The reader's invoices with something left to pay, the most urgent first; at most 200.",
    INVOICE_TAGS,
);

/// One payment.
pub const PAYMENT: Root = root("payment", "Payment", "The reader's newest payment.", PAYMENT_TAGS);

/// All payments of the reader.
pub const PAYMENTS: Root = several(
    "payments",
    "Payments",
    "Every payment of the reader's companies, the newest first; at most 200.",
    PAYMENT_TAGS,
);

/// One credit note.
pub const CREDIT_NOTE: Root = root(
    "credit_note",
    "Credit note",
    "The reader's newest credit note.",
    CREDIT_NOTE_TAGS,
);

/// All credit notes of the reader.
pub const CREDIT_NOTES: Root = several(
    "credit_notes",
    "Credit notes",
    "Every credit note of the reader's companies, the newest first; at most 200.",
    CREDIT_NOTE_TAGS,
);
