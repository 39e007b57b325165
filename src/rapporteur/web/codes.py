"""Short names for objectives and goals, for the heads of tables and charts."""

from rapporteur.web.language import gettext, mark

# Our own words for the objectives; the official titles run over lines.
GCM = (
    mark("Data"),
    mark("Adverse drivers"),
    mark("Information"),
    mark("Legal identity"),
    mark("Regular pathways"),
    mark("Fair recruitment, decent work"),
    mark("Reducing vulnerabilities"),
    mark("Saving lives"),
    mark("Smuggling of migrants"),
    mark("Trafficking in persons"),
    mark("Border management"),
    mark("Screening and referral"),
    mark("Alternatives to detention"),
    mark("Consular protection"),
    mark("Basic services"),
    mark("Inclusion and cohesion"),
    mark("Discrimination and discourse"),
    mark("Skills and their recognition"),
    mark("Migrants’ and diasporas’ contributions"),
    mark("Remittances"),
    mark("Return and reintegration"),
    mark("Portable social security"),
    mark("International cooperation"),
)
# The United Nations' own short names.
SDG = (
    mark("No poverty"),
    mark("Zero hunger"),
    mark("Good health and well-being"),
    mark("Quality education"),
    mark("Gender equality"),
    mark("Clean water and sanitation"),
    mark("Affordable and clean energy"),
    mark("Decent work and economic growth"),
    mark("Industry, innovation and infrastructure"),
    mark("Reduced inequalities"),
    mark("Sustainable cities and communities"),
    mark("Responsible consumption and production"),
    mark("Climate action"),
    mark("Life below water"),
    mark("Life on land"),
    mark("Peace, justice and strong institutions"),
    mark("Partnerships for the goals"),
)
NAMES = {"gcm": GCM, "sdg": SDG}


def short_title(framework: str, code: str) -> str:
    """Return the short name of an objective or goal, empty for any other code."""
    names = NAMES.get(framework, ())
    at = int(code) - 1 if code.isascii() and code.isdigit() else -1
    return gettext(names[at]) if 0 <= at < len(names) else ""
