"""Time statistics: what an order needs against what was used on it."""

from decimal import Decimal

from backend_client.messages.order_costs import StatisticsQuestion
from backend_client.messages.postings import PostOutputRequest
from tests.engine.planning_plant import PRODUCED, create, planning_plant, post, posted, refused


def statistics(plant, **asked):
    answer = plant.client.ask(StatisticsQuestion(order_no="O1", **asked))
    return answer.expected, answer.actual, answer.unit_of_measure_code


def made(plants, unit="HOURS"):
    plant = planning_plant(
        plants,
        settings={"show_capacity_in": unit},
        vendors=[{"no": "V9"}],
        work_centers=[{"no": "A"}, {"no": "OUT", "subcontractor_no": "V9"}],
        routings=[{"no": "R"}],
        routing_lines=[
            {"routing_no": "R", "operation_no": "10", "no": "A", "setup_time": 30, "run_time": 60},
            {"routing_no": "R", "operation_no": "20", "no": "OUT", "run_time": 60},
        ],
        items=[{"no": "P", "routing_no": "R", **PRODUCED}],
    )
    posted(create(plant, quantity=2))
    return plant


def test_need_and_use_are_in_the_plants_unit_and_leave_outside_work_out(plants):
    plant = made(plants)
    assert statistics(plant) == (Decimal("2.5"), 0, "HOURS")
    times = {"setup_time": Decimal(15), "run_time": Decimal(30), "stop_time": Decimal(5)}
    posted(post(plant, PostOutputRequest, order_no="O1", order_line_no=10000, operation_no="10", **times))
    assert statistics(plant) == (Decimal("2.5"), Decimal("0.83333"), "HOURS")
    assert statistics(plant, order_line_no=10000) == (Decimal("2.5"), Decimal("0.83333"), "HOURS")


def test_what_is_not_there_is_not_found(plants):
    plant = made(plants)
    assert refused(plant.client.ask(StatisticsQuestion(order_no="O9"))) == "order-not-found"
    asked = StatisticsQuestion(order_no="O1", order_line_no=7)
    assert refused(plant.client.ask(asked)) == "order-line-not-found"
