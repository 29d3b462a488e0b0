"""What a label says about goods that were made."""

from backend_client import limits
from backend_client.barcode.plain import upper_case
from backend_client.engine.context import Context
from backend_client.messages.base import Refused
from backend_client.messages.output_labels import MadeGoods, OutputLabelsQuestion
from backend_client.refusals import RefusalCode
from backend_client.rules.units import quantity_in_unit
from backend_client.store.queries.order_line import order_lines
from backend_client.store.queries.output_labels import output_entries


def output_labels(context: Context, question: OutputLabelsQuestion) -> tuple[MadeGoods, ...] | Refused:
    """Answer the goods that an order made, entry by entry; refuses with `order-not-found`."""
    order_no = upper_case(question.order_no)
    if not order_lines(context.connection, order_no, question.order_line_no):
        return Refused(code=RefusalCode.ORDER_NOT_FOUND, facts={"order_no": question.order_no})
    found = output_entries(
        context.connection, order_no, question.order_line_no, question.register_no, limits.LABELS_MAX
    )
    return tuple(
        MadeGoods(
            entry_no=row.entry_no,
            register_no=row.register_no,
            item_no=row.item_no,
            description=row.description,
            variant_code=row.variant_code,
            gtin=row.gtin,
            quantity=quantity_in_unit(row.quantity, row.qty_per_unit_of_measure),
            unit_of_measure_code=row.unit_of_measure_code,
            lot_no=row.lot_no,
            serial_no=row.serial_no,
            order_no=row.order_no,
            order_line_no=row.order_line_no,
            posting_date=row.posting_date,
            person_no=row.person_no,
            location_code=row.location_code,
            bin_code=row.bin_code,
        )
        for row in found
    )
