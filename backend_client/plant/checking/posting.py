"""Posting setup: an account is there for everything that opening stock, orders and centers will post."""

from backend_client.plant.faults import Faults
from backend_client.plant.format.finance import (
    GENERAL_POSTING_SETUP,
    POSTING_SETUP,
    VARIANCE_ACCOUNTS,
)
from backend_client.plant.report import PlantErrorCode
from backend_client.plant.rows import PlantRow, PlantRows
from backend_client.terms import BomLineType, CostingMethod, ItemType, OrderSourceType

INTERNAL = ""  # output, consumption and adjustment belong to no business posting group


def check_posting_setup(plant: PlantRows, faults: Faults) -> None:
    """Check accounts themselves, then what each row that leads to postings needs."""
    for table in (POSTING_SETUP, GENERAL_POSTING_SETUP):
        for row in plant.of(table.name):
            _check_accounts(row, faults, plant)
    if not plant.unread.isdisjoint({POSTING_SETUP.name, GENERAL_POSTING_SETUP.name}):
        return
    for stock in plant.of("opening_inventory"):
        _need_stock(stock, stock.text("item_no"), "item_no", plant, faults)
    for order in plant.of("production_orders"):
        for item_no in _made(order, plant):
            _need_stock(order, item_no, "source_no", plant, faults, made=True)
        for item_no in _consumed(order, plant):
            _need_stock(order, item_no, "production_bom_no", plant, faults)
    for table_name in ("work_centers", "machine_centers"):
        for center in plant.of(table_name):
            _need_accounts(center, ("direct_cost_applied_account", "overhead_applied_account"), plant, faults)


def _check_accounts(row: PlantRow, faults: Faults, plant: PlantRows) -> None:
    """An account that is posted to is no heading and no total."""
    for column, value in row.values.items():
        if not column.endswith(("_account", "_account_interim")) or not value:
            continue
        account = plant.find("gl_accounts", value)
        if account and account.sound("account_type") and account.values["account_type"] != "posting":
            faults.at(row, PlantErrorCode.ACCOUNT_NOT_POSTING, column, expected="posting")


def _made(order: PlantRow, plant: PlantRows) -> list[str]:
    if order.values["source_type"] == OrderSourceType.ITEM:
        return [order.text("source_no")]
    lines = plant.grouped("family_lines", "family_no").get(order.values["source_no"], ())
    return [line.text("item_no") for line in lines]


def _consumed(order: PlantRow, plant: PlantRows) -> list[str]:
    """Answer the items that the head of the order's BOM names; phantoms are another BOM's business."""
    bom_no = order.values["production_bom_no"]
    return [
        line.text("no")
        for line in plant.grouped("production_bom_lines", "production_bom_no").get(bom_no, ())
        if line.values["type"] == BomLineType.ITEM and not line.values["version_code"]
    ]


def _need_stock(
    row: PlantRow, item_no: str, column: str, plant: PlantRows, faults: Faults, *, made: bool = False
) -> None:
    item = plant.find("items", item_no)
    if item is None or item.values["type"] != ItemType.INVENTORY or not item.sound("inventory_posting_group"):
        return
    location, group = row.text("location_code"), item.text("inventory_posting_group")
    setup = plant.find(POSTING_SETUP.name, location, group)
    if setup is None:
        if group and plant.find("locations", location):
            found = f"{location} | {group}"
            faults.at(
                row, PlantErrorCode.POSTING_SETUP_MISSING, column, expected=POSTING_SETUP.file, found=found
            )
    elif made:
        standard = item.values["costing_method"] == CostingMethod.STANDARD
        for account in ("wip_account", *(VARIANCE_ACCOUNTS if standard else ())):
            if not setup.text(account):
                faults.at(
                    setup, PlantErrorCode.ACCOUNT_MISSING, account, expected="gl_accounts.csv", found=item_no
                )
    _need_accounts(item, ("inventory_adjmt_account",), plant, faults)


def _need_accounts(row: PlantRow, accounts: tuple[str, ...], plant: PlantRows, faults: Faults) -> None:
    """The row's general product posting group has these accounts for internal postings."""
    if not row.sound("gen_prod_posting_group"):
        return
    group = row.text("gen_prod_posting_group")
    setup = plant.find(GENERAL_POSTING_SETUP.name, INTERNAL, group)
    if setup is None:
        faults.at(
            row,
            PlantErrorCode.POSTING_SETUP_MISSING,
            "gen_prod_posting_group",
            expected=GENERAL_POSTING_SETUP.file,
        )
        return
    for account in accounts:
        if not setup.text(account):
            faults.at(
                setup,
                PlantErrorCode.ACCOUNT_MISSING,
                account,
                expected="gl_accounts.csv",
                found=row.text("no"),
            )
