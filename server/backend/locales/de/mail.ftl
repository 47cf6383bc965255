# Mails. Jede Nachricht hier hat ihren Zwilling in locales/en/mail.ftl, mit denselben Argumenten (geprüft).

mail-greeting = Guten Tag { $name },
mail-button-fallback = Falls der Knopf nicht funktioniert, kopieren Sie diese Adresse in Ihren Browser:
mail-closing = Freundliche Grüße
mail-reply-hint = Fragen? Antworten Sie einfach auf diese Mail.
mail-why-client = Sie erhalten diese Mail als Kundin oder Kunde von { $business }.
mail-why-team = Sie erhalten diese Mail, weil { $inviter } Ihre Adresse zum Team von { $business } hinzugefügt hat.

mail-invitation-subject = { $business } lädt Sie in Ihr Kundenportal ein
mail-invitation-preheader = Ein Klick öffnet es. Ein Passwort brauchen Sie nicht.
mail-invitation-title = Ihr Kundenportal ist bereit
mail-invitation-intro = { $sender } hat ein persönliches Portal für Sie eingerichtet. Dort finden Sie Ihre Rechnungen an einem Ort: was bezahlt ist, was offen ist und wie Sie bezahlen können.
mail-invitation-says = { $sender } schreibt
mail-invitation-button = Mein Portal öffnen
mail-invitation-validity = Der Knopf funktioniert bis zum { $date }, so oft Sie möchten. Ein Passwort brauchen Sie nicht.
mail-link-is-yours = Dieser Link gehört nur Ihnen. Bitte leiten Sie diese Mail nicht weiter: Wer den Link hat, kann Ihr Portal öffnen.

mail-new-link-subject = Ihr neuer Link zu { $portal }
mail-new-link-preheader = Er ersetzt den Link, den Sie bisher hatten.
mail-new-link-title = Hier ist Ihr neuer Link
mail-new-link-intro = Sie haben einen neuen Link zu { $portal } angefordert. Er ersetzt den bisherigen.
mail-new-link-button = Mein Portal öffnen
mail-new-link-not-me = Sie haben keinen Link angefordert? Dann können Sie diese Mail ignorieren. Der Link ging nur an Sie.

mail-new-device-subject = Neue Anmeldung bei { $portal }
mail-new-device-preheader = { $browser }, { $time }
mail-new-device-title = Ihr Portal wurde in einem neuen Browser geöffnet
mail-new-device-intro = Gerade hat jemand mit Ihrem Link Ihr Portal geöffnet, in einem Browser, in dem es bisher nicht geöffnet worden war.
mail-new-device-when = Wann
mail-new-device-browser = Browser
mail-new-device-network = Netz
mail-new-device-was-me = Waren Sie das? Dann ist nichts weiter zu tun.
mail-new-device-not-me = Falls nicht, beenden Sie die Sitzung auf Ihrer Profilseite und sagen Sie { $business } Bescheid; dort kann der Link gesperrt werden.
mail-new-device-button = Offene Sitzungen ansehen

mail-invoice-subject = Rechnung { $number } von { $business }
mail-invoice-preheader = { $total }, fällig am { $date }
mail-invoice-preheader-undated = { $total }
mail-invoice-title = Rechnung { $number }
mail-invoice-intro = { $business } hat Ihnen eine neue Rechnung für { $company } geschickt.
mail-invoice-total = Rechnungsbetrag
mail-invoice-due-by = Fällig am { $date }
mail-invoice-number = Nummer
mail-invoice-date = Datum
mail-invoice-reference = Ihr Zeichen
mail-invoice-button = Rechnung ansehen
mail-invoice-on-page = Auf dieser Seite können Sie sie als PDF herunterladen und sehen, wie Sie bezahlen können.
mail-invoice-new-link = Falls Ihr Browser Sie noch nicht kennt, bietet die Seite an, Ihnen einen neuen Link an diese Adresse zu schicken.

mail-team-subject = { $inviter } lädt Sie in das Team von { $business } ein
mail-team-preheader = Wählen Sie ein Passwort, dann können Sie sich anmelden.
mail-team-title = Willkommen im Team von { $business }
mail-team-intro = { $inviter } hat Sie in das Team aufgenommen, das { $portal } betreut, in der Rolle „{ $role }“. Wählen Sie ein Passwort, dann können Sie sich anmelden.
mail-team-button = Passwort wählen
mail-team-validity = Der Knopf funktioniert einmal, bis zum { $date }.
mail-team-not-me = Sie wissen nicht, worum es geht? Dann können Sie diese Mail ignorieren.
mail-role-viewer = Lesezugriff
mail-role-staff = Team
mail-role-admin = Verwaltung
mail-role-owner = Inhaber

