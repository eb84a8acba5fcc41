"""script/serve takes the port it is asked for, or the next free one."""

import runpy
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

SERVING = Path(__file__).resolve().parents[2] / "script" / "serving.py"


@pytest.fixture
def taken() -> Iterator[int]:
    """A port somebody else listens on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.fixture
def asked(taken: int, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setenv("HOST", "127.0.0.1")
    monkeypatch.setenv("PORT", str(taken))
    monkeypatch.setenv("PARIPASSU_PORT_IN_USE", "")
    return taken


def test_a_taken_port_gives_the_next_free_one_and_says_so(asked: int, capsys: pytest.CaptureFixture[str]) -> None:
    settings = runpy.run_path(str(SERVING))
    assert settings["port"] > asked
    settings["when_ready"](None)
    first, second = capsys.readouterr().out.splitlines()
    assert first == f"Port {asked} is taken; using {settings['port']} instead."
    assert second.startswith(f"Pari Passu is at http://127.0.0.1:{settings['port']}/")


def test_a_reload_keeps_the_port_it_has(asked: int) -> None:
    first = runpy.run_path(str(SERVING))
    with socket.create_server(("127.0.0.1", first["port"])):
        again = runpy.run_path(str(SERVING))
    assert again["bind"] == first["bind"]
