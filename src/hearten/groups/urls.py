"""Addresses of groups. Everything but a card is for members: to everybody else it does not exist (R61)."""

from django.urls import path

from hearten.groups.views import finding, host, keeping, notebook, offers, own, talking

urlpatterns = [
    path("groups/", finding.groups, name="groups"),
    path("groups/<str:pk>/", talking.group, name="group"),
    path("groups/<str:pk>/about/", finding.group_card, name="group_card"),
    path("groups/<str:pk>/join/", finding.group_join, name="group_join"),
    path("groups/<str:pk>/write/", talking.thread_new, name="thread_new"),
    path("groups/<str:pk>/check/", talking.words_check, name="words_check"),
    path("groups/<str:pk>/me/", own.group_me, name="group_me"),
    path("groups/<str:pk>/me/name/", own.group_rename, name="group_rename"),
    path("groups/<str:pk>/me/notes/", own.group_notes, name="group_notes"),
    path("groups/<str:pk>/leave/", own.group_leave, name="group_leave"),
    path("groups/<str:pk>/notebook/", notebook.notebook, name="notebook"),
    path("groups/<str:pk>/notebook/write/", notebook.entry_new, name="entry_new"),
    path("groups/<str:pk>/week/", notebook.group_week, name="group_week"),
    path("groups/<str:pk>/offers/", offers.offers, name="offers"),
    path("groups/<str:pk>/offers/today/", offers.offers_willing, name="offers_willing"),
    path("groups/<str:pk>/offers/let-go/", offers.offer_let_go, name="offer_let_go"),
    path("groups/<str:pk>/offers/<str:thread>/take/", offers.offer_take, name="offer_take"),
    path("groups/<str:pk>/keep/", keeping.group_keep, name="group_keep"),
    path("groups/<str:pk>/keep/duties/", keeping.group_duties, name="group_duties"),
    path("groups/<str:pk>/keep/hours/", keeping.group_hours, name="group_hours"),
    path("groups/<str:pk>/keep/hours/<int:hours>/end/", keeping.hours_end, name="hours_end"),
    path("groups/<str:pk>/keep/members/<str:persona>/", keeping.member_answer, name="member_answer"),
    path("groups/<str:pk>/keep/<slug:kind>/<str:words>/", keeping.words_approve, name="words_approve"),
    path("groups/<str:pk>/t/<str:thread>/", talking.thread, name="thread"),
    path("groups/<str:pk>/put-away/<str:reply>/", talking.reply_put_away, name="reply_put_away"),
    path("groups/<str:pk>/<slug:kind>/<str:words>/change/", talking.words_change, name="words_change"),
    path("groups/<str:pk>/<slug:kind>/<str:words>/take-back/", talking.words_take_back, name="words_take_back"),
    path("groups/<str:pk>/<slug:kind>/<str:words>/feel/", talking.words_feel, name="words_feel"),
    path("groups/<str:pk>/<slug:kind>/<str:words>/block/", own.words_block, name="words_block"),
    path("host/groups/", host.host_groups, name="host_groups"),
    path("host/groups/new/", host.host_group_new, name="host_group_new"),
    path("host/groups/<str:pk>/", host.host_group, name="host_group"),
    path("host/groups/<str:pk>/settings/", host.host_group_edit, name="host_group_edit"),
    path("host/groups/<str:pk>/staff/", host.host_group_appoint, name="host_group_appoint"),
    path("host/groups/<str:pk>/staff/<str:persona>/end/", host.host_group_step_down, name="host_group_step_down"),
    path("host/groups/<str:pk>/state/", host.host_group_state, name="host_group_state"),
]
