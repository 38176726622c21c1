"""What reading everything again came to, on the terminal."""

from flows.console import print_json, print_table, say, warn
from flows.reprocess_steps import Outcome


def print_outcome(outcome: Outcome, *, as_json: bool) -> None:
    """Tables of facts, texts and metadata that differ, then the totals."""
    if as_json:
        print_json(outcome.model_dump(mode="json") | {"counts": dict(outcome.counts)})
        return
    titles = outcome.titles
    if outcome.differences:
        rows = [[titles[d.article_id], d.what, d.quote, "; ".join(d.changed)] for d in outcome.differences]
        print_table(["article", "fact", "quote", "change"], rows)
    if outcome.texts_changed or outcome.metadata_changed:
        rows = [[titles[article_id], "text", "another text of the same page"] for article_id in outcome.texts_changed]
        rows += [[titles[i], "metadata", "; ".join(changed)] for i, changed in outcome.metadata_changed.items()]
        print_table(["article", "of it", "change"], rows)
    for article_id, trouble in outcome.troubles.items():
        warn(f"{titles[article_id]} ({article_id}): its page could not be used, {trouble}")
    counts = outcome.counts
    say(
        f"{outcome.articles} articles, {outcome.from_pages} of them from their pages:"
        f" {counts['gained']} facts gained, {counts['lost']} lost, {counts['changed']} changed;"
        f" {len(outcome.texts_changed)} texts and the metadata of {len(outcome.metadata_changed)} articles changed"
    )
    if not outcome.accepted:
        say("Nothing was written; `figurewatch reprocess --accept` writes it down and holds the alerts that follow.")
    elif outcome.held:
        say(f"{outcome.held} alerts wait for `figurewatch alerts release`.")
