"""What checks and figures share is fetched once while one answer is made, and no longer."""

from types import SimpleNamespace

import pytest

from plans.shared.answer_cache import answer_cache, fetch_once, is_cached


def asked() -> tuple[SimpleNamespace, list[int]]:
    plan = SimpleNamespace(asked=[])
    return plan, plan.asked


def fetch(plan: SimpleNamespace) -> list[int]:
    plan.asked.append(len(plan.asked))
    return list(plan.asked)


def test_outside_each_is_asked_anew() -> None:
    plan, _times = asked()
    fetch_once(plan, "rows", fetch)
    assert fetch_once(plan, "rows", fetch) == [0, 1]
    assert not is_cached(plan)


def test_inside_it_is_asked_once_also_when_nested() -> None:
    plan, _times = asked()
    with answer_cache(plan):
        fetch_once(plan, "rows", fetch)
        with answer_cache(plan):
            assert fetch_once(plan, "rows", fetch) == [0]
        assert is_cached(plan)
        assert fetch_once(plan, "others", fetch) == [0, 1]
    assert fetch_once(plan, "rows", fetch) == [0, 1, 2]


def test_a_fault_ends_it_too() -> None:
    plan, _times = asked()
    with pytest.raises(ValueError), answer_cache(plan):  # noqa: PT011
        raise ValueError
    assert not is_cached(plan)
