"""Statistics of a class report, beside published examples and other implementations."""

from __future__ import annotations

import math
import warnings

import numpy as np
import pytest

from nastava.reports import statistics as items
from nastava.reports import statistics_certainty as certainty
from nastava.reports import statistics_groups as group
from nastava.reports import statistics_reliability as rely
from nastava.reports.statistics_distributions import beta_cdf, chi2_tail, f_quantile

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    pingouin = pytest.importorskip("pingouin")
    import pandas as pd
    from scipy import stats
    from sklearn.metrics import brier_score_loss
    from statsmodels.stats.contingency_tables import StratifiedTable

#: A perfect scale of three items and four students, small enough to be worked by hand.
GUTTMAN = np.array([[1, 1, 1], [1, 1, 0], [1, 0, 0], [0, 0, 0]], dtype=float)
NAN = float("nan")


@pytest.fixture(scope="module")
def answers() -> np.ndarray:
    """Right and wrong answers of 200 students to twelve items, of differing strength and difficulty."""
    random = np.random.default_rng(20231120)
    strength, hardness = random.normal(size=(200, 1)), np.linspace(-1.5, 1.5, 12)
    return (random.random((200, 12)) < 1 / (1 + np.exp(hardness - 1.3 * strength))).astype(float)


@pytest.fixture(scope="module")
def partial(answers: np.ndarray) -> np.ndarray:
    """The same with partial credit."""
    random = np.random.default_rng(1)
    return np.round(2 * answers * random.choice([0.5, 0.75, 1], size=answers.shape), 2)


def test_item_rest_is_scipys_point_biserial(answers: np.ndarray) -> None:
    """For right/wrong items it is the corrected point-biserial."""
    ours = items.item_rest(answers)
    for k in range(answers.shape[1]):
        rest = np.delete(answers, k, axis=1).sum(axis=1)
        assert ours[k] == pytest.approx(stats.pointbiserialr(answers[:, k], rest).statistic, abs=1e-12)


def test_item_rest_and_facility_are_girths(answers: np.ndarray) -> None:
    """Another implementation of classical test theory gives the same."""
    girth = pytest.importorskip("girth")
    theirs = girth.classical_test_statistics(answers.T.astype(int), start_value=0, stop_value=1)
    assert items.facility(answers, np.ones(12)) == pytest.approx(theirs["Mean"], abs=1e-6)
    assert items.item_rest(answers) == pytest.approx(theirs["Item-Score Correlation"], abs=1e-6)


def test_item_rest_of_partial_credit_is_pingouins(partial: np.ndarray) -> None:
    """Points between none and all are correlated as they are."""
    rest = np.delete(partial, 3, axis=1).sum(axis=1)
    theirs = pingouin.corr(partial[:, 3], rest)["r"].iloc[0]
    assert items.item_rest(partial)[3] == pytest.approx(theirs, abs=1e-6)


def test_alpha_and_its_interval_are_pingouins(partial: np.ndarray) -> None:
    """Cronbach's alpha with Feldt's interval."""
    for confidence in (0.9, 0.95):
        theirs, (low, high) = pingouin.cronbach_alpha(pd.DataFrame(partial), ci=confidence)
        assert rely.cronbach_alpha(partial) == pytest.approx(theirs, abs=1e-9)
        ours = rely.feldt_interval(rely.cronbach_alpha(partial), *partial.shape, confidence)
        assert ours == pytest.approx((low, high), abs=6e-4)  # pingouin rounds to three places


def test_feldts_interval_is_that_of_scipys_f() -> None:
    """The interval to the last digit, which pingouin rounds away."""
    value, n, k = 0.73, 87, 14
    low, high = rely.feldt_interval(value, n, k, 0.95)
    d1, d2 = n - 1, (n - 1) * (k - 1)
    assert low == pytest.approx(1 - (1 - value) * stats.f.ppf(0.975, d1, d2), abs=1e-9)
    assert high == pytest.approx(1 - (1 - value) * stats.f.ppf(0.025, d1, d2), abs=1e-9)


