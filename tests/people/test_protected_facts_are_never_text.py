"""The value that pages get, the cipher's binding and the normal forms: no database."""

import base64
import json
import logging
import pickle
import secrets

import pytest
from django.template import engines
from hypothesis import given
from hypothesis import strategies as st

from casework.people import facts, normal
from casework.people.models import FactKind, ProtectedFact

pytestmark = pytest.mark.quick
SECRET = "12 Orchard Lane, Castlegate, NM1 2AB"


def key(name: str) -> str:
    return f"{name}:{base64.b64encode(secrets.token_bytes(32)).decode()}"


def sealed(person=7, kind="HOME", text=SECRET) -> ProtectedFact:
    name, data = facts.seal(person, kind, text)
    return ProtectedFact(pk=3, person_id=person, kind=kind, key_id=name, ciphertext=data)


def test_the_masked_value_reads_protected_in_every_form(caplog):
    value = facts.masked(sealed())
    with caplog.at_level(logging.INFO):
        logging.getLogger("x").info("fact %s %r", value, value)
    rendered = engines["jinja2"].from_string("{{ v }} {{ v | upper | lower }} {{ '%s' % v }}").render({"v": value})
    forms = [
        str(value),
        repr(value),
        f"{value:>20}",
        f"{value!r}",
        json.dumps(value),
        caplog.text,
        rendered,
        repr([value]),
        repr({"a": value}),
    ]
    assert all("protected" in form for form in forms)
    again = pickle.loads(pickle.dumps(value))
    assert (str(again), again.fact_id, again.kind) == ("protected", 3, "HOME")
    assert SECRET.encode() not in pickle.dumps(value)
    assert not any("Orchard" in str(getattr(value, name)) for name in facts.Masked.__slots__)


def test_a_stored_fact_itself_shows_nothing():
    fact = sealed()
    assert str(fact) == "protected"
    assert "Orchard" not in repr(fact)
    assert b"Orchard" not in fact.ciphertext


@given(st.text(max_size=300), st.integers(1, 10**9), st.sampled_from(FactKind.values))
def test_what_is_sealed_opens_for_its_person_and_kind_only(text, person, kind):
    fact = sealed(person, kind, text)
    assert facts.open_text(fact) == text
    fact.person_id += 1
    with pytest.raises(facts.Unreadable):
        facts.open_text(fact)


def test_a_fact_moved_to_another_kind_or_changed_by_one_bit_does_not_open():
    fact = sealed()
    fact.kind = "WORK"
    with pytest.raises(facts.Unreadable):
        facts.open_text(fact)
    fact = sealed()
    changed = bytearray(fact.ciphertext)
    changed[-1] ^= 1
    fact.ciphertext = bytes(changed)
    with pytest.raises(facts.Unreadable):
        facts.open_text(fact)


def test_the_first_key_writes_and_every_key_of_the_ring_reads(settings):
    old, new = key("old"), key("new")
    settings.PROTECTED_KEYS = [old]
    fact = sealed()
    settings.PROTECTED_KEYS = [new, old]
    assert facts.open_text(fact) == SECRET
    assert sealed().key_id == "new"
    settings.PROTECTED_KEYS = [new]
    with pytest.raises(facts.Unreadable, match="old"):
        facts.open_text(fact)


@pytest.mark.parametrize("ring", [[], ["k1"], ["k1:not base64!"], ["k1:YWJj"], [":" + "A" * 43 + "="]])
def test_a_malformed_ring_is_refused_in_words(settings, ring):
    settings.PROTECTED_KEYS = ring
    with pytest.raises(Exception, match="PROTECTED_KEYS"):
        facts.ring()


def test_the_blind_index_depends_on_the_digest_key_and_not_on_the_ring(settings):
    first = facts.blind("TELEPHONE", "+447700900123")
    settings.PROTECTED_KEYS = [key("other")]
    assert facts.blind("TELEPHONE", "+447700900123") == first
    settings.DIGEST_KEY = "another" * 6
    assert facts.blind("TELEPHONE", "+447700900123") != first


@pytest.mark.parametrize(
    ("kind", "first", "second"),
    [
        ("TELEPHONE", "07700 900123", "+44 (0)7700-900 123"),
        ("TELEPHONE", "07700900123", "0044 7700 900123"),
        ("EMAIL", "Elin.Prosser@Example.invalid ", "elin.prosser@example.INVALID"),
        ("VEHICLE", "ab12 cde", "AB12CDE"),
        ("HANDLE", "@Quiet_Harbour", "https://photos.example.invalid/quiet_harbour/"),
        ("HOME", "Flat 2, 12 Orchard Rd, Castlegate  nm1 2ab", "flat 2 12 orchard road castlegate NM12AB"),
    ],
)
def test_the_same_fact_written_differently_has_one_normal_form(kind, first, second):
    assert normal.forms(kind, first)[normal_form(kind)] == normal.forms(kind, second)[normal_form(kind)]


def normal_form(kind: str) -> str:
    return "ADDRESS" if kind in normal.ADDRESSES else kind


def test_a_home_and_a_workplace_at_one_address_share_their_index():
    assert normal.forms("HOME", SECRET) == normal.forms("WORK", SECRET)
    assert normal.forms("HOME", SECRET)["POSTCODE"] == "NM12AB"


@pytest.mark.parametrize("kind", ["NEW_NAME", "CHILDREN"])
def test_a_new_name_and_children_are_not_looked_up_by(kind):
    assert normal.forms(kind, "Ada Storey") == {}


@pytest.mark.parametrize(
    ("kind", "text"), [("TELEPHONE", "call me"), ("EMAIL", "not at all"), ("VEHICLE", "!"), ("HANDLE", "@"), ("HOME", " ")]
)
def test_what_cannot_be_such_a_fact_is_refused_with_a_sentence(kind, text):
    with pytest.raises(ValueError, match="Enter"):
        normal.forms(kind, text)
