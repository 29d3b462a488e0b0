"""The contract names every message, every field with its meaning, every number with its unit."""

from collections.abc import Iterator
from typing import Any

from backend_client.catalogue import BY_MESSAGE
from backend_client.messages.load import LoadQuestion
from backend_client.server.app import Server
from backend_client.server.openapi import contract
from backend_client.server.own_contract import ANSWERS
from backend_client.server.schemas import NUMBER_PATTERN, meanings_of

CONTRACT = contract()


def test_every_row_of_the_catalogue_is_in_the_contract():
    """Method and path, with an operationId of its own."""
    for message, entry in BY_MESSAGE.items():
        assert CONTRACT["paths"][entry.path][entry.method.lower()]["operationId"] == message.__name__
    ids = [operation["operationId"] for path in CONTRACT["paths"].values() for operation in path.values()]
    assert len(ids) == len(set(ids)) == len(BY_MESSAGE) + len(ANSWERS)


def fields() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every field of every schema, and every parameter's schema."""
    for name, schema in CONTRACT["components"]["schemas"].items():
        if name != "Problem":
            for field, about in schema["properties"].items():
                yield f"{name}.{field}", about


def test_every_field_has_a_meaning_and_every_number_a_unit():
    """Whatever a message says of itself, or what the words of its name say."""
    assert [name for name, about in fields() if not about["description"].strip()] == []
    decimals = [(name, about) for name, about in fields() if repr(NUMBER_PATTERN) in str(about)]
    assert len(decimals) > 100
    assert [name for name, about in decimals if not about.get("x-unit")] == []


def test_the_meaning_is_the_one_the_message_tells():
    """A field's line in the docstring, with what is indented below it."""
    told = meanings_of(LoadQuestion)
    shown = CONTRACT["paths"]["/api/v1/capacity-load"]["get"]["parameters"]
    assert told
    assert told.pop("session_id"), "that one stands in a header"
    assert {each["name"]: each["description"] for each in shown}.items() >= told.items()


def test_every_reference_leads_somewhere():
    """No schema or response is named that is not there."""

    def references(node: Any) -> Iterator[str]:
        if isinstance(node, dict):
            if "$ref" in node:
                yield node["$ref"]
            for each in node.values():
                yield from references(each)
        elif isinstance(node, list):
            for each in node:
                yield from references(each)

    for reference in set(references(CONTRACT)):
        node = CONTRACT
        for part in reference.removeprefix("#/").split("/"):
            node = node[part]
        assert node


def test_the_contract_is_what_is_served(served_sqlite_plants):
    """Each path of the contract is a route of the app, and each route is in the contract."""
    from backend_client.server.options import ServerOptions

    database = served_sqlite_plants.database()
    server = Server(database, ServerOptions(database=""))
    routes = {
        (method, route.path.replace(":segment", ""))
        for route in server.app._app.app._others.routes
        for method in route.methods
    }
    shown = {(method.upper(), path) for path, node in CONTRACT["paths"].items() for method in node}
    assert routes == shown
    server.close()
    served_sqlite_plants.close()
