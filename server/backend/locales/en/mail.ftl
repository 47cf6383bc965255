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
