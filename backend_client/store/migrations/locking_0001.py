"""How postings of several orders are decided at the same time on PostgreSQL, as of the first revision; frozen.

One function takes the locks and answers the first look, since each of its statements sees what was committed while
the one before it waited. Locks are taken in one order, so none wait for each other in a ring:

    plant (shared)  ->  orders  ->  items and number series that the posting moves, sorted  ->  ledger_head, last of all

    moves   'operation'   what output of one operation moves: the components linked to it, and what its last one makes
            'all'         every item of the orders
            'named'       only the items that are named
"""

PLANT = 6_500_001

_OPERATION = "o.order_no = l.order_no AND o.routing_reference_no = l.routing_reference_no AND o.operation_no = p_operation"
_MADE = (
    "SELECT l.item_no FROM production_order_lines l WHERE l.order_no = ANY (p_orders) AND (p_moves = 'all' OR "
    "NOT EXISTS (SELECT FROM production_order_routing_lines o "
    f"WHERE {_OPERATION} AND o.next_operation_no <> ''))"
)
_CONSUMED = (
    "SELECT c.item_no FROM production_order_components c WHERE c.order_no = ANY (p_orders) AND (p_moves = 'all' OR "
    "EXISTS (SELECT FROM production_order_routing_lines o WHERE o.order_no = c.order_no "
    "AND o.operation_no = p_operation AND o.routing_link_code = c.routing_link_code AND c.routing_link_code <> ''))"
)
_LOCKED = (
    "SELECT pg_advisory_xact_lock(k.key) FROM (SELECT DISTINCT hashtextextended(n.name, {plant}) AS key "
    "FROM ({names}) n ORDER BY key) k"
)
_ORDERS = "SELECT 'order ' || unnest(p_orders) AS name"
_ITEMS = (
    "WITH moved AS (SELECT unnest(p_items) AS item_no "
    f"UNION SELECT m.item_no FROM ({_MADE} UNION {_CONSUMED}) m WHERE p_moves <> 'named') "
    "SELECT 'item ' || item_no AS name FROM moved "
    "UNION SELECT 'series ' || s.code FROM items i JOIN moved ON moved.item_no = i.no "
    "CROSS JOIN LATERAL (VALUES (i.lot_nos), (i.serial_nos)) s(code) WHERE s.code <> ''"
)


def statements() -> list[str]:
    """Answer the DDL."""
    locks = [
        f"PERFORM pg_advisory_xact_lock_shared({PLANT});",
        _LOCKED.format(plant=PLANT, names=_ORDERS).replace("SELECT", "PERFORM", 1) + ";",
        "IF p_moves <> 'named' OR cardinality(p_items) > 0 THEN "
        + _LOCKED.format(plant=PLANT, names=_ITEMS).replace("SELECT", "PERFORM", 1)
        + "; END IF;",
    ]
    look = (
        "RETURN QUERY SELECT h.setup_revision, r.request_kind::text, r.body_hash::text, r.receipt "
        "FROM ledger_head h LEFT JOIN registers r ON r.request_id = p_request_id;"
    )
    begin = (
        "CREATE FUNCTION kiosk_begin_posting(p_request_id text, p_orders text[], p_operation text, p_items text[], "
        "p_moves text) RETURNS TABLE (setup_revision bigint, request_kind text, body_hash text, receipt text) "
    )
    return [f"{begin} LANGUAGE plpgsql AS $$ BEGIN {' '.join(locks)} {look} END $$"]
