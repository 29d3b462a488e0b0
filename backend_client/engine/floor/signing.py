"""The personal signature of a posting: its own person, what they say by it, and their PIN.

It stands in the register beside what was posted, under the register's hash, so that it can be moved to no other posting.
Source: 21 CFR 11.50, 11.70 and 11.200 (name, moment and meaning; linked to its record; two components).
"""

from backend_client.engine.context import Context, Noted
from backend_client.engine.pin_checks import Claim, check_pin
from backend_client.engine.sign_on_rules import sign_on_rules
from backend_client.messages.base import Refused, Request
from backend_client.refusals import RefusalCode
from backend_client.store.posting import Posting


def signature_refused(context: Context, request: Request[object], posting: Posting) -> Refused | Noted | None:
    """Take a request's signature; one that was not asked for is checked all the same.

    Refuses with `signature-needed`, `signature-not-valid` (the PIN, or a moment that is not now), and as `check_pin` does.
    A preview shows what would be posted before anybody signs.
    """
    if context.trusted or request.preview:
        return None
    signature = request.signature
    if signature is None:
        needed = sign_on_rules(context.setup).signature
        return Refused(code=RefusalCode.SIGNATURE_NEEDED, facts={"field": "signature"}) if needed else None
    checked = check_pin(context, request, Claim(number=request.person_no, pin=signature.pin))
    if checked.refused is not None:
        return checked.refused
    if checked.person is None or signature.signed_at.tzinfo is None:
        wrong = Refused(code=RefusalCode.SIGNATURE_NOT_VALID, facts={"field": "signature"})
        return Noted(refused=wrong, inserts=checked.inserts)
    posting.inserts += checked.inserts
    return None
