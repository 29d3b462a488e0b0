"""Which role may post which request and ask which question: two tables, checked wherever a plant has people sign on.

A message stands under the least role that may send it; each role may do what those before it may. Whoever adds a
message to the catalogue decides here who may send it.
"""

from typing import Any

from backend_client.messages import (
    accounting_periods,
    audit,
    center_days,
    clocks,
    cost_adjustment,
    cost_reports,
    cost_to_post,
    costs,
    crew,
    exports,
    floor,
    floor_now,
    item_costs,
    journal_proposals,
    journals,
    key_figures,
    ledger_entries,
    load,
    odd_entries,
    order_changes,
    order_costs,
    order_line,
    order_lists,
    order_tracking,
    orders,
    output_labels,
    parts,
    people,
    personnel,
    planning,
    posted_requests,
    posting_decisions,
    postings,
    reversals,
    scanning,
    shift,
    shop_calendars,
    subcontracting,
    terminals,
    tracked_numbers,
    warehouse,
    watched_orders,
    what_if,
)
from backend_client.rules.posting_permissions import ROLES
from backend_client.terms import Role

REQUESTS_OF: dict[Role | None, tuple[type[Any], ...]] = {
    # nobody is signed on yet, or no more: each looks for itself at who asks
    None: (
        people.SignOnRequest,
        people.SignOffRequest,
        terminals.EnrolTerminalRequest,
        exports.RecordExportRequest,  # who was answered may say that the answer is written to a file
        shift.CallForHelpRequest,  # an accident does not wait for a badge
    ),
    # makes pieces, uses material, books time; takes back the own last posting
    Role.OPERATOR: (
        postings.PostOutputRequest,
        postings.PostCapacityRequest,
        journals.PostConsumptionRequest,
        journals.PostJournalRequest,
        reversals.UndoPostingRequest,
        clocks.StartWorkRequest,
        clocks.PauseWorkRequest,
        clocks.EndWorkRequest,
        crew.ChangeCrewRequest,
        clocks.ClockInRequest,
        clocks.ClockOutRequest,
        clocks.PostClockedOutputRequest,
        clocks.PostClockedCapacityRequest,
        warehouse.RegisterPickRequest,
        warehouse.RegisterWarehouseActivityRequest,
        warehouse.PostInventoryPutAwayRequest,
        warehouse.PostInventoryPickRequest,
        shift.WriteNoteRequest,
        shift.ReadNotesRequest,
        shift.AnswerCallRequest,
        shift.EndCallRequest,
        people.ChooseLanguageRequest,
        personnel.SetPinRequest,  # the own one; another's needs a higher role than theirs
    ),
    # readies machines and orders for work
    Role.SETTER: (
        orders.SetRoutingStatusRequest,
        order_changes.EditComponentRequest,
        warehouse.CreatePutAwayRequest,
        warehouse.CreatePickRequest,
        warehouse.CloseWarehouseActivityRequest,
    ),
    # answers for a shift: what is wrong is put right, who may work is let in
    Role.SUPERVISOR: (
        reversals.ReverseEntryRequest,
        postings.PostItemEntryRequest,
        orders.ChangeOrderStatusRequest,
        orders.ChangeStatusOfOrdersRequest,
        orders.FinishCompletedOrdersRequest,
        orders.BlockOrderRequest,
        order_changes.AddComponentRequest,
        order_changes.DeleteComponentRequest,
        order_changes.EditRoutingLineRequest,
        planning.RegisterAbsenceRequest,
        planning.RemoveAbsenceRequest,
        what_if.ProposeMovesRequest,
        clocks.SweepClocksRequest,
        clocks.DecideForgottenClockRequest,
        odd_entries.FindEntryRightRequest,
        personnel.IssueBadgeRequest,
        personnel.RevokeBadgeRequest,
        personnel.LockPersonRequest,
        personnel.UnlockPersonRequest,
        posting_decisions.DecideKeptPostingRequest,
        tracked_numbers.BlockTrackedNumberRequest,
        terminals.InviteTerminalRequest,
        terminals.RevokeTerminalRequest,
    ),
    # decides what is made, when and where
    Role.PLANNER: (
        orders.CreateProductionOrderRequest,
        orders.RefreshProductionOrderRequest,
        orders.ReplanProductionOrderRequest,
        orders.ReopenProductionOrderRequest,
        order_changes.EditProductionOrderRequest,
        order_changes.DeleteProductionOrderRequest,
        order_changes.EditOrderLineRequest,
        order_changes.DeleteOrderLineRequest,
        planning.CalculateCalendarRequest,
        shop_calendars.RegisterHolidayRequest,
        shop_calendars.RemoveHolidayRequest,
        shop_calendars.SetWorkingDayRequest,
        shop_calendars.RemoveWorkingDayRequest,
        subcontracting.CreateSubcontractingOrderRequest,
        subcontracting.ReceiveSubcontractingRequest,
        subcontracting.UndoSubcontractingReceiptRequest,
        subcontracting.InvoiceSubcontractingRequest,
        what_if.ApplyProposalRequest,
        what_if.DiscardProposalRequest,
    ),
    # keeps the plant's data, its books and its people
    Role.ADMINISTRATOR: (
        planning.ChangeMasterDataRequest,
        costs.CalculateStandardCostRequest,
        cost_adjustment.AdjustCostRequest,
        cost_to_post.PostInventoryCostToGLRequest,
        item_costs.PostItemChargeRequest,
        item_costs.RevalueEntryRequest,
        accounting_periods.CloseAccountingPeriodRequest,
        accounting_periods.ReopenAccountingPeriodRequest,
        personnel.AddPersonRequest,
        personnel.ChangeRoleRequest,
        personnel.ForgetPeopleRequest,
    ),
}

