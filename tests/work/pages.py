"""Fill in the confirm page as a browser does: what the page shows is sent back, but for what the person changed."""

from html.parser import HTMLParser
from typing import Any


class Controls(HTMLParser):
    """Collect what the controls of a page would send: (name, value) pairs, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, list[str]] = {}
        self.select = self.textarea = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take an input, or begin a select or a text area."""
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "select":
            self.select = name
        elif tag == "option" and "selected" in given:
            self.found[self.select] = [given["value"]]
        elif tag == "textarea":
            self.textarea = name
            self.found[name] = [""]
        elif tag == "input" and name and (given.get("type") != "checkbox" or "checked" in given):
            self.found.setdefault(name, []).append(given.get("value", "on" if given.get("type") == "checkbox" else ""))

    def handle_endtag(self, tag: str) -> None:
        """End a text area."""
        if tag == "textarea":
            self.textarea = ""

    def handle_data(self, text: str) -> None:
        """Take the words of a text area; browsers send line ends as CR LF."""
        if self.textarea:
            words = self.found[self.textarea][0] + text
            self.found[self.textarea] = [words.removeprefix("\n") if words == text else words]


def sent_by(html: str, **changes: Any) -> dict[str, Any]:
    """Give the fields that a form of this page sends, with the person's changes ("v12-text": "…"; None unticks)."""
    controls = Controls()
    controls.feed(html)
    fields: dict[str, Any] = {name: values for name, values in controls.found.items() if name[:1] == "v"}
    for name, values in fields.items():
        if name.endswith("-text"):
            fields[name] = [value.replace("\n", "\r\n") for value in values]
    fields |= changes
    return {name: value for name, value in fields.items() if value is not None}
