"""Does a paper for the suspect work as a warning? Asked of what it does, not only of what it is called. Pure.

Forces that stopped Police Information Notices went on under other names: harassment warning, first instance warning, letter of advice
(investigation.md 3). Such a paper tells somebody that conduct was alleged, that it may be an offence, to stop, and what happens if not.
A paper of the law (an order, bail, a summons, a charge) does some of this by right: it says by which power, and the caller names it.
"""

import re
import unicodedata
from dataclasses import dataclass

SUSPECT_SIDE = frozenset({"SUSPECT", "DEFENDANT", "RECIPIENT", "PERPETRATOR", "OFFENDER"})
# Papers that a statute or the court provides for; what they must say is fixed by it.
BY_LAW = frozenset({"ORDER", "SUMMONS", "BAIL", "CHARGE", "REQUISITION", "INTERVIEW", "PROPERTY", "NOTIFICATION", "CPN"})


@dataclass(frozen=True)
class Reason:
    """One thing that the paper does. `quoted` are its own words, for the person who wrote it."""

    key: str
    sentence: str
    quoted: str


_CALLED = re.compile(
    r"\b(?:police information notices?|harassment (?:warnings?|notices?|letters?)|stalking (?:warnings?|notices?)"
    r"|first instance|1st instance|letters? of (?:advice|warning|concern)|(?:advice|warning|caution(?:ary)?) (?:letters?|notices?)"
    r"|words of advice|cease and desist|(?:early )?intervention (?:letters?|notices?)|notice of (?:alleged )?(?:harassment"
    r"|conduct|behaviour)"
    r"|(?:acceptable )?behaviour (?:agreements?|contracts?|notices?|warnings?)|(?:informal|formal|official|final) warnings?)\b"
)
_PIN_TITLE = re.compile(r"\bp ?\.? ?i ?\.? ?n ?\.? ?s?\b")
_DOES: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    (
        "alleges",
        "It tells the person that something was reported or alleged of them",
        re.compile(
            r"\b(?:alleg(?:ed|ation|ations|es)|complain(?:t|ts|ed|ant)|it has been reported|(?:have|has|been) (?:received|made) "
            r"(?:a |an |several |another )?reports?|report(?:ed|s)? (?:to (?:us|the )?police|that you|about you|of your)"
            r"|concerns? (?:have|has) "
            r"been raised|come to (?:our|my|police|the) attention|(?:your|unwanted) (?:conduct|behaviour|contact|actions|attention))\b"
        ),
    ),
    (
        "labels",
        "It says that this may be harassment, stalking or another offence",
        re.compile(
            r"\b(?:harass\w*|stalk\w*|protection from harassment|(?:amount|amounts|amounting) to|(?:could|may|might|would"
            r"|can) (?:constitute|be "
            r"(?:seen|regarded|considered|treated|viewed|taken) as)|(?:is|be|commit\w*|criminal|an) offences?|unlawful"
            r"|against the law|illegal)\b"
        ),
    ),
    (
        "forbids",
        "It tells the person to stop, or how to behave",
        re.compile(
            r"\b(?:(?:must|should|shall|need to|ought to|are to|have to|advised? (?:you )?(?:to|not to)|ask(?:ed)? (?:you )?(?:to|not to)"
            r"|urged? (?:you )?(?:to|not to)|request(?:ed)? (?:you )?(?:to|not to)|warned?|warning|recommend(?:ed)?"
            r"|suggest(?:ed)?|expect(?:ed)?"
            r"|encouraged?) (?:\w+ ){0,4}?(?:stop|cease|desist|refrain|avoid|not|no|leave|stay|keep|end|about)"
            r"|do not (?:contact|approach|go|"
            r"communicate|attempt|attend|write|call|message|follow)|(?:stop|cease|refrain from|desist from|avoid|no further"
            r"|any further|end) "
            r"(?:all |any |your |further )*(?:contact\w*|approach\w*|messag\w*|call\w*|such|this|conduct|behaviou?r|communicat\w*)"
            r"|leave (?:her|him|them) alone|stay away|keep away|think about (?:your|how)|would be (?:wise|best|sensible))\b"
        ),
    ),
    (
        "threatens",
        "It says what will follow if the person goes on",
        re.compile(
            r"\b(?:if (?:you (?:continue|do|persist|repeat|fail|contact|carry|go)|this (?:continues|happens|conduct)"
            r"|there (?:is|are) any|it "
            r"(?:happens|continues))|(?:further|any|future|repeated?|more|another) (?:\w+ ){0,2}?(?:incidents?|contact|conduct"
            r"|reports?|behaviour|"
            r"complaints?|acts?|allegations?)|(?:may|could|will|would|might|can|liable to|risk) (?:\w+ ){0,2}?(?:arrest\w*"
            r"|prosecut\w*|charged|"
            r"taken into account|used (?:in|as) evidence|(?:further|police|legal) action|investigat\w*|court"
            r"|criminal proceedings|referred))\b"
        ),
    ),
    (
        "proves",
        "It makes proof that the person was told: a signature, a record, a later use in evidence",
        re.compile(
            r"\b(?:i (?:acknowledge|understand|confirm|have (?:read|received|been given|been told|had this))|sign(?:ed| here| below| this)"
            r"|signature|"
            r"(?:receipt|copy) of this (?:letter|notice|document)|(?:kept|held|placed|retained"
            r"|recorded) on (?:\w+ ){0,3}?(?:record|file|system)|"
            r"this (?:letter|notice|document|conversation|advice|visit) (?:will|may|can|has been|is"
            r"|was) (?:\w+ )?(?:be )?(?:recorded|used|kept|"
            r"retained|referred|relied|served)|ought to (?:have )?know\w*|made aware)\b"
        ),
    ),
    (
        "disclaims",
        "It says that it is no finding, which only such papers need to say",
        re.compile(
            r"\b(?:(?:does not|doesn t|is not|isn t|do not|not) (?:\w+ ){0,3}?(?:conviction|caution|criminal record|finding"
            r"|admission|proof|"
            r"guilt\w*|accus\w*|accepted)|no (?:finding|admission|right of appeal)|without (?:prejudice|admission))\b"
        ),
    ),
)


