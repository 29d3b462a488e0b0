"""All that can be asked of the back end, on one page but for the questions (catalogue_questions.py).

Each message with the engine function that answers it (named as text, so that a terminal without a database can
read this page too) and its HTTP form. LocalClient, the server and the remote client are all derived from it.
"""

from typing import Any

from backend_client.catalogue_entry import API, Entry, post
from backend_client.catalogue_questions import QUESTIONS
from backend_client.messages import (
    accounting_periods,
    clocks,
    cost_adjustment,
    cost_to_post,
    costs,
    crew,
    exports,
    item_costs,
    journals,
    odd_entries,
    order_changes,
    orders,
    people,
    personnel,
    planning,
    posting_decisions,
    postings,
    reversals,
    shift,
    shop_calendars,
    subcontracting,
    terminals,
    tracked_numbers,
    warehouse,
    what_if,
)

__all__ = ["API", "BY_MESSAGE", "QUESTIONS", "REQUESTS", "Entry"]

REQUESTS: tuple[Entry, ...] = (
    post(postings.PostOutputRequest, "output:post_output", "postings/output"),
    post(postings.PostCapacityRequest, "capacity:post_capacity", "postings/capacity"),
    post(reversals.ReverseEntryRequest, "reversal.reverse_entry:reverse_entry", "reversals"),
    post(reversals.UndoPostingRequest, "reversal.undo:undo_posting", "undos"),
    post(postings.PostItemEntryRequest, "item_entry:post_item_entry", "postings/item-entries"),
    post(item_costs.PostItemChargeRequest, "costs.item_charge:post_item_charge", "postings/item-charges"),
    post(item_costs.RevalueEntryRequest, "costs.item_charge:revalue_entry", "postings/revaluations"),
    post(cost_adjustment.AdjustCostRequest, "costs.adjusting:adjust_cost", "cost-adjustments"),
    post(
        cost_to_post.PostInventoryCostToGLRequest,
        "costs.inventory_cost:post_inventory_cost_to_gl",
        "inventory-cost-postings",
    ),
    post(
        accounting_periods.CloseAccountingPeriodRequest,
        "costs.accounting_periods:close_accounting_period",
        "accounting-periods/{starting_date}/closings",
    ),
    post(
        accounting_periods.ReopenAccountingPeriodRequest,
        "costs.accounting_periods:reopen_accounting_period",
        "accounting-periods/{starting_date}/reopenings",
    ),
    post(journals.PostConsumptionRequest, "journals.consumption:post_consumption", "postings/consumption"),
    post(journals.PostJournalRequest, "journals.batch:post_journal", "postings/journals"),
    post(orders.CreateProductionOrderRequest, "orders:create_production_order", "production-orders"),
    post(
        orders.RefreshProductionOrderRequest,
        "orders:refresh_production_order",
        "production-orders/{order_no}/refreshes",
    ),
    post(
        orders.ReplanProductionOrderRequest,
        "orders:replan_production_order",
        "production-orders/{order_no}/replannings",
    ),
    post(
        order_changes.EditProductionOrderRequest,
        "order_changes.lines:edit_production_order",
        "production-orders/{order_no}/edits",
    ),
    post(
        order_changes.DeleteProductionOrderRequest,
        "order_changes.deletion:delete_production_order",
        "production-orders/{order_no}/deletions",
    ),
    post(
        order_changes.EditOrderLineRequest,
        "order_changes.lines:edit_order_line",
        "production-orders/{order_no}/line-edits",
    ),
    post(
        order_changes.DeleteOrderLineRequest,
        "order_changes.deletion:delete_order_line",
        "production-orders/{order_no}/line-deletions",
    ),
    post(
        order_changes.EditRoutingLineRequest,
        "order_changes.operations:edit_routing_line",
        "production-orders/{order_no}/operations/{operation_no}/edits",
    ),
    post(
        order_changes.AddComponentRequest,
        "order_changes.components:add_component",
        "production-orders/{order_no}/components",
    ),
    post(
        order_changes.EditComponentRequest,
        "order_changes.components:edit_component",
        "production-orders/{order_no}/component-edits",
    ),
    post(
        order_changes.DeleteComponentRequest,
        "order_changes.components:delete_component",
        "production-orders/{order_no}/component-deletions",
    ),
    post(
        orders.ChangeOrderStatusRequest,
        "status:change_order_status",
        "production-orders/{order_no}/status-changes",
    ),
    post(
        orders.ReopenProductionOrderRequest,
        "reopening:reopen_production_order",
        "production-orders/{order_no}/reopenings",
    ),
    post(
        orders.ChangeStatusOfOrdersRequest,
        "bulk_status:change_status_of_orders",
        "production-orders/status-changes",
    ),
    post(
        orders.FinishCompletedOrdersRequest,
        "automatic_finish:finish_completed_orders",
        "production-orders/completions",
    ),
    post(orders.BlockOrderRequest, "status:block_order", "production-orders/{order_no}/blocks"),
    post(
        orders.SetRoutingStatusRequest,
        "status:set_routing_status",
        "production-orders/{order_no}/operations/{operation_no}/status-changes",
    ),
    post(warehouse.CreatePutAwayRequest, "warehouse.put_away:create_put_away", "put-aways"),
    post(
        warehouse.PostInventoryPutAwayRequest,
        "warehouse.put_away:post_inventory_put_away",
        "put-aways/{no}/postings",
    ),
    post(warehouse.CreatePickRequest, "warehouse.pick:create_pick", "picks"),
    post(warehouse.PostInventoryPickRequest, "warehouse.pick:post_inventory_pick", "picks/{no}/postings"),
    post(
        warehouse.RegisterWarehouseActivityRequest,
        "warehouse.moving:register_warehouse_activity",
        "warehouse-documents/{no}/registrations",
    ),
    post(
        warehouse.CloseWarehouseActivityRequest,
        "warehouse.documents:close_warehouse_activity",
        "warehouse-documents/{no}/closings",
    ),
    post(
        warehouse.RegisterPickRequest,
        "warehouse.pick:register_pick",
        "production-orders/{order_no}/picked-components",
    ),
    post(
        tracked_numbers.BlockTrackedNumberRequest,
        "tracked_numbers:block_tracked_number",
        "tracked-numbers/blocks",
    ),
    post(
        subcontracting.CreateSubcontractingOrderRequest,
        "subcontracting.ordering:create_subcontracting_order",
        "subcontracting-orders",
    ),
    post(
        subcontracting.ReceiveSubcontractingRequest,
        "subcontracting.receiving:receive_subcontracting",
        "subcontracting-orders/{no}/receipts",
    ),
    post(
        subcontracting.UndoSubcontractingReceiptRequest,
        "subcontracting.receiving:undo_subcontracting_receipt",
        "subcontracting-orders/{no}/receipt-undos",
    ),
    post(
        subcontracting.InvoiceSubcontractingRequest,
        "subcontracting.invoicing:invoice_subcontracting",
        "subcontracting-orders/{no}/invoices",
    ),
    post(planning.CalculateCalendarRequest, "calendars:calculate_calendar", "calendars"),
    post(planning.RegisterAbsenceRequest, "calendars:register_absence", "absences"),
    post(planning.RemoveAbsenceRequest, "calendars:remove_absence", "absence-removals"),
    post(shop_calendars.RegisterHolidayRequest, "shop_calendars:register_holiday", "holidays"),
    post(shop_calendars.RemoveHolidayRequest, "shop_calendars:remove_holiday", "holiday-removals"),
    post(shop_calendars.SetWorkingDayRequest, "shop_calendars:set_working_day", "working-days"),
    post(shop_calendars.RemoveWorkingDayRequest, "shop_calendars:remove_working_day", "working-day-removals"),
    post(
        costs.CalculateStandardCostRequest,
        "costs.standard_cost:calculate_standard_cost",
        "standard-cost-calculations",
    ),
    post(planning.ChangeMasterDataRequest, "master_data:change_master_data", "master-data"),
    post(what_if.ProposeMovesRequest, "moves.proposals:propose_moves", "schedule-proposals"),
    post(
        what_if.ApplyProposalRequest,
        "moves.proposals:apply_proposal",
        "schedule-proposals/{proposal}/applications",
    ),
    post(
        what_if.DiscardProposalRequest,
        "moves.proposals:discard_proposal",
        "schedule-proposals/{proposal}/discards",
    ),
    post(people.SignOnRequest, "people:sign_on", "operator-sessions"),
    post(people.SignOffRequest, "people:sign_off", "operator-sessions/sign-offs"),
    post(people.ChooseLanguageRequest, "people:choose_language", "languages"),
    post(personnel.AddPersonRequest, "personnel.changes:add_person", "people"),
    post(personnel.ChangeRoleRequest, "personnel.changes:change_role", "people/{no}/roles"),
    post(personnel.ForgetPeopleRequest, "personnel.forgetting:forget_people", "people-forgotten"),
    post(personnel.LockPersonRequest, "personnel.changes:lock_person", "people/{no}/locks"),
    post(personnel.UnlockPersonRequest, "personnel.changes:unlock_person", "people/{no}/unlockings"),
    post(personnel.IssueBadgeRequest, "personnel.credentials:issue_badge", "people/{no}/badges"),
    post(personnel.RevokeBadgeRequest, "personnel.credentials:revoke_badge", "people/{no}/badge-revocations"),
    post(personnel.SetPinRequest, "personnel.credentials:set_pin", "people/{no}/pins"),
    post(terminals.InviteTerminalRequest, "terminals:invite_terminal", "terminals/invitations"),
    post(terminals.EnrolTerminalRequest, "terminals:enrol_terminal", "terminals/enrolments"),
    post(terminals.RevokeTerminalRequest, "terminals:revoke_terminal", "terminals/revocations"),
    post(posting_decisions.DecideKeptPostingRequest, "told_of:decide_kept_posting", "posting-decisions"),
    post(exports.RecordExportRequest, "told_of:record_export", "exports"),
    post(clocks.StartWorkRequest, "clocks.work:start_work", "clocks/starts"),
    post(clocks.PauseWorkRequest, "clocks.work:pause_work", "clocks/pauses"),
    post(clocks.EndWorkRequest, "clocks.work:end_work", "clocks/ends"),
    post(crew.ChangeCrewRequest, "clocks.crew:change_crew", "clocks/crews"),
    post(clocks.ClockInRequest, "clocks.work:clock_in", "presence/starts"),
    post(clocks.ClockOutRequest, "clocks.work:clock_out", "presence/ends"),
    post(clocks.SweepClocksRequest, "clocks.forgotten:sweep_clocks", "clocks/sweeps"),
    post(clocks.DecideForgottenClockRequest, "clocks.forgotten:decide_forgotten_clock", "clocks/decisions"),
    post(
        odd_entries.FindEntryRightRequest,
        "supervising.odd_entries:find_entry_right",
        "odd-entries/{entry_no}/reviews",
    ),
    post(clocks.PostClockedOutputRequest, "clocks.posting:post_clocked_output", "postings/clocked-output"),
    post(
        clocks.PostClockedCapacityRequest, "clocks.posting:post_clocked_capacity", "postings/clocked-capacity"
    ),
    post(shift.WriteNoteRequest, "shift.notes:write_note", "notes"),
    post(shift.ReadNotesRequest, "shift.notes:read_notes", "notes/readings"),
    post(shift.CallForHelpRequest, "shift.calls:call_for_help", "help-calls"),
    post(shift.AnswerCallRequest, "shift.calls:answer_call", "help-calls/{call_id}/answers"),
    post(shift.EndCallRequest, "shift.calls:end_call", "help-calls/{call_id}/ends"),
)

BY_MESSAGE: dict[type[Any], Entry] = {entry.message: entry for entry in (*REQUESTS, *QUESTIONS)}
