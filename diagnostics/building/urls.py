from django.urls import path

from diagnostics.building.views import drafts, lists, preview, printing, questions, versions

app_name = "templates"
urlpatterns = [
    path("", lists.template_list, name="list"),
    path("new/", lists.template_create, name="create"),
    path("<int:pk>/", versions.template_detail, name="detail"),
    path("<int:pk>/archive/", lists.template_archive, name="archive"),
    path("<int:pk>/restore/", lists.template_restore, name="restore"),
    path("<int:pk>/revise/", versions.template_revise, name="revise"),
    path("<int:pk>/publish/", versions.template_publish, name="publish"),
    path("<int:pk>/discard/", versions.template_discard, name="discard"),
    path("<int:pk>/edit/", drafts.template_edit, name="edit"),
    path("<int:pk>/name/", drafts.template_name, name="name"),
    path("<int:pk>/undo/", drafts.template_undo, name="undo"),
    path("<int:pk>/sections/new/", drafts.section_create, name="section_create"),
    path("<int:pk>/sections/<uuid:section>/", drafts.section_edit, name="section_edit"),
    path("<int:pk>/sections/<uuid:section>/move/", drafts.section_move, name="section_move"),
    path("<int:pk>/sections/<uuid:section>/duplicate/", drafts.section_duplicate, name="section_duplicate"),
    path("<int:pk>/sections/<uuid:section>/delete/", drafts.section_delete, name="section_delete"),
    path("<int:pk>/questions/new/", questions.question_create, name="question_create"),
    path("<int:pk>/questions/<uuid:question>/", questions.question_edit, name="question_edit"),
    path("<int:pk>/questions/<uuid:question>/move/", questions.question_move, name="question_move"),
    path("<int:pk>/questions/<uuid:question>/duplicate/", questions.question_duplicate, name="question_duplicate"),
    path("<int:pk>/questions/<uuid:question>/delete/", questions.question_delete, name="question_delete"),
    path("<int:pk>/preview/", preview.template_preview, name="preview"),
    path("<int:pk>/preview/summary/", preview.preview_summary, name="preview_summary"),
    path("<int:pk>/preview/restart/", preview.preview_restart, name="preview_restart"),
    path("<int:pk>/preview/<uuid:question>/", preview.preview_question, name="preview_question"),
    path("<int:pk>/print/", printing.template_print, name="print"),
    path("<int:pk>/trial/", preview.template_send_trial, name="send_trial"),
]
