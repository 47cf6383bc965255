# Das Kundenportal. Jede Nachricht hat ihren Zwilling in locales/en/portal.ftl, mit denselben Argumenten (geprüft).
# Was Rechnungen und Auszüge selbst sagen, steht in document.ftl: Seite und PDF haben dieselben Worte.

# Der Rahmen jeder Seite.
nav-home = Übersicht
nav-invoices = Rechnungen
nav-statement = Kontoauszug
nav-activity = Aktivität
nav-profile = Ihr Profil
nav-new-tab = öffnet in einem neuen Tab
shell-skip = Zum Inhalt springen
shell-menu = Menü
shell-more = Mehr
shell-account = Ihr Konto
shell-sign-out = Abmelden
shell-questions = Fragen? { $contact }
done-saved = Gespeichert.
done-session-ended = Die Sitzung wurde beendet.

# Was nicht geklappt hat.
error-not-found = Nicht gefunden
error-not-found-text = Unter dieser Adresse ist nichts, oder es ist nicht für Sie bestimmt.
error-too-many = Bitte warten Sie einen Moment
error-too-many-text = Das war zu oft. Bitte warten Sie { $seconds } Sekunden und versuchen Sie es erneut.
error-other = Das hat nicht geklappt
error-other-text = Bei uns ist etwas schiefgegangen. Es ist nichts verloren. Falls es noch einmal passiert, nennen Sie bitte { $reference }.
error-home = Zur Übersicht

# Seiten einer Liste.
pages-label = Seiten
pages-previous = Zurück
pages-next = Weiter
pages-range = { $from }–{ $to } von { $total }
pages-range-open = { $from }–{ $to }

# Die Startseite.
home-welcome = Willkommen, { $name }
home-due = Zu zahlen
home-due-overdue = Davon sind { $amount } überfällig
home-due-all-overdue = Alles davon ist überfällig
home-due-next = Nächste Fälligkeit am { $date }
home-due-count =
    { $count ->
        [one] 1 offene Rechnung
       *[other] { $count } offene Rechnungen
    }
home-view-and-pay = Ansehen und bezahlen
home-see-open = Offene Rechnungen ansehen
home-settled = Nichts zu zahlen
home-settled-text = Alle Ihre Rechnungen sind beglichen. Vielen Dank.
home-action = Das ist zu tun
home-action-all = Alle offenen Rechnungen
home-recent = Neueste Rechnungen
home-recent-all = Alle Rechnungen
home-activity = Letzte Aktivität
home-activity-all = Alle Aktivitäten
home-payments = Letzte Zahlungen
home-payment-for = Zur Rechnung { $number }
home-empty = Noch ist hier nichts
home-empty-text = Sobald { $business } eine Rechnung stellt, finden Sie sie hier, und wie Sie sie bezahlen.
home-quiet = Alles bereit
home-quiet-text = { $business } stellt hier bereit, was Sie betrifft.

# Wann etwas fällig ist.
due-today = Heute fällig
due-tomorrow = Morgen fällig
due-in = Fällig in { $days } Tagen
due-since =
    { $days ->
        [one] Seit 1 Tag überfällig
       *[other] Seit { $days } Tagen überfällig
    }

# Zustände einer Rechnung, wie der Kunde sie liest.
status-draft = Entwurf
status-sent = Offen
status-viewed = Offen
status-partial = Teilweise bezahlt
status-overdue = Überfällig
status-paid = Bezahlt
status-void = Storniert
status-uncollectible = Ausgebucht
status-credited = Gutgeschrieben

# Die Liste der Rechnungen.
invoices-by-state = Rechnungen nach Zustand
invoices-all = Alle
invoices-open = Offen
invoices-overdue = Überfällig
invoices-paid = Bezahlt
invoices-search = Nach Nummer oder Referenz suchen
invoices-search-button = Suchen
invoices-number = Rechnung
invoices-company = Firma
invoices-date = Datum
invoices-due = Fällig
invoices-total = Gesamt
invoices-balance = Offen
invoices-status = Zustand
invoices-file = PDF
invoices-download = Rechnung { $number } als PDF herunterladen
invoices-none = Noch keine Rechnungen
invoices-none-text = Sobald Ihnen eine Rechnung gestellt wird, steht sie hier.
invoices-no-match = Keine Rechnung gefunden
invoices-no-match-text = Versuchen Sie ein anderes Wort, oder sehen Sie alle Rechnungen an.
invoices-show-all = Alle Rechnungen zeigen

