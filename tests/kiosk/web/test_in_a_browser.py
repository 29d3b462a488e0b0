"""The kiosk in a real Chromium: behind its sign-on page, the same screens, the same postings, the same drafts."""

import json
from pathlib import Path

from backend_client.barcode.k1 import label
from tests.kiosk.web.browser import Browser, browsing
from tests.kiosk.web.conftest import PIN, Served

JOB = label("J", "101002", "10000", "10")


def sign_on(browser: Browser, number: str = "OP01", pin: str = PIN) -> None:
    """Enter number and PIN on the page."""
    browser.fill("#number", number)
    browser.fill("#pin", pin)
    browser.click("button")


def test_a_person_works_in_a_browser(served: Served, tmp_path: Path) -> None:
    """A wrong PIN is refused; then an output is entered, the page loaded anew in the middle of it, posted, signed off."""
    with browsing(tmp_path) as browser:
        browser.open(served.address).wait_for("Badge or number")
        sign_on(browser, pin="135790")
        assert "Operator" not in browser.wait_for("PIN")
        sign_on(browser)
        browser.wait_for("Operator 01 signed on")
        browser.press(JOB, "Enter")
        browser.wait_for("Output  101002")
        browser.press("3", "Enter")
        browser.wait_for("Scrap quantity >")
        browser.reload()
        text = browser.wait_for("Scrap quantity >")
        assert "Will be posted: 3 good" in text
        browser.press("F10")
        browser.wait_for("Posted")
        browser.press("F12")
        menu = browser.wait_for("Sign off")
        number = next(row.split()[0].strip("> ") for row in menu.split("\n") if "Sign off" in row)
        browser.press(number, "Enter")
        browser.wait_for("Your PIN")
    entries = served.home.run("ask", "order-line", "--order-no", "101002", "--json")
    assert json.loads(entries.stdout)["operations"][0]["output_quantity"] == "3"


def test_keys_and_line_are_one_page_s(served: Served, tmp_path: Path) -> None:
    """F12 and F3 are the kiosk's, in the language of who signed on; a second tab takes over, the first one says so."""
    with browsing(tmp_path) as browser:
        browser.open(served.address)
        sign_on(browser, "OP02")
        browser.wait_for("Operator 02 er logget på")
        for key, shown in (("F12", " Meny "), ("F3", "Skann eller nummer >")):
            browser.press(key)
            browser.wait_for(shown)
        assert browser.run("return document.title") == "Kiosk"
        before = browser.another_tab()
        browser.open(served.address).wait_for("Operator 02 er logget på")
        browser.look_at(before)
        browser.wait_for("The line to the kiosk is gone. What was entered is kept.")
