# Verträge im Portal. Jede Nachricht hier hat ihren Zwilling in locales/en/contract.ftl, mit denselben Argumenten (geprüft).

nav-contracts = Verträge

contracts-search = Nummer, Titel oder Art suchen
contracts-search-button = Suchen
contracts-by-state = Verträge nach Stand
contracts-all = Alle
contracts-open = Zu unterschreiben
contracts-completed = Vollständig
contracts-closed = Nicht zustande gekommen
contracts-none = Noch keine Verträge
contracts-none-text = Verträge, die Ihnen geschickt werden, erscheinen hier.
contracts-no-match = Kein Vertrag passt dazu
contracts-no-match-text = Versuchen Sie ein anderes Wort, oder sehen Sie alle an.
contracts-show-all = Alle Verträge zeigen
contracts-number = Nummer
contracts-title = Titel
contracts-company = Firma
contracts-state = Stand
contracts-sent = Gesendet
contracts-until = Unterschreiben bis
contracts-signed = Unterschrieben
contracts-signed-of = { $signed } von { $signers }
contracts-export = CSV
contracts-your-turn = Sie sind dran

contract-status-draft = Entwurf
contract-status-sent = Wartet auf Unterschriften
contract-status-partially_signed = Teilweise unterschrieben
contract-status-completed = Vollständig
contract-status-declined = Abgelehnt
contract-status-expired = Frist abgelaufen
contract-status-void = Zurückgezogen

contract-role-signer = Unterschreibt
contract-role-approver = Gibt frei
contract-role-viewer = Liest
contract-role-copy = Erhält eine Kopie

contract-part-waiting = Noch nicht an der Reihe
contract-part-sent = Angefragt
contract-part-opened = Hat ihn geöffnet
contract-part-signed = Unterschrieben
contract-part-approved = Freigegeben
contract-part-declined = Abgelehnt
contract-part-expired = Frist abgelaufen
contract-part-copy = Erhält am Ende eine Kopie

contract-back = Alle Verträge
contract-print = Drucken
contract-download = PDF herunterladen
contract-download-sealed = Versiegeltes PDF herunterladen
contract-to-sign = Lesen und unterschreiben
contract-to-approve = Lesen und freigeben
contract-number = Vertrag { $number }
contract-between = Zwischen
contract-and = und
contract-date = Datum
contract-from = Beginn
contract-to = Ende
contract-value = Wert
contract-fingerprint = Fingerabdruck dieses Dokuments (SHA-256)
contract-participants = Beteiligte
contract-you = Sie
contract-named-by = benannt von { $name }
contract-signed-at = { $when }
contract-for-business = für { $business }

contract-waiting = Bitte lesen Sie den Vertrag bis zum Ende. Unten können Sie unterschreiben.
contract-waiting-approve = Bitte lesen Sie den Vertrag bis zum Ende. Unten können Sie ihn freigeben.
contract-until = Sie können bis { $when } unterschreiben.
contract-done-mine = Sie haben unterschrieben. Sobald alle unterschrieben haben, erhalten Sie eine Ausfertigung.
contract-done-approved = Sie haben freigegeben. Sobald alle unterschrieben haben, erhalten Sie eine Ausfertigung.
contract-read-only = Sie erhalten diesen Vertrag zum Lesen; es gibt nichts zu unterschreiben.
contract-is-completed = Alle haben unterschrieben.
contract-is-completed-text = Das versiegelte Dokument zeigt, wer wann unterschrieben hat; jede Änderung daran fiele auf. Es wurde Ihnen auch geschickt.
contract-is-sealing = Das versiegelte Dokument entsteht gerade. Es wird Ihnen gleich geschickt.
contract-is-declined = Dieser Vertrag wurde abgelehnt und kann nicht mehr unterschrieben werden.
contract-is-expired = Die Frist, diesen Vertrag zu unterschreiben, ist abgelaufen. { $business } kann sie verlängern.
contract-is-void = { $business } hat diesen Vertrag zurückgezogen; er kann nicht mehr unterschrieben werden.

contract-sign-heading = Unterschreiben
contract-approve-heading = Freigeben
contract-step-code = 1. Code anfordern
contract-step-sign = 2. Unterschreiben
contract-step-approve = 2. Freigeben
contract-code-send = Code zuschicken
contract-code-again = Noch einen Code zuschicken
contract-code-text = Damit niemand außer Ihnen unterschreibt, schicken wir Ihnen sechs Ziffern, an { $email }.
contract-code-label = Code aus der Mail
contract-code-hint = Sechs Ziffern. Er gilt zehn Minuten.
contract-code-mailed = Ein Code ist unterwegs an { $email }. Das kann eine Minute dauern; bitte sehen Sie auch im Ordner für unerwünschte Mails nach.
contract-code-wrong = Das ist nicht der Code, oder er ist zu alt. Bitte sehen Sie noch einmal nach, oder lassen Sie sich einen neuen schicken.
contract-code-missing = Bitte geben Sie die sechs Ziffern aus der Mail ein.
contract-signature-label = Ihre Unterschrift
contract-signature-hint = Tippen Sie Ihren Namen, zeichnen Sie, oder wählen Sie ein Bild.
contract-consent-1 = Ich unterschreibe diesen Vertrag elektronisch. Ich weiß, dass dies dieselbe Bedeutung hat wie eine Unterschrift auf Papier, dass ich stattdessen eine Papierfassung verlangen könnte und dass ich ablehnen kann, bis alle unterschrieben haben. Ich habe das ganze Dokument gelesen.
contract-consent-missing = Bitte setzen Sie das Häkchen, wenn Sie zustimmen; ohne Zustimmung wird nichts unterschrieben.
contract-consent-changed = Dieser Text wurde geändert. Bitte lesen Sie ihn noch einmal.
contract-consent-note = Dies ist eine einfache elektronische Signatur nach der eIDAS-Verordnung, mit einem Siegel über dem Dokument; es ist keine qualifizierte.
contract-sign-button = Vertrag unterschreiben
contract-approve-button = Vertrag freigeben
contract-hand-on-code = Zum Code
contract-jump = Zur Unterschrift

