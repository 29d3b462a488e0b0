"""The small plant that the file supposes, behind a real client: what its scans mean there.

Order WO-1000 (line 10000, operations 0010, 0020, 0030) for 10 pieces of FG-100, which has GTIN 09501101530003 and is
tracked by lot; one badge. Beside them a very large order, to type quantities against.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from backend_client.barcode.events import Event, Gs1Scan, Job, PlainText
from backend_client.barcode.hints import HintKind, hint
from backend_client.messages.base import Posted, Refused
from backend_client.messages.orders import CreateProductionOrderRequest
from backend_client.messages.scanning import ScanQuestion
from backend_client.refusals import RefusalCode
from tests.casebook.databases import Plants
from tests.casebook.loading import read_json
from tests.casebook.plant import BASE_PLANT, Row
from tests.casebook.running import Plant

GTIN = "09501101530003"
LOT_TRACKED = frozenset({GTIN})
BADGE_TOKEN = "7K3RV9TR2D"
ORDER = "WO-1000"
BIG_ORDER = "WO-2000"
BIG_QUANTITY = Decimal(500_000_000)

TABLES: dict[str, list[Row]] = {
    "work_centers": [{"no": "100"}],
    "routings": [{"no": "R-100"}, {"no": "R-200"}],
    "routing_lines": [
        {"routing_no": "R-200", "operation_no": "0010", "no": "100"},
        *(
            {"routing_no": "R-100", "operation_no": operation_no, "no": "100", "run_time": 1}
            for operation_no in ("0010", "0020", "0030")
        ),
    ],
    "items": [
        {"no": "FG-100", "gtin": GTIN, "replenishment_system": "prod_order", "routing_no": "R-100"},
        {"no": "FG-200", "replenishment_system": "prod_order", "routing_no": "R-200"},
    ],
    "people": [{"no": "B-7", "name": "Operator 7", "badge_token": BADGE_TOKEN, "role": "operator"}],
}


def scanned_plant(plants: Plants, settings: Mapping[str, str] = MappingProxyType({})) -> "ScannedPlant":
    """Answer the plant with its orders, released; `settings` are those of the plant beside the usual ones."""
    tables = read_json(BASE_PLANT) | TABLES
    tables["plant_setup"] = [
        *tables["plant_setup"],
        *({"key": key, "value": value} for key, value in settings.items()),
    ]
    plant = plants.fresh(tables)
    for order_no, item_no, quantity in ((ORDER, "FG-100", Decimal(10)), (BIG_ORDER, "FG-200", BIG_QUANTITY)):
        request = CreateProductionOrderRequest(
            request_id=f"create-{order_no}",
            order_no=order_no,
            source_no=item_no,
            quantity=quantity,
            due_date=date(2026, 3, 16),
        )
        outcome = plant.client.post(request)
        assert isinstance(outcome, Posted), outcome
    return ScannedPlant(plant)


@dataclass(frozen=True, slots=True)
class LookedUp:
    """What a scan means in the plant: accept or confirm with a value, reject with a code."""

    verdict: str
    value: Any = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class ScannedPlant:
    """The plant, and what is asked of it when something is scanned."""

    plant: Plant

    def look_up(self, event: Event) -> LookedUp:
        """Answer what an event means."""
        match event:
            case PlainText(text=text):
                return self._number(text)
            case Job():
                return self._asked(
                    ScanQuestion(
                        order_no=event.order_no,
                        order_line_no=event.order_line_no,
                        operation_no=event.operation_no,
                    ),
                    "",
                )
            case Gs1Scan():
                return self._label(event)
            case _:
                return LookedUp("accept", type(event).__name__)

    def _number(self, text: str) -> LookedUp:
        return self._asked(ScanQuestion(text=text), text)

    def _asked(self, question: ScanQuestion, text: str) -> LookedUp:
        answer = self.plant.client.ask(question)
        if isinstance(answer, Refused):
            likely = hint(text)
            layout = likely is not None and likely.kind is HintKind.KEYBOARD_LAYOUT
            return LookedUp("reject", code=HintKind.KEYBOARD_LAYOUT if layout else answer.code)
        (match,) = answer.matches
        if text == match.item_no:
            return LookedUp("accept", f"item {match.item_no}")
        operation = f" operation {match.operation_no}" if match.operation_no else ""
        return LookedUp("accept", f"order {match.order_no}{operation}")

    def _label(self, scan: Gs1Scan) -> LookedUp:
        if not scan.gtin:
            return LookedUp("reject", code=RefusalCode.CODE_NOT_FOUND)
        answer = self.plant.client.ask(ScanQuestion(gtin=scan.gtin))
        if isinstance(answer, Refused):
            return LookedUp("reject", code=answer.code)
        said = {
            "gtin": scan.gtin,
            "lot": scan.lot,
            "serial": scan.serial,
            "count": scan.count,
            "net_weight_kg": scan.net_weight,
            "expiry": scan.expiry,
        }
        value = {name: str(part) for name, part in said.items() if part}
        # a serial where a lot is due: the reader may have dropped the separator between them
        swallowed = scan.serial and not scan.lot and scan.gtin in LOT_TRACKED
        return LookedUp("confirm" if swallowed else "accept", value)
