"""For those who watch over the server: is it alive, is it ready, what are its numbers."""

import hmac
import ipaddress
import time
from collections.abc import Callable
from dataclasses import dataclass

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse

from angebote.store import DatabaseError
from bot.doors.web.door import WebDoor
from bot.doors.web.log import Measures

FORWARDING = ("x-forwarded-for", "forwarded", "x-real-ip")


def health_router(door: WebDoor, measures: Measures, waiting: Callable[[], int]) -> APIRouter:
    """Return the routes. `waiting` counts the messages that wait to be sent."""
    health = _Health(door, measures, waiting)
    router = APIRouter(include_in_schema=False)
    router.add_api_route("/health/live", health.live, methods=["GET"])
    router.add_api_route("/health/ready", health.ready, methods=["GET"])
    router.add_api_route("/metrics", health.metrics, methods=["GET"])
    return router


@dataclass(frozen=True, slots=True)
class _Health:
    door: WebDoor
    measures: Measures
    waiting: Callable[[], int]

    def live(self) -> Response:
        """The process answers."""
        return JSONResponse({"status": "ok"})

    def ready(self) -> Response:
        """The database answers and there is a town to ask about."""
        try:
            self.waiting()
            towns = len(self.door.served())
        except DatabaseError:
            return JSONResponse({"status": "the database does not answer"}, 503)
        return JSONResponse({"status": "ok", "towns": towns}) if towns else JSONResponse({"status": "no town is loaded"}, 503)

    def metrics(self, request: Request) -> Response:
        """Numbers in the text format of Prometheus, for this machine or the bearer of the token."""
        if not may_see_metrics(request, self.door.settings.metrics_token):
            raise HTTPException(404)
        return PlainTextResponse("\n".join([*self._requests(), *self._gauges()]) + "\n", media_type="text/plain; version=0.0.4")

    def _requests(self) -> list[str]:
        counts = ["# HELP lotse_http_requests_total Requests answered.", "# TYPE lotse_http_requests_total counter"]
        sums = ["# HELP lotse_http_seconds_total Time spent on them.", "# TYPE lotse_http_seconds_total counter"]
        for (method, route, status), count, seconds in self.measures.rows():
            labels = f'{{method="{method}",route="{route}",status="{status}"}}'
            counts.append(f"lotse_http_requests_total{labels} {count}")
            sums.append(f"lotse_http_seconds_total{labels} {seconds:.6f}")
        return counts + sums

    def _gauges(self) -> list[str]:
        towns = self.door.served()
        angebote = [f'lotse_angebote{{town="{slug}"}} {len(town.angebote)}' for slug, town in towns.items()]
        return [
            "# TYPE lotse_up_seconds gauge",
            f"lotse_up_seconds {time.time() - self.measures.started:.0f}",
            "# TYPE lotse_messages_waiting gauge",
            f"lotse_messages_waiting {self.waiting()}",
            "# TYPE lotse_angebote gauge",
            *angebote,
        ]


def may_see_metrics(request: Request, token: str) -> bool:
    """Tell whether the numbers may be shown: a direct caller on this machine, or the right bearer token."""
    given = request.headers.get("authorization", "")
    if token and hmac.compare_digest(given.encode(), f"Bearer {token}".encode()):
        return True
    return _is_loopback(request) and not any(name in request.headers for name in FORWARDING)


def _is_loopback(request: Request) -> bool:
    try:
        return ipaddress.ip_address(request.client.host if request.client else "").is_loopback
    except ValueError:
        return False
