"""Who may see and do what, written by hand in the words of the field. Nothing here asks the code that is judged.

The actors all sit in one unit, "Quầy Một cửa". A relation says how a thing lies to them:

- own: the actor's post answers for it, or the actor made it;     - same_unit: of the actor's unit, a colleague's;
- given_by_me: the actor's post assigned it, another unit leads;  - coordinating: another unit leads, ours coordinates;
- parent, child, other_unit: of the unit above, below, beside;    - other_locality: of the ward next door;
- draft: not assigned, not finished, not read yet;                - archived: finished and closed;
- crossed: the address names two things that do not belong together;
- missing: there is no such thing.
"""

from dataclasses import dataclass, field

Who = frozenset[str]
OFFICIALS: Who = frozenset(
    {
        "official", "clerk", "head", "leader", "outreach_owner", "verifier", "feedback_desk", "one_stop_desk",
        "administrator", "auditor", "acting_head",
    }
)  # fmt: skip
ACTORS: Who = OFFICIALS | {"anonymous", "without_post"}
NOBODY: Who = frozenset()
SPANS_THE_WARD: Who = frozenset({"leader", "clerk", "outreach_owner", "verifier", "auditor"})
OWN_DESK: Who = OFFICIALS - SPANS_THE_WARD
PREPARES: Who = frozenset({"clerk", "outreach_owner", "leader"})
ASSIGNS: Who = frozenset({"leader", "outreach_owner"})
ASKS_CITIZENS: Who = frozenset({"one_stop_desk", "clerk"})
BRINGS_DOSSIERS: Who = frozenset({"one_stop_desk", "clerk", "administrator"})
BRINGS_FEEDBACK: Who = frozenset({"one_stop_desk", "feedback_desk", "administrator"})
SEES_IMPORTS: Who = BRINGS_DOSSIERS | {"auditor"}
REFRESHES: Who = frozenset({"one_stop_desk", "clerk", "head", "acting_head", "leader", "administrator"})
HEADS: Who = frozenset({"head", "acting_head"})
ADMINISTRATOR: Who = frozenset({"administrator"})
VERIFIES_OR_LOOKS: Who = frozenset({"verifier", "auditor"})

CHECKS_FIGURES: Who = frozenset({"verifier", "clerk"}) | HEADS

IN_OUR_UNIT = {"own", "same_unit", "archived"}
IN_THE_WARD = IN_OUR_UNIT | {"coordinating", "given_by_me", "parent", "child", "other_unit", "draft"}

