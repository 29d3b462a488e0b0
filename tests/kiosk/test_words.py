"""Everything that can be found has its sentence."""

from backend_client.manage import FindingCode, PlantErrorCode, PlantNote, Problem, Trouble
from kiosk.failures import Exit, explain
from kiosk.findings import SENTENCES
from kiosk.import_words import ERRORS, NOTES


def test_every_fault_of_a_plant_folder_has_a_sentence():
    assert set(ERRORS) == set(PlantErrorCode)
    assert set(NOTES) == set(PlantNote)


def test_every_finding_has_a_sentence():
    assert set(SENTENCES) == set(FindingCode)


def test_every_trouble_with_a_database_has_a_sentence():
    for problem in Problem:
        sentence, status = explain(Trouble("50 % of it", problem))
        assert sentence
        assert status is Exit.DATABASE
