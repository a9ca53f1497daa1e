"""What many rules have in common."""

from typing import Any

from casework.law.registry import Input

FORCE: dict[str, Any] = {"instrument": "Force policy", "klass": "policy", "authority": "force", "confidence": "policy"}
"""A rule that no law sets."""

ACT = "Stalking Protection Act 2019"
PACE = "Police and Criminal Evidence Act 1984"
CODE = "Code of Practice for Victims of Crime"

GRADES = ("high", "medium", "standard")
GRADE = Input("grade", "choice", "What is the risk grade?", GRADES, default="standard")
GRADE_ASKED = Input("grade", "choice", "What is the risk grade?", GRADES, required=True)
ENHANCED = Input("enhanced", "bool", "Has the victim enhanced rights?", default=True)
SHORTEST_REASON = 20


def yes(name: str, question: str) -> Input:
    """A yes or no that counts as no until it is said."""
    return Input(name, "bool", question, default=False)


def text(name: str, question: str) -> Input:
    """A reason in words."""
    return Input(name, "text", question, default="")


def long_enough(reason: str, shortest: int = SHORTEST_REASON) -> bool:
    """Whether a reason has that many characters once white space is folded."""
    return len(" ".join(str(reason).split())) >= shortest
