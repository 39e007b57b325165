"""An evaluation as plain values and as JSON."""

import json
from dataclasses import asdict
from typing import Any

from rapporteur.evaluate.evaluation import Evaluation


def to_dict(evaluation: Evaluation, worst: int = 0) -> dict[str, Any]:
    """Return the evaluation as plain values, with the `worst` first mistakes of each measure."""
    plain = asdict(evaluation)
    mistakes = plain.pop("mistakes")
    plain["kinds"] = plain["classes"]["kind"]
    plain["worst"] = {measure: found[:worst] for measure, found in mistakes.items()}
    return plain


def to_json(evaluation: Evaluation, worst: int = 0) -> str:
    """Return the evaluation as one JSON object."""
    return json.dumps(to_dict(evaluation, worst), ensure_ascii=False, indent=1)
