"""Official documents as .docx, laid out by Nghị định 30/2020/NĐ-CP. Pure: words in, bytes out."""

from kheo.letters.notice import NoticeOfConclusions, Section, Signature, TaskRow
from kheo.letters.slip import ApologySlip
from kheo.letters.writing import write_notice, write_slip

__all__ = ["ApologySlip", "NoticeOfConclusions", "Section", "Signature", "TaskRow", "write_notice", "write_slip"]
