"""Which role may post which request: one table for all of them, checked wherever a plant has people sign on.

A request stands under the least role that may post it; each role may do what those before it may. Whoever adds a
request to the catalogue decides here who may post it.
"""

from typing import Any

from backend_client.messages import (
    accounting_periods,
    clocks,
    cost_adjustment,
    cost_to_post,
    costs,
    item_costs,
    journals,
    order_changes,
    orders,
    people,
    personnel,
    planning,
    postings,
    reversals,
    shop_calendars,
    subcontracting,
    terminals,
    warehouse,
    what_if,
)
from backend_client.rules.posting_permissions import ROLES
from backend_client.terms import Role

REQUESTS_OF: dict[Role | None, tuple[type[Any], ...]] = {
    # nobody is signed on yet, or no more: each looks for itself at who asks
    None: (people.SignOnRequest, people.SignOffRequest, terminals.EnrolTerminalRequest),
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
        clocks.ClockInRequest,
        clocks.ClockOutRequest,
        clocks.PostClockedOutputRequest,
        clocks.PostClockedCapacityRequest,
        warehouse.RegisterPickRequest,
        warehouse.RegisterWarehouseActivityRequest,
        warehouse.PostInventoryPutAwayRequest,
        warehouse.PostInventoryPickRequest,
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
        clocks.SweepClocksRequest,
        clocks.DecideForgottenClockRequest,
        personnel.IssueBadgeRequest,
        personnel.RevokeBadgeRequest,
        personnel.LockPersonRequest,
        personnel.UnlockPersonRequest,
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
        what_if.ProposeMovesRequest,
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
    ),
}

LEAST_ROLE: dict[type[Any], Role | None] = {
    request: role for role, requests in REQUESTS_OF.items() for request in requests
}


def includes(role: Role, least: Role) -> bool:
    """Say whether a role may do what another one may.

    >>> includes(Role.PLANNER, Role.SUPERVISOR), includes(Role.SETTER, Role.SUPERVISOR)
    (True, False)
    """
    return ROLES.index(role) >= ROLES.index(least)