contract-decline = Ablehnen
contract-decline-title = Diesen Vertrag ablehnen?
contract-decline-text = Danach kann ihn niemand mehr unterschreiben. { $business } und alle, die schon unterschrieben haben, werden benachrichtigt.
contract-decline-reason = Warum?
contract-decline-button = Vertrag ablehnen
contract-declined-because = Grund: { $reason }
contract-reason-missing = Bitte sagen Sie in wenigen Worten, warum.
contract-text-unusable = Das ist zu lang oder enthält Zeichen, die hier nicht möglich sind.

contract-delegate = Jemand anderes soll unterschreiben
contract-delegate-title = Wer soll an Ihrer Stelle unterschreiben?
contract-delegate-text = Die Person erhält eine Mail mit eigenem Link und sieht diesen Vertrag, aber sonst nichts aus Ihrem Portal. Sie erhalten am Ende eine Kopie.
contract-delegate-name = Name
contract-delegate-email = E-Mail-Adresse
contract-delegate-button = Weitergeben
contract-delegate-off = Weitergeben ist bei diesem Vertrag nicht möglich. Bitte wenden Sie sich an den Absender.
contract-delegate-takes-part = Diese Person ist an dem Vertrag schon beteiligt.
contract-delegate-impossible = An diese Adresse kann der Vertrag nicht weitergegeben werden. Bitte wenden Sie sich an den Absender.
contract-name-missing = Bitte geben Sie den Namen ein.
contract-email-missing = Bitte geben Sie eine E-Mail-Adresse ein, etwa name@example.com.

contract-error-sent = Dieser Vertrag wurde schon gesendet.
contract-error-none = Dieser Vertrag steht Ihnen nicht offen.
contract-error-completed = Diesen Vertrag haben schon alle unterschrieben.
contract-error-declined = Dieser Vertrag wurde inzwischen abgelehnt und kann nicht mehr unterschrieben werden. Es wurde nichts unterschrieben.
contract-error-expired = Die Frist, diesen Vertrag zu unterschreiben, ist abgelaufen. Es wurde nichts unterschrieben.
contract-error-void = Dieser Vertrag wurde inzwischen zurückgezogen und kann nicht mehr unterschrieben werden. Es wurde nichts unterschrieben.
contract-error-turn = Sie sind noch nicht an der Reihe: Vor Ihnen unterschreibt jemand anderes. Sie erhalten eine Mail, sobald Sie dran sind.
contract-error-signed = Sie haben diesen Vertrag schon unterschrieben. Es ist nichts weiter zu tun.
contract-error-nothing = Sie erhalten diesen Vertrag zum Lesen; es gibt nichts zu unterschreiben.
contract-error-version = Das ist nicht die Fassung des Vertrags, die Sie gelesen haben. Bitte lesen Sie ihn noch einmal, bevor Sie unterschreiben.

done-contract-code = Ein Code ist unterwegs zu Ihnen. Geben Sie ihn unten ein.
done-contract-signed = Unterschrieben. Vielen Dank! Sobald alle unterschrieben haben, erhalten Sie eine Ausfertigung.
done-contract-declined = Sie haben den Vertrag abgelehnt.
done-contract-delegated = Der Vertrag wurde weitergegeben. Sie erhalten am Ende eine Kopie.

home-contracts = Verträge, die auf Sie warten
home-contract-sign = Lesen und unterschreiben
home-contract-until = Bis { $when }

activity-contract-sent = Vertrag { $object } wurde Ihnen geschickt
activity-contract-viewed = Sie haben Vertrag { $object } gelesen
activity-contract-signed = Vertrag { $object } wurde unterschrieben
activity-contract-declined = Sie haben Vertrag { $object } abgelehnt
activity-contract-delegated = Sie haben für Vertrag { $object } eine andere Person benannt
activity-contract-completed = Alle haben Vertrag { $object } unterschrieben
activity-contract-expired = Die Frist, Vertrag { $object } zu unterschreiben, ist abgelaufen
activity-contract-voided = Vertrag { $object } wurde zurückgezogen
