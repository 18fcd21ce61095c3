"""Addresses of this app."""

from django.urls import URLPattern, path

from hearten.moderation.views import crisis, decisions, desk, host, queue, reports, safety, service_worker, shifts

urlpatterns: list[URLPattern] = [
    path("crisis/", crisis.crisis, name="crisis"),
    path("crisis/<slug:code>/", crisis.crisis_country, name="crisis_country"),
    path("sw.js", service_worker.service_worker, name="service_worker"),
    path("report/receipt/<str:pk>/", reports.receipt, name="report_receipt"),
    path("report/<str:kind>/<str:key>/", reports.report, name="report"),
    path("you/decisions/", decisions.decisions, name="decisions"),
    path("you/decisions/<str:pk>/", decisions.decision, name="decision"),
    path("moderation/", queue.queue, name="moderation"),
    path("moderation/appeals/<int:pk>/", queue.appeal, name="moderation_appeal"),
    path("moderation/<str:kind>/<str:key>/", queue.case, name="moderation_case"),
    path("safety/", safety.queue, name="safety"),
    path("safety/shifts/", shifts.shifts, name="safety_shifts"),
    path("safety/shifts/now/", shifts.start_now, name="safety_start_now"),
    path("safety/shifts/<int:pk>/end/", shifts.end_shift, name="safety_end_shift"),
    path("safety/<int:pk>/", safety.item, name="safety_item"),
    path("safety/<int:pk>/claim/", safety.claim, name="safety_claim"),
    path("safety/<int:pk>/release/", safety.release, name="safety_release"),
    path("safety/<int:pk>/answered/", safety.answered, name="safety_answered"),
    path("safety/<int:pk>/hand-over/", safety.hand_over, name="safety_hand_over"),
    path("safety/<int:pk>/ask/", safety.ask_second, name="safety_ask"),
    path("safety/<int:pk>/opinion/", safety.give_opinion, name="safety_opinion"),
    path("safety/<int:pk>/close/", safety.close, name="safety_close"),
    path("safety/look/", desk.look, name="safety_look"),
    path("safety/after/", desk.after, name="safety_after"),
    path("safety/hand-on/", shifts.hand_on, name="safety_hand_on"),
    path("host/", host.host, name="host"),
    path("host/lines/", host.lines, name="host_lines"),
    path("host/<slug:kind>/", host.paper, name="host_paper"),
]