def test_kr20_is_alpha_of_right_and_wrong(answers: np.ndarray) -> None:
    """The two coefficients are one where every item is right or wrong; pingouin agrees."""
    theirs, _interval = pingouin.cronbach_alpha(pd.DataFrame(answers))
    assert rely.kr20(answers) == pytest.approx(theirs, abs=1e-9)
    assert rely.kr20(GUTTMAN) == pytest.approx(0.75, abs=1e-12)  # 3/2 × (1 − 0.625/1.25), by hand


def test_reliability_names_its_coefficient(answers: np.ndarray, partial: np.ndarray) -> None:
    """KR-20 for right/wrong items of equal points, alpha for all others."""
    ones = np.ones(12)
    assert rely.reliability(answers, ones).coefficient == "KR-20"
    assert rely.reliability(partial, 2 * ones).coefficient == "Cronbach's alpha"
    assert not rely.reliability(answers, ones).few_items
    assert rely.reliability(answers[:, :9], ones[:9]).few_items


def test_the_standard_error_of_measurement_is_the_textbooks() -> None:
    """A standard deviation of 15 and a reliability of 0.91 make 4.5 points, as textbooks on IQ have it."""
    totals = 100 + 15 * np.array([-1, 1]) / np.sqrt(2)
    assert rely.standard_error(totals, 0.91) == pytest.approx(4.5, abs=1e-9)


@pytest.mark.parametrize("d1, d2", [(1, 1), (5, 2), (199, 2189), (4999, 94981)])
def test_quantiles_are_scipys(d1: int, d2: int) -> None:
    """Quantiles of F and the tail of chi-squared, small and large."""
    for share in (0.025, 0.5, 0.975):
        assert f_quantile(share, d1, d2) == pytest.approx(stats.f.ppf(share, d1, d2), rel=1e-7)
    assert beta_cdf(0.3, d1, d2) == pytest.approx(stats.beta.cdf(0.3, d1, d2), abs=1e-10)
    assert chi2_tail(d1) == pytest.approx(stats.chi2.sf(d1, 1), abs=1e-12)


def test_mantel_haenszel_is_statsmodels(answers: np.ndarray) -> None:
    """Odds ratio, its error and the corrected chi-squared."""
    random = np.random.default_rng(2)
    focal = random.random(len(answers)) < 0.4
    right = answers[:, 4] * (random.random(len(answers)) < np.where(focal, 0.6, 1))
    total = np.delete(answers, 4, axis=1).sum(axis=1)
    tables = []
    for level in np.unique(total):
        cells = [
            [((right == hit) & (focal == who) & (total == level)).sum() for hit in (1, 0)]
            for who in (False, True)
        ]
        if all(map(sum, cells)):
            tables.append(cells)
    theirs = StratifiedTable([np.array(one, dtype=float) for one in tables])
    ours = group.mantel_haenszel(right, total, focal)
    assert ours.odds == pytest.approx(theirs.oddsratio_pooled, rel=1e-9)
    assert ours.error / 2.35 == pytest.approx(theirs.logodds_pooled_se, rel=1e-9)
    assert ours.chi2 == pytest.approx(theirs.test_null_odds(correction=True).statistic, rel=1e-9)
    assert ours.p == pytest.approx(theirs.test_null_odds(correction=True).pvalue, rel=1e-6)
    assert ours.delta == pytest.approx(-2.35 * math.log(ours.odds))


def test_a_group_that_had_it_all_wrong_is_told() -> None:
    """The largest difference of all is no reason to say nothing."""
    focal = np.repeat([False, True], 30)
    right = np.where(focal, 0, np.tile([1, 1, 0], 20))
    found = group.mantel_haenszel(right, np.zeros(60), focal)
    assert (found.odds, found.delta, found.klass) == (math.inf, -math.inf, "C")
    assert group.mantel_haenszel(1 - right, np.zeros(60), focal).delta == math.inf


