# The frame of the client's portal.
nav-home = Overview
nav-invoices = Invoices
nav-statement = Statement
nav-activity = Activity
nav-profile = Your profile
shell-skip = Skip to content
shell-menu = Menu
shell-more = More
shell-account = Your account
shell-sign-out = Sign out
shell-questions = Questions? { $contact }
done-saved = Saved.
done-session-ended = The session was ended.
