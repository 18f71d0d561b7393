"""How one applies, in words: the form with its language, an address, a contact."""

from __future__ import annotations

from dataclasses import dataclass

from pages.wording.language import Text, is_japanese

FORM = {
    "event": Text("申込フォーム", "Application form (in Japanese)"),
    "award": Text("応募フォーム", "Entry form (in Japanese)"),
}
FORM_HERE = {
    "event": Text("申込フォーム", "Registration form"),
    "award": Text("応募フォーム", "Entry form"),
}
HOW = {
    "event": Text("申込方法：{}", "How to apply: {}"),
    "award": Text("応募方法：{}", "How to enter: {}"),
}
MAIL = Text("メール（{}）", "by e-mail to {}")
CONTACT = Text("{}（{}）", "{} ({})")
BETWEEN = Text("、", "; ")


@dataclass(frozen=True)
class ApplicationWay:
    """A form here or elsewhere, an e-mail address, a contact with an explanation; or nothing.

    A contact counts only with its explanation and in both languages, as readers of either need it.
    """

    subject: str = "event"
    form: str = ""
    is_here: bool = False
    mail: str = ""
    contact_ja: str = ""
    contact_en: str = ""
    how_ja: str = ""
    how_en: str = ""

    def __bool__(self) -> bool:
        return bool(self.form or self.mail or self.has_contact)

    @property
    def has_contact(self) -> bool:
        """Whether somebody is named, with what to tell them, in both languages."""
        return all((self.contact_ja, self.contact_en, self.how_ja, self.how_en))

    @property
    def form_language(self) -> str:
        """The language of a form elsewhere; one here is in the reader's own."""
        return "en" if self.is_here and not is_japanese() else "ja"

    def contact(self, lang: str | None = None) -> str:
        """The contact with the explanation, empty where it is not complete."""
        if not self.has_contact:
            return ""
        texts = (
            (self.contact_ja, self.how_ja) if is_japanese(lang) else (self.contact_en, self.how_en)
        )
        return CONTACT.say(lang).format(*texts)

    def form_label(self, lang: str | None = None) -> str:
        """The name of the form; readers of English learn that one elsewhere is in Japanese."""
        labels = FORM_HERE if self.is_here else FORM
        return labels[self.subject].say(lang) if self.form else ""

    def line(self, lang: str | None = None, *, addresses: bool = True) -> str:
        """All ways in one line; `addresses` adds that of the form, where there are no links.

        A form on this site stands at the page itself, to which every line leads.
        """
        form = self.form_label(lang)
        if form and addresses and not self.is_here:
            form = f"{form} {self.form}"
        mail = MAIL.say(lang).format(self.mail) if self.mail else ""
        ways = BETWEEN.say(lang).join(filter(None, [form, mail, self.contact(lang)]))
        return HOW[self.subject].say(lang).format(ways) if ways else ""
