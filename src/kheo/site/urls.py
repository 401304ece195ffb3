"""All addresses: Vietnamese words without accents."""

from django.urls import include, path

urlpatterns = [
    path("dang-nhap/", include("kheo.people.urls")),
    path("", include("kheo.ui.urls")),
    path("", include("kheo.documents.urls")),
    path("", include("kheo.indicators.urls")),
    path("", include("kheo.commitments.urls")),
    path("", include("kheo.procedures.urls")),
    path("", include("kheo.work.urls")),
    path("", include("kheo.meetings.urls")),
    path("", include("kheo.reports.urls")),
    path("", include("kheo.portal.urls")),
    path("", include("kheo.office.urls")),
]
