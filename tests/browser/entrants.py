"""Entrants of an award round in a real browser: from the first form to the own page."""

from playwright.sync_api import Page

from tests import rounds

QUICKEST = 3100  # milliseconds: whoever is quicker is taken for a machine
SUBMIT, SEND = "form[method=post] button", "button[value=send]"
SAVE, CHECK = "button[value=save]", "button[value=check]"
PAPER = {"name": "資料.pdf", "mimeType": "application/pdf", "buffer": rounds.paper().read()}


def fill_in(page: Page, municipality: str, mail: str) -> None:
    """The first form, with the time that it takes somebody."""
    page.fill("#id_f-municipality", municipality)
    page.fill("#id_f-name", "見本 花子")
    page.fill("#id_f-mail", mail)
    page.check("#id_f-agreed")
    page.wait_for_timeout(QUICKEST)


def begin(page: Page, address: str, mail: str, municipality: str = "多久市") -> None:
    """A draft, whose own page is shown then."""
    page.goto(address)
    fill_in(page, municipality, mail)
    page.locator(SUBMIT).click()
    page.locator(SEND).click()
