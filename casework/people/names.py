"""Finding people by a name that may be mistyped, by letters and by sound, within the forces given. No permission is asked here."""

from collections.abc import Collection

from django.db import connection

# Beyond this many, a name is too common for ranking to help: the reader is asked for more of it.
MOST = 1000
MOST_WORDS = 6


NOBODY = 0


def asked(people: Collection[int]) -> list[int]:
    """These people's ids, or one that nobody has: so that a statement about them is sent whether or not there are any."""
    return sorted(people) or [NOBODY]


def plain(name: str) -> str:
    """A name as it is compared: lower case, without accents, one space between words."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT casework_plain_name(%s)", [name])
        return str(cursor.fetchone()[0])


def candidates(name: str, forces: Collection[int], limit: int = MOST) -> list[tuple[int, float]]:
    """(person id, likeness from 0 to 1) of people of these forces whose name or alias is like `name` or sounds like it, best first.

    1.0 is the same name. Each word must be one of the name's, but for one letter, or sound like one; of three words or more one may be
    another, and initials are not asked for. A single word also finds names that it begins. Nothing for a text without letters or digits.
    The same is done whoever is found, so that its time tells nothing.
    """
    words = plain(name)
    if not words or not forces:
        return []
    found, given = _alike(words)
    sql = f"""
        SELECT person_id, max(greatest(
          similarity(name, %s), word_similarity(%s, name) * 0.95,
          1 - levenshtein(left(name, 80), left(%s, 80))::real / greatest(length(left(name, 80)), length(left(%s, 80)))
        )) AS likeness
        FROM casework_personname WHERE force_id = ANY(%s) AND ({found})
        GROUP BY person_id ORDER BY likeness DESC, person_id LIMIT %s
    """  # noqa: S608 - only fixed words are put together
    with connection.cursor() as cursor:
        cursor.execute(sql, [words, words, words, words, list(forces), *given, limit])
        return [(person, float(likeness)) for person, likeness in cursor.fetchall()]


# A word of the name is this word but for one letter, or sounds like it.
_WORD = "(keys && casework_name_keys(%s) OR sounds && casework_name_sounds(%s))"


def _alike(words: str) -> tuple[str, list[str]]:
    """The condition for a name to be like these plain words, and its parameters."""
    every = words.split()
    said = [word for word in every if len(word) > 1][:MOST_WORDS] or every[:1]
    if len(said) == 1:
        return f"{_WORD} OR %s <%% name", [said[0], said[0], words]
    # Each of them; of three or more all but one, so that a middle name does not stand in the way.
    sets = [said] if len(said) == 2 else [said[:at] + said[at + 1 :] for at in range(len(said))]
    parts = [f"({' AND '.join(_WORD for _ in each)})" for each in sets]
    given = [word for each in sets for one in each for word in (one, one)]
    # And the whole in one word, for a space too many or too few.
    return " OR ".join([*parts, "keys && casework_name_keys(%s)"]), [*given, "".join(every)]
