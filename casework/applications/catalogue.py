"""The conditions that are asked for, in the words in which they stand in an order (orders.md section 8, our own words).

A category names the parts it is built of; `sentence` puts them together. `example` is shown when wording is too vague: who, what and
where must be plain to the defendant, or no breach can be proved.
"""

from dataclasses import dataclass

PROHIBITION, REQUIREMENT = "PROHIBITION", "REQUIREMENT"

PART_QUESTIONS = {
    "who": "Who is protected by it?",
    "place": "Which place or area?",
    "metres": "How many metres?",
    "means": "By which means?",
    "detail": "What exactly?",
    "agency": "Which agency delivers it?",
    "by": "By when, or how often?",
}


@dataclass(frozen=True)
class Category:
    """One kind of condition. `needs` are parts that must be given, `may` parts that can be; both are keys of PART_QUESTIONS."""

    key: str
    kind: str
    title: str
    needs: tuple[str, ...]
    sentence: str
    example: str
    proof: str
    may: tuple[str, ...] = ()
    care: str = ""

    @property
    def parts(self) -> tuple[str, ...]:
        """Every part of the builder, in the order in which it is asked."""
        return tuple(name for name in PART_QUESTIONS if name in (*self.needs, *self.may))


CATEGORIES: tuple[Category, ...] = (
    Category(
        "NO_CONTACT_DIRECT",
        PROHIBITION,
        "No direct contact",
        ("who",),
        "Not to contact {who} by any direct means, whether in person or by telephone, post, e-mail, message or social media.",
        "Not to contact Elin Prosser by any direct means, whether in person or by telephone, post, e-mail, message or social media.",
        "Call records, messages as received, a statement of the person contacted.",
    ),
    Category(
        "NO_CONTACT_INDIRECT",
        PROHIBITION,
        "No contact through others",
        ("who",),
        "Not to contact {who} indirectly, or to ask or allow any other person to do so.",
        "Not to contact Elin Prosser indirectly, or to ask or allow any other person to do so.",
        "A statement of the person through whom it was tried, and their messages.",
    ),
    Category(
        "NO_CONTACT_PROXY",
        PROHIBITION,
        "No contact with family, colleagues or employer",
        ("who", "detail"),
        "Not to contact the following people about {who}: {detail}.",
        "Not to contact the following people about Elin Prosser: her mother and her employer.",
        "Statements and messages of the people named.",
    ),
    Category(
        "NON_APPROACH",
        PROHIBITION,
        "Not to approach within a distance",
        ("who", "metres"),
        "Not to come within {metres} metres of {who}.",
        "Not to come within 50 metres of Elin Prosser.",
        "A witness, CCTV, or position data of a device.",
    ),
    Category(
        "EXCLUSION_ZONE",
        PROHIBITION,
        "Not to enter an area",
        ("place",),
        "Not to enter the area bounded by {place}, as shown on the map attached to this order.",
        "Not to enter the area bounded by Castle Street, Mill Lane and the river, as shown on the map attached to this order.",
        "CCTV, a witness, number plate or position data.",
        care="An area must not centre on an address that the defendant does not know.",
    ),
    Category(
        "NO_ATTEND",
        PROHIBITION,
        "Not to attend a place",
        ("place",),
        "Not to enter or be in the grounds of {place}.",
        "Not to enter or be in the grounds of Castlegate Leisure Centre.",
        "CCTV, a witness, records of entry.",
        may=("metres",),
        care="Name a place only if the defendant knows of it already.",
    ),
    Category(
        "NO_SOCIAL_REF",
        PROHIBITION,
        "Not to refer to or post about a person online",
        ("who",),
        "Not to refer to {who}, or to publish anything about {who}, by name or otherwise, on the internet, directly or through others.",
        "Not to refer to Elin Prosser, or to publish anything about her, by name or otherwise, on the internet.",
        "A capture of the page with its address and time.",
    ),
    Category(
        "NO_RECORDING_IMAGES",
        PROHIBITION,
        "Not to record or photograph",
        ("who",),
        "Not to photograph, film or record {who}, and not to possess an image or recording of {who} made after the date of this order.",
        "Not to photograph, film or record Elin Prosser.",
        "Examination of devices and accounts.",
    ),
    Category(
        "NO_SURVEILLANCE",
        PROHIBITION,
        "No watching or tracking",
        ("who",),
        "Not to watch, follow, track or monitor {who} by any means, including a device, an application or another person.",
        "Not to watch, follow, track or monitor Elin Prosser by any means.",
        "Trackers and applications found, position records, a witness.",
    ),
    Category(
        "NO_TRACKING_DEVICES",
        PROHIBITION,
        "No tracking devices or spyware",
        ("detail",),
        "Not to possess {detail}.",
        "Not to possess a tracking tag, a GPS tracker or software for reading another person's device.",
        "Search and examination of devices.",
    ),
    Category(
        "NO_DATA_SEARCH",
        PROHIBITION,
        "Not to search for a person's data",
        ("who",),
        "Not to search, by any means, for information about the whereabouts, contact details, accounts or movements of {who}.",
        "Not to search for information about the whereabouts, contact details, accounts or movements of Elin Prosser.",
        "Search history of devices and accounts.",
    ),
    Category(
        "NO_GIFTS",
        PROHIBITION,
        "No gifts or deliveries",
        ("who",),
        "Not to send or have delivered any gift, card, flowers, payment or other thing to {who}.",
        "Not to send or have delivered any gift, card, flowers, payment or other thing to Elin Prosser.",
        "The thing itself, records of the shop, carrier or bank.",
    ),
    Category(
        "NO_VEXATIOUS_APPLICATION",
        PROHIBITION,
        "No court applications without leave",
        ("who",),
        "Not to begin court proceedings naming {who} without the leave of the court in which they would be brought.",
        "Not to begin court proceedings naming Elin Prosser without the leave of the court.",
        "The court's record.",
        care="Access to a court is a right: force legal must word this.",
    ),
    Category(
        "DEVICE_HISTORY_RETAINED",
        PROHIBITION,
        "No device that cannot show its history",
        (),
        "Not to use any device that can connect to the internet unless it keeps, and can show to a police officer, its history of use; "
        "and not to delete that history.",
        "Not to use any device that can connect to the internet unless it keeps and can show its history of use.",
        "Inspection of the device.",
    ),
    Category(
        "NO_UNDECLARED_ACCOUNTS",
        PROHIBITION,
        "No undeclared accounts or names",
        ("by",),
        "Not to create or use any online account, profile or name unless it has been notified to the police {by}.",
        "Not to create or use any online account, profile or name unless it has been notified to the police within three days.",
        "Records of the provider against the list notified.",
    ),
    Category(
        "PROVIDE_DEVICES_ACCOUNTS",
        REQUIREMENT,
        "Give police access to devices and accounts",
        ("by",),
        "To produce to a police officer on request {by}, and to give access to, every device and online account in the defendant's use.",
        "To produce to a police officer on request, at any reasonable time, every device and online account in the defendant's use.",
        "The officer's record of the request and the answer.",
        care="An order gives no power of entry: access must be asked for in express words.",
    ),
    Category(
        "SURRENDER_DEVICE",
        REQUIREMENT,
        "Surrender a device",
        ("detail", "place", "by"),
        "To surrender {detail} at {place} {by}.",
        "To surrender the mobile telephone described in the schedule at Castlegate police station within 24 hours of service.",
        "The station's record.",
    ),
    Category(
        "NOTIFY_DEVICES",
        REQUIREMENT,
        "Notify new devices, numbers and accounts",
        ("by",),
        "To notify the police of every new telephone number, device able to connect to the internet and online account {by}.",
        "To notify the police of every new telephone number, device and online account within three days of first using it.",
        "The offender manager's list against the provider's records.",
    ),
    Category(
        "SIGN_ON",
        REQUIREMENT,
        "Sign on at a police station",
        ("place", "by"),
        "To sign on at {place} {by}.",
        "To sign on at Castlegate police station every Monday between 10:00 and 12:00.",
        "The signing-on register.",
    ),
    Category(
        "ALLOW_VISITS",
        REQUIREMENT,
        "Allow the offender manager to visit",
        ("by",),
        "To allow a police officer to enter the defendant's home {by} to check that this order is kept.",
        "To allow a police officer to enter the defendant's home once a month between 08:00 and 20:00 to check that this order is kept.",
        "The visit record.",
        care="An order gives no power of entry: without this express term there is none.",
    ),
    Category(
        "MH_ASSESSMENT",
        REQUIREMENT,
        "Mental-health assessment",
        ("agency", "by"),
        "To attend an assessment of mental health by {agency} {by}.",
        "To attend an assessment of mental health by Northmoor Mental Health Trust by 31 January 2027.",
        "The agency's record of attendance.",
    ),
    Category(
        "TREATMENT_SUITABILITY",
        REQUIREMENT,
        "Assessment of suitability for treatment",
        ("agency", "by"),
        "To attend an assessment by {agency} of suitability for treatment {by}.",
        "To attend an assessment by Northmoor Mental Health Trust of suitability for treatment by 31 January 2027.",
        "The agency's record of attendance.",
    ),
    Category(
        "INTERVENTION_PROGRAMME",
        REQUIREMENT,
        "Perpetrator intervention programme",
        ("detail", "agency", "by"),
        "To attend and complete {detail}, delivered by {agency}, {by}.",
        "To attend and complete the programme named in the schedule, delivered by Harbourside Change, by 30 June 2027.",
        "The agency's register of attendance.",
    ),
    Category(
        "DRUG_ALCOHOL_PROGRAMME",
        REQUIREMENT,
        "Drug or alcohol programme",
        ("agency", "by"),
        "To attend and complete the drug or alcohol programme of {agency} {by}.",
        "To attend and complete the alcohol programme of Elmscar Recovery by 30 June 2027.",
        "The agency's register of attendance.",
    ),
    Category(
        "RESTORATIVE",
        REQUIREMENT,
        "Restorative justice",
        ("agency", "by"),
        "To take part in restorative justice arranged by {agency} {by}.",
        "To take part in restorative justice arranged by Northmoor Restorative Service by 30 June 2027.",
        "The agency's record.",
        care="Only when the victim wants it.",
    ),
    Category(
        "OTHER_PROHIBITION",
        PROHIBITION,
        "Another prohibition, in one's own words",
        ("detail",),
        "Not to {detail}.",
        "Not to enter the car park of Castlegate Leisure Centre while Elin Prosser's car is there.",
        "Say what a witness or a record would show.",
    ),
    Category(
        "OTHER_REQUIREMENT",
        REQUIREMENT,
        "Another requirement, in one's own words",
        ("detail", "agency"),
        "To {detail}.",
        "To return the keys of her former home to Castlegate police station within 24 hours of service.",
        "Say what a witness or a record would show.",
    ),
)

BY_KEY = {each.key: each for each in CATEGORIES}


def sentence(key: str, parts: dict[str, str]) -> str:
    """The condition as it will read in the order; a part that is missing is left as "…", so that the gap shows."""
    category = BY_KEY[key]
    filled = {name: str(parts.get(name) or "").strip().rstrip(".") or "…" for name in PART_QUESTIONS}
    text = category.sentence.format(**filled)
    if category.key == "NO_ATTEND" and parts.get("metres"):
        text = text.rstrip(".") + f", or to come within {filled['metres']} metres of it."
    return text
