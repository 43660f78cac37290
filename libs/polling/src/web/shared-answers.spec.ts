import { describe, expect, it } from '@jest/globals';
import { FakeClock, TransientError } from '@lodestream/component';
import { type HeldAnswer, type ShareOptions, SharedAnswers } from './shared-answers.js';

/** Questions that are answered when told to, each with its number. */
function open(heldMs = 0) {
  const clock = new FakeClock();
  const shared = new SharedAnswers(clock);
  const made: { readonly signal: AbortSignal; readonly end: PromiseWithResolvers<HeldAnswer<number>> }[] = [];
  const ask = (key: string, options: ShareOptions = {}): Promise<number> =>
    shared.ask(
      key,
      (until) => {
        const end = Promise.withResolvers<HeldAnswer<number>>();
        until.addEventListener('abort', () => end.reject(new TransientError('stopped', 'timeout')));
        made.push({ signal: until, end });
        return end.promise;
      },
      options,
    );
  const answer = (index: number): void => made[index]!.end.resolve({ answer: index, heldMs });
  return { clock, made, ask, answer };
}

describe('shared answers', () => {
  it('make one request of many that ask the same at once, and one of each that ask otherwise', async () => {
    const { made, ask, answer } = open();
    const asked = [ask('a'), ask('a'), ask('b'), ask('a')];
    expect(made).toHaveLength(2);
    answer(0);
    answer(1);
    expect(await Promise.all(asked)).toEqual([0, 0, 1, 0]);
  });

  it('are asked for again once they came, where nothing is held', async () => {
    const { made, ask, answer } = open();
    const first = ask('a');
    answer(0);
    await first;
    const second = ask('a');
    answer(1);
    expect([await second, made.length]).toEqual([1, 2]);
  });

  it('are given again until they could have changed, and no longer', async () => {
    const { clock, made, ask, answer } = open(60_000);
    const first = ask('a');
    answer(0);
    await first;
    await clock.advance(59_999);
    expect([await ask('a'), made.length]).toEqual([0, 1]);
    await clock.advance(1);
    const later = ask('a');
    answer(1);
    expect([await later, made.length]).toEqual([1, 2]);
  });

  it('are made anew for who wants no other, joined to one under way', async () => {
    const { made, ask, answer } = open(60_000);
    const first = ask('a');
    answer(0);
    await first;
    const fresh = [ask('a', { fresh: true }), ask('a', { fresh: true })];
    answer(1);
    expect([await Promise.all(fresh), made.length, await ask('a')]).toEqual([[1, 1], 2, 1]);
  });

  it('share an error while it is under way, and hold none', async () => {
    const { made, ask, answer } = open(60_000);
    const asked = [ask('a'), ask('a')];
    made[0]!.end.reject(new TransientError('gone', 'connectivity'));
    const ended = await Promise.allSettled(asked);
    expect(ended.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    const again = ask('a');
    answer(1);
    expect(await again).toBe(1);
  });

  it('go on for the others when one gives up, and stop when all have', async () => {
    const { made, ask, answer } = open();
    const [one, other] = [new AbortController(), new AbortController()];
    const first = ask('a', { signal: one.signal });
    const second = ask('a', { signal: other.signal });
    one.abort();
    await expect(first).rejects.toMatchObject({ name: 'TransientError', errorClass: 'timeout' });
    expect(made[0]!.signal.aborted).toBe(false);
    other.abort();
    await expect(second).rejects.toMatchObject({ errorClass: 'timeout' });
    expect(made[0]!.signal.aborted).toBe(true);
    const third = ask('a');
    answer(1);
    expect(await third).toBe(1);
  });

  it('hold a bounded number of answers, the newest ones', async () => {
    const { made, ask, answer } = open(60_000);
    for (let key = 0; key <= 200; key += 1) {
      const asked = ask(`${key}`);
      answer(key);
      await asked;
    }
    expect(await ask('200')).toBe(200);
    expect(made).toHaveLength(201);
    void ask('0').catch(() => undefined);
    expect(made).toHaveLength(202);
  });
});
