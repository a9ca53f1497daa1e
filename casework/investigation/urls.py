"""Addresses of working a case: log, actions, closing, transfers, links."""

from django.urls import path

from casework.investigation.views import actions, ending, log, moving

urlpatterns = [
    path("actions/", actions.action_board, name="action-board"),
    path("transfers/", moving.transfer_list, name="transfer-list"),
    path("transfers/<int:pk>/", moving.transfer_detail, name="transfer-detail"),
    path("transfers/<int:pk>/take-over/", moving.transfer_take_over, name="transfer-take-over"),
    path("transfers/<int:pk>/refuse/", moving.transfer_refuse, name="transfer-refuse"),
    path("transfers/<int:pk>/send-on/", moving.transfer_send_on, name="transfer-send-on"),
    path("transfers/<int:pk>/withdraw/", moving.transfer_withdraw, name="transfer-withdraw"),
    path("cases/<str:reference>/log/", log.case_log, name="case-log"),
    path("cases/<str:reference>/log/add/", log.log_add, name="log-add"),
    path("cases/<str:reference>/log/print/", log.log_print, name="log-print"),
    path("cases/<str:reference>/log/<int:pk>/correct/", log.log_correct, name="log-correct"),
    path("cases/<str:reference>/actions/", actions.case_actions, name="case-actions"),
    path("cases/<str:reference>/actions/add/", actions.action_add, name="action-add"),
    path("cases/<str:reference>/actions/<int:pk>/", actions.action_detail, name="action-detail"),
    path("cases/<str:reference>/actions/<int:pk>/close/", actions.action_close, name="action-close"),
    path("cases/<str:reference>/actions/<int:pk>/change/", actions.action_change, name="action-change"),
    path("cases/<str:reference>/outcome/", ending.case_outcome, name="case-outcome"),
    path("cases/<str:reference>/outcome/told/", ending.outcome_told, name="outcome-told"),
    path("cases/<str:reference>/closing/", ending.case_closing, name="case-closing"),
    path("cases/<str:reference>/closing/decide/", ending.closing_decide, name="closing-decide"),
    path("cases/<str:reference>/closing/withdraw/", ending.closing_withdraw, name="closing-withdraw"),
    path("cases/<str:reference>/reopen/", ending.case_reopen, name="case-reopen"),
    path("cases/<str:reference>/reopen/ask/", ending.case_reopen_ask, name="case-reopen-ask"),
    path("cases/<str:reference>/transfer/", moving.case_transfer, name="case-transfer"),
    path("cases/<str:reference>/links/", moving.case_links, name="case-links"),
    path("cases/<str:reference>/links/add/", moving.link_add, name="link-add"),
    path("cases/<str:reference>/links/<int:pk>/end/", moving.link_end, name="link-end"),
]
