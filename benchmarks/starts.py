"""What each measured process does. A function's start: its handler imported and what it needs built, the clients
included. ``called`` makes the first call as well, with canned answers."""

from typing import Any


def boto3_client() -> None:
    """The yardstick: a process that makes one client and nothing else."""
    import boto3

    boto3.client("dynamodb")


def ingest() -> Any:
    from functions.ingest import handler, wiring

    wiring.wiring()
    return handler.lambda_handler


def evaluate() -> Any:
    from functions.evaluate import handler, wiring

    wiring.wiring()
    return handler.lambda_handler


def notify() -> Any:
    from functions.notify import handler, wiring

    wiring.wiring()
    return handler.lambda_handler


def expire() -> Any:
    from functions.expire import handler, wiring

    wiring.wiring()
    return handler.lambda_handler


def api() -> Any:
    from functions.api import handler, wiring

    wiring.wiring()
    return handler.lambda_handler


def fastapi() -> Any:
    from benchmarks.peers import fastapi_app

    fastapi_app.wiring()
    return fastapi_app.lambda_handler


def called(name: str, event: str) -> None:
    """The function's start and its first call, with one of the events of ``samples.py``."""
    handler = globals()[name]()
    from benchmarks import canned

    canned.answer(canned.answers(), *clients(name))
    answer = handler(canned.event(event), Context())
    if answer != _EXPECTED.get(name, answer) or answer.get("statusCode", 200) >= 300:
        raise RuntimeError(f"{name} answered {answer}")


_EXPECTED: dict[str, Any] = {
    "evaluate": {"batchItemFailures": []},
    "notify": {"batchItemFailures": []},
    "expire": {"expired": 0, "resent": 0, "started": 0},
}


def clients(name: str) -> list[Any]:
    """The AWS clients of a function that has started."""
    if name == "fastapi":
        from benchmarks.peers.fastapi_app import client

        return [client()]
    from shared import aws

    others: dict[str, list[tuple[str, dict[str, int]]]] = {
        "ingest": [("ssm", {})],
        "notify": [("sesv2", {"attempts": 1})],
    }
    return [aws.client("dynamodb"), *(aws.client(service, **more) for service, more in others.get(name, []))]


class Context:
    """The part of the Lambda context that routers read."""

    function_name = "benchmark"
    memory_limit_in_mb = 1024
    invoked_function_arn = "arn:aws:lambda:eu-west-3:000000000000:function:benchmark"
    aws_request_id = "request-1"
