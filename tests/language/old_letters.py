"""Write a text as an old document holds it: what the tests of reading VNI letters begin with."""

from kheo.language.vni import VNI_OF


def vni_of(text: str) -> str:
    """Write Unicode in VNI letters, as an old document holds them."""
    return "".join(_spelt(sign) for sign in text)


def _spelt(sign: str) -> str:
    written = VNI_OF.get(sign.lower(), sign)
    return written.upper() if sign.isupper() and sign.lower() in VNI_OF else written
