"""The rows as a file: JSON for programs, CSV that Excel opens as it is."""

import csv
import io
from typing import Any

from django.http import HttpResponse, JsonResponse

from pages.characters import portable
from portal import clock

MARK = "\ufeff"
# A spreadsheet would take these for the beginning of a formula, also in full width.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

Row = dict[str, Any]


def as_json(name: str, rows: list[Row], note: dict[str, str]) -> HttpResponse:
    """The rows below the name of the list, with the day they are true of and what to know."""
    body = {"list": name, "as_of": clock.today().isoformat(), **note, name: rows}
    return JsonResponse(portable(body), json_dumps_params={"ensure_ascii": False, "indent": 1})


def as_csv(name: str, rows: list[Row], note: dict[str, str]) -> HttpResponse:
    """UTF-8 with a byte order mark, without which Excel takes Japanese for another encoding.

    A text that a spreadsheet would run as a formula has an apostrophe before it. There is no place
    for a note.
    """
    text = io.StringIO(MARK, newline="")
    text.seek(0, io.SEEK_END)
    writer = csv.writer(text)
    if rows:
        writer.writerow(rows[0])
        writer.writerows([_cell(value) for value in row.values()] for row in portable(rows))
    response = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8; header=present")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _cell(value: Any) -> Any:
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return value


FILES = {"json": as_json, "csv": as_csv}
