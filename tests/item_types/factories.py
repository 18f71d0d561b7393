from tests.factories import TrainingPageFactory
from tests.item_types.models import WebinarPage


class WebinarPageFactory(TrainingPageFactory):
    title = "見本ウェビナー"
    slug = "webinar-1"

    class Meta:
        model = WebinarPage
