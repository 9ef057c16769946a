"""What `rq worker --config` reads."""
import os

REDIS_HOST = os.environ["QUEUE_HOST"]
REDIS_PORT = 6379
REDIS_PASSWORD = os.environ["QUEUE_PASSWORD"]
