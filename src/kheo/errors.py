"""The one exception that a user reads: a rule of the field was broken."""


class RuleBroken(Exception):
    """A rule says no, in one clear Vietnamese sentence; pages show it as it is, with status 422.

    `field` names the form field at fault, or is empty.
    """

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field
