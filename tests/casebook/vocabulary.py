"""The words of a case file: plant tables with their columns and keys, and what each step may be given.

Steps that the product does not offer yet stand here too: their case files are well formed, and running them
fails by name.
"""

# plant table -> its columns
PLANT_COLUMNS: dict[str, frozenset[str]] = {
    table: frozenset(columns.split())
    for table, columns in {
        "plant_setup": "key value",
        "units_of_measure": "code description international_standard_code",
        "capacity_units_of_measure": "code description type",
        "items": "no description type base_unit_of_measure item_category_code inventory_posting_group"
        " gen_prod_posting_group costing_method unit_price standard_cost unit_cost last_direct_cost"
        " indirect_cost_pct overhead_rate replenishment_system manufacturing_policy production_bom_no routing_no"
        " flushing_method scrap_pct lot_size rounding_precision item_tracking_code reordering_policy vendor_no"
        " vendor_item_no gtin blocked production_blocked single_level_material_cost single_level_capacity_cost"
        " single_level_subcontracted_cost single_level_cap_overhead_cost single_level_mfg_overhead_cost",
        "item_units": "item_no code qty_per_unit_of_measure qty_rounding_precision",
        "item_variants": "item_no code description",
        "stockkeeping_units": "location_code item_no variant_code production_bom_no routing_no flushing_method"
        " unit_cost standard_cost",
        "production_boms": "no description unit_of_measure_code status",
        "production_bom_versions": "production_bom_no version_code description unit_of_measure_code starting_date"
        " status",
        "production_bom_lines": "production_bom_no version_code line_no type no variant_code description"
        " quantity_per unit_of_measure_code calculation_formula scrap_pct routing_link_code position"
        " lead_time_offset_days starting_date ending_date length width depth weight",
        "routing_links": "code description",
        "routings": "no description type status",
        "routing_lines": "routing_no version_code operation_no previous_operation_no next_operation_no type no"
        " work_center_no description standard_task_code setup_time setup_time_unit run_time run_time_unit wait_time"
        " wait_time_unit move_time move_time_unit lot_size fixed_scrap_quantity scrap_factor_pct"
        " concurrent_capacities send_ahead_quantity routing_link_code unit_cost_per",
        "work_center_groups": "code name",
        "work_centers": "no name work_center_group_code unit_of_measure_code unit_cost_calculation"
        " specific_unit_cost direct_unit_cost indirect_cost_pct overhead_rate unit_cost capacity efficiency"
        " shop_calendar_code calendar_rounding_precision flushing_method queue_time queue_time_unit"
        " gen_prod_posting_group subcontractor_no location_code open_shop_floor_bin_code to_production_bin_code"
        " from_production_bin_code blocked consolidated_calendar rated_quantity_per_hour",
        "machine_centers": "no name work_center_no unit_of_measure_code direct_unit_cost indirect_cost_pct"
        " overhead_rate unit_cost capacity efficiency flushing_method queue_time queue_time_unit setup_time"
        " setup_time_unit run_time run_time_unit wait_time wait_time_unit move_time move_time_unit"
        " concurrent_capacities send_ahead_quantity fixed_scrap_quantity scrap_pct gen_prod_posting_group blocked"
        " rated_quantity_per_hour",
        "capacity_constrained_resources": "capacity_type capacity_no critical_load_pct dampener_pct",
        "work_shifts": "code description",
        "shop_calendars": "code description",
        "shop_calendar_working_days": "shop_calendar_code day starting_time ending_time work_shift_code",
        "accounting_periods": "starting_date name",
        "shop_calendar_holidays": "shop_calendar_code date starting_time ending_time description",
        "scrap_codes": "code description",
        "stop_codes": "code description stop_type",
        "locations": "code name bin_mandatory require_pick require_put_away require_receive require_shipment"
        " use_as_in_transit open_shop_floor_bin_code to_production_bin_code from_production_bin_code"
        " prod_consumption_whse_handling prod_output_whse_handling",
        "bins": "location_code code description",
        "posting_groups": "type code description",
        "gl_accounts": "no name account_type income_balance account_category",
        "posting_setup": "location_code inventory_posting_group inventory_account inventory_account_interim"
        " wip_account material_variance_account capacity_variance_account subcontracted_variance_account"
        " cap_overhead_variance_account mfg_overhead_variance_account material_non_inv_variance_account",
        "general_posting_setup": "gen_bus_posting_group gen_prod_posting_group sales_account purch_account"
        " inventory_adjmt_account direct_cost_applied_account overhead_applied_account purchase_variance_account"
        " cogs_account",
        "vendors": "no name vendor_posting_group gen_bus_posting_group location_code",
        "families": "no description routing_no",
        "family_lines": "family_no line_no item_no description quantity unit_of_measure_code",
        "item_substitutions": "item_no variant_code substitute_item_no substitute_variant_code interchangeable"
        " condition",
        "number_series": "code description starting_no ending_no warning_no increment_by_no last_no_used blocked",
        "sales_orders": "no type customer_name order_date shipment_date",
        "sales_order_lines": "sales_order_no line_no item_no variant_code quantity unit_of_measure_code"
        " location_code shipment_date",
        "opening_inventory": "document_no line_no posting_date item_no variant_code location_code bin_code quantity"
        " unit_of_measure_code unit_cost lot_no serial_no expiration_date",
    }.items()
}

