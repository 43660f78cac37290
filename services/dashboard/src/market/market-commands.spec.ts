import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { topics, type AuditEvent, type Command, type CommandResultInput } from '@lodestream/records';
import { Secret } from '@lodestream/service-kit';
import { FakeEventBus } from '@lodestream/streaming';
import { eventually } from '@lodestream/test-stack';
import { DashboardUnderTest } from '../../test/dashboard-under-test.js';
import { aStatus } from '../../test/samples.js';

const tokens = { anna: 'canary-anna-0123456789', hall: 'canary-hall-0123456789' };
const bus = new FakeEventBus();
let under: DashboardUnderTest;

beforeAll(async () => {
  const access_tokens = [
    { name: 'anna', role: 'operator' as const, token: Secret.of(tokens.anna) },
    { name: 'hall', role: 'viewer' as const, token: Secret.of(tokens.hall) },
  ];
  under = await DashboardUnderTest.open({ bus, settings: { access_tokens } });
  const [timestamp, none] = [
    Date.now(),
    { since: null, last_answer_at: null, last_error: null, paused_until: null, paused_by: null, paused_reason: null },
  ];
  const integrations = [{ id: 'market:coingecko', state: 'up' as const, ...none, budget: null }];
  await under.send('serviceStatus', [['market-polling/a', aStatus('market-polling', { instance: 'a', timestamp, integrations })]]);
  const price = { timestamp, observed_at: timestamp, source: 'coingecko', coin: { id: 'litecoin' }, interval_ms: 300_000 };
  await under.send('marketData', [['litecoin', topics.marketData.codec.create(price)]]);
  await eventually(async () => {
    const { coins, sources } = (await ask('', undefined)).body as { coins: unknown[]; sources: unknown[] };
    expect([coins.length, sources.length]).toEqual([1, 1]);
  });
});
afterAll(() => under.close());

