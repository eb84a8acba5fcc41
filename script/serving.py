"""How gunicorn serves on one machine: at HOST and PORT, or the next free port; says where once it listens."""

import os
import socket
import sys
from typing import Any

HOST = os.environ.get("HOST", "127.0.0.1")
ASKED = int(os.environ.get("PORT", "8000"))
TRIED = 50


def _is_free(port: int) -> bool:
    family = socket.AF_INET6 if ":" in HOST else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def _free_port() -> int:
    for port in range(ASKED, min(ASKED + TRIED, 65536)):
        if _is_free(port):
            return port
    sys.exit(f"No free port from {ASKED} on at {HOST}; choose another with PORT=..., or another HOST.")


# Kept in the environment, because gunicorn reads this file again on a reload, when the port is taken by itself.
port = int(os.environ.get("PARIPASSU_PORT_IN_USE") or _free_port())
os.environ["PARIPASSU_PORT_IN_USE"] = str(port)
bind = f"[{HOST}]:{port}" if ":" in HOST else f"{HOST}:{port}"
worker_class = "sync"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
loglevel = os.environ.get("LOG_LEVEL", "warning")


def when_ready(server: Any) -> None:
    """Print the address once it answers, so that a script that waits for the line can trust it."""
    if port != ASKED:
        print(f"Port {ASKED} is taken; using {port} instead.", flush=True)
    print(f"Pari Passu is at http://{bind}/  (stop with Ctrl-C)", flush=True)
