//! The addresses of the staff's side.

use super::{
    case::{Case, Refusal::*, Thing, Who, as_fields, id_and},
    fields,
    http::Fields,
    world::World,
};
use domain::{
    access::InvitationForm,
    company::CompanyForm,
    contact::ContactForm,
    credit_note::CreditNoteForm,
    invoice::{
        amend::AmendForm,
        closing::{VoidForm, WriteOffForm},
        form::{InvoiceForm, InvoiceLineForm},
    },
    payment::{PaymentForm, RefundForm},
    role::{Permission::*, Role},
    staff::{MemberForm, Password, PasswordForm},
};

pub fn company_form(version: i64) -> CompanyForm {
    CompanyForm {
        name: "Changed company".into(),
        currency: "EUR".into(),
        payment_days: "30".into(),
        version,
        ..CompanyForm::default()
    }
}

pub fn contact_form(company: &str, version: i64) -> ContactForm {
    ContactForm {
        last_name: "Changed contact".into(),
        email: "changed@example.com".into(),
        portal_enabled: true,
        may_accept: true,
        companies: vec![company.to_owned()],
        version,
        ..ContactForm::default()
    }
}

pub fn invoice_form(company: &str, contact: &str, version: i64) -> InvoiceForm {
    InvoiceForm {
        company_id: company.to_owned(),
        contact_id: contact.to_owned(),
        currency: "EUR".into(),
        due_date: "2026-04-15".into(),
        discount_kind: "none".into(),
        version,
        lines: vec![InvoiceLineForm {
            description: "Work".into(),
            quantity: "2".into(),
            unit_price: "10.50".into(),
            ..InvoiceLineForm::default()
        }],
        ..InvoiceForm::default()
    }
}

pub fn payment_form(version: i64) -> PaymentForm {
    PaymentForm {
        amount: "12.34".into(),
        received_on: "2026-03-14".into(),
        method: "cash".into(),
        version,
        ..PaymentForm::default()
    }
}

fn reason(version: i64) -> VoidForm {
    VoidForm {
        reason: "A reason".into(),
        version,
    }
}

fn with_version(world: &World, id: &str) -> Fields {
    fields(&[("id", id), ("version", &world.version(id).to_string())])
}

pub fn cases() -> Vec<Case> {
    [
        account(),
        companies(),
        contacts(),
        invoices(),
        payments(),
        records(),
    ]
    .concat()
}

fn account() -> Vec<Case> {
    vec![
        Case::page("/staff", Who::Staff).plain(),
        Case::changes("/api/staff/sign_out", Who::Staff).plain(),
        Case::reads("/api/staff/get_dashboard", Who::Staff).plain(),
        Case::page("/staff/account", Who::Staff).plain(),
        Case::reads("/api/staff/own_sessions", Who::Staff).plain(),
        Case::changes("/api/staff/change_password", Who::Staff)
            .with(|_, _| as_fields("form", &password_form())),
        Case::changes("/api/staff/end_own_session", Who::Staff).of(Thing::StaffSession),
        Case::changes("/api/staff/end_other_sessions", Who::Staff).plain(),
        Case::changes("/api/staff/preview_as", Who::May(ClientsRead)).of(Thing::Contact),
        // Nobody here has a preview open; tests/preview.rs ends one.
        Case::reads("/api/staff/end_preview", Who::Staff).plain(),
    ]
}

