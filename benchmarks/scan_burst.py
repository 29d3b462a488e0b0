"""Different job codes sent back to back into the kiosk in a real terminal: is every order line opened, in order?

    python benchmarks/scan_burst.py                                      100 codes at 5,000 characters a second
    python benchmarks/scan_burst.py --codes 1000 --rate 20000 --slow-save 2

Each job code stands for an order of its own, on a plant that is made here. They are sent three times: ended by CR,
by Tab, and as one bracketed paste. What the kiosk opened is compared with what was sent, one by one: a code that was
merged with another, cut or lost shows as a wrong line. With --slow-save a posting is under way, and takes that many
seconds, while the codes come in.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.pty_session import PtySession

BADGE = "7K3RV9TR2D"
FORMS = {"CR": ("", "\r", ""), "Tab": ("", "\t", ""), "paste": ("\x1b[200~", "\r\n", "\x1b[201~")}
CODES, RATE = 100, 5_000
WORKING_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
KIOSK = Path(__file__).with_name("scan_burst_kiosk.py")


def order_no(number: int) -> str:
    """Answer the number of an order."""
    return f"WO-{number:06}"


def fill(path: Path, codes: int) -> None:
    """Make a plant with so many released orders, and one more to post on while the codes come."""
    from backend_client.local import LocalClient
    from backend_client.messages.base import Posted
    from backend_client.messages.orders import CreateProductionOrderRequest
    from backend_client.plant.building import build_plant
    from backend_client.store.database import open_database
    from backend_client.store.migrate import migrate

    database = open_database(f"sqlite:///{path}")
    migrate(database)
    build_plant(database, plant(), at=NOON)
    client = LocalClient(database, now=lambda: NOON)
    for number in range(codes + 1):
        outcome = client.post(
            CreateProductionOrderRequest(
                request_id=f"create-{number}",
                order_no=order_no(number),
                source_no="P",
                quantity=Decimal(10),
                due_date=date(2026, 3, 16),
            )
        )
        assert isinstance(outcome, Posted), outcome
    database.close()


def plant() -> dict[str, list[dict[str, Any]]]:
    """Answer a plant of one center and one item with two operations."""
    from benchmarks.posting import plant as posting_plant

    tables = posting_plant()
    tables["plant_setup"] += [
        {"key": "calendar_from", "value": "2026-01-01"},
        {"key": "calendar_to", "value": "2026-06-30"},
    ]
    tables["work_shifts"] = [{"code": "1"}]
    tables["shop_calendars"] = [{"code": "DAY"}]
    hours = {
        "shop_calendar_code": "DAY",
        "starting_time": "08:00:00",
        "ending_time": "16:00:00",
        "work_shift_code": "1",
    }
    tables["shop_calendar_working_days"] = [{"day": day, **hours} for day in WORKING_DAYS]
    tables["work_centers"] = [center | {"shop_calendar_code": "DAY"} for center in tables["work_centers"]]
    tables["people"] = [{"no": "P1", "name": "Operator", "badge_token": BADGE, "role": "operator"}]
    tables["routings"] = [{"no": "R"}]
    tables["routing_lines"] = [
        {"routing_no": "R", "operation_no": "10", "no": "A", "run_time": 1},
        {"routing_no": "R", "operation_no": "20", "no": "A", "run_time": 1},
    ]
    tables["items"] = [item | {"routing_no": "R"} if item["no"] == "P" else item for item in tables["items"]]
    return tables


def job_codes(codes: int) -> list[str]:
    """Answer the labels of as many different jobs."""
    from backend_client.barcode.events import Job
    from backend_client.barcode.k1 import job_label

    return [job_label(Job(order_no(number), 10_000, "20")) for number in range(1, codes + 1)]


def send(database: Path, form: str, codes: int, rate: float, slow_save: float) -> list[str]:
    """Send all codes in one form; answer what the kiosk opened, line by line."""
    before, end, after = FORMS[form]
    log = database.with_name(f"{form}.log")
    arguments = [
        sys.executable,
        str(KIOSK),
        str(database),
        str(log),
        *([str(slow_save)] if slow_save else []),
    ]
    with PtySession(arguments, columns=120, lines=40) as kiosk:
        kiosk.wait_for("Scan", 30)
        kiosk.type(f"{badge_label()}\r")
        kiosk.wait_for("Operator", 30)
        if slow_save:
            begin_posting(kiosk)
        kiosk.type(before + "".join(code + end for code in job_codes(codes)) + after, rate)
        deadline = time.monotonic() + 30 + slow_save + codes * 0.1
        while len(opened(log)) < codes and time.monotonic() < deadline:
            kiosk.settle(0.05, 0.2)
        kiosk.settle(0.3)
        assert any(order_no(codes) in row for row in kiosk.rows()), "\n".join(kiosk.rows())
    assert not slow_save or "saved" in log.read_text("utf-8"), "nothing was posted while the codes came"
    return opened(log)


def badge_label() -> str:
    """Answer the badge as it is printed."""
    from backend_client.barcode.k1 import label

    return label("B", BADGE)


def begin_posting(kiosk: PtySession) -> None:
    """Open the order before the first, enter a quantity, and let it be posted."""
    from backend_client.barcode.events import Job
    from backend_client.barcode.k1 import job_label

    kiosk.type(job_label(Job(order_no(0), 10_000, "20")) + "\r")
    kiosk.wait_for("Good")
    kiosk.settle()
    kiosk.type("3\r")
    kiosk.settle()
    kiosk.type("\x1b[21~")
    kiosk.settle()
    kiosk.type("\x1b[21~")


def opened(log: Path) -> list[str]:
    """Answer the order lines noted so far, but for the one that is posted on."""
    lines = log.read_text("utf-8").splitlines() if log.exists() else []
    return [line for line in lines if line != "saved" and not line.startswith(order_no(0))]


def right(lines: Sequence[str], codes: int) -> int:
    """Answer how many lines are those that were sent, each in its place."""
    sent = [f"{order_no(number)} 10000 10,20 P" for number in range(1, codes + 1)]
    return sum(1 for line, wanted in zip(lines, sent, strict=False) if line == wanted) - abs(
        len(lines) - codes
    )


def main() -> int:
    """Send the codes in each form and print how many order lines were right."""
    parser = argparse.ArgumentParser(description="Send job codes back to back into the kiosk.")
    parser.add_argument("--codes", type=int, default=CODES, help="how many different job codes")
    parser.add_argument("--rate", type=float, default=RATE, help="characters a second")
    parser.add_argument("--slow-save", type=float, default=0.0, help="seconds that a posting takes meanwhile")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kiosk-burst-") as folder:
        database = Path(folder) / "plant.sqlite"
        fill(database, given.codes)
        counts = []
        for form in FORMS:
            lines = send(database, form, given.codes, given.rate, given.slow_save)
            counts.append(right(lines, given.codes))
            print(f"{form:6} {counts[-1]} of {given.codes}", flush=True)
    print(f"{min(counts)} of {given.codes}")
    return 0 if min(counts) == given.codes else 1


if __name__ == "__main__":
    sys.exit(main())
