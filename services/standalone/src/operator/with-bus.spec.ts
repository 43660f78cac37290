import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { systemClock, TransientError } from '@lodestream/component';
import { topics, type AuditEvent } from '@lodestream/records';
import { HealthRegistry, ManagementServer } from '@lodestream/service-kit';
import { DeadLetterWriter, EmbeddedEventBus } from '@lodestream/streaming';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { operatorOperations } from './operations.js';
import { withDeadLetters, withTopics } from './with-bus.js';

const prefix = 'mining.';
let folder: string;
let bus: EmbeddedEventBus;
let management: ManagementServer;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lodestream-operator-'));
  bus = new EmbeddedEventBus({ directory: join(folder, 'data', 'bus'), clock: systemClock });
  const health = new HealthRegistry();
  management = new ManagementServer({
    host: '127.0.0.1',
    port: 0,
    health,
    registries: () => [],
    operations: () => operatorOperations(bus, prefix, join(folder, 'data', 'bus')),
  });
});
afterEach(async () => {
  await management.stop();
  await bus.stop();
  await rm(folder, { recursive: true, force: true });
});

/** A running process, and the configuration that both it and the command have. */
async function held(): Promise<{ config: string; profile: 'embedded' }> {
  await bus.start();
  await management.start();
  const { port } = new URL(management.url());
  const config = await mkdtemp(join(folder, 'config-'));
  await writeFile(
    join(config, 'farm.yaml'),
    `general: {data_directory: ${join(folder, 'data')}}\nmanagement: {port: ${port}}\nminers: []\n`,
  );
  return { config, profile: 'embedded' };
}

async function audited(): Promise<AuditEvent[]> {
  const found: AuditEvent[] = [];
  for (const { partition } of await bus.admin.offsetsOf(`${prefix}audit.events`)) {
    const { messages } = await bus.read({ topic: `${prefix}audit.events`, partition, offset: 0 }, 100);
    found.push(...messages.map(({ value }) => topics.auditEvents.codec.decode(value!)));
  }
  return found;
}

describe("an operator's command while a process holds the embedded bus", () => {
  it('has that process apply the topics, and the audit says who asked', async () => {
    const place = await held();
    const first = await withTopics(place, 'make', (desk) => desk.apply());
    expect(first).toContainEqual({ topic: 'mining.miner.telemetry', change: 'created' });
    const again = await withTopics(place, 'make', (desk) => desk.apply());
    expect(new Set(again.map(({ change }) => change))).toEqual(new Set(['none']));
    expect(await withTopics(place, 'refuse', (desk) => desk.list())).toHaveLength(first.length);
    const [event, ...more] = await audited();
    expect(more).toEqual([]);
    expect(event).toMatchObject({ actor: userInfo().username, action: 'topics.apply', origin: 'cli', outcome: 'done' });
    expect(event?.after['mining.miner.telemetry']).toBe('"created"');
  });

  it('lists dead letters there, and sending none back changes nothing that an audit tells of', async () => {
    const place = await held();
    await withTopics(place, 'make', (desk) => desk.apply());
    expect((await withDeadLetters(place, (desk) => desk.list({}, 10))).letters).toEqual([]);
    expect((await withDeadLetters(place, (desk) => desk.replay({}, { again: false, limit: 10 }))).replayed).toEqual([]);
    expect(await audited()).toHaveLength(1);
  });

  it('sends a letter back from there, and the audit says who asked and how many', async () => {
    const place = await held();
    await withTopics(place, 'make', (desk) => desk.apply());
    const message = { offset: 7, timestampMs: 0, key: Buffer.from('m1'), value: Buffer.from('no record'), headers: {} };
    const ended = { kind: 'reject' as const, step: 'decode', reason: 'malformed', cause: 'no record', attempts: 1 };
    await new DeadLetterWriter({ topicPrefix: prefix, clock: systemClock, source: 'spec', publisher: bus }).write([
      { topic: 'mining.miner.telemetry', partition: 0, pipeline: 'telemetry', fate: { message, value: null, ended } },
    ]);
    const report = await withDeadLetters(place, (desk) => desk.replay({ reason: 'malformed' }, { again: false, limit: 10 }));
    expect(report.replayed).toEqual(['telemetry/mining.miner.telemetry/0/7']);
    const replays = (await audited()).filter(({ action }) => action === 'dead_letters.replay');
    expect(replays).toEqual([expect.objectContaining({ actor: userInfo().username, outcome: 'done', subject: 'mining.dead.letters' })]);
    expect(replays[0]?.after).toMatchObject({ replayed: '1', failed: '0', filter: '{"reason":"malformed"}' });
  });

  it('is refused what goes beyond the bounds, before anything is done', async () => {
    const place = await held();
    await withTopics(place, 'make', (desk) => desk.apply());
    const replayed = withDeadLetters(place, (desk) => desk.replay({}, { again: true, limit: 1_000_000 }));
    await expect(replayed).rejects.toThrow(/could not do it: [^{]*limit[^}]*$/);
  });

  it('is told which fields of a request are wrong, with 400', async () => {
    await held();
    const body = JSON.stringify({ actor: 'anna', bus: 'elsewhere', filter: { topic: 7 }, limit: 0 });
    const asked = { method: 'POST', headers: { 'content-type': 'application/json' }, body };
    const answer = await fetch(`${management.url()}/operations/dead-letters.list`, asked);
    const { errors } = (await answer.json()) as { errors: { field: string }[] };
    expect([answer.status, errors.map(({ field }) => field).toSorted()]).toEqual([400, ['filter.topic', 'limit']]);
  });

  it('is refused by a process that holds the bus of another directory', async () => {
    const { config, profile } = await held();
    const other = new EmbeddedEventBus({ directory: join(folder, 'other', 'bus'), clock: systemClock });
    await other.start();
    const applied = withTopics({ config, profile, data: join(folder, 'other') }, 'make', (desk) => desk.apply());
    await expect(applied).rejects.toThrow(/does not hold .*other.*, but .*data/);
    expect(await other.admin.listTopics()).toEqual([]);
    await other.stop();
  });

  it('says where it asked when nobody answers', async () => {
    const place = await held();
    const url = management.url();
    await management.stop();
    const listed = withTopics(place, 'refuse', (desk) => desk.list());
    await expect(listed).rejects.toThrow(TransientError);
    await expect(listed).rejects.toThrow(new RegExp(`${url}.*management.port`));
  });
});

describe("an operator's command where no bus is", () => {
  it.each(['refuse', 'make'] as const)('makes nothing when it is only asked, or when nobody named the place (%s)', async (missing) => {
    const config = await mkdtemp(join(folder, 'config-'));
    await writeFile(join(config, 'farm.yaml'), `general: {data_directory: ${join(folder, 'none')}}\nminers: []\n`);
    const asked = missing === 'refuse' ? { config, profile: 'embedded' as const } : { profile: 'embedded' as const };
    await expect(inFolder(() => withTopics(asked, missing, (desk) => desk.list()))).rejects.toThrow(/no event log in .*--data/);
    expect((await readdir(folder)).filter((name) => !name.startsWith('config-'))).toEqual([]);
  });
});

async function inFolder<T>(work: () => Promise<T>): Promise<T> {
  const before = process.cwd();
  process.chdir(folder);
  try {
    return await work();
  } finally {
    process.chdir(before);
  }
}
