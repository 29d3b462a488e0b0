"""What would become of the load if orders were moved, and moves that are proposed before they are made."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from backend_client.messages.base import Question, Request
from backend_client.messages.load import LoadBoard
from backend_client.refusals import RefusalCode
from backend_client.terms import LoadPeriod, LoadScope, ProposalStatus, SchedulingDirection


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Another schedule of one order.

    due_date            backward from this day; None = from the due date that the order has
    starting_date_time  forward from this plant-local moment; None = from the start that the order has
    """

    order_no: str
    due_date: date | None = None
    starting_date_time: datetime | None = None
    direction: SchedulingDirection = SchedulingDirection.BACKWARD


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedOrder:
    """An order before and after its move; date-times are plant-local."""

    order_no: str
    starting_before: datetime | None
    ending_before: datetime | None
    due_before: date | None
    starting_after: datetime | None
    ending_after: datetime | None
    due_after: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedMove:
    """A move that can't be made, and why; moves count from 1."""

    move: int
    order_no: str
    code: RefusalCode
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedCell:
    """A figure of the board that the moves change; times in the unit of its row."""

    scope: LoadScope
    no: str
    period_start: date
    capacity: Decimal
    allocated_before: Decimal
    allocated_after: Decimal
    load_pct_before: Decimal
    load_pct_after: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """The load as it is and as it would be; what is refused is left out of `after`."""

    before: LoadBoard
    after: LoadBoard
    changed: tuple[ChangedCell, ...]
    orders: tuple[MovedOrder, ...]
    refused: tuple[RefusedMove, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIfQuestion(Question[WhatIf]):
    """How loaded would centers be if these orders were moved, one after the other? Nothing is written or locked.

    moves     at most limits.MOVES_MAX; none with a proposal
    proposal  the number of a proposal whose moves are meant; 0 = those given
    scope, no, first_day, last_day, period  as of a LoadQuestion
    """

    moves: tuple[Move, ...] = ()
    proposal: int = 0
    first_day: date
    last_day: date
    period: LoadPeriod = LoadPeriod.DAY
    scope: LoadScope = LoadScope.WORK_CENTER
    no: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalReceipt:
    """A proposal and what became of it; `orders` as they are moved, or would be."""

    proposal: int
    status: ProposalStatus
    orders: tuple[MovedOrder, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeMovesRequest(Request[ProposalReceipt]):
    """Keep moves for somebody to decide; no order is changed. Each order is moved at most once.

    instead_of  an open proposal that this one stands in the place of: it is discarded with it; 0 = none
    """

    moves: tuple[Move, ...]
    description: str = ""
    instead_of: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplyProposalRequest(Request[ProposalReceipt]):
    """Move all orders of a proposal, in its order, or none of them."""

    proposal: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscardProposalRequest(Request[ProposalReceipt]):
    """Close a proposal without moving anything."""

    proposal: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedMove:
    """A move of a proposal, with the schedule that its order had when it was proposed.

    outdated  the order's schedule is another one by now
    """

    move: Move
    starting_before: datetime | None
    ending_before: datetime | None
    outdated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Proposed moves and who proposed and decided them, when (aware, UTC)."""

    proposal: int
    status: ProposalStatus
    description: str
    proposed_by: str
    proposed_at: datetime
    decided_by: str
    decided_at: datetime | None
    moves: tuple[ProposedMove, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalsQuestion(Question[tuple[Proposal, ...]]):
    """Which proposals are there? The newest first, at most limits.PROPOSALS_MAX.

    status    only those; None = all
    proposal  only this one; 0 = all
    """

    status: ProposalStatus | None = ProposalStatus.OPEN
    proposal: int = 0
