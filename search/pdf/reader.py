"""Reads a PDF from its standard input and writes a line of JSON per page.

Runs in a process of its own, within limits of memory and time: a broken or hostile file ends that
process and nothing else. Lines written before it ended count.
"""

import json
import resource
import sys

import pypdfium2

MEMORY = 1024 * 1024 * 1024
SECONDS = 20
LOCKED, BROKEN = 3, 4


def main(most_pages: int) -> int:
    """Write the pages; the exit code names the problem."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
    except pypdfium2.PdfiumError as error:
        return LOCKED if "assword" in str(error) else BROKEN
    write({"pages": len(document)})
    for number in range(min(len(document), most_pages)):
        try:
            write({"text": document[number].get_textpage().get_text_bounded()})
        except pypdfium2.PdfiumError:
            write({"text": ""})
    return 0


def write(line: dict[str, object]) -> None:
    """Write one line and flush it, so that it counts if the process ends."""
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
