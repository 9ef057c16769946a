"""An application whose image lies in the registry of its own stack."""
import os

from flask import Flask

app = Flask(__name__)
app.secret_key = os.environ["SECRET_KEY"]


@app.get("/health")
def health():
    return "ok"


@app.get("/")
def index():
    return "<p>from its own registry</p>\n"
