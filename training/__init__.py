"""Training administration for the roll-out of a Financial Management Information System (FMIS).

``STORY`` is the map of the code: the packages in the order in which an official lives them, from the
row of a list to a certificate and a licence. A package imports only those before it, and the shared modules.
"""

STORY = {
    "organisation": "units, their names through time, spelling aliases, provinces",
    "accounts": "users, roles, sign-in, and the scope that narrows every query of people",
    "officials": "officials, postings, duplicates and merging",
    "workflow": "modules, chains, workflow roles, role assignments",
    "courses": "courses, prerequisites, requirements, exemptions, needs",
    "identification": "identification lists: read, check, match, apply, compare, undo",
    "resources": "workdays and holidays; training centres and rooms; trainers and what they teach",
    "classes": "classes and sessions; conflicts; versions; calendar feeds",
    "enrolments": "seats, waiting list, replacement, and the life of a seat",
    "attendance": "marks and sheets, sealing",
    "assessments": "results and attempts, and the outcome of a seat",
    "certificates": "issue, freeze, verify, revoke",
    "readiness": "licences, chains covered or not, go-live board",
    "statistics": "completion figures and exports",
    "operation": "health and jobs: what the machine is doing",
    "demo": "the living case, built with the verbs of the program",
    "home": "each role's first page",
}
