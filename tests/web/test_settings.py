"""The settings as an operator and as a curious visitor run them, each in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
KEY = "".join(chr(33 + number) for number in range(64))

SHOWN = """
import json
from paripassu.web import settings
names = ["PARIPASSU_DEMO", "PARIPASSU_ORIGIN", "DEBUG", "SECRET_KEY", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE",
         "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS", "SESSION_COOKIE_NAME", "ALLOWED_HOSTS",
         "ALLAUTH_TRUSTED_PROXY_COUNT"]
print(json.dumps({name: getattr(settings, name) for name in names}))
"""


def run(var: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A Python command in a process with only this environment."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("PARIPASSU", "DATABASE", "DJANGO"))
    }
    kept |= {"PARIPASSU_VAR": str(var), "DJANGO_SETTINGS_MODULE": "paripassu.web.settings", **environment}
    return subprocess.run(
        [sys.executable, "-W", "error", *command], cwd=ROOT, env=kept, capture_output=True, text=True, check=False
    )


def shown(var: Path, **environment: str) -> dict[str, object]:
    """Some settings under an environment."""
    done = run(var, "-c", SHOWN, **environment)
    assert done.returncode == 0, done.stderr
    settings: dict[str, object] = json.loads(done.stdout)
    return settings


def test_production_passes_the_deployment_check(tmp_path: Path) -> None:
    checked = run(
        tmp_path,
        *("manage.py", "check", "--deploy", "--fail-level", "WARNING"),
        PARIPASSU_SECRET_KEY=KEY,
        PARIPASSU_HOSTS="paripassu.example",
    )
    assert checked.returncode == 0, checked.stderr


def test_a_short_key_does_not_pass_the_deployment_check(tmp_path: Path) -> None:
    command = ("manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert run(tmp_path, *command, PARIPASSU_SECRET_KEY="short").returncode != 0


def test_a_real_key_makes_everything_strict_and_a_demo_impossible(tmp_path: Path) -> None:
    settings = shown(tmp_path, PARIPASSU_SECRET_KEY=KEY, PARIPASSU_HOSTS="paripassu.example, www.paripassu.example")
    assert settings == {
        "PARIPASSU_DEMO": False,
        "DEBUG": False,
        "SECRET_KEY": KEY,
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 365 * 24 * 3600,
        "SESSION_COOKIE_NAME": "__Host-session",
        "ALLOWED_HOSTS": ["paripassu.example", "www.paripassu.example"],
        "PARIPASSU_ORIGIN": "paripassu.example",
        "ALLAUTH_TRUSTED_PROXY_COUNT": 0,
    }
    refused = run(tmp_path, "-c", SHOWN, PARIPASSU_SECRET_KEY=KEY, PARIPASSU_DEMO="1")
    assert "A demo lets anybody enter" in refused.stderr


def test_without_a_key_it_is_a_demo_whose_random_key_stays(tmp_path: Path) -> None:
    once, again = shown(tmp_path), shown(tmp_path)
    assert once["PARIPASSU_DEMO"] is True
    assert once["SECRET_KEY"] == again["SECRET_KEY"]
    assert len(str(once["SECRET_KEY"])) >= 64
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0
    assert shown(tmp_path / "other")["SECRET_KEY"] != once["SECRET_KEY"]


def test_a_trial_without_a_key_need_not_be_a_demo(tmp_path: Path) -> None:
    assert shown(tmp_path, PARIPASSU_DEMO="0")["PARIPASSU_DEMO"] is False


@pytest.mark.parametrize("proxies", ["0", "1"])
def test_a_forwarded_protocol_is_believed_only_behind_a_proxy(tmp_path: Path, proxies: str) -> None:
    done = run(
        tmp_path,
        "-c",
        "from paripassu.web import settings; print(hasattr(settings, 'SECURE_PROXY_SSL_HEADER'))",
        PARIPASSU_PROXIES=proxies,
    )
    assert done.stdout.strip() == str(proxies == "1")