# thing -> who -> the relations in which they see it. Whoever is not named sees none; nobody sees next door's.
SEES: dict[str, dict[Who, set[str]]] = {
    "task": {SPANS_THE_WARD: IN_THE_WARD, OWN_DESK: IN_OUR_UNIT | {"coordinating", "child"}},
    "evidence": {SPANS_THE_WARD: IN_THE_WARD, OWN_DESK: IN_OUR_UNIT | {"coordinating", "child"}},
    "dossier": {SPANS_THE_WARD: IN_THE_WARD, OWN_DESK: IN_OUR_UNIT | {"child", "draft"}},
    "procedure": {OFFICIALS: IN_THE_WARD},
    "weights": {OFFICIALS: IN_THE_WARD},
    "case": {SPANS_THE_WARD | {"feedback_desk"}: IN_THE_WARD, OWN_DESK: IN_OUR_UNIT | {"child", "draft"}},
    "running dossier": {SPANS_THE_WARD: IN_THE_WARD, OWN_DESK: IN_OUR_UNIT | {"child"}},
    "slip": {SPANS_THE_WARD: IN_THE_WARD, OWN_DESK: IN_OUR_UNIT | {"child"}},
    "unit chart": {SPANS_THE_WARD: IN_THE_WARD, OWN_DESK: IN_OUR_UNIT | {"child"}},
    "all units": {OFFICIALS: {"same_unit"}},
    "phase": {SPANS_THE_WARD: IN_THE_WARD, OWN_DESK: IN_OUR_UNIT | {"child"}},
    "commitment": {SPANS_THE_WARD: IN_THE_WARD, OWN_DESK: IN_OUR_UNIT | {"child"}},
    "document": {OFFICIALS: IN_THE_WARD},
    "plan": {OFFICIALS: IN_THE_WARD},
    "import": {SEES_IMPORTS: IN_THE_WARD},
    "snapshot": {SPANS_THE_WARD: IN_THE_WARD},
    "swapped day": {ADMINISTRATOR: IN_THE_WARD},
    "unit": {ADMINISTRATOR: IN_THE_WARD},
    "post": {ADMINISTRATOR: IN_THE_WARD},
    "holding": {ADMINISTRATOR: IN_THE_WARD},
    "delegation": {ADMINISTRATOR: IN_THE_WARD},
    "own indicator": {ADMINISTRATOR: IN_THE_WARD},
    "frozen period": {OFFICIALS: IN_THE_WARD},
    "correction": {OFFICIALS: IN_THE_WARD},
    "account": {ADMINISTRATOR: IN_THE_WARD},
    "list": {ADMINISTRATOR: {"own"}},
    # the unit that is asked; verifiers and the auditor once it had its days; nobody else, not even who leads the ward
    "question": {OFFICIALS - VERIFIES_OR_LOOKS: IN_OUR_UNIT, VERIFIES_OR_LOOKS: IN_THE_WARD - {"draft"}},
    "answer file": {OFFICIALS - VERIFIES_OR_LOOKS: IN_OUR_UNIT, VERIFIES_OR_LOOKS: IN_THE_WARD - {"draft"}},
    "signal": {ADMINISTRATOR: IN_THE_WARD},
    "source": {SPANS_THE_WARD: IN_THE_WARD, OWN_DESK: IN_OUR_UNIT | {"child"}},
    "count": {SPANS_THE_WARD: IN_THE_WARD, OWN_DESK: IN_OUR_UNIT | {"child"}},
    "rule": {ADMINISTRATOR: IN_THE_WARD},
    "expectation": {ADMINISTRATOR: IN_THE_WARD},
    "way to answer": {ACTORS: IN_THE_WARD | {"other_locality"}},
    "open questions": {ACTORS: IN_THE_WARD | {"other_locality"}},
    "answer": {SPANS_THE_WARD: IN_THE_WARD, OWN_DESK: IN_OUR_UNIT | {"child"}},
    "desk": {ADMINISTRATOR: IN_THE_WARD},
    "way of a desk": {ADMINISTRATOR: IN_THE_WARD},
    "code of a desk": {ADMINISTRATOR: IN_THE_WARD},
    "written question": {ADMINISTRATOR: IN_THE_WARD},
    "indicator": {SPANS_THE_WARD: IN_THE_WARD, OWN_DESK: IN_OUR_UNIT | {"child"}},
    "indicator file": {SPANS_THE_WARD: IN_THE_WARD, OWN_DESK: IN_OUR_UNIT | {"child"}},
}

Table = dict[Who, set[str]]
EVERYWHERE: set[str] = IN_THE_WARD

STARTS_AND_REPORTS: Table = {HEADS: IN_OUR_UNIT | {"draft"}, OFFICIALS: {"own"}}
"""The head of the lead unit, who acts for the head, and whose post is named as accountable."""
HANDS_IN: Table = {OFFICIALS - {"auditor"}: IN_OUR_UNIT | {"draft"}}
"""Everybody in the lead unit; the auditor only looks."""
TIES: Table = {PREPARES: EVERYWHERE, HEADS: IN_OUR_UNIT | {"child"}}
"""Roles that prepare for the whole ward, and heads for their own units and those below."""
JUDGES: Table = {frozenset({"leader"}): EVERYWHERE, ASSIGNS: {"given_by_me"}}
"""A leader of the ward, and whose post assigned the task."""

APOLOGISES: Table = {ASKS_CITIZENS: EVERYWHERE, HEADS: IN_OUR_UNIT}
"""The one-stop desk, the clerks, and the head of the unit that the dossier lies with."""


def all_of(who: Who) -> Table:
    """Say that these may, whatever the relation."""
    return {who: EVERYWHERE}


