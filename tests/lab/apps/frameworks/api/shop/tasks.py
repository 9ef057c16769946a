"""Tasks of the shop: what a worker does, and what the scheduler sends every two seconds."""
import os
import time
from urllib.parse import quote

from celery import Celery
from redis import Redis

host, password = os.environ["QUEUE_HOST"], os.environ["QUEUE_PASSWORD"]
url = f"redis://:{quote(password, safe='')}@{host}:6379/0"
app = Celery("shop", broker=url, backend=url)
app.conf.beat_schedule = {"tick": {"task": "shop.tasks.tick", "schedule": 2.0}}
store = Redis(host=host, password=password, decode_responses=True)


@app.task
def add(a, b):
    return a + b


@app.task
def tick():
    store.incr("ticks")


@app.task(acks_late=False)
def slow(seconds):
    time.sleep(seconds)
    store.incr("slow")
