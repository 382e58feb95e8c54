"""The keys of jobs: the row itself, its orders to start, its input and its report. Part of ``keys``."""

from shared.storage.keys import Key


def job(job_id: str) -> Key:
    """A piece of long work and how far it is."""
    return f"J#{job_id}", "J"


def jobs_of(kind: str) -> str:
    """The jobs of a kind in order of time, in the index that lists feedback by source and day."""
    return f"JOBS#{kind}"


def job_order(job_id: str, run: int) -> Key:
    """The order to start a job anew."""
    return f"J#{job_id}", f"run#{run:03d}"


def job_part(job_id: str, number: int) -> Key:
    """A piece of a job's input."""
    return f"J#{job_id}", f"input#{number:08d}"


def job_receipt(job_id: str, number: int) -> Key:
    """That a part of the input has arrived whole."""
    return f"J#{job_id}", f"{job_receipts(job_id)[1]}{number:08d}"


def job_receipts(job_id: str) -> Key:
    """Partition and prefix of the parts that have arrived."""
    return f"J#{job_id}", "have#"


def job_line(job_id: str, run: int, number: int) -> Key:
    """Lines of the report of a run, by where in the input they come from."""
    return f"J#{job_id}", f"{job_lines(job_id, run)[1]}{number:08d}"


def job_lines(job_id: str, run: int) -> Key:
    """Partition and prefix of the report of a run."""
    return f"J#{job_id}", f"line#{run:03d}#"


def is_job(key: Key) -> bool:
    """Whether a key is that of a job, or of an order to start one."""
    return key[0].startswith("J#")


def job_id_of(pk: str) -> str:
    """The id in the key of a job and of what belongs to it."""
    return pk.removeprefix("J#")
