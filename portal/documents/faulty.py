"""What makes a file refused rather than handed out."""


class Faulty(Exception):
    """The file may claim more than it holds, as when WeasyPrint warned of something.

    It carries no text: what complained can quote the document.
    """
