"""What a browser would post from a page of the builder: the values of the fields of its form."""

from html.parser import HTMLParser
from typing import Any

from django.test import Client


class FormReader(HTMLParser):
    """The fields of one form as they stand: inputs, text areas and selects."""

    def __init__(self, form_id: str) -> None:
        super().__init__()
        self.form_id, self.inside = form_id, False
        self.values: dict[str, list[str]] = {}
        self.area = self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = given.get("id") == self.form_id
        if not self.inside:
            return
        name = given.get("name", "")
        ticked = given.get("type") in {"radio", "checkbox"}
        if tag == "input" and name and (not ticked or "checked" in given):
            self.values.setdefault(name, []).append(given.get("value", "on" if ticked else ""))
        elif tag == "textarea":
            self.area = name
            self.values[name] = [""]
        elif tag == "select":
            self.select = name
        elif tag == "option" and "selected" in given:
            self.values[self.select] = [given.get("value", "")]

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        if tag == "textarea":
            self.area = ""

    def handle_data(self, data: str) -> None:
        if self.area:
            self.values[self.area] = [data.removeprefix("\n")]


def fields_of(client: Client, url: str, form_id: str = "question-form") -> dict[str, Any]:
    """The fields of the form of a page, ready to be changed and posted."""
    reader = FormReader(form_id)
    reader.feed(client.get(url).content.decode())
    return {name: found if len(found) > 1 else found[0] for name, found in reader.values.items()}