@dataclass(frozen=True)
class Door:
    """One address: to what it leads, who may knock at all, who may read, who may send. None: it has no such method.

    `traces`: it shows personal data, so that reading is written down (docs/decisions/0022-reads-of-personal-data.md).
    """

    thing: str = ""
    knock: Who = OFFICIALS
    reads: bool = True
    sends: Table | None = field(default=None)
    of_sign_in: bool = False
    traces: bool = False


PAGE = Door()
OPEN = Door(knock=ACTORS)

DOORS: dict[str, Door] = {
    # everybody
    "portal:home": OPEN,
    "portal:quality": OPEN,
    "portal:download": OPEN,
    "seals:heads": OPEN,
    "seals:download": OPEN,
    "ui:catalogue": OPEN,
    "ui:shortcuts": OPEN,
    "alive": OPEN,
    "satisfaction:start": Door("way to answer", ACTORS, sends={ACTORS: IN_THE_WARD | {"other_locality"}}),
    "satisfaction:questions": Door("open questions", ACTORS, sends={ACTORS: IN_THE_WARD | {"other_locality"}}),
    "satisfaction:thanks": OPEN,
    "ready": OPEN,
    "language": Door(knock=ACTORS, sends=all_of(ACTORS)),
    # signing in, and one's own account
    "account_login": Door(knock=ACTORS, of_sign_in=True),
    "account_logout": Door(knock=ACTORS, of_sign_in=True),
    "mfa_authenticate": Door(knock=ACTORS, of_sign_in=True),
    "openid_connect_login": Door(knock=ACTORS, of_sign_in=True),
    "openid_connect_callback": Door(knock=ACTORS, of_sign_in=True),
    "account_reauthenticate": Door(of_sign_in=True),
    "account_change_password": Door(of_sign_in=True),
    "mfa_index": Door(of_sign_in=True),
    "mfa_reauthenticate": Door(of_sign_in=True),
    "mfa_activate_totp": Door(of_sign_in=True),
    "mfa_deactivate_totp": Door(of_sign_in=True),
    "mfa_view_recovery_codes": Door(of_sign_in=True),
    "mfa_generate_recovery_codes": Door(of_sign_in=True),
    "mfa_download_recovery_codes": Door(of_sign_in=True),
    # every official's own pages and lists
    "office:my_work": PAGE,
    "work:tasks": PAGE,
    "documents:documents": PAGE,
    "indicators:overview": PAGE,
    "procedures:dossiers": PAGE,
    "people:calendar": PAGE,
    # pages for some
    "reports:overview": Door(knock=SPANS_THE_WARD),
    "office:operations": Door(knock=ADMINISTRATOR),
    "people:settings": Door(knock=ADMINISTRATOR, sends=all_of(ADMINISTRATOR)),
    "people:swap_day": Door(knock=ADMINISTRATOR, reads=False, sends=all_of(ADMINISTRATOR)),
    "people:restore_day": Door("swapped day", ADMINISTRATOR, reads=False, sends=all_of(ADMINISTRATOR)),
    # who is who: the administrator of the ward, and nobody else
    "people:units": Door(knock=ADMINISTRATOR),
    "people:open_unit": Door(knock=ADMINISTRATOR, sends=all_of(ADMINISTRATOR)),
    "people:reorganise": Door(knock=ADMINISTRATOR, sends=all_of(ADMINISTRATOR)),
    "people:hand_in_list": Door(knock=ADMINISTRATOR, sends=all_of(ADMINISTRATOR)),
    "people:current_list": Door(knock=ADMINISTRATOR, traces=True),
    "people:take_list": Door("list", ADMINISTRATOR, reads=False, sends={ADMINISTRATOR: {"own"}}),
    "people:unit": Door("unit", ADMINISTRATOR),
    "people:correct_unit": Door("unit", ADMINISTRATOR, sends=all_of(ADMINISTRATOR)),
    "people:close_unit": Door("unit", ADMINISTRATOR, sends=all_of(ADMINISTRATOR)),
    "people:open_post": Door("unit", ADMINISTRATOR, sends=all_of(ADMINISTRATOR)),
    "people:post": Door("post", ADMINISTRATOR, traces=True),
    "people:change_post": Door("post", ADMINISTRATOR, sends=all_of(ADMINISTRATOR)),
    "people:close_post": Door("post", ADMINISTRATOR, sends=all_of(ADMINISTRATOR)),
    "people:appoint": Door("post", ADMINISTRATOR, sends=all_of(ADMINISTRATOR)),
    "people:delegate": Door("post", ADMINISTRATOR, sends=all_of(ADMINISTRATOR)),
    "people:relieve": Door("holding", ADMINISTRATOR, sends=all_of(ADMINISTRATOR)),
    "people:end_delegation": Door("delegation", ADMINISTRATOR, sends=all_of(ADMINISTRATOR)),
    "people:officials": Door(knock=ADMINISTRATOR, traces=True),
    "people:admit_official": Door(knock=ADMINISTRATOR, sends=all_of(ADMINISTRATOR)),
    "people:official": Door("account", ADMINISTRATOR, traces=True),
    "people:reset_password": Door("account", ADMINISTRATOR, sends=all_of(ADMINISTRATOR)),
    "people:reset_second_step": Door("account", ADMINISTRATOR, sends=all_of(ADMINISTRATOR)),
    "people:stop_official": Door("account", ADMINISTRATOR, sends=all_of(ADMINISTRATOR)),
    "people:let_in_again": Door("account", ADMINISTRATOR, sends=all_of(ADMINISTRATOR)),
    # documents
    "work:read_in": Door(knock=PREPARES, sends=all_of(PREPARES)),
    "documents:document": Door("document"),
    "documents:file": Door("document", traces=True),
    "documents:particulars": Door("document", PREPARES, sends=all_of(PREPARES)),
    "meetings:of_document": Door("document", sends=all_of(PREPARES)),
    "meetings:notice": Door("document"),
    "work:of_document": Door("document"),
    "work:confirm": Door("document", PREPARES, sends=all_of(PREPARES)),
    "work:assign_all": Door("document", PREPARES),
    "work:assign": Door("document", ASSIGNS, reads=False, sends=all_of(ASSIGNS)),
    "plans:of_document": Door("document"),
    "plans:tie": Door("plan", PREPARES | HEADS, sends=all_of(PREPARES | HEADS)),
    # tasks
    "work:task": Door("task"),
    "work:start": Door("task", reads=False, sends=STARTS_AND_REPORTS),
    "work:add_evidence": Door("task", reads=False, sends=HANDS_IN),
    "work:evidence": Door("evidence", traces=True),
    "work:report": Door("task", reads=False, sends=STARTS_AND_REPORTS),
    "work:accept": Door("task", reads=False, sends=JUDGES),
    "work:send_back": Door("task", reads=False, sends=JUDGES),
    "work:extend": Door("task", ASSIGNS, sends=all_of(ASSIGNS)),
    "work:tie": Door("task", PREPARES | HEADS, sends=TIES),
    "work:cancel": Door("task", ASSIGNS, sends=all_of(ASSIGNS)),
    # dossiers and their files
    "procedures:on_time_rule": Door(knock=ADMINISTRATOR, sends=all_of(ADMINISTRATOR)),
    "procedures:limit": Door("procedure", ADMINISTRATOR, sends=all_of(ADMINISTRATOR)),
    "procedures:dossier": Door("dossier"),
    "intake:import_file": Door(knock=BRINGS_DOSSIERS, sends=all_of(BRINGS_DOSSIERS)),
    "intake:batch": Door("import", SEES_IMPORTS),
    "intake:progress": Door("import", SEES_IMPORTS),
    "intake:errors": Door("import", SEES_IMPORTS),
    "intake:mapping": Door("import", BRINGS_DOSSIERS, sends=all_of(BRINGS_DOSSIERS)),
    "intake:preview": Door("import", BRINGS_DOSSIERS, sends=all_of(BRINGS_DOSSIERS)),
    "intake:aside": Door("import", BRINGS_DOSSIERS, sends=all_of(BRINGS_DOSSIERS)),
    "intake:cancel": Door("import", BRINGS_DOSSIERS, reads=False, sends=all_of(BRINGS_DOSSIERS)),
    # the catalogue of procedures
    "directory:procedures": PAGE,
    "directory:procedure": Door("procedure"),
    "directory:correct": Door("procedure", BRINGS_DOSSIERS, sends=all_of(BRINGS_DOSSIERS)),
    "directory:import_entries": Door(knock=BRINGS_DOSSIERS, sends=all_of(BRINGS_DOSSIERS)),
    # feedback
    "feedback:cases": PAGE,
    "feedback:case": Door("case"),
    "feedback:import_cases": Door(knock=BRINGS_FEEDBACK, sends=all_of(BRINGS_FEEDBACK)),
    # apologies for late results
    "apologies:due": PAGE,
    "apologies:issue": Door("running dossier", sends=APOLOGISES),
    "apologies:slip": Door("slip"),
    "apologies:paper_of": Door("slip", reads=False, sends=all_of(OFFICIALS)),
    "apologies:terms": Door(knock=ADMINISTRATOR, sends=all_of(ADMINISTRATOR)),
    # what citizens answered, and how they are asked
    "satisfaction:answers": PAGE,
    "satisfaction:answer": Door("answer"),
    "satisfaction:ask": Door(knock=ASKS_CITIZENS, sends=all_of(ASKS_CITIZENS)),
    "satisfaction:desks": Door(knock=ADMINISTRATOR),
    "satisfaction:open_desk": Door(knock=ADMINISTRATOR, sends=all_of(ADMINISTRATOR)),
    "satisfaction:desk": Door("desk", ADMINISTRATOR),
    "satisfaction:close_desk": Door("desk", ADMINISTRATOR, reads=False, sends=all_of(ADMINISTRATOR)),
    "satisfaction:issue_link": Door("way of a desk", ADMINISTRATOR, reads=False, sends=all_of(ADMINISTRATOR)),
    "satisfaction:withdraw_link": Door("code of a desk", ADMINISTRATOR, reads=False, sends=all_of(ADMINISTRATOR)),
    "satisfaction:poster": Door("code of a desk", ADMINISTRATOR),
    "satisfaction:written_questions": Door(knock=ADMINISTRATOR),
    "satisfaction:write_question": Door(knock=ADMINISTRATOR, sends=all_of(ADMINISTRATOR)),
    "satisfaction:question": Door("written question", ADMINISTRATOR, sends=all_of(ADMINISTRATOR)),
    "satisfaction:retire_question": Door("written question", ADMINISTRATOR, reads=False, sends=all_of(ADMINISTRATOR)),
    # numbers
    "indicators:refresh": Door(knock=REFRESHES, reads=False, sends=all_of(REFRESHES)),
    "indicators:file": Door("snapshot"),
    "indicators:records": Door("indicator"),
    "indicators:download": Door("indicator file"),
    "scores:score": PAGE,
    "scores:weight_sets": PAGE,
    "scores:weight_set": Door("weights"),
    "scores:enter_weights": Door(knock=ADMINISTRATOR, sends=all_of(ADMINISTRATOR)),
    "commitments:show": Door("commitment"),
    # questions about numbers
    "integrity:questions": PAGE,
    "integrity:methods": PAGE,
    "integrity:settings": Door(knock=ADMINISTRATOR, sends=all_of(ADMINISTRATOR)),
    "integrity:signal": Door("signal", ADMINISTRATOR, sends=all_of(ADMINISTRATOR)),
    "integrity:figures": Door(knock=CHECKS_FIGURES, sends=all_of(CHECKS_FIGURES)),
    "integrity:question": Door("question"),
    "integrity:answer": Door("question", reads=False, sends={HEADS: IN_OUR_UNIT}),
    "integrity:close": Door("question", frozenset({"verifier"}), reads=False, sends=all_of(frozenset({"verifier"}))),
    "integrity:records": Door("question"),
    "integrity:evidence": Door("answer file", traces=True),
    # the state of data
    "quality:overview": PAGE,
    "quality:rules": PAGE,
    "quality:check": Door(knock=REFRESHES, reads=False, sends=all_of(REFRESHES)),
    "quality:source": Door("source"),
    "quality:records": Door("count"),
    "quality:explain": Door("source", reads=False, sends={HEADS: IN_OUR_UNIT}),
    "quality:new_rule": Door(knock=ADMINISTRATOR, sends=all_of(ADMINISTRATOR)),
    "quality:rule": Door("rule", ADMINISTRATOR, sends=all_of(ADMINISTRATOR)),
    "quality:expectation": Door("expectation", ADMINISTRATOR, sends=all_of(ADMINISTRATOR)),
    "commitments:download": Door("commitment"),
    "commitments:units": Door("all units"),
    "commitments:units_download": Door("all units"),
    "commitments:chart": Door("unit chart"),
    "commitments:chart_download": Door("unit chart"),
    "commitments:begin_phase": Door("unit chart", PREPARES, sends=all_of(PREPARES)),
    "commitments:withdraw_phase": Door("phase", PREPARES, sends=all_of(PREPARES)),
    "freezing:periods": Door(sends=all_of(frozenset({"leader"}))),
    "freezing:period": Door("frozen period"),
    "freezing:changes": Door("correction"),
    "freezing:correct": Door("frozen period", frozenset({"leader"}), sends=all_of(frozenset({"leader"}))),
    "definitions:indicators": Door(knock=ADMINISTRATOR),
    "definitions:define": Door(knock=ADMINISTRATOR, sends=all_of(ADMINISTRATOR)),
    "definitions:indicator": Door("own indicator", ADMINISTRATOR),
    "definitions:change": Door("own indicator", ADMINISTRATOR, sends=all_of(ADMINISTRATOR)),
    "definitions:switch_off": Door("own indicator", ADMINISTRATOR, reads=False, sends=all_of(ADMINISTRATOR)),
    "definitions:switch_on": Door("own indicator", ADMINISTRATOR, reads=False, sends=all_of(ADMINISTRATOR)),
}

