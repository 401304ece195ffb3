"""Safe reading of files: what kind it is, and its text; a file that cannot be read is refused in one clear sentence."""

from kheo.files.cleaning import cleaned
from kheo.files.kinds import Kind, sniff
from kheo.files.limits import Limits
from kheo.files.reading import read_text
from kheo.files.refused import FileRefused, Why
from kheo.files.tables import safe_cell, table_rows
from kheo.files.text import Text

__all__ = ["FileRefused", "Kind", "Limits", "Text", "Why", "cleaned", "read_text", "safe_cell", "sniff", "table_rows"]