fn companies() -> Vec<Case> {
    let (read, write) = (Who::May(ClientsRead), Who::May(ClientsWrite));
    vec![
        Case::page("/staff/companies", read).plain(),
        Case::page("/staff/companies/new", write).plain(),
        Case::page("/staff/companies/{id}", read).of(Thing::Company),
        Case::page("/staff/companies/{id}/edit", write).of(Thing::Company),
        Case::reads("/api/staff/list_companies", read)
            .plain()
            .probe(Thing::ClientTag, Empty, |_, id| fields(&[("filter[tag]", id)])),
        Case::reads("/api/staff/get_company", read).of(Thing::Company),
        Case::reads("/api/staff/company_choices", read)
            .plain()
            .probe(Thing::Company, Empty, |_, id| fields(&[("chosen[0]", id)])),
        Case::reads("/api/staff/new_company", write).plain(),
        Case::reads("/api/staff/company_activity", read).of(Thing::Company),
        Case::reads("/api/staff/company_invoices", Who::May(InvoicesRead)).of(Thing::Company),
        Case::changes("/api/staff/create_company", write).with(|_, _| as_fields("form", &company_form(0))),
        Case::changes("/api/staff/update_company", write).probe(Thing::Company, NotFound, |world, id| {
            id_and(id, as_fields("form", &company_form(world.version(id))))
        }),
        Case::changes("/api/staff/archive_company", write).of(Thing::Company),
        Case::changes("/api/staff/restore_company", write).of(Thing::ArchivedCompany),
    ]
}

fn contacts() -> Vec<Case> {
    let (read, write, access) = (
        Who::May(ClientsRead),
        Who::May(ClientsWrite),
        Who::May(AccessManage),
    );
    vec![
        Case::page("/staff/contacts", read).plain(),
        Case::page("/staff/contacts/new", write).plain(),
        Case::page("/staff/contacts/{id}", read).of(Thing::Contact),
        Case::page("/staff/contacts/{id}/edit", write).of(Thing::Contact),
        Case::page("/staff/contacts/{id}/invite", access).of(Thing::Contact),
        Case::page("/staff/contacts/{id}/invite/preview", access).probe(Thing::Contact, NotFound, |_, _| {
            fields(&[("message", "Hello"), ("days", "14")])
        }),
        Case::reads("/api/staff/list_contacts", read)
            .plain()
            .probe(Thing::ClientTag, Empty, |_, id| fields(&[("filter[tag]", id)])),
        Case::reads("/api/staff/get_contact", read).of(Thing::Contact),
        Case::reads("/api/staff/contact_choices", read)
            .plain()
            .probe(Thing::Company, Empty, |_, id| fields(&[("company", id)])),
        Case::reads("/api/staff/contact_invoices", Who::May(InvoicesRead)).of(Thing::Contact),
        Case::reads("/api/staff/contact_activity", read).of(Thing::Contact),
        Case::reads("/api/staff/contact_sessions", Who::May(AccessLogRead)).probe(
            Thing::Contact,
            Empty,
            |_, id| fields(&[("id", id)]),
        ),
        Case::reads("/api/staff/usual_link_days", Who::Staff).plain(),
        Case::changes("/api/staff/create_contact", write).probe(Thing::Company, Invalid, |_, id| {
            as_fields("form", &contact_form(id, 0))
        }),
        Case::changes("/api/staff/update_contact", write)
            .probe(Thing::Contact, NotFound, |world, id| {
                let form = contact_form(&world.a1().id.to_string(), world.version(id));
                id_and(id, as_fields("form", &form))
            })
            .probe(Thing::Company, Invalid, |world, id| {
                let contact = world.a1().contacts[0].id.to_string();
                let form = contact_form(id, world.version(&contact));
                id_and(&contact, as_fields("form", &form))
            }),
        Case::changes("/api/staff/archive_contact", write).of(Thing::Contact),
        Case::changes("/api/staff/restore_contact", write).of(Thing::ArchivedContact),
        Case::changes("/api/staff/send_invitation", access).probe(Thing::Contact, NotFound, |_, id| {
            let form = InvitationForm {
                message: "Welcome".into(),
                days: "14".into(),
            };
            id_and(id, as_fields("form", &form))
        }),
        Case::changes("/api/staff/revoke_access", access).of(Thing::Contact),
        Case::changes("/api/staff/end_contact_session", access)
            .probe(Thing::ClientSession, NotFound, |world, id| {
                let contact = world.a1().contacts[0].id.to_string();
                fields(&[("contact", contact.as_str()), ("id", id)])
            })
            .probe(Thing::Contact, NotFound, |world, id| {
                let session = world.a1().contacts[0].other_session.to_string();
                fields(&[("contact", id), ("id", session.as_str())])
            }),
    ]
}

