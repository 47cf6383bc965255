# Proposals: the client's pages, the PDF and the mails. Every message here has its twin in locales/de/proposal.ftl (tested).

nav-proposals = Proposals

# States, as a client reads them.
proposal-status-draft = Draft
proposal-status-sent = Waiting for you
proposal-status-viewed = Waiting for you
proposal-status-expired = Expired
proposal-status-accepted = Accepted
proposal-status-declined = Declined
proposal-status-withdrawn = Withdrawn
proposal-status-superseded = Replaced

# The list.
proposals-by-state = Proposals by state
proposals-all = All
proposals-open = Waiting for you
proposals-accepted = Accepted
proposals-declined = Declined
proposals-expired = Expired
proposals-search = Search by number or title
proposals-search-button = Search
proposals-export = Export as CSV
proposals-number = Number
proposals-title = Proposal
proposals-company = Company
proposals-sent = Sent
proposals-valid = Valid until
proposals-once = Total
proposals-status = State
proposals-currency = Currency
proposals-none = No proposals yet
proposals-none-text = As soon as a proposal is sent to you, it is listed here.
proposals-no-match = No proposal matches
proposals-no-match-text = Try another word, or look at all proposals.
proposals-show-all = Show all proposals

# What is paid how often.
proposal-period-once = once
proposal-period-monthly = every month
proposal-period-quarterly = every quarter
proposal-period-yearly = every year
proposal-sum-once = One-off total
proposal-sum-monthly = Monthly total
proposal-sum-quarterly = Quarterly total
proposal-sum-yearly = Yearly total
proposal-per-monthly = { $amount } a month
proposal-per-quarterly = { $amount } a quarter
proposal-per-yearly = { $amount } a year

# One proposal.
proposal-word = Proposal
proposal-version = Version { $version }
proposal-back = All proposals
proposal-pdf = Download PDF
proposal-print = Print
proposal-from = From
proposal-for = For
proposal-sent-on = Sent on
proposal-valid-until = Valid until
proposal-valid-forever = Without end
proposal-contact = Your contact
proposal-item = Item
proposal-quantity = Quantity
proposal-unit-price = Price
proposal-amount = Amount
proposal-included = Included
proposal-optional = Optional
proposal-choose-one = Please choose one
proposal-choose = Choose { $name }
proposal-quantity-of = Quantity of { $name }
proposal-quantity-range = From { $min } to { $max }
proposal-when = When
proposal-what = What
proposal-saved = You save { $amount }
proposal-total = Total
proposal-tax-included = Prices include tax.
proposal-update = Update the total
proposal-options = Your choice
proposal-options-text = Tick what you want; the total is worked out anew.
proposal-go-accept = Accept…
proposal-go-decline = Decline…
proposal-waits = This proposal waits for your answer
proposal-waits-until = Please answer by { $date }.
proposal-expired = This proposal was valid until { $date }
proposal-expired-text = It can't be accepted any more. Ask { $business } for a new one, or leave a comment below.
proposal-withdrawn = This proposal was withdrawn
proposal-withdrawn-text = It stays here for your records.
proposal-superseded = There is a newer version of this proposal
proposal-superseded-link = To the newest version
proposal-accepted-by = Accepted by { $name } on { $date }
proposal-declined-by = Declined by { $name } on { $date }
proposal-order-number = Your order number
proposal-may-not = You can read this proposal. Somebody else of your company decides on it.
proposal-versions = Versions
proposal-hash = Document hash (SHA-256)
proposal-signature = Signature
proposal-certificate = Acceptance
proposal-certificate-text = Accepted electronically. The typed name stands for a signature; it is a simple electronic signature.
proposal-certificate-name = Name
proposal-certificate-email = E-mail address
proposal-certificate-at = Time

# Accepting.
proposal-accept-title = Accept { $name }
proposal-accept-back = Back to the proposal
proposal-accept-what = What you accept
proposal-accept-change = Change the choice
proposal-accept-name = Your full name
proposal-accept-name-hint = Typed, it stands for your signature.
proposal-accept-po = Your order number (optional)
proposal-accept-signature = Signature (optional)
proposal-accept-button = Accept this proposal
proposal-consent = I accept this proposal as shown, for the company it is addressed to, and I am entitled to do so. I agree to do this electronically; my typed name has the effect of my signature. My copy stays in this portal for download.
proposal-done-accepted = Accepted. You can download your copy as a PDF here at any time.
proposal-done-declined = Declined. Thank you for letting us know.
proposal-done-commented = Your comment was sent.

# Declining.
proposal-decline-title = Decline { $name }
proposal-decline-why = Why?
proposal-decline-price = The price
proposal-decline-timing = The timing
proposal-decline-competitor = We chose another provider
proposal-decline-scope = It is not what we need
proposal-decline-other = Something else
proposal-decline-text = Anything you would like to add
proposal-decline-button = Decline this proposal

# Comments.
proposal-comments = Comments
proposal-comments-none = No comments yet.
proposal-comment-label = Your comment
proposal-comment-about = About
proposal-comment-whole = The whole proposal
proposal-comment-button = Send comment
proposal-comment-hint = { $business } reads it, and so do your colleagues with access.

# What did not work.
proposal-error-accepted = This proposal has been accepted already.
proposal-error-declined = This proposal has been declined already.
proposal-error-withdrawn = This proposal was withdrawn in the meantime.
proposal-error-expired = This proposal is no longer valid.
proposal-error-changed = This proposal was changed in the meantime. Please read the newest version before you answer.
proposal-error-total = The amount differs from the one you saw. Please check your choice again.
proposal-error-comments = There are too many comments on this proposal already.
proposal-pick-unknown = Your choice holds something that is not offered. Please choose again.
proposal-pick-one = Please choose exactly one of the alternatives.
proposal-pick-number = Please enter the quantity as a number.
proposal-pick-quantity = This quantity is not offered.
proposal-need-name = Please type your full name.
proposal-need-plain-name = Please use at most 120 plain characters.
proposal-need-consent = Please agree first.
proposal-need-short-po = Please use at most 60 plain characters.
proposal-need-reason = Please choose a reason.
proposal-need-reason-text = Please say in a few words why.
proposal-need-plain-text = Please use at most 4,000 plain characters.
proposal-need-comment = Please write something first.
proposal-errors = Please check these fields

# The timeline.
activity-proposal-sent = Proposal { $object } was sent to you
activity-proposal-revised = A new version of proposal { $object } was sent to you
activity-proposal-extended = Proposal { $object } was extended
activity-proposal-viewed = You looked at proposal { $object }
activity-proposal-downloaded = You downloaded proposal { $object }
activity-proposal-commented = Proposal { $object } got a comment
activity-proposal-accepted = Proposal { $object } was accepted
activity-proposal-declined = Proposal { $object } was declined
activity-proposal-withdrawn = Proposal { $object } was withdrawn
activity-proposal-reopened = Proposal { $object } was reopened
activity-proposal-expiring = Proposal { $object } ends soon
activity-proposal-expired = Proposal { $object } has expired
