"""The one style sheet keeps every rule of the components in use and leaves the others out."""

import pytest
from django.core.management import call_command

from casework.pages import sheet

pytestmark = pytest.mark.quick

CSS = (
    '@charset "UTF-8";:root{--a:1px}.govuk-tag{color:red}.govuk-tag--red,.govuk-tabs__tab{background:url("data:image/svg+xml,{;}")}'
    "@media (min-width:40rem){.govuk-tabs{margin:0}.govuk-tag{margin:0}}@media print{.govuk-tabs{top:0}}"
    ".govuk-link:not(.govuk-tabs__x):hover{top:0}a:is(.govuk-tag,.govuk-tag--x){top:0}.govuk-\\!-margin-top-1{top:1px}body{margin:0}"
)


def test_rules_of_a_component_in_use_stay_and_others_go():
    assert sheet.lighten(CSS, frozenset({"govuk-tag", "govuk-link"})) == (
        ':root{--a:1px}.govuk-tag{color:red}.govuk-tag--red{background:url("data:image/svg+xml,{;}")}'
        "@media (min-width:40rem){.govuk-tag{margin:0}}"
        ".govuk-link:not(.govuk-tabs__x):hover{top:0}a:is(.govuk-tag,.govuk-tag--x){top:0}body{margin:0}"
    )


def test_utilities_are_kept_by_their_whole_name():
    assert ".govuk-\\!-margin-top-1" in sheet.lighten(CSS, frozenset({"govuk-!-margin-top-1"}))


def test_what_is_used_is_read_from_templates_macros_and_code():
    components = sheet.used()
    assert {"govuk-button", "govuk-radios", "govuk-error-message", "govuk-table", "moj-timeline", "govuk-visually-hidden"} <= components
    assert "govuk-cookie-banner" not in components


def test_collecting_files_makes_the_one_sheet(tmp_path, settings):
    source = tmp_path / "assets"
    source.mkdir()
    (source / "govuk-frontend.min.css").write_text(".govuk-tag{color:red}.govuk-cookie-banner{color:red}")
    (source / "moj-frontend.min.css").write_text(".moj-timeline{color:red}.moj-cookie-banner{color:red}")
    settings.STATICFILES_DIRS = [settings.BASE_DIR / "casework/pages/static", source]
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": "casework.pages.storage.StaticStorage"}}
    call_command("collectstatic", verbosity=0, interactive=False)
    joint = (tmp_path / "static" / sheet.NAME).read_text()
    assert ".govuk-tag{color:red}.moj-timeline{color:red}.casework" in joint
    assert "cookie" not in joint
    assert "/*" not in joint
    assert len(list((tmp_path / "static").glob("page.*.css"))) == 1
