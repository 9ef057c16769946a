"""Work that RQ's worker does."""
import time

from shop import tasks


def write(name, seconds=0):
    time.sleep(seconds)
    tasks.store.incr("letters")
    return f"Dear {name}"
