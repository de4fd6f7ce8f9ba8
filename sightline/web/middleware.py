"""What happens around every request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from sightline.web.shared.viewing import viewer_so_far


class ViewerMiddleware:
    """Writes one access record a request, for the children it showed.

    If the record cannot be written the request fails: no child is shown without a trace. A response that is sent
    in pieces notes whom it shows before it begins.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request, then write down whom it showed."""
        response = self.get_response(request)
        viewer = viewer_so_far(request)
        if viewer is not None:
            match = request.resolver_match
            viewer.write_access_record(f"page {match.view_name if match else request.method}")
            # On a shared computer the way back must not show, after signing out, what was on the screen before.
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response