# Background work: by whom it may be begun. "clock" is the installation itself.
JOBS: dict[str, Who] = {
    "kheo.base.jobs.clear_leftovers": frozenset({"clock"}),
    "kheo.base.jobs.forget_old_keys": frozenset({"clock"}),
    "kheo.base.jobs.forget_sessions": frozenset({"clock"}),
    "kheo.base.jobs.take_up_again": frozenset({"clock"}),
    "kheo.indicators.jobs.clear_leftovers": frozenset({"clock"}),
    "kheo.indicators.jobs.refresh_all": frozenset({"clock"}),
    "kheo.intake.jobs.check_rows": BRINGS_DOSSIERS,
    "kheo.intake.jobs.forget_old_files": frozenset({"clock"}),
    "kheo.intake.jobs.import_rows": BRINGS_DOSSIERS,
    "kheo.procedures.jobs.recompute": ADMINISTRATOR,
    "kheo.intake.jobs.watch_folder": frozenset({"clock"}),
    "kheo.integrity.jobs.ask_units": frozenset({"clock"}),
    "kheo.quality.jobs.check_data": frozenset({"clock"}),
    "kheo.satisfaction.jobs.empty_boxes": frozenset({"clock"}),
    "kheo.seals.jobs.mail_head": frozenset({"clock"}),
    "kheo.seals.jobs.seal_log": frozenset({"clock"}),
    "kheo.sign_in.jobs.lock_anew": frozenset({"clock"}),
    "builtin:procrastinate.builtin_tasks.remove_old_jobs": frozenset({"clock"}),
}

SIGN_IN, REFUSED, NOT_FOUND, NO_METHOD, SERVED = "sign in", "refused", "not found", "no such method", "served"


def expected(door: Door, method: str, actor: str, relation: str) -> str:
    """Give what an actor must be answered: the door first, then whether they see the thing, then what they may do."""
    if actor not in door.knock:
        return REFUSED if actor in OFFICIALS else SIGN_IN
    offered = door.reads if method in ("GET", "HEAD") else method == "POST" and door.sends is not None
    if not offered:
        return NO_METHOD
    if door.thing and not _in(SEES[door.thing], actor, relation):
        return NOT_FOUND
    if method == "POST" and not _in(door.sends or {}, actor, relation or "own"):
        return REFUSED
    return SERVED


def _in(table: Table, actor: str, relation: str) -> bool:
    return any(actor in who and relation in relations for who, relations in table.items())