QUESTIONS_OF: dict[Role | None, tuple[type[Any], ...]] = {
    # what hangs on the wall of the floor: the next work, the load, what a card means. A terminal that is known may ask
    # it with nobody signed on, so that boards run and scans go on; it names no person and no cost
    None: (
        people.PlantQuestion,
        scanning.ScanQuestion,
        order_line.OrderLineQuestion,
        order_line.OperationNotesQuestion,
        order_line.ReasonCodesQuestion,
        parts.PartsQuestion,
        output_labels.OutputLabelsQuestion,
        load.LoadQuestion,
        load.TaskListQuestion,
        planning.ConstrainedCapacityQuestion,
        planning.StatusTargetsQuestion,
        center_days.CalendarEntriesQuestion,
        center_days.AbsenceEntriesQuestion,
        shop_calendars.ShopCalendarsQuestion,
        posted_requests.PostedRequestsQuestion,  # a terminal's own outbox asks it; nobody guesses an id
    ),
    # what is needed to post, and what was posted
    Role.OPERATOR: (
        floor.WhatMayBePostedQuestion,
        order_lists.ProductionOrdersQuestion,
        order_lists.ProductionOrderQuestion,
        order_tracking.OrderTrackingQuestion,
        order_lists.SubstitutesQuestion,
        orders.FinishChecklistQuestion,
        journal_proposals.ProductionJournalQuestion,
        journal_proposals.ActualEntriesQuestion,
        journal_proposals.ExplodeRoutingQuestion,
        journal_proposals.CalculateConsumptionQuestion,
        reversals.PostedEntriesQuestion,
        reversals.PersonPostingsQuestion,  # the own ones; another's need a supervisor
        center_days.CapacityEntriesQuestion,
        warehouse.WarehouseDocumentsQuestion,
        warehouse.WarehouseRequestsQuestion,
        warehouse.BinContentsQuestion,
        tracked_numbers.TrackedNumbersQuestion,
        shift.ShiftNotesQuestion,
        shift.HelpCallsQuestion,
        clocks.RunningWorkQuestion,
        clocks.OperationTimeQuestion,
        clocks.PersonTimeQuestion,  # the own one; another's needs a supervisor
    ),
    # what other people did, what an order costs, what could be moved
    Role.SUPERVISOR: (
        order_costs.StatisticsQuestion,
        order_costs.OrderCostQuestion,
        ledger_entries.LedgerEntriesQuestion,
        what_if.WhatIfQuestion,
        what_if.ProposalsQuestion,
        clocks.ClockExceptionsQuestion,
        floor_now.FloorNowQuestion,
        odd_entries.OddEntriesQuestion,
        watched_orders.WatchedOrdersQuestion,
        key_figures.KeyFiguresQuestion,
        key_figures.WorkerEfficiencyQuestion,
        key_figures.LossesQuestion,
        personnel.PeopleQuestion,
        terminals.TerminalsQuestion,
    ),
    # what items cost, what suppliers do
    Role.PLANNER: (
        cost_reports.ItemCostQuestion,
        subcontracting.SubcontractingProposalQuestion,
        subcontracting.SubcontractingLinesQuestion,
    ),
    # the books, and who did what
    Role.ADMINISTRATOR: (
        cost_reports.TrialBalanceQuestion,
        cost_reports.InventoryValuationQuestion,
        cost_reports.WorkInProcessQuestion,
        accounting_periods.AccountingPeriodsQuestion,
        audit.AuditQuestion,
    ),
}

OWN_ALONE: dict[type[Any], Role] = {
    clocks.PersonTimeQuestion: Role.SUPERVISOR,
    reversals.PersonPostingsQuestion: Role.SUPERVISOR,
}
"""Questions about a person's own day, with the least role that may ask another's."""

LEAST_ROLE: dict[type[Any], Role | None] = {
    request: role for role, requests in REQUESTS_OF.items() for request in requests
}
LEAST_ROLE_TO_ASK: dict[type[Any], Role | None] = {
    question: role for role, questions in QUESTIONS_OF.items() for question in questions
}


def includes(role: Role, least: Role) -> bool:
    """Say whether a role may do what another one may.

    >>> includes(Role.PLANNER, Role.SUPERVISOR), includes(Role.SETTER, Role.SUPERVISOR)
    (True, False)
    """
    return ROLES.index(role) >= ROLES.index(least)
