"""The tables of what orders, items, stock and accounts cost."""

from dataclasses import replace
from decimal import Decimal

from backend_client.messages.cost_reports import (
    AccountBalance,
    InventoryValuation,
    InventoryValuationQuestion,
    ItemCost,
    TrialBalance,
    TrialBalanceQuestion,
    WipOfOrder,
    WorkInProcess,
    WorkInProcessQuestion,
)
from backend_client.messages.order_costs import CostOfPart, OrderCost, OrderCostQuestion, OrderStatistics
from backend_client.terms import CostPart
from screens.language.text import _, marked, pgettext
from screens.language.words import order_status
from screens.language.writing import amount, figure, full_day
from screens.reports.report import Column, Line, Report

PARTS = {
    CostPart.MATERIAL: marked("Material"),
    CostPart.CAPACITY: marked("Capacity"),
    CostPart.SUBCONTRACTED: marked("Subcontracted"),
    CostPart.CAPACITY_OVERHEAD: marked("Capacity overhead"),
    CostPart.MANUFACTURING_OVERHEAD: marked("Manufacturing overhead"),
    CostPart.TOTAL: marked("Total"),
}


def money(heading: str, *, roomy: bool = False) -> Column:
    """Answer a column of amounts."""
    return Column(heading, 12, right=True, roomy=roomy)


def statistics(answer: OrderStatistics, title: str) -> Report:
    """Tabulate the shares of an order's cost, and its time."""
    headings = (_("Standard"), _("Expected"), _("Actual"), _("Variance"))
    columns = (Column("", 20, grows=True), *map(money, headings), Column(_("%"), 6, right=True))
    unit = answer.unit_of_measure_code
    time = _("Time, %(unit)s") % {"unit": unit}
    spent = ("", figure(answer.expected), figure(answer.actual), "", "")
    return Report(title, columns, [_part(part) for part in answer.costs], sums=((time, *spent),))


def _part(part: CostOfPart) -> Line:
    name = _(PARTS[part.part])
    figures = (part.standard, part.expected, part.actual, part.variance)
    return Line((name, *map(amount, figures), figure(part.deviation_pct)), part.entries, name)


def order_cost(answer: OrderCost, title: str, question: OrderCostQuestion) -> Report:
    """Tabulate an order line by line."""
    headings = (_("Expected"), _("Actual"), _("Variance"), _("In process"))
    columns = (
        Column(_("Item"), 16, grows=True),
        Column(_("Made"), 9, right=True),
        money(_("Standard"), roomy=True),
        *map(money, headings),
    )
    lines = [
        Line(
            (
                f"{line.item_no} {line.description}",
                figure(line.finished_qty_base),
                *map(amount, (line.standard, line.expected, line.actual, line.variance, line.wip)),
            ),
            line.entries,
        )
        for line in answer.lines
    ]
    total = (_("sum"), "", "", "", "", "", amount(answer.wip))
    following = replace(question, page=answer.next_page) if answer.next_page else None
    return Report(title, columns, lines, order_status(answer.status), (total,), following)


def item_cost(answer: ItemCost, title: str) -> Report:
    """Tabulate what an item costs, by share, and what of it is where."""
    columns = (
        Column("", 30, grows=True),
        Column(_("Quantity"), 13, right=True),
        Column(_("Cost"), 15, right=True),
        Column(_("Rolled up"), 15, right=True),
    )
    single = ("material", "capacity", "subcontracted", "cap_overhead", "mfg_overhead")
    names = [PARTS[part] for part in tuple(CostPart)[:5]]
    lines = [
        Line((_("Unit cost"), "", figure(answer.unit_cost), "")),
        Line((_("Standard cost"), "", figure(answer.standard_cost), "")),
        *(
            Line(
                (
                    f"  {_(name)}",
                    "",
                    figure(getattr(answer, f"single_level_{share}_cost")),
                    figure(getattr(answer, f"rolled_up_{share}_cost")),
                )
            )
            for name, share in zip(names, single, strict=True)
        ),
        *(
            Line(
                (
                    _("In stock at %(location)s") % {"location": stock.location_code or "-"},
                    figure(stock.quantity),
                    amount(stock.cost_amount_actual + stock.cost_amount_expected),
                    "",
                ),
                stock.entries,
            )
            for stock in answer.stock
        ),
        *(
            Line(
                (
                    _("Average up to %(day)s") % {"day": full_day(average.last_day)},
                    figure(average.quantity),
                    figure(average.average_cost),
                    "",
                )
            )
            for average in answer.averages
        ),
    ]
    return Report(title, columns, lines, f"{answer.description}, {answer.base_unit_of_measure}")


