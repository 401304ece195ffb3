"""How much a file may ask of the machine before it is refused."""

from dataclasses import asdict, dataclass

from kheo.files.refused import FileRefused, Why

MB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Upper bounds, checked before the cost is paid.

    Time and memory are enforced by the system on the child process that reads; the `office_` figures are for .doc,
    where LibreOffice needs more room.
    """

    bytes: int = 25 * MB
    unpacked_bytes: int = 256 * MB
    part_bytes: int = 24 * MB
    ratio: int = 200
    entries: int = 5_000
    pages: int = 500
    pixels: int = 100_000_000
    drawn_pixels: int = 40_000_000  # of a PNG, which must be laid out whole to be painted smaller
    characters: int = 3_000_000
    lines: int = 1_000_000  # of a table: a cell may hold line ends; no honest one has five times as many as rows
    cells: int = 6_000_000
    seconds: float = 10.0
    office_seconds: float = 60.0
    memory_bytes: int = 384 * MB
    office_memory_bytes: int = 4_096 * MB

    def refusal(self, why: Why, **words: object) -> FileRefused:
        """Make the refusal with this object's figures in its sentence."""
        figures = {
            **asdict(self),
            "megabytes": f"{self.bytes / MB:g}".replace(".", ","),
            "megapixels": f"{self.pixels / 1_000_000:g}".replace(".", ","),
            "seconds": f"{self.seconds:g}".replace(".", ","),
            "characters": f"{self.characters:,}".replace(",", "."),
        }
        return FileRefused(why, figures=figures, **words)
