"""The times of one operation, ready to be scheduled: all in milliseconds, nothing rounded.

queue  waits before the operation      setup  once per order
run    per lot size pieces             wait   passes by itself, nights and weekends too
move   to the next operation

run 60 min per 10 pieces, 25 pieces go in  ->  150 min
"""

from dataclasses import dataclass
from decimal import Decimal

from backend_client.rules.rounding import ZERO
from backend_client.rules.routing_lines import OperationLink
from backend_client.terms import CapacityType

CenterKey = tuple[CapacityType, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationTimes:
    """An operation of an order; `run_ms` is for `lot_size` pieces, `input_quantity` in base units.

    concurrent_capacities  places used at once; 0 = all the center has
    """

    link: OperationLink
    center: CenterKey
    input_quantity: Decimal
    queue_ms: Decimal = ZERO
    setup_ms: Decimal = ZERO
    run_ms: Decimal = ZERO
    wait_ms: Decimal = ZERO
    move_ms: Decimal = ZERO
    lot_size: Decimal = Decimal(1)
    send_ahead_quantity: Decimal = ZERO
    concurrent_capacities: Decimal = Decimal(1)

    @property
    def operation_no(self) -> str:
        """The operation's number."""
        return self.link.operation_no

    @property
    def whole_run_ms(self) -> Decimal:
        """Run time of all that goes in; lot size 0 counts as 1."""
        return self.input_quantity * self.run_ms / (self.lot_size or Decimal(1))

    @property
    def is_timeless(self) -> bool:
        """Nothing of it takes time."""
        return not (self.setup_ms or self.whole_run_ms or self.wait_ms or self.move_ms)
