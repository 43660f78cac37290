import avsc from 'avsc';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { modelOf } from './record-model.mjs';
import { problemsOf } from './schema-rules.mjs';

/** Bytes a record may have at most; a bus carries a little less. */
const maxBytes = 1024 * 1024;

/** Reads every .avsc of a folder, in the order of names. A schema that breaks a rule ends the run, every problem named. */
export async function loadRecords(folder) {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.avsc')).sort();
  const records = await Promise.all(names.map((name) => loadRecord(folder, name)));
  const problems = [...records.flatMap((record) => record.problems), ...doubledNames(records)];
  if (problems.length > 0) throw new Error(`schemas/ breaks its rules:\n  ${problems.join('\n  ')}`);
  return records.map((record) => record.model);
}

async function loadRecord(folder, fileName) {
  const schema = JSON.parse(await readFile(join(folder, fileName), 'utf8'));
  const [, name, major = '1'] = /^([a-z][a-z0-9_]*?)(?:\.v(\d+))?\.avsc$/.exec(fileName) ?? [];
  if (name === undefined) throw new Error(`schemas/${fileName}: a schema is called <record>.avsc or <record>.v<major>.avsc`);
  // Compiling catches what is wrong by Avro's own rules, defaults included.
  avsc.Type.forSchema(schema, { wrapUnions: false });
  const problems = problemsOf(schema).map((problem) => `schemas/${fileName}: ${problem}`);
  if (problems.length > 0) return { problems };
  const record = {
    ...modelOf(schema),
    recordName: name,
    major: Number(major),
    maxBytes,
    schema,
  };
  return {
    problems,
    model: {
      ...record,
      name: major === '1' ? name : `${name}.v${major}`,
      file: fileOf(name, major),
      typeName: record.name,
    },
  };
}

const fileOf = (name, major) => name.replaceAll('_', '-') + (major === '1' ? '' : `-v${major}`);

function doubledNames(records) {
  const all = records.flatMap(({ model }) => (model === undefined ? [] : [...model.types.keys()]));
  return all.filter((name, index) => all.indexOf(name) !== index).map((name) => `the type ${name} is defined twice`);
}
