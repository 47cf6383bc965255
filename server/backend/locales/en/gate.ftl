# Before a client is signed in: the start page, links from mails, and asking for a new one.

gate-start-title = Open your portal
gate-start-text = Your portal opens by the link in your invitation mail. No password is needed.
gate-staff = Staff sign-in
gate-signed-out = You are signed out.
gate-address = Your e-mail address
gate-address-hint = The address that your invitation was sent to.
gate-new-link = Send me a new link
gate-sent-title = Check your mail
gate-sent-text = If this address belongs to a portal, a new link is on its way. It takes a minute or two; please look in the spam folder too.
gate-sent-nothing = Nothing arrives? Your contact at the firm that invited you can send an invitation again.
gate-back = Back
gate-welcome = Welcome to { $portal }
gate-continue-as = Continue as { $address }
gate-open = Open the portal
gate-link-yours = This link is yours alone: please don't forward it. Your browser keeps one cookie to know you; nothing else.
gate-dead-title = This link does not work any more
gate-dead-text = Links are valid for a limited time, and a newer link replaces an older one. We can mail you a new one, to the address your invitation was sent to.
