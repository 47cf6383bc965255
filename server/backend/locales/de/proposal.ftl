# Angebote: die Seiten der Kunden, das PDF und die E-Mails. Jede Nachricht hat ihr Gegenstück in locales/en/proposal.ftl (geprüft).

nav-proposals = Angebote

# Zustände, wie ein Kunde sie liest.
proposal-status-draft = Entwurf
proposal-status-sent = Wartet auf Sie
proposal-status-viewed = Wartet auf Sie
proposal-status-expired = Abgelaufen
proposal-status-accepted = Angenommen
proposal-status-declined = Abgelehnt
proposal-status-withdrawn = Zurückgezogen
proposal-status-superseded = Ersetzt

# Die Liste.
proposals-by-state = Angebote nach Zustand
proposals-all = Alle
proposals-open = Warten auf Sie
proposals-accepted = Angenommen
proposals-declined = Abgelehnt
proposals-expired = Abgelaufen
proposals-search = Nach Nummer oder Titel suchen
proposals-search-button = Suchen
proposals-export = Als CSV ausgeben
proposals-number = Nummer
proposals-title = Angebot
proposals-company = Firma
proposals-sent = Gesendet
proposals-valid = Gültig bis
proposals-once = Summe
proposals-status = Zustand
proposals-currency = Währung
proposals-none = Noch keine Angebote
proposals-none-text = Sobald Ihnen ein Angebot gesendet wird, steht es hier.
proposals-no-match = Kein Angebot passt
proposals-no-match-text = Versuchen Sie ein anderes Wort, oder sehen Sie alle Angebote an.
proposals-show-all = Alle Angebote zeigen

# Was wie oft gezahlt wird.
proposal-period-once = einmalig
proposal-period-monthly = jeden Monat
proposal-period-quarterly = jedes Quartal
proposal-period-yearly = jedes Jahr
proposal-sum-once = Summe einmalig
proposal-sum-monthly = Summe monatlich
proposal-sum-quarterly = Summe je Quartal
proposal-sum-yearly = Summe jährlich
proposal-per-monthly = { $amount } im Monat
proposal-per-quarterly = { $amount } im Quartal
proposal-per-yearly = { $amount } im Jahr

# Ein Angebot.
proposal-word = Angebot
proposal-version = Fassung { $version }
proposal-back = Alle Angebote
proposal-pdf = PDF herunterladen
proposal-print = Drucken
proposal-from = Von
proposal-for = Für
proposal-sent-on = Gesendet am
proposal-valid-until = Gültig bis
proposal-valid-forever = Unbefristet
proposal-contact = Ihr Kontakt
proposal-item = Position
proposal-quantity = Menge
proposal-unit-price = Preis
proposal-amount = Betrag
proposal-included = Enthalten
proposal-optional = Wahlweise
proposal-choose-one = Bitte wählen Sie eines
proposal-choose = { $name } wählen
proposal-quantity-of = Menge von { $name }
proposal-quantity-range = Von { $min } bis { $max }
proposal-when = Wann
proposal-what = Was
proposal-saved = Sie sparen { $amount }
proposal-total = Summe
proposal-tax-included = Die Preise enthalten die Steuer.
proposal-update = Summe neu berechnen
proposal-options = Ihre Auswahl
proposal-options-text = Kreuzen Sie an, was Sie möchten; die Summe wird neu berechnet.
proposal-go-accept = Annehmen…
proposal-go-decline = Ablehnen…
proposal-waits = Dieses Angebot wartet auf Ihre Antwort
proposal-waits-until = Bitte antworten Sie bis zum { $date }.
proposal-expired = Dieses Angebot galt bis zum { $date }
proposal-expired-text = Es kann nicht mehr angenommen werden. Bitten Sie { $business } um ein neues, oder schreiben Sie unten einen Kommentar.
proposal-withdrawn = Dieses Angebot wurde zurückgezogen
proposal-withdrawn-text = Es bleibt für Ihre Unterlagen hier.
proposal-superseded = Es gibt eine neuere Fassung dieses Angebots
proposal-superseded-link = Zur neuesten Fassung
proposal-accepted-by = Angenommen von { $name } am { $date }
proposal-declined-by = Abgelehnt von { $name } am { $date }
proposal-order-number = Ihre Bestellnummer
proposal-may-not = Sie können dieses Angebot lesen. Über die Annahme entscheidet jemand anderes in Ihrer Firma.
proposal-versions = Fassungen
proposal-hash = Prüfsumme des Dokuments (SHA-256)
proposal-signature = Unterschrift
proposal-certificate = Annahme
proposal-certificate-text = Elektronisch angenommen. Der eingetippte Name steht für eine Unterschrift; es ist eine einfache elektronische Signatur.
proposal-certificate-name = Name
proposal-certificate-email = E-Mail-Adresse
proposal-certificate-at = Zeitpunkt

