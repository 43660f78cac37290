/**
 * Writes beside each accepted sample of schemas/accepted its Avro binary by the accepted schema, where there is none yet; what is there
 * stays, for it is what writers of that version wrote. `node tools/generate/write-binary-samples.mjs`
 */
import avsc from 'avsc';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const accepted = resolve(import.meta.dirname, '../../schemas/accepted');
const jsonIn = (path) => JSON.parse(readFileSync(path, 'utf8'));

for (const { name } of readdirSync(accepted, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
  const folder = join(accepted, name);
  const type = avsc.Type.forSchema(jsonIn(join(folder, 'schema.avsc')));
  for (const sample of readdirSync(folder).filter((file) => file.endsWith('.json'))) {
    const path = join(folder, sample.replace(/\.json$/, '.bin'));
    // A writer has every field; what a sample leaves away is at its default.
    if (!existsSync(path)) writeFileSync(path, type.toBuffer(type.clone(jsonIn(join(folder, sample)), { fillDefaults: true })));
  }
}
