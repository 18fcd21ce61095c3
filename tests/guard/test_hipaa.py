"""Each of the eighteen classes of 45 CFR 164.514(b)(2)(i) is held in a text about a client (R17)."""

import pytest

from hearten_guard import check
from hearten_guard.types import Finding

CLASSES = {
    "A names": "My client Tom Hargreaves has bipolar disorder.",
    "B places smaller than a state": "My client still lives at 14 Mill Lane.",
    "B postcodes": "Her postcode, LS6 2AB, covers eleven houses, my client says.",
    "B streets": "My client lives on Castle Street.",
    "C dates of birth": "My client was born on 4 May 1985.",
    "C dates of admission": "My client was admitted on 12 March 2021.",
    "C dates of discharge": "My client was discharged on 2 April 2021.",
    "C dates of death": "My client died on 30 June 2019.",
    "D telephone numbers": "My client's number is 07700 900321.",
    "E fax numbers": "Send the fax for my client to 0131 496 0777.",
    "F e-mail addresses": "My client can be reached at anna.k@example.com.",
    "G social security numbers": "Social security 078-05-1120, said the form my client brought.",
    "H medical record numbers": "My client's record number is 4482-9911.",
    "I health plan numbers": "My client's Medicare number is 1EG4-TE5-MK72.",
    "J account numbers": "My client's account number is 31926819.",
    "K certificate and licence numbers": "My client's nursing licence number is 18B4471E.",
    "L vehicles and plates": "My client's car has the number plate KX19 ABC.",
    "M devices and serial numbers": "The pacemaker of my client, serial number PM-330921, clicked.",
    "N web addresses": "My client paints; see instagram.com/lena.example.",
    "N names of accounts": "My client posts as @quiet.baker every night.",
    "O internet addresses": "My client always logs in from 192.168.14.207.",
    "P biometric identifiers": "The fingerprints of my client were on the cup.",
    "Q full-face photographs": "A photograph of my client hangs above the stove.",
    "R any other number": "My client's prison number, A4471CD, is tattooed on his arm.",
}


def held(text: str) -> list[Finding]:
    return [
        finding
        for finding in check(text, purpose="article")
        if finding.severity == "hold" and finding.rule.startswith("confidentiality.")
    ]


@pytest.mark.parametrize("name", CLASSES)
def test_a_clients_identifier_is_held(name: str) -> None:
    assert held(CLASSES[name])


@pytest.mark.parametrize(
    "text",
    [
        "Ring the practice on 020 7946 0018.",
        "Write to me at hello@practice.example.com.",
        "Our clinic is at 12 Harbour Road, LS6 2AB.",
        "My HCPC registration is PYL12345.",
        "Follow the practice on instagram.com/calm.example.",
        "The practice opened on 3 March 2011.",
        "Our charity number is 1091234.",
        "Carl Rogers changed what a session sounds like.",
        "The figure stands on page 192 of the book.",
    ],
)
def test_what_belongs_to_the_practice_or_to_the_world_is_not(text: str) -> None:
    assert held(text) == []


def test_all_eighteen_letters_have_a_text() -> None:
    assert {name[0] for name in CLASSES} == set("ABCDEFGHIJKLMNOPQR")
