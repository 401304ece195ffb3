"""The guides for users name buttons, fields and pages by the words that really stand on the screen."""

import re
from pathlib import Path

import pytest

from tests.translation import sentences

GUIDES = sorted((Path(__file__).parents[2] / "docs" / "huong-dan").glob("*.md"))
BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
SAID_OF_THEMSELVES = {"đậm"}


@pytest.fixture(scope="module")
def words() -> set[str]:
    """Every sentence of the interface; what is filled in is written as …"""
    return {" ".join(re.sub(r"%\(\w+\)[sd]", "…", sentence.text).split()) for sentence in sentences()}


@pytest.mark.long
@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.stem)
def test_every_word_in_bold_stands_on_a_page(guide, words):
    named = {" ".join(bold.split()) for bold in BOLD.findall(guide.read_text(encoding="utf-8"))} - SAID_OF_THEMSELVES
    assert named
    assert named - words == set()


@pytest.mark.long
def test_each_guide_is_named_in_the_index_and_every_link_leads_somewhere():
    index = GUIDES[0].parent / "README.md"
    linked = set(re.findall(r"\]\(([\w-]+\.md)\)", index.read_text(encoding="utf-8")))
    assert linked == {guide.name for guide in GUIDES} - {"README.md"}
    for guide in GUIDES:
        for link in re.findall(r"\]\(([^)#]+)\)", guide.read_text(encoding="utf-8")):
            assert (guide.parent / link).exists(), f"{guide.name}: {link}"
