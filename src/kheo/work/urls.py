"""Addresses of work."""

from django.urls import path

from kheo.work.views import confirm, tasks

app_name = "work"
urlpatterns = [
    path("van-ban/doc/", confirm.read_in, name="read_in"),
    path("van-ban/<int:document_id>/xac-nhan/", confirm.confirm, name="confirm"),
    path("van-ban/<int:document_id>/giao/", confirm.assign_all, name="assign_all"),
    path("van-ban/<int:document_id>/giao-viec/", confirm.assign, name="assign"),
    path("van-ban/<int:document_id>/nhiem-vu/", confirm.of_document, name="of_document"),
    path("nhiem-vu/", tasks.tasks, name="tasks"),
    path("nhiem-vu/<int:task_id>/", tasks.task, name="task"),
    path("nhiem-vu/<int:task_id>/nhan/", tasks.start, name="start"),
    path("nhiem-vu/<int:task_id>/minh-chung/", tasks.add_evidence, name="add_evidence"),
    path("nhiem-vu/<int:task_id>/minh-chung/<int:evidence_id>/", tasks.evidence, name="evidence"),
    path("nhiem-vu/<int:task_id>/bao-cao/", tasks.report, name="report"),
    path("nhiem-vu/<int:task_id>/xac-nhan/", tasks.accept, name="accept"),
    path("nhiem-vu/<int:task_id>/tra-lai/", tasks.send_back, name="send_back"),
    path("nhiem-vu/<int:task_id>/gia-han/", tasks.extend, name="extend"),
    path("nhiem-vu/<int:task_id>/gan/", tasks.tie, name="tie"),
    path("nhiem-vu/<int:task_id>/huy/", tasks.cancel, name="cancel"),
]
