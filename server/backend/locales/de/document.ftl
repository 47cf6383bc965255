# Dokumente (PDF). Jede Nachricht hat ihren Zwilling in locales/en/document.ftl, mit denselben Argumenten (geprüft).

document-invoice-number = Rechnung { $number }
document-invoice-draft = Rechnung (Entwurf)
document-credit-note-number = Gutschrift { $number }
document-statement = Kontoauszug
document-page = Seite { $page } von { $count }
document-logo = Logo von { $name }

document-number = Rechnungsnummer
document-credit-number = Gutschriftsnummer
document-for-invoice = Zur Rechnung
document-date = Datum
document-due = Zahlbar bis
document-order = Ihre Bestellung
document-reference = Referenz
document-buyer-tax = Ihre USt-IdNr.
document-vat = USt-IdNr. { $number }
document-register = Register { $number }

document-ask = Bitte zahlen Sie { $amount } bis zum { $date }.
document-ask-open = Bitte zahlen Sie { $amount }.
document-ask-overdue = { $amount } waren am { $date } fällig. Bitte zahlen Sie bald.
document-is-paid = Vollständig bezahlt. Vielen Dank.
document-is-draft = Dies ist ein Entwurf. Er ist nicht ausgestellt, es ist also noch nichts zu zahlen.
document-is-void = Diese Rechnung wurde storniert. Es ist nichts zu zahlen.
document-is-credited = Diese Rechnung wurde vollständig gutgeschrieben. Es ist nichts zu zahlen.
document-credit-says = Wir schreiben Ihnen { $amount } zur Rechnung { $invoice } gut.

document-stamp-paid = Bezahlt
document-stamp-void = Storniert
document-stamp-draft = Entwurf
document-stamp-credited = Gutgeschrieben

document-position = Nr.
document-description = Beschreibung
document-quantity = Menge
document-unit-price = Einzelpreis
document-tax-column = Steuer
document-amount = Betrag
document-line-discount = Rabatt { $discount }

document-subtotal = Zwischensumme
document-subtotal-inclusive = Zwischensumme, Steuer enthalten
document-discount = Rabatt
document-discount-percent = Rabatt { $percent } %
document-net = Summe ohne Steuer
document-tax-on = { $name } { $percent } % auf { $base }
document-tax = Steuer
document-tax-included = Enthält { $name } { $percent } % auf { $base }
document-total = Gesamtbetrag
document-rounding = Barzahlungsrundung
document-payable = Zahlbetrag
document-paid = Erhaltene Zahlungen
document-credited = Gutschriften
document-balance = Offener Betrag

document-payments = Zahlungen und Gutschriften
document-payment-what = Vorgang
document-payment-bank_transfer = Zahlung per Überweisung
document-payment-card = Zahlung mit Karte
document-payment-cash = Barzahlung
document-payment-cheque = Zahlung per Scheck
document-payment-other = Zahlung
document-payment-applied = davon { $amount } für diese Rechnung
document-refund = Rückzahlung
document-credit-note = Gutschrift { $number }

document-pay = So zahlen Sie
document-account-name = Kontoinhaber
document-iban = IBAN
document-bic = BIC
document-bank = Bank
document-pay-reference = Verwendungszweck
document-pay-amount = Betrag
document-qr = Scannen und bezahlen
document-qr-alt = QR-Code für die Zahlung von { $amount } an { $name }, IBAN { $iban }, mit dem Verwendungszweck { $reference }

document-notes = Hinweise
document-terms = Zahlungsbedingungen
document-verify = Vergleichen Sie Betrag und Bankverbindung vor der Zahlung mit Ihrem Kundenportal: E-Mails lassen sich fälschen.

document-statement-period = { $from } bis { $to }
document-statement-account = { $company }, { $currency }
document-statement-empty = Für diesen Zeitraum liegt nichts vor.
document-opening = Saldo vor dem { $date }
document-closing = Saldo am { $date }
document-credit-item = Gutschrift zur Rechnung { $invoice }
document-credit-total = Ihnen gutgeschrieben
document-entry-what = Vorgang
document-entry-charge = Betrag
document-entry-balance = Saldo
document-entry-invoice = Rechnung { $reference }
document-entry-credit_note = Gutschrift { $reference }
document-entry-void = Rechnung { $reference } storniert
document-entry-write_off = Rechnung { $reference } ausgebucht
document-entry-payment = Zahlung { $reference }
document-entry-refund = Rückzahlung { $reference }
document-ageing = Offen am { $date }, nach Alter
document-age-not-due = Noch nicht fällig
document-age-30 = 1 bis 30 Tage
document-age-60 = 31 bis 60 Tage
document-age-90 = 61 bis 90 Tage
document-age-over = Über 90 Tage
document-unapplied = Ihr Guthaben, noch keiner Rechnung zugeordnet
