"""The access matrix: a row an action, a column a role. The permissions page is drawn from it; nothing else decides.

A cell is a few letters (investigation.md section 12):
  *  own: the case's owner, its supervisor, or assigned by name
  u  cases of the units in which the role is held (and the units below)
  f  cases of the force in which the role is held
  g  only cases granted by name or by an open task for the role there
  @RANK  only from that rank
  ~  masked: protected facts and names that could lead to them are not shown
A restricted case needs, besides the letter, its named list (or ownership). Actions with no case in them use "y".
Where section 12 says that a role sees numbers or aggregates only, it has no cell here: figures have rows of their own.
"""

from dataclasses import dataclass, field
from functools import cache

from casework.staff.models import Role

OFF, SUP, EXH, LEG, CPS, AUT, OM, VC = (
    Role.OFFICER,
    Role.SUPERVISOR,
    Role.EXHIBITS,
    Role.LEGAL,
    Role.CPS,
    Role.AUTHORISER,
    Role.OFFENDER_MANAGER,
    Role.VICTIM_CARE,
)
REC, CON, MAN, ANA, AUD, ADM = Role.RECORDS, Role.CONTROL, Role.MANAGER, Role.ANALYST, Role.AUDITOR, Role.ADMIN
EVERYONE = dict.fromkeys(Role.values, "y")


@dataclass(frozen=True)
class Cell:
    """One cell, read: which cases the role reaches for the action, from which rank, and whether masked."""

    letters: frozenset[str]
    min_rank: str = ""
    masked: bool = False


@dataclass(frozen=True)
class Row:
    """One action. `code` is its line of investigation.md section 12; `why_not` is shown to those who may not."""

    action: str
    code: str
    title: str
    cells: dict[str, str] = field(default_factory=dict)
    why_not: str = ""


