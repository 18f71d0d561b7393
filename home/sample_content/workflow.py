"""The workflow of English pages: somebody of the translators looks before they go live."""

from __future__ import annotations

from django.contrib.auth.models import Group
from wagtail.models import GroupApprovalTask, Workflow, WorkflowPage, WorkflowTask

from home.models import HomePage

# Wagtail's own workflow, for all other pages, under a name its readers understand.
WAGTAIL_NAME = "Moderators approval"
STEP, NAME = "英語確認", "英語ページの公開"


def ensure_workflow(english: HomePage | None, groups: tuple[str, ...]) -> bool:
    """Make the workflow with its step for all English pages; whether it was made now."""
    Workflow.objects.filter(name=WAGTAIL_NAME).update(name="日本語ページの公開")
    GroupApprovalTask.objects.filter(name=WAGTAIL_NAME).update(name="承認")
    if english is None or GroupApprovalTask.objects.filter(name=STEP).exists():
        return False
    step = GroupApprovalTask.objects.create(name=STEP)
    step.groups.set(Group.objects.filter(name__in=groups))
    workflow = Workflow.objects.create(name=NAME)
    WorkflowTask.objects.create(workflow=workflow, task=step, sort_order=0)
    WorkflowPage.objects.update_or_create(page=english.page_ptr, defaults={"workflow": workflow})
    return True
