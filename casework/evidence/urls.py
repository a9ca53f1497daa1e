"""Addresses of evidence."""

from django.urls import path

from casework.evidence import continuity_views, plan_views, scan_views, views

urlpatterns = [
    path("evidence/", views.evidence_list, name="evidence-list"),
    path("evidence/scan/", scan_views.scan, name="scan"),
    path("evidence/counts/", scan_views.counts, name="shelf-counts"),
    path("evidence/receipts/", continuity_views.receipts, name="receipts"),
    path("evidence/receipts/<int:pk>/", continuity_views.receipt_answer, name="receipt-answer"),
    path("evidence/discrepancies/", continuity_views.discrepancies, name="discrepancies"),
    path("evidence/discrepancies/<int:pk>/resolve/", continuity_views.discrepancy_resolve, name="discrepancy-resolve"),
    path("evidence/<int:pk>/photographs/", views.exhibit_photographs, name="exhibit-photographs"),
    path("evidence/<int:pk>/", views.exhibit_detail, name="exhibit-detail"),
    path("evidence/<int:pk>/<slug:kind>/", views.exhibit_event, name="exhibit-event"),
    path("cases/<str:reference>/evidence/", views.case_evidence, name="case-evidence"),
    path("cases/<str:reference>/searches/", views.search_view, name="search-view"),
    path("cases/<str:reference>/search/", views.search_decide, name="search-decide"),
    path("cases/<str:reference>/evidence/seize/", views.exhibit_seize, name="exhibit-seize"),
    path("cases/<str:reference>/evidence/plans/", plan_views.exhibit_plans, name="exhibit-plans"),
]