def plain(text: str) -> str:
    """Lower case, compatible forms as one, unseen characters and punctuation away, one space between words."""
    bare = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    bare = "".join(char for char in bare if unicodedata.category(char) not in ("Cf", "Cc") or char in "\n\t ")
    return " ".join(re.findall(r"[^\W_]+", bare.lower()))


def named_so(title: str) -> list[Reason]:
    """Is it called what must not be made?"""
    found = _CALLED.search(plain(title)) or (_PIN_TITLE.search(plain(title)) if len(plain(title).split()) <= 4 else None)
    return [Reason("called", "Its title is that of a Police Information Notice or an equivalent", found[0])] if found else []


def warning_by_function(text: str, title: str = "", recipient_role: str = "SUSPECT", *, under: str = "") -> list[Reason]:
    """Why this paper works as a warning to the suspect; empty when it does not, or is not for the suspect.

    `under` names the power of a paper of the law (BY_LAW), whose prescribed content is no warning in disguise; its title is judged all the
    same. By function: it tells somebody to stop, and either says that the conduct may be an offence or what will follow; or it says what is
    alleged and that it may be an offence, and adds what will follow or makes proof of having been told.
    """
    if recipient_role.upper() not in SUSPECT_SIDE:
        return []
    called = named_so(title)
    if under.upper() in BY_LAW:
        return called
    words = plain(text)
    inside = _CALLED.search(words)
    does = {key: Reason(key, sentence, hit[0]) for key, sentence, pattern in _DOES if (hit := pattern.search(words))}
    tells = "forbids" in does and (bool(does.keys() & {"labels", "threatens"}) or {"alleges", "proves"} <= does.keys())
    says = "alleges" in does and "labels" in does and bool(does.keys() & {"threatens", "proves", "disclaims"})
    if inside and does.keys() & {"forbids", "threatens", "proves"}:
        called = called or [Reason("called", "It calls itself what must not be made", inside[0])]
    if not (called or tells or says):
        return []
    return [*called, *does.values()]


def in_words(reasons: list[Reason]) -> list[str]:
    """The reasons as sentences with the paper's own words."""
    return [f"{reason.sentence}: “{reason.quoted}”" for reason in reasons]
