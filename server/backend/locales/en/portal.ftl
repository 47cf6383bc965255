# The client's portal. Every message here has its twin in locales/de/portal.ftl, with the same arguments (tested).
# What invoices and statements say themselves is in document.ftl, so that page and PDF use the same words.

# The frame of every page.
nav-home = Overview
nav-invoices = Invoices
nav-statement = Statement
nav-activity = Activity
nav-profile = Your profile
nav-new-tab = opens in a new tab
shell-skip = Skip to content
shell-menu = Menu
shell-more = More
shell-account = Your account
shell-sign-out = Sign out
shell-questions = Questions? { $contact }
done-saved = Saved.
done-session-ended = The session was ended.

# What did not work.
error-not-found = Not found
error-not-found-text = There is nothing at this address, or it is not yours to see.
error-too-many = Please wait a moment
error-too-many-text = That was too often. Please wait { $seconds } seconds and try again.
error-other = That did not work
error-other-text = Something went wrong on our side. Nothing was lost. If it happens again, please mention { $reference }.
error-home = To the overview

# Pages of a list.
pages-label = Pages
pages-previous = Previous
pages-next = Next
pages-range = { $from }–{ $to } of { $total }
pages-range-open = { $from }–{ $to }

# The start page.
home-welcome = Welcome, { $name }
home-due = To pay
home-due-overdue = { $amount } of it is overdue
home-due-all-overdue = All of it is overdue
home-due-next = Next due on { $date }
home-due-count =
    { $count ->
        [one] 1 open invoice
       *[other] { $count } open invoices
    }
home-view-and-pay = View and pay
home-see-open = See open invoices
home-settled = Nothing to pay
home-settled-text = All your invoices are settled. Thank you.
home-action = Needs your action
home-action-all = All open invoices
home-recent = Recent invoices
home-recent-all = All invoices
home-activity = Recent activity
home-activity-all = All activity
home-payments = Latest payments
home-payment-for = For invoice { $number }
home-empty = Nothing here yet
home-empty-text = As soon as { $business } issues an invoice, you will find it here, together with how to pay it.
home-quiet = You are all set
home-quiet-text = { $business } will put what concerns you here.

# When something is due.
due-today = Due today
due-tomorrow = Due tomorrow
due-in = Due in { $days } days
due-since =
    { $days ->
        [one] 1 day overdue
       *[other] { $days } days overdue
    }

# States of an invoice, as its client reads them.
status-draft = Draft
status-sent = Open
status-viewed = Open
status-partial = Partly paid
status-overdue = Overdue
status-paid = Paid
status-void = Cancelled
status-uncollectible = Written off
status-credited = Credited

# The list of invoices.
invoices-by-state = Invoices by state
invoices-all = All
invoices-open = Open
invoices-overdue = Overdue
invoices-paid = Paid
invoices-search = Search by number or reference
invoices-search-button = Search
invoices-number = Invoice
invoices-company = Company
invoices-date = Date
invoices-due = Due
invoices-total = Total
invoices-balance = Open
invoices-status = State
invoices-file = PDF
invoices-download = Download invoice { $number } as PDF
invoices-none = No invoices yet
invoices-none-text = As soon as an invoice is issued to you, it is listed here.
invoices-no-match = No invoice matches
invoices-no-match-text = Try another word, or look at all invoices.
invoices-show-all = Show all invoices

# An invoice.
invoice-back = All invoices
invoice-pdf = Download PDF
invoice-credit-note-pdf = Credit note { $number }: download PDF
invoice-print = Print
invoice-due = Amount due
invoice-due-by = Please pay by { $date }.
invoice-due-any = Payable now.
invoice-was-due = It was due on { $date }.
invoice-part-paid = { $paid } of { $total } is paid.
invoice-how-to-pay = How to pay
invoice-settled = Paid in full
invoice-settled-on = The last payment came on { $date }. Thank you.
invoice-settled-text = Nothing is left to pay. Thank you.
invoice-void = This invoice was cancelled
invoice-credited = This invoice was taken back
invoice-nothing-to-pay = Nothing is to be paid. It stays here for your records.
invoice-billed-to = Billed to
invoice-attention = Attn. { $name }
invoice-contact = Contact
pay-by-transfer = Pay by bank transfer
pay-copy-name = Copy account holder
pay-copy-iban = Copy IBAN
pay-copy-bic = Copy BIC
pay-copy-reference = Copy payment reference
pay-copy-amount = Copy amount
pay-copied = Copied
pay-reference-hint = Please give exactly this reference, so that the payment finds its invoice.
pay-scan = Scan with your banking app
pay-ask = How to pay: please ask { $business }.

