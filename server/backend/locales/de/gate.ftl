# Before a client is signed in: the start page, links from mails, and asking for a new one.

gate-start-title = Ihr Portal öffnen
gate-start-text = Ihr Portal öffnet sich mit dem Link in Ihrer Einladungsmail. Ein Passwort brauchen Sie nicht.
gate-staff = Anmeldung für das Team
gate-signed-out = Sie sind abgemeldet.
gate-address = Ihre E-Mail-Adresse
gate-address-hint = Die Adresse, an die Ihre Einladung ging.
gate-new-link = Neuen Link senden
gate-sent-title = Bitte sehen Sie in Ihre Mails
gate-sent-text = Wenn diese Adresse zu einem Portal gehört, ist ein neuer Link unterwegs. Das dauert ein bis zwei Minuten; bitte sehen Sie auch im Spam-Ordner nach.
gate-sent-nothing = Es kommt nichts an? Ihr Kontakt bei der Firma, die Sie eingeladen hat, kann Ihnen die Einladung noch einmal senden.
gate-back = Zurück
gate-welcome = Willkommen bei { $portal }
gate-continue-as = Weiter als { $address }
gate-open = Portal öffnen
gate-link-yours = Dieser Link gehört nur Ihnen: Bitte leiten Sie ihn nicht weiter. Ihr Browser behält ein Cookie, um Sie wiederzuerkennen, sonst nichts.
gate-dead-title = Dieser Link funktioniert nicht mehr
gate-dead-text = Links gelten begrenzte Zeit, und ein neuer Link ersetzt den alten. Wir können Ihnen einen neuen senden, an die Adresse, an die Ihre Einladung ging.
