//! The page of the business's details.

use super::api::{BUSINESS_PAGE, SaveBusinessSettings, business_settings};
use crate::{
    platform,
    staff::frame::staff_page,
    ui::{
        Button, ConflictNotice, EmailField, Form, FormErrors, HiddenField, PageHeader, Section, SelectField,
        TextField, Variant,
    },
};
use domain::{
    form::FormView,
    locale::Locale,
    money::Currency,
    settings::{BusinessForm, BusinessSettingsView},
};
use leptos::{prelude::*, server_fn::ServerFn};
use std::sync::Arc;

/// The business's details.
#[component]
pub fn BusinessSettingsPage() -> impl IntoView {
    staff_page("Business", async {
        let stored = business_settings().await?;
        let form = platform::returned_form::<BusinessForm>("business")
            .await
            .unwrap_or_else(|| FormView::fresh(stored.form.clone()));
        let version = form
            .stored
            .as_ref()
            .map_or(form.values.version, |stored| stored.version);
        let conflict = form
            .stored
            .is_some()
            .then(|| view! { <ConflictNotice subject="page" reload=BUSINESS_PAGE/> });
        let labels = [
            ("tax_id", "Tax number"),
            ("iban", "IBAN"),
            ("bic", "BIC"),
            ("timezone", "Time zone"),
            ("locale", "Language"),
        ]
        .map(|(name, label)| (name, label.to_owned()))
        .to_vec();
        let errors = form.errors.clone();
        let fields = Fields(Arc::new(form));
        Ok(view! {
            <div class="page narrow">
                <PageHeader title="Business"
                    text="Who you are on invoices and mails, and how documents are numbered. Issued documents keep what they were issued with.".to_owned()/>
                {conflict}
                <FormErrors errors labels/>
                <Form action=SaveBusinessSettings::url() label="Business">
                    <HiddenField name="form[version]" value=version.to_string()/>
                    {identity(&fields)}
                    {address(&fields)}
                    {bank(&fields)}
                    {region(&fields)}
                    {numbers(&fields, &stored)}
                    <div class="form-actions"><Button variant=Variant::Primary>"Save details"</Button></div>
                </Form>
            </div>
        }
        .into_any())
    })
}

/// The form on its way to the fields: value, error and what is stored, by the field's getter and key.
#[derive(Clone)]
struct Fields(Arc<FormView<BusinessForm>>);

type Read = fn(&BusinessForm) -> &String;

impl Fields {
    fn value(&self, read: Read) -> String {
        read(&self.0.values).clone()
    }

    fn stored(&self, read: Read) -> Option<String> {
        self.0.stored.as_ref().map(|stored| read(stored).clone())
    }

    fn error(&self, key: &str) -> Option<String> {
        self.0.errors.get(key)
    }
}

fn identity(fields: &Fields) -> impl IntoView + use<> {
    let f = fields.clone();
    view! {
        <Section title="Business">
            <div class="form-grid">
                <TextField label="Trading name" name="form[name]" value=f.value(|b| &b.name) error=f.error("name")
                    stored=f.stored(|b| &b.name) required=true maxlength=160 autocomplete="organization"/>
                <TextField label="Legal name" name="form[legal_name]" value=f.value(|b| &b.legal_name) error=f.error("legal_name")
                    stored=f.stored(|b| &b.legal_name) maxlength=160 hint="If it differs from the trading name."/>
                <TextField label="Tax number" name="form[tax_id]" value=f.value(|b| &b.tax_id) error=f.error("tax_id")
                    stored=f.stored(|b| &b.tax_id) maxlength=40 hint="VAT or other tax number, as on invoices."/>
                <TextField label="Register number" name="form[registration_number]" value=f.value(|b| &b.registration_number)
                    error=f.error("registration_number") stored=f.stored(|b| &b.registration_number) maxlength=80
                    hint="Such as HRB 12345, Munich."/>
                <EmailField label="E-mail address" name="form[email]" value=f.value(|b| &b.email) error=f.error("email")
                    stored=f.stored(|b| &b.email) autocomplete="email" hint="For questions; also where answers to mails go."/>
                <TextField label="Telephone" name="form[phone]" kind="tel" value=f.value(|b| &b.phone) error=f.error("phone")
                    stored=f.stored(|b| &b.phone) maxlength=40 autocomplete="tel"/>
                <TextField label="Website" name="form[website]" kind="url" value=f.value(|b| &b.website) error=f.error("website")
                    stored=f.stored(|b| &b.website) maxlength=300 autocomplete="url" placeholder="https://" class="span-2"/>
            </div>
        </Section>
    }
}

fn address(fields: &Fields) -> impl IntoView + use<> {
    let f = fields.clone();
    view! {
        <Section title="Address">
            <div class="form-grid">
                <TextField label="Address" name="form[address_line1]" value=f.value(|b| &b.address_line1)
                    error=f.error("address_line1") stored=f.stored(|b| &b.address_line1) maxlength=160
                    autocomplete="address-line1" class="span-2"/>
                <TextField label="Address, second line" name="form[address_line2]" value=f.value(|b| &b.address_line2)
                    error=f.error("address_line2") stored=f.stored(|b| &b.address_line2) maxlength=160
                    autocomplete="address-line2" class="span-2"/>
                <TextField label="Postal code" name="form[postal_code]" value=f.value(|b| &b.postal_code)
                    error=f.error("postal_code") stored=f.stored(|b| &b.postal_code) maxlength=20 autocomplete="postal-code"/>
                <TextField label="Town" name="form[city]" value=f.value(|b| &b.city) error=f.error("city")
                    stored=f.stored(|b| &b.city) maxlength=80 autocomplete="address-level2"/>
                <TextField label="State or region" name="form[state]" value=f.value(|b| &b.state) error=f.error("state")
                    stored=f.stored(|b| &b.state) maxlength=80 autocomplete="address-level1"/>
                <TextField label="Country" name="form[country]" value=f.value(|b| &b.country) error=f.error("country")
                    stored=f.stored(|b| &b.country) maxlength=80 autocomplete="country-name"/>
            </div>
        </Section>
    }
}

