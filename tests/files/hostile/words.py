"""Word files that act when they are opened, and files whose markup would choke a reader."""

from kheo.files import Why
from tests.files import papers
from tests.files.hostile.archives import BODY, PARTS, packed_with
from tests.files.hostile.case import MB, Case, Door

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
LAUGHS = (
    b'<!ENTITY a "'
    + b"h" * 1000
    + b'">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 30) for n in range(8))
    + b'<!ENTITY x "&i;">'
)
PASSWD = b'<!ENTITY x SYSTEM "file:///etc/passwd">'


def body_with(markup: bytes) -> bytes:
    """Give the .docx with markup put at the start of its body."""
    return packed_with(word__document_dot_xml=BODY.replace(b"<w:body>", b"<w:body>" + markup))


def with_relation(kind: str, target: str) -> bytes:
    """Give the .docx with a relation to something outside."""
    relation = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
        f'Target="{target}" TargetMode="External"/></Relationships>'
    )
    return packed_with(word___rels__settings_dot_xml_dot_rels=relation.encode())


def with_types(new: bytes) -> bytes:
    """Give the .docx with another kind of main part."""
    types = PARTS["[Content_Types].xml"].replace(MAIN, new)
    return papers.zip_of(PARTS | {"[Content_Types].xml": types})


def declared(declaration: bytes) -> bytes:
    """Give the .docx with a DTD before its words, which name what it declares."""
    start = b"<!DOCTYPE w:document [" + declaration + b"]><w:document"
    return packed_with(
        word__document_dot_xml=BODY.replace(b"<w:document", start, 1).replace(b"N\xe1\xbb\x99i dung", b"&x;")
    )


def laughing_types() -> bytes:
    """Declare the laughs where the gate itself looks first."""
    types = PARTS["[Content_Types].xml"].replace(b"<Types", b"<!DOCTYPE Types [" + LAUGHS + b"]><Types", 1)
    return papers.zip_of(PARTS | {"[Content_Types].xml": types.replace(b"</Types>", b"&x;</Types>")})


def page_inside() -> bytes:
    """A page with a script, put into the text as a chunk in another format."""
    chunk = b'<w:altChunk xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rChunk"/>'
    relations = PARTS["word/_rels/document.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="rChunk" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk" '
        b'Target="chen.html"/></Relationships>',
    )
    return papers.zip_of(
        PARTS
        | {
            "word/document.xml": BODY.replace(b"<w:body>", b"<w:body>" + chunk),
            "word/_rels/document.xml.rels": relations,
            "word/chen.html": b"<script>alert(1)</script>chen vao",
        }
    )


PIECES = b"<w:p><w:r><w:instrText>DD</w:instrText></w:r><w:r><w:instrText>EAUTO cmd</w:instrText></w:r></w:p>"
DDE = body_with(PIECES)
REMOTE = with_relation("attachedTemplate", "https://example.invalid/a.dotm")

CASES = [
    Case(
        "docm renamed docx",
        "a.docx",
        lambda: with_types(b"application/vnd.ms-word.document.macroEnabled.main+xml"),
        why=Why.MACRO,
    ),
    Case(
        "a template with macros renamed docx",
        "a.docx",
        lambda: with_types(b"application/vnd.ms-word.template.macroEnabledTemplate.main+xml"),
        why=Why.MACRO,
    ),
    Case(
        "docm under its own name",
        "a.docm",
        lambda: with_types(b"application/vnd.ms-word.document.macroEnabled.main+xml"),
        why=Why.MACRO,
    ),
    Case("a macro part", "a.docx", lambda: packed_with(word__vbaProject_dot_bin=b"x"), why=Why.MACRO),
    Case(
        "a macro part as evidence",
        "a.docx",
        lambda: packed_with(word__vbaProject_dot_bin=b"x"),
        Door.EVIDENCE,
        Why.MACRO,
    ),
    Case("ActiveX", "a.docx", lambda: packed_with(word__activeX__activeX1_dot_bin=b"x"), why=Why.MACRO),
    Case("macros in an old file", "a.doc", lambda: OLE + "WordDocument_VBA_PROJECT".encode("utf-16-le"), why=Why.MACRO),
    Case("a remote template", "a.docx", lambda: REMOTE, why=Why.ACTIVE),
    Case("a remote template as evidence", "a.docx", lambda: REMOTE, Door.EVIDENCE, Why.ACTIVE),
    Case(
        "a template on a share",
        "a.docx",
        lambda: with_relation("attachedTemplate", "\\\\10.0.0.1\\a.dotm"),
        why=Why.ACTIVE,
    ),
    Case("a remote object", "a.docx", lambda: with_relation("oleObject", "http://example.invalid/x"), why=Why.ACTIVE),
    Case("a remote frame", "a.docx", lambda: with_relation("frame", "https://example.invalid/x"), why=Why.ACTIVE),
    Case("DDE in pieces", "a.docx", lambda: DDE, why=Why.ACTIVE),
    Case("DDE as evidence", "a.docx", lambda: DDE, Door.EVIDENCE, Why.ACTIVE),
    Case(
        "DDE in one field",
        "a.docx",
        lambda: body_with(b'<w:p><w:fldSimple w:instr="DDE cmd a b"/></w:p>'),
        why=Why.ACTIVE,
    ),
    Case(
        "DDE behind another field, as evidence",
        "a.docx",
        lambda: body_with(b'<w:p><w:fldSimple w:instr=" PAGE "/><w:fldSimple w:instr=" dde cmd a b"/></w:p>'),
        Door.EVIDENCE,
        Why.ACTIVE,
    ),
    Case(
        "DDE in the head of the page, as evidence",
        "a.docx",
        lambda: packed_with(word__header1_dot_xml=BODY.replace(b"<w:body>", b"<w:body>" + PIECES)),
        Door.EVIDENCE,
        Why.ACTIVE,
    ),
    Case("XXE", "a.docx", lambda: declared(PASSWD), why=Why.ACTIVE),
    Case("XXE as evidence", "a.docx", lambda: declared(PASSWD), Door.EVIDENCE, Why.ACTIVE),
    Case("billion laughs", "a.docx", lambda: declared(LAUGHS)),
    Case("billion laughs as evidence", "a.docx", lambda: declared(LAUGHS), Door.EVIDENCE),
    Case("billion laughs in the list of contents", "a.docx", laughing_types),
    Case(
        "a page with a script inside",
        "a.docx",
        page_inside,
        proof=lambda kept: kept.text == "Nội dung thật của văn bản",
        how="chunks of other formats are not read",
    ),
    Case(
        "no main part",
        "a.docx",
        lambda: papers.zip_of({k: v for k, v in PARTS.items() if k != "word/document.xml"}),
        why=Why.BROKEN,
    ),
    Case(
        "a main part that is not XML", "a.docx", lambda: packed_with(word__document_dot_xml=b"<w:doc"), why=Why.BROKEN
    ),
    Case(
        "a hundred thousand levels",
        "a.docx",
        lambda: body_with(b"<w:sdt>" * 100_000 + b"</w:sdt>" * 100_000),
        why=Why.BROKEN,
        slow=True,
    ),
    Case(
        "millions of empty paragraphs",
        "a.docx",
        lambda: body_with(b"<w:p/>" * (3 * MB)),
        why=Why.TOO_HEAVY,
        slow=True,
    ),
    Case("an old file of noise", "a.doc", lambda: OLE + b"\0" * 3_000 + "WordDocument".encode("utf-16-le")),
    Case("RTF named doc", "a.doc", lambda: b"{\\rtf1\\object\\objupdate x}", why=Why.NAME_LIES),
]
