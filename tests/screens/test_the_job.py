"""The job, before the first piece is counted: what stands there, and what can be done with it besides."""

from collections.abc import Callable

from backend_client.barcode.k1 import label
from backend_client.client import BackendClient
from screens.terminal.bells import BellPattern
from tests.screens.operator import Operator, at_kiosk

JOB_LABEL = label("J", "101002", "10000", "10")
OTHER_JOB = label("J", "101003", "10000", "20")
Open = Callable[[], BackendClient]


def test_the_job_stands_where_the_fields_will_until_a_value_is_entered(open_client: Open) -> None:
    """Opened again after 3 good while its clock runs: who works, what was posted, parts with bins, steps, tools, checks."""

    async def story(operator: Operator) -> None:
        await operator.scan(OTHER_JOB, label("C", "RUN"), JOB_LABEL, label("C", "RUN"))
        await operator.enter("3")
        assert "Good quantity       3" in operator.text, "a value turns the job into the fields"
        await operator.press("f10")
        await operator.scan(JOB_LABEL)
        assert operator.title.endswith("RUN since 10:05")
        told = [row.strip() for row in operator.rows[3:19]]
        assert "good 3  scrap 0  left 7" in told[0]
        assert told[1] == "Time        run 0:00 of 2:30   setup 0:00 of 0:20   100"
        assert told[2] == "People      R OP01 10:05   also here: 101003 / 20 R OP01"
        assert told[3].startswith("Posted      3 good, 0 scrap, 10:05 OP01   next here: 101001 / 10")
        (housing,) = [row for row in told if "SP-BOM1101" in row]
        assert housing.split()[0] == "~", "50 are there, none in the bin that it is taken from"
        assert "ASM-IN" in housing
        assert "1 Set the housing on the" in operator.text
        assert "Torque driver M4" in operator.text
        assert "Tightening torque: 1.05 - 1.35" in operator.text
        assert operator.message == (
            "= Good quantity",
            "Left: 7 PCS. Scan or enter the quantity, such as 12 or 1.5.",
            "F4: 1 scrap 2 pause 3 stop 4 setup 5 finish ...",
        )

    at_kiosk(open_client, story)


def test_parts_that_find_no_room_stand_on_the_next_page(open_client: Open) -> None:
    """F7 shows what is below and F6 what was above; digits are the quantity all the while."""

    async def story(operator: Operator) -> None:
        await operator.scan(JOB_LABEL)
        first = operator.rows[3:19]
        await operator.press("f7")
        assert "SP-BOM1101" not in operator.text
        await operator.press("f6")
        assert operator.rows[3:19] == first
        await operator.enter("2")
        assert operator.message[0] == "= Good quantity 2"

    at_kiosk(open_client, story)


def test_f4_does_what_the_sheet_does(open_client: Open) -> None:
    """Each number is the command of its row: what is asked or said then is what its scan comes to. None posts."""
    shown = (
        "= Scrap quantity",
        "x No clock runs",
        "? Reason for the stop",
        "= Setting up",
        "= Operation finished: yes",
        "Parts used  101002 / 10000",
        "= Running",
        "= Rework",
        "Crew",
    )

    async def story(operator: Operator) -> None:
        for number, said in enumerate(shown, start=1):
            await operator.scan(JOB_LABEL)
            await operator.press("f4")
            assert operator.title.startswith("What else?")
            await operator.enter(str(number))
            assert said in operator.text, number
            await operator.press("f3", "f3", "f3")
        assert BellPattern.POSTED not in operator.rung

    at_kiosk(open_client, story)
