"""`bin/hearten grant LOGIN ROLE`: let somebody do more on this host, or less again."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from hearten.accounts import actions
from hearten.accounts.models import Account, Role
from hearten.accounts.passphrase import fold


class Command(BaseCommand):
    help = "Grant a role to an account; with --revoke, take it back."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("login")
        parser.add_argument("role", choices=[role.value for role in Role if role is not Role.MEMBER])
        parser.add_argument("--revoke", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        account = Account.objects.filter(login=fold(options["login"])).first()
        if account is None:
            raise CommandError("Nobody here has that log-in name.")
        change = actions.revoke_role if options["revoke"] else actions.grant_role
        change(account=account, role=Role(options["role"]), by=None)
        self.stdout.write(f"{account.login}: {', '.join(account.roles)}")
