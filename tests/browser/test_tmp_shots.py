import pytest, time_machine
from tests.safeguarding import care
from tests.browser.test_victim_care import fill
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
def test_shots(live_server, page, sign_in):
    with time_machine.travel(care.NOW):
        team = care.make_team(); fill(team)
        care.tell(team, "charging.decided")
        care.told(team, *[d for d in care.owed(team.party) if d.kind in ("ARREST",)])
        p = sign_in(page, team.officer)
        c=f"{live_server.url}/cases/{team.case.reference}/"
        pages={"case":"","file":"victims/","contact":f"victims/{team.party.pk}/contact/","plan":f"victims/{team.party.pk}/safe-contact/","refer":f"victims/{team.party.pk}/referrals/add/","statement":f"victims/{team.party.pk}/statement/","third":f"victims/{team.party.pk}/third-party/"}
        for name,a in pages.items():
            p.set_viewport_size({"width":1280,"height":900}); p.goto(c+a); p.screenshot(path=f"/tmp/care-shots/{name}.png", full_page=True)
        p.set_viewport_size({"width":320,"height":640}); 
        for n in ("file","contact"):
            p.goto(c+pages[n]); p.screenshot(path=f"/tmp/care-shots/{n}-320.png", full_page=True)
        p.set_viewport_size({"width":1280,"height":900}); p.goto(live_server.url+"/victims/"); p.screenshot(path="/tmp/care-shots/queue.png", full_page=True)
        p.goto(c+"victims/"); p.emulate_media(media="print"); p.screenshot(path="/tmp/care-shots/print.png", full_page=True); p.emulate_media(media="screen")
        p = sign_in(page, team.lawyer); p.goto(c+"victims/"); p.screenshot(path="/tmp/care-shots/masked.png", full_page=True)
