"""The slip as a paper to sign: who issues it, what is said; the citizen's name and address are dotted lines."""

from kheo.apologies.models import Slip
from kheo.days.formats import date_text, local_day
from kheo.letters import ApologySlip, Signature, write_slip
from kheo.people.models import Locality, Unit


def docx_of(slip: Slip, *, name: str = "", address: str = "") -> bytes:
    """Write the slip; `name` and `address` are typed for this print, or left to be filled in by hand."""
    dossier, locality = slip.dossier, slip.dossier.locality
    superior, issuer = _issuer(dossier.unit, locality)
    return write_slip(
        ApologySlip(
            superior=superior,
            issuer=issuer,
            place=locality.place_name,
            number=slip.number,
            issued_on=slip.issued_on,
            addressee=name,
            address=address,
            received_on=date_text(local_day(dossier.received_at)),
            about=dossier.procedure.name,
            code=dossier.code,
            promised_on=date_text(slip.promised_on),
            reason=slip.reason,
            new_promised_on=date_text(slip.new_promised_on),
            recipients=("Như trên", issuer),
            signature=Signature(lines=(slip.signer.title,)),
            illustrative=locality.illustrative,
        )
    )


def _issuer(unit: Unit, locality: Locality) -> tuple[str, str]:
    """Give the body above and the body that issues: a unit under its People's Committee, or the committee itself."""
    committee = f"UBND {locality.name}"
    if unit.parent_id is None:
        return locality.superior_name, committee
    return committee, unit.name
