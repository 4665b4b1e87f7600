-- What a run found, as tables. Offsets are bytes of the file on disk, as in every other record.

CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL);

CREATE TABLE files (
  id INTEGER PRIMARY KEY, path TEXT NOT NULL, status TEXT NOT NULL, stories INTEGER NOT NULL, reason TEXT);

CREATE TABLE notices (id INTEGER PRIMARY KEY, path TEXT NOT NULL, line INTEGER, message TEXT NOT NULL);

CREATE TABLE rules (
  id TEXT PRIMARY KEY, family TEXT NOT NULL, highest TEXT NOT NULL, summary TEXT NOT NULL);

CREATE TABLE stories (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, path TEXT NOT NULL, line INTEGER NOT NULL, title TEXT,
  outlet TEXT, agency TEXT, date TEXT, "group" TEXT NOT NULL, url TEXT);

CREATE TABLE places (
  id INTEGER PRIMARY KEY, story INTEGER NOT NULL REFERENCES stories(id),
  line INTEGER NOT NULL, "column" INTEGER NOT NULL, "start" INTEGER NOT NULL, "end" INTEGER NOT NULL, words TEXT);

CREATE TABLE speakers (id INTEGER PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL);

CREATE TABLE spellings (
  id INTEGER PRIMARY KEY, speaker INTEGER NOT NULL REFERENCES speakers(id), form TEXT NOT NULL,
  times INTEGER NOT NULL);

CREATE TABLE spelling_places (
  spelling INTEGER NOT NULL REFERENCES spellings(id), place INTEGER NOT NULL REFERENCES places(id));

CREATE TABLE roles (
  id INTEGER PRIMARY KEY, speaker INTEGER NOT NULL REFERENCES speakers(id), text TEXT NOT NULL,
  status TEXT NOT NULL, place INTEGER REFERENCES places(id));

CREATE TABLE statements (
  id INTEGER PRIMARY KEY, speaker INTEGER REFERENCES speakers(id), text TEXT, claims INTEGER NOT NULL);

CREATE TABLE claims (
  id INTEGER PRIMARY KEY, story INTEGER NOT NULL REFERENCES stories(id), number INTEGER NOT NULL,
  place INTEGER NOT NULL REFERENCES places(id), statement INTEGER REFERENCES statements(id),
  speaker INTEGER REFERENCES speakers(id), kind TEXT NOT NULL, class TEXT NOT NULL,
  source TEXT, cue TEXT, content TEXT, venue TEXT, relay TEXT, date TEXT, confidence REAL NOT NULL);

CREATE TABLE figures (
  id INTEGER PRIMARY KEY, story INTEGER NOT NULL REFERENCES stories(id),
  place INTEGER NOT NULL REFERENCES places(id), claim INTEGER REFERENCES claims(id),
  speaker INTEGER REFERENCES speakers(id), printed TEXT, value TEXT, low TEXT, high TEXT,
  kind TEXT NOT NULL, unit TEXT, currency TEXT, per TEXT, bound TEXT NOT NULL, role TEXT NOT NULL,
  counts TEXT, modifiers TEXT, scope TEXT, as_of TEXT, modality TEXT NOT NULL, source TEXT);

CREATE TABLE findings (
  id INTEGER PRIMARY KEY, rule TEXT NOT NULL REFERENCES rules(id), severity TEXT NOT NULL,
  confidence REAL NOT NULL, story INTEGER NOT NULL REFERENCES stories(id),
  speaker INTEGER REFERENCES speakers(id), message TEXT NOT NULL, help TEXT NOT NULL,
  cluster TEXT NOT NULL, fingerprint TEXT NOT NULL, event TEXT NOT NULL);

-- `side` is `here` for the places of the finding itself, `other` for what they are held against, `carried` for
-- where copies of the story have it too.
CREATE TABLE finding_places (
  id INTEGER PRIMARY KEY, finding INTEGER NOT NULL REFERENCES findings(id),
  side TEXT NOT NULL CHECK (side IN ('here', 'other', 'carried')), place INTEGER NOT NULL REFERENCES places(id), label TEXT);

-- Why two places were taken for the same thing (`because`), and the values or words compared (`value`).
CREATE TABLE evidence (
  id INTEGER PRIMARY KEY, finding INTEGER NOT NULL REFERENCES findings(id),
  kind TEXT NOT NULL CHECK (kind IN ('because', 'value')), text TEXT NOT NULL);