# Annehmen.
proposal-accept-title = { $name } annehmen
proposal-accept-back = Zurück zum Angebot
proposal-accept-what = Was Sie annehmen
proposal-accept-change = Auswahl ändern
proposal-accept-name = Ihr voller Name
proposal-accept-name-hint = Eingetippt steht er für Ihre Unterschrift.
proposal-accept-po = Ihre Bestellnummer (freiwillig)
proposal-accept-signature = Unterschrift (freiwillig)
proposal-accept-button = Dieses Angebot annehmen
proposal-consent = Ich nehme dieses Angebot, wie es gezeigt wird, für die Firma an, an die es gerichtet ist, und bin dazu berechtigt. Ich bin einverstanden, dies elektronisch zu tun; mein eingetippter Name wirkt wie meine Unterschrift. Meine Kopie bleibt in diesem Portal zum Herunterladen.
proposal-done-accepted = Angenommen. Ihre Kopie können Sie hier jederzeit als PDF herunterladen.
proposal-done-declined = Abgelehnt. Danke für Ihre Antwort.
proposal-done-commented = Ihr Kommentar wurde gesendet.

# Ablehnen.
proposal-decline-title = { $name } ablehnen
proposal-decline-why = Warum?
proposal-decline-price = Der Preis
proposal-decline-timing = Der Zeitpunkt
proposal-decline-competitor = Wir haben einen anderen Anbieter gewählt
proposal-decline-scope = Es ist nicht, was wir brauchen
proposal-decline-other = Etwas anderes
proposal-decline-text = Was Sie noch sagen möchten
proposal-decline-button = Dieses Angebot ablehnen

# Kommentare.
proposal-comments = Kommentare
proposal-comments-none = Noch keine Kommentare.
proposal-comment-label = Ihr Kommentar
proposal-comment-about = Worüber
proposal-comment-whole = Das ganze Angebot
proposal-comment-button = Kommentar senden
proposal-comment-hint = { $business } liest ihn, und Ihre Kolleginnen und Kollegen mit Zugang auch.

# Was nicht ging.
proposal-error-accepted = Dieses Angebot wurde schon angenommen.
proposal-error-declined = Dieses Angebot wurde schon abgelehnt.
proposal-error-withdrawn = Dieses Angebot wurde inzwischen zurückgezogen.
proposal-error-expired = Dieses Angebot gilt nicht mehr.
proposal-error-changed = Dieses Angebot wurde inzwischen geändert. Bitte lesen Sie die neueste Fassung, bevor Sie antworten.
proposal-error-total = Der Betrag ist ein anderer als der, den Sie gesehen haben. Bitte prüfen Sie Ihre Auswahl noch einmal.
proposal-error-comments = Zu diesem Angebot gibt es schon zu viele Kommentare.
proposal-pick-unknown = Ihre Auswahl enthält etwas, das nicht angeboten wird. Bitte wählen Sie noch einmal.
proposal-pick-one = Bitte wählen Sie genau eine der Möglichkeiten.
proposal-pick-number = Bitte geben Sie die Menge als Zahl ein.
proposal-pick-quantity = Diese Menge wird nicht angeboten.
proposal-need-name = Bitte tippen Sie Ihren vollen Namen ein.
proposal-need-plain-name = Bitte höchstens 120 einfache Zeichen.
proposal-need-consent = Bitte stimmen Sie zuerst zu.
proposal-need-short-po = Bitte höchstens 60 einfache Zeichen.
proposal-need-reason = Bitte wählen Sie einen Grund.
proposal-need-reason-text = Bitte sagen Sie in ein paar Worten, warum.
proposal-need-plain-text = Bitte höchstens 4.000 einfache Zeichen.
proposal-need-comment = Bitte schreiben Sie zuerst etwas.
proposal-errors = Bitte prüfen Sie diese Felder

# Der Verlauf.
activity-proposal-sent = Angebot { $object } wurde Ihnen gesendet
activity-proposal-revised = Eine neue Fassung von Angebot { $object } wurde Ihnen gesendet
activity-proposal-extended = Angebot { $object } wurde verlängert
activity-proposal-viewed = Sie haben Angebot { $object } angesehen
activity-proposal-downloaded = Sie haben Angebot { $object } heruntergeladen
activity-proposal-commented = Zu Angebot { $object } kam ein Kommentar
activity-proposal-accepted = Angebot { $object } wurde angenommen
activity-proposal-declined = Angebot { $object } wurde abgelehnt
activity-proposal-withdrawn = Angebot { $object } wurde zurückgezogen
activity-proposal-reopened = Angebot { $object } wurde wieder geöffnet
activity-proposal-expiring = Angebot { $object } endet bald
activity-proposal-expired = Angebot { $object } ist abgelaufen
