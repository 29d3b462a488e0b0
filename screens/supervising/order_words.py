"""What the screens of an order say alike."""

from backend_client.messages.order_lists import ListedOrder
from backend_client.messages.orders import OrderReceipt
from screens.frame import Message, Sign
from screens.language.text import _
from screens.language.words import order_status


def title_of(order: ListedOrder) -> str:
    """Head a screen with an order."""
    return _("Order %(no)s") % {"no": order.order_no} + f"  {order.description or order.source_no}"


def changed(receipt: OrderReceipt) -> Message:
    """Say how an order stands now."""
    values = {"no": receipt.order_no, "status": order_status(receipt.status)}
    return Message(
        Sign.POSTED,
        _("Order %(no)s is changed") % values,
        _("It is %(status)s.") % values,
        _("Enter a number, or leave with F3."),
    )
