import { type AlgorithmName, type Coin, findCoin } from '@lodestream/mining';
import type { AlgorithmFacts, HeldFacts } from './chain-facts.js';
import { isSmoothed, type SeenDifficulty, smoothDifficulty, type SmoothedDifficulty, smoothedOverMs } from './smoothed-difficulty.js';

/** Difficulties of one coin by algorithm, the oldest first, as they outlive a process. */
export type DifficultyRecord = Readonly<Record<string, readonly SeenDifficulty[]>>;

/** One difficulty a slot is kept, so that those of an hour count alike however often somebody was asked: 97 of an algorithm at most. */
const slotMs = 15 * 60_000;

/** The difficulties of the last day that were believed, of coins that are reckoned with a smoothed one. */
export class DifficultyBook {
  private readonly seen = new Map<string, Map<string, readonly SeenDifficulty[]>>();

  /** Takes in what is believed of a chain, by the time at which it was true: the same word said again is no second one. */
  note(facts: HeldFacts): void {
    const coin = findCoin(facts.coinId);
    if (coin === undefined || facts.gaps?.difficulty !== undefined) return;
    const atMs = Math.min(facts.lastUpdatedMs ?? facts.observedAtMs, facts.observedAtMs);
    for (const { algorithm, difficulty } of byAlgorithm(coin, facts))
      if (difficulty !== null && difficulty > 0 && isSmoothed(coin, algorithm)) this.add(coin.id, algorithm, [[atMs, difficulty]]);
  }

  /** What to reckon with instead of the last difficulty; null where too little was seen, or the last one is to be taken. */
  smoothed(coinId: string, algorithm: AlgorithmName, nowMs: number): SmoothedDifficulty | null {
    return smoothDifficulty(this.seen.get(coinId)?.get(algorithm) ?? [], nowMs);
  }

  /** What was seen of a coin, as it is kept; null where there is nothing. */
  record(coinId: string): DifficultyRecord | null {
    const seen = this.seen.get(coinId);
    return seen === undefined ? null : Object.fromEntries(seen);
  }

  /** Adds what was kept to what is known. */
  restore(coinId: string, record: DifficultyRecord): void {
    for (const [algorithm, seen] of Object.entries(record)) this.add(coinId, algorithm, seen);
  }

  private add(coinId: string, algorithm: string, more: readonly SeenDifficulty[]): void {
    const ofCoin = this.seen.get(coinId) ?? new Map<string, readonly SeenDifficulty[]>();
    const inOrder = [...(ofCoin.get(algorithm) ?? []), ...more].sort(([one], [other]) => one - other);
    const bySlot = new Map(inOrder.map((each) => [Math.floor(each[0] / slotMs), each]));
    const newestMs = inOrder.at(-1)?.[0] ?? 0;
    const kept = [...bySlot.values()].filter(([atMs]) => atMs > newestMs - smoothedOverMs);
    this.seen.set(coinId, ofCoin.set(algorithm, kept));
  }
}

function byAlgorithm(
  { algorithms }: Coin,
  { difficulty, algorithms: said = [] }: HeldFacts,
): readonly Pick<AlgorithmFacts, 'algorithm' | 'difficulty'>[] {
  return algorithms.length === 1 ? [{ algorithm: algorithms[0]!, difficulty }] : said;
}
