"""What is owed: the outbox, its channels and the tasks that send. Knows no other app."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "notifications"
