"""Who speaks is always said the same way, and never more than was checked (R29, R73, R93, I22)."""

import pytest

from hearten.directory.byline import byline, first_credential, stated
from hearten.directory.models import Credential, ProfessionalRole, Therapist
from hearten.directory.roles import CHOICES, EXPLAINED
from tests.cast import Cast


def test_a_byline_says_role_and_credential_with_their_state(cast: Cast) -> None:
    line = byline(cast.ana.therapist)
    assert line["name"] == "Ana Lindqvist"
    assert line["role_label"] == "Therapist (self-described)"
    assert line["credential"] == "Psychologist (self-described, not checked)"
    assert (line["url"], line["href"]) == ("/@ana/", "/@ana/")
    assert line["verified"] is False


@pytest.mark.parametrize("role", ProfessionalRole.values)
def test_no_label_anywhere_claims_a_check_that_nobody_made(role) -> None:  # I22
    line = byline({"name": "N", "handle": "n", "role": role, "credential_title": "Psychologist"})
    said = " ".join(str(value) for value in line.values()).lower()
    assert "verified" not in said
    assert line["verified"] is False
    if role in {"licensed", "trainee", "counsellor"}:
        assert "self-described" in line["role_label"]
        assert "has not checked" in line["role_explained"]


@pytest.mark.parametrize("role", ["coach", "peer"])
def test_who_is_not_licensed_says_so_beside_the_name(role) -> None:  # R29
    assert "not a licensed therapist" in byline({"name": "N", "handle": "n", "role": role})["role_label"]


def test_every_role_is_explained_and_can_be_chosen() -> None:
    assert set(EXPLAINED) == set(ProfessionalRole)
    assert [value for value, _label in CHOICES] == ProfessionalRole.values


def test_a_byline_is_worked_out_each_time(cast: Cast) -> None:  # I22
    row = cast.ana.therapist
    row.credentials.all().delete()
    assert byline(Therapist.objects.get(pk=row.pk))["credential"] == ""


def test_a_list_of_bylines_costs_one_query(cast: Cast, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        lines = [byline(row) for row in Therapist.objects.annotate(credential_title=first_credential())]
    assert {line["credential"] for line in lines} == {"Psychologist (self-described, not checked)"}


def test_the_first_credential_speaks(cast: Cast) -> None:
    Credential.objects.create(therapist=cast.ana.therapist, title="A course")
    assert "Psychologist" in byline(Therapist.objects.get(handle="ana"))["credential"]


def test_nothing_stated_is_nothing_shown() -> None:
    assert stated("") == ""


def test_a_credential_has_no_field_that_could_say_it_was_checked() -> None:  # I22
    names = {field.name for field in Credential._meta.get_fields()}
    assert not names & {"verified", "checked", "state", "status", "valid", "expires"}
    assert Credential.state == "self-described, not checked"
