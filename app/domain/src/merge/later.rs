//! Tags whose records come with later parts of the product. They are known, so that a text can be written ahead, and empty.

use super::tag::{
    Places, Root, Shape, Tag,
    TagType::{Date, Money, Number, Percent, Status, Text, Url},
};

const PROJECT_TAGS: &[Tag] = &[
    Tag::new("name", Text, "Name", "Website relaunch"),
    Tag::new("number", Text, "Number", "P-2026-007"),
    Tag::new("status", Status, "Status", "In progress"),
    Tag::new("progress", Percent, "Progress", "45%"),
    Tag::new("description", Text, "Description", "New site and shop").optional(),
    Tag::new("start_date", Date, "Begins", "2 February 2026").optional(),
    Tag::new("due_date", Date, "Due", "30 June 2026").optional(),
    Tag::new(
        "url",
        Url,
        "Its page in the portal",
        "https://portal.example.com/portal/projects/…",
    ),
];
const PROPOSAL_TAGS: &[Tag] = &[
    Tag::new("number", Text, "Number", "Q-2026-011"),
    Tag::new("title", Text, "Title", "Relaunch, phase 2"),
    Tag::new("status", Status, "Status", "Sent"),
    Tag::new("valid_until", Date, "Valid until", "31 March 2026").optional(),
    Tag::new("total", Money, "Total", "€12,000.00"),
    Tag::new(
        "url",
        Url,
        "Its page in the portal",
        "https://portal.example.com/portal/proposals/…",
    ),
];
const CONTRACT_TAGS: &[Tag] = &[
    Tag::new("number", Text, "Number", "C-2026-004"),
    Tag::new("title", Text, "Title", "Maintenance"),
    Tag::new("status", Status, "Status", "Signed"),
    Tag::new("start_date", Date, "Begins", "1 April 2026").optional(),
    Tag::new("end_date", Date, "Ends", "31 March 2027").optional(),
    Tag::new(
        "url",
        Url,
        "Its page in the portal",
        "https://portal.example.com/portal/contracts/…",
    ),
];
const TASK_TAGS: &[Tag] = &[
    Tag::new("title", Text, "Title", "Send us your logo"),
    Tag::new("status", Status, "Status", "Open"),
    Tag::new("due_date", Date, "Due", "20 March 2026").optional(),
    Tag::new(
        "url",
        Url,
        "Its page in the portal",
        "https://portal.example.com/portal/tasks/…",
    ),
];
const TICKET_TAGS: &[Tag] = &[
    Tag::new("number", Text, "Number", "T-1042"),
    Tag::new("subject", Text, "Subject", "Shop shows an error"),
    Tag::new("status", Status, "Status", "Waiting for you"),
    Tag::new("updated_at", Date, "Last change", "4 March 2026"),
    Tag::new(
        "url",
        Url,
        "Its page in the portal",
        "https://portal.example.com/portal/tickets/…",
    ),
];
const FILE_TAGS: &[Tag] = &[
    Tag::new("name", Text, "Name", "Logo.zip"),
    Tag::new("size", Number, "Size in kilobytes", "512"),
    Tag::new("uploaded_at", Date, "Uploaded", "3 March 2026"),
    Tag::new(
        "url",
        Url,
        "Its address in the portal",
        "https://portal.example.com/portal/files/…",
    ),
];

const fn one(
    key: &'static str,
    label: &'static str,
    rule: &'static str,
    part: &'static str,
    tags: &'static [Tag],
) -> Root {
    Root {
        key,
        label,
        rule,
        shape: Shape::One,
        may_be_missing: true,
        tags,
        places: Places::Clients,
        arrives_with: Some(part),
    }
}

const fn many(key: &'static str, label: &'static str, part: &'static str, tags: &'static [Tag]) -> Root {
    let mut many = one(
        key,
        label,
        "Those that the reader may see, the newest first; at most 200.",
        part,
        tags,
    );
    many.shape = Shape::Many;
    many.may_be_missing = false;
    many
}

/// The groups, in the order of the reference.
pub const LATER: [Root; 12] = [
    one(
        "project",
        "Project",
        "The reader's newest running project.",
        "projects",
        PROJECT_TAGS,
    ),
    many("projects", "Projects", "projects", PROJECT_TAGS),
    one(
        "proposal",
        "Proposal",
        "The reader's newest open proposal.",
        "proposals",
        PROPOSAL_TAGS,
    ),
    many("proposals", "Proposals", "proposals", PROPOSAL_TAGS),
    one(
        "contract",
        "Contract",
        "The reader's newest open contract.",
        "contracts",
        CONTRACT_TAGS,
    ),
    many("contracts", "Contracts", "contracts", CONTRACT_TAGS),
    one(
        "task",
        "Task",
        "The reader's most urgent open task.",
        "tasks",
        TASK_TAGS,
    ),
    many("tasks", "Tasks", "tasks", TASK_TAGS),
    one(
        "ticket",
        "Ticket",
        "The reader's newest open ticket.",
        "tickets",
        TICKET_TAGS,
    ),
    many("tickets", "Tickets", "tickets", TICKET_TAGS),
    one(
        "file",
        "File",
        "The file that was shared last.",
        "file sharing",
        FILE_TAGS,
    ),
    many("files", "Files", "file sharing", FILE_TAGS),
];
