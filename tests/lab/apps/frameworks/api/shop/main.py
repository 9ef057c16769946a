"""The shop's API: hands work to Celery and RQ, and says what became of it."""
from fastapi import FastAPI, Request
from redis import Redis
from rq import Queue

from shop import letters, rq_settings, tasks

app = FastAPI()
# RQ keeps its jobs as bytes, so the connection must not decode them.
queue = Queue(connection=Redis(rq_settings.REDIS_HOST, rq_settings.REDIS_PORT, password=rq_settings.REDIS_PASSWORD))


@app.get("/api/health")
def health():
    return {"alive": True}


@app.get("/api/sum")
def total(a: int, b: int):
    return {"sum": tasks.add.delay(a, b).get(timeout=20)}


@app.post("/api/slow")
def slow(seconds: int):
    tasks.slow.delay(seconds)
    return {"sent": True}


@app.get("/api/letter")
def letter(name: str):
    result = queue.enqueue(letters.write, name).latest_result(timeout=20)
    return {"letter": result.return_value if result else None}


@app.post("/api/letter")
def slow_letter(name: str, seconds: int):
    queue.enqueue(letters.write, name, seconds)
    return {"sent": True}


@app.get("/api/counts")
def counts():
    return {"ticks": int(tasks.store.get("ticks") or 0), "slow": int(tasks.store.get("slow") or 0),
            "letters": int(tasks.store.get("letters") or 0)}


@app.get("/api/whoami")
def whoami(request: Request):
    return {"scheme": request.url.scheme, "client": request.client.host}
