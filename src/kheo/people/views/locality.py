"""The locality's settings: how it is called, and what its documents print."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kheo.base.policies import needs
from kheo.people import actions
from kheo.people.forms.locality import LocalityForm
from kheo.people.models import Official
from kheo.people.rules import Role
from kheo.people.views.act import READ_AND_SEND, Act, all_units, carry_out


@needs(Role.ADMINISTRATOR)
@require_http_methods(READ_AND_SEND)
def settings(request: HttpRequest) -> HttpResponse:
    """Correct the own locality."""
    official: Official = request.official
    form = LocalityForm(
        request.POST or None, initial={name: getattr(official.locality, name) for name in LocalityForm.base_fields}
    )
    act = Act(
        title=_("Cài đặt"),
        lead=_("Tên và các dòng in trên văn bản. Văn bản đã ban hành giữ nguyên như khi ban hành."),
        button=_("Lưu"),
        done=_("Đã lưu cài đặt."),
        above=[all_units()],
        then=reverse("people:settings"),
    )
    return carry_out(request, form, act, lambda given: actions.correct_locality(by=official, **given))