@pytest.mark.parametrize(
    "delta, error, p, klass",
    [(0.9, 0.1, 0.001, "A"), (2.0, 1.2, 0.2, "A"), (-1.2, 0.3, 0.01, "B"), (1.6, 0.5, 0.01, "B"),
     (-1.8, 0.3, 0.001, "C")],
)  # fmt: skip
def test_classes_are_those_of_ets(delta: float, error: float, p: float, klass: str) -> None:
    """A negligible, C large and surely so, B between."""
    assert group._class(delta, error, p) == klass


def test_brier_is_sklearns_and_its_parts_add_up() -> None:
    """The score is its calibration, less resolution, plus uncertainty (Murphy)."""
    random = np.random.default_rng(3)
    levels = random.integers(1, 4, 500)
    claimed = np.array([certainty.PROBABILITY[level] for level in levels])
    right = (random.random(500) < 0.8 * claimed).astype(float)
    ours = certainty.calibration(levels, right)
    assert ours.brier == pytest.approx(brier_score_loss(right, claimed), abs=1e-12)
    base = right.mean()
    resolution = sum(one.count * (one.right - base) ** 2 for one in ours.bins) / 500
    assert ours.brier == pytest.approx(ours.calibration - resolution + base * (1 - base), abs=1e-12)
    assert ours.bias > 0


def test_the_discrimination_index_is_worked_by_hand() -> None:
    """Eleven students: the three strongest against the three weakest (27 % of 11)."""
    right = np.array([1, 1, 1, 0, 1, 0, 1, 0, 1, 0, 0], dtype=float)
    others = np.arange(11, 0, -1, dtype=float)
    index = items.discrimination_index(np.column_stack([right, 10 * others]), [1, 110])
    assert index[0] == pytest.approx(3 / 3 - 1 / 3)


def test_the_order_of_students_plays_no_part(answers: np.ndarray) -> None:
    """Equal students at the border of a group count in part."""
    shuffled = np.random.default_rng(4).permutation(answers)
    first, second = (items.discrimination_index(one, np.ones(12)) for one in (answers, shuffled))
    assert first == pytest.approx(second, abs=1e-12)


def test_the_distractor_table_says_who_chose_what() -> None:
    """Counts, shares and the mean of those who chose each; who answered nothing is not counted."""
    chosen = [[1, 0, 0], [1, 0, 0], [0, 1, 0], [NAN, NAN, NAN]]
    rows = items.distractors(chosen, [0.9, 0.7, 0.4, 0.1], ["a", "b", "c"], [True, False, False])
    assert [row.count for row in rows] == [2, 1, 0]
    assert [row.share for row in rows] == pytest.approx([2 / 3, 1 / 3, 0])
    assert rows[0].mean_rest == pytest.approx(0.8)
    assert rows[1].mean_rest == pytest.approx(0.4)
    assert math.isnan(rows[2].mean_rest)


def test_blanks_are_told_from_what_was_not_reached() -> None:
    """A gap before a later answer is a blank, the gaps at the end were not reached."""
    given = [[True, False, True, False, False], [False] * 5]
    assert items.not_reached(given).tolist() == [[False, False, False, True, True], [True] * 5]


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    "scores", [np.zeros((0, 3)), np.ones((1, 3)), np.ones((40, 3)), np.full((5, 3), NAN)],
    ids=["nobody", "one student", "everyone right", "nothing reached"],
)  # fmt: skip
def test_what_has_no_meaning_is_nan_without_a_warning(scores: np.ndarray) -> None:
    """Nobody, one student, no variance, nothing reached."""
    assert np.isnan(items.item_rest(scores)).all()
    items.facility(scores, np.ones(3)), items.discrimination_index(scores, np.ones(3))
    items.median_time(scores), items.distractors(scores, np.zeros(len(scores)), "abc", [True, False, False])
    assert rely.reliability(scores, np.ones(3)) is None
    assert group.mantel_haenszel(scores[:, 0], np.zeros(len(scores)), np.zeros(len(scores), bool)) is None
    assert certainty.calibration(scores[:0, 0], scores[:0, 0]) is None
