import { type Clock, errorClassOf, type Log, TransientError, withDeadline } from '@lodestream/component';
import { type Command, type CommandResult, fullTopicName, topics } from '@lodestream/records';
import type { EventBus, IncomingMessage } from '@lodestream/streaming';

/** What recalling what was begun needs. */
export interface BegunCommandsOptions {
  readonly bus: Pick<EventBus, 'read' | 'admin'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly topicPrefix: string;
  /** Milliseconds reading all results may take. */
  readonly recallWithinMs?: number;
}

/** How a command stands: begun by somebody else who has not told its end, or not to be touched again. */
export type CommandStanding = 'new' | 'interrupted' | 'settled';

const usualRecallMs = 30_000;
const pageMessages = 500;
const mostRemembered = 10_000;
/** Commands are good for minutes: what expired so long ago was told then, or concerns nobody any more. */
const historyMs = 86_400_000;

/**
 * Which commands somebody has begun, this process or another, so that none is carried out twice: a process under a new name reads every
 * command there is, and so does the next owner of a miner.
 */
export class BegunCommands {
  private readonly known = new Map<string, CommandResult | 'settled'>();
  /** What is known to have begun and not ended, by command: few, so that a miner's are found quickly. */
  private readonly unended = new Map<string, CommandResult>();
  private blind = false;
  private repeatableFromMs = Number.NEGATIVE_INFINITY;
  /** By partition, the first offset not read yet. */
  private readonly next = new Map<number, number>();

  constructor(private readonly options: BegunCommandsOptions) {}

  /**
   * Reads what was told of commands, from where it was read to before, and answers whether it could. While that can't be had nothing asked
   * for before now is carried out.
   */
  async recall(): Promise<boolean> {
    const error = await this.catchUp();
    if (error === null) return true;
    this.repeatableFromMs = this.options.clock.now();
    this.options.log.warn('What became of commands could not be recalled; those asked for before now are passed by.', {
      error,
      errorClass: errorClassOf(error),
    });
    return false;
  }

  /** Reads on as {@link recall} does, and passes nothing by where it can't: null, or why it could not. */
  async catchUp(): Promise<TransientError | null> {
    try {
      await withDeadline(this.readAll(), this.options.recallWithinMs ?? usualRecallMs, 'recalling what became of commands');
      this.blind = false;
      return null;
    } catch (error) {
      if (!(error instanceof TransientError)) throw error;
      this.blind = true;
      return error;
    }
  }

  /** Whether what was told last could not be read, so that nobody can say what has no end. */
  get isBlind(): boolean {
    return this.blind;
  }

  /** How a command stands; whoever asks begins it where it is new, and it is settled from then on. One that was interrupted is so until its end is told. */
  begin({ command_id, timestamp, expires_at }: Pick<Command, 'command_id' | 'timestamp' | 'expires_at'>): CommandStanding {
    const isHistory = timestamp < this.repeatableFromMs || expires_at < this.options.clock.now() - historyMs;
    const told = this.known.get(command_id);
    if (told !== undefined && told !== 'settled') return 'interrupted';
    this.remember(command_id, 'settled');
    return told === undefined && !isHistory ? 'new' : 'settled';
  }

  /** The beginnings, by others, of what was asked for a miner and has no end yet. */
  unendedOf(minerId: string): readonly CommandResult[] {
    return [...this.unended.values()].filter(({ miner_id }) => miner_id === minerId);
  }

  /** Miners for which somebody else has begun what has no end yet. */
  unendedMiners(): readonly string[] {
    return [...new Set([...this.unended.values()].map(({ miner_id }) => miner_id))];
  }

  /** Its end is told by us: nobody here asks for it again. */
  settle({ command_id }: Pick<CommandResult, 'command_id'>): void {
    this.remember(command_id, 'settled');
  }

  /** Its end could not be told after all. */
  reopen(begun: CommandResult): void {
    this.remember(begun.command_id, begun);
  }

  /** Whether nobody has told of it: whoever began it may still be about it. */
  isUnheard({ command_id }: Pick<Command, 'command_id'>): boolean {
    return !this.known.has(command_id);
  }

  private async readAll(): Promise<void> {
    const { bus, topicPrefix } = this.options;
    const topic = fullTopicName(topicPrefix, topics.commandResults);
    for (const { partition, logStart, logEnd } of await bus.admin.offsetsOf(topic)) {
      for (let offset = this.next.get(partition) ?? logStart; offset < logEnd;) {
        const { messages } = await bus.read({ topic, partition, offset }, pageMessages);
        for (const message of messages) this.note(message);
        const last = messages.at(-1);
        if (last === undefined) break;
        offset = last.offset + 1;
        this.next.set(partition, offset);
      }
    }
  }

  private note({ value }: IncomingMessage): void {
    const result = value === null ? null : decoded(value);
    if (result === null || result.timestamp < this.options.clock.now() - historyMs) return;
    if (result.outcome !== 'attempting') this.remember(result.command_id, 'settled');
    // Our own beginnings are read back, too, while we are still about it.
    else if (!this.known.has(result.command_id)) this.remember(result.command_id, result);
  }

  private remember(id: string, standing: CommandResult | 'settled'): void {
    this.known.set(id, standing);
    if (standing === 'settled') this.unended.delete(id);
    else this.unended.set(id, standing);
    const [oldest] = this.known.keys();
    if (this.known.size <= mostRemembered || oldest === undefined) return;
    this.known.delete(oldest);
    this.unended.delete(oldest);
  }
}

/** What nobody can read tells of nothing. */
function decoded(value: Buffer): CommandResult | null {
  try {
    return topics.commandResults.codec.decode(value);
  } catch {
    return null;
  }
}
