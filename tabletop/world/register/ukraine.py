"""Doctrine entries: Ukraine, its army, society and energy, and the economy of the war."""

from __future__ import annotations

from tabletop.world.doctrine import Entry

_ASSUMED = "planning value for play"


def _play(
    name: str, value: float, low: float, high: float, unit: str, says: str, source: str = _ASSUMED
) -> Entry:
    return Entry(name, value, low, high, unit, source, "assumption", says)


_ARMY = (
    _play("ua_garrison_contact", 8, 3, 20, "points",
          "Ukrainian points that always stand in a contact sector."),
    _play("ua_garrison_river", 6, 2, 15, "points",
          "Ukrainian points that always stand at a river."),
    _play("ua_garrison_water", 5, 1, 12, "points",
          "Ukrainian points that always stand at the water."),
    _play("ua_garrison_border", 6, 2, 15, "points",
          "Ukrainian points that always stand at a border."),
    _play("reserve_reach", 0.05, 0.01, 0.15, "share",
          "Part of distant reserves that reaches each contact sector in time."),
    _play("army_floor", 0.4, 0.2, 0.7, "share",
          "Strength of the army in the line with no regeneration at all."),
    _play("training_base", 52, 40, 60, "index", "Training without the coalition's units."),
    _play("training_gain", 40, 20, 50, "index", "Most that coalition training adds."),
    _play("equipment_base", 40, 25, 55, "index", "Equipment without aid, packages or joint lines."),
    _play("equipment_packages", 25, 10, 40, "index", "Most that regeneration packages add."),
    _play("equipment_scale", 6, 3, 12, "packages", "Packages that bring 63 % of that."),
    _play("equipment_joint", 8, 3, 15, "index", "Gain from a joint production line."),
    _play("equipment_aid", 25, 10, 40, "index", "Most that money for the army adds in equipment."),
    _play("aid_scale", 2000, 1000, 4000, "EUR m a month",
          "Aid that brings 63 % of its effect.",
          "order of magnitude of European military aid in 2025 by the Kiel Institute "
          "(public source); shape for play"),
    _play("money_base", 40, 25, 55, "index", "Money pillar without pledges in the exercise."),
    _play("money_gain", 50, 30, 60, "index",
          "Most that pledges for the army add to the money pillar."),
    _play("pillar_rate", 0.12, 0.05, 0.3, "share a turn",
          "Speed at which a pillar follows its means."),
    _play("army_rate", 0.2, 0.1, 0.5, "share a turn",
          "Speed at which the army follows its weakest pillar."),
    _play("army_step", 2.5, 1, 5, "index a turn", "Most that the army grows or shrinks in a turn."),
    _play("air_defence_base", 48, 35, 60, "index", "Air defence on what Ukraine receives anyway."),
    _play("air_defence_packages", 30, 15, 45, "index", "Most that interceptor packages add."),
    _play("air_defence_scale", 4, 2, 8, "packages", "Packages that bring 63 % of that."),
    _play("air_defence_shared", 8, 3, 15, "index", "Gain from one shared air picture."),
    _play("air_defence_rate", 0.15, 0.05, 0.4, "share a turn",
          "Speed at which air defence follows."),
)