# Eine Rechnung.
invoice-back = Alle Rechnungen
invoice-pdf = PDF herunterladen
invoice-credit-note-pdf = Gutschrift { $number }: PDF herunterladen
invoice-print = Drucken
invoice-due = Offener Betrag
invoice-due-by = Bitte zahlen Sie bis zum { $date }.
invoice-due-any = Jetzt zahlbar.
invoice-was-due = Fällig war sie am { $date }.
invoice-part-paid = { $paid } von { $total } sind bezahlt.
invoice-how-to-pay = So zahlen Sie
invoice-settled = Vollständig bezahlt
invoice-settled-on = Die letzte Zahlung kam am { $date }. Vielen Dank.
invoice-settled-text = Es ist nichts mehr zu zahlen. Vielen Dank.
invoice-void = Diese Rechnung wurde storniert
invoice-credited = Diese Rechnung wurde gutgeschrieben
invoice-nothing-to-pay = Es ist nichts zu zahlen. Sie bleibt hier für Ihre Unterlagen.
invoice-billed-to = Rechnung an
invoice-attention = z. Hd. { $name }
invoice-contact = Kontakt
pay-by-transfer = Per Überweisung bezahlen
pay-copy-name = Kontoinhaber kopieren
pay-copy-iban = IBAN kopieren
pay-copy-bic = BIC kopieren
pay-copy-reference = Verwendungszweck kopieren
pay-copy-amount = Betrag kopieren
pay-copied = Kopiert
pay-reference-hint = Bitte geben Sie genau diesen Verwendungszweck an, damit die Zahlung ihre Rechnung findet.
pay-scan = Mit Ihrer Banking-App scannen
pay-ask = Wie Sie zahlen können, sagt Ihnen { $business }.

# Der Kontoauszug.
statement-text = Was berechnet, bezahlt und gutgeschrieben wurde, mit dem Saldo nach jedem Vorgang.
statement-period = Zeitraum
statement-from = Von
statement-to = Bis
statement-company = Firma
statement-all-companies = Alle Firmen
statement-show = Anzeigen
statement-twelve-months = Letzte 12 Monate
statement-this-year = Dieses Jahr
statement-last-year = Letztes Jahr
statement-pdf = PDF herunterladen
statement-date-error = Bitte geben Sie einen Tag des Kalenders ein.
statement-none = Nichts in diesem Zeitraum
statement-none-text = Zwischen dem { $from } und dem { $to } wurde nichts berechnet oder bezahlt.

# Der Verlauf.
activity-text = Was in Ihrem Portal und mit Ihren Rechnungen geschehen ist. Uhrzeiten sind die von { $zone }.
activity-none = Noch ist nichts geschehen
activity-none-text = Rechnungen, Zahlungen und Ihre eigenen Besuche erscheinen hier.
activity-profile-updated = Sie haben Ihr Profil geändert
activity-portal-invited = Sie wurden in das Portal eingeladen
activity-portal-accessed = Sie haben sich angemeldet
activity-invoice-issued = Rechnung { $object } wurde gestellt
activity-invoice-viewed = Sie haben Rechnung { $object } angesehen
activity-invoice-downloaded = Sie haben Rechnung { $object } heruntergeladen
activity-payment-received = Eine Zahlung zur Rechnung { $object } ist eingegangen
activity-payment-received-other = Eine Zahlung ist eingegangen
activity-payment-refunded = Eine Zahlung zur Rechnung { $object } wurde zurückgezahlt
activity-payment-refunded-other = Eine Zahlung wurde zurückgezahlt
activity-invoice-voided = Rechnung { $object } wurde storniert
activity-credit_note-issued = Eine Gutschrift zur Rechnung { $object } wurde erstellt

