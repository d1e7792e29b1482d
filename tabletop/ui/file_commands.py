"""What the commands of the menu “File” do with the record: report, copies, signature, proof."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox

from tabletop.ui.stage import Stage
from tabletop.ui.working import Tell, Work

if TYPE_CHECKING:
    from tabletop.session.session import Session
    from tabletop.session.signature import Seen
    from tabletop.session.verify import Verdict

STAFF = ("facilitator", "evaluator")
MOST_FAULTS = 12


class FileCommands(QObject):
    """Runs them for a desk; whatever takes long is done beside it."""

    def __init__(self, desk: Stage) -> None:
        super().__init__(desk)
        self._desk = desk
        self.commands: Mapping[str, Callable[[], Any]] = {
            "report": self.report,
            "save_copy": self.save_copy,
            "export_text": self.export_text,
            "sign": self.sign,
            "verify": self.verify,
        }

    def _session(self) -> Session | None:
        """Return the session of the desk, where the seat may take all of it away."""
        desk = self._desk
        if desk.bridge is None:
            return None
        if desk.role not in STAFF:
            desk.notice.fail(self.tr("That is for the facilitator and the evaluator."))
            return None
        return desk.bridge.session

    def report(self) -> None:
        """Ask what to write of the session, and where."""
        from tabletop.ui.report_dialog import ReportDialog

        session = self._session()
        if session is not None and self._desk.bridge is not None:
            ReportDialog(session, self._desk.bridge.seq, self._desk).open()

    def _target(self, session: Session, title: str, suffix: str) -> Path | None:
        """Ask for the file to be written; None when it is none or the session's own."""
        path = session.journal.path
        given = path.with_name(f"{path.stem}{suffix}")
        name, _ = QFileDialog.getSaveFileName(self._desk, title, str(given), f"*{given.suffix}")
        if not name:
            return None
        if Path(name).absolute() == path.absolute():
            self._desk.notice.fail(self.tr("That is the session itself: choose another name."))
            return None
        return Path(name)

    def save_copy(self) -> None:
        """Write all that is known of the session into another file, from memory."""
        session = self._session()
        path = session and self._target(session, self.tr("Save a copy"), " – copy.ttx")
        if session is None or not path:
            return

        def write(tell: Tell) -> Path:
            path.unlink(missing_ok=True)  # the person has agreed to replace it
            session.save_copy(path)
            return path

        self._do(write, self.tr("Saving a copy…"), self._saved)

    def export_text(self) -> None:
        """Write the whole session as one text in JSON Lines."""
        session = self._session()
        path = session and self._target(session, self.tr("Export as text"), ".jsonl")
        if session is None or not path:
            return

        def write(tell: Tell) -> Path:
            from tabletop.session.as_text import text_of

            with path.open("w", encoding="utf-8", newline="\n") as file:
                file.writelines(text_of(session.journal.file.contents))
            return path

        self._do(write, self.tr("Writing the text…"), self._saved)

    def _saved(self, path: Path) -> None:
        self._desk.notice.say(self.tr("Written: {path}").format(path=path))

    def _do(self, doing: Callable[[Tell], Any], words: str, then: Callable[[Any], None]) -> Work:
        notice = self._desk.notice
        notice.say(words)
        work = Work(doing, self)
        work.done.connect(then)
        work.moved.connect(lambda what, done, steps: notice.say(f"{words} {done} / {steps}"))
        work.failed.connect(self._tell_fault)
        return work.start()

    def _tell_fault(self, fault: BaseException) -> None:
        from tabletop.session.journal import JournalFault
        from tabletop.session.signature import KeyFault

        if isinstance(fault, OSError):
            words = self.tr("{path} cannot be written: {why}.")
            self._desk.notice.fail(words.format(path=fault.filename, why=fault.strerror))
        elif isinstance(fault, (JournalFault, KeyFault)):
            self._desk.notice.fail(str(fault))
        else:
            raise fault

    # -- proof -----------------------------------------------------------------------------------

    def sign(self) -> None:
        """Sign the closed session with a key that is chosen or made."""
        session = self._session()
        if session is None:
            return
        if session.phase != "ended":
            self._desk.notice.refuse(
                self.tr("Only a session that has ended is signed."),
                self.tr("Give EndEx first (Exercise ▸ EndEx)."),
            )
            return
        name, _ = QFileDialog.getSaveFileName(
            self._desk, self.tr("Key to sign with (a new name makes a new key)"), "session-key.pem",
            "*.pem", options=QFileDialog.Option.DontConfirmOverwrite,
        )  # fmt: skip
        if name:
            self.sign_with(session, Path(name))

    def sign_with(self, session: Session, key: Path) -> Work:
        """Sign a session with a key; one that does not exist is made."""

        def work(tell: Tell) -> Seen:
            from tabletop.session.session import wall_clock
            from tabletop.session.signature import make_key, read_key, sign_open

            if not key.exists():
                make_key(key)
            return sign_open(session.journal.file, read_key(key), wall_clock)

        def say(seen: Seen) -> None:
            words = self.tr("Signed with the key {mark}. Keep {key} secret; {key}.pub is for all.")
            self._desk.notice.say(words.format(mark=seen.fingerprint, key=key.name))

        return self._do(work, self.tr("Signing…"), say)

    def verify(self) -> None:
        """Prove the record on disk: chain, digests, signature, and every act judged again."""
        session = self._session()
        if session is None:
            return
        path = session.journal.path

        def work(tell: Tell) -> Verdict:
            from tabletop.session.verify import verify

            return verify(path, lambda done, steps: tell("", done, steps))

        self._do(work, self.tr("Verifying…"), self._show_verdict)

    def _show_verdict(self, verdict: Verdict) -> None:
        box = QMessageBox(self._desk)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle(self.tr("The record"))
        seals = all(fault.sealed for fault in verdict.faults)
        if verdict.intact:
            head = self.tr("The record is intact.")
            icon = QMessageBox.Icon.Information
        elif seals:
            head = self.tr("The record is as it was sealed; today's rules judge it otherwise.")
            icon = QMessageBox.Icon.Warning
        else:
            head = self.tr("The record is not intact.")
            icon = QMessageBox.Icon.Critical
        box.setIcon(icon)
        box.setText(head)
        box.setInformativeText("\n".join(self._lines(verdict)))
        self._desk.notice.say(head)
        box.open()

    def _lines(self, verdict: Verdict) -> list[str]:
        tr = self.tr
        names = list(verdict.branches)
        found = []
        for fault in verdict.faults[:MOST_FAULTS]:
            of = f" ({names[fault.branch - 1]})" if fault.branch else ""
            found.append(tr("Entry {seq}{of}: {what}").format(seq=fault.entry, of=of,
                                                              what=fault.what))  # fmt: skip
        more = len(verdict.faults) - MOST_FAULTS
        if more > 0:
            found.append(tr("… and {more} more.").format(more=more))
        found.append(tr("{entries} entries, {branches} branches.").format(
            entries=verdict.entries, branches=len(names)))  # fmt: skip
        found.append(tr("Digest {digest}…").format(digest=verdict.digest[:16]))
        states = {"absent": tr("not signed"), "valid": tr("signature valid")}
        seen = verdict.signature
        state = states.get(seen.state, tr("the signature does not match"))
        found.append(" · ".join(filter(None, [state, seen.what, seen.fingerprint])))
        return found
