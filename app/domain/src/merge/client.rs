//! Tags of the reader and the reader's company.

use super::tag::{
    Places, Root, Shape, Tag,
    TagType::{Address, Date, Flag, Moment, Money, Number, Text, Url},
};

const CONTACT_TAGS: &[Tag] = &[
    Tag::new("name", Text, "Full name", "Ana Okafor"),
    Tag::new("first_name", Text, "First name", "Ana").optional(),
    Tag::new("last_name", Text, "Last name", "Okafor").optional(),
    Tag::new("initials", Text, "Initials", "AO"),
    Tag::new("email", Text, "E-mail address", "ana@example.com").optional(),
    Tag::new("phone", Text, "Telephone number", "+49 30 1234567").optional(),
    Tag::new("job_title", Text, "Job title", "Head of Finance").optional(),
    Tag::new("company", Text, "Company's name", "Hofmann GmbH").optional(),
    Tag::new("tags", Text, "Tags", "Key account, Retainer").optional(),
    Tag::new("language", Text, "Language", "English"),
    Tag::new("timezone", Text, "Time zone", "Europe/Berlin"),
    Tag::new(
        "portal_url",
        Url,
        "Portal's address",
        "https://portal.example.com/portal",
    ),
    Tag::new(
        "last_portal_access",
        Moment,
        "Last seen in the portal",
        "4 March 2026, 09:12",
    )
    .optional(),
    Tag::new("created_at", Date, "Contact since", "12 January 2026"),
];

const COMPANY_TAGS: &[Tag] = &[
    Tag::new("name", Text, "Name", "Hofmann GmbH"),
    Tag::new("legal_name", Text, "Registered name", "Hofmann Maschinenbau GmbH").optional(),
    Tag::new("email", Text, "E-mail address", "office@hofmann.example").optional(),
    Tag::new("phone", Text, "Telephone number", "+49 221 555 010").optional(),
    Tag::new("website", Url, "Website", "https://hofmann.example").optional(),
    Tag::new("tax_id", Text, "Tax number", "DE123456789").optional(),
    Tag::new("address", Address, "Address", "Am Ring 1, 50667 Köln").optional(),
    Tag::new("address_line1", Text, "Address, first line", "Am Ring 1").optional(),
    Tag::new("address_line2", Text, "Address, second line", "Building C").optional(),
    Tag::new("postal_code", Text, "Postal code", "50667").optional(),
    Tag::new("city", Text, "Town", "Köln").optional(),
    Tag::new("state", Text, "State or county", "NRW").optional(),
    Tag::new("country", Text, "Country", "Germany").optional(),
    Tag::new("currency", Text, "Currency", "EUR"),
    Tag::new("payment_days", Number, "Days to pay", "14"),
    Tag::new("balance", Money, "What is left to pay", "€1,240.00"),
    Tag::new("overdue_balance", Money, "What of it is overdue", "€240.00"),
    Tag::new("open_invoices", Number, "How many invoices are open", "2"),
    Tag::new("total_invoiced", Money, "Invoiced so far", "€18,300.00"),
    Tag::new("total_paid", Money, "Paid so far", "€17,060.00"),
    Tag::new("is_overdue", Flag, "Whether something is overdue", "Yes"),
];

/// The reader.
pub const CONTACT: Root = Root {
    key: "contact",
    label: "Contact",
    rule: "The contact who reads the text.",
    shape: Shape::One,
    may_be_missing: false,
    tags: CONTACT_TAGS,
    places: Places::Clients,
    arrives_with: None,
};

/// The reader's company.
pub const COMPANY: Root = Root {
    key: "company",
    label: "Company",
    rule: "The company that the bound record belongs to; otherwise the reader's company, and of several the first by name.",
    shape: Shape::One,
    may_be_missing: true,
    tags: COMPANY_TAGS,
    places: Places::Clients,
    arrives_with: None,
};

/// All companies of the reader.
pub const COMPANIES: Root = Root {
    key: "companies",
    label: "Companies",
    rule: "Every company that the reader acts for, by name.",
    shape: Shape::Many,
    may_be_missing: false,
    tags: COMPANY_TAGS,
    places: Places::Clients,
    arrives_with: None,
};
