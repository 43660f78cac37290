import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { compareFiles, generatedNotice, writeFiles } from './generated-files.mjs';
import { generateRecords } from './records/generate-records.mjs';

const repository = resolve(import.meta.dirname, '../..');
let root;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lodestream-generate-'));
  await cp(join(repository, 'schemas'), join(root, 'schemas'), { recursive: true });
});

afterEach(() => rm(root, { recursive: true, force: true }));

async function editSchema(name, edit) {
  const path = join(root, 'schemas', name);
  const schema = JSON.parse(await readFile(path, 'utf8'));
  edit(schema);
  await writeFile(path, JSON.stringify(schema));
}

describe('the generated files of this repository', () => {
  it('are current', async () => {
    expect(await compareFiles(repository, await generateRecords(repository))).toEqual([]);
  });

  it('say on their first line what they are', async () => {
    for (const text of (await generateRecords(repository)).files.values()) expect(text.split('\n')[0]).toContain(generatedNotice);
  });
});

describe('comparing', () => {
  it('names each file that is missing, then none once they are written', async () => {
    await rm(join(root, 'schemas/generated'), { recursive: true });
    const set = await generateRecords(root);
    expect((await compareFiles(root, set)).map(({ reason }) => reason)).toEqual(Array(set.files.size).fill('missing'));
    await writeFiles(root, set);
    expect(await compareFiles(root, set)).toEqual([]);
  });

  it('names what a changed schema made stale, and a file no schema makes any more', async () => {
    await writeFiles(root, await generateRecords(root));
    await editSchema('dead_letter.avsc', (schema) =>
      schema.fields.push({
        name: 'note',
        type: ['null', 'string'],
        default: null,
        doc: 'A remark of an operator.',
      }),
    );
    await writeFile(join(root, 'libs/records/src/generated/left.ts'), '// by hand\n');
    expect((await compareFiles(root, await generateRecords(root))).map(({ path, reason }) => `${path}: ${reason}`)).toEqual([
      'libs/records/src/generated/dead-letter.record.ts: stale',
      'libs/records/src/generated/dead-letter.codec.ts: stale',
      'schemas/generated/dead_letter.schema.json: stale',
      'schemas/generated/dead_letter.md: stale',
      'libs/records/src/generated/avro-schemas.ts: stale',
      'libs/records/src/generated/left.ts: left over, no schema makes it any more',
    ]);
  });
});

describe('the command', () => {
  const run = (...args) =>
    spawnSync(process.execPath, [join(import.meta.dirname, 'main.mjs'), '--root', root, ...args], {
      encoding: 'utf8',
      timeout: 20_000,
    });

  it('writes, finds everything current, and with --check fails naming the stale file', async () => {
    expect(run().status).toBe(0);
    expect(run().stdout).toBe('Every generated file is current.\n');
    expect(run('--check').status).toBe(0);
    await writeFile(join(root, 'schemas/generated/dead_letter.md'), 'edited by hand');
    const { status, stderr } = run('--check');
    expect([status, stderr]).toEqual([1, 'schemas/generated/dead_letter.md: stale; run `npm run generate`\n']);
  });
});

describe('a schema that breaks a rule is refused', () => {
  it.each([
    { rule: 'no doc', edit: (s) => delete s.fields[0].doc, expected: /MinerEvent\.timestamp: has no doc/ },
    {
      rule: 'nullable without the default null',
      edit: (s) => delete s.fields[4].default,
      expected: /MinerEvent\.from: a nullable field has the default null/,
    },
    {
      rule: 'another union',
      edit: (s) => (s.fields[2].type = ['string', 'long']),
      expected: /MinerEvent\.miner_id: the only union/,
    },
    {
      rule: 'camelCase',
      edit: (s) => (s.fields[2].name = 'minerId'),
      expected: /MinerEvent\.minerId: fields are snake_case/,
    },
    {
      rule: 'a name every object has',
      edit: (s) => (s.fields[2].name = 'constructor'),
      expected: /MinerEvent\.constructor: fields are/,
    },
    {
      rule: 'a type of no use on the wire',
      edit: (s) => (s.fields[2].type = 'bytes'),
      expected: /bytes is not a type of ours/,
    },
    {
      rule: 'endless depth',
      edit: (s) => (s.fields[4].type = ['null', 'MinerEvent']),
      expected: /MinerEvent\.from: MinerEvent is not a type of ours/,
    },
    { rule: 'a default that does not fit', edit: (s) => (s.fields[7].default = 3), expected: /default/ },
    {
      rule: 'a type name used twice',
      edit: (s) => (s.fields[3].type.name = 'Severity'),
      expected: /the type Severity is defined twice/,
    },
  ])('$rule', async ({ edit, expected }) => {
    await editSchema('miner_event.avsc', edit);
    await expect(generateRecords(root)).rejects.toThrow(expected);
  });
});

describe('topics.yaml', () => {
  it.each([
    {
      from: 'partitions: 24',
      to: 'partitions: 12',
      expected: /fleet\.miners: a topic keyed by miner_id has 24 partitions/,
    },
    {
      from: 'record: miner_event',
      to: 'record: moon',
      expected: /miner\.events: there is no schemas\/moon\.avsc/,
    },
    {
      from: 'retention: 7d',
      to: 'retention: 7 weeks',
      expected: /miner\.telemetry: retention is forever or days/,
    },
    {
      from: 'readers: [dashboard, cli]',
      to: 'readrs: [dashboard, cli]',
      expected: /dead\.letters: has no readers/,
    },
    {
      from: 'writers: []',
      to: 'writers: []\n    record: alert',
      expected: /leases: record is no property of such a topic/,
    },
  ])('refuses $to', async ({ from, to, expected }) => {
    const path = join(root, 'schemas/topics.yaml');
    await writeFile(path, (await readFile(path, 'utf8')).replace(from, to));
    await expect(generateRecords(root)).rejects.toThrow(expected);
  });
});
