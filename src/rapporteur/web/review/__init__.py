"""The pages on which people check what the machine proposed."""

from fastapi import APIRouter

from rapporteur.web.page import environment
from rapporteur.web.review.checking import router as checking
from rapporteur.web.review.fields import words_of
from rapporteur.web.review.log import router as log
from rapporteur.web.review.made import router as made
from rapporteur.web.review.queue import doubts_of
from rapporteur.web.review.queue import router as queue
from rapporteur.web.review.reading import router as reading
from rapporteur.web.review.samples import router as samples

router = APIRouter()
for part in (queue, checking, made, log, samples, reading):
    router.include_router(part)

environment.filters |= {"words": words_of, "doubts": doubts_of}
