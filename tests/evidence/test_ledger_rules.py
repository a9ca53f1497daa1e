"""The invariants of the continuity ledger, one by one and under random sequences."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.evidence import flow, rules
from casework.evidence.rules import Entry, Standing, fold, ledger_problems

pytestmark = pytest.mark.quick

T0 = datetime(2026, 11, 23, 21, 0, tzinfo=UTC)
NOW = T0 + timedelta(hours=12)


def at(minutes):
    return T0 + timedelta(minutes=minutes)


SEIZED = Entry("SEIZED", at(0), to_user_id=1, from_place="The suspect")
SEALED = Entry("SEALED", at(1), seal="B10044213")
BOOKED = Entry("BOOKED_IN", at(60), to_place="Central Exhibits Store A1")


def after(*entries):
    now = Standing()
    for entry in entries:
        assert ledger_problems(now, entry, NOW) == [], entry
        now = fold(now, entry)
    return now


def refused(standing, entry, **more):
    return [name for name, _ in ledger_problems(standing, entry, NOW, **more)]


def test_holder_and_seal_are_what_the_events_say():
    now = after(SEIZED, SEALED, BOOKED)
    assert (now.user_id, now.place, now.seal, now.sequence) == (None, "Central Exhibits Store A1", "B10044213", 3)


@pytest.mark.parametrize(
    ("before", "entry", "field"),
    [
        ((), SEALED, "kind"),
        ((SEIZED,), SEIZED, "kind"),
        ((SEIZED,), Entry("SEALED", at(-1), seal="B10044213"), "at"),
        ((SEIZED,), Entry("SEALED", NOW + timedelta(seconds=1), seal="B10044213"), "at"),
        ((SEIZED,), BOOKED, "kind"),
        ((SEIZED,), Entry("SEALED", at(1), seal=""), "seal"),
        ((SEIZED,), Entry("SEALED", at(1), seal="b 1"), "seal"),
        ((SEIZED, SEALED), Entry("SEALED", at(2), seal="B10044214"), "kind"),
        ((SEIZED, SEALED), Entry("BOOKED_IN", at(2), to_place=""), "to_place"),
        ((SEIZED, SEALED), Entry("MOVED", at(2), to_user_id=1), "to_user"),
        ((SEIZED, SEALED), Entry("MOVED", at(2)), "to_user"),
        ((SEIZED, SEALED), Entry("MOVED", at(2), to_user_id=2, to_place="Car"), "to_user"),
        ((SEIZED, SEALED), Entry("MOVED", at(2), to_user_id=2, from_user_id=3), "from_user"),
        ((SEIZED, SEALED, BOOKED), Entry("MOVED", at(70), to_place="Store A2", from_place="Store B1"), "from_place"),
        ((SEIZED, SEALED, BOOKED), Entry("MOVED", at(70), to_place="central exhibits store a1"), "to_place"),
        ((SEIZED, SEALED, BOOKED), Entry("OPENED", at(70), seal_before="B99", purpose="Examination", witness="PC 1"), "seal_before"),
        ((SEIZED, SEALED, BOOKED), Entry("OPENED", at(70), witness="PC 1"), "purpose"),
        ((SEIZED, SEALED, BOOKED), Entry("OPENED", at(70), purpose="Examination"), "witness"),
        ((SEIZED, SEALED, BOOKED), Entry("RESEALED", at(70), seal="B10044214"), "kind"),
        ((SEIZED, SEALED, BOOKED), Entry("RECEIVED_DFU", at(70), to_user_id=2), "kind"),
        ((SEIZED, SEALED), Entry("BOOKED_OUT", at(70), to_user_id=2), "kind"),
        ((SEIZED, SEALED), Entry("EXAMINED", at(70), to_user_id=2), "to_place"),
        ((SEIZED, SEALED), Entry("DISCREPANCY", at(70), purpose="odd"), "purpose"),
        ((SEIZED, SEALED), Entry("EXAMINED", at(70), seal="B10044214"), "seal"),
        ((SEIZED, SEALED, BOOKED, Entry("RETURNED_OWNER", at(70), to_place="The owner")), Entry("EXAMINED", at(80)), "kind"),
        ((SEIZED, SEALED, BOOKED, Entry("DISPOSED", at(70), to_place="Destroyed")), Entry("MOVED", at(80), to_user_id=2), "kind"),
        ((SEIZED, SEALED), Entry("TELEPORTED", at(70)), "kind"),
    ],
)
def test_what_breaks_continuity_is_refused(before, entry, field):
    assert field in refused(after(*before), entry)


def test_reopening_needs_a_new_seal_that_was_never_used():
    opened = after(SEIZED, SEALED, BOOKED, Entry("OPENED", at(70), purpose="Examination", witness="PC Tait"))
    assert opened.seal == ""
    assert refused(opened, Entry("RESEALED", at(80), seal="B10044213"), seals_used={"B10044213"}) == ["seal"]
    assert refused(opened, Entry("RESEALED", at(80), seal="B10044214")) == []


def test_an_entry_later_than_24_hours_says_why():
    held = after(SEIZED)
    late = T0 + timedelta(hours=24, minutes=1)
    on_time = T0 + timedelta(hours=24)
    entry = Entry("SEALED", at(0), seal="B10044213")
    assert ledger_problems(held, entry, on_time) == []
    assert [name for name, _ in ledger_problems(held, entry, late)] == ["late_reason"]


ENTRIES = st.builds(
    Entry,
    kind=st.sampled_from([kind.code for kind in flow.EVENTS]),
    at=st.integers(-5, 700).map(at),
    to_user_id=st.sampled_from([None, 1, 2, 3]),
    to_place=st.sampled_from(["", "Store A1", "Store A2", "Digital Forensic Unit"]),
    seal_before=st.sampled_from([None, None, "", "B10000001", "B10000002"]),
    seal=st.sampled_from(["", "B10000001", "B10000002", "B10000003"]),
    witness=st.sampled_from(["", "PC Tait 2210"]),
    purpose=st.sampled_from(["", "Examination of the handset"]),
)


@pytest.mark.slow
@given(st.lists(ENTRIES, max_size=25))
@settings(max_examples=300, deadline=None)
def test_whatever_is_tried_the_accepted_events_hold_together(tried):
    now, accepted, used = Standing(), [], set()
    for entry in [SEIZED, SEALED, *tried]:
        if ledger_problems(now, entry, NOW, seals_used=used):
            continue
        before, now = now, fold(now, entry)
        if entry.seal:
            used.add(entry.seal)
        accepted.append((before, entry, now))
    kinds = [entry.kind for _, entry, _ in accepted]
    assert kinds.count("SEIZED") == 1
    assert kinds[0] == "SEIZED"
    assert [after.sequence for *_, after in accepted] == list(range(1, len(accepted) + 1))
    seals = [entry.seal for _, entry, _ in accepted if entry.seal]
    assert len(seals) == len(set(seals))
    for before, entry, now in accepted:
        kind = flow.BY_CODE[entry.kind]
        assert entry.at <= NOW
        assert before.at is None or entry.at >= before.at
        assert not before.closed
        assert (now.user_id is None) != (now.place == "")
        if kind.to == flow.SAME:
            assert (now.user_id, now.place) == (before.user_id, before.place)
        elif before.sequence and now.user_id is not None:
            assert now.user_id != before.user_id
        if kind.seal == flow.APPLY:
            assert not before.seal
            assert now.seal == entry.seal
        elif kind.seal == flow.BREAK:
            assert before.seal
            assert now.seal == ""
        else:
            assert now.seal == before.seal


@pytest.mark.parametrize("number", ["AJM/1", "AJM/1A", "AJM2/1", "AJM4471/1", "AB/9999Z"])
def test_numbers_of_the_pattern(number):
    assert rules.number_problems(number, "number", taken=(), producers={}, producer_id=1) == []


@pytest.mark.parametrize(
    "typed", ["ajm-1", "AJM/01", "AJM/0", "A/1", "ABCDE/1", "AJM/1AB", "AJM/", "AJM123456/1", "AJM/12345", "", "AJM/1\n/2"]
)
def test_numbers_off_the_pattern_get_a_sentence_with_an_example(typed):
    found = rules.number_problems(rules.normal_number(typed), "number", taken=(), producers={}, producer_id=1)
    assert "AJM/1" in found[0][1]


def test_lower_case_and_spaces_are_put_right():
    assert rules.normal_number(" ajm / 1a ") == "AJM/1A"


def test_another_officers_initials_and_a_taken_number_are_refused():
    assert rules.number_problems("AJM/2", "number", taken={"AJM/1"}, producers={"AJM": 7}, producer_id=1)
    assert rules.number_problems("AJM/1", "number", taken={"AJM/1"}, producers={"AJM": 1}, producer_id=1)


def test_the_next_number_never_fills_a_gap():
    assert rules.next_number("AJM", ["AJM/1", "AJM/4", "AJM/4A", "PD/9"]) == "AJM/5"


@pytest.mark.parametrize(("first", "last", "initials"), [("A. J.", "Marlow", "AJM"), ("Priya", "Dhanda", "PD"), ("", "Tait", "TX")])
def test_initials_of_a_producer(first, last, initials):
    assert rules.initials_of(first, last) == initials
