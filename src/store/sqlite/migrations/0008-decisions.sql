-- What was decided is kept as a code with its fields. What older versions wrote in sentences is kept as they said it.
ALTER TABLE timeline RENAME COLUMN detail TO decision;
UPDATE timeline SET decision = json_object('code', 'told-before', 'text', decision);

UPDATE incident SET doc = json_set(doc, '$.pageReason',
  json_object('code', 'told-before', 'text', doc ->> '$.pageReason'))
WHERE json_type(doc, '$.pageReason') = 'text';

UPDATE incident SET doc = json_set(doc, '$.unpaged.reason',
  json_object('code', 'told-before', 'text', doc ->> '$.unpaged.reason'))
WHERE json_type(doc, '$.unpaged.reason') = 'text';

UPDATE incident SET doc = json_set(doc, '$.resolution.reason',
  json_object('code', 'told-before', 'text', doc ->> '$.resolution.reason'))
WHERE json_type(doc, '$.resolution.reason') = 'text';

UPDATE incident SET doc = json_set(doc, '$.page.withdrawn',
  json_object('code', 'told-before', 'text', doc ->> '$.page.withdrawn'))
WHERE json_type(doc, '$.page.withdrawn') = 'text';

UPDATE incident SET doc = json_set(doc, '$.page.generations', (
  SELECT json_group_array(json_set(one.value, '$.reason',
    json_object('code', 'told-before', 'text', one.value ->> '$.reason')) ORDER BY one.key)
  FROM json_each(incident.doc, '$.page.generations') AS one
)) WHERE json_type(doc, '$.page.generations') = 'array';

-- The rule of an adoption is a code, and its words stand beside it.
UPDATE incident SET doc = json_set(doc,
  '$.adoption.about', doc ->> '$.adoption.rule',
  '$.adoption.rule', 'told-before')
WHERE json_type(doc, '$.adoption.rule') = 'text';

ALTER TABLE dead_letter RENAME COLUMN reason TO decision;
UPDATE dead_letter SET decision = json_object('code', 'told-before', 'text', decision);

-- Of every entry there is a row: what is there stands as it is, and no row is written anew for this.
ALTER TABLE disposition RENAME COLUMN reason TO said;
ALTER TABLE disposition ADD COLUMN code TEXT NOT NULL DEFAULT 'told-before';