fn bank(fields: &Fields) -> impl IntoView + use<> {
    let f = fields.clone();
    view! {
        <Section title="Bank account" text="Where clients pay to. With an IBAN, invoices in euros also show a payment QR code.".to_owned()>
            <div class="form-grid">
                <TextField label="IBAN" name="form[iban]" value=f.value(|b| &b.iban) error=f.error("iban")
                    stored=f.stored(|b| &b.iban) maxlength=42/>
                <TextField label="BIC" name="form[bic]" value=f.value(|b| &b.bic) error=f.error("bic")
                    stored=f.stored(|b| &b.bic) maxlength=14 hint="Not needed within the EU."/>
                <TextField label="Bank" name="form[bank_name]" value=f.value(|b| &b.bank_name) error=f.error("bank_name")
                    stored=f.stored(|b| &b.bank_name) maxlength=80 class="span-2"/>
            </div>
        </Section>
    }
}

fn region(fields: &Fields) -> impl IntoView + use<> {
    let f = fields.clone();
    let currencies = Currency::all()
        .into_iter()
        .map(|currency| (currency.to_string(), currency.to_string()))
        .collect();
    let zones = backend::clock::zone_names()
        .map(|zone| (zone.to_owned(), zone.replace('_', " ")))
        .collect();
    let languages = Locale::ALL
        .into_iter()
        .map(|locale| (locale.to_string(), language(locale).to_owned()))
        .collect();
    view! {
        <Section title="Region">
            <div class="form-grid">
                <SelectField label="Currency" name="form[currency]" options=currencies value=f.value(|b| &b.currency)
                    error=f.error("currency") stored=f.stored(|b| &b.currency) hint="Of new companies; each can have its own."/>
                <SelectField label="Time zone" name="form[timezone]" options=zones value=f.value(|b| &b.timezone)
                    error=f.error("timezone") stored=f.stored(|b| &b.timezone) hint="Decides when a day ends, and so when an invoice is overdue."/>
                <SelectField label="Language" name="form[locale]" options=languages value=f.value(|b| &b.locale)
                    error=f.error("locale") stored=f.stored(|b| &b.locale) hint="Of clients who chose none, and of their mails and PDFs."/>
            </div>
        </Section>
    }
}

const fn language(locale: Locale) -> &'static str {
    match locale {
        Locale::En => "English",
        Locale::De => "Deutsch (German)",
    }
}

fn numbers(fields: &Fields, stored: &BusinessSettingsView) -> impl IntoView + use<> {
    let f = fields.clone();
    let (next_invoice, next_credit_note) = (stored.next_invoice.clone(), stored.next_credit_note.clone());
    let options = |choices: &[(&str, &str)]| -> Vec<(String, String)> {
        choices
            .iter()
            .map(|(value, text)| ((*value).to_owned(), (*text).to_owned()))
            .collect()
    };
    let resets = options(&[
        ("never", "Never"),
        ("yearly", "Each year"),
        ("monthly", "Each month"),
    ]);
    let roundings = options(&[
        ("per_group", "Once for each tax rate (usual, EN 16931)"),
        ("per_line", "On each line"),
    ]);
    view! {
        <Section title="Invoices">
            <div class="form-grid">
                <TextField label="Invoice numbers" name="form[invoice_pattern]" value=f.value(|b| &b.invoice_pattern)
                    error=f.error("invoice_pattern") stored=f.stored(|b| &b.invoice_pattern) required=true maxlength=60
                    hint=format!("As stored, the next one is {next_invoice}.")/>
                <TextField label="Credit note numbers" name="form[credit_note_pattern]" value=f.value(|b| &b.credit_note_pattern)
                    error=f.error("credit_note_pattern") stored=f.stored(|b| &b.credit_note_pattern) required=true maxlength=60
                    hint=format!("As stored, the next one is {next_credit_note}.")/>
                <SelectField label="The count starts anew" name="form[number_reset]" options=resets value=f.value(|b| &b.number_reset)
                    error=f.error("number_reset") stored=f.stored(|b| &b.number_reset)/>
                <SelectField label="Tax is rounded" name="form[tax_rounding]" options=roundings value=f.value(|b| &b.tax_rounding)
                    error=f.error("tax_rounding") stored=f.stored(|b| &b.tax_rounding) hint="For new invoices."/>
                <p class="muted small span-2">
                    "In a pattern, " <code>"{YYYY}"</code> " and " <code>"{YY}"</code> " stand for the year of issue, "
                    <code>"{MM}"</code> " for the month, and " <code>"{SEQ:4}"</code>
                    " for the running number with at least four digits. A count that starts anew each year or month needs that year or month in the number."
                </p>
            </div>
        </Section>
    }
}
