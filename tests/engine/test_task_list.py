"""The operations that wait at a center: by start, page by page, without those that are done."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from backend_client import limits
from backend_client.messages.base import Refused
from backend_client.messages.load import LoadQuestion, TaskListQuestion
from backend_client.refusals import RefusalCode
from backend_client.terms import LoadScope, OrderStatus, RoutingStatus
from tests.casebook.databases import Plants
from tests.engine.load_plant import MONDAY, LoadPlant

TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def plant(plants: Plants) -> LoadPlant:
    return LoadPlant(plants.database())


def test_tasks_come_by_start_and_finished_ones_not_at_all(plant):
    late = plant.need("W", TUESDAY, "10")
    early = plant.need("W", MONDAY, "20")
    unplanned = plant.need("W", MONDAY, "5", starts=False)
    plant.need("W", MONDAY, "20", routing_status=RoutingStatus.FINISHED)
    plant.need("W", MONDAY, "20", status=OrderStatus.FINISHED)
    plant.need("M1", MONDAY, "20")
    tasks = plant.client.ask(TaskListQuestion(no="W")).tasks
    assert [task.order_no for task in tasks] == [unplanned, early, late]
    assert (tasks[1].input_quantity, tasks[1].remaining_quantity, tasks[1].allocated_time) == (10, 6, 20)
    assert (tasks[1].order_line_no, tasks[1].item_no) == (10000, "P")


def test_tasks_of_a_figure_sum_to_it(plant):
    """The list behind one cell holds what the cell counts: the machines' time too, and only that day's."""
    for no, day, time in (
        ("W", MONDAY, "100"),
        ("M1", MONDAY, "80"),
        ("W", TUESDAY, "7"),
        ("V", MONDAY, "1"),
    ):
        plant.need(no, day, time)
    question = TaskListQuestion(no="W", first_day=MONDAY, last_day=MONDAY, with_machine_centers=True)
    tasks = plant.client.ask(question).tasks
    assert sum(task.allocated_time for task in tasks) == 180
    board = plant.client.ask(LoadQuestion(first_day=MONDAY, last_day=MONDAY, no="W"))
    assert board.rows[0].cells[0].allocated_time == 180


def test_a_task_whose_time_is_all_posted_is_no_task_of_a_day_but_still_waits(plant):
    order = plant.need("W", MONDAY, "0")
    assert plant.client.ask(TaskListQuestion(no="W", first_day=MONDAY, last_day=MONDAY)).tasks == ()
    assert [task.order_no for task in plant.client.ask(TaskListQuestion(no="W")).tasks] == [order]


def test_a_long_list_says_that_there_is_more(plant, monkeypatch):
    monkeypatch.setattr(limits, "TASKS_MAX", 2)
    for _ in range(2):
        plant.need("W", MONDAY, "1")
    assert not plant.client.ask(TaskListQuestion(no="W")).more
    plant.need("W", MONDAY, "1")
    answer = plant.client.ask(TaskListQuestion(no="W"))
    assert (len(answer.tasks), answer.more) == (2, True)


def test_pages_together_are_the_list(plant):
    """Five tasks, two at a time, without a start first: 2 + 2 + 1, none twice, none left out."""
    for start, day in ((True, TUESDAY), (False, MONDAY), (True, MONDAY), (False, MONDAY), (True, MONDAY)):
        plant.need("W", day, "10", starts=start)
    whole = [task.order_no for task in plant.client.ask(TaskListQuestion(no="W")).tasks]
    assert whole == ["O2", "O4", "O3", "O5", "O1"]
    page, paged, sizes = "", [], []
    while True:
        answer = plant.client.ask(TaskListQuestion(no="W", most=2, page=page))
        paged += [task.order_no for task in answer.tasks]
        sizes.append(len(answer.tasks))
        page = answer.next_page
        if not page:
            break
    assert (paged, sizes) == (whole, [2, 2, 1])


@pytest.mark.parametrize(
    "page",
    [
        "x",
        "[]",
        "[1,2,3,4]",
        '["x","O1",1,"10"]',
        '[null,"O1","one","10"]',
        '[null,"O1",1e999,"10"]',
        f'[null,"O1",{10**30},"10"]',
        '[null,"\\u0000",1,"10"]',
    ],
)
def test_a_page_that_nobody_named_is_refused(plant, page):
    """Refused by its field; a center that does not exist likewise."""
    answer = plant.client.ask(TaskListQuestion(no="W", page=page))
    assert isinstance(answer, Refused)
    assert (answer.code, answer.facts["field"]) == (RefusalCode.REQUEST_MALFORMED, "page")
    answer = plant.client.ask(TaskListQuestion(no="X"))
    assert isinstance(answer, Refused)
    assert (answer.code, answer.facts["field"]) == (RefusalCode.CENTER_NOT_FOUND, "no")


@pytest.mark.parametrize("scope", [LoadScope.WORK_CENTER, LoadScope.MACHINE_CENTER])
@pytest.mark.parametrize("whole", [True, False])
def test_the_list_is_read_along_the_index_of_open_operations(plant, scope, whole):
    """No scan of all operations and no sorting of them, so the first hundred of ten thousand cost what a hundred cost."""
    if plant.database.engine.dialect.name != "sqlite":
        return
    texts = []

    def note(_connection, _cursor, text, parameters, *_rest):
        texts.append((text, parameters))

    plant.need("W", MONDAY, "1")
    event.listen(plant.database.engine, "before_cursor_execute", note)
    no = "M1" if scope is LoadScope.MACHINE_CENTER else "W"
    plant.client.ask(TaskListQuestion(scope=scope, no=no, with_machine_centers=whole))
    text, parameters = next(each for each in texts if "production_order_routing_lines" in each[0])
    with plant.database.engine.connect() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", parameters).all()
    told = [row[-1] for row in plan]
    assert "production_order_routing_lines_open" in told[0], told
    assert "USE TEMP B-TREE FOR ORDER BY" not in told, told
