"""Measures: facts become readings. Pure functions of an alliance; nothing here remembers."""
