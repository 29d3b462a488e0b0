"""The tables and columns that an expectation may name, with the kind of value in each column.

The kind decides how a value of a case file and a value of the database are brought to one form before they are
compared: `NUMBER` by exact value ("1.50" = 1.5), `MOMENT`, `DATE` and `TIME` as ISO texts, `ENTRY` as a
number where 0 stands for none, `FLAG` as true or false, `TEXT` as it is ("" stands for none).
"""

from enum import Enum, auto


class Kind(Enum):
    """What stands in a column."""

    TEXT = auto()
    NUMBER = auto()
    ENTRY = auto()
    FLAG = auto()
    DATE = auto()
    TIME = auto()
    MOMENT = auto()


# table -> kind -> the columns of that kind
_TABLES: dict[str, dict[Kind, str]] = {
    "item_ledger_entries": {
        Kind.TEXT: "entry_type item_no variant_code location_code document_no order_no",
        Kind.NUMBER: "quantity remaining_quantity invoiced_quantity cost_amount_actual cost_amount_expected",
        Kind.ENTRY: "entry_no order_line_no prod_order_comp_line_no applies_to_entry applies_from_entry",
        Kind.FLAG: "open positive completely_invoiced flushed reversal",
        Kind.DATE: "posting_date",
    },
    "capacity_ledger_entries": {
        Kind.TEXT: "order_no routing_no operation_no type no work_center_no item_no document_no scrap_code stop_code",
        Kind.NUMBER: "quantity invoiced_quantity setup_time run_time stop_time output_quantity scrap_quantity"
        " concurrent_capacity",
        Kind.ENTRY: "entry_no order_line_no routing_reference_no reversed_entry_no reversed_by_entry_no",
        Kind.FLAG: "last_output_line subcontracting flushed reversed",
        Kind.DATE: "posting_date",
        Kind.TIME: "starting_time ending_time",
    },
    "value_entries": {
        Kind.TEXT: "entry_type variance_type item_ledger_entry_type item_no type no order_no document_no location_code",
        Kind.NUMBER: "invoiced_quantity cost_amount_actual cost_amount_expected cost_posted_to_gl"
        " expected_cost_posted_to_gl",
        Kind.ENTRY: "entry_no item_ledger_entry_no capacity_ledger_entry_no order_line_no",
        Kind.FLAG: "expected_cost adjustment",
        Kind.DATE: "posting_date valuation_date",
    },
    "cost_totals": {
        Kind.TEXT: "order_no item_no item_ledger_entry_type entry_type variance_type",
        Kind.NUMBER: "cost_amount_actual cost_amount_expected",
        Kind.ENTRY: "order_line_no",
    },
    "item_application_entries": {
        Kind.NUMBER: "quantity",
        Kind.ENTRY: "entry_no item_ledger_entry_no inbound_item_entry_no outbound_item_entry_no",
    },
    "gl_entries": {
        Kind.TEXT: "account_no document_no",
        Kind.NUMBER: "amount",
        Kind.ENTRY: "entry_no",
        Kind.DATE: "posting_date",
    },
    "gl_balances": {Kind.TEXT: "account_no", Kind.NUMBER: "balance"},
    "production_orders": {
        Kind.TEXT: "no status source_type source_no",
        Kind.NUMBER: "quantity",
        Kind.FLAG: "blocked reopened",
        Kind.DATE: "due_date finished_date",
        Kind.MOMENT: "starting_date_time ending_date_time",
    },
    "production_order_lines": {
        Kind.TEXT: "order_no item_no unit_of_measure_code routing_no",
        Kind.NUMBER: "quantity quantity_base finished_quantity finished_qty_base remaining_quantity"
        " remaining_qty_base scrap_pct unit_cost",
        Kind.ENTRY: "line_no routing_reference_no",
        Kind.DATE: "due_date",
        Kind.MOMENT: "starting_date_time ending_date_time",
    },
    "production_order_components": {
        Kind.TEXT: "order_no item_no flushing_method routing_link_code",
        Kind.NUMBER: "quantity_per quantity expected_quantity expected_qty_base remaining_quantity"
        " remaining_qty_base actual_consumption_base scrap_pct unit_cost cost_amount qty_picked",
        Kind.ENTRY: "order_line_no component_line_no",
        Kind.DATE: "due_date",
    },
    "production_order_routing_lines": {
        Kind.TEXT: "order_no operation_no previous_operation_no next_operation_no type no routing_status"
        " flushing_method",
        Kind.NUMBER: "input_quantity accumulated_scrap_factor accumulated_fixed_scrap expected_operation_cost"
        " expected_capacity_overhead needed_time allocated_time posted_setup posted_run posted_output posted_scrap",
        Kind.ENTRY: "routing_reference_no",
        Kind.MOMENT: "starting_date_time ending_date_time",
    },
    "capacity_needs": {
        Kind.TEXT: "order_no operation_no type no work_center_no time_type",
        Kind.NUMBER: "needed_time allocated_time",
        Kind.ENTRY: "routing_reference_no",
        Kind.DATE: "date",
        Kind.TIME: "starting_time ending_time",
    },
    "calendar_entries": {
        Kind.TEXT: "type no work_shift_code",
        Kind.NUMBER: "capacity absence_capacity efficiency capacity_total capacity_effective",
        Kind.DATE: "date",
        Kind.TIME: "starting_time ending_time",
    },
    "inventory": {
        Kind.TEXT: "item_no location_code",
        Kind.NUMBER: "quantity cost_amount_actual cost_amount_expected",
    },
    "wip": {Kind.TEXT: "order_no", Kind.NUMBER: "amount"},
}

