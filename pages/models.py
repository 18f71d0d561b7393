"""Registry of the models of every room; nothing else imports it but Django."""

from pages.awards.models import *  # noqa: F403
from pages.awards.winners import *  # noqa: F403
from pages.base.changes import *  # noqa: F403
from pages.bilingual.glossary import *  # noqa: F403
from pages.bilingual.models import *  # noqa: F403
from pages.council.activities import *  # noqa: F403
from pages.council.bylaws import *  # noqa: F403
from pages.council.history import *  # noqa: F403
from pages.council.models import *  # noqa: F403
from pages.council.officers import *  # noqa: F403
from pages.events.indexes import *  # noqa: F403
from pages.events.models import *  # noqa: F403
from pages.events.sequence import *  # noqa: F403
from pages.information.models import *  # noqa: F403
from pages.media import *  # noqa: F403
from pages.members.models import *  # noqa: F403
from pages.news.announcements import *  # noqa: F403
from pages.news.models import *  # noqa: F403
from pages.proposals.models import *  # noqa: F403
from pages.records.addresses import *  # noqa: F403
from pages.records.models import *  # noqa: F403
from pages.resources.indexes import *  # noqa: F403
from pages.resources.surveys import *  # noqa: F403
from pages.submissions.models import *  # noqa: F403
from pages.submissions.registrations.models import *  # noqa: F403
from pages.work.models import *  # noqa: F403
