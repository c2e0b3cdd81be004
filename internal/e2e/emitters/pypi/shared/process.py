"""Starts the server beside the client, and stops it so that it can flush."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time

START_WITHIN = 60
STOP_WITHIN = 30


@contextlib.contextmanager
def server(script):
    """Runs a server script on a free loopback port and yields its URL; it has flushed and is gone afterwards."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    child = subprocess.Popen(
        [sys.executable, os.path.join(os.path.dirname(sys.argv[0]), script), str(port)],
        env=os.environ | {"OTEL_SERVICE_NAME": "weather-server"},
        stdin=subprocess.PIPE,
        stdout=sys.stderr,
    )
    try:
        wait_for(child, port)
        yield f"http://127.0.0.1:{port}/mcp"
        child.stdin.close()
        if child.wait(STOP_WITHIN) != 0:
            sys.exit(f"the server ended with {child.returncode}")
    finally:
        child.kill()


def wait_for(child, port):
    deadline = time.monotonic() + START_WITHIN
    while time.monotonic() < deadline:
        if child.poll() is not None:
            sys.exit("the server ended before it listened")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    sys.exit("the server did not listen in time")


def end_with_parent():
    """Ends the server in order, so that what is batched is exported, when its input ends: its parent
    is done, or gone. The web server treats SIGTERM as its own; what is left of it ends the interpreter."""

    def watch():
        sys.stdin.buffer.read()
        os.kill(os.getpid(), signal.SIGTERM)

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    threading.Thread(target=watch, daemon=True).start()