fn invoices() -> Vec<Case> {
    let (read, write, correct) = (
        Who::May(InvoicesRead),
        Who::May(InvoicesWrite),
        Who::May(InvoicesCorrect),
    );
    vec![
        Case::page("/staff/invoices", read)
            .plain()
            .probe(Thing::Company, Empty, |_, id| fields(&[("company", id)])),
        Case::page("/staff/invoices/new", write).plain(),
        Case::page("/staff/invoices/{id}", read).of(Thing::Invoice("open")),
        Case::page("/staff/invoices/{id}/edit", write).of(Thing::Invoice("draft")),
        Case::page("/staff/invoices/{id}/pdf", read).of(Thing::Invoice("open")),
        Case::page("/staff/credit-notes/{id}/pdf", read).of(Thing::CreditNote),
        Case::page("/staff/invoices/{id}/preview", read).of(Thing::Invoice("draft")),
        Case::reads("/api/staff/list_invoices", read)
            .plain()
            .probe(Thing::Company, Empty, |_, id| fields(&[("filter[company]", id)])),
        Case::reads("/api/staff/total_invoices", read)
            .plain()
            .probe(Thing::Company, Empty, |_, id| fields(&[("filter[company]", id)])),
        Case::reads("/api/staff/get_invoice", read).of(Thing::Invoice("partial")),
        Case::reads("/api/staff/preview_invoice", read).of(Thing::Invoice("draft")),
        Case::reads("/api/staff/check_invoice_visibility", read).of(Thing::Invoice("open")),
        Case::reads("/api/staff/invoice_views", Who::May(AccessLogRead)).of(Thing::Invoice("open")),
        Case::reads("/api/staff/invoice_activity", read).of(Thing::Invoice("open")),
        Case::reads("/api/staff/new_invoice", write)
            .plain()
            .probe(Thing::Company, NotFound, |_, id| fields(&[("company", id)])),
        Case::reads("/api/staff/edit_invoice", write).of(Thing::Invoice("draft")),
        Case::reads("/api/staff/get_amend_form", write).of(Thing::Invoice("open")),
        Case::changes("/api/staff/create_invoice", write)
            .probe(Thing::Company, Invalid, |_, id| {
                as_fields("form", &invoice_form(id, "", 0))
            })
            .probe(Thing::Contact, Invalid, |world, id| {
                as_fields("form", &invoice_form(&world.a1().id.to_string(), id, 0))
            }),
        Case::changes("/api/staff/update_invoice", write)
            .probe(Thing::Invoice("draft"), NotFound, |world, id| {
                let form = invoice_form(&world.a1().id.to_string(), "", world.version(id));
                id_and(id, as_fields("form", &form))
            })
            .probe(Thing::Company, Invalid, |world, id| {
                let draft = world.a1().invoices["draft"].to_string();
                let form = invoice_form(id, "", world.version(&draft));
                id_and(&draft, as_fields("form", &form))
            }),
        Case::changes("/api/staff/amend_invoice", write)
            .probe(Thing::Invoice("open"), NotFound, |world, id| {
                let form = AmendForm {
                    due_date: "2026-05-01".into(),
                    version: world.version(id),
                    ..AmendForm::default()
                };
                id_and(id, as_fields("form", &form))
            })
            .probe(Thing::Contact, Invalid, |world, id| {
                let open = world.a1().invoices["open"].to_string();
                let form = AmendForm {
                    contact_id: id.to_owned(),
                    due_date: "2026-05-01".into(),
                    version: world.version(&open),
                    ..AmendForm::default()
                };
                id_and(&open, as_fields("form", &form))
            }),
        Case::changes("/api/staff/delete_invoice", write).probe(
            Thing::Invoice("draft"),
            NotFound,
            with_version,
        ),
        Case::changes("/api/staff/duplicate_invoice", write).of(Thing::Invoice("paid")),
        Case::changes("/api/staff/issue_invoice", write).probe(
            Thing::Invoice("draft"),
            NotFound,
            with_version,
        ),
        Case::changes("/api/staff/credit_invoice", correct).probe(
            Thing::Invoice("open"),
            NotFound,
            |world, id| {
                let form = CreditNoteForm {
                    amount: "5".into(),
                    full: false,
                    reason: "A reason".into(),
                    version: world.version(id),
                };
                id_and(id, as_fields("form", &form))
            },
        ),
        Case::changes("/api/staff/void_invoice", correct).probe(
            Thing::Invoice("open"),
            NotFound,
            |world, id| id_and(id, as_fields("form", &reason(world.version(id)))),
        ),
        Case::changes("/api/staff/write_off_invoice", correct).probe(
            Thing::Invoice("overdue"),
            NotFound,
            |world, id| {
                let form = WriteOffForm {
                    reason: "A reason".into(),
                    version: world.version(id),
                };
                id_and(id, as_fields("form", &form))
            },
        ),
    ]
}

