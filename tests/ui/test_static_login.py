"""Logging in: what the browser derives from a passphrase, and passkeys with a virtual authenticator."""

from __future__ import annotations

import base64
import hashlib
import json
import unicodedata
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import expect

from tests.ui.static_pages import bare

pytestmark = pytest.mark.journey


def derived(login: str, passphrase: str) -> str:
    salt = "hearten login v1:" + unicodedata.normalize("NFKC", login).casefold().strip()
    secret = unicodedata.normalize("NFKC", passphrase)
    key = hashlib.pbkdf2_hmac("sha256", secret.encode(), salt.encode(), 600_000, 32)
    return "h1$" + base64.urlsafe_b64encode(key).rstrip(b"=").decode()


@pytest.mark.parametrize("login", ["ben", " Große ẞtraße ", "ΣΊΣΥΦΟΣ", "ﬁne Ⅷ", "Iıİ", "Ꭰꭰ", "陽子", "Zoë"])
def test_browser_and_server_derive_the_same_from_a_passphrase(open_page, site, login):
    page = open_page(
        bare(
            '<h-derive><form method="post" action="/in/"><input name="login" aria-label="Name">'
            '<input type="password" name="password" data-derive aria-label="Passphrase">'
            '<button name="way" value="in">Log in</button></form></h-derive>'
        )
    )
    page.get_by_label("Name").fill(login)
    page.get_by_label("Passphrase").fill("Ａ long, odd ﬁsh 🐟")
    with page.expect_request("**/in/") as sent:
        page.get_by_role("button", name="Log in").click()
    body = parse_qs(sent.value.post_data or "", keep_blank_values=True)
    assert body["password"] == [derived(login, "Ａ long, odd ﬁsh 🐟")]
    assert body["way"] == ["in"]


def test_a_passkey_is_made_and_used(open_page, site):
    asking = {"challenge": "AAECAwQFBgc", "timeout": 5000, "userVerification": "preferred"}
    create = {
        **asking,
        "rp": {"id": "localhost", "name": "Hearten"},
        "user": {"id": "YWJj", "name": "ben", "displayName": "ben"},
        "pubKeyCredParams": [{"type": "public-key", "alg": -7}],
        "authenticatorSelection": {"residentKey": "required"},
    }

    def element(mode: str, options: dict) -> str:
        return (
            f'<h-passkey data-mode="{mode}">'
            f'<script type="application/json">{json.dumps({"publicKey": options})}</script>'
            f'<form method="post" action="/{mode}/"><input type="hidden" name="credential">'
            f"<button>{mode}</button></form></h-passkey>"
        )

    page = open_page(bare(element("create", create) + element("get", {**asking, "rpId": "localhost"})))
    wire = page.context.new_cdp_session(page)
    wire.send("WebAuthn.enable")
    kind = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    ready = {"isUserVerified": True, "automaticPresenceSimulation": True}
    wire.send("WebAuthn.addVirtualAuthenticator", {"options": {**kind, **ready}})
    for mode, proof in (("create", "attestationObject"), ("get", "signature")):
        with page.expect_request(f"**/{mode}/") as sent:
            page.get_by_role("button", name=mode).click()
        credential = json.loads(parse_qs(sent.value.post_data or "")["credential"][0])
        assert credential["type"] == "public-key"
        assert credential["response"][proof]


def test_a_passkey_that_fails_says_what_to_do(open_page):
    options = json.dumps({"publicKey": {"challenge": "AAEC", "rpId": "elsewhere.example"}})
    page = open_page(
        bare(
            f'<h-passkey data-mode="get"><script type="application/json">{options}</script>'
            '<form method="post" action="/get/"><input type="hidden" name="credential">'
            "<button>Go</button></form></h-passkey>"
        )
    )
    page.get_by_role("button", name="Go").click()
    expect(page.get_by_role("status")).to_contain_text("cannot use passkeys")
