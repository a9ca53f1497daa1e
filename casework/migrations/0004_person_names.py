"""The names of people as they are searched: one partition a force, so that a force's search reads its own people only.

Kept by statement triggers on people and aliases, so that a COPY of a million people writes its names in one go. The partition of a new
force is made by a trigger that runs as the owner.
"""

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION casework_plain_name(name text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT btrim(regexp_replace(lower(public.unaccent('public.unaccent'::regdictionary, name)), '[^[:alnum:]]+', ' ', 'g'))
$$;
COMMENT ON FUNCTION casework_plain_name(text) IS 'Lower case, without accents, words apart by one space.';

CREATE FUNCTION casework_name_sounds(plain text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT coalesce(array_agg(DISTINCT code), '{}') FROM unnest(string_to_array(plain, ' ')) AS word,
    LATERAL (VALUES (public.dmetaphone(word)), (public.dmetaphone_alt(word))) AS each(code) WHERE code <> ''
$$;
COMMENT ON FUNCTION casework_name_sounds(text) IS 'Double metaphone codes of every word.';
"""

TABLE = """
CREATE TABLE casework_personname (
  force_id bigint NOT NULL,
  person_id bigint NOT NULL,
  alias_id bigint NOT NULL DEFAULT 0,
  name text NOT NULL,
  sounds text[] NOT NULL,
  PRIMARY KEY (force_id, person_id, alias_id)
) PARTITION BY LIST (force_id);
CREATE INDEX casework_personname_name ON casework_personname USING gin (name gin_trgm_ops);
CREATE INDEX casework_personname_sounds ON casework_personname USING gin (sounds);
"""

# Runs as the owner, names everything in full and takes only a number from the row.
FORCES = """
CREATE FUNCTION casework_force_names() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  part text := format('casework_personname_f%s', NEW.id);
BEGIN
  IF to_regclass('public.' || part) IS NULL THEN
    EXECUTE format('CREATE TABLE public.%I (LIKE public.casework_personname INCLUDING ALL)', part);
    EXECUTE format('ALTER TABLE public.casework_personname ATTACH PARTITION public.%I FOR VALUES IN (%s)', part, NEW.id);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER names AFTER INSERT ON casework_force FOR EACH ROW EXECUTE FUNCTION casework_force_names();
"""

# Each event has a function of its own: one may name only the tables of rows that its event has.
EVENTS = """
CREATE FUNCTION casework_person_come() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO casework_personname (force_id, person_id, name, sounds)
  SELECT force_id, id, plain, casework_name_sounds(plain) FROM come,
    LATERAL (SELECT casework_plain_name(coalesce(nullif(given_names || ' ' || family_name, ' '), description)) AS plain) AS worked
  WHERE plain <> '';
  RETURN NULL;
END $$;
CREATE FUNCTION casework_person_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM casework_personname AS kept USING gone JOIN come USING (id)
  WHERE kept.force_id = gone.force_id AND kept.person_id = gone.id AND (kept.alias_id = 0 OR come.force_id <> gone.force_id);
  INSERT INTO casework_personname (force_id, person_id, name, sounds)
  SELECT force_id, id, plain, casework_name_sounds(plain) FROM come,
    LATERAL (SELECT casework_plain_name(coalesce(nullif(given_names || ' ' || family_name, ' '), description)) AS plain) AS worked
  WHERE plain <> '';
  INSERT INTO casework_personname (force_id, person_id, alias_id, name, sounds)
  SELECT come.force_id, come.id, alias.id, plain, casework_name_sounds(plain)
  FROM come JOIN gone USING (id) JOIN casework_alias AS alias ON alias.person_id = come.id,
    LATERAL (SELECT casework_plain_name(alias.name) AS plain) AS worked
  WHERE come.force_id <> gone.force_id AND plain <> '';
  RETURN NULL;
END $$;
CREATE FUNCTION casework_person_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM casework_personname AS kept USING gone WHERE kept.force_id = gone.force_id AND kept.person_id = gone.id;
  RETURN NULL;
END $$;
CREATE FUNCTION casework_alias_come() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO casework_personname (force_id, person_id, alias_id, name, sounds)
  SELECT person.force_id, person.id, come.id, plain, casework_name_sounds(plain)
  FROM come JOIN casework_person AS person ON person.id = come.person_id,
    LATERAL (SELECT casework_plain_name(come.name) AS plain) AS worked
  WHERE plain <> '';
  RETURN NULL;
END $$;
CREATE FUNCTION casework_alias_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM casework_personname AS kept USING gone WHERE kept.person_id = gone.person_id AND kept.alias_id = gone.id;
  INSERT INTO casework_personname (force_id, person_id, alias_id, name, sounds)
  SELECT person.force_id, person.id, come.id, plain, casework_name_sounds(plain)
  FROM come JOIN casework_person AS person ON person.id = come.person_id,
    LATERAL (SELECT casework_plain_name(come.name) AS plain) AS worked
  WHERE plain <> '';
  RETURN NULL;
END $$;
CREATE FUNCTION casework_alias_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM casework_personname AS kept USING gone WHERE kept.person_id = gone.person_id AND kept.alias_id = gone.id;
  RETURN NULL;
END $$;

CREATE TRIGGER names_come AFTER INSERT ON casework_person REFERENCING NEW TABLE AS come
  FOR EACH STATEMENT EXECUTE FUNCTION casework_person_come();
CREATE TRIGGER names_changed AFTER UPDATE ON casework_person REFERENCING OLD TABLE AS gone NEW TABLE AS come
  FOR EACH STATEMENT EXECUTE FUNCTION casework_person_changed();
CREATE TRIGGER names_gone AFTER DELETE ON casework_person REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION casework_person_gone();
CREATE TRIGGER names_come AFTER INSERT ON casework_alias REFERENCING NEW TABLE AS come
  FOR EACH STATEMENT EXECUTE FUNCTION casework_alias_come();
CREATE TRIGGER names_changed AFTER UPDATE ON casework_alias REFERENCING OLD TABLE AS gone NEW TABLE AS come
  FOR EACH STATEMENT EXECUTE FUNCTION casework_alias_changed();
CREATE TRIGGER names_gone AFTER DELETE ON casework_alias REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION casework_alias_gone();
"""

BACK = """
DROP TRIGGER names ON casework_force;
DROP TRIGGER names_come ON casework_person; DROP TRIGGER names_changed ON casework_person; DROP TRIGGER names_gone ON casework_person;
DROP TRIGGER names_come ON casework_alias; DROP TRIGGER names_changed ON casework_alias; DROP TRIGGER names_gone ON casework_alias;
DROP TABLE casework_personname;
DROP FUNCTION casework_force_names(); DROP FUNCTION casework_person_come(); DROP FUNCTION casework_person_changed();
DROP FUNCTION casework_person_gone(); DROP FUNCTION casework_alias_come(); DROP FUNCTION casework_alias_changed();
DROP FUNCTION casework_alias_gone(); DROP FUNCTION casework_name_sounds(text); DROP FUNCTION casework_plain_name(text);
"""


class Migration(migrations.Migration):
    """Runs on empty tables: nothing to carry over."""

    dependencies = [("casework", "0003_audit_partitions")]
    operations = [migrations.RunSQL(FUNCTIONS + TABLE + FORCES + EVENTS, BACK)]
