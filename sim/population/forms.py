"""Starting forms of the organisations, and the joint groups of those in a municipal cloud."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sim.facts import TYPES
from sim.kernel import kernel
from sim.population.values import FORMS
from sim.replication import Replication
from sim.streams import Purpose, uniform

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

SIZE_CLASSES = ("under_50k", "50k_to_200k", "200k_to_500k", "over_500k")
OWN_SERVER, SINGLE, SHARED, CLOUD = (
    FORMS.index(name) for name in ("own_server", "single_data_centre", "shared_hardware", "municipal_cloud")
)
PREFECTURE = TYPES.index("prefecture")
GROUPS_PER_PREFECTURE = 100
"""Numbers of joint groups are prefecture x 100 + place: below all codes of organisations."""
FAR = 1_000_000_000
"""Further groups of a prefecture (a roster repeated for a scale test) are numbered above all codes."""


def forms_and_groups(replication: Replication) -> tuple[Ints, Ints]:
    """Form of each organisation (index into FORMS), and its joint contracting group (-1 where alone)."""
    organisations, p = replication.facts.organisations, replication.p
    cloud = np.array([p[f"organisations.municipal_cloud_share_{name}"] for name in SIZE_CLASSES])
    single = np.array([p[f"organisations.single_data_centre_share_{name}"] for name in SIZE_CLASSES])
    return _forms_and_groups(
        organisations.number,
        organisations.population,
        organisations.type,
        organisations.prefecture,
        cloud,
        single,
        p["organisations.shared_hardware_share"],
        p["organisations.joint_group_size"],
        replication.key(Purpose.FORM),
        replication.key(Purpose.JOINT),
    )


@kernel
def _forms_and_groups(
    code: Ints,
    residents: Ints,
    type_: Ints,
    prefecture: Ints,
    cloud: Floats,
    single: Floats,
    shared: float,
    group_size: float,
    form_key: int,
    joint_key: int,
) -> tuple[Ints, Ints]:
    form, group = np.empty(code.size, np.int64), np.full(code.size, -1, np.int64)
    members = np.zeros(48, np.int64)
    for i in range(code.size):
        of_size = _size_class(residents[i])
        u = uniform(form_key, code[i], 0, 0)
        form[i] = _form(u, cloud[of_size], single[of_size], shared)
        if type_[i] == PREFECTURE:  # prefectures run their own servers
            form[i] = OWN_SERVER
        if form[i] == CLOUD:
            members[prefecture[i]] += 1
    for i in range(code.size):
        if form[i] == CLOUD:
            home = prefecture[i]
            groups = max(1, int(members[home] / group_size + 0.5))
            place = math.floor(uniform(joint_key, code[i], 0, 0) * groups)
            group[i] = home * GROUPS_PER_PREFECTURE + place
            if place >= GROUPS_PER_PREFECTURE:
                group[i] = home * FAR + place
    return form, group


@kernel
def _size_class(residents: int) -> int:
    if residents < 50_000:
        return 0
    if residents < 200_000:
        return 1
    return 2 if residents < 500_000 else 3


@kernel
def _form(u: float, cloud: float, single: float, shared: float) -> int:
    if u < cloud:
        return CLOUD
    if u < cloud + single:
        return SINGLE
    return SHARED if u < cloud + single + shared else OWN_SERVER
