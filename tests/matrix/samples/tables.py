"""The pages whose answer is not the access matrix's alone, each with its reason."""

# Pages that ask nobody who they are, each with its reason.
PUBLIC = {
    "health_live": "asked by a load balancer",
    "health_ready": "asked by a load balancer",
    "calendar-feed": "the address is the key; a calendar program cannot sign in",
    "session_ended": "shown after the session has ended",
}


# Names of third parties' views (sign-in), which have no row: prefix -> reason.
PUBLIC_PREFIXES = {"account_": "sign-in asks who one is", "mfa_": "sign-in asks who one is"}


# Pages of a record of one's own: whoever may open the page gets a 404 for a record that is not theirs.
OWN = {
    "kept_form": "a form kept for oneself",
    "report-step": "a report of one's own, not sent yet",
    "report-throw-away": "a report of one's own, not sent yet",
    "throw_away_kept_form": "a form kept for oneself",
    "message-follow": "a message to oneself",
    "messages-again": "a message that failed",
    "workload-plan": "a choice of cases that one made oneself",
    "workload-undo": "a choice of cases that one made oneself",
    **dict.fromkeys(
        ("transfer-detail", "transfer-refuse", "transfer-send-on", "transfer-withdraw"), "a transfer of one's cases or to one's unit"
    ),
    "import-run": "a run of an import",
    "import-confirm": "a run of an import",
    "import-refused": "a run of an import",
    **dict.fromkeys(("upload", "upload-part", "upload-finish"), "a large file that one sends oneself"),
    **dict.fromkeys(
        ("pin-import-run", "pin-import-columns", "pin-import-confirm", "pin-import-approve", "pin-import-refused"), "a run of an import"
    ),
    "pin-attempt": "an attempt in the force of professional standards",
    "staff-absence-end": "an absence of one's own or of one's people",
    "staff-proposal": "a proposal of one's own, or of one's force for an administrator",
    "staff-proposal-withdraw": "a proposal of one's own",
}


# Pages of a colleague's account; for everyone who may open them the colleague is within reach.
STAFF = (
    "staff-person", "staff-absence", "staff-cases", "staff-change", "staff-deactivate", "staff-lend", "staff-move", "staff-password",
    "staff-reactivate", "staff-role", "staff-second-step",
)  # fmt: skip


# Pages of a record that stands under no case in the address and whose row has no case in it, with the reason.
RECORDS = {
    "breakglass-review": "a use of break-glass, reviewed by professional standards of the force",
    "breach-report": "an order, as its enforcement card shows it to everyone who may look",
    "audit-person": "a colleague's trail",
    "audit-record": "a record's trail",
    **dict.fromkeys(("policy-value", "policy-propose"), "a value of force policy"),
    **dict.fromkeys(("policy-switch", "policy-switch-propose", "rule-detail", "rule-dates"), "a rule"),
    **dict.fromkeys(("policy-proposal", "policy-withdraw"), "a proposed value of the force"),
    **dict.fromkeys(("holiday-proposal", "holiday-withdraw"), "a proposed bank holiday of the force"),
    "rule-recount": "dates of the force that were counted anew",
    **dict.fromkeys((*STAFF, "staff-role-end", "staff-loan-end"), "a colleague's account"),
    "workload-choose": "an officer's cases",
    "transfer-take-over": "a case offered to one's unit",
}


# (name, role): the matrix lets the role in, a rule of the record or of the installation keeps it out; with the reason.
ALSO_REFUSED: dict[tuple[str, str], str] = {
    ("application-withdraw", "OFFICER"): "once it has been sent, force legal withdraws it",
    ("application-withdraw", "OFFENDER_MANAGER"): "once it has been sent, force legal withdraws it",
    ("advice-thread", "OFFENDER_MANAGER"): "an offender manager reads advice only on a draft of their own",
    ("court-manifest", "EXHIBITS"): "it holds from whom things were seized, which a masked role does not see",
    ("court-search", "EXHIBITS"): "it holds what a masked role does not see",
    ("court-warrant", "EXHIBITS"): "it holds what a masked role does not see",
    ("policy-withdraw", "MANAGER"): "a manager takes back only what they proposed themselves",
    ("holiday-withdraw", "MANAGER"): "a manager takes back only what they proposed themselves",
    **dict.fromkeys(
        (("transfer-refuse", "AUDITOR"), ("transfer-send-on", "AUDITOR"), ("transfer-withdraw", "AUDITOR")),
        "professional standards read the force's transfers and change none",
    ),
}


# Pages that answer 404 to everybody here, with the reason.
ABSENT = {"demo-mail": "only where CASEWORK_DEMO=1"}
