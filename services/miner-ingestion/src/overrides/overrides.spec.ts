import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FakeMiner, fromTable, healthyS21, type Answer } from '../../test/fake-miner.js';
import { eventually, IngestionHarness } from '../../test/ingestion-harness.js';
import { Operator } from '../../test/operator.js';

const harnesses: IngestionHarness[] = [];
let [harness, device] = [] as unknown as [IngestionHarness, FakeMiner];
let answers: Record<string, Answer>;
let operator: Operator;

beforeEach(async () => {
  answers = healthyS21();
  device = new FakeMiner((line) => fromTable(answers)(line));
  const { address, port } = await device.start();
  harness = await new IngestionHarness().open();
  harnesses.push(harness);
  operator = new Operator(harness);
  await harness.run({ miners: [{ id: 'm1', ip: address, port, model: 'S21', polling_interval_seconds: 3_600 }] });
  await eventually(async () => (await harness.telemetry()).length === 1);
});
afterEach(async () => {
  for (const one of harnesses.splice(0)) await one.close();
  await device.stop();
});

const command = (...asked: Parameters<Operator['command']>): Promise<string> => operator.command(...asked);
const outcomes = (id: string): Promise<string[]> => operator.outcomes(id);
const ended = (id: string): ReturnType<Operator['ended']> => operator.ended(id);

describe('an operator’s command', () => {
  it('to poll now brings a reading outside the ticks, and what was read back', async () => {
    const asked = device.requests.length;
    const result = await ended(await command('poll_now'));
    expect(result).toMatchObject({
      outcome: 'succeeded',
      miner_id: 'm1',
      before: { state: '"hashing"' },
      after: { state: '"hashing"', missed_polls: '0' },
    });
    expect(Number(result.after['observed_at'])).toBeGreaterThan(Number(result.before['observed_at']));
    expect(device.requests.length).toBeGreaterThan(asked);
    expect(await eventually(async () => (await harness.telemetry()).length === 2)).toBe(true);
  });

  it('is told as attempting before the device is touched', async () => {
    const id = await command('poll_now');
    await ended(id);
    expect(await outcomes(id)).toEqual(['attempting', 'succeeded']);
  });

  it('to poll a miner that does not answer fails, and says how often it was missed', async () => {
    answers = {};
    const result = await ended(await command('poll_now'));
    expect(result).toMatchObject({ outcome: 'failed', reason: 'no_reading', detail: expect.stringMatching(/missed 1 polls/) });
  });

  it('to pause skips its ticks until it is resumed', async () => {
    expect((await ended(await command('pause_polling', { arguments: { minutes: '5' } }))).after['paused_for_ms']).toMatch(
      /^(300000|29\d{4})$/,
    );
    expect(await harness.metric('miner_ingestion_miners_held')).toBe(1);
    expect((await ended(await command('resume_polling'))).after['paused_for_ms']).toBe('0');
    expect(await harness.metric('miner_ingestion_miners_held')).toBe(0);
  });

  it('to reset a breaker ends the quiet that the device had asked for, and no pause of an operator', async () => {
    answers = {
      'GET /api/v1/info': { status: 503, headers: { 'retry-after': '1000' } },
      'GET /api/v1/summary': { status: 503, headers: { 'retry-after': '1000' } },
    };
    await ended(await command('poll_now'));
    await ended(await command('pause_polling'));
    const { before, after } = await ended(await command('reset_breaker'));
    expect(Number(before['quiet_for_ms'])).toBeGreaterThan(900_000);
    expect(after).toMatchObject({ quiet_for_ms: '0', paused_for_ms: expect.stringMatching(/^3\d{6}$/) });
  });

  it.each([
    { what: 'an action nobody knows', action: 'dance', more: {}, outcome: 'refused', reason: 'unknown_action' },
    {
      what: 'a pause without end',
      action: 'pause_polling',
      more: { arguments: { minutes: '1e9' } },
      outcome: 'refused',
      reason: 'wrong_argument',
    },
    { what: 'what comes too late', action: 'poll_now', more: { expires_at: Date.now() - 60_000 }, outcome: 'expired', reason: 'too_late' },
  ])('refuses $what', async ({ action, more, outcome, reason }) => {
    expect(await ended(await command(action, more))).toMatchObject({ outcome, reason });
  });

  it('is not carried out twice, nor before it is approved, nor for another’s miner, nor when it can not be read', async () => {
    const first = await command('poll_now');
    await ended(first);
    await command('poll_now', { command_id: first });
    await command('poll_now', { command_id: 'asked', step: 'requested' });
    await command('poll_now', { command_id: 'elsewhere', miner_id: 'm2' });
    await harness.bus.send('mining.commands', [{ key: 'm1', value: '{"nonsense":' }]);
    await ended(await command('resume_polling'));
    expect([await outcomes(first), await outcomes('asked'), await outcomes('elsewhere')]).toEqual([['attempting', 'succeeded'], [], []]);
    expect(harness.bugs).toEqual([]);
  });

  it('in a dry run does nothing', async () => {
    const asked = device.requests.length;
    expect(await ended(await command('poll_now', { dry_run: true }))).toMatchObject({ outcome: 'succeeded', dry_run: true });
    expect(device.requests.length).toBe(asked);
  });
});
