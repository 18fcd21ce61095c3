"""A page leaves with its owner (R102, I31)."""

import json

from hearten.config.personal_data import APPS
from hearten.directory import privacy
from hearten.directory.models import Credential, SocialMediaPolicy, Therapist
from tests.cast import Cast


def test_an_export_holds_the_page_every_credential_and_every_version(cast: Cast) -> None:
    SocialMediaPolicy.objects.create(therapist=cast.ana.therapist, version=2, text="Second.")
    data = json.loads(json.dumps(privacy.export(cast.ana)))
    assert data["page"]["purpose"] == "To explain what helps, in plain words."
    assert data["credentials"][0]["number"] == "DEMO-0000"
    assert [item["version"] for item in data["policies"]] == [1, 2]
    assert "Farid" not in json.dumps(data)


def test_every_field_somebody_fills_in_is_in_their_export() -> None:
    ours = {"id", "account", "topics", "credentials", "policies"}
    concrete = {field.name for field in Therapist._meta.concrete_fields}
    assert concrete - ours == set(privacy.FIELDS)


def test_a_member_without_a_page_has_nothing_here(cast: Cast) -> None:
    assert privacy.export(cast.ben) == {}
    assert privacy.erase(cast.ben) == []


def test_erasing_leaves_nothing_of_the_page_and_all_of_everybody_elses(cast: Cast) -> None:
    assert privacy.erase(cast.ana) == []
    assert list(Therapist.objects.values_list("handle", flat=True)) == ["farid"]
    assert Credential.objects.count() == SocialMediaPolicy.objects.count() == 1


def test_the_host_knows_of_it() -> None:
    assert APPS["directory"] is privacy.PERSONAL_DATA
