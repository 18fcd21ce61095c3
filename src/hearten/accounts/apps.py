"""Accounts, personas and the wall between them."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "hearten.accounts"
