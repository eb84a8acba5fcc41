"""Surveys for the tests: who sits, what is asked, and the keys of a wave, which are no real ones here."""

import base64
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from paripassu.alliance import surveys
from paripassu.alliance.days import ended
from paripassu.alliance.surveys import waves
from paripassu.alliance.surveys.instruments import library
from paripassu.alliance.surveys.keys import KEY_HEAD, KEY_TAIL
from paripassu.alliance.surveys.results import Cell, Held, Turnout
from paripassu.alliance.surveys.waves import PartyAsked, Wave
from tests.cast import Scene, agreed, person

PULSE = library()["pulse"].questions


def key(number: int) -> str:
    """Bytes that have the form of a key and belong to nobody."""
    return base64.b64encode(KEY_HEAD + b"\xff" + number.to_bytes(255) + KEY_TAIL).decode()


def staffed(**people: int) -> Scene:
    """An alliance in which so many people sit for each party."""
    scene = agreed(tuple(people), neutral=True)
    for party, count in people.items():
        for number in range(1, count):
            scene.seat(f"p_{party}{number}", party, person(party), "member")
    return scene


def proposed(scene: Scene, by: str = "ada", **changes: Any) -> int:
    """A survey that a party proposes; the index of its entry."""
    usual: dict[str, Any] = {"title": "How is it going?", "questions": PULSE, "instrument": "pulse", "least": 3}
    return scene.act(person(by), surveys.propose, **(usual | changes)).index


def in_force(scene: Scene, by: str = "ada", **changes: Any) -> int:
    """A survey to which all have agreed."""
    survey = proposed(scene, by, **changes)
    for party in surveys.awaited(scene.alliance, scene.alliance.surveys.survey(survey)):
        scene.act(person(party), surveys.agree, survey=survey)
    return survey


def asked(scene: Scene, survey: int) -> tuple[PartyAsked, ...]:
    """Who is asked now: each party under a key of its own, unless all together are too few."""
    small = waves.too_small(scene.alliance, scene.alliance.surveys.survey(survey))
    return tuple(PartyAsked(each.party, each.people, "" if small else each.key) for each in keyed(scene))


def keyed(scene: Scene) -> tuple[PartyAsked, ...]:
    """Who is asked now, each party under a key of its own."""
    panel = sorted(waves.electorate(scene.alliance).items())
    return tuple(PartyAsked(party, len(people), key(place)) for place, (party, people) in enumerate(panel))


def opened(scene: Scene, survey: int, by: str = "bo") -> Wave:
    """A wave that somebody opens now."""
    index = scene.act(person(by), waves.open_wave, survey=survey, asked=asked(scene, survey)).index
    return scene.alliance.surveys.wave(index)


def result(wave: Wave, answered: Mapping[str, int], given: tuple[Cell, ...] = (), **changes: Any) -> dict[str, Any]:
    """What the keeper would bring to close a wave in which so many answered."""
    turnout = tuple(
        Turnout(e.party, e.people, answered.get(e.party, 0), answered.get(e.party, 0)) for e in wave.fact.asked
    )
    shown = {cell.party for cell in given}
    held = tuple(Held(party, "few") for party in ("", *sorted(wave.panel)) if party not in shown)
    used = tuple(f"{number:064x}" for number in range(sum(answered.values())))
    return {"wave": wave.index, "turnout": turnout, "used": used, "cells": given, "held": held} | changes


def closed(scene: Scene, wave: Wave, answered: Mapping[str, int], cells: tuple[Cell, ...] = ()) -> int:
    """A wave whose time is over, counted."""
    scene.now = max(scene.now, ended(wave.fact.until) + timedelta(minutes=1))
    return scene.act(person("ada"), waves.close_wave, **result(wave, answered, cells)).index
