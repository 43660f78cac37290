import { describe, expect, it } from '@jest/globals';
import { PermanentError, TransientError } from '@lodestream/component';
import { pass } from '../outcome.js';
import { pipeline } from './pipeline.js';
import { aBatch, aMessage, RunnerUnderTest } from './runner-under-test.js';
import { sink } from './sink.js';
import { step } from './step.js';

/** A pipeline whose one step fails as told before it passes. */
function failing(errors: Error[], late: boolean) {
  let tries = 0;
  const attach = step('attach', (value: Buffer) => {
    const error = errors[tries];
    tries += 1;
    if (error && !late) throw error;
    return late ? (error ? Promise.reject(error) : Promise.resolve(pass(value.toString()))) : pass(value.toString());
  });
  const stored: string[] = [];
  const store = sink<string>('store', async (values) => void stored.push(...values));
  const test = new RunnerUnderTest(
    pipeline('p')
      .step(attach, { retry: { attempts: 3, firstDelayMs: 100 } })
      .sink(store),
  );
  return { test, stored, tries: () => tries };
}

const away = () => new TransientError('away', 'connectivity');

describe.each([{ late: false }, { late: true }])('a step that answers late: $late', ({ late }) => {
  it('is tried again after a passing failure, and only then', async () => {
    const { test, stored, tries } = failing([away(), away()], late);
    const running = test.run(aBatch([aMessage(0, 'a')]));
    await test.clock.advance(0);
    await test.clock.advance(1_000);
    await running;
    expect([stored, tries(), await test.metric('streaming_retries_total', { step: 'attach' })]).toEqual([['a'], 3, 2]);
  });

  it('stops the batch uncommitted when its tries are used up', async () => {
    const { test, tries } = failing([away(), away(), away()], late);
    const failed = expect(test.run(aBatch([aMessage(0, 'a')]))).rejects.toThrow('away');
    await test.clock.advance(0);
    await test.clock.advance(1_000);
    await failed;
    expect([tries(), test.commits, test.letters]).toEqual([3, [], []]);
  });

  it('rejects at once what is refused for good, saying after how many tries', async () => {
    const { test } = failing([away(), new PermanentError('never', 'validation')], late);
    const running = test.run(aBatch([aMessage(0, 'a')]));
    await test.clock.advance(0);
    await test.clock.advance(1_000);
    await running;
    expect(test.letters[0]?.fate.ended).toMatchObject({ step: 'attach', reason: 'validation', attempts: 2 });
  });

  it('lets a bug through at once', async () => {
    const { test, tries } = failing([new TypeError('oops')], late);
    await expect(test.run(aBatch([aMessage(0, 'a')]))).rejects.toThrow(TypeError);
    expect(tries()).toBe(1);
  });
});

describe('a step on its own', () => {
  it('can be asked without a pipeline around it', async () => {
    const double = step('double', (n: number) => pass(n * 2));
    expect(await double.run(4)).toEqual(pass(8));
  });
});
