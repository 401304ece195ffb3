"""What the reader said of a proposal (`suggested`), in sentences for the person who confirms. Pure: JSON in, words out.

Readings made by an earlier version lack some of the keys; then nothing is said.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from kheo.work import rules

NAMED = 6  # members of a group that are named; of the others only the number is told


def unit_asked(suggested: Mapping[str, Any]) -> str:
    """Ask for the lead unit: what the text says instead, and whom of the known units a group means."""
    wording, members = suggested.get("assignee"), suggested.get("members") or []
    if not wording:
        return _("Câu gốc không nói ai làm.")
    if not suggested.get("group") or not members:
        return _("Câu gốc ghi “%s”. Một việc cần đúng một đơn vị chủ trì.") % wording
    named = ", ".join(members[:NAMED])
    if len(members) > NAMED:
        named = _("%(named)s và %(n)d đơn vị nữa") % {"named": named, "n": len(members) - NAMED}
    return _("Câu gốc ghi “%(wording)s”, gồm: %(members)s. Một việc cần đúng một đơn vị chủ trì.") % {
        "wording": wording, "members": named
    }  # fmt: skip


def unit_told(suggested: Mapping[str, Any]) -> str:
    """Say which names of the wording belong to no known unit, beside those that do."""
    unresolved = [words for words in suggested.get("unresolved") or [] if words != suggested.get("assignee")]
    if not unresolved:
        return ""
    return _("Câu gốc còn ghi “%s”: chưa có đơn vị nào tên như vậy.") % "”, “".join(unresolved)


def day_asked(suggested: Mapping[str, Any]) -> str:
    """Ask for the due day."""
    deadline = suggested.get("deadline")
    return _("Câu gốc ghi “%s”.") % deadline if deadline else _("Câu gốc không ghi hạn.")


def rhythm_told(suggested: Mapping[str, Any]) -> str:
    """Say that the text asks for it again and again."""
    deadline, rhythm = suggested.get("deadline"), rules.rhythm_read(suggested.get("rhythm") or "")
    return _("Câu gốc ghi “%s”.") % deadline if deadline and rhythm is not rules.Rhythm.ONCE else ""


def why(suggested: Mapping[str, Any]) -> str:
    """Say in one sentence why this is proposed: the rule, the word that orders, the heading it hangs on."""
    if not suggested.get("why"):
        return ""
    said = _(suggested["why"]).rstrip(".")
    if suggested.get("cue"):
        said = _("%(why)s: “%(cue)s”") % {"why": said, "cue": suggested["cue"]}
    if suggested.get("heading"):
        said = _("%(why)s; nằm dưới “%(heading)s”") % {"why": said, "heading": suggested["heading"]}
    return f"{said}."
