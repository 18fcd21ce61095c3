"""What Django 6 has built in and 5.2 takes from its backports. Moving to 6 deletes this file."""

from django_tasks import TaskContext, task
from django_tasks.base import TaskResultStatus

__all__ = ["TaskContext", "TaskResultStatus", "task"]