_SOCIETY = (
    _play("energy_winter", 42, 25, 55, "index",
          "State of the grid that a winter brings without strikes."),
    _play("energy_spring", 56, 45, 70, "index",
          "State of the grid that a spring brings without strikes."),
    _play("energy_summer", 62, 50, 75, "index",
          "State of the grid that a summer brings without strikes."),
    _play("energy_autumn", 54, 40, 65, "index",
          "State of the grid that an autumn brings without strikes."),
    _play("energy_rate", 0.12, 0.05, 0.3, "share a turn", "Speed of repair and wear of the grid."),
    _play("energy_reference", 50, 40, 60, "index", "Grid at which society is unmoved."),
    _play("plant_base", 10, 0, 25, "index", "Risk at the nuclear plant in calm with a sound grid."),
    _play("plant_tension", 0.35, 0.1, 0.7, "index per index",
          "Risk per point of tension across the reservoir."),
    _play("plant_grid", 0.3, 0.1, 0.6, "index per index", "Risk per point of a failing grid."),
    _play("plant_rate", 0.2, 0.1, 0.5, "share a turn", "Speed at which the risk follows."),
    _play("refugee_energy", 40, 25, 50, "index", "Grid below which people leave."),
    _play("refugee_harm", 30, 20, 50, "index", "Harm above which people leave."),
    _play("refugee_plant", 60, 45, 80, "index", "Risk at the plant above which people leave."),
    _play("refugee_rate", 4, 1, 10, "thousand a month", "People who leave per point of trouble."),
    _play("refugee_pace", 0.3, 0.1, 0.6, "share a turn", "Speed at which the flow follows."),
    _play("resilience_base", 55, 45, 65, "index", "Resilience when all stands at reference."),
    _play("resilience_energy", 0.4, 0.2, 0.7, "index per index",
          "Resilience per point of the grid."),
    _play("resilience_politics", 0.25, 0.1, 0.5, "index per index",
          "Resilience per point of stability."),
    _play("resilience_info", 0.15, 0.05, 0.4, "index per index", "Resilience per point of trust."),
    _play("resilience_harm", 0.25, 0.1, 0.5, "index per index",
          "Resilience lost per point of harm."),
    _play("resilience_breach", 4, 1, 8, "index", "Resilience lost to each broken sector."),
    _play("resilience_rate", 0.12, 0.05, 0.3, "share a turn", "Speed at which resilience follows."),
    _play("harm_reference", 20, 10, 30, "index", "Harm at which society is unmoved."),
    _play("politics_reference", 60, 50, 70, "index",
          "Stability in Kyiv when all stands at reference."),
    _play("politics_resilience", 0.35, 0.1, 0.6, "index per index",
          "Stability per point of resilience."),
    _play("politics_info", 0.15, 0.05, 0.4, "index per index", "Stability per point of trust."),
    _play("politics_pressure", 0.25, 0.1, 0.5, "index per index",
          "Stability lost per point of American pressure."),
    _play("politics_rate", 0.12, 0.05, 0.3, "share a turn", "Speed at which stability follows."),
    _play("consent_politics", 20, 10, 30, "index",
          "Stability below which consent may be withdrawn."),
    _play("consent_chance", 0.15, 0.05, 0.4, "chance",
          "Chance of a withdrawal in a turn of deep crisis."),
)

_ECONOMY = (
    _play("sanction_base", 55, 45, 65, "index", "Pressure of the sanctions in force at the start."),
    _play("sanction_severity", 0.9, 0.5, 1.2, "index per index",
          "Pressure per point of mean severity."),
    _play("sanction_severity_reference", 50, 40, 60, "index",
          "Severity of the sanctions in force at the start."),
    _play("sanction_rate", 0.25, 0.1, 0.5, "share a turn",
          "Speed at which pressure follows severity."),
    _play("revenue_base", 60, 50, 70, "index", "Russian revenue under the sanctions of the start."),
    _play("revenue_sanctions", 0.6, 0.3, 1, "index per index",
          "Revenue lost per point of pressure."),
    _play("revenue_price", 0.4, 0.1, 0.8, "index per index",
          "Revenue per point of the energy price."),
    _play("revenue_rate", 0.3, 0.15, 0.5, "share a turn",
          "Speed at which revenue follows: a lag of two to three turns.",
          "brief: lag of two turns [seed 004]; shape for play"),
    _play("price_rate", 0.1, 0.05, 0.3, "share a turn",
          "Speed at which energy prices come to rest."),
    _play("sea_base", 58, 40, 70, "index",
          "Freedom of the corridor without patrols and escalation."),
    _play("sea_gain", 40, 20, 50, "index", "Most that patrols and mine clearing add."),
    _play("sea_scale", 15, 8, 30, "points", "Naval points that bring 63 % of that."),
    _play("sea_escalation", 0.2, 0.05, 0.5, "index per index",
          "Freedom lost per point of escalation."),
    _play("sea_rate", 0.15, 0.05, 0.4, "share a turn", "Speed at which the corridor follows."),
)

UKRAINE: tuple[Entry, ...] = _ARMY + _SOCIETY + _ECONOMY
"""Ukraine, its army, society and energy, and the economy of the war."""
