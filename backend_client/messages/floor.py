"""What the rules of the floor let a person post, told before anything is entered."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from backend_client.messages.base import Question


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatMayBePosted:
    """The limits of an operation, in base units, for what is entered next; None = no such limit.

    expected_quantity       good pieces expected in all; made_quantity: good pieces so far
    remaining_quantity      expected less made, never below 0
    sequence_ceiling        good and scrap that the operations before have passed on and that is left
    fine_quantity           good pieces that may be posted without asking anybody
    most_quantity           good pieces that a supervisor may approve; beyond it is refused
    least_to_finish         good pieces, posted now, from which on the operation may be finished without asking
    first_day, last_day     posting dates open to this person
    permitted               this person may post at this center
    flushed, subcontracted  the operation is posted by flushing or by a receipt: quantities are not limited there
    """

    order_no: str
    order_line_no: int
    operation_no: str
    expected_quantity: Decimal
    made_quantity: Decimal
    remaining_quantity: Decimal
    sequence_ceiling: Decimal | None
    fine_quantity: Decimal | None
    most_quantity: Decimal | None
    least_to_finish: Decimal | None
    first_day: date | None
    last_day: date | None
    permitted: bool
    flushed: bool
    subcontracted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatMayBePostedQuestion(Question[WhatMayBePosted]):
    """How much may a person post on an operation? `order_line_no` 0 = the only or first line."""

    order_no: str
    order_line_no: int = 0
    operation_no: str = ""
    person_no: str = ""
