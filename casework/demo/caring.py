"""How the victims of the stories are looked after: safe contact, needs, and what they answer to an offer of support."""

from casework.access.facts import add_fact
from casework.cases.models import Case, PartyRole
from casework.demo.telling import Teller
from casework.safeguarding import services as caring

ISAC = {"service": "ISAC", "name": "Harbourside ISAC Service"}


def looked_after(t: Teller, case: Case) -> None:
    """A new address and number are protected, safe contact is agreed, and a stalking advocate is in contact."""
    officer, party = t.staff["officer1"], case.parties.get(role=PartyRole.VICTIM)
    person = {"actor": officer, "case": case, "person": party.person}
    home = "14 Gull Rise, Castlegate, ZZ99 3AB"
    add_fact(**person, kind="HOME", text=home, why="Moved in September; the suspect knew the old address only")
    number = add_fact(**person, kind="TELEPHONE", text="07700 900417", why="New number")
    caring.agree_plan(
        actor=officer,
        party=party,
        values={
            "frequency": "EVENTS",
            "methods": ["TELEPHONE", "IN_PERSON"],
            "safe_times": "Weekdays after 18:00",
            "not_to_leave": "Police, officer, stalking, her case",
            "others": "Her sister may be told that somebody rang",
            "fact": number,
            "agreed_at": t.on(21, 17),
        },
    )
    needs = {"enhanced": True, "basis": ["PERSISTENT"], "needs": ["DIGITAL"], "notes": "Cannot sleep"}
    caring.assess_needs(actor=officer, party=party, values={**needs, "assessed_at": t.on(21, 17, 10)})
    advocate = caring.refer(actor=officer, party=party, values={**ISAC, "answer": "SENT", "at": t.on(20, 12)})
    caring.move_referral(actor=officer, referral=advocate, verb="first contact", at=t.on(18, 11))


def wants_no_fuss(t: Teller, case: Case) -> None:
    """The victim plays it down and declines an advocate; the reason is kept, so that it is offered again."""
    why = "She says it is just his way and wants no fuss; to be offered again"
    declined = {**ISAC, "answer": "DECLINED", "why": why, "at": t.on(3, 11)}
    caring.refer(actor=t.staff["officer2"], party=case.parties.get(role=PartyRole.VICTIM), values=declined)
