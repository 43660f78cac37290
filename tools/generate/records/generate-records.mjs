import { readFile } from 'node:fs/promises';
import { generatedNotice } from '../generated-files.mjs';
import { loadRecords } from './load-records.mjs';
import { loadTopics } from './load-topics.mjs';
import { renderAvroSchemas } from './render-avro.mjs';
import { renderCodec } from './render-codec.mjs';
import { renderIndex } from './render-index.mjs';
import { renderJsonSchema } from './render-json-schema.mjs';
import { renderReference } from './render-reference.mjs';
import { renderTopics } from './render-topics.mjs';
import { renderTypes } from './render-types.mjs';

const code = 'libs/records/src/generated';
const documents = 'schemas/generated';

/** Everything that follows from schemas/: types, codecs, the topic registry, JSON Schemas and reference pages. */
export async function generateRecords(root) {
  const records = await loadRecords(`${root}/schemas`);
  const { topics, internal } = await loadTopics(`${root}/schemas/topics.yaml`, records);
  const files = new Map();
  const script = (name, text) => files.set(`${code}/${name}`, `// ${generatedNotice}\n${text}`);
  script('codec-runtime.ts', await readFile(new URL('../templates/codec-runtime.ts', import.meta.url), 'utf8'));
  for (const record of records) {
    script(`${record.file}.record.ts`, renderTypes(record));
    script(`${record.file}.codec.ts`, renderCodec(record));
    files.set(`${documents}/${record.name}.schema.json`, renderJsonSchema(record));
    files.set(`${documents}/${record.name}.md`, `<!-- ${generatedNotice} -->\n${renderReference(record, topics)}`);
  }
  script('avro-schemas.ts', renderAvroSchemas(records));
  script('topics.ts', renderTopics(topics, internal));
  script('index.ts', renderIndex(records));
  return { folders: [code, documents], files };
}
