"""A visitor at a form, as a browser without scripts: what it reads and what it sends on."""

from bs4 import BeautifulSoup

FROM_HERE = {"HTTP_SEC_FETCH_SITE": "same-origin"}


def read(response):
    return BeautifulSoup(response.content, "html.parser")


def form_in(html):
    """The fields that a browser would send of the only form of a step, lists where several are."""
    form = html.find("form", method="post")
    sent = {}
    for each in form.find_all(["input", "textarea"]):
        if each.get("type") not in ("radio", "checkbox"):
            sent.setdefault(each["name"], []).append(each.get("value") or each.get_text())
    return {name: values[0] if len(values) == 1 else values for name, values in sent.items()}


class Visitor:
    """Somebody who goes through a form at an address, step by step."""

    def __init__(self, client, address, **headers):
        self.client, self.address, self.headers = client, address, {**FROM_HERE, **headers}

    def post(self, data):
        return self.client.post(self.address, data, **self.headers)

    def looked_at(self, entered):
        """The page for looking at what was entered."""
        opened = form_in(read(self.client.get(self.address)))["f-opened"]
        return self.post({**entered, "f-opened": opened})

    def confirmed(self, entered):
        """The fields that this page would send on."""
        shown = self.looked_at(entered)
        assert shown.status_code == 200, read(shown).get_text()
        return form_in(read(shown)) | {"step": "send"}

    def send(self, entered):
        return self.post(self.confirmed(entered))
