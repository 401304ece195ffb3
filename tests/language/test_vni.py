"""VNI letters are turned back exactly: writing a Vietnamese text in them and reading it gives the same text."""

from hypothesis import given
from hypothesis import strategies as st

from kheo.language.vni import VNI_OF, unicode_of
from tests.language.old_letters import vni_of

LETTERS = "".join(VNI_OF) + "".join(VNI_OF).upper() + "abcdeghiklmnopqrstuvxyABCDEGHIKLMNOPQRSTUVXY"


def test_every_vietnamese_letter_with_a_mark_is_known_once():
    assert len(VNI_OF) == len(set(VNI_OF.values())) == 67


@given(st.text(alphabet=LETTERS + " .,;:-–“”0123456789()/%\n", max_size=300))
def test_what_is_written_in_vni_reads_back_the_same(text):
    assert unicode_of(vni_of(text)) == text


def test_known_words():
    assert unicode_of("Ñoäc laäp - Töï do - Haïnh phuùc; ngöôøi ñöùng ñaàu; yù kieán; QUYEÁT ÑÒNH") == (
        "Độc lập - Tự do - Hạnh phúc; người đứng đầu; ý kiến; QUYẾT ĐỊNH"
    )
