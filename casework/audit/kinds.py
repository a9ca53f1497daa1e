"""What is sealed, and the digest of one row. The digest is made of PostgreSQL's own functions over every column, so that nothing in
the database's public schema can stand in for them."""

from dataclasses import dataclass

# Above every transaction number that a cluster will ever give.
LAST = 2**63 - 1


@dataclass(frozen=True)
class Kind:
    """One kind of event: its table, the columns that are sealed (`id` first), and the one that says when it was written.

    `named` is SQL that says in words which row an id is, for a report; "" where the id says enough.
    """

    table: str
    columns: tuple[str, ...]
    times: tuple[str, ...]
    written: str
    named: str = ""

    @property
    def digest(self) -> str:
        """SQL for the SHA-256 digest of a row `e`; JSON, so that no value can be mistaken for a part of its neighbour."""
        parts = [f"(extract(epoch FROM e.{name}) * 1000000)::bigint" if name in self.times else f"e.{name}" for name in self.columns]
        parts += ["e.xid::text", "e.epoch"]
        return f"sha256(convert_to(jsonb_build_array({', '.join(parts)})::text, 'UTF8'))"

    @property
    def listed(self) -> str:
        """SQL for two aggregates over rows `e`, in the order of a block: the ids joined by commas, the digests end to end."""
        order = f"ORDER BY e.id, e.{self.written}"
        return f"string_agg(e.id::text, ',' {order}), string_agg({self.digest}, ''::bytea {order})"


_EVENT = (
    "id",
    "at",
    "actor_id",
    "roles",
    "verb",
    "action",
    "object_type",
    "object_id",
    "case_id",
    "detail",
    "session_digest",
)

KINDS: dict[str, Kind] = {
    "change": Kind("casework_changeevent", _EVENT, ("at",), "at"),
    "read": Kind("casework_readevent", _EVENT, ("at",), "at"),
    "case_event": Kind(
        "casework_caseevent",
        ("id", "case_id", "kind", "text", "occurred_at", "recorded_at", "actor_id", "visibility", "subject_type", "subject_id"),
        ("occurred_at", "recorded_at"),
        "recorded_at",
    ),
    "ledger": Kind(
        "casework_ledgerevent",
        (
            "id", "exhibit_id", "case_id", "sequence", "kind", "at", "from_user_id", "from_place", "to_user_id", "to_place", "acknowledged",
            "seal_before", "seal_after", "purpose", "witness", "late_reason", "corrects_id", "entered_by_id", "entered_at",
        ),
        ("at", "entered_at"),
        "entered_at",
        "SELECT format('%%s entry %%s, %%s', x.number, e.sequence, c.reference) FROM casework_ledgerevent e"
        " JOIN casework_exhibit x ON x.id = e.exhibit_id JOIN casework_case c ON c.id = x.case_id WHERE e.id = %s",
    ),
}  # fmt: skip