# question -> kind -> the columns of its answer rows
_ANSWERS: dict[str, dict[Kind, str]] = {
    "production_journal": {
        Kind.TEXT: "entry_type item_no operation_no",
        Kind.NUMBER: "quantity",
        Kind.ENTRY: "level",
        Kind.FLAG: "finished",
    },
    "explode_routing": {Kind.TEXT: "operation_no", Kind.NUMBER: "quantity", Kind.ENTRY: "order_line_no"},
    "calculate_consumption": {
        Kind.TEXT: "order_no item_no",
        Kind.NUMBER: "quantity",
        Kind.ENTRY: "order_line_no",
    },
    "load": {
        Kind.NUMBER: "capacity allocated_time availability_after_orders load_pct",
        Kind.DATE: "period_start",
    },
    "constrained_capacity": {Kind.NUMBER: "available_time load_pct dampener_time"},
    "task_list": {
        Kind.TEXT: "order_no operation_no",
        Kind.NUMBER: "input_quantity",
        Kind.FLAG: "sorted",
        Kind.MOMENT: "starting_date_time",
    },
    "status_targets": {Kind.TEXT: "target", Kind.FLAG: "proposed"},
    "statistics": {
        Kind.TEXT: "share",
        Kind.NUMBER: "standard expected actual variance deviation_pct",
    },
    "calculate_standard_cost": {
        Kind.TEXT: "item_no",
        Kind.NUMBER: "standard_cost single_level_material_cost single_level_capacity_cost"
        " single_level_subcontracted_cost single_level_cap_overhead_cost single_level_mfg_overhead_cost"
        " rolled_up_material_cost rolled_up_capacity_cost rolled_up_subcontracted_cost rolled_up_cap_overhead_cost"
        " rolled_up_mfg_overhead_cost",
    },
}

# the ledgers: table -> the word for it in a reference such as @s2.capacity.1
LEDGERS: dict[str, str] = {
    "item_ledger_entries": "item",
    "capacity_ledger_entries": "capacity",
    "value_entries": "value",
    "gl_entries": "gl",
}

# plant tables that an expectation may look at; their columns are those of tests/casebook/vocabulary.py
MASTER_DATA_TABLES = ("items", "work_centers", "machine_centers")

_MASTER_DATA_NUMBERS = frozenset(
    "unit_price standard_cost unit_cost last_direct_cost indirect_cost_pct overhead_rate scrap_pct lot_size"
    " rounding_precision single_level_material_cost single_level_capacity_cost single_level_subcontracted_cost"
    " single_level_cap_overhead_cost single_level_mfg_overhead_cost direct_unit_cost capacity efficiency"
    " calendar_rounding_precision queue_time setup_time run_time wait_time move_time concurrent_capacities"
    " send_ahead_quantity fixed_scrap_quantity rated_quantity_per_hour".split()
)
_MASTER_DATA_FLAGS = frozenset(("blocked", "specific_unit_cost", "consolidated_calendar"))


def _flatten(kinds: dict[Kind, str]) -> dict[str, Kind]:
    return {column: kind for kind, columns in kinds.items() for column in columns.split()}


TABLE_COLUMNS = {table: _flatten(kinds) for table, kinds in _TABLES.items()}
ANSWER_COLUMNS = {question: _flatten(kinds) for question, kinds in _ANSWERS.items()}


def master_data_kind(column: str) -> Kind:
    """Answer the kind of a plant column of items, work centers or machine centers."""
    if column in _MASTER_DATA_NUMBERS:
        return Kind.NUMBER
    return Kind.FLAG if column in _MASTER_DATA_FLAGS else Kind.TEXT
