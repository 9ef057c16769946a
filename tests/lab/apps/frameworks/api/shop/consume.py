"""A process without a library: writes down that it lives, until it is told to stop."""
import pathlib
import signal
import sys
import threading

stop = threading.Event()
signal.signal(signal.SIGTERM, lambda *_: stop.set())
beat = pathlib.Path("/tmp/alive")
if sys.argv[1:] == ["--check"]:
    sys.exit(not beat.exists())
while not stop.wait(1):
    beat.touch()
print("consumer: ended as it was told", flush=True)
