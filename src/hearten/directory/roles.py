"""What the exclusive labels of professionals mean, in plain words (R29)."""

from hearten.directory.models import ProfessionalRole

#: What the label means, for readers.
EXPLAINED = {
    ProfessionalRole.LICENSED: (
        "Says they hold a licence to practise. A licence means training that a public authority has approved, and "
        "that somebody outside can take it away. This place has not checked it."
    ),
    ProfessionalRole.TRAINEE: (
        "Says they are still in training and that a licensed professional watches over their work. This place has "
        "not checked it."
    ),
    ProfessionalRole.COUNSELLOR: (
        "Says they are on a register that counsellors may join. Joining is their own choice: it is not a licence "
        "from the state. This place has not checked it."
    ),
    ProfessionalRole.COACH: (
        "Helps with goals and habits. Anyone may call themself a coach: no licence is needed, and a coach does not "
        "treat illness."
    ),
    ProfessionalRole.PEER: (
        "Offers company and what they have learned from their own life. This is not treatment, and no "
        "licence is needed."
    ),
    ProfessionalRole.ORGANISATION: "Speaks for a service, a charity or a practice, not for one professional.",
}
#: The same, for the person who chooses.
CHOICES = [
    (ProfessionalRole.LICENSED.value, "Therapist: I hold a licence to practise"),
    (ProfessionalRole.TRAINEE.value, "Supervised trainee: a licensed professional watches over my work"),
    (
        ProfessionalRole.COUNSELLOR.value,
        "Counsellor: I am on a voluntary register, without a licence from the state",
    ),
    (ProfessionalRole.COACH.value, "Coach: my page will say “not a licensed therapist”"),
    (ProfessionalRole.PEER.value, "Peer supporter: I speak from my own life, without a licence"),
    (ProfessionalRole.ORGANISATION.value, "Organisation: the page speaks for a service, not for one person"),
]
