"""Lists for spreadsheet programs, read as those programs read them."""

import csv
from io import BytesIO, StringIO

from openpyxl import load_workbook


def content_of(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def rows_of(response):
    """The cells of a file, row by row; of an empty cell nothing, of a formula its text."""
    content = content_of(response)
    if response["Content-Type"].startswith("text/csv"):
        return list(csv.reader(StringIO(content.decode("utf-8-sig"))))
    sheet = load_workbook(BytesIO(content)).active
    return [["" if cell is None else cell for cell in row] for row in sheet.values]


def formulas_of(response):
    """The cells that the program would work out."""
    sheet = load_workbook(BytesIO(content_of(response))).active
    return [cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
