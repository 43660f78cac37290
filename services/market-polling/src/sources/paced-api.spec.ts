import { describe, expect, it } from '@jest/globals';
import { FakeClock, PermanentError } from '@lodestream/component';
import { FakeBudgetStore, FakeWebApi, QuotaBudget, RequestGate, TokenBucket, type WebReply } from '@lodestream/polling';
import { PacedApi, type RequestOutcome, uses } from './paced-api.js';

const minute = 60_000;

function open(cacheMs = 0) {
  const clock = new FakeClock();
  const bucket = new TokenBucket({ cap: 30, windowMs: minute, burst: 1 }, clock);
  const quota = new QuotaBudget(
    { key: 'a', cap: 100, period: { kind: 'calendar_month' }, blockSize: 1, uses },
    new FakeBudgetStore(),
    clock,
  );
  const headers: Record<string, string> = {};
  const web = new FakeWebApi(() => ({ body: { at: clock.now() }, headers }));
  const outcomes: RequestOutcome[] = [];
  const api = new PacedApi({
    source: 'a',
    web,
    gate: new RequestGate({ what: 'a', bucket, quota, clock, mostWaiting: 10 }),
    clock,
    errorIn: () => null,
    creditsIn: (reply) => (reply.headers['x-cost'] === undefined ? null : Number(reply.headers['x-cost'])),
    cacheMs: () => cacheMs,
    onOutcome: (outcome) => outcomes.push(outcome),
  });
  const begin = (ids: string, read = ({ json }: WebReply): unknown => json): Promise<unknown> => {
    const asked = api.ask({ use: 'price', credits: 1, path: '/price', query: { ids } }, read);
    void asked.catch(() => undefined);
    return asked;
  };
  const ask = async (...question: Parameters<typeof begin>): Promise<unknown> => {
    const asked = begin(...question);
    await clock.advance(3_000);
    return asked;
  };
  return { clock, web, quota, headers, outcomes, begin, ask };
}

describe('a web API at its pace', () => {
  it('spends one credit on what two ask at once, and one on each that ask for something else', async () => {
    const { clock, web, quota, outcomes, begin } = open();
    const asked = ['a', 'a', 'b'].map((ids) => begin(ids));
    for (let step = 0; step < 10; step += 1) await clock.advance(1_000);
    const [one, two, other] = await Promise.all(asked);
    expect([one === two, one === other]).toEqual([true, false]);
    expect([web.asked.length, quota.spent, outcomes.length]).toEqual([2, 2, 2]);
  });

  it('counts what an answer says it cost, where that is more than was taken', async () => {
    const { quota, outcomes, headers, ask } = open();
    headers['x-cost'] = '4';
    await ask('a');
    headers['x-cost'] = '0';
    await ask('b');
    expect([quota.spent, outcomes.map(({ credits }) => credits)]).toEqual([5, [4, 1]]);
  });

  it('asks for nothing again before it could have changed, and counts the age it came with', async () => {
    const { clock, web, headers, ask } = open(minute);
    await ask('a');
    await ask('a');
    expect(web.asked).toHaveLength(1);
    await clock.advance(minute);
    headers['age'] = '45';
    await ask('a');
    await clock.advance(16_000);
    await ask('a');
    expect(web.asked).toHaveLength(3);
  });

  it('asks again at once for what could not be read, and counts it as failed', async () => {
    const { web, outcomes, ask } = open(minute);
    const refuse = (): never => {
      throw new PermanentError('of another shape', 'version');
    };
    await expect(ask('a', refuse)).rejects.toThrow('of another shape');
    await ask('a');
    expect(web.asked).toHaveLength(2);
    expect(outcomes.map(({ error, misread }) => [error, misread])).toEqual([
      ['version', true],
      [null, false],
    ]);
  });
});
