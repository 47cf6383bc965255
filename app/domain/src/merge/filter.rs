//! The filters that a tag can be sent through, as the checker and the reference page know them.

use super::tag::TagType::{self, Address, Date, List, Moment, Money, Number, Percent, Status, Text, Url};

/// A filter: `{{ contact.name|upper }}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Filter {
    /// Its name.
    pub name: &'static str,
    /// How it is written.
    pub usage: &'static str,
    /// What it does, in a sentence.
    pub about: &'static str,
    /// The types that it fits; none means every type.
    pub fits: &'static [TagType],
    /// The type of what comes out; `None` where that is the type that went in.
    pub gives: Option<TagType>,
}

const fn filter(
    name: &'static str,
    usage: &'static str,
    about: &'static str,
    fits: &'static [TagType],
    gives: Option<TagType>,
) -> Filter {
    Filter {
        name,
        usage,
        about,
        fits,
        gives,
    }
}

const WORDS: &[TagType] = &[Text, Status, Url];
const DAYS: &[TagType] = &[Date, Moment];
const FIGURES: &[TagType] = &[Number, Money, Percent];

/// Every filter, by name.
pub const FILTERS: [Filter; 26] = [
    filter(
        "address",
        "company.address|address",
        "Writes an address in one line; address(\"lines\") one part a line.",
        &[Address],
        Some(Text),
    ),
    filter(
        "capitalize",
        "contact.job_title|capitalize",
        "First letter large, the rest small.",
        WORDS,
        Some(Text),
    ),
    filter(
        "date",
        "invoice.due_date|date(\"short\")",
        "Writes a day \"long\", \"short\" or \"iso\", or by a pattern such as \"%d.%m.%Y\".",
        DAYS,
        Some(Text),
    ),
    filter(
        "datetime",
        "contact.last_portal_access|datetime",
        "Writes a day with the time, in the reader's zone.",
        DAYS,
        Some(Text),
    ),
    filter(
        "default",
        "contact.first_name|default(\"there\")",
        "Takes the place of an empty value.",
        &[],
        None,
    ),
    filter(
        "escape",
        "contact.name|escape",
        "Escapes for HTML. Nothing needs it: every value is escaped anyway, and none twice.",
        &[],
        Some(Text),
    ),
    filter(
        "first",
        "invoices|first",
        "The first item of a list.",
        &[List],
        None,
    ),
    filter(
        "initials",
        "contact.name|initials",
        "The first letters of the first and the last word.",
        WORDS,
        Some(Text),
    ),
    filter(
        "join",
        "companies|join(\", \", attribute=\"name\")",
        "Puts the items of a list together.",
        &[List],
        Some(Text),
    ),
    filter("last", "invoices|last", "The last item of a list.", &[List], None),
    filter(
        "length",
        "open_invoices|length",
        "How many items, or how many characters.",
        &[List, Text],
        Some(Number),
    ),
    filter("lower", "contact.name|lower", "Small letters.", WORDS, Some(Text)),
    filter(
        "money",
        "invoice.total_raw|money(\"EUR\")",
        "Writes a plain number as money of a currency.",
        FIGURES,
        Some(Text),
    ),
    filter(
        "nl2br",
        "invoice.notes|nl2br",
        "Keeps the line ends of a text where HTML is made.",
        &[Text],
        Some(Text),
    ),
    filter(
        "number",
        "invoice.total_raw|number(2)",
        "Writes a number with so many decimals.",
        FIGURES,
        Some(Text),
    ),
    filter(
        "percent",
        "project.progress_raw|percent",
        "Writes a number with a percent sign.",
        FIGURES,
        Some(Text),
    ),
    filter(
        "plural",
        "open_invoices|length|plural(\"invoice\", \"invoices\")",
        "The first word for one, the second otherwise.",
        &[Number, List],
        Some(Text),
    ),
    filter(
        "relative",
        "invoice.due_date|relative",
        "How long from today: \"in 3 days\", \"yesterday\".",
        DAYS,
        Some(Text),
    ),
    filter(
        "sort",
        "invoices|sort(attribute=\"due_date\")",
        "Sorts a list; reverse=true the other way round.",
        &[List],
        None,
    ),
    filter(
        "sum",
        "open_invoices|sum(attribute=\"balance\")",
        "Adds up one value of all items, money of one currency only.",
        &[List],
        Some(Money),
    ),
    filter(
        "title",
        "contact.name|title",
        "Every word with a large first letter.",
        WORDS,
        Some(Text),
    ),
    filter(
        "trim",
        "contact.name|trim",
        "Without spaces at the ends.",
        WORDS,
        Some(Text),
    ),
    filter(
        "truncate",
        "invoice.notes|truncate(80)",
        "At most so many characters, with … at the end.",
        WORDS,
        Some(Text),
    ),
    filter("upper", "contact.name|upper", "Large letters.", WORDS, Some(Text)),
    filter(
        "url_encode",
        "contact.email|url_encode",
        "Makes a value fit for a part of a web address.",
        &[],
        Some(Text),
    ),
    filter(
        "yesno",
        "company.is_overdue|yesno(\"Yes,No\")",
        "The first word where there is something, the second where it is empty, zero or no.",
        &[],
        Some(Text),
    ),
];

/// All filters.
pub fn all() -> impl Iterator<Item = &'static Filter> {
    FILTERS.iter()
}

/// The filter of a name.
pub fn find(name: &str) -> Option<&'static Filter> {
    all().find(|filter| filter.name == name)
}

impl Filter {
    /// Whether it fits a type.
    pub fn fits(&self, kind: TagType) -> bool {
        self.fits.is_empty() || self.fits.contains(&kind)
    }
}
