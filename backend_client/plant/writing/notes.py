"""What a plant asks for that is kept and not yet acted on, by file and number of rows."""

from backend_client.plant.format.settings import SETTINGS
from backend_client.plant.report import PlantNote, StoredOnly
from backend_client.plant.rows import PlantRow, PlantRows
from backend_client.terms import FlushingMethod, OrderSourceType, OrderStatus

WAREHOUSE_SWITCHES = ("require_pick", "require_put_away", "require_receive", "require_shipment")
PICKING = (FlushingMethod.PICK_MANUAL, FlushingMethod.PICK_FORWARD, FlushingMethod.PICK_BACKWARD)


def stored_only(plant: PlantRows) -> tuple[StoredOnly, ...]:
    """Answer one note for each kind of row that nothing acts on yet."""
    subcontractors = {row.text("no") for row in plant.of("work_centers") if row.text("subcontractor_no")}
    found = (
        (PlantNote.SUBCONTRACTOR_PRICES, "subcontractor_prices", plant.of("subcontractor_prices")),
        (
            PlantNote.SUBCONTRACTED_OPERATIONS,
            "routing_lines",
            [row for row in plant.of("routing_lines") if row.text("work_center_no") in subcontractors],
        ),
        (
            PlantNote.WAREHOUSE_DOCUMENTS,
            "locations",
            [row for row in plant.of("locations") if any(map(row.on, WAREHOUSE_SWITCHES))],
        ),
        (
            PlantNote.PICK_FLUSHING,
            "items",
            [row for row in plant.of("items") if row.values["flushing_method"] in PICKING],
        ),
        (
            PlantNote.REORDERING_POLICIES,
            "items",
            [row for row in plant.of("items") if row.text("reordering_policy")],
        ),
        (PlantNote.SALES_ORDERS, "sales_orders", plant.of("sales_orders")),
        (
            PlantNote.ORDER_HEADS,
            "production_orders",
            [row for row in plant.of("production_orders") if is_head_only(row)],
        ),
        (
            PlantNote.ROUTING_VERSIONS_WITHOUT_HEAD,
            "routing_lines",
            [row for row in plant.of("routing_lines") if _is_without_head(row, plant)],
        ),
        (
            PlantNote.UNKNOWN_SETTINGS,
            "plant_setup",
            [row for row in plant.of("plant_setup") if row.text("key") not in SETTINGS],
        ),
        (PlantNote.PROVENANCE, "provenance", plant.of("provenance")),
    )
    return tuple(
        StoredOnly(note=note, file=f"{table}.csv", rows=len(rows)) for note, table, rows in found if rows
    )


def is_head_only(order: PlantRow) -> bool:
    """Tell whether of this order only the head is kept: it is finished, or made for a sales order."""
    return (
        order.values["status"] == OrderStatus.FINISHED
        or order.values["source_type"] == OrderSourceType.SALES_HEADER
    )


def _is_without_head(line: PlantRow, plant: PlantRows) -> bool:
    version = line.text("version_code")
    return bool(version) and plant.find("routing_versions", line.text("routing_no"), version) is None