def trial_balance(answer: TrialBalance, title: str, question: TrialBalanceQuestion) -> Report:
    """Tabulate the accounts."""
    columns = (
        Column(_("Account"), 10),
        Column(_("Name"), 24, grows=True),
        money(pgettext("balance", "Opening"), roomy=True),
        *map(money, (_("Debit"), _("Credit"), _("Balance"))),
    )

    def texts(line: AccountBalance, name: str = "") -> tuple[str, ...]:
        figures = (line.opening, line.debit, line.credit, line.balance)
        return (line.account_no, name or line.name, *map(amount, figures))

    lines = [Line(texts(line), line.entries, f"{line.account_no} {line.name}") for line in answer.lines]
    sums = () if answer.total is None else (texts(answer.total, _("sum")),)
    following = replace(question, page=answer.next_page) if answer.next_page else None
    return Report(title, columns, lines, sums=sums, next_page=following)


def inventory_valuation(
    answer: InventoryValuation, title: str, question: InventoryValuationQuestion
) -> Report:
    """Tabulate what is in stock by item and location."""
    columns = (
        Column(_("Item"), 12),
        Column(_("Description"), 17, grows=True),
        Column(_("Location"), 10),
        Column(_("Quantity"), 11, right=True),
        *map(money, (_("Actual"), _("Expected"))),
        money(_("Posted"), roomy=True),
    )
    lines = [
        Line(
            (
                line.item_no,
                line.description,
                line.location_code,
                figure(line.quantity),
                *map(amount, (line.cost_amount_actual, line.cost_amount_expected, line.cost_posted_to_gl)),
            ),
            line.entries,
            line.item_no,
        )
        for line in answer.lines
    ]
    total = answer.total
    sums = []
    if total is not None:
        stock = (total.cost_amount_actual, total.cost_amount_expected)
        accounts = (total.inventory_accounts, total.interim_accounts)
        sums = [
            ("", _("sum"), "", "", *map(amount, stock), ""),
            ("", _("accounts"), "", "", *map(amount, accounts), ""),
        ]
    following = replace(question, page=answer.next_page) if answer.next_page else None
    return Report(title, columns, lines, full_day(answer.last_day), sums, following)


def work_in_process(answer: WorkInProcess, title: str, question: WorkInProcessQuestion) -> Report:
    """Tabulate what went into the orders and what came out."""
    columns = (
        Column(_("Order"), 14, grows=True),
        money(pgettext("balance", "Opening"), roomy=True),
        *map(money, (_("Material"), _("Capacity"), _("Output"), _("Written off"), _("Closing"))),
    )

    def texts(line: WipOfOrder, name: str = "") -> tuple[str, ...]:
        work: Decimal = line.capacity + line.capacity_overhead
        figures = (line.opening, line.consumption, work, line.output, line.write_off, line.closing)
        return (name or line.order_no, *map(amount, figures))

    lines = [Line(texts(line), line.entries, line.order_no) for line in answer.lines]
    sums = () if answer.total is None else (texts(answer.total, _("sum")),)
    following = replace(question, page=answer.next_page) if answer.next_page else None
    return Report(title, columns, lines, full_day(answer.last_day), sums, following)
