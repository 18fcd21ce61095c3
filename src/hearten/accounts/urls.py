"""Getting in and out, devices, recovery. Of allauth's own pages none is offered: its flows run behind ours."""

from django.urls import path, register_converter

from hearten.accounts.views import avatar, blocks, card, confirm, login, recover, security, signup


class Seed:
    """22 letters of base64url: a persona's random seed."""

    regex = "[A-Za-z0-9_-]{22}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Seed, "seed")

urlpatterns = [
    path("account/signup/", signup.signup, name="account_signup"),
    path("account/signup/passkey/", signup.signup_passkey, name="account_signup_passkey"),
    path("account/login/", login.login, name="account_login"),
    path("account/login/passkey/", login.login_passkey, name="account_login_passkey"),
    path("account/login/step/", login.second_step, name="mfa_authenticate"),
    path("account/logout/", login.logout, name="account_logout"),
    path("account/recover/", recover.recover, name="account_recover"),
    path("account/confirm/", confirm.confirm, name="account_reauthenticate"),
    path("account/security/", security.security, name="account_security"),
    path("account/passphrase/", security.passphrase, name="account_passphrase"),
    path("account/codes/", security.codes, name="account_codes"),
    path("account/passkeys/add/", security.add_passkey, name="account_passkey_add"),
    path("account/passkeys/<int:pk>/remove/", security.remove_passkey, name="account_passkey_remove"),
    path("account/app/", security.add_app, name="mfa_activate_totp"),
    path("account/app/remove/", security.remove_app, name="mfa_deactivate_totp"),
    path("account/devices/<str:pk>/end/", security.end_device, name="account_device_end"),
    path("account/devices/end/", security.end_everywhere, name="account_end_everywhere"),
    path("you/card/", card.card, name="card"),
    path("you/card/remove/", card.remove, name="card_remove"),
    path("you/blocks/", blocks.blocks, name="blocks"),
    path("you/blocks/<str:pk>/end/", blocks.unblock, name="unblock"),
    path("avatar/<seed:seed>.svg", avatar.avatar, name="avatar"),
]