# A code for a device not seen before.
mail-code-subject = Ihr Code für { $portal }
mail-code-preheader = Sechs Ziffern, die Ihr Portal auf diesem Gerät öffnen.
mail-code-title = Ihr Code
mail-code-intro = Geben Sie diesen Code auf der Seite ein, die danach fragt; dann öffnet sich { $portal }:
mail-code-validity = Er gilt zehn Minuten, einmal, auf dem Gerät, das ihn angefordert hat.
mail-code-where = Angefordert in: { $browser }
mail-code-not-me = Das waren nicht Sie? Dann hat jemand anderes Ihren Link. Ohne den Code öffnet er nichts; bitte sagen Sie { $business } Bescheid, dort kann man Ihnen einen neuen Link schicken.

# Verträge.
mail-why-contract = Sie erhalten diese Mail, weil Sie mit dem Vertrag „{ $title }“ zu tun haben.
mail-contract-button = Lesen und unterschreiben
mail-contract-button-read = Vertrag öffnen
mail-contract-number = Nummer
mail-contract-until = Bitte unterschreiben bis
mail-contract-from = Gesendet von
mail-contract-request-subject = Bitte unterschreiben: { $title }
mail-contract-request-preheader = Ein Vertrag von { $business } wartet auf Sie.
mail-contract-request-title = Ein Vertrag für Sie
mail-contract-request-intro = { $business } hat Ihnen den Vertrag „{ $title }“ geschickt. Sie können ihn in Ihrem Portal lesen, auch auf dem Telefon, und dort unterschreiben.
mail-contract-reminder-subject = Erinnerung: Bitte unterschreiben Sie { $title }
mail-contract-reminder-preheader = Der Vertrag wartet noch auf Sie.
mail-contract-reminder-title = Ein Vertrag wartet noch auf Sie
mail-contract-reminder-intro = Der Vertrag „{ $title }“ von { $business } ist noch nicht unterschrieben. Wenn Sie ihn nicht unterschreiben möchten, können Sie auch das dort sagen.
mail-contract-code-subject = Ihr Code zum Unterschreiben
mail-contract-code-preheader = Sechs Ziffern, damit niemand außer Ihnen unterschreibt.
mail-contract-code-title = Ihr Code zum Unterschreiben
mail-contract-code-intro = Geben Sie diesen Code auf der Seite des Vertrags „{ $title }“ ein, um ihn zu unterschreiben:
mail-contract-code-not-me = Waren Sie das nicht? Dann hat jemand anderes Ihr Portal geöffnet. Ohne den Code wird nichts unterschrieben; bitte sagen Sie { $business } Bescheid.
mail-contract-news-subject = { $message }
mail-contract-news-preheader = { $title }
mail-contract-news-title = Neues zu einem Vertrag
mail-contract-news-intro = { $message }
mail-contract-completed-subject = Von allen unterschrieben: { $title }
mail-contract-completed-preheader = Ihre Ausfertigung liegt bei.
mail-contract-completed-title = Der Vertrag ist vollständig
mail-contract-completed-intro = Alle haben den Vertrag „{ $title }“ unterschrieben. Ihre Ausfertigung liegt bei; sie bleibt auch in Ihrem Portal.
mail-contract-notice-subject = { $message }
mail-contract-notice-preheader = { $title }
mail-contract-notice-title = Neues zu einem Vertrag
mail-contract-notice-intro = { $message }
mail-contract-says-signed = { $by } hat „{ $title }“ unterschrieben.
mail-contract-says-declined = { $by } hat „{ $title }“ abgelehnt.
mail-contract-says-expired = Die Frist, „{ $title }“ zu unterschreiben, ist abgelaufen.
mail-contract-says-voided = Der Vertrag „{ $title }“ wurde zurückgezogen.
mail-contract-says-delegated = { $by } hat für „{ $title }“ eine andere Person benannt.
mail-contract-says-completed = Alle haben „{ $title }“ unterschrieben.
mail-contract-says-countersign = „{ $title }“ wartet auf Ihre Unterschrift.
mail-contract-sample = Wartungsvertrag