# The statement of account.
statement-text = What was invoiced, paid and credited, with the balance after each entry.
statement-period = Period
statement-from = From
statement-to = To
statement-company = Company
statement-all-companies = All companies
statement-show = Show
statement-twelve-months = Last 12 months
statement-this-year = This year
statement-last-year = Last year
statement-pdf = Download PDF
statement-date-error = Please enter a day of the calendar.
statement-none = Nothing in this period
statement-none-text = Between { $from } and { $to } nothing was invoiced or paid.

# The timeline.
activity-text = What happened in your portal and to your invoices. Times are those of { $zone }.
activity-none = Nothing has happened yet
activity-none-text = Invoices, payments and your own visits will show up here.
activity-profile-updated = You changed your profile
activity-portal-invited = You were invited to the portal
activity-portal-accessed = You signed in
activity-invoice-issued = Invoice { $object } was issued
activity-invoice-viewed = You looked at invoice { $object }
activity-invoice-downloaded = You downloaded invoice { $object }
activity-payment-received = A payment for invoice { $object } came in
activity-payment-received-other = A payment came in
activity-payment-refunded = A payment for invoice { $object } was refunded
activity-payment-refunded-other = A payment was refunded
activity-invoice-voided = Invoice { $object } was cancelled
activity-credit_note-issued = A credit note for invoice { $object } was issued

# The profile.
profile-details = Your details
profile-details-text = Something is wrong? { $business } can correct it.
profile-name = Name
profile-email = E-mail address
profile-job-title = Position
profile-companies = Companies
profile-companies-text = Your portal shows the records of all these companies.
profile-preferences = Preferences
profile-language = Language
profile-language-default = As { $business } has set it
profile-language-hint = For this portal, mails to you and PDFs you download.
profile-timezone = Time zone
profile-timezone-default = As { $business } has set it
profile-timezone-hint = Times in this portal are shown in it.
profile-phone = Telephone number
profile-save = Save
profile-errors = Please check these fields
profile-error-phone = Please use at most 40 plain characters.
profile-error-locale = Please choose one of the languages offered.
profile-error-timezone = Please choose a time zone from the list.
profile-conflict = Your profile was changed in the meantime
profile-conflict-text = What you entered is still here. Save again to keep it.
profile-sessions = Where you are signed in
profile-sessions-text = You don't know one of these? End it and tell { $business }.
profile-session-current = This browser
profile-session-unknown = Unknown browser
profile-session-seen = Last seen { $time }
profile-session-since = Since { $time }
profile-session-end = End
profile-session-end-label = End the session in { $browser }
profile-sign-out = Sign out
portal-invoice-items = Items

# The code on a device not seen before.
code-title = One more step
code-text = This device is new to us. We have mailed a code of six digits to { $address }; it works for ten minutes.
code-label = Code
code-open = Open the portal
code-again = Send another code
code-wrong = This code is wrong or has expired. Please look at the newest mail, or have another one sent.
code-sent = Another code is on its way; the older one has stopped working.
code-too-many = That was too often. Please wait a while before you try again.

# Blocks of the provider's own pages.
block-new-tab = (opens in a new tab)
block-info = Information
block-success = Success
block-warning = Warning
block-danger = Important
block-table = Table
block-video = Video
block-embed = Embedded content
block-statement = Statement of account

# Signing.
signature-type = Type
signature-draw = Draw
signature-upload = Upload
signature-handwriting = Handwriting
signature-pad = Sign here with a finger, a pen or the mouse
signature-undo = Take back the last stroke
signature-clear = Clear
signature-picture = A picture of your signature (PNG or JPEG)
signature-unreadable = This file can't be read as a picture. Please choose a PNG or JPEG file.
signature-empty = Please sign first.
signature-too-small = That is too little for a signature. Please draw it larger.
signature-too-large = That is too much for a signature. Please draw it more simply, or choose a smaller picture.
signature-not-a-picture = That picture can't be read or shows nothing. Please choose a PNG or JPEG file.
signature-garbled = The signature did not arrive whole. Please sign once more.
