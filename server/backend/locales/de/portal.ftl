# The frame of the client's portal.
nav-home = Übersicht
nav-invoices = Rechnungen
nav-statement = Kontoauszug
nav-activity = Aktivität
nav-profile = Ihr Profil
shell-skip = Zum Inhalt springen
shell-menu = Menü
shell-more = Mehr
shell-account = Ihr Konto
shell-sign-out = Abmelden
shell-questions = Fragen? { $contact }
done-saved = Gespeichert.
done-session-ended = Die Sitzung wurde beendet.
