"""What makes an entry odd: nothing is refused for it, but somebody else than who posted it should look at it.

8 good, 2 scrap                        much-scrap     2 of 10 pieces, a fifth or more
10 pieces at 5 min, run time 130 min   long-time      more than twice the 50 min, and half an hour more at least
posted for 12 March on 16 March        other-day      more than a day apart: a night shift is none
made 11 of 10                          beyond-order   more good pieces than went into the operation
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from backend_client.floor_terms import Oddity
from backend_client.rules.rounding import ZERO

SCRAP_SHARE = Decimal("0.2")
TIME_FACTOR = 2
TIME_MS = Decimal(30 * 60_000)
NIGHT = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class PostedWork:
    """An entry of work: quantities in base units, times in milliseconds.

    standard_ms   run time that the order's routing has for its pieces; 0 = none
    beyond        good pieces of the operation, this entry included, above what went into it
    entered_on    day of the plant on which it was entered
    """

    good: Decimal
    scrap: Decimal
    run_ms: Decimal = ZERO
    standard_ms: Decimal = ZERO
    beyond: Decimal = ZERO
    posting_date: date
    entered_on: date


def oddities(work: PostedWork) -> tuple[Oddity, ...]:
    """Answer what is odd about an entry, in the order of the words; most entries: nothing."""
    pieces = work.good + work.scrap
    slow = work.standard_ms > 0 and work.run_ms > work.standard_ms * TIME_FACTOR
    found = {
        Oddity.MUCH_SCRAP: work.scrap > 0 and work.scrap >= pieces * SCRAP_SHARE,
        Oddity.LONG_TIME: slow and work.run_ms - work.standard_ms >= TIME_MS,
        Oddity.OTHER_DAY: abs(work.entered_on - work.posting_date) > NIGHT,
        Oddity.BEYOND_ORDER: work.good > 0 and work.beyond > 0,
    }
    return tuple(oddity for oddity, is_so in found.items() if is_so)
