"""Warrants and searches of premises: asked for, granted or refused, made, returned; and the register that shows the power is used."""
