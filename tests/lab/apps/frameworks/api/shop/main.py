"""The shop's API: hands work to Celery and says what became of it."""
from fastapi import FastAPI, Request

from shop import tasks

app = FastAPI()


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


@app.get("/api/counts")
def counts():
    return {"ticks": int(tasks.store.get("ticks") or 0), "slow": int(tasks.store.get("slow") or 0)}


@app.get("/api/whoami")
def whoami(request: Request):
    return {"scheme": request.url.scheme, "client": request.client.host}