/// Something of a payment, whose page is an invoice's.
fn of_payment(world: &World, state: &'static str, id: &str, form: Fields) -> Fields {
    let mut fields = fields(&[("invoice", world.a1().invoices[state].to_string())]);
    fields.extend(id_and(id, form));
    fields
}

fn payments() -> Vec<Case> {
    let write = Who::May(InvoicesWrite);
    vec![
        Case::changes("/api/staff/record_payment", write).probe(
            Thing::Invoice("open"),
            NotFound,
            |world, id| id_and(id, as_fields("form", &payment_form(world.version(id)))),
        ),
        Case::changes("/api/staff/apply_credit", write).probe(Thing::Invoice("open"), NotFound, with_version),
        Case::changes("/api/staff/correct_payment", write).probe(
            Thing::Payment("partial"),
            NotFound,
            |world, id| {
                let form = as_fields("form", &payment_form(world.version(id)));
                of_payment(world, "partial", id, form)
            },
        ),
        Case::changes("/api/staff/cancel_payment", Who::May(InvoicesCorrect)).probe(
            Thing::Payment("partial"),
            NotFound,
            |world, id| {
                let form = as_fields("form", &reason(world.version(id)));
                of_payment(world, "partial", id, form)
            },
        ),
        Case::changes("/api/staff/refund_payment", write).probe(
            Thing::Payment("partial"),
            NotFound,
            |world, id| {
                let form = RefundForm {
                    amount: "5".into(),
                    refunded_on: "2026-03-14".into(),
                    reason: "A reason".into(),
                    version: world.version(id),
                };
                of_payment(world, "partial", id, as_fields("form", &form))
            },
        ),
    ]
}

fn records() -> Vec<Case> {
    vec![
        Case::page("/staff/access-log", Who::May(AccessLogRead))
            .plain()
            .probe(Thing::Contact, Empty, |_, id| fields(&[("contact", id)])),
        Case::reads("/api/staff/list_access", Who::May(AccessLogRead))
            .plain()
            .probe(Thing::Contact, Empty, |_, id| fields(&[("filter[contact]", id)])),
        Case::page("/staff/mail", Who::May(MailRead)).plain(),
        Case::page("/staff/mail/{id}", Who::May(MailRead)).of(Thing::SentMail),
        Case::page("/staff/mail/{id}/html", Who::May(MailRead)).of(Thing::SentMail),
        Case::page("/staff/mail/{id}/delivered", Who::May(MailManage)).of(Thing::SentMail),
        Case::reads("/api/staff/list_mails", Who::May(MailRead)).plain(),
        Case::reads("/api/staff/get_mail", Who::May(MailRead)).of(Thing::SentMail),
        Case::changes("/api/staff/retry_mail", Who::May(MailManage)).of(Thing::FailedMail),
        Case::reads("/api/staff/get_delivered_mail", Who::May(MailManage)).of(Thing::SentMail),
    ]
}

pub fn password_form() -> PasswordForm {
    PasswordForm {
        current: Password(super::seed::PASSWORD.into()),
        new: Password("another long enough password".into()),
    }
}
