"""Names are found with a letter wrong by equality: each word of a name, and the name in one word, whole and with each letter left out.

Two words that one slip of the pen makes out of each other share such a key. The keys follow the name by themselves.
"""

from django.db import migrations

FORWARDS = """
CREATE FUNCTION casework_name_keys(plain text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT coalesce(array_agg(DISTINCT key), '{}')
  FROM unnest(string_to_array(plain, ' ') || replace(plain, ' ', '')) AS word,
    LATERAL (
      SELECT word AS key
      UNION ALL
      SELECT left(word, place - 1) || substr(word, place + 1)
      FROM generate_series(1, CASE WHEN length(word) > 2 THEN least(length(word), 60) ELSE 0 END) AS place
    ) AS cut
  WHERE word <> ''
$$;
COMMENT ON FUNCTION casework_name_keys(text) IS 'Every word, and all in one, whole and with each letter left out; short words only whole.';
ALTER TABLE casework_personname ADD COLUMN keys text[] GENERATED ALWAYS AS (casework_name_keys(name)) STORED;
CREATE INDEX casework_personname_keys ON casework_personname USING gin (keys);
"""
BACKWARDS = """
ALTER TABLE casework_personname DROP COLUMN keys;
DROP FUNCTION casework_name_keys(text);
"""


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0008_possible_matches'),
    ]

    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
