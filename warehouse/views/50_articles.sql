-- Without the order, which would hold every text in memory: what is written as Parquet.
CREATE VIEW data.current_articles AS
WITH states AS (
    SELECT article_id, revision, min(happened_at) FILTER (state = 'new') AS first_seen_at,
           max(happened_at) FILTER (state = 'done') AS done_at
    FROM data.article_states GROUP BY ALL
), found AS (
    SELECT article_id, revision, count(*) AS facts FROM data.facts WHERE known_to IS NULL AND NOT gone GROUP BY ALL
), stories AS (
    SELECT article_id, min(story_id) AS story_id FROM data.observations
    WHERE known_to IS NULL AND NOT gone GROUP BY ALL
)
SELECT a.article_id, a.revision, a.name, a.title, a.author, coalesce(p.name, a.publisher, a.publisher_id) AS publisher,
       a.publisher_id, a.source_id, a.url, a.language, a.published_at, a.published_precision, a.published_basis,
       a.fetched_at, s.first_seen_at, CASE WHEN s.done_at IS NULL THEN 'new' ELSE 'done' END AS state,
       coalesce(f.facts, 0) AS facts, t.story_id, length(a.text) AS characters, a.text
FROM data.articles a
LEFT JOIN states s USING (article_id, revision)
LEFT JOIN found f USING (article_id, revision)
LEFT JOIN stories t USING (article_id)
LEFT JOIN data.publishers p ON p.publisher_id = a.publisher_id AND p.known_to IS NULL
WHERE a.known_to IS NULL AND NOT a.gone;

CREATE VIEW articles AS FROM data.current_articles ORDER BY published_at DESC, article_id, revision;

COMMENT ON VIEW articles IS 'Every revision of every article we have read.';
COMMENT ON COLUMN articles.article_id IS 'The article; the same for all its revisions';
COMMENT ON COLUMN articles.revision IS 'Which edition of the article, from 1';
COMMENT ON COLUMN articles.name IS 'What a person calls it: its file''s name, or the id its record came with';
COMMENT ON COLUMN articles.title IS 'Its headline';
COMMENT ON COLUMN articles.author IS 'Who wrote it';
COMMENT ON COLUMN articles.publisher IS 'Who published it';
COMMENT ON COLUMN articles.publisher_id IS 'The publisher, as in the catalogue; empty for one it does not know';
COMMENT ON COLUMN articles.source_id IS 'The source it came from';
COMMENT ON COLUMN articles.url IS 'Where it is';
COMMENT ON COLUMN articles.language IS 'Its language, as en';
COMMENT ON COLUMN articles.published_at IS 'When it was published; the middle of the interval where only a day, month or year is known';
COMMENT ON COLUMN articles.published_precision IS 'How exactly that is known: minute, day, month, year or interval';
COMMENT ON COLUMN articles.published_basis IS 'How it was found: json-ld, meta, text, feed, curated, estimated ...';
COMMENT ON COLUMN articles.fetched_at IS 'When its page was fetched; empty for a file';
COMMENT ON COLUMN articles.first_seen_at IS 'When this revision was first recorded';
COMMENT ON COLUMN articles.state IS 'new until its facts are loaded, then done';
COMMENT ON COLUMN articles.facts IS 'Figures found in it';
COMMENT ON COLUMN articles.story_id IS 'Copies of one text share a story; empty where nothing in it is tracked';
COMMENT ON COLUMN articles.characters IS 'Length of its text';
COMMENT ON COLUMN articles.text IS 'Its text';
