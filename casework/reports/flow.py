"""Reports move the case itself (`cases.flow`); an incident has no states, only versions."""

from casework.cases.moves import Move

MOVES: tuple[Move, ...] = ()
