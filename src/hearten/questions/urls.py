"""Addresses of questions: asking, one's own, and those put to a professional."""

from django.urls import path

from hearten.questions.views import ask, desk, own

urlpatterns = [
    path("@<slug:handle>/questions/new/", ask.ask, name="ask"),
    path("@<slug:handle>/questions/new/check/", ask.check, name="ask_check"),
    path("you/questions/", own.questions, name="questions"),
    path("you/questions/<str:pk>/", own.question, name="question"),
    path("you/questions/<str:pk>/quoting/", own.quoting, name="question_quoting"),
    path("you/questions/<str:pk>/take-back/", own.take_back, name="question_take_back"),
    path("desk/questions/", desk.questions, name="desk_questions"),
    path("desk/questions/answer/", desk.answer, name="questions_answer"),
    path("desk/questions/<str:pk>/", desk.question, name="desk_question"),
    path("desk/questions/<str:pk>/decline/", desk.decline, name="question_decline"),
    path("desk/questions/<str:pk>/pass-on/", desk.pass_on, name="question_pass_on"),
    path("desk/questions/<str:pk>/put-back/", desk.put_back, name="question_put_back"),
    path("desk/answers/<int:pk>/", desk.answered, name="desk_answer"),
    path("desk/answers/<int:pk>/take-out/", desk.take_out, name="answer_take_out"),
]
