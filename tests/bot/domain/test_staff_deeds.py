"""Who may ask about claims and who may answer patients, for everybody whom a platform can name."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.policy import Staff
from bot.domain.staff import Deed, Membership, barred

DANA = Membership("U1", on_desk=True)
EVERYBODY = Staff()


def test_full_members_may_ask_and_those_of_the_desk_may_answer() -> None:
    assert barred(DANA, Deed.ASK, EVERYBODY) == barred(DANA, Deed.ANSWER, EVERYBODY) == ""
    elsewhere = replace(DANA, on_desk=False)
    assert barred(elsewhere, Deed.ASK, EVERYBODY) == ""
    assert barred(elsewhere, Deed.ANSWER, EVERYBODY) == "you are not a member of the billing desk's channel"


@pytest.mark.parametrize("deed", list(Deed))
def test_where_the_office_names_people_or_groups_it_is_only_those(deed: Deed) -> None:
    named = Staff(askers=("U1", "S1"), specialists=("U1", "S1"))
    stranger = Membership("U2", on_desk=True)
    assert barred(DANA, deed, named) == ""
    assert barred(replace(stranger, groups=frozenset({"S1"})), deed, named) == ""
    assert barred(stranger, deed, named) == "you are not among those whom the office has named for this"
    assert named.groups == {"S1"}


@given(
    st.builds(
        Membership,
        id=st.just("U1"),
        active=st.booleans(),
        app=st.booleans(),
        outsider=st.booleans(),
        guest=st.booleans(),
        on_desk=st.just(True),
    ),
    st.sampled_from(Deed),
)
def test_guests_outsiders_apps_and_the_deactivated_never_may_even_when_they_are_named(
    who: Membership, deed: Deed
) -> None:
    named = Staff(askers=("U1",), specialists=("U1",))
    ours = who.active and not (who.app or who.outsider or who.guest)
    assert (barred(who, deed, named) == "") is ours
