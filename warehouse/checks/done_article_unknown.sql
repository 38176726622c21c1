-- An article is done that is not stored.
SELECT article_id, revision FROM article_states
WHERE state = 'done' AND article_id NOT IN (SELECT article_id FROM articles)
