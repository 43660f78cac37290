import { describe, expect, it } from '@jest/globals';
import { FakeClock, TransientError } from '@lodestream/component';
import type { DeviceTalk } from '../drivers/miner-driver.js';
import { ExchangeLog, type ExchangeBounds } from './exchange-log.js';
import type { MinerExchanges } from './miner-exchanges.js';

function aLog(limits?: ExchangeBounds) {
  const clock = new FakeClock();
  const log = new ExchangeLog(clock, () => ['canary-7351'], limits);
  const answering = (body: string, status = 200): DeviceTalk => ({
    request: async () => {
      await clock.advance(5);
      return { status, headers: {}, body: Buffer.from(body) };
    },
  });
  const miners = new Map<string, MinerExchanges>();
  const ask = (minerId: string, talk: DeviceTalk, path = '/summary', headers = {}) => {
    const miner = miners.get(minerId) ?? log.of(minerId);
    miners.set(minerId, miner);
    return miner.listenTo(talk).request({ method: 'GET', path, headers });
  };
  return { log, ask, answering };
}

describe('the log of exchanges', () => {
  it('shows what was asked and answered, and how long that took, without any secret', async () => {
    const { log, ask, answering } = aLog();
    await ask('m1', answering('{"state":"mining","password":"other","note":"canary-7351"}'), '/x?token=canary-7351', {
      authorization: 'canary-7351',
    });
    const [shown] = log.last('m1');
    expect(shown).toMatchObject({ method: 'GET', path: '/x?token=(hidden)', status: 200, duration_ms: 5, bytes: 58, error: null });
    expect(shown?.body).toBe('{"state":"mining","password":"(hidden)","note":"(hidden)"}');
    expect(JSON.stringify(log.last('m1'))).not.toMatch(/canary|other/);
  });

  it('shows why no answer came, and lets the error through', async () => {
    const { log, ask } = aLog();
    const talk: DeviceTalk = { request: () => Promise.reject(new TransientError('refused canary-7351', 'connectivity')) };
    await expect(ask('m1', talk)).rejects.toThrow(TransientError);
    expect(log.last('m1')).toMatchObject([{ status: null, bytes: null, body: null, error: 'TransientError: refused (hidden)' }]);
  });

  it('keeps the newest of each miner, and the beginning of a large body', async () => {
    const { log, ask, answering } = aLog({ perMiner: 2, bytes: 1_000_000 });
    for (const path of ['/1', '/2', '/3']) await ask('m1', answering('x'.repeat(100_000)), path);
    expect(log.last('m1').map(({ path, bytes, body }) => [path, bytes, body?.length])).toEqual([
      ['/2', 100_000, 1_024],
      ['/3', 100_000, 1_024],
    ]);
    expect(log.last('m2')).toEqual([]);
  });

  it('forgets the miner longest not asked once it holds too much', async () => {
    const { log, ask, answering } = aLog({ perMiner: 8, bytes: 5_000 });
    for (let at = 0; at < 10; at += 1) await ask(`m${at}`, answering('x'.repeat(2_000)));
    expect(Array.from({ length: 10 }, (_, at) => log.last(`m${at}`).length)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 1, 1]);
  });

  it('keeps some of each miner rather than all of a few, as far as it can', async () => {
    const { log, ask, answering } = aLog({ perMiner: 8, bytes: 12_000 });
    for (let at = 0; at < 20; at += 1) await ask(`m${at % 2}`, answering(`body ${at}`));
    expect(['m0', 'm1'].map((miner) => log.last(miner).map(({ body }) => body))).toEqual([
      ['body 14', 'body 16', 'body 18'],
      ['body 17', 'body 19'],
    ]);
  });

  it('shows nothing of a longer body in the place that a shorter one took, and nothing of any where no answer came', async () => {
    const { log, ask, answering } = aLog({ perMiner: 1, bytes: 5_000 });
    await ask('m1', answering('x'.repeat(2_000)));
    await ask('m1', answering('short'));
    expect(log.last('m1').map(({ body }) => body)).toEqual(['short']);
    await expect(ask('m1', { request: () => Promise.reject(new TransientError('gone', 'connectivity')) })).rejects.toThrow('gone');
    expect(log.last('m1').map(({ body }) => body)).toEqual([null]);
  });

  it('goes on with a miner that was opened anew, and shows no more of it than of any other', async () => {
    const { log, answering } = aLog({ perMiner: 2, bytes: 100_000 });
    const askBy = (miner: MinerExchanges, path: string) => miner.listenTo(answering('')).request({ method: 'GET', path });
    const before = log.of('m1');
    await askBy(before, '/1');
    await askBy(before, '/2');
    await askBy(log.of('m1'), '/3');
    expect(log.last('m1').map(({ path }) => path)).toEqual(['/2', '/3']);
  });

  it('never shows half a secret that the end of the kept bytes cut', async () => {
    const { log, ask, answering } = aLog();
    await ask('m1', answering(`${'x'.repeat(2_043)}canary-7351`));
    expect(log.last('m1')[0]?.body).not.toContain('can');
  });
});
