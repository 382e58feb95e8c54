"""Reads a rendered mail as a mail program does: the words a person sees, the tags, the links."""

from html.parser import HTMLParser


class Read(HTMLParser):
    """``tags`` are the names met, ``links`` the addresses a click leads to, ``marks`` the marked words, ``words``
    all visible text on one line."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.sources: list[str] = []
        self.marks: list[str] = []
        self.attributes: set[str] = set()
        self._open: list[str] = []
        self._texts: list[str] = []
        self.feed(html)
        self.close()

    @property
    def words(self) -> str:
        return " ".join("".join(self._texts).split(" \n"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self._open.append(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name == "href"]
        self.sources += [value or "" for name, value in attrs if name == "src"]

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if {"style", "title"} & set(self._open):
            return
        self._texts.append(data)
        if "mark" in self._open:
            self.marks.append(data)
