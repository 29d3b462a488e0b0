"""All that can be asked of the back end, on one page.

Each message with the engine function that answers it (named as text, so that a terminal without a database can
read this page too) and its HTTP form. LocalClient, the server and the remote client are all derived from it.
"""

from typing import Any, NamedTuple

from backend_client.messages import (
    center_days,
    clocks,
    floor,
    journal_proposals,
    journals,
    load,
    order_changes,
    order_line,
    order_lists,
    orders,
    people,
    planning,
    postings,
    reversals,
    scanning,
    shop_calendars,
    subcontracting,
    warehouse,
    what_if,
)

API = "/api/v1"


class Entry(NamedTuple):
    """One message: its class, `module:function` under backend_client.engine, HTTP method and path."""

    message: type[Any]
    function: str
    method: str
    path: str


REQUESTS: tuple[Entry, ...] = (
    Entry(postings.PostOutputRequest, "output:post_output", "POST", f"{API}/postings/output"),
    Entry(postings.PostCapacityRequest, "capacity:post_capacity", "POST", f"{API}/postings/capacity"),
    Entry(
        reversals.ReverseEntryRequest,
        "reversal.reverse_entry:reverse_entry",
        "POST",
        f"{API}/reversals",
    ),
    Entry(reversals.UndoPostingRequest, "reversal.undo:undo_posting", "POST", f"{API}/undos"),
    Entry(
        postings.PostItemEntryRequest, "item_entry:post_item_entry", "POST", f"{API}/postings/item-entries"
    ),
    Entry(
        journals.PostConsumptionRequest,
        "journals.consumption:post_consumption",
        "POST",
        f"{API}/postings/consumption",
    ),
    Entry(journals.PostJournalRequest, "journals.batch:post_journal", "POST", f"{API}/postings/journals"),
    Entry(
        orders.CreateProductionOrderRequest,
        "orders:create_production_order",
        "POST",
        f"{API}/production-orders",
    ),
    Entry(
        orders.RefreshProductionOrderRequest,
        "orders:refresh_production_order",
        "POST",
        f"{API}/production-orders/{{order_no}}/refreshes",
    ),
    Entry(
        orders.ReplanProductionOrderRequest,
        "orders:replan_production_order",
        "POST",
        f"{API}/production-orders/{{order_no}}/replannings",
    ),
    Entry(
        order_changes.EditProductionOrderRequest,
        "order_changes.lines:edit_production_order",
        "POST",
        f"{API}/production-orders/{{order_no}}/edits",
    ),
    Entry(
        order_changes.DeleteProductionOrderRequest,
        "order_changes.deletion:delete_production_order",
        "POST",
        f"{API}/production-orders/{{order_no}}/deletions",
    ),
    Entry(
        order_changes.EditOrderLineRequest,
        "order_changes.lines:edit_order_line",
        "POST",
        f"{API}/production-orders/{{order_no}}/line-edits",
    ),
    Entry(
        order_changes.DeleteOrderLineRequest,
        "order_changes.deletion:delete_order_line",
        "POST",
        f"{API}/production-orders/{{order_no}}/line-deletions",
    ),
    Entry(
        order_changes.EditRoutingLineRequest,
        "order_changes.operations:edit_routing_line",
        "POST",
        f"{API}/production-orders/{{order_no}}/operations/{{operation_no}}/edits",
    ),
    Entry(
        order_changes.AddComponentRequest,
        "order_changes.components:add_component",
        "POST",
        f"{API}/production-orders/{{order_no}}/components",
    ),
    Entry(
        order_changes.EditComponentRequest,
        "order_changes.components:edit_component",
        "POST",
        f"{API}/production-orders/{{order_no}}/component-edits",
    ),
    Entry(
        order_changes.DeleteComponentRequest,
        "order_changes.components:delete_component",
        "POST",
        f"{API}/production-orders/{{order_no}}/component-deletions",
    ),
    Entry(
        orders.ChangeOrderStatusRequest,
        "status:change_order_status",
        "POST",
        f"{API}/production-orders/{{order_no}}/status-changes",
    ),
    Entry(
        orders.ReopenProductionOrderRequest,
        "reopening:reopen_production_order",
        "POST",
        f"{API}/production-orders/{{order_no}}/reopenings",
    ),
    Entry(
        orders.ChangeStatusOfOrdersRequest,
        "bulk_status:change_status_of_orders",
        "POST",
        f"{API}/production-orders/status-changes",
    ),
    Entry(
        orders.BlockOrderRequest, "status:block_order", "POST", f"{API}/production-orders/{{order_no}}/blocks"
    ),
    Entry(
        orders.SetRoutingStatusRequest,
        "status:set_routing_status",
        "POST",
        f"{API}/production-orders/{{order_no}}/operations/{{operation_no}}/status-changes",
    ),
    Entry(warehouse.CreatePutAwayRequest, "warehouse.put_away:create_put_away", "POST", f"{API}/put-aways"),
    Entry(
        warehouse.PostInventoryPutAwayRequest,
        "warehouse.put_away:post_inventory_put_away",
        "POST",
        f"{API}/put-aways/{{no}}/postings",
    ),
    Entry(warehouse.CreatePickRequest, "warehouse.pick:create_pick", "POST", f"{API}/picks"),
    Entry(
        warehouse.PostInventoryPickRequest,
        "warehouse.pick:post_inventory_pick",
        "POST",
        f"{API}/picks/{{no}}/postings",
    ),
    Entry(
        warehouse.RegisterWarehouseActivityRequest,
        "warehouse.moving:register_warehouse_activity",
        "POST",
        f"{API}/warehouse-documents/{{no}}/registrations",
    ),
    Entry(
        warehouse.CloseWarehouseActivityRequest,
        "warehouse.documents:close_warehouse_activity",
        "POST",
        f"{API}/warehouse-documents/{{no}}/closings",
    ),
    Entry(
        warehouse.RegisterPickRequest,
        "warehouse.pick:register_pick",
        "POST",
        f"{API}/production-orders/{{order_no}}/picked-components",
    ),
    Entry(
        subcontracting.CreateSubcontractingOrderRequest,
        "subcontracting.ordering:create_subcontracting_order",
        "POST",
        f"{API}/subcontracting-orders",
    ),
    Entry(
        subcontracting.ReceiveSubcontractingRequest,
        "subcontracting.receiving:receive_subcontracting",
        "POST",
        f"{API}/subcontracting-orders/{{no}}/receipts",
    ),
    Entry(
        subcontracting.UndoSubcontractingReceiptRequest,
        "subcontracting.receiving:undo_subcontracting_receipt",
        "POST",
        f"{API}/subcontracting-orders/{{no}}/receipt-undos",
    ),
    Entry(
        subcontracting.InvoiceSubcontractingRequest,
        "subcontracting.invoicing:invoice_subcontracting",
        "POST",
        f"{API}/subcontracting-orders/{{no}}/invoices",
    ),
    Entry(planning.CalculateCalendarRequest, "calendars:calculate_calendar", "POST", f"{API}/calendars"),
    Entry(planning.RegisterAbsenceRequest, "calendars:register_absence", "POST", f"{API}/absences"),
    Entry(planning.RemoveAbsenceRequest, "calendars:remove_absence", "POST", f"{API}/absence-removals"),
    Entry(
        shop_calendars.RegisterHolidayRequest, "shop_calendars:register_holiday", "POST", f"{API}/holidays"
    ),
    Entry(
        shop_calendars.RemoveHolidayRequest,
        "shop_calendars:remove_holiday",
        "POST",
        f"{API}/holiday-removals",
    ),
    Entry(
        shop_calendars.SetWorkingDayRequest, "shop_calendars:set_working_day", "POST", f"{API}/working-days"
    ),
    Entry(
        shop_calendars.RemoveWorkingDayRequest,
        "shop_calendars:remove_working_day",
        "POST",
        f"{API}/working-day-removals",
    ),
    Entry(planning.ChangeMasterDataRequest, "master_data:change_master_data", "POST", f"{API}/master-data"),
    Entry(what_if.ProposeMovesRequest, "moves.proposals:propose_moves", "POST", f"{API}/schedule-proposals"),
    Entry(
        what_if.ApplyProposalRequest,
        "moves.proposals:apply_proposal",
        "POST",
        f"{API}/schedule-proposals/{{proposal}}/applications",
    ),
    Entry(
        what_if.DiscardProposalRequest,
        "moves.proposals:discard_proposal",
        "POST",
        f"{API}/schedule-proposals/{{proposal}}/discards",
    ),
    Entry(people.SignOnRequest, "people:sign_on", "POST", f"{API}/operator-sessions"),
    Entry(people.SignOffRequest, "people:sign_off", "POST", f"{API}/operator-sessions/sign-offs"),
    Entry(clocks.StartWorkRequest, "clocks.work:start_work", "POST", f"{API}/clocks/starts"),
    Entry(clocks.PauseWorkRequest, "clocks.work:pause_work", "POST", f"{API}/clocks/pauses"),
    Entry(clocks.EndWorkRequest, "clocks.work:end_work", "POST", f"{API}/clocks/ends"),
    Entry(clocks.ClockInRequest, "clocks.work:clock_in", "POST", f"{API}/presence/starts"),
    Entry(clocks.ClockOutRequest, "clocks.work:clock_out", "POST", f"{API}/presence/ends"),
    Entry(clocks.SweepClocksRequest, "clocks.forgotten:sweep_clocks", "POST", f"{API}/clocks/sweeps"),
    Entry(
        clocks.DecideForgottenClockRequest,
        "clocks.forgotten:decide_forgotten_clock",
        "POST",
        f"{API}/clocks/decisions",
    ),
    Entry(
        clocks.PostClockedOutputRequest,
        "clocks.posting:post_clocked_output",
        "POST",
        f"{API}/postings/clocked-output",
    ),
    Entry(
        clocks.PostClockedCapacityRequest,
        "clocks.posting:post_clocked_capacity",
        "POST",
        f"{API}/postings/clocked-capacity",
    ),
)

