"""What the database itself keeps true, as of the first revision; frozen, later revisions add their own.

Ledger rows are only ever added: UPDATE is refused save for the columns named here, DELETE always. The head
follows each register and audit entry, the remaining quantity and the valuation date of an item ledger entry its applications, what a bin holds every
entry that moves goods, and the sums that the load board reads follow every capacity need and calendar entry,
whoever writes them.
"""

from backend_client.store.migrations import locking_0001

MUTABLE_COLUMNS = {
    "registers": (),
    "audit_entries": (),
    "warehouse_entries": (),
    "item_application_entries": (),
    "gl_entries": (),
    "item_ledger_entries": (
        "remaining_quantity",
        "invoiced_quantity",
        "open",
        "completely_invoiced",
        "valuation_date",
    ),
    "capacity_ledger_entries": ("invoiced_quantity", "reversed", "reversed_by_entry_no"),
    "value_entries": ("cost_posted_to_gl", "expected_cost_posted_to_gl"),
    "shift_notes": (),
    "shift_note_readings": (),
    "help_calls": (),
    "help_call_entries": (),
    "entry_reviews": (),
}

HEAD_COLUMNS = (
    "item_entry_no",
    "application_entry_no",
    "capacity_entry_no",
    "value_entry_no",
    "gl_entry_no",
    "warehouse_entry_no",
)

APPLY_POSTGRESQL = (
    "CREATE TRIGGER item_application_entries_remaining AFTER INSERT ON item_application_entries FOR EACH ROW "
    "WHEN (NEW.outbound_item_entry_no <> 0 AND NEW.quantity < 0) EXECUTE FUNCTION item_application_entries_remaining()"
)

FOLLOW_HEAD = (
    "UPDATE ledger_head SET register_no = NEW.no, register_hash = NEW.hash, posted_at = NEW.posted_at, "
    + ", ".join(f"{name} = NEW.{name}" for name in HEAD_COLUMNS)
    + ";"
)

FOLLOW_AUDIT = "UPDATE ledger_head SET audit_entry_no = NEW.id, audit_hash = NEW.hash;"
FOLLOW_AUDIT_POSTGRESQL = (
    "CREATE TRIGGER audit_entries_head AFTER INSERT ON audit_entries FOR EACH ROW "
    "EXECUTE FUNCTION audit_entries_head()"
)

BIN_KEY = "location_code, bin_code, item_no, variant_code, lot_no, serial_no"
BIN_SOURCES = ("item_ledger_entries", "warehouse_entries")
MOVES_BIN = (
    f"INSERT INTO bin_contents ({BIN_KEY}, quantity) "
    f"VALUES ({', '.join(f'NEW.{name}' for name in BIN_KEY.split(', '))}, NEW.quantity) "
    f"ON CONFLICT ({BIN_KEY}) DO UPDATE SET quantity = bin_contents.quantity + excluded.quantity;"
)
IN_A_BIN = "NEW.bin_code <> ''"

FIRST_COST_HEAD = "INSERT INTO cost_adjustment_head (id, value_entry_no, rests) VALUES (1, 0, 0)"

LOAD_SOURCES = {"capacity_needs": "allocated_time", "calendar_entries": "capacity_effective"}

LOAD_STEPS = {"insert": (("NEW", ""),), "delete": (("OLD", "-"),), "update": (("OLD", "-"), ("NEW", ""))}

NOT_REQUESTED = {"capacity_needs": "NOT {row}.requested_only", "calendar_entries": None}


def statements(dialect: str, columns: dict[str, tuple[str, ...]]) -> list[str]:
    """Answer the DDL for one dialect; `columns` are the columns of the ledger tables."""
    made = _sqlite(columns) if dialect == "sqlite" else _postgresql(columns)
    return [*made, _first_head(), FIRST_COST_HEAD]


def _first_head() -> str:
    return (
        "INSERT INTO ledger_head (id, register_no, register_hash, item_entry_no, application_entry_no, "
        f"capacity_entry_no, value_entry_no, gl_entry_no, warehouse_entry_no, audit_entry_no, audit_hash, setup_revision, posted_at) "
        f"VALUES (1, 0, '{'0' * 64}', 0, 0, 0, 0, 0, 0, 0, '{'0' * 64}', 1, '1970-01-01T00:00:00.000000+00:00')"
    )


def _load_change(source: str, row: str, sign: str) -> str:
    """Add or take away one source row's figure from its center's day; SQL that both databases know."""
    figure = LOAD_SOURCES[source]
    other = next(name for name in LOAD_SOURCES.values() if name != figure)
    return (
        f"INSERT INTO capacity_load_days (type, no, date, work_center_no, {figure}, {other}) "
        f"VALUES ({row}.type, {row}.no, {row}.date, {row}.work_center_no, {sign}{row}.{figure}, 0) "
        f"ON CONFLICT (type, no, date) DO UPDATE SET {figure} = capacity_load_days.{figure} + excluded.{figure};"
    )


