"""Addresses of the search pages."""

from django.urls import path

from search.clicks import count_click
from search.fit_views import fit
from search.views import search

urlpatterns = [
    path("tim-kiem/", search, name="search"),
    path("phu-hop/", fit, name="fit"),
    path("tim-kiem/chon/", count_click, name="search-click"),
]
