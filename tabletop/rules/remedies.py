"""Remedies: what each refusal says to people, and what would make the order lawful.

``REFUSAL_WORDS`` holds sentences with ``{placeholders}``; :func:`placeholders` gives their values
for one order in the first run of a state. :mod:`tabletop.rules.words` puts the two together.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from tabletop.rules.refusals import Refusal
from tabletop.rules.remedy_capitals import CAPITAL_WORDS
from tabletop.rules.remedy_form import FORM_WORDS
from tabletop.rules.remedy_politics import placeholders
from tabletop.rules.words_of_ways import WAY_WORDS

__all__ = ["REFUSAL_WORDS", "placeholders"]

_GENERAL = {
    Refusal.LAWFUL: ("The order is lawful.", "Give the order."),
    Refusal.UNKNOWN_NAME: (
        "There is no {dimension} called {name}.",
        "Perhaps {nearest_name} is meant.",
    ),
    Refusal.ENDED: (
        "The exercise has reached its end.",
        "Look at it in the debrief, or branch from an earlier turn.",
    ),
    Refusal.NOT_YOURS: (
        "{force} belongs to {owner}, not to {actor}.",
        "Let {owner} give the order.",
    ),
    Refusal.NOT_LEAD: (
        "{actor} cannot give this order for the coalition.",
        "Let {leads} give it.",
    ),
    Refusal.NOT_HOST: ("Only the host nation gives this order.", "Let {host} give it."),
    Refusal.NO_CHANGE: (
        "The order would change nothing: that is how it is already.",
        "Choose another value.",
    ),
    Refusal.SPOKEN: (
        "{actor} has used its political initiative of this turn.",
        "Wait for turn {next_turn}, or let another actor take the initiative.",
    ),
}

_FORCES = {
    Refusal.NOT_AT_HOME: (
        "{force} is {status}, not at home.",
        "Choose a force that is at home: {at_home}.",
    ),
    Refusal.RESTING: (
        "{force} rests after its return.",
        "Offer it again from turn {ready_turn}.",
    ),
    Refusal.NOT_OFFERED: (
        "{force} is {status}, so it is not on offer.",
        "{not_offered}",
    ),
    Refusal.NOT_DEPLOYED: (
        "{force} is {status}; it does not stand in the theatre.",
        "{not_deployed}",
    ),
    Refusal.NOT_WITHDRAWABLE: (
        "{force} is {status}; there is nothing to call home.",
        "Withdraw a force that is out; take back an offer with the order withdraw_offer.",
    ),
    Refusal.NOT_DEPLOYABLE: (
        "{force} is not a unit that is offered and moved on the map.",
        "{not_deployable}",
    ),
    Refusal.NOT_A_PACKAGE: (
        "{force} is a unit, not a package.",
        "Offer and deploy it; packages of {actor}: {packages}.",
    ),
    Refusal.NOT_A_TRAINER: (
        "{force} does not train anybody.",
        "Choose a training force, such as {trainers}.",
    ),
    Refusal.ALREADY_THERE: (
        "{force} stands at {place} already.",
        "Choose another place, or set_tier to change its tier.",
    ),
    Refusal.UNWILLING: (
        "The willingness of {asked} is {willingness}; this asks for {needed}.",
        "Raise it by {lacking}; it listens to {listens_to}.",
    ),
    Refusal.RECALLED: (
        "{actor} is calling its units home.",
        "{recalled}",
    ),
    Refusal.OVERSTRETCHED: ("{overstretched}", "{overstretched_remedy}"),
}

_PLACES = {
    Refusal.ENEMY_HELD: (
        "{place} is held by the adversary.",
        "Choose a place under Ukrainian or allied control, such as {near_place}.",
    ),
    Refusal.NO_ROUTE: (
        "There is no way for {force} to {place}{via_words}.",
        "Choose a place on the network{or_direct}.",
    ),
    Refusal.ROUTE_FULL: (
        "The way from {origin} to {place}{via_words} is full this turn: {booked} of "
        "{slots} trains are booked on {link}.",
        "{full_remedy}",
    ),
    Refusal.NO_AIRFIELD: (
        "{place} has no airfield.",
        "Choose an airfield, such as {airfield}.",
    ),
    Refusal.NO_HARBOUR: ("{place} has no harbour.", "Choose a harbour, such as {harbour}."),
    Refusal.STRAITS_CLOSED: (
        "{straits} keeps the Straits closed to warships of others.",
        "Let {straits} give up montreux_strict (negotiate_caveat), or send ships of {littoral}.",
    ),
    Refusal.TIER_OF_UKRAINE: (
        "Tier 2 belongs to the Ukrainian army.",
        "Choose tier {usual_tier}.",
    ),
    Refusal.TIER_OF_OBSERVERS: (
        "Tier 1 is for unarmed observers only.",
        "Choose tier {usual_tier}, or send {observers}.",
    ),
    Refusal.TIER_OF_AIRCRAFT: (
        "Tier 4 is for aircraft, and aircraft stand in tier 4.",
        "Choose tier {usual_tier}.",
    ),
    Refusal.OUTSIDE_TIER: (
        "{place} lies {km} km from the line; tier {tier} reaches from {from_km} to {to_km} km.",
        "Choose a place in that band, such as {band_place}, or another tier.",
    ),
    Refusal.EAST_LIMIT: (
        "A cap keeps coalition forces west of the Dnipro, and {place} lies east of it.",
        "Choose a place west of the river, such as {west_place}, or let {host} lift the "
        "cap (limit, east: false).",
    ),
    Refusal.NO_BASE: (
        "{place_host} has signed no base agreement.",
        "Let {place_host} sign one (sign_base_agreement).",
    ),
    Refusal.NO_TRANSIT: (
        "{place_host} lets no arms pass.",
        "Choose a place in another state, or let {place_host} give up "
        "transit_of_arms_refused (negotiate_caveat).",
    ),
}

_FRAME = {
    Refusal.PRE_DEAL: (
        "No unit may enter Ukraine before a deal.",
        "Wait for a ceasefire, or let {leads} decide on an early entry"
        " (make_statement, early_entry).",
    ),
    Refusal.NO_CONSENT: (
        "Kyiv does not consent.",
        "Let {host} consent (invite).",
    ),
    Refusal.NO_MANDATE: (
        "The mission has no legal basis.",
        "Seek a mandate; the fastest, bilateral, takes {bilateral_turns} turn.",
    ),
    Refusal.NOT_AUTHORISED: (
        "{decider} has not authorised units of {actor}.",
        "{authorise}",
    ),
    Refusal.TOO_EXPENSIVE: (
        "The pledges leave EUR {spare} m a month; this costs EUR {cost} m a month.",
        "Pledge EUR {missing} m a month more (fund).",
    ),
}

_CAVEATS = {
    Refusal.CAVEAT_GROUND: (
        "{actor} sends no ground unit into Ukraine.",
        "Choose a place outside Ukraine, such as {outside_place}, or let {actor} give up "
        "no_ground_in_ukraine (negotiate_caveat).",
    ),
    Refusal.CAVEAT_UN: (
        "{actor} needs a mandate of the United Nations.",
        "Seek the mandate {un_route}; the decision takes {un_turns} turns.",
    ),
    Refusal.CAVEAT_BACKSTOP: (
        "{actor} needs an American backstop of {backstop_needed}; it is {backstop}.",
        "Win {backstop_missing} more, or let {actor} give up us_backstop_required "
        "(negotiate_caveat).",
    ),
    Refusal.CAVEAT_REAR: (
        "{place} lies {km} km from the line; {actor} keeps more than {rear_km} km away.",
        "Choose a place further back, such as {rear_place}, or let {actor} give up "
        "rear_only (negotiate_caveat).",
    ),
    Refusal.CAVEAT_LINE: (
        "{actor} sends nobody into tier 1.",
        "Choose tier 3 at a place at least {tier3_km} km from the line, or let {actor} "
        "give up no_observer_line (negotiate_caveat).",
    ),
    Refusal.CAVEAT_SMALL: (
        "{actor} would have {people} people out; it sends at most {small_people}.",
        "Send a smaller force, withdraw another, or let {actor} give up small_footprint "
        "(negotiate_caveat).",
    ),
    Refusal.CAVEAT_EXIT: (
        "{actor} needs an end date or a review clause.",
        "Let {leads} announce a review clause (make_statement, review_clause).",
    ),
    Refusal.CAVEAT_FLANK: (
        "{actor} puts its own flank first: its risk is {flank}, over {flank_limit}.",
        "Bring the flank risk down by {flank_over}, or choose a place outside Ukraine.",
    ),
    Refusal.CAVEAT_LATVIA: (
        "{actor} would draw on its brigade in Latvia: NATO's flank risk is {flank}, over "
        "{latvia_limit}.",
        "Bring the flank risk down by {latvia_over}, or send a force that does not fight.",
    ),
    Refusal.CAVEAT_UNARMED: (
        "{actor} has no armed forces to send.",
        "Send an unarmed force.",
    ),
    Refusal.CAVEAT_NEUTRAL: (
        "{actor} is neutral: it sends unarmed forces under a mandate of the United Nations.",
        "Send an unarmed force, and seek the mandate {un_route} ({un_turns} turns).",
    ),
    Refusal.CAVEAT_US_GROUND: (
        "The United States send no ground troops.",
        "Choose a place outside Ukraine, such as {outside_place}.",
    ),
    Refusal.CAVEAT_BOTH_SIDES: (
        "{actor} comes only with a ceasefire, the consent of both sides and a mandate of "
        "the United Nations.",
        "Seek the mandate {un_route} ({un_turns} turns) while ceasefire and consent last.",
    ),
    Refusal.CAVEAT_PEACE: (
        "{actor} sends unarmed forces only, into a peace that is agreed and mandated.",
        "Send an unarmed force once a ceasefire and a mandate are in force.",
    ),
    Refusal.CAVEAT_MOSCOW: (
        "{actor} needs Moscow's vote, and Moscow does not give it.",
        "Keep a ceasefire and a Moscow that is more patient than {osce_patience}; an opened format"
        " of talks helps (make_statement, open_format).",
    ),
    Refusal.CAVEAT_FIXED: (
        "The caveat {caveat} rests on the constitution or statutes of {actor}.",
        "Work within it; it cannot be talked away.",
    ),
    Refusal.CAVEAT_NOT_HELD: (
        "{actor} does not hold the caveat {caveat}.",
        "{actor} holds: {held}.",
    ),
}

_POLITICS = {
    Refusal.AUTHORISED_ALREADY: (
        "{actor} has authorised its units already.",
        "Deploy them; the authorisation lasts {authorised_until}.",
    ),
    Refusal.DECISION_UNDER_WAY: (
        "{decider} is deliberating.",
        "Wait for its decision in turn {decision_due}.",
    ),
    Refusal.REFUSED_LATELY: (
        "{decider} has said no.",
        "Ask again from turn {decision_due}.",
    ),
    Refusal.NOT_A_HOST: (
        "{actor} has no base on the map.",
        "Ask one of {hosts}.",
    ),
    Refusal.HOST_UNWILLING: (
        "{actor} does not dare to sign.",
        "It needs a willingness of {host_needed} (now {willingness}) and an escalation "
        "under {host_escalation} (now {escalation}).",
    ),
    Refusal.OVER_LIMIT: (
        "{actor} is willing to give EUR {limit} m a month to the mission and to Ukraine "
        "together, and has promised EUR {given} m.",
        "Ask for at most EUR {at_most} m a month.",
    ),
    Refusal.SUPPORT_LOW: (
        "Domestic support in {actor} is {support}; this asks for {support_needed}.",
        "Raise it by {support_missing}.",
    ),
    Refusal.NO_UNANIMITY: (
        "Hungary stands against unanimity in the European Union.",
        "Let states act on their own, or wait for another line in Budapest.",
    ),
    Refusal.BACKSTOP_LOW: (
        "This needs an American backstop of {nato_backstop}; it is {backstop}.",
        "Win {nato_missing} more, or choose another way.",
    ),
    Refusal.COHESION_LOW: (
        "This needs a cohesion of {cohesion_needed}; it is {cohesion}.",
        "Win {cohesion_missing} more, by a joint text for example.",
    ),
    Refusal.NO_LEAD_PRESENT: (
        "Every lead nation is calling its units home.",
        "Choose another arrangement, or win a lead nation back.",
    ),
    Refusal.NO_COMMAND: (
        "National control leaves nobody who could give that order.",
        "Choose lead_nation, single_commander or nato (set_command).",
    ),
    Refusal.NO_AIRCRAFT: (
        "No armed aircraft of the mission stands in the theatre.",
        "Deploy a squadron to an airfield, such as {airfield}.",
    ),
    Refusal.OBSERVERS_UNARMED: (
        "Observers defend themselves and no more.",
        "Choose level 1 or 2 for tier 1, or another tier.",
    ),
    Refusal.MANDATE_WEAKER: (
        "The mandate {mandate} would be no stronger basis than {mandate_now}.",
        "Choose a stronger one: {stronger}.",
    ),
    Refusal.MANDATE_UNDER_WAY: (
        "The mandate {sought} is being negotiated.",
        "Wait for the decision in turn {mandate_due}.",
    ),
    Refusal.MANDATE_VETOED: (
        "A permanent member has vetoed the draft.",
        "Open talks in the format of the five (make_statement, open_format), or choose "
        "another route.",
    ),
}

_ARRANGEMENTS = {
    Refusal.NO_TRUCE: (
        "No agreement is in force, and no early entry has been decided.",
        "Seek a ceasefire (seek_agreement), or let {leads} decide on an early entry"
        " (make_statement, early_entry).",
    ),
    Refusal.NOT_AT_TABLE: (
        "{actor} does not sit at the table of these talks.",
        "Let {table} negotiate.",
    ),
    Refusal.TALKS_UNDER_WAY: (
        "Talks on the agreement are under way: {talks}.",
        "Wait for their end in turn {talks_due}.",
    ),
    Refusal.SEAT_LOW: (
        "Europe's weight in the talks is {seat}; a wider guarantee asks for {seat_needed}.",
        "Win {seat_missing} more, by a common position for example.",
    ),
    Refusal.COMPOSITION: (
        "The coalition has offered to leave such units out of Ukraine: {composition}.",
        "Choose a place outside Ukraine, or let {leads} open the composition"
        " (set_composition, open).",
    ),
    Refusal.PROMISE_SOUGHT: (
        "Washington is considering a request already.",
        "Wait for its answer in turn {promise_due}.",
    ),
    Refusal.SUPPORT_NOT_LENT: (
        "Washington lends this at a backstop of {option_backstop}; it is {backstop}.",
        "Win {option_missing} more.",
    ),
    Refusal.NOT_AN_ALLY: (
        "{actor} is no member of the coalition in NATO, so it has no part in its plans.",
        "Let an ally do it, such as {allies}.",
    ),
    Refusal.NO_BRIGADE: (
        "{actor} has {brigades_home} at home.",
        "Ask for no more than that, or bring brigades home first (withdraw).",
    ),
    Refusal.NOT_GUARANTOR: (
        "Only the guarantor can say that.",
        "Let {guarantor} give the order.",
    ),
    Refusal.ARMY_WEAK: (
        "The Ukrainian army stands at {army}; the argument carries from {army_needed}.",
        "Regenerate it by {army_missing}, with training, equipment and money.",
    ),
}

_SUPPORT = {
    Refusal.ARMS_CONCEDED: (
        "Kyiv has conceded an end of Western arms.",
        "Use fund or fund_programme; a concession cannot be taken back.",
    ),
    Refusal.NO_INTERCEPTION_RULE: (
        "No rule lets allies shoot over Ukraine.",
        "Let {leads} order patrols (set_posture, air_posture: patrol), or agree one rule for all"
        " contingents.",
    ),
    Refusal.WASHINGTON_BLOCKS: (
        "Washington blocks Ukraine's way into NATO: this needs an American backstop of"
        " {track_backstop}; it is {backstop}.",
        "Win {track_missing} more, or support the way into the Union (demarche,"
        " support_accession).",
    ),
    Refusal.COVER_MISSING: (
        "Belgium keeps the reserves and asks for shared cover.",
        "Let {leads} agree on a common fund (make_statement, common_fund), or take the income"
        " alone (income_loan).",
    ),
    Refusal.NOT_HELD: (
        "No package is held ready.",
        "Let a government hold one first (sanction, snapback).",
    ),
    Refusal.NOT_IN_UNION: (
        "{actor} is not in the European Union.",
        "Let a member or the Union itself do it.",
    ),
    Refusal.NOT_A_PARTY: (
        "{actor} has no part in this.",
        "Let a member of the coalition do it, such as {leads}.",
    ),
    Refusal.CESSION_BARRED: (
        "The constitution bars {actor} from ceding land.",
        "Refuse the demand, or answer another one.",
    ),
}

REFUSAL_WORDS: Mapping[Refusal, tuple[str, str]] = MappingProxyType(
    _GENERAL
    | _FORCES
    | _PLACES
    | _FRAME
    | _CAVEATS
    | _POLITICS
    | _ARRANGEMENTS
    | _SUPPORT
    | FORM_WORDS
    | CAPITAL_WORDS
    | WAY_WORDS
)
"""Reason and remedy of every refusal, with placeholders."""
