"""What a user reads when something is refused: a rule of the field was broken, or somebody else was faster."""

from kheo.wording import gettext


class RuleBroken(Exception):
    """A rule says no, in one clear Vietnamese sentence; pages show it in the reader's language, with its `status`.

    `field` names the form field at fault, or is empty. `values` fill the braces of the sentence: write
    `RuleBroken("Tệp có hơn {pages} trang.", pages=20)`, never an f-string, so that the sentence can be translated, and
    with it the values that are words of the interface.
    """

    status = 422

    def __init__(self, sentence: str, *, field: str = "", **values: object) -> None:
        super().__init__(sentence.format(**values) if values else sentence)
        self.sentence = sentence
        self.values = values
        self.field = field

    @property
    def message(self) -> str:
        """Give the sentence in the reader's language."""
        if not self.values:
            return gettext(self.sentence)
        told = {name: gettext(value) if isinstance(value, str) else value for name, value in self.values.items()}
        return gettext(self.sentence).format(**told)


class Overtaken(RuleBroken):
    """Somebody else changed the thing since this page was opened; nothing of theirs is overwritten unseen."""

    status = 409
