"""The job that a process works on, written down at each step so that others can see."""

from pathlib import Path

from rapporteur.intake.job import Job
from rapporteur.intake.shelf import read_job, write_job


class Desk:
    """A job in its folder, as it stands now."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.job = read_job(folder)

    def write(self, job: Job) -> None:
        """Keep the job as it stands now."""
        self.job = job
        write_job(self.folder, job)

    def tell(self, stage: str, name: str) -> None:
        """Note that a stage began for the files of this name that are not done with."""
        job = self.job
        for at, file in enumerate(job.files):
            if file.name == name and not file.fate:
                job = job.with_file(at, stage=stage)
        self.write(job)
