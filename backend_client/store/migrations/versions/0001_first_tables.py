"""The first tables: master data, orders, ledgers, registers."""

import sqlalchemy as sa
from alembic import op

from backend_client.records.columns import ExactDecimal, UtcMoment
from backend_client.store.migrations import triggers_0001

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create every table, index and trigger."""
    op.create_table(
        "accounting_periods",
        sa.Column("starting_date", sa.Date(), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("closed_register_no", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("starting_date"),
    )
    op.create_table(
        "audit_entries",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("previous_hash", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("setup_revision", sa.BigInteger(), nullable=False),
        sa.Column("at", UtcMoment(), nullable=False),
        sa.Column("person_no", sa.String(20), nullable=False),
        sa.Column("terminal_id", sa.String(64), nullable=False),
        sa.Column("register_no", sa.BigInteger(), nullable=False),
        sa.Column("event", sa.String(64), nullable=False),
        sa.Column("table_name", sa.String(64), nullable=False),
        sa.Column("row_key", sa.String(250), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "average_cost_points",
        sa.Column("item_no", sa.String(20), nullable=False),
        sa.Column("location_code", sa.String(20), nullable=False),
        sa.Column("variant_code", sa.String(20), nullable=False),
        sa.Column("valuation_date", sa.Date(), nullable=False),
        sa.Column("due", sa.Boolean(), nullable=False),
        sa.Column("opening_known", sa.Boolean(), nullable=False),
        sa.Column("opening_quantity", ExactDecimal(5), nullable=False),
        sa.Column("opening_cost", ExactDecimal(2), nullable=False),
        sa.Column("after_entry_no", sa.BigInteger(), nullable=False),
        sa.Column("gone_quantity", ExactDecimal(5), nullable=False),
        sa.PrimaryKeyConstraint("item_no", "location_code", "variant_code"),
    )
    with op.batch_alter_table("average_cost_points", schema=None) as batch_op:
        batch_op.create_index(
            "average_cost_points_due",
            ["item_no"],
            unique=False,
            sqlite_where=sa.text("due"),
            postgresql_where=sa.text("due"),
        )

    op.create_table(
        "bin_contents",
        sa.Column("location_code", sa.String(20), nullable=False),
        sa.Column("bin_code", sa.String(20), nullable=False),
        sa.Column("item_no", sa.String(20), nullable=False),
        sa.Column("variant_code", sa.String(20), nullable=False),
        sa.Column("lot_no", sa.String(50), nullable=False),
        sa.Column("serial_no", sa.String(50), nullable=False),
        sa.Column("quantity", ExactDecimal(5), nullable=False),
        sa.PrimaryKeyConstraint(
            "location_code", "bin_code", "item_no", "variant_code", "lot_no", "serial_no"
        ),
    )
    op.create_table(
        "bins",
        sa.Column("location_code", sa.String(20), nullable=False),
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("description", sa.String(100), nullable=False),
        sa.PrimaryKeyConstraint("location_code", "code"),
    )
    op.create_table(
        "calendar_absence_entries",
        sa.Column("type", sa.String(40), nullable=False),
        sa.Column("no", sa.String(20), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("starting_time", sa.Time(), nullable=False),
        sa.Column("ending_time", sa.Time(), nullable=False),
        sa.Column("capacity", ExactDecimal(5), nullable=False),
        sa.Column("description", sa.String(100), nullable=False),
        sa.PrimaryKeyConstraint("type", "no", "date", "starting_time"),
    )
    op.create_table(
        "calendar_entries",
        sa.Column("type", sa.String(40), nullable=False),
        sa.Column("no", sa.String(20), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("starting_time", sa.Time(), nullable=False),
        sa.Column("work_shift_code", sa.String(20), nullable=False),
        sa.Column("ending_time", sa.Time(), nullable=False),
        sa.Column("work_center_no", sa.String(20), nullable=False),
        sa.Column("work_center_group_code", sa.String(20), nullable=False),
        sa.Column("capacity", ExactDecimal(5), nullable=False),
        sa.Column("absence_capacity", ExactDecimal(5), nullable=False),
        sa.Column("efficiency", ExactDecimal(5), nullable=False),
        sa.Column("capacity_total", ExactDecimal(5), nullable=False),
        sa.Column("capacity_effective", ExactDecimal(5), nullable=False),
        sa.PrimaryKeyConstraint("type", "no", "date", "starting_time", "work_shift_code"),
    )
    op.create_table(
        "capacity_constrained_resources",
        sa.Column("capacity_type", sa.String(40), nullable=False),
        sa.Column("capacity_no", sa.String(20), nullable=False),
        sa.Column("critical_load_pct", ExactDecimal(5), nullable=False),
        sa.Column("dampener_pct", ExactDecimal(5), nullable=False),
        sa.PrimaryKeyConstraint("capacity_type", "capacity_no"),
    )
    op.create_table(
        "capacity_ledger_entries",
        sa.Column("entry_no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("register_no", sa.BigInteger(), nullable=False),
        sa.Column("order_no", sa.String(20), nullable=False),
        sa.Column("order_line_no", sa.Integer(), nullable=False),
        sa.Column("routing_no", sa.String(20), nullable=False),
        sa.Column("routing_reference_no", sa.Integer(), nullable=False),
        sa.Column("operation_no", sa.String(20), nullable=False),
        sa.Column("type", sa.String(40), nullable=False),
        sa.Column("no", sa.String(20), nullable=False),
        sa.Column("work_center_no", sa.String(20), nullable=False),
        sa.Column("work_center_group_code", sa.String(20), nullable=False),
        sa.Column("item_no", sa.String(20), nullable=False),
        sa.Column("variant_code", sa.String(20), nullable=False),
        sa.Column("posting_date", sa.Date(), nullable=False),
        sa.Column("document_no", sa.String(20), nullable=False),
        sa.Column("description", sa.String(100), nullable=False),
        sa.Column("quantity", ExactDecimal(5), nullable=False),
        sa.Column("invoiced_quantity", ExactDecimal(5), nullable=False),
        sa.Column("setup_time", ExactDecimal(5), nullable=False),
        sa.Column("run_time", ExactDecimal(5), nullable=False),
        sa.Column("stop_time", ExactDecimal(5), nullable=False),
        sa.Column("output_quantity", ExactDecimal(5), nullable=False),
        sa.Column("scrap_quantity", ExactDecimal(5), nullable=False),
        sa.Column("rework_quantity", ExactDecimal(5), nullable=False),
        sa.Column("scrap_code", sa.String(20), nullable=False),
        sa.Column("stop_code", sa.String(20), nullable=False),
        sa.Column("serial_no", sa.String(50), nullable=False),
        sa.Column("concurrent_capacity", ExactDecimal(5), nullable=False),
        sa.Column("unit_of_measure_code", sa.String(20), nullable=False),
        sa.Column("starting_time", sa.Time(), nullable=True),
        sa.Column("ending_time", sa.Time(), nullable=True),
        sa.Column("work_shift_code", sa.String(20), nullable=False),
        sa.Column("last_output_line", sa.Boolean(), nullable=False),
        sa.Column("subcontracting", sa.Boolean(), nullable=False),
        sa.Column("flushed", sa.Boolean(), nullable=False),
        sa.Column("most_output", ExactDecimal(5), nullable=True),
        sa.Column("most_passed_on", ExactDecimal(5), nullable=True),
        sa.Column("belongs_to_entry_no", sa.BigInteger(), nullable=False),
        sa.Column("reversed", sa.Boolean(), nullable=False),
        sa.Column("reversed_entry_no", sa.BigInteger(), nullable=False),
        sa.Column("reversed_by_entry_no", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("entry_no"),
    )
    with op.batch_alter_table("capacity_ledger_entries", schema=None) as batch_op:
        batch_op.create_index("capacity_ledger_entries_center", ["work_center_no", "entry_no"], unique=False)
        batch_op.create_index("capacity_ledger_entries_day", ["posting_date"], unique=False)
        batch_op.create_index("capacity_ledger_entries_order", ["order_no", "operation_no"], unique=False)

    op.create_table(
        "capacity_load_days",
        sa.Column("type", sa.String(40), nullable=False),
        sa.Column("no", sa.String(20), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("work_center_no", sa.String(20), nullable=False),
        sa.Column("capacity_effective", ExactDecimal(5), nullable=False),
        sa.Column("allocated_time", ExactDecimal(5), nullable=False),
        sa.PrimaryKeyConstraint("type", "no", "date"),
    )
    op.create_table(
        "capacity_needs",
        sa.Column("order_no", sa.String(20), nullable=False),
        sa.Column("routing_reference_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("operation_no", sa.String(20), nullable=False),
        sa.Column("line_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("status", sa.String(40), nullable=False),
        sa.Column("type", sa.String(40), nullable=False),
        sa.Column("no", sa.String(20), nullable=False),
        sa.Column("work_center_no", sa.String(20), nullable=False),
        sa.Column("work_center_group_code", sa.String(20), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("starting_time", sa.Time(), nullable=False),
        sa.Column("ending_time", sa.Time(), nullable=False),
        sa.Column("time_type", sa.String(40), nullable=False),
        sa.Column("needed_time", ExactDecimal(5), nullable=False),
        sa.Column("allocated_time", ExactDecimal(5), nullable=False),
        sa.Column("needed_time_ms", sa.BigInteger(), nullable=False),
        sa.Column("concurrent_capacities", ExactDecimal(5), nullable=False),
        sa.Column("efficiency", ExactDecimal(5), nullable=False),
        sa.Column("lot_size", ExactDecimal(5), nullable=False),
        sa.Column("requested_only", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("order_no", "routing_reference_no", "operation_no", "line_no"),
    )
    with op.batch_alter_table("capacity_needs", schema=None) as batch_op:
        batch_op.create_index("capacity_needs_center_day", ["type", "no", "date"], unique=False)

    op.create_table(
        "capacity_units_of_measure",
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("description", sa.String(100), nullable=False),
        sa.Column("type", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("code"),
    )
    op.create_table(
        "center_rules",
        sa.Column("type", sa.String(40), nullable=False),
        sa.Column("no", sa.String(20), nullable=False),
        sa.Column("running_operations", sa.String(40), nullable=False),
        sa.Column("running_limit", sa.Integer(), nullable=False),
        sa.Column("time_split", sa.String(40), nullable=False),
        sa.Column("alone", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("type", "no"),
    )
    op.create_table(
        "clock_intervals",
        sa.Column("id", sa.String(85), nullable=False),
        sa.Column("person_no", sa.String(20), nullable=False),
        sa.Column("order_no", sa.String(20), nullable=False),
        sa.Column("order_line_no", sa.Integer(), nullable=False),
        sa.Column("routing_reference_no", sa.Integer(), nullable=False),
        sa.Column("operation_no", sa.String(20), nullable=False),
        sa.Column("type", sa.String(40), nullable=False),
        sa.Column("no", sa.String(20), nullable=False),
        sa.Column("work_center_no", sa.String(20), nullable=False),
        sa.Column("activity", sa.String(40), nullable=False),
        sa.Column("stop_code", sa.String(20), nullable=False),
        sa.Column("group_code", sa.String(20), nullable=False),
        sa.Column("standard_time_ms", sa.BigInteger(), nullable=False),
        sa.Column("started_at", UtcMoment(), nullable=False),
        sa.Column("ended_at", UtcMoment(), nullable=True),
        sa.Column("swept_at", UtcMoment(), nullable=True),
        sa.Column("ending", sa.String(40), nullable=False),
        sa.Column("ended_by_person_no", sa.String(20), nullable=False),
        sa.Column("terminal_id", sa.String(64), nullable=False),
        sa.Column("labour_seconds", sa.BigInteger(), nullable=False),
        sa.Column("capacity_ledger_entry_no", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("clock_intervals", schema=None) as batch_op:
        batch_op.create_index("clock_intervals_ended", ["ended_at"], unique=False)
        batch_op.create_index(
            "clock_intervals_open_center",
            ["person_no", "type", "no"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL AND swept_at IS NULL AND order_no = ''"),
            postgresql_where=sa.text("ended_at IS NULL AND swept_at IS NULL AND order_no = ''"),
        )
        batch_op.create_index(
            "clock_intervals_open_operation",
            ["person_no", "order_no", "routing_reference_no", "operation_no"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL AND swept_at IS NULL AND order_no <> ''"),
            postgresql_where=sa.text("ended_at IS NULL AND swept_at IS NULL AND order_no <> ''"),
        )
        batch_op.create_index(
            "clock_intervals_operation", ["order_no", "routing_reference_no", "operation_no"], unique=False
        )
        batch_op.create_index("clock_intervals_person", ["person_no", "started_at"], unique=False)
        batch_op.create_index("clock_intervals_posted", ["capacity_ledger_entry_no"], unique=False)
        batch_op.create_index("clock_intervals_started", ["started_at"], unique=False)
        batch_op.create_index(
            "clock_intervals_unended",
            ["person_no"],
            unique=False,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )

    op.create_table(
        "cost_adjustment_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("value_entry_no", sa.BigInteger(), nullable=False),
        sa.Column("rests", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "entry_reviews",
        sa.Column("entry_no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person_no", sa.String(20), nullable=False),
        sa.Column("terminal_id", sa.String(64), nullable=False),
        sa.Column("reviewed_at", UtcMoment(), nullable=False),
        sa.Column("comment", sa.String(1000), nullable=False),
        sa.PrimaryKeyConstraint("entry_no"),
    )
    op.create_table(
        "families",
        sa.Column("no", sa.String(20), nullable=False),
        sa.Column("description", sa.String(100), nullable=False),
        sa.Column("routing_no", sa.String(20), nullable=False),
        sa.PrimaryKeyConstraint("no"),
    )
    op.create_table(
        "family_lines",
        sa.Column("family_no", sa.String(20), nullable=False),
        sa.Column("line_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("item_no", sa.String(20), nullable=False),
        sa.Column("description", sa.String(100), nullable=False),
        sa.Column("quantity", ExactDecimal(5), nullable=False),
        sa.Column("unit_of_measure_code", sa.String(20), nullable=False),
        sa.PrimaryKeyConstraint("family_no", "line_no"),
    )
    op.create_table(
        "general_posting_setup",
        sa.Column("gen_bus_posting_group", sa.String(20), nullable=False),
        sa.Column("gen_prod_posting_group", sa.String(20), nullable=False),
        sa.Column("sales_account", sa.String(20), nullable=False),
        sa.Column("purch_account", sa.String(20), nullable=False),
        sa.Column("inventory_adjmt_account", sa.String(20), nullable=False),
        sa.Column("direct_cost_applied_account", sa.String(20), nullable=False),
        sa.Column("overhead_applied_account", sa.String(20), nullable=False),
        sa.Column("purchase_variance_account", sa.String(20), nullable=False),
        sa.Column("cogs_account", sa.String(20), nullable=False),
        sa.PrimaryKeyConstraint("gen_bus_posting_group", "gen_prod_posting_group"),
    )
    op.create_table(
        "gl_accounts",
        sa.Column("no", sa.String(20), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("account_type", sa.String(20), nullable=False),
        sa.Column("income_balance", sa.String(20), nullable=False),
        sa.Column("account_category", sa.String(20), nullable=False),
        sa.PrimaryKeyConstraint("no"),
    )
    op.create_table(
        "gl_entries",
        sa.Column("entry_no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("register_no", sa.BigInteger(), nullable=False),
        sa.Column("account_no", sa.String(20), nullable=False),
        sa.Column("amount", ExactDecimal(2), nullable=False),
        sa.Column("posting_date", sa.Date(), nullable=False),
        sa.Column("document_no", sa.String(20), nullable=False),
        sa.Column("value_entry_no", sa.BigInteger(), nullable=False),
        sa.Column("write_off", sa.Boolean(), nullable=False),
        sa.Column("order_no", sa.String(20), nullable=False),
        sa.PrimaryKeyConstraint("entry_no"),
    )
    with op.batch_alter_table("gl_entries", schema=None) as batch_op:
        batch_op.create_index("gl_entries_account", ["account_no", "posting_date", "amount"], unique=False)
        batch_op.create_index("gl_entries_order", ["order_no"], unique=False)
        batch_op.create_index(
            "gl_entries_write_off",
            ["order_no"],
            unique=False,
            sqlite_where=sa.text("write_off"),
            postgresql_where=sa.text("write_off"),
        )

    op.create_table(
        "heard_terminals",
        sa.Column("terminal_id", sa.String(64), nullable=False),
        sa.Column("first_heard_at", UtcMoment(), nullable=False),
        sa.Column("last_heard_at", UtcMoment(), nullable=False),
        sa.Column("client_version", sa.String(32), nullable=False),
        sa.Column("kept_count", sa.Integer(), nullable=False),
        sa.Column("kept_oldest_at", UtcMoment(), nullable=True),
        sa.Column("refused_count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("terminal_id"),
    )
    op.create_table(
        "help_call_entries",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("call_id", sa.String(64), nullable=False),
        sa.Column("step", sa.String(40), nullable=False),
        sa.Column("note", sa.String(200), nullable=False),
        sa.Column("person_no", sa.String(20), nullable=False),
        sa.Column("terminal_id", sa.String(64), nullable=False),
        sa.Column("at", UtcMoment(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("help_call_entries", schema=None) as batch_op:
        batch_op.create_index("help_call_entries_call", ["call_id"], unique=False)

    op.create_table(
        "help_calls",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("no", sa.String(20), nullable=False),
        sa.Column("order_no", sa.String(20), nullable=False),
        sa.Column("order_line_no", sa.Integer(), nullable=False),
        sa.Column("operation_no", sa.String(20), nullable=False),
        sa.Column("stop_code", sa.String(20), nullable=False),
        sa.Column("person_no", sa.String(20), nullable=False),
        sa.Column("terminal_id", sa.String(64), nullable=False),
        sa.Column("called_at", UtcMoment(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("help_calls", schema=None) as batch_op:
        batch_op.create_index("help_calls_called", ["called_at"], unique=False)

    op.create_table(
        "inbound_cost_points",
        sa.Column("entry_no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("after_entry_no", sa.BigInteger(), nullable=False),
        sa.Column("taken_amount", ExactDecimal(2), nullable=False),
        sa.PrimaryKeyConstraint("entry_no"),
    )
    op.create_table(
        "item_application_entries",
        sa.Column("entry_no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("register_no", sa.BigInteger(), nullable=False),
        sa.Column("item_ledger_entry_no", sa.BigInteger(), nullable=False),
        sa.Column("inbound_item_entry_no", sa.BigInteger(), nullable=False),
        sa.Column("outbound_item_entry_no", sa.BigInteger(), nullable=False),
        sa.Column("quantity", ExactDecimal(5), nullable=False),
        sa.Column("posting_date", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("entry_no"),
    )
    with op.batch_alter_table("item_application_entries", schema=None) as batch_op:
        batch_op.create_index(
            "item_application_entries_inbound",
            ["inbound_item_entry_no", "outbound_item_entry_no"],
            unique=False,
        )
        batch_op.create_index("item_application_entries_outbound", ["outbound_item_entry_no"], unique=False)

    op.create_table(
        "item_card_cost_points",
        sa.Column("item_no", sa.String(20), nullable=False),
        sa.PrimaryKeyConstraint("item_no"),
    )
    op.create_table(
        "item_categories",
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("description", sa.String(100), nullable=False),
        sa.Column("parent_category", sa.String(20), nullable=False),
        sa.PrimaryKeyConstraint("code"),
    )
    op.create_table(
        "item_ledger_entries",
        sa.Column("entry_no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("register_no", sa.BigInteger(), nullable=False),
        sa.Column("entry_type", sa.String(40), nullable=False),
        sa.Column("item_no", sa.String(20), nullable=False),
        sa.Column("variant_code", sa.String(20), nullable=False),
        sa.Column("location_code", sa.String(20), nullable=False),
        sa.Column("bin_code", sa.String(20), nullable=False),
        sa.Column("posting_date", sa.Date(), nullable=False),
        sa.Column("valuation_date", sa.Date(), nullable=False),
        sa.Column("document_no", sa.String(20), nullable=False),
        sa.Column("quantity", ExactDecimal(5), nullable=False),
        sa.Column("remaining_quantity", ExactDecimal(5), nullable=False),
        sa.Column("invoiced_quantity", ExactDecimal(5), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("positive", sa.Boolean(), nullable=False),
        sa.Column("completely_invoiced", sa.Boolean(), nullable=False),
        sa.Column("unit_of_measure_code", sa.String(20), nullable=False),
        sa.Column("qty_per_unit_of_measure", ExactDecimal(5), nullable=False),
        sa.Column("order_no", sa.String(20), nullable=False),
        sa.Column("order_line_no", sa.Integer(), nullable=False),
        sa.Column("component_line_no", sa.Integer(), nullable=False),
        sa.Column("capacity_ledger_entry_no", sa.BigInteger(), nullable=False),
        sa.Column("below_zero_allowed", sa.Boolean(), nullable=False),
        sa.Column("applies_to_entry", sa.BigInteger(), nullable=False),
        sa.Column("applies_from_entry", sa.BigInteger(), nullable=False),
        sa.Column("lot_no", sa.String(50), nullable=False),
        sa.Column("serial_no", sa.String(50), nullable=False),
        sa.Column("expiration_date", sa.Date(), nullable=True),
        sa.Column("flushed", sa.Boolean(), nullable=False),
        sa.Column("reversal", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("entry_no"),
    )
    with op.batch_alter_table("item_ledger_entries", schema=None) as batch_op:
        batch_op.create_index(
            "item_ledger_entries_open",
            ["item_no", "location_code", "positive"],
            unique=False,
            sqlite_where=sa.text("open"),
            postgresql_where=sa.text("open"),
        )
        batch_op.create_index("item_ledger_entries_order", ["order_no", "order_line_no"], unique=False)
        batch_op.create_index(
            "item_ledger_entries_valuation",
            ["item_no", "valuation_date"],
            unique=False,
            sqlite_where=sa.text("item_no <> ''"),
            postgresql_where=sa.text("item_no <> ''"),
        )

    op.create_table(
        "item_substitutions",
        sa.Column("item_no", sa.String(20), nullable=False),
        sa.Column("variant_code", sa.String(20), nullable=False),
        sa.Column("substitute_item_no", sa.String(20), nullable=False),
        sa.Column("substitute_variant_code", sa.String(20), nullable=False),
        sa.Column("interchangeable", sa.Boolean(), nullable=False),
        sa.Column("condition", sa.String(100), nullable=False),
        sa.PrimaryKeyConstraint("item_no", "variant_code", "substitute_item_no", "substitute_variant_code"),
    )
    op.create_table(
        "item_tracking_codes",
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("description", sa.String(100), nullable=False),
        sa.Column("sn_specific_tracking", sa.Boolean(), nullable=False),
        sa.Column("lot_specific_tracking", sa.Boolean(), nullable=False),
        sa.Column("use_expiration_dates", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("code"),
    )
    op.create_table(
        "item_tracking_information",
        sa.Column("item_no", sa.String(20), nullable=False),
        sa.Column("variant_code", sa.String(20), nullable=False),
        sa.Column("lot_no", sa.String(50), nullable=False),
        sa.Column("serial_no", sa.String(50), nullable=False),
        sa.Column("description", sa.String(100), nullable=False),
        sa.Column("test_quality", sa.String(40), nullable=False),
        sa.Column("certificate_number", sa.String(20), nullable=False),
        sa.Column("blocked", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("item_no", "variant_code", "lot_no", "serial_no"),
    )
    with op.batch_alter_table("item_tracking_information", schema=None) as batch_op:
        batch_op.create_index(
            "item_tracking_information_blocked",
            ["item_no"],
            unique=False,
            sqlite_where=sa.text("blocked"),
            postgresql_where=sa.text("blocked"),
        )

    op.create_table(
        "item_units",
        sa.Column("item_no", sa.String(20), nullable=False),
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("qty_per_unit_of_measure", ExactDecimal(5), nullable=False),
        sa.Column("qty_rounding_precision", ExactDecimal(5), nullable=False),
        sa.PrimaryKeyConstraint("item_no", "code"),
    )
    op.create_table(
        "item_variants",
        sa.Column("item_no", sa.String(20), nullable=False),
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("description", sa.String(100), nullable=False),
        sa.PrimaryKeyConstraint("item_no", "code"),
    )
    op.create_table(
        "items",
        sa.Column("no", sa.String(20), nullable=False),
        sa.Column("description", sa.String(100), nullable=False),
        sa.Column("type", sa.String(40), nullable=False),
        sa.Column("base_unit_of_measure", sa.String(20), nullable=False),
        sa.Column("item_category_code", sa.String(20), nullable=False),
        sa.Column("inventory_posting_group", sa.String(20), nullable=False),
        sa.Column("gen_prod_posting_group", sa.String(20), nullable=False),
        sa.Column("costing_method", sa.String(40), nullable=False),
        sa.Column("unit_price", ExactDecimal(5), nullable=False),
        sa.Column("standard_cost", ExactDecimal(5), nullable=False),
        sa.Column("unit_cost", ExactDecimal(5), nullable=False),
        sa.Column("last_direct_cost", ExactDecimal(5), nullable=False),
        sa.Column("indirect_cost_pct", ExactDecimal(5), nullable=False),
        sa.Column("overhead_rate", ExactDecimal(5), nullable=False),
        sa.Column("replenishment_system", sa.String(40), nullable=False),
        sa.Column("manufacturing_policy", sa.String(40), nullable=False),
        sa.Column("production_bom_no", sa.String(20), nullable=False),
        sa.Column("routing_no", sa.String(20), nullable=False),
        sa.Column("flushing_method", sa.String(40), nullable=False),
        sa.Column("scrap_pct", ExactDecimal(5), nullable=False),
        sa.Column("lot_size", ExactDecimal(5), nullable=False),
        sa.Column("rounding_precision", ExactDecimal(5), nullable=False),
        sa.Column("item_tracking_code", sa.String(20), nullable=False),
        sa.Column("lot_nos", sa.String(20), nullable=False),
        sa.Column("serial_nos", sa.String(20), nullable=False),
        sa.Column("reordering_policy", sa.String(20), nullable=False),
        sa.Column("vendor_no", sa.String(20), nullable=False),
        sa.Column("vendor_item_no", sa.String(50), nullable=False),
        sa.Column("gtin", sa.String(14), nullable=False),
        sa.Column("blocked", sa.Boolean(), nullable=False),
        sa.Column("production_blocked", sa.String(20), nullable=False),
        sa.Column("single_level_material_cost", ExactDecimal(5), nullable=False),
        sa.Column("single_level_capacity_cost", ExactDecimal(5), nullable=False),
        sa.Column("single_level_subcontracted_cost", ExactDecimal(5), nullable=False),
        sa.Column("single_level_cap_overhead_cost", ExactDecimal(5), nullable=False),
        sa.Column("single_level_mfg_overhead_cost", ExactDecimal(5), nullable=False),
        sa.Column("rolled_up_material_cost", ExactDecimal(5), nullable=False),
        sa.Column("rolled_up_capacity_cost", ExactDecimal(5), nullable=False),
        sa.Column("rolled_up_subcontracted_cost", ExactDecimal(5), nullable=False),
        sa.Column("rolled_up_cap_overhead_cost", ExactDecimal(5), nullable=False),
        sa.Column("rolled_up_mfg_overhead_cost", ExactDecimal(5), nullable=False),
        sa.Column("last_unit_cost_calc_date", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("no"),
    )
    with op.batch_alter_table("items", schema=None) as batch_op:
        batch_op.create_index("items_gtin", ["gtin"], unique=False)

    op.create_table(
        "ledger_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("register_no", sa.BigInteger(), nullable=False),
        sa.Column("register_hash", sa.String(64), nullable=False),
        sa.Column("item_entry_no", sa.BigInteger(), nullable=False),
        sa.Column("application_entry_no", sa.BigInteger(), nullable=False),
        sa.Column("capacity_entry_no", sa.BigInteger(), nullable=False),
        sa.Column("value_entry_no", sa.BigInteger(), nullable=False),
        sa.Column("gl_entry_no", sa.BigInteger(), nullable=False),
        sa.Column("warehouse_entry_no", sa.BigInteger(), nullable=False),
        sa.Column("audit_entry_no", sa.BigInteger(), nullable=False),
        sa.Column("audit_hash", sa.String(64), nullable=False),
        sa.Column("setup_revision", sa.BigInteger(), nullable=False),
        sa.Column("posted_at", UtcMoment(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "locations",
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("bin_mandatory", sa.Boolean(), nullable=False),
        sa.Column("require_pick", sa.Boolean(), nullable=False),
        sa.Column("require_put_away", sa.Boolean(), nullable=False),
        sa.Column("require_receive", sa.Boolean(), nullable=False),
        sa.Column("require_shipment", sa.Boolean(), nullable=False),
        sa.Column("use_as_in_transit", sa.Boolean(), nullable=False),
        sa.Column("open_shop_floor_bin_code", sa.String(20), nullable=False),
        sa.Column("to_production_bin_code", sa.String(20), nullable=False),
        sa.Column("from_production_bin_code", sa.String(20), nullable=False),
        sa.Column("prod_consumption_whse_handling", sa.String(40), nullable=False),
        sa.Column("prod_output_whse_handling", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("code"),
    )
    op.create_table(
        "machine_centers",
        sa.Column("no", sa.String(20), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("work_center_no", sa.String(20), nullable=False),
        sa.Column("unit_of_measure_code", sa.String(20), nullable=False),
        sa.Column("direct_unit_cost", ExactDecimal(5), nullable=False),
        sa.Column("indirect_cost_pct", ExactDecimal(5), nullable=False),
        sa.Column("overhead_rate", ExactDecimal(5), nullable=False),
        sa.Column("unit_cost", ExactDecimal(5), nullable=False),
        sa.Column("capacity", ExactDecimal(5), nullable=False),
        sa.Column("efficiency", ExactDecimal(5), nullable=False),
        sa.Column("flushing_method", sa.String(40), nullable=False),
        sa.Column("queue_time", ExactDecimal(5), nullable=False),
        sa.Column("queue_time_unit", sa.String(20), nullable=False),
        sa.Column("setup_time", ExactDecimal(5), nullable=False),
        sa.Column("setup_time_unit", sa.String(20), nullable=False),
        sa.Column("run_time", ExactDecimal(5), nullable=True),
        sa.Column("run_time_unit", sa.String(20), nullable=False),
        sa.Column("wait_time", ExactDecimal(5), nullable=False),
        sa.Column("wait_time_unit", sa.String(20), nullable=False),
        sa.Column("move_time", ExactDecimal(5), nullable=False),
        sa.Column("move_time_unit", sa.String(20), nullable=False),
        sa.Column("concurrent_capacities", ExactDecimal(5), nullable=False),
        sa.Column("send_ahead_quantity", ExactDecimal(5), nullable=False),
        sa.Column("fixed_scrap_quantity", ExactDecimal(5), nullable=False),
        sa.Column("scrap_pct", ExactDecimal(5), nullable=False),
        sa.Column("gen_prod_posting_group", sa.String(20), nullable=False),
        sa.Column("blocked", sa.Boolean(), nullable=False),
        sa.Column("open_shop_floor_bin_code", sa.String(20), nullable=False),
        sa.Column("to_production_bin_code", sa.String(20), nullable=False),
        sa.Column("from_production_bin_code", sa.String(20), nullable=False),
        sa.Column("rated_quantity_per_hour", ExactDecimal(5), nullable=False),
        sa.PrimaryKeyConstraint("no"),
    )
    op.create_table(
        "number_series",
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("description", sa.String(100), nullable=False),
        sa.Column("starting_no", sa.String(20), nullable=False),
        sa.Column("ending_no", sa.String(20), nullable=False),
        sa.Column("warning_no", sa.String(20), nullable=False),
        sa.Column("increment_by_no", sa.Integer(), nullable=False),
        sa.Column("last_no_used", sa.String(20), nullable=False),
        sa.Column("blocked", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("code"),
    )
    op.create_table(
        "opening_inventory",
        sa.Column("document_no", sa.String(20), nullable=False),
        sa.Column("line_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("posting_date", sa.Date(), nullable=True),
        sa.Column("item_no", sa.String(20), nullable=False),
        sa.Column("variant_code", sa.String(20), nullable=False),
        sa.Column("location_code", sa.String(20), nullable=False),
        sa.Column("bin_code", sa.String(20), nullable=False),
        sa.Column("quantity", ExactDecimal(5), nullable=False),
        sa.Column("unit_of_measure_code", sa.String(20), nullable=False),
        sa.Column("unit_cost", ExactDecimal(5), nullable=False),
        sa.Column("lot_no", sa.String(50), nullable=False),
        sa.Column("serial_no", sa.String(50), nullable=False),
        sa.Column("expiration_date", sa.Date(), nullable=True),
        sa.Column("item_ledger_entry_no", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("document_no", "line_no"),
    )
    op.create_table(
        "order_line_costs",
        sa.Column("order_no", sa.String(20), nullable=False),
        sa.Column("line_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("item_no", sa.String(20), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("to_adjust", sa.Boolean(), nullable=False),
        sa.Column("settled", sa.Boolean(), nullable=False),
        sa.Column("at_standard", sa.Boolean(), nullable=False),
        sa.Column("turns", sa.Integer(), nullable=False),
        sa.Column("rests", sa.BigInteger(), nullable=False),
        sa.Column("standard_material_cost", ExactDecimal(5), nullable=False),
        sa.Column("standard_capacity_cost", ExactDecimal(5), nullable=False),
        sa.Column("standard_subcontracted_cost", ExactDecimal(5), nullable=False),
        sa.Column("standard_cap_overhead_cost", ExactDecimal(5), nullable=False),
        sa.Column("standard_mfg_overhead_cost", ExactDecimal(5), nullable=False),
        sa.PrimaryKeyConstraint("order_no", "line_no"),
    )
    with op.batch_alter_table("order_line_costs", schema=None) as batch_op:
        batch_op.create_index("order_line_costs_item", ["item_no", "level"], unique=False)
        batch_op.create_index(
            "order_line_costs_item_to_adjust",
            ["item_no"],
            unique=False,
            sqlite_where=sa.text("to_adjust"),
            postgresql_where=sa.text("to_adjust"),
        )
        batch_op.create_index(
            "order_line_costs_to_adjust",
            ["level"],
            unique=False,
            sqlite_where=sa.text("to_adjust"),
            postgresql_where=sa.text("to_adjust"),
        )

    op.create_table(
        "people",
        sa.Column("no", sa.String(20), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("badge_token_hash", sa.String(64), nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("language_code", sa.String(20), nullable=False),
        sa.Column("work_center_no", sa.String(20), nullable=False),
        sa.Column("work_shift_code", sa.String(20), nullable=False),
        sa.Column("blocked", sa.Boolean(), nullable=False),
        sa.Column("pin_hash", sa.String(255), nullable=False),
        sa.Column("pin_set_at", UtcMoment(), nullable=True),
        sa.PrimaryKeyConstraint("no"),
    )
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.create_index("people_badge", ["badge_token_hash"], unique=False)

    op.create_table(
        "plant_setup",
        sa.Column("key", sa.String(50), nullable=False),
        sa.Column("value", sa.String(250), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "posting_date_windows",
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("days_back", sa.Integer(), nullable=False),
        sa.Column("days_forward", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("role"),
    )
    op.create_table(
        "posting_groups",
        sa.Column("type", sa.String(40), nullable=False),
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("description", sa.String(100), nullable=False),
        sa.PrimaryKeyConstraint("type", "code"),
    )
    op.create_table(
        "posting_permissions",
        sa.Column("subject", sa.String(40), nullable=False),
        sa.Column("subject_no", sa.String(20), nullable=False),
        sa.Column("place", sa.String(40), nullable=False),
        sa.Column("no", sa.String(20), nullable=False),
        sa.PrimaryKeyConstraint("subject", "subject_no", "place", "no"),
    )
    op.create_table(
        "posting_setup",
        sa.Column("location_code", sa.String(20), nullable=False),
        sa.Column("inventory_posting_group", sa.String(20), nullable=False),
        sa.Column("inventory_account", sa.String(20), nullable=False),
        sa.Column("inventory_account_interim", sa.String(20), nullable=False),
        sa.Column("wip_account", sa.String(20), nullable=False),
        sa.Column("material_variance_account", sa.String(20), nullable=False),
        sa.Column("capacity_variance_account", sa.String(20), nullable=False),
        sa.Column("subcontracted_variance_account", sa.String(20), nullable=False),
        sa.Column("cap_overhead_variance_account", sa.String(20), nullable=False),
        sa.Column("mfg_overhead_variance_account", sa.String(20), nullable=False),
        sa.Column("material_non_inv_variance_account", sa.String(20), nullable=False),
        sa.PrimaryKeyConstraint("location_code", "inventory_posting_group"),
    )
    op.create_table(
        "presence_intervals",
        sa.Column("id", sa.String(85), nullable=False),
        sa.Column("person_no", sa.String(20), nullable=False),
        sa.Column("started_at", UtcMoment(), nullable=False),
        sa.Column("ended_at", UtcMoment(), nullable=True),
        sa.Column("swept_at", UtcMoment(), nullable=True),
        sa.Column("ending", sa.String(40), nullable=False),
        sa.Column("ended_by_person_no", sa.String(20), nullable=False),
        sa.Column("by_work", sa.Boolean(), nullable=False),
        sa.Column("terminal_id", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("presence_intervals", schema=None) as batch_op:
        batch_op.create_index("presence_intervals_ended", ["ended_at"], unique=False)
        batch_op.create_index(
            "presence_intervals_open",
            ["person_no"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL AND swept_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL AND swept_at IS NULL"),
        )
        batch_op.create_index("presence_intervals_person", ["person_no", "started_at"], unique=False)
        batch_op.create_index("presence_intervals_started", ["started_at"], unique=False)

    op.create_table(
        "production_bom_lines",
        sa.Column("production_bom_no", sa.String(20), nullable=False),
        sa.Column("version_code", sa.String(20), nullable=False),
        sa.Column("line_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("type", sa.String(40), nullable=False),
        sa.Column("no", sa.String(20), nullable=False),
        sa.Column("variant_code", sa.String(20), nullable=False),
        sa.Column("description", sa.String(100), nullable=False),
        sa.Column("quantity_per", ExactDecimal(10), nullable=False),
        sa.Column("unit_of_measure_code", sa.String(20), nullable=False),
        sa.Column("calculation_formula", sa.String(40), nullable=False),
        sa.Column("length", ExactDecimal(5), nullable=False),
        sa.Column("width", ExactDecimal(5), nullable=False),
        sa.Column("depth", ExactDecimal(5), nullable=False),
        sa.Column("weight", ExactDecimal(5), nullable=False),
        sa.Column("scrap_pct", ExactDecimal(5), nullable=False),
        sa.Column("routing_link_code", sa.String(20), nullable=False),
        sa.Column("position", sa.String(20), nullable=False),
        sa.Column("lead_time_offset_days", ExactDecimal(5), nullable=False),
        sa.Column("starting_date", sa.Date(), nullable=True),
        sa.Column("ending_date", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("production_bom_no", "version_code", "line_no"),
    )
    op.create_table(
        "production_bom_versions",
        sa.Column("production_bom_no", sa.String(20), nullable=False),
        sa.Column("version_code", sa.String(20), nullable=False),
        sa.Column("description", sa.String(100), nullable=False),
        sa.Column("unit_of_measure_code", sa.String(20), nullable=False),
        sa.Column("starting_date", sa.Date(), nullable=True),
        sa.Column("status", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("production_bom_no", "version_code"),
    )
    op.create_table(
        "production_boms",
        sa.Column("no", sa.String(20), nullable=False),
        sa.Column("description", sa.String(100), nullable=False),
        sa.Column("unit_of_measure_code", sa.String(20), nullable=False),
        sa.Column("status", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("no"),
    )
    op.create_table(
        "production_order_components",
        sa.Column("order_no", sa.String(20), nullable=False),
        sa.Column("order_line_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("line_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("item_no", sa.String(20), nullable=False),
        sa.Column("variant_code", sa.String(20), nullable=False),
        sa.Column("description", sa.String(100), nullable=False),
        sa.Column("quantity_per", ExactDecimal(10), nullable=False),
        sa.Column("quantity", ExactDecimal(10), nullable=False),
        sa.Column("unit_of_measure_code", sa.String(20), nullable=False),
        sa.Column("qty_per_unit_of_measure", ExactDecimal(5), nullable=False),
        sa.Column("scrap_pct", ExactDecimal(5), nullable=False),
        sa.Column("calculation_formula", sa.String(40), nullable=False),
        sa.Column("length", ExactDecimal(5), nullable=False),
        sa.Column("width", ExactDecimal(5), nullable=False),
        sa.Column("depth", ExactDecimal(5), nullable=False),
        sa.Column("weight", ExactDecimal(5), nullable=False),
        sa.Column("expected_quantity", ExactDecimal(5), nullable=False),
        sa.Column("expected_qty_base", ExactDecimal(5), nullable=False),
        sa.Column("remaining_quantity", ExactDecimal(5), nullable=False),
        sa.Column("remaining_qty_base", ExactDecimal(5), nullable=False),
        sa.Column("actual_consumption_base", ExactDecimal(5), nullable=False),
        sa.Column("flushing_method", sa.String(40), nullable=False),
        sa.Column("routing_link_code", sa.String(20), nullable=False),
        sa.Column("location_code", sa.String(20), nullable=False),
        sa.Column("bin_code", sa.String(20), nullable=False),
        sa.Column("unit_cost", ExactDecimal(5), nullable=False),
        sa.Column("cost_amount", ExactDecimal(2), nullable=False),
        sa.Column("position", sa.String(20), nullable=False),
        sa.Column("lead_time_offset_days", ExactDecimal(5), nullable=False),
        sa.Column("due_date", sa.Date(), nullable=True),
        sa.Column("supplied_by_line_no", sa.Integer(), nullable=False),
        sa.Column("qty_picked", ExactDecimal(5), nullable=False),
        sa.Column("planning_level", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("order_no", "order_line_no", "line_no"),
    )
    op.create_table(
        "production_order_lines",
        sa.Column("order_no", sa.String(20), nullable=False),
        sa.Column("line_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("item_no", sa.String(20), nullable=False),
        sa.Column("variant_code", sa.String(20), nullable=False),
        sa.Column("description", sa.String(100), nullable=False),
        sa.Column("location_code", sa.String(20), nullable=False),
        sa.Column("bin_code", sa.String(20), nullable=False),
        sa.Column("quantity", ExactDecimal(5), nullable=False),
        sa.Column("quantity_base", ExactDecimal(5), nullable=False),
        sa.Column("finished_quantity", ExactDecimal(5), nullable=False),
        sa.Column("finished_qty_base", ExactDecimal(5), nullable=False),
        sa.Column("remaining_quantity", ExactDecimal(5), nullable=False),
        sa.Column("remaining_qty_base", ExactDecimal(5), nullable=False),
        sa.Column("unit_of_measure_code", sa.String(20), nullable=False),
        sa.Column("qty_per_unit_of_measure", ExactDecimal(5), nullable=False),
        sa.Column("scrap_pct", ExactDecimal(5), nullable=False),
        sa.Column("production_bom_no", sa.String(20), nullable=False),
        sa.Column("production_bom_version_code", sa.String(20), nullable=False),
        sa.Column("routing_no", sa.String(20), nullable=False),
        sa.Column("routing_version_code", sa.String(20), nullable=False),
        sa.Column("routing_reference_no", sa.Integer(), nullable=False),
        sa.Column("unit_cost", ExactDecimal(5), nullable=False),
        sa.Column("indirect_cost_pct", ExactDecimal(5), nullable=False),
        sa.Column("overhead_rate", ExactDecimal(5), nullable=False),
        sa.Column("inventory_posting_group", sa.String(20), nullable=False),
        sa.Column("gen_prod_posting_group", sa.String(20), nullable=False),
        sa.Column("planning_level", sa.Integer(), nullable=False),
        sa.Column("wip_written_off", sa.Boolean(), nullable=False),
        sa.Column("due_date", sa.Date(), nullable=True),
        sa.Column("starting_date_time", sa.DateTime(), nullable=True),
        sa.Column("ending_date_time", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("order_no", "line_no"),
    )
    with op.batch_alter_table("production_order_lines", schema=None) as batch_op:
        batch_op.create_index("production_order_lines_item", ["item_no"], unique=False)

    op.create_table(
        "production_order_routing_lines",
        sa.Column("order_no", sa.String(20), nullable=False),
        sa.Column("routing_reference_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("operation_no", sa.String(20), nullable=False),
        sa.Column("routing_no", sa.String(20), nullable=False),
        sa.Column("routing_version_code", sa.String(20), nullable=False),
        sa.Column("previous_operation_no", sa.String(250), nullable=False),
        sa.Column("next_operation_no", sa.String(250), nullable=False),
        sa.Column("sequence_no", sa.Integer(), nullable=False),
        sa.Column("type", sa.String(40), nullable=False),
        sa.Column("no", sa.String(20), nullable=False),
        sa.Column("work_center_no", sa.String(20), nullable=False),
        sa.Column("work_center_group_code", sa.String(20), nullable=False),
        sa.Column("description", sa.String(100), nullable=False),
        sa.Column("standard_task_code", sa.String(20), nullable=False),
        sa.Column("routing_link_code", sa.String(20), nullable=False),
        sa.Column("setup_time", ExactDecimal(5), nullable=False),
        sa.Column("setup_time_unit", sa.String(20), nullable=False),
        sa.Column("run_time", ExactDecimal(5), nullable=False),
        sa.Column("run_time_unit", sa.String(20), nullable=False),
        sa.Column("wait_time", ExactDecimal(5), nullable=False),
        sa.Column("wait_time_unit", sa.String(20), nullable=False),
        sa.Column("move_time", ExactDecimal(5), nullable=False),
        sa.Column("move_time_unit", sa.String(20), nullable=False),
        sa.Column("lot_size", ExactDecimal(5), nullable=False),
        sa.Column("fixed_scrap_quantity", ExactDecimal(5), nullable=False),
        sa.Column("scrap_factor_pct", ExactDecimal(5), nullable=False),
        sa.Column("accumulated_scrap_factor", ExactDecimal(10), nullable=False),
        sa.Column("accumulated_fixed_scrap", ExactDecimal(10), nullable=False),
        sa.Column("concurrent_capacities", ExactDecimal(5), nullable=False),
        sa.Column("send_ahead_quantity", ExactDecimal(5), nullable=False),
        sa.Column("input_quantity", ExactDecimal(10), nullable=False),
        sa.Column("unit_cost_per", ExactDecimal(5), nullable=False),
        sa.Column("flushing_method", sa.String(40), nullable=False),
        sa.Column("routing_status", sa.String(40), nullable=False),
        sa.Column("schedule_manually", sa.Boolean(), nullable=False),
        sa.Column("starting_date_time", sa.DateTime(), nullable=True),
        sa.Column("ending_date_time", sa.DateTime(), nullable=True),
        sa.Column("expected_operation_cost", ExactDecimal(2), nullable=False),
        sa.Column("expected_capacity_overhead", ExactDecimal(2), nullable=False),
        sa.Column("expected_capacity_need_ms", sa.BigInteger(), nullable=False),
        sa.Column("posted_setup_time", ExactDecimal(5), nullable=False),
        sa.Column("posted_run_time", ExactDecimal(5), nullable=False),
        sa.Column("posted_stop_time", ExactDecimal(5), nullable=False),
        sa.Column("posted_output_quantity", ExactDecimal(5), nullable=False),
        sa.Column("posted_scrap_quantity", ExactDecimal(5), nullable=False),
        sa.Column("posted_rework_quantity", ExactDecimal(5), nullable=False),
        sa.Column("location_code", sa.String(20), nullable=False),
        sa.Column("open_shop_floor_bin_code", sa.String(20), nullable=False),
        sa.Column("to_production_bin_code", sa.String(20), nullable=False),
        sa.Column("from_production_bin_code", sa.String(20), nullable=False),
        sa.PrimaryKeyConstraint("order_no", "routing_reference_no", "operation_no"),
    )
    with op.batch_alter_table("production_order_routing_lines", schema=None) as batch_op:
        batch_op.create_index(
            "production_order_routing_lines_open",
            ["type", "no", "starting_date_time"],
            unique=False,
            sqlite_where=sa.text("routing_status <> 'finished'"),
            postgresql_where=sa.text("routing_status <> 'finished'"),
        )
        batch_op.create_index(
            "production_order_routing_lines_open_of_work_center",
            ["work_center_no", "starting_date_time"],
            unique=False,
            sqlite_where=sa.text("routing_status <> 'finished'"),
            postgresql_where=sa.text("routing_status <> 'finished'"),
        )

    op.create_table(
        "production_orders",
        sa.Column("no", sa.String(20), nullable=False),
        sa.Column("status", sa.String(40), nullable=False),
        sa.Column("source_type", sa.String(40), nullable=False),
        sa.Column("source_no", sa.String(20), nullable=False),
        sa.Column("variant_code", sa.String(20), nullable=False),
        sa.Column("description", sa.String(100), nullable=False),
        sa.Column("quantity", ExactDecimal(5), nullable=False),
        sa.Column("unit_of_measure_code", sa.String(20), nullable=False),
        sa.Column("location_code", sa.String(20), nullable=False),
        sa.Column("bin_code", sa.String(20), nullable=False),
        sa.Column("production_bom_no", sa.String(20), nullable=False),
        sa.Column("routing_no", sa.String(20), nullable=False),
        sa.Column("without_production_bom", sa.Boolean(), nullable=False),
        sa.Column("without_routing", sa.Boolean(), nullable=False),
        sa.Column("starting_date_time", sa.DateTime(), nullable=True),
        sa.Column("ending_date_time", sa.DateTime(), nullable=True),
        sa.Column("due_date", sa.Date(), nullable=True),
        sa.Column("inventory_posting_group", sa.String(20), nullable=False),
        sa.Column("gen_prod_posting_group", sa.String(20), nullable=False),
        sa.Column("blocked", sa.Boolean(), nullable=False),
        sa.Column("reopened", sa.Boolean(), nullable=False),
        sa.Column("finished_date", sa.Date(), nullable=True),
        sa.Column("finished_register_no", sa.BigInteger(), nullable=False),
        sa.Column("created_at", UtcMoment(), nullable=True),
        sa.PrimaryKeyConstraint("no"),
    )
    with op.batch_alter_table("production_orders", schema=None) as batch_op:
        batch_op.create_index("production_orders_status", ["status"], unique=False)

    op.create_table(
        "provenance",
        sa.Column("file", sa.String(100), nullable=False),
        sa.Column("row_key", sa.String(250), nullable=False),
        sa.Column("column", sa.String(100), nullable=False),
        sa.Column("source", sa.String(20), nullable=False),
        sa.Column("note", sa.String(1000), nullable=False),
        sa.PrimaryKeyConstraint("file", "row_key", "column"),
    )
    op.create_table(
        "purchase_order_lines",
        sa.Column("purchase_order_no", sa.String(20), nullable=False),
        sa.Column("line_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("order_no", sa.String(20), nullable=False),
        sa.Column("order_line_no", sa.Integer(), nullable=False),
        sa.Column("routing_reference_no", sa.Integer(), nullable=False),
        sa.Column("operation_no", sa.String(20), nullable=False),
        sa.Column("work_center_no", sa.String(20), nullable=False),
        sa.Column("item_no", sa.String(20), nullable=False),
        sa.Column("description", sa.String(100), nullable=False),
        sa.Column("unit_of_measure_code", sa.String(20), nullable=False),
        sa.Column("qty_per_unit_of_measure", ExactDecimal(5), nullable=False),
        sa.Column("quantity", ExactDecimal(5), nullable=False),
        sa.Column("quantity_base", ExactDecimal(5), nullable=False),
        sa.Column("qty_received_base", ExactDecimal(5), nullable=False),
        sa.Column("qty_invoiced_base", ExactDecimal(5), nullable=False),
        sa.Column("direct_unit_cost", ExactDecimal(5), nullable=False),
        sa.Column("expected_receipt_date", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("purchase_order_no", "line_no"),
    )
    with op.batch_alter_table("purchase_order_lines", schema=None) as batch_op:
        batch_op.create_index("purchase_order_lines_operation", ["order_no", "operation_no"], unique=False)

    op.create_table(
        "purchase_orders",
        sa.Column("no", sa.String(20), nullable=False),
        sa.Column("vendor_no", sa.String(20), nullable=False),
        sa.Column("created_at", UtcMoment(), nullable=False),
        sa.PrimaryKeyConstraint("no"),
    )
    op.create_table(
        "purchase_receipts",
        sa.Column("purchase_order_no", sa.String(20), nullable=False),
        sa.Column("line_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("receipt_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("posting_date", sa.Date(), nullable=False),
        sa.Column("quantity_base", ExactDecimal(5), nullable=False),
        sa.Column("qty_invoiced_base", ExactDecimal(5), nullable=False),
        sa.Column("capacity_ledger_entry_no", sa.BigInteger(), nullable=False),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("purchase_order_no", "line_no", "receipt_no"),
    )
    op.create_table(
        "quality_measures",
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("description", sa.String(100), nullable=False),
        sa.Column("unit", sa.String(20), nullable=False),
        sa.PrimaryKeyConstraint("code"),
    )
    op.create_table(
        "registers",
        sa.Column("no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("previous_hash", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("entries_hash", sa.String(64), nullable=False),
        sa.Column("request_kind", sa.String(64), nullable=False),
        sa.Column("request_id", sa.String(64), nullable=False),
        sa.Column("body_hash", sa.String(64), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("receipt", sa.Text(), nullable=False),
        sa.Column("person_no", sa.String(20), nullable=False),
        sa.Column("session_id", sa.String(64), nullable=False),
        sa.Column("terminal_id", sa.String(64), nullable=False),
        sa.Column("recorded_at", UtcMoment(), nullable=False),
        sa.Column("decided_at", UtcMoment(), nullable=False),
        sa.Column("posted_at", UtcMoment(), nullable=False),
        sa.Column("posting_date", sa.Date(), nullable=False),
        sa.Column("document_no", sa.String(20), nullable=False),
        sa.Column("item_entry_no", sa.BigInteger(), nullable=False),
        sa.Column("application_entry_no", sa.BigInteger(), nullable=False),
        sa.Column("capacity_entry_no", sa.BigInteger(), nullable=False),
        sa.Column("value_entry_no", sa.BigInteger(), nullable=False),
        sa.Column("gl_entry_no", sa.BigInteger(), nullable=False),
        sa.Column("warehouse_entry_no", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("no"),
        sa.UniqueConstraint("request_id"),
    )
    with op.batch_alter_table("registers", schema=None) as batch_op:
        batch_op.create_index("registers_person", ["person_no", "posted_at", "no"], unique=False)

    op.create_table(
        "revisions",
        sa.Column("table_name", sa.String(64), nullable=False),
        sa.Column("row_key", sa.String(250), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.String(20), nullable=False),
        sa.Column("changed_at", UtcMoment(), nullable=False),
        sa.PrimaryKeyConstraint("table_name", "row_key"),
    )
    op.create_table(
        "routing_comments",
        sa.Column("routing_no", sa.String(20), nullable=False),
        sa.Column("version_code", sa.String(20), nullable=False),
        sa.Column("operation_no", sa.String(20), nullable=False),
        sa.Column("line_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("date", sa.Date(), nullable=True),
        sa.Column("comment", sa.String(1000), nullable=False),
        sa.PrimaryKeyConstraint("routing_no", "version_code", "operation_no", "line_no"),
    )
    op.create_table(
        "routing_lines",
        sa.Column("routing_no", sa.String(20), nullable=False),
        sa.Column("version_code", sa.String(20), nullable=False),
        sa.Column("operation_no", sa.String(20), nullable=False),
        sa.Column("previous_operation_no", sa.String(250), nullable=False),
        sa.Column("next_operation_no", sa.String(250), nullable=False),
        sa.Column("type", sa.String(40), nullable=False),
        sa.Column("no", sa.String(20), nullable=False),
        sa.Column("work_center_no", sa.String(20), nullable=False),
        sa.Column("description", sa.String(100), nullable=False),
        sa.Column("standard_task_code", sa.String(20), nullable=False),
        sa.Column("setup_time", ExactDecimal(5), nullable=False),
        sa.Column("setup_time_unit", sa.String(20), nullable=False),
        sa.Column("run_time", ExactDecimal(5), nullable=False),
        sa.Column("run_time_unit", sa.String(20), nullable=False),
        sa.Column("wait_time", ExactDecimal(5), nullable=False),
        sa.Column("wait_time_unit", sa.String(20), nullable=False),
        sa.Column("move_time", ExactDecimal(5), nullable=False),
        sa.Column("move_time_unit", sa.String(20), nullable=False),
        sa.Column("lot_size", ExactDecimal(5), nullable=False),
        sa.Column("fixed_scrap_quantity", ExactDecimal(5), nullable=False),
        sa.Column("scrap_factor_pct", ExactDecimal(5), nullable=False),
        sa.Column("concurrent_capacities", ExactDecimal(5), nullable=False),
        sa.Column("send_ahead_quantity", ExactDecimal(5), nullable=False),
        sa.Column("routing_link_code", sa.String(20), nullable=False),
        sa.Column("unit_cost_per", ExactDecimal(5), nullable=False),
        sa.PrimaryKeyConstraint("routing_no", "version_code", "operation_no"),
    )
    op.create_table(
        "routing_links",
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("description", sa.String(100), nullable=False),
        sa.PrimaryKeyConstraint("code"),
    )
    op.create_table(
        "routing_personnel",
        sa.Column("routing_no", sa.String(20), nullable=False),
        sa.Column("version_code", sa.String(20), nullable=False),
        sa.Column("operation_no", sa.String(20), nullable=False),
        sa.Column("line_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("no", sa.String(20), nullable=False),
        sa.Column("description", sa.String(100), nullable=False),
        sa.PrimaryKeyConstraint("routing_no", "version_code", "operation_no", "line_no"),
    )
    op.create_table(
        "routing_quality_measures",
        sa.Column("routing_no", sa.String(20), nullable=False),
        sa.Column("version_code", sa.String(20), nullable=False),
        sa.Column("operation_no", sa.String(20), nullable=False),
        sa.Column("line_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("qlty_measure_code", sa.String(20), nullable=False),
        sa.Column("description", sa.String(100), nullable=False),
        sa.Column("min_value", ExactDecimal(5), nullable=False),
        sa.Column("max_value", ExactDecimal(5), nullable=False),
        sa.Column("mean_tolerance", ExactDecimal(5), nullable=False),
        sa.PrimaryKeyConstraint("routing_no", "version_code", "operation_no", "line_no"),
    )
    op.create_table(
        "routing_tools",
        sa.Column("routing_no", sa.String(20), nullable=False),
        sa.Column("version_code", sa.String(20), nullable=False),
        sa.Column("operation_no", sa.String(20), nullable=False),
        sa.Column("line_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("no", sa.String(20), nullable=False),
        sa.Column("description", sa.String(100), nullable=False),
        sa.PrimaryKeyConstraint("routing_no", "version_code", "operation_no", "line_no"),
    )
    op.create_table(
        "routing_versions",
        sa.Column("routing_no", sa.String(20), nullable=False),
        sa.Column("version_code", sa.String(20), nullable=False),
        sa.Column("description", sa.String(100), nullable=False),
        sa.Column("type", sa.String(40), nullable=False),
        sa.Column("starting_date", sa.Date(), nullable=True),
        sa.Column("status", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("routing_no", "version_code"),
    )
    op.create_table(
        "routings",
        sa.Column("no", sa.String(20), nullable=False),
        sa.Column("description", sa.String(100), nullable=False),
        sa.Column("type", sa.String(40), nullable=False),
        sa.Column("status", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("no"),
    )
    op.create_table(
        "sales_order_lines",
        sa.Column("sales_order_no", sa.String(20), nullable=False),
        sa.Column("line_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("item_no", sa.String(20), nullable=False),
        sa.Column("variant_code", sa.String(20), nullable=False),
        sa.Column("quantity", ExactDecimal(5), nullable=False),
        sa.Column("unit_of_measure_code", sa.String(20), nullable=False),
        sa.Column("location_code", sa.String(20), nullable=False),
        sa.Column("shipment_date", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("sales_order_no", "line_no"),
    )
    op.create_table(
        "sales_orders",
        sa.Column("no", sa.String(20), nullable=False),
        sa.Column("type", sa.String(40), nullable=False),
        sa.Column("customer_name", sa.String(100), nullable=False),
        sa.Column("order_date", sa.Date(), nullable=True),
        sa.Column("shipment_date", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("no"),
    )
    op.create_table(
        "sales_reservations",
        sa.Column("sales_order_no", sa.String(20), nullable=False),
        sa.Column("sales_line_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("order_no", sa.String(20), nullable=False),
        sa.Column("order_line_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("quantity_base", ExactDecimal(5), nullable=False),
        sa.PrimaryKeyConstraint("sales_order_no", "sales_line_no", "order_no", "order_line_no"),
    )
    with op.batch_alter_table("sales_reservations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sales_reservations_order_no"), ["order_no"], unique=False)

    op.create_table(
        "schedule_proposal_moves",
        sa.Column("proposal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("move", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("order_no", sa.String(20), nullable=False),
        sa.Column("due_date", sa.Date(), nullable=True),
        sa.Column("starting_date_time", sa.DateTime(), nullable=True),
        sa.Column("direction", sa.String(40), nullable=False),
        sa.Column("starting_before", sa.DateTime(), nullable=True),
        sa.Column("ending_before", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("proposal", "move"),
    )
    op.create_table(
        "schedule_proposals",
        sa.Column("proposal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("status", sa.String(40), nullable=False),
        sa.Column("description", sa.String(100), nullable=False),
        sa.Column("proposed_by", sa.String(20), nullable=False),
        sa.Column("proposed_at", UtcMoment(), nullable=False),
        sa.Column("decided_by", sa.String(20), nullable=False),
        sa.Column("decided_at", UtcMoment(), nullable=True),
        sa.PrimaryKeyConstraint("proposal"),
    )
    with op.batch_alter_table("schedule_proposals", schema=None) as batch_op:
        batch_op.create_index("schedule_proposals_status", ["status", "proposal"], unique=False)

    op.create_table(
        "scrap_codes",
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("description", sa.String(100), nullable=False),
        sa.PrimaryKeyConstraint("code"),
    )
    op.create_table(
        "shift_note_readings",
        sa.Column("note_id", sa.String(64), nullable=False),
        sa.Column("person_no", sa.String(20), nullable=False),
        sa.Column("read_at", UtcMoment(), nullable=False),
        sa.PrimaryKeyConstraint("note_id", "person_no"),
    )
    op.create_table(
        "shift_notes",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("reach", sa.String(40), nullable=False),
        sa.Column("no", sa.String(20), nullable=False),
        sa.Column("order_no", sa.String(20), nullable=False),
        sa.Column("order_line_no", sa.Integer(), nullable=False),
        sa.Column("operation_no", sa.String(20), nullable=False),
        sa.Column("note", sa.String(200), nullable=False),
        sa.Column("person_no", sa.String(20), nullable=False),
        sa.Column("terminal_id", sa.String(64), nullable=False),
        sa.Column("written_at", UtcMoment(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("shift_notes", schema=None) as batch_op:
        batch_op.create_index("shift_notes_center", ["no", "written_at"], unique=False)
        batch_op.create_index("shift_notes_order", ["order_no", "written_at"], unique=False)

    op.create_table(
        "shop_calendar_holidays",
        sa.Column("shop_calendar_code", sa.String(20), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("starting_time", sa.Time(), nullable=False),
        sa.Column("ending_time", sa.Time(), nullable=False),
        sa.Column("description", sa.String(100), nullable=False),
        sa.PrimaryKeyConstraint("shop_calendar_code", "date", "starting_time"),
    )
    op.create_table(
        "shop_calendar_working_days",
        sa.Column("shop_calendar_code", sa.String(20), nullable=False),
        sa.Column("day", sa.String(40), nullable=False),
        sa.Column("starting_time", sa.Time(), nullable=False),
        sa.Column("work_shift_code", sa.String(20), nullable=False),
        sa.Column("ending_time", sa.Time(), nullable=False),
        sa.PrimaryKeyConstraint("shop_calendar_code", "day", "starting_time", "work_shift_code"),
    )
    op.create_table(
        "shop_calendars",
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("description", sa.String(100), nullable=False),
        sa.PrimaryKeyConstraint("code"),
    )
    op.create_table(
        "sign_on_attempts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", UtcMoment(), nullable=False),
        sa.Column("subject", sa.String(64), nullable=False),
        sa.Column("terminal_id", sa.String(64), nullable=False),
        sa.Column("outcome", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("sign_on_attempts", schema=None) as batch_op:
        batch_op.create_index("sign_on_attempts_subject", ["subject", "id"], unique=False)
        batch_op.create_index("sign_on_attempts_terminal", ["terminal_id", "id"], unique=False)

    op.create_table(
        "sign_on_sessions",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("person_no", sa.String(20), nullable=False),
        sa.Column("terminal_id", sa.String(64), nullable=False),
        sa.Column("signed_on_at", UtcMoment(), nullable=False),
        sa.Column("signed_off_at", UtcMoment(), nullable=True),
        sa.Column("last_used_at", UtcMoment(), nullable=True),
        sa.Column("offline", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "standard_task_descriptions",
        sa.Column("standard_task_code", sa.String(20), nullable=False),
        sa.Column("line_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", sa.String(250), nullable=False),
        sa.PrimaryKeyConstraint("standard_task_code", "line_no"),
    )
    op.create_table(
        "standard_tasks",
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("description", sa.String(100), nullable=False),
        sa.PrimaryKeyConstraint("code"),
    )
    op.create_table(
        "stockkeeping_units",
        sa.Column("location_code", sa.String(20), nullable=False),
        sa.Column("item_no", sa.String(20), nullable=False),
        sa.Column("variant_code", sa.String(20), nullable=False),
        sa.Column("production_bom_no", sa.String(20), nullable=False),
        sa.Column("routing_no", sa.String(20), nullable=False),
        sa.Column("flushing_method", sa.String(20), nullable=False),
        sa.Column("unit_cost", ExactDecimal(5), nullable=True),
        sa.Column("standard_cost", ExactDecimal(5), nullable=True),
        sa.PrimaryKeyConstraint("location_code", "item_no", "variant_code"),
    )
    op.create_table(
        "stop_codes",
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("description", sa.String(100), nullable=False),
        sa.Column("stop_type", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("code"),
    )
    op.create_table(
        "subcontractor_prices",
        sa.Column("vendor_no", sa.String(20), nullable=False),
        sa.Column("item_no", sa.String(20), nullable=False),
        sa.Column("work_center_no", sa.String(20), nullable=False),
        sa.Column("standard_task_code", sa.String(20), nullable=False),
        sa.Column("unit_of_measure_code", sa.String(20), nullable=False),
        sa.Column("minimum_quantity", ExactDecimal(5), nullable=False),
        sa.Column("starting_date", sa.Date(), nullable=False),
        sa.Column("direct_unit_cost", ExactDecimal(5), nullable=False),
        sa.Column("minimum_amount", ExactDecimal(5), nullable=False),
        sa.PrimaryKeyConstraint(
            "vendor_no",
            "item_no",
            "work_center_no",
            "standard_task_code",
            "unit_of_measure_code",
            "minimum_quantity",
            "starting_date",
        ),
    )
    op.create_table(
        "terminal_invitations",
        sa.Column("terminal_id", sa.String(64), nullable=False),
        sa.Column("code_hash", sa.String(64), nullable=False),
        sa.Column("description", sa.String(100), nullable=False),
        sa.Column("work_center_no", sa.String(20), nullable=False),
        sa.Column("expires_at", UtcMoment(), nullable=False),
        sa.Column("wrong_codes", sa.Integer(), nullable=False),
        sa.Column("invited_by", sa.String(20), nullable=False),
        sa.PrimaryKeyConstraint("terminal_id"),
    )
    op.create_table(
        "terminals",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("description", sa.String(100), nullable=False),
        sa.Column("work_center_no", sa.String(20), nullable=False),
        sa.Column("first_seen_at", UtcMoment(), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("enrolled_at", UtcMoment(), nullable=True),
        sa.Column("revoked_at", UtcMoment(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("terminals", schema=None) as batch_op:
        batch_op.create_index("terminals_token", ["token_hash"], unique=False)

    op.create_table(
        "units_of_measure",
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("description", sa.String(100), nullable=False),
        sa.Column("international_standard_code", sa.String(20), nullable=False),
        sa.PrimaryKeyConstraint("code"),
    )
    op.create_table(
        "value_entries",
        sa.Column("entry_no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("register_no", sa.BigInteger(), nullable=False),
        sa.Column("entry_type", sa.String(40), nullable=False),
        sa.Column("variance_type", sa.String(40), nullable=False),
        sa.Column("item_ledger_entry_type", sa.String(40), nullable=False),
        sa.Column("item_ledger_entry_no", sa.BigInteger(), nullable=False),
        sa.Column("capacity_ledger_entry_no", sa.BigInteger(), nullable=False),
        sa.Column("item_no", sa.String(20), nullable=False),
        sa.Column("type", sa.String(20), nullable=False),
        sa.Column("no", sa.String(20), nullable=False),
        sa.Column("posting_date", sa.Date(), nullable=False),
        sa.Column("valuation_date", sa.Date(), nullable=False),
        sa.Column("document_no", sa.String(20), nullable=False),
        sa.Column("location_code", sa.String(20), nullable=False),
        sa.Column("valued_quantity", ExactDecimal(5), nullable=False),
        sa.Column("invoiced_quantity", ExactDecimal(5), nullable=False),
        sa.Column("cost_per_unit", ExactDecimal(5), nullable=False),
        sa.Column("cost_amount_actual", ExactDecimal(2), nullable=False),
        sa.Column("cost_amount_expected", ExactDecimal(2), nullable=False),
        sa.Column("expected_cost", sa.Boolean(), nullable=False),
        sa.Column("adjustment", sa.Boolean(), nullable=False),
        sa.Column("order_no", sa.String(20), nullable=False),
        sa.Column("order_line_no", sa.Integer(), nullable=False),
        sa.Column("inventory_posting_group", sa.String(20), nullable=False),
        sa.Column("gen_bus_posting_group", sa.String(20), nullable=False),
        sa.Column("gen_prod_posting_group", sa.String(20), nullable=False),
        sa.Column("cost_posted_to_gl", ExactDecimal(2), nullable=False),
        sa.Column("expected_cost_posted_to_gl", ExactDecimal(2), nullable=False),
        sa.PrimaryKeyConstraint("entry_no"),
    )
    with op.batch_alter_table("value_entries", schema=None) as batch_op:
        batch_op.create_index(
            "value_entries_expected_owed",
            ["entry_no"],
            unique=False,
            sqlite_where=sa.text("cost_amount_expected <> expected_cost_posted_to_gl"),
            postgresql_where=sa.text("cost_amount_expected <> expected_cost_posted_to_gl"),
        )
        batch_op.create_index(
            "value_entries_expected_posted",
            ["entry_no"],
            unique=False,
            sqlite_where=sa.text("expected_cost_posted_to_gl <> 0"),
            postgresql_where=sa.text("expected_cost_posted_to_gl <> 0"),
        )
        batch_op.create_index("value_entries_item", ["item_no", "posting_date"], unique=False)
        batch_op.create_index("value_entries_item_entry", ["item_ledger_entry_no"], unique=False)
        batch_op.create_index("value_entries_order", ["order_no"], unique=False)
        batch_op.create_index(
            "value_entries_owed",
            ["entry_no"],
            unique=False,
            sqlite_where=sa.text("cost_amount_actual <> cost_posted_to_gl"),
            postgresql_where=sa.text("cost_amount_actual <> cost_posted_to_gl"),
        )

    op.create_table(
        "vendors",
        sa.Column("no", sa.String(20), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("vendor_posting_group", sa.String(20), nullable=False),
        sa.Column("gen_bus_posting_group", sa.String(20), nullable=False),
        sa.Column("location_code", sa.String(20), nullable=False),
        sa.PrimaryKeyConstraint("no"),
    )
    op.create_table(
        "warehouse_activities",
        sa.Column("no", sa.String(28), nullable=False),
        sa.Column("type", sa.String(40), nullable=False),
        sa.Column("location_code", sa.String(20), nullable=False),
        sa.Column("order_no", sa.String(20), nullable=False),
        sa.Column("created_at", UtcMoment(), nullable=False),
        sa.Column("completed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("no"),
    )
    with op.batch_alter_table("warehouse_activities", schema=None) as batch_op:
        batch_op.create_index("warehouse_activities_order", ["order_no"], unique=False)

    op.create_table(
        "warehouse_activity_lines",
        sa.Column("activity_no", sa.String(28), nullable=False),
        sa.Column("line_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("order_line_no", sa.Integer(), nullable=False),
        sa.Column("component_line_no", sa.Integer(), nullable=False),
        sa.Column("item_no", sa.String(20), nullable=False),
        sa.Column("variant_code", sa.String(20), nullable=False),
        sa.Column("bin_code", sa.String(20), nullable=False),
        sa.Column("lot_no", sa.String(50), nullable=False),
        sa.Column("serial_no", sa.String(50), nullable=False),
        sa.Column("quantity_base", ExactDecimal(5), nullable=False),
        sa.Column("qty_handled_base", ExactDecimal(5), nullable=False),
        sa.Column("item_ledger_entry_no", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("activity_no", "line_no"),
    )
    with op.batch_alter_table("warehouse_activity_lines", schema=None) as batch_op:
        batch_op.create_index("warehouse_activity_lines_entry", ["item_ledger_entry_no"], unique=False)

    op.create_table(
        "warehouse_entries",
        sa.Column("entry_no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("register_no", sa.BigInteger(), nullable=False),
        sa.Column("posting_date", sa.Date(), nullable=False),
        sa.Column("location_code", sa.String(20), nullable=False),
        sa.Column("bin_code", sa.String(20), nullable=False),
        sa.Column("item_no", sa.String(20), nullable=False),
        sa.Column("variant_code", sa.String(20), nullable=False),
        sa.Column("lot_no", sa.String(50), nullable=False),
        sa.Column("serial_no", sa.String(50), nullable=False),
        sa.Column("quantity", ExactDecimal(5), nullable=False),
        sa.Column("activity_no", sa.String(28), nullable=False),
        sa.Column("order_no", sa.String(20), nullable=False),
        sa.PrimaryKeyConstraint("entry_no"),
    )
    with op.batch_alter_table("warehouse_entries", schema=None) as batch_op:
        batch_op.create_index("warehouse_entries_item", ["item_no", "location_code"], unique=False)
        batch_op.create_index("warehouse_entries_order", ["order_no"], unique=False)

    op.create_table(
        "warehouse_requests",
        sa.Column("type", sa.String(40), nullable=False),
        sa.Column("order_no", sa.String(20), nullable=False),
        sa.Column("location_code", sa.String(20), nullable=False),
        sa.Column("expected_date", sa.Date(), nullable=True),
        sa.Column("completely_handled", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("type", "order_no", "location_code"),
    )
    op.create_table(
        "work_center_groups",
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.PrimaryKeyConstraint("code"),
    )
    op.create_table(
        "work_centers",
        sa.Column("no", sa.String(20), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("work_center_group_code", sa.String(20), nullable=False),
        sa.Column("unit_of_measure_code", sa.String(20), nullable=False),
        sa.Column("unit_cost_calculation", sa.String(40), nullable=False),
        sa.Column("specific_unit_cost", sa.Boolean(), nullable=False),
        sa.Column("direct_unit_cost", ExactDecimal(5), nullable=False),
        sa.Column("indirect_cost_pct", ExactDecimal(5), nullable=False),
        sa.Column("overhead_rate", ExactDecimal(5), nullable=False),
        sa.Column("unit_cost", ExactDecimal(5), nullable=False),
        sa.Column("capacity", ExactDecimal(5), nullable=False),
        sa.Column("efficiency", ExactDecimal(5), nullable=False),
        sa.Column("shop_calendar_code", sa.String(20), nullable=False),
        sa.Column("calendar_rounding_precision", ExactDecimal(5), nullable=False),
        sa.Column("flushing_method", sa.String(40), nullable=False),
        sa.Column("queue_time", ExactDecimal(5), nullable=False),
        sa.Column("queue_time_unit", sa.String(20), nullable=False),
        sa.Column("gen_prod_posting_group", sa.String(20), nullable=False),
        sa.Column("subcontractor_no", sa.String(20), nullable=False),
        sa.Column("location_code", sa.String(20), nullable=False),
        sa.Column("open_shop_floor_bin_code", sa.String(20), nullable=False),
        sa.Column("to_production_bin_code", sa.String(20), nullable=False),
        sa.Column("from_production_bin_code", sa.String(20), nullable=False),
        sa.Column("blocked", sa.Boolean(), nullable=False),
        sa.Column("consolidated_calendar", sa.Boolean(), nullable=False),
        sa.Column("rated_quantity_per_hour", ExactDecimal(5), nullable=False),
        sa.PrimaryKeyConstraint("no"),
    )
    op.create_table(
        "work_shifts",
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("description", sa.String(100), nullable=False),
        sa.PrimaryKeyConstraint("code"),
    )

    connection = op.get_bind()
    columns = {
        table: tuple(column["name"] for column in sa.inspect(connection).get_columns(table))
        for table in triggers_0001.MUTABLE_COLUMNS
    }
    for statement in triggers_0001.statements(connection.dialect.name, columns):
        connection.exec_driver_sql(statement)