def _sqlite(columns: dict[str, tuple[str, ...]]) -> list[str]:
    made = [
        f"CREATE TRIGGER registers_head AFTER INSERT ON registers BEGIN {FOLLOW_HEAD} END",
        f"CREATE TRIGGER audit_entries_head AFTER INSERT ON audit_entries BEGIN {FOLLOW_AUDIT} END",
        "CREATE TRIGGER item_application_entries_remaining AFTER INSERT ON item_application_entries "
        "WHEN NEW.outbound_item_entry_no <> 0 AND NEW.quantity < 0 BEGIN " + _applied("max") + " END",
    ]
    for table, mutable in MUTABLE_COLUMNS.items():
        frozen = ", ".join(name for name in columns[table] if name not in mutable)
        refuse = f"BEGIN SELECT RAISE(ABORT, '{table}: entries are only ever added'); END"
        made.append(f"CREATE TRIGGER {table}_no_update BEFORE UPDATE OF {frozen} ON {table} {refuse}")
        made.append(f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}")
    made += [
        f"CREATE TRIGGER {source}_bin AFTER INSERT ON {source} WHEN {IN_A_BIN} BEGIN {MOVES_BIN} END"
        for source in BIN_SOURCES
    ]
    for source in LOAD_SOURCES:
        for verb, steps in LOAD_STEPS.items():
            for row, sign in steps:
                condition = NOT_REQUESTED[source]
                when = f"WHEN {condition.format(row=row)} " if condition else ""
                made.append(
                    f"CREATE TRIGGER {source}_load_{verb}_{row.lower()} AFTER {verb.upper()} ON {source} "
                    f"FOR EACH ROW {when}BEGIN {_load_change(source, row, sign)} END"
                )
    return made


def _postgresql(columns: dict[str, tuple[str, ...]]) -> list[str]:
    made = [
        _function("registers_head", FOLLOW_HEAD + " RETURN NULL;"),
        "CREATE TRIGGER registers_head AFTER INSERT ON registers FOR EACH ROW EXECUTE FUNCTION registers_head()",
        _function("audit_entries_head", FOLLOW_AUDIT + " RETURN NULL;"),
        FOLLOW_AUDIT_POSTGRESQL,
        _function(
            "item_application_entries_remaining",
            _applied("greatest") + " RETURN NULL;",
        ),
        APPLY_POSTGRESQL,
        _function(
            "ledger_refuses",
            "RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ': entries are only ever added'; RETURN NULL;",
        ),
    ]
    for table, mutable in MUTABLE_COLUMNS.items():
        frozen = ", ".join(name for name in columns[table] if name not in mutable)
        each = "FOR EACH ROW EXECUTE FUNCTION ledger_refuses()"
        made.append(f"CREATE TRIGGER {table}_no_update BEFORE UPDATE OF {frozen} ON {table} {each}")
        made.append(f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {each}")
        made.append(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuses()"
        )
    made.append(_function("bin_contents_follow", MOVES_BIN + " RETURN NULL;"))
    made += [
        f"CREATE TRIGGER {source}_bin AFTER INSERT ON {source} FOR EACH ROW WHEN ({IN_A_BIN}) "
        "EXECUTE FUNCTION bin_contents_follow()"
        for source in BIN_SOURCES
    ]
    for source in LOAD_SOURCES:
        for verb, steps in LOAD_STEPS.items():
            body = "".join(_postgresql_step(source, row, sign) for row, sign in steps)
            name = f"{source}_load_{verb}"
            made.append(_function(name, body + " RETURN NULL;"))
            made.append(
                f"CREATE TRIGGER {name} AFTER {verb.upper()} ON {source} FOR EACH ROW EXECUTE FUNCTION {name}()"
            )
    return made + locking_0001.statements()


def _postgresql_step(source: str, row: str, sign: str) -> str:
    condition = NOT_REQUESTED[source]
    change = _load_change(source, row, sign)
    return f" IF {condition.format(row=row)} THEN {change} END IF;" if condition else f" {change}"


def _function(name: str, body: str) -> str:
    return f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"


def _applied(later: str) -> str:
    """Change what remains of the two entries of an application; a return (quantity above 0) takes from neither.

    An outbound of 3 applied to an inbound of 10 (quantity -3): the inbound has 7 left, the outbound -3 + 3 = 0. An
    outbound that is filled by a later inbound counts from that day, since its cost is not known before.

    later  the database's word for the larger of two
    """
    taken = "remaining_quantity = remaining_quantity {0}, open = (remaining_quantity {0} <> 0)"
    return (
        f" UPDATE item_ledger_entries SET {taken.format('+ NEW.quantity')} WHERE entry_no = NEW.inbound_item_entry_no;"
        f" UPDATE item_ledger_entries SET {taken.format('- NEW.quantity')}, "
        f"valuation_date = {later}(valuation_date, NEW.posting_date) WHERE entry_no = NEW.outbound_item_entry_no;"
    )
