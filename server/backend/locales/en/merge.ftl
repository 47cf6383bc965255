# Values of merge tags, in texts that staff write and clients read.

merge-yes = Yes
merge-no = No
merge-today = today
merge-tomorrow = tomorrow
merge-yesterday = yesterday
merge-in-days = in { $days ->
    [one] { $days } day
   *[other] { $days } days
}
merge-days-ago = { $days ->
    [one] { $days } day ago
   *[other] { $days } days ago
}
merge-method-bank_transfer = Bank transfer
merge-method-card = Card
merge-method-cash = Cash
merge-method-cheque = Cheque
merge-method-other = Other
merge-payment-pending = Pending
merge-payment-completed = Received
merge-payment-failed = Failed
merge-payment-cancelled = Cancelled
merge-payment-partially_refunded = Partly refunded
merge-payment-refunded = Refunded