CREATE VIRTUAL TABLE claims_fts USING fts5(
  content, source, content="claims", content_rowid="id", tokenize='porter unicode61 remove_diacritics 2');

CREATE VIRTUAL TABLE statements_fts USING fts5(
  text, content="statements", content_rowid="id", tokenize='porter unicode61 remove_diacritics 2');

CREATE VIEW who_said_what AS
SELECT claims.id AS claim, stories.date, stories.outlet, stories.name AS story, places.line,
  speakers.name AS speaker, claims.source, claims.cue, claims.content, claims.kind, claims.venue,
  claims.confidence
FROM claims
JOIN stories ON stories.id = claims.story
JOIN places ON places.id = claims.place
LEFT JOIN speakers ON speakers.id = claims.speaker
ORDER BY claims.id;

CREATE VIEW figures_given AS
SELECT figures.id AS figure, figures.printed, figures.bound,
  CASE WHEN figures.kind NOT IN ('date', 'time') THEN CAST(figures.value AS REAL) END AS number,
  figures.value, COALESCE(figures.currency, figures.unit) AS unit, figures.counts, figures.modifiers,
  figures.as_of, speakers.name AS speaker, figures.source, stories.outlet, stories.name AS story,
  places.line, figures.kind
FROM figures
JOIN stories ON stories.id = figures.story
JOIN places ON places.id = figures.place
LEFT JOIN speakers ON speakers.id = figures.speaker
ORDER BY figures.id;

CREATE VIEW findings_side_by_side AS
SELECT findings.id AS finding, findings.severity, findings.rule, findings.message,
  story.name AS story, here.line, here.words,
  other_story.name AS other_story, other.line AS other_line, other.words AS other_words,
  (SELECT group_concat(text, '; ') FROM evidence WHERE finding = findings.id AND kind = 'because') AS because,
  findings.help, findings.fingerprint
FROM findings
JOIN stories AS story ON story.id = findings.story
LEFT JOIN finding_places AS own ON own.id =
  (SELECT min(id) FROM finding_places WHERE finding = findings.id AND side = 'here')
LEFT JOIN places AS here ON here.id = own.place
LEFT JOIN finding_places AS related ON related.finding = findings.id AND related.side = 'other'
LEFT JOIN places AS other ON other.id = related.place
LEFT JOIN stories AS other_story ON other_story.id = other.story
ORDER BY findings.id, related.id;

CREATE VIEW spelled_differently AS
SELECT speakers.name AS speaker, spellings.form, spellings.times,
  group_concat(DISTINCT stories.name) AS stories
FROM spellings
JOIN speakers ON speakers.id = spellings.speaker
JOIN spelling_places ON spelling_places.spelling = spellings.id
JOIN places ON places.id = spelling_places.place
JOIN stories ON stories.id = places.story
WHERE (SELECT count(*) FROM spellings AS all_forms WHERE all_forms.speaker = speakers.id) > 1
GROUP BY spellings.id
ORDER BY speakers.id, spellings.id;

CREATE VIEW said_in_several_stories AS
SELECT statements.id AS statement, speakers.name AS speaker, statements.text,
  count(DISTINCT claims.story) AS stories, count(DISTINCT stories.outlet) AS outlets,
  min(stories.date) AS first, max(stories.date) AS last
FROM statements
JOIN claims ON claims.statement = statements.id
JOIN stories ON stories.id = claims.story
LEFT JOIN speakers ON speakers.id = statements.speaker
GROUP BY statements.id
HAVING count(DISTINCT claims.story) > 1
ORDER BY outlets DESC, stories DESC, statements.id;

CREATE VIEW speakers_by_claims AS
SELECT speakers.name AS speaker, speakers.kind,
  (SELECT group_concat(DISTINCT roles.text) FROM roles WHERE roles.speaker = speakers.id) AS roles,
  count(claims.id) AS claims, count(DISTINCT claims.story) AS stories,
  count(DISTINCT stories.outlet) AS outlets
FROM speakers
LEFT JOIN claims ON claims.speaker = speakers.id
LEFT JOIN stories ON stories.id = claims.story
GROUP BY speakers.id
ORDER BY count(claims.id) DESC, speakers.id;
