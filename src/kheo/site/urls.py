"""All addresses: Vietnamese words without accents."""

from django.urls import include, path

from kheo.site import health, language

urlpatterns = [
    path("healthz", health.alive, name="alive"),
    path("readyz", health.ready, name="ready"),
    path("ngon-ngu/", language.language, name="language"),
    path("dang-nhap/", include("kheo.sign_in.urls")),
    path("", include("kheo.people.urls")),
    path("", include("kheo.ui.urls")),
    path("", include("kheo.seals.urls")),
    path("", include("kheo.documents.urls")),
    path("", include("kheo.indicators.urls")),
    path("", include("kheo.commitments.urls")),
    path("", include("kheo.integrity.urls")),
    path("", include("kheo.scores.urls")),
    path("", include("kheo.quality.urls")),
    path("", include("kheo.definitions.urls")),
    path("", include("kheo.freezing.urls")),
    path("", include("kheo.procedures.urls")),
    path("", include("kheo.intake.urls")),
    path("", include("kheo.work.urls")),
    path("", include("kheo.plans.urls")),
    path("", include("kheo.directory.urls")),
    path("", include("kheo.feedback.urls")),
    path("", include("kheo.meetings.urls")),
    path("", include("kheo.satisfaction.urls")),
    path("", include("kheo.apologies.urls")),
    path("", include("kheo.reports.urls")),
    path("", include("kheo.portal.urls")),
    path("", include("kheo.office.urls")),
]
handler400 = "kheo.site.errors.bad_request"
handler403 = "kheo.site.errors.permission_denied"
handler404 = "kheo.site.errors.page_not_found"
handler429 = "kheo.site.errors.too_many"  # asked for by allauth
handler500 = "kheo.site.errors.server_error"