ROWS: tuple[Row, ...] = (
    # M01 the case
    Row(
        "case.view",
        "M01",
        "See a case",
        {OFF: "*u", SUP: "u", EXH: "f~", LEG: "g", AUT: "g", OM: "g", VC: "g", REC: "f~", AUD: "f"},
    ),
    Row("case.brief", "M01", "See a case's reference, stage, grade and dates", {MAN: "u"}),
    Row("case.file", "M01", "See the reference and stage of a file granted by name", {CPS: "g"}),
    Row(
        "case.open",
        "M01",
        "Open a case's page: whole, or the outline that the role may see",
        {OFF: "*u", SUP: "u", EXH: "f~", LEG: "g", CPS: "g", AUT: "g", OM: "g", VC: "g", REC: "f~", MAN: "u", AUD: "f"},
    ),
    Row("case.list", "M01", "List and search cases", dict.fromkeys((OFF, SUP, EXH, LEG, CPS, AUT, OM, VC, REC, MAN, AUD), "y")),
    Row("case.create", "M01", "Report a case", {OFF: "y", SUP: "y"}),
    Row("case.update", "M01", "Update a case", {OFF: "*", SUP: "u"}),
    Row("case.allocate", "M03", "Allocate a case", {SUP: "u", MAN: "u"}, "Allocation needs a supervisor or manager of the unit."),
    Row(
        "case.restrict",
        "M01",
        "Restrict a case, or open it again",
        {SUP: "u@INSPECTOR"},
        "Restricting a case needs an inspector of the unit.",
    ),
    Row("case.names", "M01", "Keep the named list of a restricted case", {SUP: "u@INSPECTOR", AUD: "f"}),
    Row("case.assign", "M03", "Let an officer work on a case beside its owner", {OFF: "*", SUP: "u", MAN: "u"}),
    Row("access.view", "M01", "See who reaches a case by name", {OFF: "*", SUP: "u", LEG: "g", AUD: "f"}),
    Row("case.grant", "M01", "Grant a file by name", {OFF: "*", SUP: "u", LEG: "g"}),
    Row("crime.record", "M01", "Record the crime", {OFF: "*", SUP: "u"}),
    Row("crime.cancel", "M07", "Ask that a recorded crime is cancelled", {OFF: "*", SUP: "u"}),
    # M04-M06 victim, protected facts, chronology
    Row(
        "victim.view",
        "M04",
        "See the victim's needs and safe contact",
        {OFF: "*", SUP: "u", LEG: "g~", AUT: "g~", OM: "g~", VC: "g", AUD: "f~"},
    ),
    Row("victim.update", "M04", "Keep the victim's needs and safe contact", {OFF: "*", SUP: "u", VC: "g"}),
    Row("care.ask", "M04", "Ask victim care to look after the victim too", {OFF: "*", SUP: "u"}),
    # M23 what the victim is told, and support
    Row(
        "contact.view",
        "M23",
        "Read the contact log, referrals and statements",
        {OFF: "*", SUP: "u", LEG: "g~", OM: "g", VC: "g", AUD: "f~"},
    ),
    Row("contact.record", "M23", "Record contact, referrals and statements", {OFF: "*", VC: "g"}),
    Row("contact.queue", "M23", "The list of what victims must be told", {OFF: "y", SUP: "y", VC: "y"}),
    Row("safety.add", "M23", "Plan a safety action for the victim", {OFF: "*", SUP: "u", VC: "g"}),
    Row("thirdparty.ask", "M23", "Ask a third party for information about the victim", {OFF: "*"}),
    Row(
        "review.decide",
        "M23",
        "Decide a victim's request for review",
        {SUP: "u"},
        "A supervisor who does not work on the case decides it.",
    ),
    Row("person.update", "M04", "Correct what is known of a party", {OFF: "*", SUP: "u"}),
    Row("person.merge", "M04", "Join two records of one person, or take them apart", {OFF: "*", SUP: "u"}),
    Row("victim.tell", "M23", "Record that the victim was told of a decision", {OFF: "*", SUP: "u", VC: "g"}),
    Row("fact.reveal", "M05", "Reveal one protected fact, with a reason", {OFF: "*", SUP: "u", LEG: "g", VC: "g", REC: "f", AUD: "f"}),
    Row("fact.add", "M05", "Record a protected fact", {OFF: "*", SUP: "u", VC: "g"}),
    Row(
        "incident.view",
        "M06",
        "Read the chronology",
        {OFF: "*", SUP: "u", LEG: "g", CPS: "g", AUT: "g", OM: "g", VC: "g~", REC: "f~", AUD: "f"},
    ),
    Row("incident.add", "M06", "Add what happened", {OFF: "*", SUP: "u", OM: "g"}),
    Row("incident.update", "M06", "Correct what happened", {OFF: "*", SUP: "u"}),
    # M06-M07 what the chronology points to
    Row("prompt.view", "M06", "Read what the chronology points to", {OFF: "*", SUP: "u", LEG: "g", AUT: "g", AUD: "f"}),
    Row("prompt.answer", "M07", "Answer a prompt", {OFF: "*", SUP: "u"}),
    Row("prompt.list", "M07", "Prompts that wait for an answer", {SUP: "y", AUD: "y"}, "A supervisor keeps this list."),
    Row("review.list", "M07", "The review of under-recording", {SUP: "y", REC: "y", AUD: "y"}, "Supervisors and the registrar do this."),
    Row("review.case", "M07", "See a case in the review of under-recording", {SUP: "u", REC: "f~", AUD: "f"}),
    Row("review.check", "M07", "Answer for a case of the week's sample", {SUP: "u"}, "A supervisor of the unit answers for the sample."),
    # M07-M08 classification and risk
    Row("stalking.decide", "M07", "Answer whether it is stalking", {OFF: "*", SUP: "u"}),
    Row("classification.approve", "M07", "Approve recording as harassment", {SUP: "u"}, "A supervisor who did not propose it approves."),
    Row("classification.confirm", "M07", "Confirm a classification down", {REC: "f"}, "The Force Crime Registrar confirms."),
    Row("points.view", "M07", "Read the points to prove", {OFF: "*", SUP: "u", LEG: "g", AUD: "f"}),
    Row("points.update", "M07", "Judge the points to prove", {OFF: "*", SUP: "u"}),
    Row("risk.view", "M08", "Read the risk assessment", {OFF: "*", SUP: "u", LEG: "g", AUT: "g", OM: "g", VC: "g", AUD: "f"}),
    Row("risk.assess", "M08", "Assess risk", {OFF: "*", OM: "g"}),
    Row("risk.trigger", "M08", "Tell of a change that asks for a new assessment", {OFF: "*", SUP: "u", OM: "g", VC: "g"}),
    Row("risk.review", "M08", "Review a risk assessment", {SUP: "u"}, "A supervisor who did not assess it reviews."),
    Row("risk.lower", "M08", "Lower a grade below the victim's view", {SUP: "u@INSPECTOR"}, "This needs an inspector."),
    Row("plan.update", "M08", "Complete an action of the risk plan", {OFF: "*", SUP: "u", OM: "g", VC: "g"}),
    Row("plan.drop", "M08", "Drop an action of the risk plan", {SUP: "u"}, "A supervisor decides that an action is not needed any more."),
    # M02 log and actions; M03 closing, reopening, handing over; links
    Row("log.view", "M02", "Read the case log", {OFF: "*", SUP: "u", OM: "g", AUD: "f"}),
    Row(
        "log.open",
        "M02",
        "Open the case log: whole, or one's own entries",
        {OFF: "*", SUP: "u", OM: "g", LEG: "g", AUT: "g", VC: "g", AUD: "f"},
    ),
    Row("log.write", "M02", "Write in the case log", {OFF: "*", SUP: "u", OM: "g", LEG: "g", AUT: "g", VC: "g"}),
    Row("log.add", "M02", "Write an ordinary entry of the log", {OFF: "*", SUP: "u", OM: "g", LEG: "g", VC: "g"}),
    Row("log.decide", "M02", "Write a policy decision into the log", {OFF: "*", SUP: "u", OM: "g", AUT: "g"}),
    Row("log.direct", "M02", "Write a direction or review into the log", {SUP: "u", AUT: "g"}, "A supervisor gives directions."),
    Row("action.view", "M02", "Read every action of a case", {OFF: "*", SUP: "u", OM: "g", AUD: "f"}),
    Row(
        "action.open",
        "M02",
        "Open a case's actions: all, or one's own",
        {OFF: "*u", SUP: "u", EXH: "f~", LEG: "g", AUT: "g", OM: "g", VC: "g", REC: "f~", AUD: "f"},
    ),
    Row(
        "action.do",
        "M02",
        "Do an action given to one",
        {OFF: "*u", SUP: "u", EXH: "f~", LEG: "g", AUT: "g", OM: "g", VC: "g", REC: "f~"},
    ),
    Row("action.add", "M02", "Raise an action", {OFF: "*", SUP: "u", OM: "g", LEG: "g", VC: "g"}),
    Row("action.close", "M02", "Close a colleague's action", {SUP: "u"}, "A supervisor closes an action of somebody else."),
    Row("action.count", "M02", "See how many actions are late", {MAN: "u"}),
    Row(
        "action.board",
        "M02",
        "The board of actions",
        dict.fromkeys((OFF, SUP, EXH, LEG, AUT, OM, VC, REC, MAN, AUD), "y"),
    ),
    Row("outcome.record", "M01", "Record how the crime ended", {OFF: "*", SUP: "u"}),
    Row("outcome.tell", "M23", "Record that the victim was told of the outcome", {OFF: "*", VC: "g"}),
    Row("closing.view", "M01", "See what stands in the way of closing a case", {OFF: "*", SUP: "u", AUD: "f"}),
    Row("case.close.ask", "M01", "Ask that a case be closed", {OFF: "*", SUP: "u"}),
    Row("case.close", "M01", "Close a case", {SUP: "u"}, "A supervisor who is not the case's officer closes it."),
    Row("case.reopen.ask", "M03", "Ask that a case be reopened", {OFF: "*"}),
    Row("case.reopen", "M03", "Reopen a case", {SUP: "u", MAN: "u"}, "Reopening needs a supervisor or manager of the unit."),
    Row("case.transfer", "M03", "Propose that a case goes to another unit", {OFF: "*", SUP: "u", MAN: "u"}),
    Row("transfer.view", "M03", "Read a case's transfers", {OFF: "*", SUP: "u", MAN: "u", AUD: "f"}),
    Row("transfer.list", "M03", "The list of transfers", {OFF: "y", SUP: "y", MAN: "y", AUD: "y"}),
    Row(
        "transfer.receive",
        "M03",
        "Take a case over for one's unit",
        {SUP: "y", MAN: "y"},
        "A supervisor or manager of the receiving unit takes it over.",
    ),
    Row("link.view", "M01", "See the cases linked to a case", {OFF: "*u", SUP: "u", OM: "g", AUD: "f"}),
    Row("link.keep", "M01", "Link a case to another", {OFF: "*", SUP: "u"}),
    # M09, M11 searches and exhibits
    Row("search.view", "M09", "Read search decisions", {OFF: "*", SUP: "u", EXH: "f~", LEG: "g", AUT: "g", CPS: "g", AUD: "f"}),
    Row("search.decide", "M09", "Decide on search and seizure", {OFF: "*", SUP: "u"}),
    Row("warrant.draft", "M09", "Apply for a search warrant and record what the court did", {OFF: "*"}),
    Row("warrant.agree", "M09", "Agree to an application for a warrant", {SUP: "u"}, "A supervisor who did not write it agrees."),
    Row("search.record", "M09", "Record a search", {OFF: "*"}),
    Row("search.check", "M09", "Check the record of a search", {SUP: "u"}, "A supervisor who did not record it checks."),
    Row("search.register", "M09", "The register of searches and warrants", {OFF: "y", SUP: "y", EXH: "y", LEG: "y", AUD: "y"}),
    Row("exhibit.view", "M11", "Read exhibits and their ledgers", {OFF: "*", SUP: "u", EXH: "f~", LEG: "g", CPS: "g", AUD: "f"}),
    Row("exhibit.list", "M11", "The list of exhibits", {OFF: "y", SUP: "y", EXH: "y", LEG: "y", CPS: "y", AUD: "y"}),
    Row("exhibit.seize", "M11", "Record a seizure", {OFF: "*u"}),
    Row("exhibit.plan", "M12", "Plan what becomes of an exhibit", {OFF: "*", SUP: "u"}),
    Row("exhibit.receive", "M11", "Confirm what was handed over to one", {OFF: "*u", SUP: "u", EXH: "f"}),
    Row("receipt.list", "M11", "The list of what was handed over to one", {OFF: "y", SUP: "y", EXH: "y"}),
    Row(
        "discrepancy.resolve",
        "M11",
        "Resolve a discrepancy of an exhibit",
        {SUP: "u", EXH: "f"},
        "A supervisor or exhibits officer who did not record it resolves it.",
    ),
    Row("retention.review", "M12", "Review whether an exhibit is still kept", {OFF: "*", SUP: "u", EXH: "f"}),
    Row("release.hold", "M12", "Place or lift a hold on an exhibit", {OFF: "*", SUP: "u", LEG: "g"}),
    Row("release.ask", "M12", "Ask to return or dispose of an exhibit", {OFF: "*"}),
    Row(
        "release.authorise",
        "M12",
        "Authorise the return or disposal of an exhibit",
        {SUP: "u"},
        "A supervisor who did not seize it or ask for it authorises it.",
    ),
    Row("release.carry", "M12", "Return or dispose of an exhibit as authorised", {EXH: "f"}, "The exhibits officer does this."),
    Row("property.request", "M12", "Record and answer a request about what was seized", {OFF: "*"}),
    Row("device.record", "M11", "Record notices, agreements and strategy for a device", {OFF: "*"}),
    Row("device.whole", "M11", "Say why a whole device is needed", {SUP: "u@INSPECTOR"}, "Taking a whole device needs an inspector."),
    Row("exhibit.scan", "M11", "Scan exhibits and count shelves", {EXH: "y"}, "The exhibits officer does this."),
    Row("exhibit.handle", "M11", "Book in, move and hand over exhibits", {EXH: "f"}, "The exhibits officer does this."),
    Row("file.view", "M11", "Read and download files", {OFF: "*", SUP: "u", EXH: "f~", LEG: "g", AUD: "f"}),
    Row("file.add", "M11", "Add files", {OFF: "*", SUP: "u", EXH: "f", LEG: "g"}),
    Row("file.upload", "M11", "Send parts of a large file of one's own", {OFF: "y", SUP: "y", EXH: "y", LEG: "y"}),
    Row(
        "file.release",
        "M11",
        "Set a file apart, or release one",
        {SUP: "u", EXH: "f"},
        "A supervisor or exhibits officer who did not add the file decides this.",
    ),
    # M10, M22 custody, bail and charging
    Row(
        "custody.view",
        "M10",
        "Read arrests, interviews and bail",
        {OFF: "*", SUP: "u", LEG: "g", CPS: "g", AUT: "g", OM: "g", VC: "g~", REC: "f", AUD: "f"},
    ),
    Row("custody.list", "M10", "The list of suspects in custody", {OFF: "y", SUP: "y", AUT: "y", REC: "y", AUD: "y"}),
    Row("custody.update", "M10", "Record arrest, interview, release and bail", {OFF: "*"}, "The investigating officer records this."),
    Row("bail.inspector", "M10", "Extend bail to six months", {SUP: "u@INSPECTOR"}, "PACE s.47ZD keeps this to an inspector."),
    Row(
        "bail.superintendent",
        "M10",
        "Extend bail to nine months",
        {AUT: "g@SUPERINTENDENT"},
        "PACE s.47ZDA keeps this to a superintendent.",
    ),
    Row(
        "bail.acc",
        "M10",
        "Extend bail to twelve months in a designated case",
        {AUT: "g@ASSISTANT_CHIEF_CONSTABLE"},
        "PACE s.47ZE keeps this to an assistant chief constable.",
    ),
    Row("bail.court", "M10", "Record what the court decided on bail", {OFF: "*"}, "The investigating officer records this."),
    Row("bail.gap", "M10", "Decide what protects the victim when bail ends", {OFF: "*", SUP: "u"}),
    Row("bail.accept", "M10", "Accept a gap when bail ends", {SUP: "u"}, "A sergeant accepts a gap, with the reason."),
    Row("charging.view", "M22", "Read a referral to the CPS and its pack", {OFF: "*", SUP: "u", CPS: "g", AUT: "g", OM: "g", AUD: "f"}),
    Row(
        "charging.brief",
        "M22",
        "See what the CPS decided, and when",
        {OFF: "*", SUP: "u", LEG: "g", CPS: "g", AUT: "g", OM: "g", VC: "g~", REC: "f", AUD: "f"},
    ),
    Row(
        "charging.prepare", "M22", "Put a referral pack together, and record the charge", {OFF: "*"}, "The investigating officer does this."
    ),
    Row("charging.approve", "M22", "Approve a referral pack", {SUP: "u"}, "A supervisor who did not prepare the pack approves it."),
    Row("charging.decide", "M22", "Decide on a charge, or set an action plan", {CPS: "g"}, "The CPS decides; police never do."),
    Row("charging.comment", "M22", "Write to the CPS or to the officer on a referral", {OFF: "*", SUP: "u", CPS: "g"}),
    Row("charging.item", "M22", "Complete what the CPS asked for", {OFF: "*", SUP: "u"}),
    Row("charging.limit", "M22", "Answer for a time limit that passed uncharged", {SUP: "u"}, "A supervisor answers for it."),
    Row("protocol.update", "M22", "Answer the protocol's check list", {OFF: "*", SUP: "u"}),
    Row("court.record", "M22", "Record hearings and outcomes", {OFF: "*"}),
    # M14 PINs
    Row("pin.view", "M14", "Read the legacy PIN register", {OFF: "*", SUP: "u", LEG: "g", REC: "f", MAN: "u~", AUD: "f"}),
    Row("pin.record", "M14", "Bring a legacy notice onto the register", {OFF: "*", REC: "f"}),
    Row("pin.loose", "M14", "Bring a legacy notice without a case onto the register", {REC: "y"}, "Records does this without a case."),
    Row("pin.link", "M14", "Link a legacy notice to a case", {OFF: "*", REC: "f"}),
    Row("pin.list", "M14", "The legacy PIN register", {OFF: "y", SUP: "y", LEG: "y", REC: "y", MAN: "y", AUD: "y"}),
    Row("pin.review", "M14", "Review a legacy notice", {OFF: "*"}),
    Row("pin.approve", "M14", "Approve a notice's replaced outcome", {SUP: "u"}, "A supervisor who did not review it approves."),
    Row("pin.reopen", "M14", "Open a replaced notice again", {SUP: "u"}, "A supervisor opens a replaced notice again."),
    Row("pin.assign", "M14", "Give a notice without a case to an officer for review", {SUP: "u"}, "A supervisor of the unit does this."),
    Row("pin.hasten", "M14", "Say that a notice is urgent", {OFF: "*", SUP: "u", REC: "f"}),
    Row("pin.match", "M14", "Confirm who the people of a notice are", {OFF: "*", REC: "f"}),
    Row("pin.care", "M14", "Record a contact with a notice's recipient", {OFF: "*", SUP: "u"}),
    Row(
        "pin.import", "M14", "Import a legacy PIN register", {REC: "y"}, "Records imports the register; professional standards approve it."
    ),
    Row("pin.import.view", "M14", "See imports of legacy PIN registers", {REC: "y", AUD: "y"}),
    Row(
        "pin.import.approve",
        "M14",
        "Approve the import of a legacy PIN register",
        {AUD: "y"},
        "Professional standards approve the import of a register.",
    ),
    Row(
        "pin.attempts",
        "M14",
        "Attempts to make a notice, quarantined rows and exceptions",
        {AUD: "y"},
        "Professional standards look at these.",
    ),
    Row("pin.figures", "M14", "Figures of the legacy PIN register", {SUP: "y", MAN: "y", ANA: "y", REC: "y", AUD: "y"}),
    Row("paper.check", "M24", "Check a paper for the suspect", {OFF: "*", SUP: "u", LEG: "g"}),
    Row(
        "paper.except",
        "M24",
        "Let a paper through that works as a warning",
        {SUP: "u@INSPECTOR"},
        "Only an inspector of the unit does this, and professional standards look at it.",
    ),
    # M15-M17 applications
    Row("application.view", "M15", "Read an application", {OFF: "*", SUP: "u", LEG: "g", CPS: "g", AUT: "g", OM: "g", AUD: "f"}),
    Row("order.consider", "M15", "Decide whether an order is needed", {OFF: "*", SUP: "u"}),
    Row("application.history", "M15", "Read the earlier drafts", {OFF: "*", SUP: "u", LEG: "g", AUT: "g", OM: "g", AUD: "f"}),
    Row("application.draft", "M15", "Draft an application", {OFF: "*", LEG: "g", OM: "g"}),
    Row("application.review", "M15", "Review an application for legal", {LEG: "g"}, "Force legal reviews applications."),
    Row("advice.view", "M16", "Read force legal's privileged advice", {OFF: "*", SUP: "u", LEG: "g", AUT: "g"}),
    Row("advice.own", "M16", "Read privileged advice on an application of one's own drafting", {OM: "g"}),
    Row("advice.write", "M16", "Write privileged advice", {LEG: "g"}),
    Row("advice.answer", "M16", "Answer privileged advice on a draft", {OFF: "*", LEG: "g", OM: "g"}),
    Row("prosecutor.comment", "M15", "Write with the prosecutors about an application", {OFF: "*", LEG: "g", CPS: "g"}),
    Row("authority.view", "M17", "Read the superintendent's reasons", {LEG: "g", AUT: "g", OM: "g", AUD: "f"}),
    Row("application.authorise", "M17", "Authorise an application", {AUT: "g@SUPERINTENDENT"}, "A superintendent or above authorises."),
    Row("application.lodge", "M15", "Lodge the complaint and keep hearings", {LEG: "g"}, "Force legal lodges with the court."),
    Row("application.withdraw", "M15", "Withdraw an application", {OFF: "*", LEG: "g", OM: "g"}),
    Row("summons.serve", "M15", "Record the service of the summons", {OFF: "*", LEG: "g"}),
    Row(
        "applications.list",
        "M15",
        "The list of applications",
        {OFF: "y", SUP: "y", LEG: "y", CPS: "y", AUT: "y", OM: "y", AUD: "y"},
    ),
    # M18-M20 orders and breaches
    Row("order.view", "M18", "Read an order", {OFF: "*", SUP: "u", LEG: "g", CPS: "g", AUT: "g", OM: "g", VC: "g~", REC: "f", AUD: "f"}),
    Row("order.record", "M18", "Record what the court made", {LEG: "g"}, "Force legal records the court's result."),
    Row("order.serve", "M18", "Record service", {OFF: "*", OM: "g"}),
    Row("order.copy", "M18", "Record the court's certified copy", {OFF: "*", LEG: "g", OM: "g"}),
    Row("order.review", "M19", "Review an order, and name its offender manager", {OFF: "*", OM: "g"}),
    Row("order.transfer", "M19", "Hand an order over to another force", {OFF: "*", OM: "g"}),
    Row(
        "order.accept",
        "M19",
        "Answer for the receiving force",
        {OM: "g"},
        "An offender manager of the receiving force answers.",
    ),
    Row("order.pnc", "M18", "Record the entry on the PNC", {REC: "f"}, "Records enters orders on the PNC."),
    Row("order.victim", "M23", "Record that the victim was told of the order", {OFF: "*", VC: "g"}),
    Row("notification.view", "M19", "Read notifications", {OFF: "*", SUP: "u", LEG: "g", CPS: "g", AUT: "g", OM: "g", REC: "f", AUD: "f"}),
    Row("notification.record", "M19", "Record a notification", {OFF: "*", OM: "g"}),
    Row("breach.view", "M20", "Read a breach", {OFF: "*", SUP: "u", LEG: "g", CPS: "g", AUT: "g", OM: "g", VC: "g~", REC: "f", AUD: "f"}),
    Row("breach.report", "M20", "Report a breach", {OFF: "y", SUP: "y", OM: "y", VC: "y", CON: "y", AUT: "y"}),
    Row("breach.update", "M20", "Work a breach", {OFF: "*", OM: "g"}),
    Row("breach.noarrest", "M20", "Approve the reason for no arrest", {SUP: "u"}, "A sergeant approves the reason for no arrest."),
    Row("card.look", "M21", "Look up the enforcement card", {OFF: "y", SUP: "y", AUT: "y", OM: "y", REC: "y", CON: "y"}),
    # M25, M26 break-glass and conflicts of interest
    Row(
        "breakglass.use",
        "M25",
        "Open a hidden case in an emergency, for 60 minutes",
        dict.fromkeys((OFF, SUP, LEG, AUT, OM, VC), "y"),
        "Break-glass is for those who work on cases.",
    ),
    Row("breakglass.page", "M25", "The break-glass page", dict.fromkeys((OFF, SUP, LEG, AUT, OM, VC, AUD), "y")),
    Row("breakglass.review", "M26", "Review the use of break-glass", {AUD: "y"}, "Professional standards review break-glass."),
    Row("conflict.declare", "M25", "Declare a conflict of interest of one's own", EVERYONE),
    Row(
        "conflict.keep",
        "M25",
        "Record or end a colleague's conflict of interest",
        {SUP: "u", AUD: "f"},
        "A supervisor or professional standards does this, never the person concerned.",
    ),
    # M27-M30 and pages of one's own
    Row("work.own", "M27", "One's own work, messages and actions", EVERYONE),
    Row("workload.view", "M27", "Workload by unit and officer", {SUP: "y", MAN: "y", AUD: "y"}),
    Row("workload.reassign", "M03", "Move cases from one officer to another", {SUP: "y", MAN: "y"}),
    Row("queue.legal", "M15", "The legal queue", {LEG: "y"}),
    Row("queue.authority", "M17", "Applications waiting for authority", {AUT: "y"}),
    Row("audit.own", "M28", "One's own audited actions", EVERYONE),
    Row("audit.view", "M28", "The audit trail of a person or record", {AUD: "y"}, "Only professional standards reads others' trails."),
    Row("audit.seal", "M28", "See how far the audit trail is sealed", {AUD: "y", ADM: "y"}),
    Row("rules.view", "M29", "Read the rules", EVERYONE),
    Row(
        "policy.propose",
        "M29",
        "Propose force policy and bank holidays",
        {ADM: "y", MAN: "y"},
        "Administrators and managers propose force policy.",
    ),
    Row(
        "policy.approve",
        "M29",
        "Approve force policy and bank holidays",
        {AUT: "y"},
        "An authorising officer who did not propose it approves force policy.",
    ),
    Row("permissions.view", "M30", "Read who may do what", EVERYONE),
    Row("profile.own", "M30", "One's own account", EVERYONE),
    Row("staff.view", "M30", "See accounts", {ADM: "y", SUP: "y", MAN: "y", AUD: "y"}),
    Row("mail.undelivered", "M30", "See which e-mail could not be delivered and send it again", {ADM: "y"}),
    Row("staff.manage", "M30", "Keep accounts and roles", {ADM: "y"}, "Administrators of the force keep accounts and roles."),
    Row("staff.absence", "M30", "Record a colleague's absence", {ADM: "y", SUP: "y", MAN: "y"}),
    Row("delegation.propose", "M30", "Propose that a role is lent", {ADM: "y", SUP: "y", MAN: "y"}),
    Row("orders.import", "M18", "Import an orders register", {REC: "y", LEG: "y"}),
)


def read_cell(text: str) -> Cell:
    """Parse one cell's text."""
    text, _, rank = text.partition("@")
    return Cell(frozenset(text) - {"~"}, rank, "~" in text)


@cache
def table() -> dict[str, tuple[Row, dict[str, Cell]]]:
    """action -> (row, role -> cell), read once."""
    return {row.action: (row, {role: read_cell(text) for role, text in row.cells.items() if text}) for row in ROWS}
