"""English words: their stems, and those that say nothing."""

import threading
from functools import lru_cache

import snowballstemmer

_STOP_WORDS = (
    "a about above after all also am an and any are as at be been before being between "
    "both but by can could did do does doing during each for from had has have having he "
    "her here him his how i if in into is it its me more most my no nor not of on once "
    "only or other our out over own same she should so some such than that the their them "
    "then there these they this those through to too under up us was we were what when "
    "where which while who whom why will with would you your find get know latest let next "
    "please tell upcoming want"
)
STOP_WORDS = frozenset(_STOP_WORDS.split())

# Past forms that no stemmer leads back.
IRREGULAR = {
    past: word
    for word, forms in {
        "begin": "began begun", "bring": "brought", "build": "built", "choose": "chose chosen",
        "come": "came", "find": "found", "give": "gave given", "go": "went gone", "hear": "heard",
        "hold": "held", "keep": "kept", "lead": "led", "learn": "learnt", "leave": "left",
        "make": "made", "meet": "met", "pay": "paid", "read": "read", "run": "ran", "say": "said",
        "see": "saw seen", "send": "sent", "show": "shown", "speak": "spoke spoken",
        "take": "took taken", "teach": "taught", "tell": "told", "think": "thought",
        "win": "won", "write": "wrote written", "child": "children", "person": "people",
    }.items()
    for past in forms.split()
}  # fmt: skip

_threads = threading.local()


@lru_cache(50_000)
def stem(word: str) -> str:
    """`proposals` -> `propos`; the stemmer keeps a state, so that each thread has its own."""
    if not hasattr(_threads, "stemmer"):
        _threads.stemmer = snowballstemmer.stemmer("english")
    stemmed: str = _threads.stemmer.stemWord(IRREGULAR.get(word, word))
    return stemmed
