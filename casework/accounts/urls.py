"""Addresses of sign-in and of staff accounts. Of allauth only what is used is mounted: nothing else answers."""

from allauth.account import views as account
from allauth.mfa.base import views as second
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.urls import path

from casework.accounts.views import absences, own, people, roles, sign_in

# Allauth's pages carry no action of the matrix; who may open each: "anyone", someone "between" the two steps of signing in, or
# whoever is "signed in" (each for their own account only).
SIGN_IN_PAGES = {
    "account_login": "anyone",
    "account_logout": "anyone",
    "mfa_authenticate": "between",
    "account_change_password": "signed in",
    "account_reauthenticate": "signed in",
    "mfa_reauthenticate": "signed in",
    "mfa_index": "signed in",
    "mfa_activate_totp": "signed in",
    "mfa_deactivate_totp": "signed in",
    "mfa_view_recovery_codes": "signed in",
    "mfa_generate_recovery_codes": "signed in",
}

urlpatterns = [
    path("staff/", people.index, name="staff"),
    path("staff/add/", people.add, name="staff-add"),
    path("staff/me/", own.me, name="staff-me"),
    path("staff/me/email/", own.change_email, name="staff-own-email"),
    path("staff/me/absences/add/", absences.add_own, name="staff-own-absence"),
    path("staff/absences/<int:pk>/end/", absences.end, name="staff-absence-end"),
    path("staff/loans/<int:pk>/end/", roles.end_loan, name="staff-loan-end"),
    path("staff/proposals/", roles.proposals, name="staff-proposals"),
    path("staff/proposals/<int:pk>/", roles.proposal, name="staff-proposal"),
    path("staff/proposals/<int:pk>/withdraw/", roles.withdraw, name="staff-proposal-withdraw"),
    path("staff/roles/<int:pk>/end/", roles.end, name="staff-role-end"),
    path("staff/<int:pk>/", people.person, name="staff-person"),
    path("staff/<int:pk>/absences/add/", absences.add, name="staff-absence"),
    path("staff/<int:pk>/cases/", people.cases, name="staff-cases"),
    path("staff/<int:pk>/change/", people.change, name="staff-change"),
    path("staff/<int:pk>/deactivate/", people.deactivate, name="staff-deactivate"),
    path("staff/<int:pk>/lend/", roles.lend, name="staff-lend"),
    path("staff/<int:pk>/move/", people.move, name="staff-move"),
    path("staff/<int:pk>/password/", people.new_password, name="staff-password"),
    path("staff/<int:pk>/reactivate/", people.reactivate, name="staff-reactivate"),
    path("staff/<int:pk>/roles/give/", roles.give, name="staff-role"),
    path("staff/<int:pk>/second-step/", people.second_step, name="staff-second-step"),
    path("accounts/login/", account.login, name="account_login"),
    path("accounts/logout/", account.logout, name="account_logout"),
    path("accounts/password/change/", sign_in.change_password, name="account_change_password"),
    path("accounts/reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("accounts/second-step/", second.index, name="mfa_index"),
    path("accounts/second-step/authenticate/", second.authenticate, name="mfa_authenticate"),
    path("accounts/second-step/reauthenticate/", second.reauthenticate, name="mfa_reauthenticate"),
    path("accounts/second-step/app/activate/", totp.activate_totp, name="mfa_activate_totp"),
    path("accounts/second-step/app/deactivate/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("accounts/second-step/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("accounts/second-step/codes/generate/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
]