# plant table -> the columns of its key, in the order of a key written as a list
PLANT_KEYS: dict[str, tuple[str, ...]] = {
    "plant_setup": ("key",),
    "item_units": ("item_no", "code"),
    "item_variants": ("item_no", "code"),
    "stockkeeping_units": ("location_code", "item_no", "variant_code"),
    "production_bom_versions": ("production_bom_no", "version_code"),
    "production_bom_lines": ("production_bom_no", "version_code", "line_no"),
    "routing_lines": ("routing_no", "version_code", "operation_no"),
    "capacity_constrained_resources": ("capacity_type", "capacity_no"),
    "shop_calendar_working_days": ("shop_calendar_code", "day", "starting_time", "work_shift_code"),
    "accounting_periods": ("starting_date",),
    "shop_calendar_holidays": ("shop_calendar_code", "date", "starting_time"),
    "bins": ("location_code", "code"),
    "posting_groups": ("type", "code"),
    "posting_setup": ("location_code", "inventory_posting_group"),
    "general_posting_setup": ("gen_bus_posting_group", "gen_prod_posting_group"),
    "family_lines": ("family_no", "line_no"),
    "opening_inventory": ("document_no", "line_no"),
    "item_substitutions": ("item_no", "variant_code", "substitute_item_no", "substitute_variant_code"),
    "sales_order_lines": ("sales_order_no", "line_no"),
} | {
    table: (key,)
    for key, tables in {
        "code": "units_of_measure capacity_units_of_measure routing_links work_center_groups work_shifts"
        " shop_calendars scrap_codes stop_codes locations number_series",
        "no": "items production_boms routings work_centers machine_centers gl_accounts vendors families sales_orders",
    }.items()
    for table in tables.split()
}

# do -> its arguments; the first text names those that must be there
STEP_ARGUMENTS: dict[str, tuple[str, str]] = {
    "create_production_order": (
        "no source_no quantity",
        "source_type status due_date unit_of_measure_code location_code variant_code direction"
        " starting_date_time refresh routing_no production_bom_no",
    ),
    "refresh_production_order": (
        "order",
        "direction quantity due_date calculate_lines calculate_routings calculate_components",
    ),
    "replan_production_order": ("order", "direction quantity due_date lower_levels"),
    "edit_production_order": ("order set", ""),
    "delete_production_order": ("order", ""),
    "edit_order_line": ("order set", "line"),
    "edit_component": ("order set", "item component line"),
    "add_component": ("order item set", "line"),
    "delete_component": ("order", "item component line"),
    "edit_routing_line": ("order operation set", "line"),
    "set_routing_status": ("order operation status", "line"),
    "change_status": ("order to", "posting_date finish_without_output update_unit_cost"),
    "reopen_production_order": ("order", ""),
    "block_order": ("order", "blocked"),
    "change_master_data": ("table key set", ""),
    "post_item_entry": (
        "entry_type item quantity",
        "unit_cost unit_of_measure_code location_code variant_code posting_date document_no applies_to",
    ),
    "post_item_charge": ("entry amount", "posting_date"),
    "revalue_entry": ("entry new_unit_cost", "posting_date"),
    "post_output": (
        "order",
        "line item operation setup run stop time_unit output scrap unit_of_measure_code scrap_code stop_code"
        " finished posting_date document_no applies_to starting_time ending_time concurrent_capacity bin_code",
    ),
    "post_consumption": (
        "order item quantity",
        "line component unit_of_measure_code location_code applies_to applies_from posting_date document_no"
        " bin_code",
    ),
    "post_capacity": ("no", "type stop setup run time_unit stop_code scrap_code posting_date document_no"),
    "post_journal": ("lines", ""),
    "reverse_entry": ("ledger entry", ""),
    "create_subcontracting_order": ("no order operation quantity direct_unit_cost", "line"),
    "receive_subcontracting": ("no quantity", "posting_date"),
    "invoice_subcontracting": ("no quantity", "direct_unit_cost posting_date"),
    "undo_subcontracting_receipt": ("no", "nth"),
    "register_pick": ("order item quantity", ""),
    "calculate_calendar": ("from to", "type no"),
    "register_absence": ("no date starting_time ending_time capacity", "type"),
    "remove_absence": ("no date starting_time", "type"),
    "adjust_cost": ("", ""),
    "post_inventory_cost_to_gl": ("", ""),
    "calculate_standard_cost": ("item", "levels calculation_date"),
    "production_journal": ("order", "line item preset"),
    "explode_routing": ("order", "line"),
    "calculate_consumption": ("order", "basis"),
    "load": ("no from to", "type period view"),
    "constrained_capacity": ("no date", "type"),
    "task_list": ("no", "type"),
    "status_targets": ("status", ""),
    "statistics": ("order", "line"),
}
