-- What of a text is compared to find its copies: one digest of all its words, and some of their runs as numbers.
-- Made from the text alone, so it may be made anew: what has none is given one before texts are compared.

CREATE TABLE sketches (article_id VARCHAR, revision INTEGER, words VARCHAR, shingles UINTEGER[]);
