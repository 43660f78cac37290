import type { Clock } from '@lodestream/component';
import { type Coin, coins as allCoins } from '@lodestream/mining';

/** Which coins are followed, and how. */
export interface FollowedCoinsOptions {
  /** Coins that the configuration names. */
  readonly named: readonly Coin[];
  /** Most coins that are followed beside these. */
  readonly mostMore: number;
  /** Milliseconds for which a coin is followed after it was last seen to be mined or paid. */
  readonly keptForMs: number;
  readonly clock: Clock;
}

/** The coins that matter to the operation: those that are named always, others as long as they are mined, or paid by pools. */
export class FollowedCoins {
  /** Coins that may come to be followed without being named: every one in our table that can be mined. */
  readonly candidates: readonly Coin[];
  private readonly named: ReadonlySet<string>;
  private readonly seenAtMs = new Map<string, number>();
  private more: ReadonlySet<string> = new Set();

  constructor(private readonly options: FollowedCoinsOptions) {
    this.named = new Set(options.named.map(({ id }) => id));
    const canBeMined = allCoins.filter(({ id, algorithms }) => algorithms.length > 0 && !this.named.has(id));
    this.candidates = options.mostMore === 0 ? [] : canBeMined;
  }

  /** Whether a coin is asked for and published. */
  readonly follows = (coinId: string): boolean => this.named.has(coinId) || this.more.has(coinId);

  /** The coins followed beside those that are named. */
  get beside(): readonly string[] {
    return [...this.more];
  }

  /**
   * Takes in when coins were last mined or paid, by their ids; what was seen later stays. Who is followed goes on before newcomers take the
   * room. Tells which coins came and which were let go.
   */
  saw(sightings: ReadonlyMap<string, number>): { readonly came: readonly string[]; readonly went: readonly string[] } {
    const { clock, keptForMs, mostMore } = this.options;
    for (const { id } of this.candidates) {
      const atMs = sightings.get(id);
      if (atMs !== undefined) this.seenAtMs.set(id, Math.max(atMs, this.seenAtMs.get(id) ?? atMs));
    }
    const present = [...this.seenAtMs].filter(([, atMs]) => clock.now() - atMs < keptForMs).map(([id]) => id);
    const before = this.more;
    this.more = new Set([...present.filter((id) => before.has(id)), ...present.filter((id) => !before.has(id))].slice(0, mostMore));
    return { came: this.beside.filter((id) => !before.has(id)), went: [...before].filter((id) => !this.more.has(id)) };
  }
}
