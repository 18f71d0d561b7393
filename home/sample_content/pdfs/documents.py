"""Which documents have a sample, and what it is made from."""

from __future__ import annotations

from collections.abc import Callable

from home.sample_content.content import Content
from home.sample_content.pdfs.awards import guidelines
from home.sample_content.pdfs.events import assembly, summit, training
from home.sample_content.pdfs.proposals import proposal, proposal_with_background
from home.sample_content.pdfs.sheet import Sheet

Maker = Callable[[Content, str, str], Sheet]

SAMPLES: dict[str, tuple[Maker, str]] = {
    "doc-proposal-2017": (proposal_with_background, "proposal-2017"),
    "doc-proposal-2021": (proposal, "proposal-2021"),
    "doc-proposal-hs-2021": (proposal, "proposal-hs-2021"),
    "doc-launch-2016": (assembly, "launch-2016"),
    "doc-assembly-2016": (assembly, "assembly-2016"),
    "doc-award-2017-guidelines": (guidelines, "award-2017"),
    "doc-summit-1-notice": (summit, "summit-1"),
    "doc-award-5-guidelines": (guidelines, "award-5"),
    "doc-assembly-2020": (assembly, "assembly-2020"),
    "doc-assembly-2021": (assembly, "assembly-2021"),
    "doc-assembly-2022": (assembly, "assembly-2022"),
    "doc-summit-4-press": (summit, "summit-4"),
    "doc-summit-5-press": (summit, "summit-5"),
    "doc-training-2": (training, "training-2"),
}


def sheets(content: Content) -> dict[str, Sheet]:
    """The sample documents by the keys of their records."""
    return {key: make(content, key, item) for key, (make, item) in SAMPLES.items()}
