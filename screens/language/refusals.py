"""From a refusal to what a person reads: title, what happened, what to do.

    ORDER_BLOCKED, {"order_no": "101002"}
        Order is blocked
        It takes no postings now. Order: 101002.
        Nothing is posted. Ask a supervisor.

The numbers and codes of a refusal stand behind its sentence, each under its label, as many as the row holds. Who asks
for a released order is told whether there is none of that number, or which status it has.
"""

from collections.abc import Mapping

from rich.cells import cell_len

from backend_client.refusals import RefusalCode
from backend_client.terms import OrderStatus
from screens import display
from screens.language.refusal_words import NEWER, WITHOUT_KEYS, WORDS
from screens.language.text import _, marked
from screens.language.words import order_status

ROW_CELLS = 76
FACT_CELLS = 20

_LABELS: dict[str, str] = {
    "code": marked("Reason: %(value)s."),
    "changed_by": marked("By %(value)s."),
    "changed_at": marked("At %(value)s."),
    "order_no": marked("Order: %(value)s."),
    "order_line_no": marked("Line: %(value)s."),
    "operation_no": marked("Operation: %(value)s."),
    "item_no": marked("Item: %(value)s."),
    "status": marked("Status: %(value)s."),
    "location_code": marked("Location: %(value)s."),
    "bin_code": marked("Bin: %(value)s."),
    "lot_no": marked("Lot: %(value)s."),
    "serial_no": marked("Serial: %(value)s."),
    "quantity": marked("Quantity: %(value)s."),
    "remaining": marked("Left: %(value)s."),
    "available": marked("There: %(value)s."),
    "needed": marked("Needed: %(value)s."),
    "posting_date": marked("Date: %(value)s."),
    "scrap_code": marked("Reason: %(value)s."),
    "stop_code": marked("Reason: %(value)s."),
    "unit": marked("Unit: %(value)s."),
    "no": marked("Number: %(value)s."),
    "text": marked("Code: %(value)s."),
    "entry_no": marked("Entry: %(value)s."),
    "field": marked("Field: %(value)s."),
}
_OTHER_NAMES = {
    "order": "order_no",
    "line_no": "order_line_no",
    "item": "item_no",
    "operation": "operation_no",
    "work_center_no": "no",
    "machine_center_no": "no",
    "unit_of_measure_code": "unit",
    "time_unit_code": "unit",
    "remaining_quantity": "remaining",
    "date": "posting_date",
}


def sentences(code: RefusalCode, facts: Mapping[str, str], *, has_keys: bool = False) -> tuple[str, str, str]:
    """Answer title, what happened and what to do, translated; total over all codes and any facts.

    A code of a later release's server stands behind the sentence itself. Keys are named only where there are some.
    """
    is_unknown = code is RefusalCode.RELEASED_ORDER_NOT_FOUND and facts.get("status") == ""
    words = WORDS[RefusalCode.ORDER_NOT_FOUND] if is_unknown else WORDS.get(code, NEWER)
    facts = facts if code in WORDS else {"code": code.value, **facts}
    happened = _(words.happened)
    named = {_OTHER_NAMES.get(name, name): value for name, value in facts.items()}
    if facts.get(facts.get("field", "")):
        del named["field"]  # what stands in it is told
    for name, label in _LABELS.items():
        if named.get(name):
            fact = _(label) % {"value": display.clean(_value(name, str(named[name])), FACT_CELLS)}
            if cell_len(happened) + 1 + cell_len(fact) <= ROW_CELLS:
                happened = f"{happened} {fact}"
    to_do = words.to_do if has_keys else WITHOUT_KEYS.get(words.to_do, words.to_do)
    return _(words.title), happened, _(to_do)


def _value(name: str, value: str) -> str:
    is_status = name == "status" and value in set(OrderStatus)
    return order_status(OrderStatus(value)) if is_status else value
