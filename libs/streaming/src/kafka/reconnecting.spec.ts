import { describe, expect, it } from '@jest/globals';
import { PermanentError, systemClock, TransientError } from '@lodestream/component';
import { Reconnecting } from './reconnecting.js';

describe('Reconnecting', () => {
  const open = (
    deadlineMs = 2_000,
  ): {
    made: { ended: boolean }[];
    connection: Reconnecting<{ connect(): Promise<void>; disconnect(): Promise<void> }>;
  } => {
    const made: { ended: boolean }[] = [];
    const create = (): { connect(): Promise<void>; disconnect(): Promise<void> } => {
      const one = { ended: false };
      made.push(one);
      return { connect: () => Promise.resolve(), disconnect: () => Promise.resolve(void (one.ended = true)) };
    };
    return {
      made,
      connection: new Reconnecting({ create, brokers: ['b:1'], clock: systemClock, deadlineMs }),
    };
  };

  it('keeps a connection that works', async () => {
    const { made, connection } = open();
    for (let times = 0; times < 3; times += 1) await connection.use('asking', () => Promise.resolve(1));
    expect(made).toHaveLength(1);
  });

  it('tries again on a new connection after a passing failure', async () => {
    const { made, connection } = open();
    let tries = 0;
    const act = (): Promise<string> =>
      (tries += 1) < 3 ? Promise.reject(new TransientError('away', 'connectivity')) : Promise.resolve('there');
    expect(await connection.use('asking', act)).toBe('there');
    expect(made.map(({ ended }) => ended)).toEqual([true, true, false]);
  });

  it.each([
    { what: 'a lasting failure', error: new PermanentError('no', 'validation') },
    { what: 'a refused password', error: new TransientError('no', 'authentication') },
    { what: 'a bug', error: new TypeError('undefined') },
  ])('does not repeat $what', async ({ error }) => {
    const { connection } = open();
    let tries = 0;
    await expect(connection.use('asking', () => Promise.reject(((tries += 1), error)))).rejects.toBe(error);
    expect(tries).toBe(1);
  });

  it('ends at its deadline, also when nothing answers', async () => {
    const { connection } = open(300);
    await expect(connection.use('asking', () => new Promise(() => {}))).rejects.toThrow('asking at Kafka b:1 took longer than');
    await expect(connection.use('asking', () => Promise.reject(new TransientError('away', 'connectivity')))).rejects.toThrow('away');
  });

  it('refuses after its end', async () => {
    const { made, connection } = open();
    await connection.use('asking', () => Promise.resolve(1));
    await connection.stop();
    expect(made[0]?.ended).toBe(true);
    await expect(connection.use('asking', () => Promise.resolve(1))).rejects.toThrow('stopped');
  });
});
