"""A person's name as a reader may see it."""

from casework.people.models import Person


def shown_name(person: Person, *, masked: bool = False) -> str:
    """First name and initial ("Elin P."); to a masked role initials only ("E. P.")."""
    if masked:
        letters = [word[0] for word in (person.given_names, person.family_name) if word]
        return " ".join(f"{letter}." for letter in letters) or "Unknown"
    if person.given_names and person.family_name:
        return f"{person.given_names.split(' ')[0]} {person.family_name[0]}."
    return person.full_name