QUESTIONS: tuple[Entry, ...] = (
    Entry(scanning.ScanQuestion, "scanning:what_is_scanned", "GET", f"{API}/scans"),
    Entry(
        order_line.OrderLineQuestion, "order_line:order_line", "GET", f"{API}/production-orders/{{order_no}}"
    ),
    Entry(
        order_lists.ProductionOrdersQuestion,
        "order_lists.lists:production_orders",
        "GET",
        f"{API}/production-orders",
    ),
    Entry(
        order_lists.ProductionOrderQuestion,
        "order_lists.whole:production_order",
        "GET",
        f"{API}/production-orders/{{order_no}}/whole",
    ),
    Entry(
        order_lists.SubstitutesQuestion,
        "order_lists.substitutes:substitutes",
        "GET",
        f"{API}/items/{{item_no}}/substitutes",
    ),
    Entry(
        order_line.OperationNotesQuestion,
        "order_line:operation_notes",
        "GET",
        f"{API}/production-orders/{{order_no}}/operations/{{operation_no}}/notes",
    ),
    Entry(
        journal_proposals.ProductionJournalQuestion,
        "journals.production_journal:production_journal",
        "GET",
        f"{API}/production-orders/{{order_no}}/production-journal",
    ),
    Entry(
        journal_proposals.ActualEntriesQuestion,
        "journals.actual_entries:actual_entries",
        "GET",
        f"{API}/production-orders/{{order_no}}/actual-entries",
    ),
    Entry(
        journal_proposals.ExplodeRoutingQuestion,
        "journals.explode_routing:explode_routing",
        "GET",
        f"{API}/exploded-routings",
    ),
    Entry(
        journal_proposals.CalculateConsumptionQuestion,
        "journals.calculate_consumption:calculate_consumption",
        "GET",
        f"{API}/calculated-consumption",
    ),
    Entry(
        reversals.PostedEntriesQuestion,
        "reversal.posted_entries:posted_entries",
        "GET",
        f"{API}/production-orders/{{order_no}}/entries",
    ),
    Entry(order_line.ReasonCodesQuestion, "order_line:reason_codes", "GET", f"{API}/reason-codes"),
    Entry(
        order_line.StatisticsQuestion,
        "statistics:time_statistics",
        "GET",
        f"{API}/production-orders/{{order_no}}/statistics",
    ),
    Entry(load.LoadQuestion, "load:load_board", "GET", f"{API}/capacity-load"),
    Entry(load.TaskListQuestion, "task_list:task_list", "GET", f"{API}/operations"),
    Entry(what_if.WhatIfQuestion, "moves.what_if:what_if", "GET", f"{API}/capacity-load/what-if"),
    Entry(what_if.ProposalsQuestion, "moves.proposals:proposals", "GET", f"{API}/schedule-proposals"),
    Entry(
        center_days.CapacityEntriesQuestion,
        "center_days:capacity_entries",
        "GET",
        f"{API}/capacity-ledger-entries",
    ),
    Entry(center_days.AbsenceEntriesQuestion, "center_days:absence_entries", "GET", f"{API}/absences"),
    Entry(
        center_days.CalendarEntriesQuestion, "center_days:calendar_entries", "GET", f"{API}/calendar-entries"
    ),
    Entry(
        planning.ConstrainedCapacityQuestion,
        "load:constrained_capacity",
        "GET",
        f"{API}/constrained-capacity",
    ),
    Entry(
        orders.FinishChecklistQuestion,
        "finish_checklist:finish_checklist",
        "GET",
        f"{API}/production-orders/{{order_no}}/finish-checklist",
    ),
    Entry(
        warehouse.WarehouseDocumentsQuestion,
        "warehouse.questions:warehouse_documents",
        "GET",
        f"{API}/warehouse-documents",
    ),
    Entry(
        warehouse.WarehouseRequestsQuestion,
        "warehouse.questions:warehouse_requests",
        "GET",
        f"{API}/warehouse-requests",
    ),
    Entry(warehouse.BinContentsQuestion, "warehouse.questions:bin_contents", "GET", f"{API}/bin-contents"),
    Entry(
        subcontracting.SubcontractingProposalQuestion,
        "subcontracting.ordering:subcontracting_proposal",
        "GET",
        f"{API}/subcontracting-proposals",
    ),
    Entry(
        subcontracting.SubcontractingLinesQuestion,
        "subcontracting.ordering:subcontracting_lines",
        "GET",
        f"{API}/subcontracting-orders",
    ),
    Entry(planning.StatusTargetsQuestion, "status:status_targets", "GET", f"{API}/status-targets"),
    Entry(people.PlantQuestion, "people:plant", "GET", f"{API}/meta"),
    Entry(
        floor.WhatMayBePostedQuestion,
        "floor.what_may_be_posted:what_may_be_posted",
        "GET",
        f"{API}/production-orders/{{order_no}}/operations/{{operation_no}}/limits",
    ),
    Entry(clocks.RunningWorkQuestion, "clocks.questions:running_work", "GET", f"{API}/clocks"),
    Entry(
        clocks.PersonTimeQuestion,
        "clocks.questions:person_time",
        "GET",
        f"{API}/people/{{person_no}}/clocks",
    ),
    Entry(
        clocks.OperationTimeQuestion,
        "clocks.questions:operation_time",
        "GET",
        f"{API}/production-orders/{{order_no}}/operations/{{operation_no}}/clocks",
    ),
    Entry(
        clocks.ClockExceptionsQuestion, "clocks.questions:clock_exceptions", "GET", f"{API}/clocks/exceptions"
    ),
)

BY_MESSAGE: dict[type[Any], Entry] = {entry.message: entry for entry in (*REQUESTS, *QUESTIONS)}
