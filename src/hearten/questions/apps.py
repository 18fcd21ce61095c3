"""General questions from readers, answered in public by a therapist."""

from django.apps import AppConfig


class QuestionsConfig(AppConfig):
    name = "hearten.questions"
