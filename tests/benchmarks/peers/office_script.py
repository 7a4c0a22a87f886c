"""Runs inside the system's own Python: starts LibreOffice, speaks UNO, tells seconds as JSON.

Not imported by the bench. Commands: prepare FOLDER | merge FOLDER OUT | open FOLDER FILE.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

SOURCE, TABLE = "people", "people"
OPEN, CLOSE = "[[", "]]"


def main(arguments: list[str]) -> int:
    command, folder, *rest = arguments
    start = time.perf_counter()
    office = Office(Path(folder))
    try:
        if command == "prepare":
            prepare(office, Path(folder))
        elif command == "merge":
            merge(office, Path(folder), Path(rest[0]))
        else:
            office.load(Path(rest[0]))
        sys.stdout.write(json.dumps({"seconds": time.perf_counter() - start}))
    finally:
        office.end()
    return 0


class Office:
    def __init__(self, folder: Path) -> None:
        pipe = f"rehabdesk_bench_{folder.name}"
        self._process = subprocess.Popen(
            [
                "soffice",
                *("--headless", "--norestore", "--nologo", "--nolockcheck"),
                f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                f"--accept=pipe,name={pipe};urp;",
            ]
        )
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext(
            "com.sun.star.bridge.UnoUrlResolver", local
        )
        address = f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext"
        self._context = self._connected(resolver, address)

    def make(self, name: str) -> Any:
        return self._context.ServiceManager.createInstanceWithContext(name, self._context)

    def load(self, path: Path) -> Any:
        desktop = self.make("com.sun.star.frame.Desktop")
        return desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, values(Hidden=True))

    def end(self) -> None:
        try:
            self.make("com.sun.star.frame.Desktop").terminate()
            self._process.wait(30)
        finally:
            self._process.kill()

    def _connected(self, resolver: Any, address: str) -> Any:
        for _ in range(600):
            try:
                return resolver.resolve(address)
            except NoConnectException:
                time.sleep(0.05)
        raise TimeoutError("LibreOffice does not answer")


def prepare(office: Office, folder: Path) -> None:
    """Turn every [[column]] of the template into a field of the data source."""
    register(office, folder)
    document = office.load(folder / "merge.docx")
    search = document.createSearchDescriptor()
    search.SearchRegularExpression = True
    search.SearchString = r"\[\[[a-z_]+\]\]"
    found = document.findAll(search)
    for number in reversed(range(found.Count)):
        place = found.getByIndex(number)
        column = place.String[len(OPEN) : -len(CLOSE)]
        field = document.createInstance("com.sun.star.text.TextField.Database")
        field.attachTextFieldMaster(master(document, column))
        place.Text.insertTextContent(place, field, True)  # noqa: FBT003 -- UNO's own
    document.storeAsURL((folder / "merge.odt").as_uri(), values(FilterName="writer8"))
    document.close(True)  # noqa: FBT003 -- UNO's own


def master(document: Any, column: str) -> Any:
    made = document.createInstance("com.sun.star.text.FieldMaster.Database")
    made.DataBaseName, made.DataTableName = SOURCE, TABLE
    made.DataCommandType, made.DataColumnName = 0, column
    return made


def register(office: Office, folder: Path) -> None:
    """Make the folder's CSV a data source, as the clerk would once in the address book."""
    context = office.make("com.sun.star.sdb.DatabaseContext")
    if context.hasRegisteredDatabase(SOURCE):
        context.revokeDatabaseLocation(SOURCE)
    source = context.createInstance()
    source.URL = f"sdbc:flat:{folder.as_uri()}/"
    source.Info = values(
        Extension="csv", CharSet="UTF-8", HeaderLine=True, FieldDelimiter=";", StringDelimiter='"'
    )
    place = (folder / "people.odb").as_uri()
    source.DatabaseDocument.storeAsURL(place, ())
    context.registerDatabaseLocation(SOURCE, place)


def merge(office: Office, folder: Path, out: Path) -> None:
    register(office, folder)
    merging = office.make("com.sun.star.text.MailMerge")
    merging.DocumentURL = (folder / "merge.odt").as_uri()
    merging.DataSourceName, merging.Command, merging.CommandType = SOURCE, TABLE, 0
    merging.OutputType, merging.OutputURL = 2, out.as_uri()
    merging.FileNamePrefix, merging.SaveAsSingleFile = "paper", False
    merging.SaveFilter = "writer_pdf_Export"
    merging.execute(())


def values(**told: Any) -> tuple[Any, ...]:
    made = []
    for name, value in told.items():
        each = PropertyValue()
        each.Name, each.Value = name, value
        made.append(each)
    return tuple(made)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
