"""What can be wrong with a question put to the law, each with the one sentence that a person reads."""


class LawInputError(ValueError):
    """A question that cannot be answered as put.

    `name` is the input at fault ("on", "method", ...), `sentence` says what is wrong and what is accepted, in plain
    words: it is shown as it stands beside the field or on the command line.
    """

    def __init__(self, name: str, sentence: str) -> None:
        """Keep the field and its sentence apart, so that a form can put the sentence beside the field."""
        super().__init__(f"{name}: {sentence}")
        self.name = name
        self.sentence = sentence


class UnknownRule(LawInputError):
    """No rule and no alias has this id."""

    def __init__(self, rule_id: str) -> None:
        """Name the id that was asked for."""
        super().__init__(
            "rule", f"No rule is called {rule_id!r}. The command `rules` and the page Rules list every rule and its other names."
        )


class MissingInput(LawInputError):
    """The sum needs a value that was not given."""


class SurplusInput(LawInputError):
    """A value was given that the rule does not know."""


class NoSuchDate(LawInputError):
    """Not a date of the calendar, or not written as one."""


class TimeNeeded(LawInputError):
    """Hours are counted, and only a date was given."""


class NoSuchLocalTime(LawInputError):
    """The clocks go forward over this time of day, so that it never was."""


class AmbiguousLocalTime(LawInputError):
    """The clocks go back over this time of day, so that it was twice."""


class YearNotCovered(LawInputError):
    """Working days are counted into a year for which no bank holidays are known."""


class OutsideCalendar(LawInputError):
    """The sum leaves the years that a calendar can hold."""


class RegistryError(RuntimeError):
    """A rule that may not be: no citation, no worked example, no slot, or a name that is taken. Raised at start-up."""
