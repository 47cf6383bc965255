//! Tags of the business, its portal, and of what a mail is about.

use super::tag::{
    Places, Root, Shape, Tag,
    TagType::{Address, Date, Moment, Number, Text, Url},
};
use crate::mail::MailKind::{
    self, ContractCode, ContractCompleted, ContractNews, ContractNotice, ContractReminder, ContractRequest,
    Invitation, InvoiceIssued, NewDevice, NewLink, SignInCode, StaffInvitation,
};

const SYSTEM_TAGS: &[Tag] = &[
    Tag::new("company_name", Text, "Business name", "Anchor Studio"),
    Tag::new("legal_name", Text, "Registered name", "Anchor Studio Ltd").optional(),
    Tag::new("current_date", Date, "Today", "5 March 2026"),
    Tag::new("current_time", Text, "Time of day", "14:05"),
    Tag::new("current_year", Text, "Year", "2026"),
    Tag::new("email", Text, "E-mail address", "hello@anchor.example").optional(),
    Tag::new("phone", Text, "Telephone number", "+44 20 7946 0000").optional(),
    Tag::new(
        "support_email",
        Text,
        "E-mail address for questions",
        "help@anchor.example",
    )
    .optional(),
    Tag::new(
        "support_phone",
        Text,
        "Telephone number for questions",
        "+44 20 7946 0001",
    )
    .optional(),
    Tag::new(
        "support_hours",
        Text,
        "When somebody answers",
        "Monday to Friday, 9 to 5",
    )
    .optional(),
    Tag::new("website", Url, "Website", "https://anchor.example").optional(),
    Tag::new("address", Address, "Address", "1 Quay Street, Bristol BS1 4DJ").optional(),
    Tag::new("address_line1", Text, "Address, first line", "1 Quay Street").optional(),
    Tag::new("address_line2", Text, "Address, second line", "Floor 2").optional(),
    Tag::new("postal_code", Text, "Postal code", "BS1 4DJ").optional(),
    Tag::new("city", Text, "Town", "Bristol").optional(),
    Tag::new("state", Text, "State or county", "Avon").optional(),
    Tag::new("country", Text, "Country", "United Kingdom").optional(),
    Tag::new("tax_id", Text, "Tax number", "GB123456789").optional(),
    Tag::new("registration_number", Text, "Register number", "01234567").optional(),
    Tag::new("bank_name", Text, "Bank", "Harbour Bank").optional(),
    Tag::new("iban", Text, "IBAN", "GB33 BUKB 2020 1555 5555 55").optional(),
    Tag::new("bic", Text, "BIC", "BUKBGB22").optional(),
    Tag::new("currency", Text, "Currency", "GBP"),
    Tag::new("timezone", Text, "Time zone", "Europe/London"),
];

const PORTAL_TAGS: &[Tag] = &[
    Tag::new("name", Text, "Name", "Anchor client portal"),
    Tag::new("url", Url, "Address", "https://portal.example.com/portal"),
    Tag::new(
        "login_url",
        Url,
        "Where to ask for a new link",
        "https://portal.example.com/",
    ),
    Tag::new("primary_color", Text, "Main colour", "#1d4ed8"),
    Tag::new(
        "link_expires_at",
        Date,
        "Until when the reader's link is good",
        "4 April 2026",
    )
    .optional()
    .only(Places::PagesAnd(&[Invitation, NewLink, StaffInvitation])),
    Tag::new(
        "link_expires_in_days",
        Number,
        "For how many days the reader's link is good",
        "30",
    )
    .optional()
    .only(Places::PagesAnd(&[Invitation, NewLink, StaffInvitation])),
    Tag::new(
        "actions_count",
        Number,
        "How many invoices are overdue or due within two weeks",
        "2",
    )
    .only(Places::Clients),
];

const USER_TAGS: &[Tag] = &[
    Tag::new("name", Text, "Full name", "Mia Berg"),
    Tag::new("first_name", Text, "First name", "Mia"),
    Tag::new("email", Text, "E-mail address", "mia@anchor.example").optional(),
];

const RECIPIENT_TAGS: &[Tag] = &[
    Tag::new("name", Text, "Full name", "Ana Okafor"),
    Tag::new("email", Text, "E-mail address", "ana@example.com"),
];

const EVENT_TAGS: &[Tag] = &[
    Tag::new("occurred_at", Moment, "When it happened", "5 March 2026, 14:05"),
    Tag::new(
        "message",
        Text,
        "The sender's own words",
        "Looking forward to working with you.",
    )
    .optional()
    .only(Places::Mails(&[Invitation])),
    Tag::new(
        "what",
        Text,
        "What happened",
        "Ana Okafor has signed the contract.",
    )
    .only(Places::Mails(&[ContractNews, ContractNotice])),
    Tag::new("title", Text, "What the mail is about", "Maintenance agreement").only(Places::Mails(&[
        ContractRequest,
        ContractReminder,
        ContractCode,
        ContractNews,
        ContractCompleted,
        ContractNotice,
    ])),
    Tag::new("browser", Text, "Browser and system", "Firefox on Linux").only(Places::Mails(&[
        NewDevice,
        SignInCode,
        ContractCode,
    ])),
    Tag::new("network", Text, "Network address, shortened", "203.0.113.0/24")
        .optional()
        .only(Places::Mails(&[NewDevice])),
    Tag::new("role", Text, "Role", "Manager").only(Places::Mails(&[StaffInvitation])),
];

/// The provider.
pub const SYSTEM: Root = Root {
    key: "system",
    label: "Your business",
    rule: "Your business, as it stands under Business details.",
    shape: Shape::One,
    may_be_missing: false,
    tags: SYSTEM_TAGS,
    places: Places::Everywhere,
    arrives_with: None,
};

/// The portal.
pub const PORTAL: Root = Root {
    key: "portal",
    label: "Portal",
    rule: "This client portal.",
    shape: Shape::One,
    may_be_missing: false,
    tags: PORTAL_TAGS,
    places: Places::Everywhere,
    arrives_with: None,
};

/// The member of staff behind a mail.
pub const USER: Root = Root {
    key: "user",
    label: "Sender",
    rule: "The member of staff who caused the mail; your business where it was nobody.",
    shape: Shape::One,
    may_be_missing: false,
    tags: USER_TAGS,
    places: Places::Mails(&[
        Invitation,
        InvoiceIssued,
        StaffInvitation,
        ContractRequest,
        ContractReminder,
    ]),
    arrives_with: None,
};

/// Whom a mail goes to.
pub const RECIPIENT: Root = Root {
    key: "recipient",
    label: "Recipient",
    rule: "Whoever the mail goes to.",
    shape: Shape::One,
    may_be_missing: false,
    tags: RECIPIENT_TAGS,
    places: Places::Mails(&MailKind::ALL),
    arrives_with: None,
};

/// What a mail tells of.
pub const EVENT: Root = Root {
    key: "event",
    label: "What happened",
    rule: "What the mail tells of.",
    shape: Shape::One,
    may_be_missing: false,
    tags: EVENT_TAGS,
    places: Places::Mails(&MailKind::ALL),
    arrives_with: None,
};
