# Contracts in the portal. Every message here has its twin in locales/de/contract.ftl, with the same arguments (tested).

nav-contracts = Contracts

contracts-search = Search number, title or kind
contracts-search-button = Search
contracts-by-state = Contracts by state
contracts-all = All
contracts-open = To sign
contracts-completed = Completed
contracts-closed = Not concluded
contracts-none = No contracts yet
contracts-none-text = Contracts that are sent to you appear here.
contracts-no-match = No contract matches
contracts-no-match-text = Try another word, or look at all of them.
contracts-show-all = Show all contracts
contracts-number = Number
contracts-title = Title
contracts-company = Company
contracts-state = State
contracts-sent = Sent
contracts-until = Sign by
contracts-signed = Signed
contracts-signed-of = { $signed } of { $signers }
contracts-export = CSV
contracts-your-turn = Your turn

contract-status-draft = Draft
contract-status-sent = Waiting for signatures
contract-status-partially_signed = Partly signed
contract-status-completed = Completed
contract-status-declined = Declined
contract-status-expired = Time is over
contract-status-void = Taken back

contract-role-signer = Signs
contract-role-approver = Approves
contract-role-viewer = Reads
contract-role-copy = Gets a copy

contract-part-waiting = Not their turn yet
contract-part-sent = Asked
contract-part-opened = Has opened it
contract-part-signed = Signed
contract-part-approved = Approved
contract-part-declined = Declined
contract-part-expired = Time is over
contract-part-copy = Gets a copy at the end

contract-back = All contracts
contract-print = Print
contract-download = Download PDF
contract-download-sealed = Download the sealed PDF
contract-to-sign = Read and sign
contract-to-approve = Read and approve
contract-number = Contract { $number }
contract-between = Between
contract-and = and
contract-date = Date
contract-from = Begins
contract-to = Ends
contract-value = Value
contract-fingerprint = Fingerprint of this document (SHA-256)
contract-participants = Who takes part
contract-you = you
contract-named-by = named by { $name }
contract-signed-at = { $when }
contract-for-business = for { $business }

contract-waiting = Please read the contract to its end. You can sign below.
contract-waiting-approve = Please read the contract to its end. You can approve it below.
contract-until = You can sign until { $when }.
contract-done-mine = You have signed. You get a copy as soon as everybody has.
contract-done-approved = You have approved. You get a copy as soon as everybody has signed.
contract-read-only = You get this contract to read; there is nothing to sign.
contract-is-completed = Everybody has signed.
contract-is-completed-text = The sealed document shows who signed when; any change to it would be noticed. It was also mailed to you.
contract-is-sealing = The sealed document is being made. It is mailed to you in a moment.
contract-is-declined = This contract was declined, so nobody can sign it any more.
contract-is-expired = The time to sign this contract is over. { $business } can give you more time.
contract-is-void = { $business } has taken this contract back, so nobody can sign it any more.

contract-sign-heading = Sign
contract-approve-heading = Approve
contract-step-code = 1. Get a code
contract-step-sign = 2. Sign
contract-step-approve = 2. Approve
contract-code-send = Mail me a code
contract-code-again = Mail me another code
contract-code-text = So that nobody but you can sign, we mail you six digits, to { $email }.
contract-code-label = Code from the mail
contract-code-hint = Six digits. It works for ten minutes.
contract-code-mailed = A code is on its way to { $email }. It may take a minute; please look in the folder for unwanted mail too.
contract-code-wrong = That is not the code, or it is too old. Please look once more, or have another one mailed.
contract-code-missing = Please enter the six digits from the mail.
contract-signature-label = Your signature
contract-signature-hint = Type your name, draw, or choose a picture.
contract-consent-1 = I sign this contract electronically. I know that this has the same meaning as signing it on paper, that I could ask for a paper copy instead, and that I can decline until everybody has signed. I have read the whole document.
contract-consent-missing = Please tick this box if you agree; without it nothing is signed.
contract-consent-changed = This text was changed. Please read it again.
contract-consent-note = This is a simple electronic signature under the eIDAS regulation, with a seal over the document; it is not a qualified one.
contract-sign-button = Sign the contract
contract-approve-button = Approve the contract
contract-hand-on-code = To the code
contract-jump = To the signature

contract-decline = Decline
contract-decline-title = Decline this contract?
contract-decline-text = Nobody can sign it any more then. { $business } and those who have signed are told.
contract-decline-reason = Why?
contract-decline-button = Decline the contract
contract-declined-because = Reason: { $reason }
contract-reason-missing = Please say in a few words why.
contract-text-unusable = This is too long, or contains characters that can't be used.

contract-delegate = Somebody else should sign
contract-delegate-title = Who should sign instead of you?
contract-delegate-text = They get a mail with a link of their own and see this contract, but nothing else of your portal. You get a copy at the end.
contract-delegate-name = Name
contract-delegate-email = E-mail address
contract-delegate-button = Hand it on
contract-delegate-off = Handing on is switched off for this contract. Please tell whoever sent it.
contract-delegate-takes-part = This person takes part in the contract already.
contract-delegate-impossible = The contract can't be handed on to this address. Please tell whoever sent it.
contract-name-missing = Please enter the name.
contract-email-missing = Please enter an e-mail address, like name@example.com.

contract-error-sent = This contract was already sent.
contract-error-none = This contract is not open to you.
contract-error-completed = Everybody has already signed this contract.
contract-error-declined = This contract was declined in the meantime, so it can't be signed any more. Nothing was signed.
contract-error-expired = The time to sign this contract is over. Nothing was signed.
contract-error-void = This contract was taken back in the meantime, so it can't be signed any more. Nothing was signed.
contract-error-turn = It is not your turn yet: somebody else signs before you. You get a mail as soon as it is.
contract-error-signed = You have already signed this contract. There is nothing more to do.
contract-error-nothing = You get this contract to read; there is nothing to sign.
contract-error-version = This is not the version of the contract that you read. Please read it again before you sign.

done-contract-code = A code is on its way to you. Enter it below.
done-contract-signed = Signed. Thank you! You get a copy as soon as everybody has.
done-contract-declined = You have declined the contract.
done-contract-delegated = The contract was handed on. You get a copy at the end.

home-contracts = Contracts that wait for you
home-contract-sign = Read and sign
home-contract-until = Until { $when }

activity-contract-sent = Contract { $object } was sent to you
activity-contract-viewed = You read contract { $object }
activity-contract-signed = Contract { $object } was signed
activity-contract-declined = You declined contract { $object }
activity-contract-delegated = You named another person for contract { $object }
activity-contract-completed = Everybody has signed contract { $object }
activity-contract-expired = The time to sign contract { $object } is over
activity-contract-voided = Contract { $object } was taken back
