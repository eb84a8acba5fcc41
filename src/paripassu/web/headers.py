"""Headers that Django and django-csp do not set: what the browser may use, and what it may keep."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

_UNUSED = ["accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer", "microphone"]
PERMISSIONS = ", ".join(f"{feature}=()" for feature in [*_UNUSED, "payment", "usb"])


def privacy(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: no use of devices, and no page kept by the browser or by anything between."""

    def answered(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers["Permissions-Policy"] = PERMISSIONS
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store"
        return response

    return answered
