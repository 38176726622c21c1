"""Short articles of many domains score above their floors, and confidence holds there too."""

from extraction import extract, quantities
from extraction.facts import dollar_of
from extraction.opening import read
from tests import blind_articles
from tests.blind_articles import article_of, catalogue, lexicon, score

FLOORS = {"f1": 0.99, "strict_f1": 0.96, "role": 0.98, "entity": 0.95, "period": 0.96}
PARTED = (
    "its noun stands before it",
    "counts what",
    "counted among",
    "has graduated",
    "people to be hired",
    "a return",
)
"""Rules by which the unit of a figure comes from outside its quote."""


def test_the_articles_score_above_the_floors():
    outcome = score()
    figures = outcome.figures()
    assert not {key: figures[key] for key, floor in FLOORS.items() if figures[key] < floor}, outcome.misses


def test_confident_facts_are_right_and_most_facts_are_confident():
    table = score().by_confidence
    confident = [right for confidence, right in table if confidence >= 0.8]
    assert sum(confident) >= 0.98 * len(confident)
    assert len(confident) >= 0.70 * len(table)


def test_a_quote_read_again_gives_value_unit_and_qualifier():
    total, other = 0, []
    for row in catalogue()["articles"]:
        article = article_of(row)
        dollar = dollar_of(read(article, lexicon()))
        for fact in extract(article, lexicon()).facts:
            if fact.role == "rank" or any(reason.startswith(PARTED) for reason in fact.reasons):
                continue
            total += 1
            again = [(q.value, q.unit, q.qualifier) for q in quantities(fact.quote, lexicon(), dollar)]
            if (fact.value, fact.unit, fact.qualifier) not in again:
                other.append((fact.quote, again))
    assert len(other) <= 0.05 * total, other


def test_no_fact_is_found_in_chinese():
    text = (
        "科学园公布，截至二〇二四年底共有１２００家企业进驻，较上年增加百分之十五。\n"
        "该园2024年吸引投资港币36亿元，创造5,000个职位，其中30%来自海外。首席执行官表示，目标是在2030年前达到2000家。"
    )
    article = article_of({"title": "科学园最新数字", "text": text})
    assert extract(article, blind_articles.lexicon()).facts == ()
