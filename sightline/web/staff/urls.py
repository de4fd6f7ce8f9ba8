"""Addresses of the staff pages. They hold case numbers and days, never a name, a date of birth or a pupil number."""

from django.urls import path

from sightline.web.staff import reports, rules
from sightline.web.staff.by_hand.urls import urlpatterns as by_hand
from sightline.web.staff.child import register_views as registers
from sightline.web.staff.child import views as child
from sightline.web.staff.children import views as children
from sightline.web.staff.coverage.urls import urlpatterns as coverage
from sightline.web.staff.home import views as home
from sightline.web.staff.intake.urls import urlpatterns as intake
from sightline.web.staff.links.urls import urlpatterns as links
from sightline.web.staff.places.urls import urlpatterns as places
from sightline.web.staff.search.urls import urlpatterns as search
from sightline.web.staff.watch.urls import urlpatterns as watch

app_name = "staff"

urlpatterns = [
    path("", home.home, name="home"),
    path("needs/<slug:group>/", home.needs, name="needs"),
    path("changed/<slug:kind>/", home.changed, name="changed"),
    path("seen/", home.seen, name="seen"),
    path("children/", children.children, name="children"),
    path("children/search/", children.search, name="search"),
    path("children/<int:child_id>/", child.child, name="child"),
    path("children/<int:child_id>/register/", registers.register, name="register"),
    *by_hand,
    *coverage,
    *intake,
    *links,
    *places,
    *search,
    *watch,
    path("reports/", reports.catalogue, name="reports"),
    path("reports/issued/<int:number>/", reports.issued, name="issued"),
    path("reports/issued/<int:number>/read-first/", reports.read_first, name="read-first"),
    path("reports/<slug:name>/", reports.report, name="report"),
    path("rules/who-is-on-the-list/", rules.who_is_on_the_list, name="rules"),
]
