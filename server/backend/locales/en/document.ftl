# Documents (PDF). Every message here has its twin in locales/de/document.ftl, with the same arguments (tested).

document-invoice-number = Invoice { $number }
document-invoice-draft = Invoice (draft)
document-credit-note-number = Credit note { $number }
document-statement = Statement of account
document-page = Page { $page } of { $count }
document-logo = Logo of { $name }

document-number = Invoice number
document-credit-number = Credit note number
document-for-invoice = For invoice
document-date = Date
document-due = Due date
document-order = Your order
document-reference = Reference
document-buyer-tax = Your VAT ID
document-vat = VAT ID { $number }
document-register = Register { $number }

document-ask = Please pay { $amount } by { $date }.
document-ask-open = Please pay { $amount }.
document-ask-overdue = { $amount } was due on { $date }. Please pay it soon.
document-is-paid = Paid in full. Thank you.
document-is-draft = This is a draft. It has not been issued, so nothing is to be paid yet.
document-is-void = This invoice was cancelled. Nothing is to be paid.
document-is-credited = This invoice was taken back in full. Nothing is to be paid.
document-credit-says = We credit you { $amount } for invoice { $invoice }.

document-stamp-paid = Paid
document-stamp-void = Void
document-stamp-draft = Draft
document-stamp-credited = Credited

document-position = No.
document-description = Description
document-quantity = Quantity
document-unit-price = Unit price
document-tax-column = Tax
document-amount = Amount
document-line-discount = Discount { $discount }

document-subtotal = Subtotal
document-subtotal-inclusive = Subtotal, tax included
document-discount = Discount
document-discount-percent = Discount { $percent } %
document-net = Total without tax
document-tax-on = { $name } { $percent } % on { $base }
document-tax = Tax
document-tax-included = Includes { $name } { $percent } % on { $base }
document-total = Total
document-rounding = Cash rounding
document-payable = Amount payable
document-paid = Payments received
document-credited = Credit notes
document-balance = Balance due

document-payments = Payments and credits
document-payment-what = What
document-payment-bank_transfer = Payment by bank transfer
document-payment-card = Payment by card
document-payment-cash = Payment in cash
document-payment-cheque = Payment by cheque
document-payment-other = Payment
document-payment-applied = { $amount } of it for this invoice
document-refund = Refund
document-credit-note = Credit note { $number }

document-pay = How to pay
document-account-name = Account holder
document-iban = IBAN
document-bic = BIC
document-bank = Bank
document-pay-reference = Payment reference
document-pay-amount = Amount
document-qr = Scan to pay
document-qr-alt = QR code for paying { $amount } to { $name }, IBAN { $iban }, with the reference { $reference }

document-notes = Notes
document-terms = Terms of payment
document-verify = Before you pay, compare amount and bank details with your client portal: mails can be forged, the portal can't.

document-statement-period = { $from } to { $to }
document-statement-account = { $company }, { $currency }
document-statement-empty = There is nothing to report for this period.
document-opening = Balance before { $date }
document-closing = Balance on { $date }
document-credit-item = Credit for invoice { $invoice }
document-credit-total = Credited to you
document-entry-what = What
document-entry-charge = Amount
document-entry-balance = Balance
document-entry-invoice = Invoice { $reference }
document-entry-credit_note = Credit note { $reference }
document-entry-void = Invoice { $reference } cancelled
document-entry-write_off = Invoice { $reference } written off
document-entry-payment = Payment { $reference }
document-entry-refund = Refund { $reference }
document-ageing = Open on { $date }, by age
document-age-not-due = Not due yet
document-age-30 = 1 to 30 days
document-age-60 = 31 to 60 days
document-age-90 = 61 to 90 days
document-age-over = Over 90 days
document-unapplied = Your credit, not yet used for an invoice
