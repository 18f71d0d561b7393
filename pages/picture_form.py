"""The form by which pictures come in, one or several at a time."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from pages.pictures import UNREADABLE, cleaned
from pages.renditions import renditions_of


class PictureField(WagtailImageField):
    """Refuses a file that cannot be read to its end, before anything is stored."""

    def to_python(self, data: Any) -> Any:
        """The file as it was uploaded."""
        try:
            file = super().to_python(data)
            if file is not None:
                cleaned(file)
                file.seek(0)
        except UNREADABLE as error:
            message = _("This picture cannot be read. Save it again as JPEG or PNG, upload that.")
            raise ValidationError(message) from error
        return file


class PictureForm(BaseImageForm):
    """The words and the file; the sizes for running text are made at once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:  # not when the words of several are asked
            field = self.fields["file"]
            self.fields["file"] = PictureField(label=field.label, widget=field.widget)

    def save(self, commit: bool = True) -> Any:
        """No reader waits for what can be made now."""
        image = super().save(commit=commit)
        if commit:
            renditions_of(image, "text")
        return image
