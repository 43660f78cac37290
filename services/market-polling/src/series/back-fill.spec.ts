import { describe, expect, it } from '@jest/globals';
import { FakeClock, PermanentError, silentLog, TransientError } from '@lodestream/component';
import { findCoin } from '@lodestream/mining';
import { FakeRegisters } from '@lodestream/streaming';
import { BackFill } from './back-fill.js';
import { type Gap, type LineRecord, type PricePoint, PriceSeries } from './price-series.js';
import { SeriesStore } from './series-store.js';

const minute = 60_000;
const hour = 60 * minute;
const leastGapMs = 45 * minute;
const coin = findCoin('bitcoin')!;
const never = new AbortController().signal;

/** Replicas that share what is kept and one clock, and a provider that answers as it is told. */
class Replicas {
  readonly clock = new FakeClock(Date.UTC(2026, 10, 1));
  readonly asked: Gap[] = [];
  readonly filled: PricePoint[] = [];
  answer: (gap: Gap) => readonly PricePoint[] = () => [];
  readonly registers = new FakeRegisters<LineRecord>();

  open(registers: Pick<FakeRegisters<LineRecord>, 'read' | 'replace'> = this.registers): { series: PriceSeries; backFill: BackFill } {
    const series = new PriceSeries();
    const between = (_listed: unknown, gap: Gap): Promise<readonly PricePoint[]> => {
      this.asked.push(gap);
      return Promise.resolve().then(() => this.answer(gap));
    };
    const backFill = new BackFill({
      coins: [coin],
      provider: { source: 'p', coins: [{ coin, id: 'bitcoin' }], between },
      series,
      store: new SeriesStore(registers, series),
      leastGapMs,
      clock: this.clock,
      log: silentLog,
      onFilled: (_coin, point) => this.filled.push(point),
    });
    return { series, backFill };
  }

  /** Runs one of them every five minutes, with a price each time. */
  async live({ series, backFill }: ReturnType<Replicas['open']>, minutes: number): Promise<void> {
    for (let at = 0; at < minutes; at += 5) {
      series.add(coin.id, this.clock.now(), 1);
      await backFill.run(never);
      await this.clock.advance(5 * minute);
    }
  }
}

const middle = ({ fromMs, toMs }: Gap): PricePoint[] => [{ atMs: (fromMs + toMs) / 2, usd: 2 }];

describe('filling gaps of our own prices', () => {
  it.each([
    { what: 'is away', error: new TransientError('away', 'connectivity') },
    { what: 'has no credits left for it', error: new PermanentError('none left', 'resource_exhaustion') },
    { what: 'answers in another shape', error: new PermanentError('shape', 'version') },
  ])('is tried again by the hour where the provider $what, and goes on once it answers', async ({ error }) => {
    const replicas = new Replicas();
    replicas.answer = () => {
      throw error;
    };
    const one = replicas.open();
    await replicas.live(one, 170);
    expect(replicas.asked).toHaveLength(3);
    replicas.answer = middle;
    await replicas.live(one, 180);
    expect([replicas.asked.length, replicas.filled.length]).toEqual([4, 1]);
  });

  it('is given up where the provider refuses for good, by every replica', async () => {
    const replicas = new Replicas();
    replicas.answer = () => {
      throw new PermanentError('coin not found', 'validation');
    };
    const one = replicas.open();
    await replicas.live(one, 180);
    await one.backFill.finish();
    await replicas.live(replicas.open(), 180);
    expect(replicas.asked).toHaveLength(1);
  });

  it('takes over first what another replica saw or filled meanwhile', async () => {
    const replicas = new Replicas();
    replicas.answer = middle;
    const [one, other] = [replicas.open(), replicas.open()];
    await replicas.live(one, 30);
    await replicas.live(other, 180);
    await other.backFill.finish();
    await replicas.live(one, 30);
    expect(replicas.asked).toHaveLength(1);
    expect(one.series.record(coin.id)!.points.length).toBeGreaterThan(180 / 15);
  });

  it('loses nothing where replicas keep a line at once', async () => {
    const replicas = new Replicas();
    const [one, other] = [replicas.open(), replicas.open()];
    const now = replicas.clock.now();
    one.series.add(coin.id, now, 1);
    other.series.add(coin.id, now + minute, 2);
    await Promise.all([one.backFill.finish(), other.backFill.finish()]);
    const next = replicas.open();
    await next.backFill.load(never);
    expect(next.series.record(coin.id)!.points).toEqual([
      [now, 1, 0],
      [now + minute, 2, 0],
    ]);
  });

  it('goes on without the bus, and asks for nothing that could not be kept', async () => {
    const replicas = new Replicas();
    const away = (): Promise<never> => Promise.reject(new TransientError('away', 'connectivity'));
    const one = replicas.open({ read: away, replace: away });
    await one.backFill.load(never);
    await replicas.live(one, 120);
    await one.backFill.finish();
    expect(replicas.asked).toEqual([]);
    expect(one.series.change(coin.id, hour, 1, replicas.clock.now())?.percent).toBe(0);
  });
});
