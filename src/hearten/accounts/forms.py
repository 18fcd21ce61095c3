"""What people type to get in, to stay safe and to come back."""

import re
import unicodedata
from typing import Any

from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm, LoginWebAuthnForm
from allauth.mfa.webauthn.internal import auth
from django import forms
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from fido2.webauthn import AuthenticationResponse, RegistrationResponse

from hearten.accounts.models import Account, RecoveryCode
from hearten.accounts.passphrase import DERIVED, accept, fold
from hearten.accounts.recovery import find_code

SHORTEST = 12
WRONG = "That name and passphrase don't fit together. Look at both again; capitals count in the passphrase."
WRONG_CODE = "That name and code don't fit together, or the code was used before. Each code works once."


def passphrase(label: str, hint: str = "", *, new: bool) -> forms.CharField:
    """A passphrase field; scripts replace what is typed by a value derived from it (h-derive)."""
    attrs = {"data-derive": "", "autocomplete": "new-password" if new else "current-password"}
    if new:
        attrs["minlength"] = str(SHORTEST)
    return forms.CharField(
        label=label,
        help_text=hint,
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs=attrs),
        error_messages={"required": "Type it here."},
    )


def login_name(hint: str = "") -> forms.CharField:
    """The name for logging in."""
    attrs = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
    return forms.CharField(
        label="Your log-in name",
        help_text=hint,
        max_length=200,
        widget=forms.TextInput(attrs=attrs),
        error_messages={"required": "Type the name here."},
    )


class NameForm(forms.Form):
    """A new account's name, and the statement of age. No birth date is asked (R98)."""

    login = login_name(
        "Only you see it. Choose one that leads nowhere: not your real name, and none that you use elsewhere."
    )
    adult = forms.BooleanField(
        label="I am 18 or older.",
        error_messages={"required": "This place is for adults. If you are 18 or older, tick this box."},
    )

    def clean_login(self) -> str:
        """The folded name. Raises ValidationError that says what to change."""
        name = fold(self.cleaned_data["login"])
        problem = wrong_with(name)
        if problem:
            raise ValidationError(problem)
        return name


def wrong_with(name: str) -> str:
    """Why a log-in name can't be taken, or ""."""
    if "@" in name:
        return "That looks like an e-mail address. Choose a name that nobody can find you by."
    if sum(letter.isdigit() for letter in name) > 6:
        return "That looks like a phone number. Choose a name with fewer digits."
    if not 3 <= len(name) <= 40:
        return "Use 3 to 40 letters."
    if not all(unicodedata.category(letter)[0] in "LMN" or letter in " -_." for letter in name):
        return "Use letters, numbers, spaces, dots or hyphens."
    if Account.objects.filter(login=name).exists():
        return "Somebody has that name already. Please choose another one."
    return ""


class NewPassphrase(forms.Form):
    """Two times the same new passphrase, which becomes a log-in value. Subclasses say for which name."""

    password = passphrase(
        "A passphrase",
        "At least 12 letters. Four words that don't belong together are easy to keep in mind.",
        new=True,
    )
    password_again = passphrase("The same passphrase again", new=True)

    def name(self) -> str:
        """The log-in name that the value is derived with."""
        return str(self.cleaned_data.get("login", ""))

    def clean(self) -> dict[str, Any]:
        first, again = (self.cleaned_data.get(field, "") for field in ("password", "password_again"))
        if first and again and first != again:
            raise ValidationError({"password_again": "The two are not the same. Please type them again."})
        if first and not DERIVED.match(first) and len(unicodedata.normalize("NFKC", first)) < SHORTEST:
            raise ValidationError({"password": f"That is too short: use at least {SHORTEST} letters."})
        return self.cleaned_data

    def secret(self) -> str:
        """The log-in value. Slow on purpose when it has to be derived here."""
        return accept(self.name(), self.cleaned_data["password"])


class SignupForm(NewPassphrase, NameForm):
    """Name, passphrase, statement."""

    field_order = ["login", "password", "password_again", "adult"]


class ChangeForm(NewPassphrase):
    """A new passphrase for somebody signed in."""

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account

    def name(self) -> str:
        return self.account.login


