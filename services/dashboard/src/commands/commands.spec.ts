import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TransientError } from '@lodestream/component';
import { topics, type AuditEvent, type Command } from '@lodestream/records';
import { Secret } from '@lodestream/service-kit';
import { FakeEventBus } from '@lodestream/streaming';
import { eventually } from '@lodestream/test-stack';
import { DashboardUnderTest } from '../../test/dashboard-under-test.js';
import { aListed, aReading } from '../../test/samples.js';

class FragileBus extends FakeEventBus {
  away = false;

  override send(...asked: Parameters<FakeEventBus['send']>): ReturnType<FakeEventBus['send']> {
    return this.away ? Promise.reject(new TransientError('no broker', 'connectivity')) : super.send(...asked);
  }
}

const tokens = { anna: 'canary-anna-0123456789', hall: 'canary-hall-0123456789' };
const bus = new FragileBus();
let under: DashboardUnderTest;

beforeAll(async () => {
  const access_tokens = [
    { name: 'anna', role: 'operator' as const, token: Secret.of(tokens.anna) },
    { name: 'hall', role: 'viewer' as const, token: Secret.of(tokens.hall) },
  ];
  under = await DashboardUnderTest.open({ bus, settings: { access_tokens } });
  await under.list(aListed('m1'));
  await under.read(aReading('stray', { observed_at: Date.now() }));
  await eventually(async () => expect((await as('anna', '/api/v1/fleet')).body.miners.total).toBe(1));
});
afterAll(() => under.close());

const as = (who: keyof typeof tokens, path: string, body?: object) =>
  under.get(path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${tokens[who]}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const ask = (body: object, who: keyof typeof tokens = 'anna', miner = 'm1') => as(who, `/api/v1/miners/${miner}/commands`, body);

async function everything<T>(topic: { readonly name: string; readonly codec: { decode(value: Buffer): T } }): Promise<T[]> {
  const name = `mining.${topic.name}`;
  const ends = await bus.admin.offsetsOf(name);
  const batches = await Promise.all(ends.map(({ partition, logStart }) => bus.read({ topic: name, partition, offset: logStart }, 1_000)));
  return batches.flatMap(({ messages }) => messages.map(({ value }) => topic.codec.decode(value!)));
}
const commands = (): Promise<Command[]> => everything(topics.commands);
const audit = (): Promise<AuditEvent[]> => everything(topics.auditEvents);

describe('an operator', () => {
  it('asks for a poll now; the wish is on the stream, and in the audit with who, what, why and from where', async () => {
    const { status, body } = await ask({ action: 'poll_now', reason: 'It looks odd.' });
    expect([status, body]).toEqual([
      202,
      expect.objectContaining({ miner_id: 'm1', action: 'poll_now', requested_by: 'anna', outcome: null }),
    ]);
    const command = (await commands()).find(({ command_id }) => command_id === body.command_id);
    expect(command).toMatchObject({
      step: 'approved',
      requested_by: 'anna',
      decided_by: 'anna',
      reason: 'It looks odd.',
      needs_approval: false,
    });
    const event = (await audit()).find(({ correlation_id }) => correlation_id === body.command_id);
    expect(event).toMatchObject({
      actor: 'anna',
      action: 'polling.poll_now',
      subject_kind: 'miner',
      subject: 'm1',
      outcome: 'done',
      reason: 'It looks odd.',
      origin: 'api',
      address: expect.stringContaining('127.0.0.1'),
    });
  });

  it('is told what came of it', async () => {
    const { body } = await ask({ action: 'pause_polling', minutes: 30 });
    expect((await as('hall', `/api/v1/commands/${body.command_id}`)).body.outcome).toBeNull();
    const result = {
      command_id: body.command_id,
      timestamp: Date.now(),
      miner_id: 'm1',
      action: 'pause_polling',
      outcome: 'succeeded' as const,
      reason: null,
      detail: null,
    };
    const more = { before: {}, after: { paused_for_ms: '1800000' }, started_at: null, duration_ms: 3, dry_run: false, instance: 'one' };
    await under.send('commandResults', [['m1', { ...result, ...more }]]);
    await eventually(async () =>
      expect((await as('anna', `/api/v1/commands/${body.command_id}`)).body).toMatchObject({
        outcome: 'succeeded',
        after: { paused_for_ms: '1800000' },
      }),
    );
    expect((await commands()).find(({ command_id }) => command_id === body.command_id)?.arguments).toEqual({ minutes: '30' });
  });

  it.each([
    { body: { action: 'reboot' }, field: 'action' },
    { body: {}, field: 'action' },
    { body: { action: 'pause_polling', minutes: 0 }, field: 'minutes' },
    { body: { action: 'pause_polling', minutes: 1_441 }, field: 'minutes' },
    { body: { action: 'poll_now', minutes: 5 }, field: 'minutes' },
    { body: { action: 'pause_polling', minutes: null }, field: 'minutes' },
    { body: { action: 'poll_now', reason: null }, field: 'reason' },
    { body: { action: 'poll_now', reason: 'x'.repeat(501) }, field: 'reason' },
    { body: { action: 'poll_now', force: true }, field: 'force' },
  ])('is told that $field is wrong in $body', async ({ body, field }) => {
    const answer = await ask(body);
    expect([answer.status, answer.body.errors.map((one: { field: string }) => one.field)]).toEqual([400, [field]]);
  });

  it('can ask nothing of a miner that is on no list', async () => {
    expect((await ask({ action: 'poll_now' }, 'anna', 'nobody')).status).toBe(404);
    expect((await ask({ action: 'poll_now' }, 'anna', 'stray')).status).toBe(404);
    expect((await as('anna', '/api/v1/commands/nothing')).status).toBe(404);
  });

  it('is told when the stream takes nothing, and nothing is asked then', async () => {
    const before = (await commands()).length;
    bus.away = true;
    const answer = await ask({ action: 'poll_now' });
    bus.away = false;
    expect([answer.status, answer.headers.get('retry-after'), (await commands()).length]).toEqual([503, '5', before]);
  });
});

describe('a viewer', () => {
  it('may ask for nothing, and the audit says that it was tried', async () => {
    const before = (await commands()).length;
    expect((await ask({ action: 'poll_now' }, 'hall')).status).toBe(403);
    expect((await commands()).length).toBe(before);
    expect((await audit()).find(({ actor }) => actor === 'hall')).toMatchObject({
      outcome: 'refused',
      action: 'polling.poll_now',
      subject: 'm1',
    });
  });
});

it('no token is in anything that was written', async () => {
  expect(JSON.stringify([await commands(), await audit()])).not.toContain('canary');
});
