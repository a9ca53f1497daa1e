"""Finding people by a name that may be mistyped: trigrams and sound, within the forces given. No permission is asked here."""

from collections.abc import Collection

from django.db import connection

# Beyond this many, a name is too common for ranking to help: the reader is asked for more of it.
MOST = 1000
LEAST_SIMILAR = 0.3


def plain(name: str) -> str:
    """A name as it is compared: lower case, without accents, one space between words."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT casework_plain_name(%s)", [name])
        return str(cursor.fetchone()[0])


def candidates(name: str, forces: Collection[int], limit: int = MOST) -> list[tuple[int, float]]:
    """(person id, likeness from 0 to 1) of people of these forces whose name or alias is like `name` or sounds like it, best first.

    1.0 is the same name. Two letters changed over count for little, though they break many groups of letters. Nothing for a
    text without letters or digits.
    """
    words = plain(name)
    if not words or not forces:
        return []
    # Each word must sound like one of the name's: otherwise one common first name would bring everybody who bears it.
    heard = " AND ".join("sounds && casework_name_sounds(%s)" for _ in words.split())
    found = "SELECT person_id, name FROM casework_personname WHERE force_id = ANY(%s) AND "
    sql = f"""
        SELECT person_id, max(greatest(
          similarity(name, %s), word_similarity(%s, name) * 0.95,
          1 - levenshtein(left(name, 80), left(%s, 80))::real / greatest(length(left(name, 80)), length(left(%s, 80)))
        )) AS likeness
        FROM ({found} name %% %s UNION ALL {found} %s <%% name UNION ALL {found} ({heard})) AS found
        GROUP BY person_id ORDER BY likeness DESC, person_id LIMIT %s
    """  # noqa: S608 - only fixed words are put together
    ids = list(forces)
    with connection.cursor() as cursor:
        cursor.execute(sql, [words, words, words, words, ids, words, ids, words, ids, *words.split(), limit])
        return [(person, float(likeness)) for person, likeness in cursor.fetchall()]
