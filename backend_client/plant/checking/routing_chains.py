"""The order of operations: next and previous agree, one end, no circle; a serial routing does not branch.

10 -> 20 -> 30               serial
05 -> 10|20, both -> 30      parallel: 05 names "10|20" as next, 30 names "10|20" as previous
"""

from dataclasses import dataclass

from backend_client import limits
from backend_client.plant.faults import Faults
from backend_client.plant.report import PlantErrorCode
from backend_client.plant.rows import PlantRow, PlantRows
from backend_client.terms import RoutingType


@dataclass(frozen=True, slots=True)
class _Chain:
    """The operations of one routing, or of one version of it."""

    serial: bool
    lines: dict[str, PlantRow]
    after: dict[str, list[str]]
    before: dict[str, list[str]]


def check_routing_chains(plant: PlantRows, faults: Faults) -> None:
    """Check every routing and every version of one."""
    if "routing_lines" in plant.unread:
        return
    lines: dict[tuple[str, str], dict[str, PlantRow]] = {}
    for line in plant.of("routing_lines"):
        operations = lines.setdefault((line.text("routing_no"), line.text("version_code")), {})
        operations.setdefault(line.text("operation_no"), line)
    for routing in plant.of("routings"):
        if (routing.values["no"], "") not in lines:
            faults.at(routing, PlantErrorCode.NO_LINES, "no", expected="routing_lines.csv")
    for version in plant.of("routing_versions"):
        if version.key not in lines:
            faults.at(version, PlantErrorCode.NO_LINES, "version_code", expected="routing_lines.csv")
    for (routing_no, version_code), operations in lines.items():
        head = plant.find("routing_versions", routing_no, version_code) or plant.find("routings", routing_no)
        if head is not None:
            _check_chain(head, _chain(head, operations), faults)


def _chain(head: PlantRow, lines: dict[str, PlantRow]) -> _Chain:
    return _Chain(
        serial=head.values["type"] == RoutingType.SERIAL,
        lines=lines,
        after={no: _listed(line, "next_operation_no") for no, line in lines.items()},
        before={no: _listed(line, "previous_operation_no") for no, line in lines.items()},
    )


def _listed(line: PlantRow, column: str) -> list[str]:
    return [operation for operation in line.text(column).split("|") if operation]


def _check_chain(head: PlantRow, chain: _Chain, faults: Faults) -> None:
    if len(chain.lines) > limits.OPERATIONS_MAX:
        faults.at(
            head,
            PlantErrorCode.TOO_MANY_OPERATIONS,
            "no" if head.table == "routings" else "version_code",
            expected=f"<= {limits.OPERATIONS_MAX}",
            found=str(len(chain.lines)),
        )
    agree = _check_neighbours(chain, faults)
    first = [no for no, before in chain.before.items() if not before]
    last = [no for no, after in chain.after.items() if not after]
    for no in last[1:]:
        found = "|".join(last)
        faults.at(
            chain.lines[no], PlantErrorCode.OPERATIONS_ENDS, "next_operation_no", expected="1", found=found
        )
    for no in first[1:] if chain.serial else ():
        found = "|".join(first)
        faults.at(
            chain.lines[no],
            PlantErrorCode.OPERATIONS_ENDS,
            "previous_operation_no",
            expected="1",
            found=found,
        )
    if not first or not last or (agree and not _all_reached(chain, first)):
        line = next(iter(chain.lines.values()))
        faults.at(line, PlantErrorCode.OPERATIONS_CIRCULAR, "next_operation_no", expected="")


def _check_neighbours(chain: _Chain, faults: Faults) -> bool:
    """Tell whether each operation's neighbours are there and name it back."""
    agree = True
    columns = (
        ("next_operation_no", chain.after, chain.before, "previous_operation_no"),
        ("previous_operation_no", chain.before, chain.after, "next_operation_no"),
    )
    for column, named, naming_back, back_column in columns:
        for no, others in named.items():
            for other in others:
                if other not in chain.lines:
                    agree = False
                    faults.at(
                        chain.lines[no], PlantErrorCode.OPERATION_UNKNOWN, column, expected="", found=other
                    )
                elif no not in naming_back[other]:
                    agree = False
                    faults.at(
                        chain.lines[other], PlantErrorCode.OPERATIONS_DISAGREE, back_column, expected=no
                    )
            if chain.serial and len(others) > 1:
                faults.at(chain.lines[no], PlantErrorCode.OPERATIONS_BRANCH, column, expected="1")
    return agree


def _all_reached(chain: _Chain, first: list[str]) -> bool:
    """Tell whether walking from the first operations comes to every one, each after all before it."""
    waiting = {no: len(before) for no, before in chain.before.items()}
    ready, reached = list(first), 0
    while ready:
        reached += 1
        for other in chain.after[ready.pop()]:
            waiting[other] -= 1
            if waiting[other] == 0:
                ready.append(other)
    return reached == len(chain.lines)
