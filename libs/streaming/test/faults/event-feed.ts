import type { MinerEvent } from '@lodestream/records';
import type { OutgoingMessage } from '../../src/event-bus.port.js';
import { randomFrom } from '../seeded-random.js';
import { poison } from './poison.js';

const miners = 10;
const poisoned = 1 / 100;
const repeated = 1 / 10;
const remembered = 5;

/** Events of some miners as a troubled producer sends them: one in ten repeated, one message in a hundred poison. The same for a seed. */
export class EventFeed {
  private readonly random: () => number;
  private readonly recent = new Map<string, OutgoingMessage[]>();
  private tick = 0;

  /** Each life has ticks of its own. */
  constructor(
    seed: number,
    private readonly life = 0,
  ) {
    this.random = randomFrom(seed);
  }

  /** The next messages. */
  take(count: number): OutgoingMessage[] {
    return Array.from({ length: count }, () => this.next());
  }

  private next(): OutgoingMessage {
    const key = `miner-${Math.floor(this.random() * miners)}`;
    if (this.random() < poisoned) return { key, value: poison(this.random) };
    const recent = this.recent.get(key) ?? [];
    const again = recent[Math.floor(this.random() * recent.length)];
    if (again && this.random() < repeated) return again;
    this.tick += 1;
    const timestamp = 1_764_028_800_000 + this.life * 10_000_000 + this.tick;
    const event: Partial<MinerEvent> = { timestamp, observed_at: timestamp, miner_id: key, type: 'online' };
    const message = { key, value: JSON.stringify(event) };
    this.recent.set(key, [message, ...recent].slice(0, remembered));
    return message;
  }
}
