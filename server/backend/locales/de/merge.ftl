# Werte von Platzhaltern, in Texten, die das Team schreibt und Kunden lesen.

merge-yes = Ja
merge-no = Nein
merge-today = heute
merge-tomorrow = morgen
merge-yesterday = gestern
merge-in-days = in { $days ->
    [one] { $days } Tag
   *[other] { $days } Tagen
}
merge-days-ago = vor { $days ->
    [one] { $days } Tag
   *[other] { $days } Tagen
}
merge-method-bank_transfer = Überweisung
merge-method-card = Karte
merge-method-cash = Bar
merge-method-cheque = Scheck
merge-method-other = Anders
merge-payment-pending = Angekündigt
merge-payment-completed = Eingegangen
merge-payment-failed = Fehlgeschlagen
merge-payment-cancelled = Storniert
merge-payment-partially_refunded = Teilweise erstattet
merge-payment-refunded = Erstattet
