"""When value entries reach the general ledger."""

from pathlib import Path

from tests.engine.small_plant import released_order, small_plant


def test_cost_is_posted_at_once_where_the_plant_does_so(tmp_path: Path) -> None:
    """Work in process is debited with 840.00; the entry knows it was posted. Expected cost stays out."""
    plant = small_plant(tmp_path)
    released_order(plant)
    plant.output(operation_no="10", setup_time=10, run_time=50)
    plant.output(operation_no="20", output_quantity=4)
    found = plant.rows("gl_entries", "account_no", "amount")
    assert found == [("2140", 600), ("7291", -600), ("2140", 240), ("7292", -240)]
    posted = plant.rows("value_entries", "cost_posted_to_gl", "expected_cost_posted_to_gl")
    assert posted == [(600, 0), (240, 0), (0, 0)]
    plant.database.close()


def test_expected_cost_is_posted_where_the_plant_wants_it(tmp_path: Path) -> None:
    """4 pieces at an expected 25.00: 100.00 from work in process to the interim account."""
    plant = small_plant(tmp_path, expected_cost_posting_to_gl="true")
    released_order(plant)
    plant.output(operation_no="20", output_quantity=4)
    assert plant.rows("gl_entries", "account_no", "amount") == [("2131", 100), ("2140", -100)]
    assert plant.rows("value_entries", "expected_cost_posted_to_gl") == [100]
    plant.database.close()


def test_without_automatic_posting_nothing_reaches_it(tmp_path: Path) -> None:
    """The value entry waits, with nothing posted of it."""
    plant = small_plant(tmp_path, automatic_cost_posting="false", expected_cost_posting_to_gl="true")
    released_order(plant)
    plant.output(operation_no="10", run_time=50)
    assert plant.rows("gl_entries") == []
    assert plant.rows("value_entries", "cost_posted_to_gl")[0] == 0
    plant.database.close()


def test_consumption_uses_the_work_in_process_of_the_item_that_is_made(tmp_path: Path) -> None:
    """The component is of group RAW MAT, the pump of FINISHED: the pump's account is debited."""
    finished = {"location_code": "MAIN", "inventory_posting_group": "FINISHED", "wip_account": "2131"}
    plant = small_plant(tmp_path, {"posting_setup": [finished]})
    released_order(
        plant, operations={"20": {"routing_link_code": "L"}}, components=[{"routing_link_code": "L"}]
    )
    plant.output(operation_no="20", output_quantity=1)
    assert plant.rows("gl_entries", "account_no", "amount") == [("2130", -6), ("2131", 6)]
    plant.database.close()