class RecoverForm(NewPassphrase):
    """Name, one printed code, a new passphrase."""

    login = login_name()
    code = forms.CharField(
        label="One of your printed codes",
        help_text="Hyphens, spaces and capitals don't matter.",
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": "Type one code here."},
    )
    field_order = ["login", "code", "password", "password_again"]
    found: RecoveryCode | None = None

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError in the same words for a name that nobody has and for a wrong code."""
        super().clean()
        self.found = find_code(self.cleaned_data.get("login", ""), self.cleaned_data.get("code", ""))
        if self.found is None and not self.errors:
            raise ValidationError(WRONG_CODE)
        return self.cleaned_data


class LoginForm(forms.Form):
    """Name and passphrase; the passphrase may arrive derived or plain."""

    login = login_name()
    password = passphrase("Your passphrase", new=False)
    account: Account | None = None

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError in the same words, after the same work, whether or not the name exists."""
        login, password = (self.cleaned_data.get(field, "") for field in ("login", "password"))
        if login and password:
            found = authenticate(self.request, username=fold(login), password=accept(login, password))
            self.account = found if isinstance(found, Account) else None
        if self.account is None and not self.errors:
            raise ValidationError(WRONG)
        return self.cleaned_data


class ConfirmForm(forms.Form):
    """The passphrase again, from somebody signed in."""

    password = passphrase("Your passphrase", new=False)

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account

    def clean_password(self) -> str:
        """Raises ValidationError when it is not theirs."""
        secret = accept(self.account.login, self.cleaned_data["password"])
        if not self.account.check_password(secret):
            raise ValidationError("That is not your passphrase. Look at it again; capitals count.")
        return secret


class CodeForm(forms.Form):
    """Six digits from an app."""

    code = forms.CharField(
        label="The six digits that your app shows now",
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
        error_messages={"required": "Type the six digits here."},
    )

    def clean_code(self) -> str:
        return re.sub(r"\s", "", self.cleaned_data["code"])


class Answer(forms.JSONField):
    """What a device says when it is asked for a passkey."""

    widget = forms.HiddenInput
    NO = "Your device did not answer. Please try once more, or use another way."

    def __init__(self, kind: type[RegistrationResponse | AuthenticationResponse]) -> None:
        super().__init__(error_messages={"required": self.NO, "invalid": self.NO})
        self.kind = kind

    def clean(self, value: Any) -> Any:
        """Raises ValidationError unless the passkey library can read it."""
        answer = super().clean(value)
        try:
            self.kind.from_dict(answer)
        except Exception as error:  # made-up bytes fail in the library in a dozen ways
            raise ValidationError(self.NO) from error
        return answer


class NewPasskeyForm(forms.Form):
    """A passkey that a device just made."""

    credential = Answer(RegistrationResponse)

    def clean_credential(self) -> dict[str, Any]:
        """Raises ValidationError unless it answers what this session asked, and the device asked its owner."""
        answer: dict[str, Any] = self.cleaned_data["credential"]
        if not auth.complete_registration(answer).is_user_verified():
            raise ValidationError("Your device has to ask for its PIN, finger or face. Please try once more.")
        return answer


class PasskeyLoginForm(LoginWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """A passkey that opens an account; who it belongs to comes from the device."""

    credential = Answer(AuthenticationResponse)


class PasskeyConfirmForm(AuthenticateWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """A passkey of a known account: the second step, or a confirmation."""

    credential = Answer(AuthenticationResponse)


class CardForm(forms.Form):
    """A contact card. Nothing is required but one of them, and a tick that is never there beforehand (I33)."""

    name = forms.CharField(label="Your name", required=False, max_length=120)
    phone = forms.CharField(label="Your phone number", required=False, max_length=60)
    where = forms.CharField(
        label="Where you usually are",
        help_text="An address, or how to find you.",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    person = forms.CharField(
        label="Somebody we may call",
        help_text="Who they are to you, and their number. Choose somebody who is good for you.",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    agree = forms.BooleanField(
        label="Keep this card, sealed. Two people of this place may open it together if my life, or somebody "
        "else's, is in danger.",
        error_messages={"required": "Tick this if you want us to keep the card. If not, just leave this page."},
    )

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError for a card with nothing on it."""
        found = super().clean() or {}
        if not any(found.get(name) for name in ("name", "phone", "where", "person")):
            raise ValidationError("Write at least one of these. One is enough.")
        return found
