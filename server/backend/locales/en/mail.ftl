# Mails. Every message here has its twin in locales/de/mail.ftl, with the same arguments (tested).

mail-greeting = Hello { $name },
mail-button-fallback = If the button doesn't work, copy this address into your browser:
mail-closing = Kind regards,
mail-reply-hint = Questions? Just reply to this mail.
mail-why-client = You are getting this mail because you are a client of { $business }.
mail-why-team = You are getting this mail because { $inviter } added your address to the team of { $business }.

mail-invitation-subject = { $business } invites you to your client portal
mail-invitation-preheader = One click opens it. There is no password to remember.
mail-invitation-title = Your client portal is ready
mail-invitation-intro = { $sender } has set up a private portal for you. It keeps your invoices in one place, with what is paid, what is due, and how to pay.
mail-invitation-says = { $sender } writes
mail-invitation-button = Open my portal
mail-invitation-validity = The button works until { $date }, as often as you like. There is no password to remember.
mail-link-is-yours = This link is yours alone, so please don't forward this mail: whoever has the link can open your portal.

mail-new-link-subject = Your new link to { $portal }
mail-new-link-preheader = It takes the place of the link you had before.
mail-new-link-title = Here is your new link
mail-new-link-intro = You asked for a new link to { $portal }. It takes the place of the one you had before.
mail-new-link-button = Open my portal
mail-new-link-not-me = It wasn't you who asked? Then you can ignore this mail. The link was sent to you and to nobody else.

mail-new-device-subject = New sign-in to { $portal }
mail-new-device-preheader = { $browser }, { $time }
mail-new-device-title = Your portal was opened in a new browser
mail-new-device-intro = Somebody just opened your portal with your link, in a browser that it had not been opened in before.
mail-new-device-when = When
mail-new-device-browser = Browser
mail-new-device-network = Network
mail-new-device-was-me = Was it you? Then there is nothing to do.
mail-new-device-not-me = If it wasn't you, end that session on your profile page and tell { $business }, who can withdraw the link.
mail-new-device-button = See my open sessions

mail-invoice-subject = Invoice { $number } from { $business }
mail-invoice-preheader = { $total }, due on { $date }
mail-invoice-preheader-undated = { $total }
mail-invoice-title = Invoice { $number }
mail-invoice-intro = { $business } has sent you a new invoice for { $company }.
mail-invoice-total = Invoice total
mail-invoice-due-by = Due on { $date }
mail-invoice-number = Invoice number
mail-invoice-date = Invoice date
mail-invoice-reference = Your reference
mail-invoice-button = View invoice
mail-invoice-on-page = On that page you can download it as a PDF and see how to pay.
mail-invoice-new-link = Should your browser not know you yet, the page offers to send you a new link to this address.

mail-team-subject = { $inviter } invites you to the team of { $business }
mail-team-preheader = Choose a password, and you can sign in.
mail-team-title = Join the team of { $business }
mail-team-intro = { $inviter } has added you to the team that runs { $portal }, in the role “{ $role }”. Choose a password, and you can sign in.
mail-team-button = Choose a password
mail-team-validity = The button works once, until { $date }.
mail-team-not-me = Don't know what this is about? Then you can ignore this mail.
mail-role-viewer = Viewer
mail-role-staff = Staff
mail-role-admin = Admin
mail-role-owner = Owner

# A code for a device not seen before.
mail-code-subject = Your code for { $portal }
mail-code-preheader = Six digits that open your portal on this device.
mail-code-title = Your code
mail-code-intro = Enter this code on the page that asks for it, and { $portal } opens:
mail-code-validity = It works for ten minutes, once, on the device that asked for it.
mail-code-where = It was asked for in: { $browser }
mail-code-not-me = Wasn't it you? Then somebody else has your link. Without the code it opens nothing; please tell { $business }, who can send you a new link.

# Contracts.
mail-why-contract = You are getting this mail because you work with the contract “{ $title }”.
mail-contract-button = Read and sign
mail-contract-button-read = Open the contract
mail-contract-number = Number
mail-contract-until = Please sign by
mail-contract-from = Sent by
mail-contract-request-subject = Please sign: { $title }
mail-contract-request-preheader = A contract from { $business } waits for you.
mail-contract-request-title = A contract for you
mail-contract-request-intro = { $business } has sent you the contract “{ $title }”. You can read it in your portal, on a phone too, and sign it there.
mail-contract-reminder-subject = Reminder: please sign { $title }
mail-contract-reminder-preheader = The contract still waits for you.
mail-contract-reminder-title = A contract still waits for you
mail-contract-reminder-intro = The contract “{ $title }” from { $business } has not been signed yet. If you don't want to sign it, you can say so there too.
mail-contract-code-subject = Your code for signing
mail-contract-code-preheader = Six digits, so that nobody but you can sign.
mail-contract-code-title = Your code for signing
mail-contract-code-intro = Enter this code on the page of the contract “{ $title }” to sign it:
mail-contract-code-not-me = Wasn't it you? Then somebody else has opened your portal. Without the code nothing is signed; please tell { $business }.
mail-contract-news-subject = { $message }
mail-contract-news-preheader = { $title }
mail-contract-news-title = News about a contract
mail-contract-news-intro = { $message }
mail-contract-completed-subject = Signed by everybody: { $title }
mail-contract-completed-preheader = Your copy is attached.
mail-contract-completed-title = The contract is complete
mail-contract-completed-intro = Everybody has signed the contract “{ $title }”. Your copy is attached; it is also kept in your portal.
mail-contract-notice-subject = { $message }
mail-contract-notice-preheader = { $title }
mail-contract-notice-title = News about a contract
mail-contract-notice-intro = { $message }
mail-contract-says-signed = { $by } has signed “{ $title }”.
mail-contract-says-declined = { $by } has declined “{ $title }”.
mail-contract-says-expired = The time to sign “{ $title }” is over.
mail-contract-says-voided = The contract “{ $title }” was taken back.
mail-contract-says-delegated = { $by } has named another person to sign “{ $title }”.
mail-contract-says-completed = Everybody has signed “{ $title }”.
mail-contract-says-countersign = “{ $title }” waits for your signature.
mail-contract-sample = Maintenance agreement
