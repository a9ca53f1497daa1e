"""Every model, in the order of the journey: the table of contents."""

# ruff: noqa: F401, F403, I001
from casework.staff.models import *
from casework.audit.models import ChangeEvent, ReadEvent, TrailEvent
from casework.outbox.models import *
from casework.people.models import *
from casework.cases.models import *
from casework.access.models import *
from casework.policies.models import *
from casework.clocks.models import *
from casework.pages.models import KeptForm
from casework.reports.models import *
from casework.files.models import *
from casework.assessment.models import *
from casework.safeguarding.models import *
from casework.investigation.models import *
from casework.custody.models import *
from casework.charging.models import *
from casework.assessment.prompts.models import *
from casework.evidence.models import *
from casework.searches.models import *
from casework.keeping.models import *
from casework.devices.models import *
from casework.pins.models import *
from casework.applications.models import *
from casework.orders.models import *
from casework.breaches.models import *
from casework.worklists.models import *
