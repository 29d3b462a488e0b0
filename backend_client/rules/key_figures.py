"""Key figures of production by ISO 22400-2: what a machine, an order, a shift or a day made of its time and material.

The elements are sums over postings; a figure is made of sums, never of other figures, so that the figures of a week
follow from those of its days. Whatever an element is not known for it is `None`, and so is each figure made of it:
no planned time is not the same as no availability. A quotient by zero is not known either, nor one by what is below
it: a day on which more was taken back than posted.

    a machine, planned for 480 minutes (PBT): 30 of setup (ASUT), 300 of run (APT), 50 of standing still (ADET);
    90 good (GQ) and 10 scrapped (SQ) at 2.7 minutes a piece planned (PRI): 270 planned for what it made

    availability            APT / PBT                       300 / 480                   0.625
    effectiveness           PRI x PQ / APT                  2.7 x 100 / 300             0.9
    quality ratio           GQ / PQ                         90 / 100                    0.9
    OEE index               product of the three            270 / 480 x 0.9             0.50625
    NEE index               AUPT / PBT x the last two       330 / 480 x 0.9 x 0.9       0.55688
    allocation efficiency   AUBT / PBT                      380 / 480                   0.79167
    utilization efficiency  APT / AUBT                      300 / 380                   0.78947
    technical efficiency    APT / (APT + ADET)              300 / 350                   0.85714
    setup ratio             ASUT / AUPT                     30 / 330                    0.09091
    scrap ratio             SQ / PQ                         10 / 100                    0.1

    the same machine, rated 25 pieces an hour, so 200 in its 480 minutes; 2 of its stops were failures (FE), after 8 and
    after 32 minutes it ran again

    equipment load ratio    PQ / rated quantity             100 / 200                   0.5
    mean operating time between failures   AUPT / FE        330 / 2                     165 minutes
    mean time to restoration               restoring / FE   40 / 2                      20 minutes

    and of 20 pieces with serial numbers, 19 were good when they came first

    first pass yield        GP / IP                         19 / 20                     0.95

with PQ = GQ + SQ + RQ, AUPT = ASUT + APT and AUBT = AUPT + ADET. Planned time is all told of:

    PBT 480 = AUBT 380 + planned stops 20 + booked without an order 15 + idle 65

Idle time is below zero where more was booked than the calendar had planned. What is called availability on many boards, run by
run and stops, is technical efficiency here; availability takes setup and idle time as lost, too. Effectiveness may
pass 1 where the plan was slack.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from decimal import Decimal
from functools import reduce
from math import prod
from typing import Any

from backend_client.rules.rounding import FACTOR_PRECISION, ZERO, exact, round_to

MINUTES_AN_HOUR = Decimal(60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Elements:
    """Sums over postings: times in minutes, quantities in base units; None = not known.

    setup_time         ASUT
    run_time           APT, the production time
    stop_time          ADET, the delay: of stops that were not planned
    planned_stop_time  of stops for a planned reason: neither production nor delay
    other_time         booked without an order: neither
    restoration_time   of stops that failures were the reason of, with those without an order
    failures           FE, how many of them
    good, scrap, rework  GQ, SQ, RQ
    planned_run_time   PRI x PQ, summed over items and operations
    planned_busy_time  PBT, of the calendar: total capacity, so that efficiency below 100 % hides no loss
    rated_quantity     what the rated speed makes of PBT
    planned_scrap      PSQ, of an order
    first_produced     PQ of an order's first operation, last_produced that of its last
    inspected, first_pass  IP and GP, of pieces with serial numbers: how many there were, how many were good at once
    execution_time     AOET, from the first start to the last end of an order by the wall clock
    """

    setup_time: Decimal = ZERO
    run_time: Decimal = ZERO
    stop_time: Decimal = ZERO
    planned_stop_time: Decimal = ZERO
    other_time: Decimal = ZERO
    restoration_time: Decimal = ZERO
    failures: Decimal = ZERO
    good: Decimal = ZERO
    scrap: Decimal = ZERO
    rework: Decimal = ZERO
    planned_run_time: Decimal | None = ZERO
    planned_busy_time: Decimal | None = ZERO
    rated_quantity: Decimal | None = ZERO
    planned_scrap: Decimal | None = ZERO
    first_produced: Decimal | None = ZERO
    last_produced: Decimal | None = ZERO
    execution_time: Decimal | None = ZERO
    inspected: Decimal | None = ZERO
    first_pass: Decimal | None = ZERO

    @property
    def produced(self) -> Decimal:
        """PQ."""
        return self.good + self.scrap + self.rework

    @property
    def processing_time(self) -> Decimal:
        """AUPT."""
        return self.setup_time + self.run_time

    @property
    def busy_time(self) -> Decimal:
        """AUBT."""
        return self.processing_time + self.stop_time

    @property
    def idle_time(self) -> Decimal | None:
        """What is left of PBT when all that was booked is taken off."""
        if self.planned_busy_time is None:
            return None
        return self.planned_busy_time - self.busy_time - self.planned_stop_time - self.other_time


def added(parts: Iterable[Elements]) -> Elements:
    """Add elements up; what is not known of one part is not known of the whole."""
    return reduce(_plus, parts, Elements())


def _plus(one: Elements, other: Elements) -> Elements:
    sums: dict[str, Any] = {}
    for each in fields(Elements):
        a, b = getattr(one, each.name), getattr(other, each.name)
        sums[each.name] = None if a is None or b is None else a + b
    return Elements(**sums)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigures:
    """Ratios with five decimals, 1 = 100 %; None = cannot be told.

    throughput_rate  pieces an hour that came from an order's last operation
    mean_operating_time_between_failures, mean_time_to_restoration
                     minutes; without a failure there is no mean, however long it ran
    """

    availability: Decimal | None
    effectiveness: Decimal | None
    quality_ratio: Decimal | None
    oee_index: Decimal | None
    nee_index: Decimal | None
    allocation_efficiency: Decimal | None
    utilization_efficiency: Decimal | None
    technical_efficiency: Decimal | None
    setup_ratio: Decimal | None
    scrap_ratio: Decimal | None
    rework_ratio: Decimal | None
    actual_to_planned_scrap_ratio: Decimal | None
    fall_off_ratio: Decimal | None
    throughput_rate: Decimal | None
    allocation_ratio: Decimal | None
    production_process_ratio: Decimal | None
    equipment_load_ratio: Decimal | None
    mean_operating_time_between_failures: Decimal | None
    mean_time_to_restoration: Decimal | None
    first_pass_yield: Decimal | None


def key_figures(of: Elements) -> KeyFigures:
    """Answer the figures that sums come to."""
    with exact():
        available = _quotient(of.run_time, of.planned_busy_time)
        effective = _quotient(of.planned_run_time, of.run_time)
        good = _quotient(of.good, of.produced)
        processing = _quotient(of.processing_time, of.planned_busy_time)
        return KeyFigures(
            availability=_rounded(available),
            effectiveness=_rounded(effective),
            quality_ratio=_rounded(good),
            oee_index=_rounded(available, effective, good),
            nee_index=_rounded(processing, effective, good),
            allocation_efficiency=_rounded(_quotient(of.busy_time, of.planned_busy_time)),
            utilization_efficiency=_rounded(_quotient(of.run_time, of.busy_time)),
            technical_efficiency=_rounded(_quotient(of.run_time, of.run_time + of.stop_time)),
            setup_ratio=_rounded(_quotient(of.setup_time, of.processing_time)),
            scrap_ratio=_rounded(_quotient(of.scrap, of.produced)),
            rework_ratio=_rounded(_quotient(of.rework, of.produced)),
            actual_to_planned_scrap_ratio=_rounded(_quotient(of.scrap, of.planned_scrap)),
            fall_off_ratio=_rounded(_quotient(of.scrap, of.first_produced)),
            throughput_rate=_rounded(_quotient(of.last_produced, of.execution_time), MINUTES_AN_HOUR),
            allocation_ratio=_rounded(_quotient(of.busy_time, of.execution_time)),
            production_process_ratio=_rounded(_quotient(of.run_time, of.execution_time)),
            equipment_load_ratio=_rounded(_quotient(of.produced, of.rated_quantity)),
            mean_operating_time_between_failures=_rounded(_quotient(of.processing_time, of.failures)),
            mean_time_to_restoration=_rounded(_quotient(of.restoration_time, of.failures)),
            first_pass_yield=_rounded(_quotient(of.first_pass, of.inspected)),
        )


def worker_efficiency(worked_time: Decimal, attended_time: Decimal) -> Decimal | None:
    """Answer APWT / APAT, rounded: worked on orders, of attended; None where nobody attended.

    >>> str(worker_efficiency(Decimal(420), Decimal(480)))
    '0.87500'
    """
    with exact():
        return _rounded(_quotient(worked_time, attended_time))


def _quotient(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    return part / whole if part is not None and whole is not None and whole > 0 else None


def _rounded(*factors: Decimal | None) -> Decimal | None:
    """Answer a product, rounded; not known where a factor is not."""
    known = [factor for factor in factors if factor is not None]
    return round_to(prod(known, start=Decimal(1)), FACTOR_PRECISION) if len(known) == len(factors) else None