const ask = (path: string, body: object | undefined, who: keyof typeof tokens = 'anna') =>
  under.get(`/api/v1/market${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${tokens[who]}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const [source, coin] = ['/sources/market:coingecko/commands', '/coins/litecoin/commands'];

async function everything<T>(topic: { readonly name: string; readonly codec: { decode(value: Buffer): T } }): Promise<T[]> {
  const name = `mining.${topic.name}`;
  const ends = await bus.admin.offsetsOf(name);
  const batches = await Promise.all(ends.map(({ partition, logStart }) => bus.read({ topic: name, partition, offset: logStart }, 1_000)));
  return batches.flatMap(({ messages }) => messages.map(({ value }) => topic.codec.decode(value!)));
}
const commands = (): Promise<Command[]> => everything(topics.commands);
const audit = (): Promise<AuditEvent[]> => everything(topics.auditEvents);

describe('an operator', () => {
  it.each([
    { path: source, body: { action: 'poll_now' }, subject: 'market:coingecko', kind: 'source', given: {} },
    { path: source, body: { action: 'pause_polling', minutes: 30 }, subject: 'market:coingecko', kind: 'source', given: { minutes: '30' } },
    { path: source, body: { action: 'resume_polling' }, subject: 'market:coingecko', kind: 'source', given: {} },
    { path: coin, body: { action: 'pin_price', usd: 1.5 }, subject: 'coin:litecoin', kind: 'coin', given: { usd: '1.5' } },
    { path: coin, body: { action: 'unpin_price' }, subject: 'coin:litecoin', kind: 'coin', given: {} },
  ])('asks for $body, which is on the stream and in the audit', async ({ path, body, subject, kind, given }) => {
    const answer = await ask(path, { ...body, reason: 'It looks odd.' });
    expect([answer.status, answer.body]).toEqual([
      202,
      expect.objectContaining({ miner_id: subject, action: body.action, requested_by: 'anna', outcome: null }),
    ]);
    const command = (await commands()).find(({ command_id }) => command_id === answer.body.command_id);
    expect(command).toMatchObject({ miner_id: subject, step: 'approved', reason: 'It looks odd.', needs_approval: false });
    expect(command!.arguments).toEqual(given);
    const event = (await audit()).find(({ correlation_id }) => correlation_id === answer.body.command_id);
    const action = `polling.${body.action}`;
    expect(event).toMatchObject({ actor: 'anna', action, subject_kind: kind, subject, outcome: 'done', after: given, origin: 'api' });
  });

  it('sees on the page what was asked for last, by whom, when, why and what came of it, from the command line too', async () => {
    const { body: asked } = await ask(coin, { action: 'pin_price', usd: 2, minutes: 15, reason: 'A test.' });
    const [own] = (await ask('', undefined)).body.overrides;
    expect(own).toMatchObject({ miner_id: 'coin:litecoin', action: 'pin_price', arguments: { usd: '2', minutes: '15' } });
    expect(own).toMatchObject({ why: 'A test.', requested_by: 'anna', requested_at: asked.requested_at, outcome: null });
    const typed = topics.commands.codec.create({
      ...(await commands())[0]!,
      command_id: 'typed',
      requested_by: 'root',
      timestamp: Date.now() + 1,
    });
    const { miner_id, action, timestamp } = typed;
    const ended = {
      command_id: 'typed',
      miner_id,
      action,
      timestamp,
      started_at: timestamp,
      instance: 'one',
      outcome: 'refused',
      detail: 'No.',
    };
    await under.send('commands', [[miner_id, typed]]);
    await under.send('commandResults', [[miner_id, topics.commandResults.codec.create(ended as CommandResultInput)]]);
    await eventually(async () => {
      const [first, second] = (await ask('', undefined)).body.overrides;
      expect(first).toMatchObject({ command_id: 'typed', requested_by: 'root', outcome: 'refused', detail: 'No.' });
      expect(second.command_id).toBe(asked.command_id);
    });
  });

  it.each([
    { path: source, body: { action: 'reboot' }, field: 'action' },
    { path: source, body: { action: 'pin_price' }, field: 'action' },
    { path: source, body: { action: 'pause_polling', minutes: 0 }, field: 'minutes' },
    { path: source, body: { action: 'poll_now', force: true }, field: 'force' },
    { path: source, body: { action: 'resume_polling', minutes: 5 }, field: 'minutes' },
    { path: coin, body: { action: 'unpin_price', usd: 5 }, field: 'usd' },
    { path: coin, body: { action: 'pin_price' }, field: 'usd' },
    { path: coin, body: { action: 'pin_price', usd: 0 }, field: 'usd' },
    { path: coin, body: { action: 'pin_price', usd: '5' }, field: 'usd' },
    { path: coin, body: { action: 'pin_price', usd: 5, minutes: 10_081 }, field: 'minutes' },
  ])('is told that $field is wrong in $body', async ({ path, body, field }) => {
    const answer = await ask(path, body);
    expect([answer.status, answer.body.errors.map((one: { field: string }) => one.field)]).toEqual([400, [field]]);
  });

  it('can ask nothing of a source or a coin that is not followed', async () => {
    expect((await ask('/sources/market:nobody/commands', { action: 'poll_now' })).status).toBe(404);
    expect((await ask('/coins/nonesuch/commands', { action: 'pin_price', usd: 1 })).status).toBe(404);
  });
});

describe('a viewer', () => {
  it('may ask for nothing, and the audit says that it was tried', async () => {
    const before = (await commands()).length;
    expect((await ask(coin, { action: 'pin_price', usd: 1 }, 'hall')).status).toBe(403);
    expect((await commands()).length).toBe(before);
    expect((await audit()).find(({ actor }) => actor === 'hall')).toMatchObject({
      outcome: 'refused',
      action: 'polling.pin_price',
      subject_kind: 'coin',
      subject: 'coin:litecoin',
    });
  });
});
