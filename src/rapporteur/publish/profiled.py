"""A profile as plain values: what an Entity said, did, asked and was asked, in numbers."""

from dataclasses import asdict
from typing import Any

from rapporteur.find.profile import Profile
from rapporteur.frameworks import load_framework

Row = dict[str, Any]


def profile_row(profile: Profile) -> Row:
    """Return a profile's counts, whole and by objective, goal and dialogue."""
    return {
        "code": profile.entity.code,
        "name": profile.entity.name,
        "kind": profile.entity.kind,
        "said": profile.said.total,
        "told": profile.told.total,
        "own": profile.own,
        **asdict(profile.acts),
        "answers": dict(profile.answers),
        "said_by_kind": dict(profile.said.by["kind"]),
        "told_by_kind": dict(profile.told.by["kind"]),
        "joint_with": dict(profile.company.joint),
        "on_behalf_of": dict(profile.company.behalf_of),
        "spoken_for_by": dict(profile.company.spoken_by),
        **{name: _served(profile, name) for name in ("gcm", "sdg")},
        "dialogues": [
            {
                "id": meeting.dialogue.id,
                "title": meeting.dialogue.title,
                "starts": meeting.dialogue.starts.isoformat() if meeting.dialogue.starts else None,
                "said": meeting.said,
                "told": meeting.told,
                **asdict(meeting.acts),
            }
            for meeting in profile.meetings
        ],
    }


def _served(profile: Profile, framework: str) -> list[Row]:
    titles = {code.code: code.title for code in load_framework(framework).codes}
    return [
        {
            "code": row.code,
            "title": titles.get(row.code, ""),
            "said": row.said,
            "told": row.told,
            **asdict(row.acts),
        }
        for row in profile.served[framework]
    ]