# Das Profil.
profile-details = Ihre Angaben
profile-details-text = Etwas stimmt nicht? { $business } kann es berichtigen.
profile-name = Name
profile-email = E-Mail-Adresse
profile-job-title = Funktion
profile-companies = Firmen
profile-companies-text = Ihr Portal zeigt die Unterlagen aller dieser Firmen.
profile-preferences = Einstellungen
profile-language = Sprache
profile-language-default = Wie von { $business } eingestellt
profile-language-hint = Für dieses Portal, Mails an Sie und PDFs, die Sie herunterladen.
profile-timezone = Zeitzone
profile-timezone-default = Wie von { $business } eingestellt
profile-timezone-hint = Uhrzeiten in diesem Portal gelten für sie.
profile-phone = Telefonnummer
profile-save = Speichern
profile-errors = Bitte prüfen Sie diese Felder
profile-error-phone = Bitte verwenden Sie höchstens 40 einfache Zeichen.
profile-error-locale = Bitte wählen Sie eine der angebotenen Sprachen.
profile-error-timezone = Bitte wählen Sie eine Zeitzone aus der Liste.
profile-conflict = Ihr Profil wurde inzwischen geändert
profile-conflict-text = Was Sie eingegeben haben, steht noch hier. Speichern Sie noch einmal, um es zu behalten.
profile-sessions = Wo Sie angemeldet sind
profile-sessions-text = Eine davon kennen Sie nicht? Beenden Sie sie und sagen Sie { $business } Bescheid.
profile-session-current = Dieser Browser
profile-session-unknown = Unbekannter Browser
profile-session-seen = Zuletzt { $time }
profile-session-since = Seit { $time }
profile-session-end = Beenden
profile-session-end-label = Die Sitzung in { $browser } beenden
profile-sign-out = Abmelden
portal-invoice-items = Positionen

# The code on a device not seen before.
code-title = Noch ein Schritt
code-text = Dieses Gerät kennen wir noch nicht. Wir haben einen sechsstelligen Code an { $address } geschickt; er gilt zehn Minuten.
code-label = Code
code-open = Portal öffnen
code-again = Neuen Code senden
code-wrong = Dieser Code ist falsch oder abgelaufen. Bitte sehen Sie in der neuesten Mail nach oder lassen Sie sich einen neuen senden.
code-sent = Ein neuer Code ist unterwegs; der ältere gilt nicht mehr.
code-too-many = Das war zu oft. Bitte warten Sie eine Weile, bevor Sie es wieder versuchen.

# Blocks of the provider's own pages.
block-new-tab = (öffnet in einem neuen Tab)
block-info = Hinweis
block-success = Erfolg
block-warning = Achtung
block-danger = Wichtig
block-table = Tabelle
block-video = Video
block-embed = Eingebetteter Inhalt
block-statement = Kontoauszug

# Unterschreiben.
signature-type = Tippen
signature-draw = Zeichnen
signature-upload = Hochladen
signature-handwriting = Handschrift
signature-pad = Hier mit Finger, Stift oder Maus unterschreiben
signature-undo = Letzten Strich zurücknehmen
signature-clear = Leeren
signature-picture = Ein Bild Ihrer Unterschrift (PNG oder JPEG)
signature-unreadable = Diese Datei lässt sich nicht als Bild lesen. Bitte wählen Sie eine PNG- oder JPEG-Datei.
signature-empty = Bitte unterschreiben Sie zuerst.
signature-too-small = Das ist zu wenig für eine Unterschrift. Bitte zeichnen Sie größer.
signature-too-large = Das ist zu viel für eine Unterschrift. Bitte zeichnen Sie einfacher oder wählen Sie ein kleineres Bild.
signature-not-a-picture = Dieses Bild lässt sich nicht lesen oder zeigt nichts. Bitte wählen Sie eine PNG- oder JPEG-Datei.
signature-garbled = Die Unterschrift kam nicht vollständig an. Bitte unterschreiben Sie noch einmal.
