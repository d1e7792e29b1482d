"""What python-docx has no words for: fields, bookmarks, shading, borders, repeated header rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document as Docx
    from docx.table import Table, _Cell, _Row
    from docx.text.paragraph import Paragraph

INK, DIM, ACCENT, WARN, GOOD, SOFT, RULE = (
    "1C2733", "5B6672", "14507A", "8A1C1C", "14602F", "F1F4F7", "C3CCD5",
)  # fmt: skip
FONT = "Calibri"
TONES: dict[str, tuple[str | None, bool]] = {
    "good": (GOOD, False), "bad": (WARN, False), "undone": (DIM, False), "strong": (None, True),
    "changed": (WARN, True), "head": (ACCENT, True), "P": (GOOD, True), "S": (GOOD, True),
    "M": (WARN, True), "U": (WARN, True),
}  # fmt: skip
"""Colour and weight of each tone of a cell."""


CELL_STYLES = {"": ("Cell", 9.0), "small": ("CellSmall", 8.0), "tiny": ("CellTiny", 7.0)}
"""Style of the words in a table of each size, with the height of its letters in points."""


def clean(text: str) -> str:
    """Return a text without the characters that XML cannot hold."""
    return "".join(c if c.isprintable() or c == "\n" else " " for c in text)


def _element(tag: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def style_document(file: Docx, marking: str, title: str) -> None:
    """Set page, fonts, headings, header and footer."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor

    section = file.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.1)
    section.top_margin, section.bottom_margin = Cm(2.2), Cm(2.0)
    section.different_first_page_header_footer = True
    sizes = {"Normal": 10.0, "Title": 30.0, "Heading 1": 17.0, "Heading 2": 12.5, "Heading 3": 11.0,
             "List Bullet": 10.0}  # fmt: skip
    for name, size in sizes.items():
        style: Any = file.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{kind}"), None)
        for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{kind}"), FONT)
        style.font.color.rgb = RGBColor.from_string(
            INK if name in ("Normal", "List Bullet") else ACCENT
        )
        style.paragraph_format.space_after = Pt(4)
        if name.startswith("Heading") or name == "Title":
            style.font.bold, style.paragraph_format.keep_with_next = True, True
            borders = style.element.get_or_add_pPr().find(qn("w:pBdr"))
            if borders is not None:  # the template underlines its title
                borders.getparent().remove(borders)
            style.paragraph_format.space_before = Pt(14 if name == "Heading 1" else 10)
    for part in (section.header, section.footer):
        part.paragraphs[0].style = file.styles[
            "Normal"
        ]  # its own styles bring a stop in the middle
    for name, size in CELL_STYLES.values():
        style = file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = file.styles["Normal"]
        style.font.size, style.paragraph_format.space_after = Pt(size), Pt(0)
    _running(section.header.paragraphs[0], marking, title)
    foot = section.footer.paragraphs[0]
    _running(foot, "After-action report · not a prediction", "Page ")
    add_field(foot, "PAGE")
    foot.add_run(" of ")
    add_field(foot, "NUMPAGES")
    _colour(foot, DIM, 8)


def _running(line: Paragraph, left: str, right: str) -> None:
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Cm

    line.paragraph_format.tab_stops.clear_all()
    line.paragraph_format.tab_stops.add_tab_stop(Cm(16.8), WD_TAB_ALIGNMENT.RIGHT)
    line.add_run(clean(left)).bold = True
    line.add_run(f"\t{clean(right)}")
    _colour(line, DIM, 8)


def _colour(line: Paragraph, colour: str, size: float) -> None:
    from docx.shared import Pt, RGBColor

    for run in line.runs:
        run.font.size, run.font.color.rgb = Pt(size), RGBColor.from_string(colour)


def add_field(line: Paragraph, code: str) -> None:
    """Add a field, such as ``PAGE``, that the reader's program works out."""
    for kind, text in (("begin", ""), ("", code), ("separate", ""), ("text", "1"), ("end", "")):
        run = line.add_run()
        if kind == "text":
            run.text = text
        elif kind:
            run._r.append(_element("w:fldChar", fldCharType=kind))
        else:
            instruction = _element("w:instrText")
            instruction.text = code
            run._r.append(instruction)


def bookmark(line: Paragraph, number: int, name: str) -> None:
    """Put a bookmark on a paragraph, for links to it."""
    start = _element("w:bookmarkStart", id=str(number), name=name[:40])
    line._p.insert(1 if line._p.pPr is not None else 0, start)
    line._p.append(_element("w:bookmarkEnd", id=str(number)))


def add_link(line: Paragraph, anchor: str, text: str) -> None:
    """Add a link to a bookmark."""
    from docx.shared import RGBColor

    run = line.add_run(clean(text))
    run.font.color.rgb = RGBColor.from_string(ACCENT)
    link = _element("w:hyperlink", anchor=anchor[:40])
    line._p.append(link)
    link.append(run._r)


def shade(cell: _Cell, fill: str) -> None:
    """Give a cell a ground."""
    cell._tc.get_or_add_tcPr().append(_element("w:shd", val="clear", color="auto", fill=fill))


def side_bar(line: Paragraph) -> None:
    """Give a paragraph a bar on its left and a soft ground."""
    properties = line._p.get_or_add_pPr()
    borders = _element("w:pBdr")
    borders.append(_element("w:left", val="single", sz="24", space="8", color=ACCENT))
    shading = _element("w:shd", val="clear", color="auto", fill=SOFT)
    # The schema wants them in this order, before spacing and indents.
    at = next((i for i, child in enumerate(properties)
               if child.tag.rsplit("}", 1)[-1] in ("tabs", "spacing", "ind", "jc", "rPr")),
              len(properties))  # fmt: skip
    properties.insert(at, borders)
    properties.insert(at + 1, shading)


def keep_with_next(line: Paragraph) -> None:
    """Keep a paragraph on one page with the next."""
    line.paragraph_format.keep_with_next = True


def repeat_header(row: _Row) -> None:
    """Repeat a row at the top of every page of its table."""
    row._tr.get_or_add_trPr().append(_element("w:tblHeader", val="true"))


def no_split(row: _Row) -> None:
    """Keep a row on one page."""
    row._tr.get_or_add_trPr().append(_element("w:cantSplit", val="true"))


def plain_table(table: Table, widths: Sequence[int]) -> None:
    """Set a table's columns (in twentieths of a point) and thin lines between its rows."""
    from docx.enum.table import WD_TABLE_ALIGNMENT
    from docx.shared import Twips

    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    properties = table._tbl.tblPr
    borders = _element("w:tblBorders")
    for edge, size, colour in (("top", "8", ACCENT), ("bottom", "4", RULE),
                               ("insideH", "4", RULE)):  # fmt: skip
        borders.append(_element(f"w:{edge}", val="single", sz=size, space="0", color=colour))
    layout = properties.find(f"{{{properties.nsmap['w']}}}tblLayout")
    if layout is not None:
        layout.addprevious(borders)
    else:
        properties.append(borders)
    for column, width in zip(table._tbl.tblGrid.gridCol_lst, widths, strict=True):
        column.w = Twips(width)
    for row in table._tbl.tr_lst:
        for cell, width in zip(row.tc_lst, widths, strict=True):
            cell.width = Twips(width)
