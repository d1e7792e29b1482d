"""The after-action report as DOCX, for those who write on it: the same chapters and tables."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from tabletop.analysis.report.document import (
    Bullets,
    Cell,
    Document,
    Heading,
    NewPage,
    Picture,
    Table,
    Text,
    cite,
)
from tabletop.analysis.report.docx_parts import (
    ACCENT,
    CELL_STYLES,
    DIM,
    SOFT,
    TONES,
    WARN,
    add_link,
    bookmark,
    clean,
    keep_with_next,
    no_split,
    plain_table,
    repeat_header,
    shade,
    side_bar,
    style_document,
)
from tabletop.analysis.typesetting import pngs_of

if TYPE_CHECKING:
    from docx.document import Document as Docx
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

WIDTH_CM = 16.8
PPI = 170.0
"""Dots in an inch of a picture that is as wide as the page."""


def docx(document: Document) -> bytes:
    """Write the report as DOCX.  Raises ``TypesettingFault`` when a picture cannot be drawn."""
    return _Writer(document).write()


class _Writer:
    """Writes one document."""

    def __init__(self, document: Document) -> None:
        import docx

        self.source = document
        self.file: Docx = docx.Document()
        self.pictures = self._draw()

    def write(self) -> bytes:
        """Return the whole file."""
        style_document(self.file, self.source.marking, self.source.title)
        self._cover()
        self._contents()
        for number, block in enumerate(self.source.blocks):
            self._block(number, block)
        core = self.file.core_properties
        core.title = clean(f"After-action report: {self.source.title}")
        core.author = core.last_modified_by = core.comments = ""
        core.subject = "After-action report"
        # A fixed date keeps two reports of one record the same, byte for byte.
        core.created = core.modified = datetime(2000, 1, 1)
        kept = BytesIO()
        self.file.save(kept)
        return kept.getvalue()

    def _draw(self) -> dict[str, bytes]:
        """Draw all pictures at once; typst is quicker with one document than with many."""
        found = [block for block in self.source.blocks if isinstance(block, Picture)]
        found += [cell.picture for table in self.source.tables for row in table.rows
                  for cell in row if cell.picture is not None]  # fmt: skip
        drawn = pngs_of([(one.svg, one.width, one.height) for one in found], ppi=130.0)
        return {one.name: png for one, png in zip(found, drawn, strict=True)}

    # -- the front -------------------------------------------------------------------------------

    def _cover(self) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Pt

        marking = self.file.add_paragraph()
        marking.alignment = WD_ALIGN_PARAGRAPH.CENTER
        self._run(marking, self.source.marking, size=15, bold=True, colour=WARN)
        marking.paragraph_format.space_after = Pt(150)
        self._run(self.file.add_paragraph(), self.source.subtitle, size=14, colour=DIM)
        title = self.file.add_paragraph(style="Title")
        title.add_run(clean(self.source.title))
        for line in self.source.lines:
            self._run(self.file.add_paragraph(), line, size=11)
        caution = self.file.add_paragraph()
        caution.paragraph_format.space_before = Pt(150)
        self._run(caution, self.source.caution, size=10.5)
        side_bar(caution)
        self._break()

    def _contents(self) -> None:
        self._run(self.file.add_paragraph(), "Contents", size=17, bold=True, colour=ACCENT)
        for heading in self.source.headings:
            if heading.level == 1:
                line = self.file.add_paragraph()
                add_link(line, f"h-{heading.anchor}", heading.text)
        self._break()

    # -- the blocks ------------------------------------------------------------------------------

    def _block(self, number: int, block: Any) -> None:
        if isinstance(block, Heading):
            heading = self.file.add_heading(clean(block.text), block.level)
            bookmark(heading, number + 1, f"h-{block.anchor}")
        elif isinstance(block, Bullets):
            for claim in block.claims:
                line = self.file.add_paragraph(style="List Bullet")
                self._words(line, claim.text, claim.entries)
        elif isinstance(block, Picture):
            self._picture(block)
        elif isinstance(block, Table):
            self._table(block)
        elif isinstance(block, NewPage):
            self._new_page()
        else:
            line = self._text(block)
            after = self.source.blocks[number + 1 : number + 2]
            if after and isinstance(after[0], Table | Picture):
                keep_with_next(line)

    def _break(self, line: Paragraph | None = None) -> None:
        from docx.enum.text import WD_BREAK

        (line or self.file.add_paragraph()).add_run().add_break(WD_BREAK.PAGE)

    def _new_page(self) -> None:
        last = self.file.paragraphs[-1] if self.file.paragraphs else self.file.add_paragraph()
        if self.file.element.body[-2] is not last._element:  # a table stands last
            last = self.file.add_paragraph()
        self._break(last)

    def _text(self, block: Text) -> Paragraph:
        line = self.file.add_paragraph()
        small = {"small": (9.0, DIM)}.get(block.tone, (None, None))
        self._words(line, block.text, block.entries, size=small[0], colour=small[1])
        if block.tone == "caution":
            side_bar(line)
        return line

    def _picture(self, block: Picture) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Cm

        line = self.file.add_paragraph()
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        keep_with_next(line)
        drawn = line.add_run().add_picture(
            BytesIO(self.pictures[block.name]), width=Cm(WIDTH_CM * block.share)
        )
        drawn._inline.docPr.set("descr", clean(block.says))
        caption = self.file.add_paragraph()
        caption.alignment = WD_ALIGN_PARAGRAPH.CENTER
        self._run(caption, block.caption, size=8.5, colour=DIM)

    def _table(self, block: Table) -> None:
        from docx.shared import Cm, Pt

        rows = len(block.rows) + block.headed
        table = self.file.add_table(rows, len(block.columns))
        plain_table(table, [round(one.share * WIDTH_CM * 567) for one in block.columns])
        size = CELL_STYLES[block.size][0]
        # Looking a cell up by row and column costs more with every row; the rows are walked once.
        walked = list(table.rows)
        if block.headed:
            repeat_header(walked[0])
            for cell, column in zip(walked[0].cells, block.columns, strict=True):
                shade(cell, "E4EBF1")
                self._cell(cell, Cell(column.title, tone="head"), column.align, size)
        for line, row in zip(walked[int(block.headed) :], block.rows, strict=True):
            no_split(line)
            for i, (cell, one) in enumerate(zip(line.cells, row, strict=True)):
                if i == 0 and not block.headed:
                    shade(cell, SOFT)
                self._cell(cell, one, block.columns[i].align, size,
                           Cm(block.columns[i].share * WIDTH_CM - 0.35))  # fmt: skip
        after = self.file.add_paragraph()
        after.paragraph_format.space_after = Pt(2)

    def _cell(self, cell: _Cell, one: Cell, align: str, style: str, room: Any = None) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        line = cell.paragraphs[0]
        # A style for each size is quicker, and easier to change, than sizes on every run.
        line._p.style = style
        if align != "left":
            centre = align == "centre"
            line.alignment = WD_ALIGN_PARAGRAPH.CENTER if centre else WD_ALIGN_PARAGRAPH.RIGHT
        if one.picture is not None:
            drawn = line.add_run().add_picture(BytesIO(self.pictures[one.picture.name]), width=room)
            drawn._inline.docPr.set("descr", clean(one.picture.says))
            return
        colour, bold = TONES.get(one.tone, (None, False))
        self._words(line, one.text, one.entries, colour=colour, bold=bold,
                    struck=one.tone == "undone")  # fmt: skip

    def _words(
        self, line: Paragraph, text: str, entries: tuple[int, ...] = (), *,
        size: float | None = None, colour: str | None = None, bold: bool = False,
        struck: bool = False,
    ) -> None:  # fmt: skip
        if text:
            self._run(line, text, size=size, colour=colour, bold=bold, struck=struck)
        if entries:
            words = (" " if text else "") + cite(entries)
            self._run(line, words, size=size, colour=ACCENT)

    def _run(
        self, line: Paragraph, text: str, *, size: float | None = None, colour: str | None = None,
        bold: bool = False, struck: bool = False,
    ) -> None:  # fmt: skip
        from docx.shared import Pt, RGBColor

        run = line.add_run(clean(text))
        if bold:
            run.bold = True
        if struck:
            run.font.strike = True
        if size is not None:
            run.font.size = Pt(size)
        if colour is not None:
            run.font.color.rgb = RGBColor.from_string(colour)
