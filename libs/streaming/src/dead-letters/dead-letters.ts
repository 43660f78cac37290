import { type Clock, PermanentError, TransientError } from '@lodestream/component';
import { topics } from '@lodestream/records';
import type { EventBus, IncomingMessage, OutgoingMessage, Position } from '../event-bus.port.js';
import { headerNames } from '../headers/stream-headers.js';
import { type LetterMark, letterHeaders, type LetterSummary, type OriginalMessage } from './letter.js';
import { unpackOriginal } from './letter-packing.js';
import { type LetterFilter, LetterScan } from './letter-scan.js';

/** What an operator gets to see: letters oldest first, and what is not among them. */
export interface LetterListing {
  readonly letters: readonly LetterSummary[];
  /** More matched than were asked for; the newest are shown. */
  readonly truncated: boolean;
  /** Messages of the topic that are no dead letters. */
  readonly unreadable: number;
}

/** What became of each letter that was to be replayed. */
export interface ReplayReport {
  readonly replayed: readonly string[];
  /** Replayed before, or perhaps so: left alone unless asked to do it `again`. */
  readonly skipped: readonly { readonly id: string; readonly state: 'replayed' | 'uncertain' }[];
  readonly failed: readonly { readonly id: string; readonly reason: string }[];
  readonly truncated: boolean;
}

const defaultLimit = 1_000;
const markedTogether = 50;

/** Lists dead letters and puts them back where they came from; works over any bus, for the command line and for pages. */
export class DeadLetters {
  private readonly topic: string;

  constructor(
    private readonly bus: Pick<EventBus, 'read' | 'send' | 'admin'>,
    private readonly parts: { readonly topicPrefix: string; readonly clock: Clock; readonly source: string },
  ) {
    this.topic = parts.topicPrefix + topics.deadLetters.name;
  }

  /** The letters that match, oldest first, at most `limit` of them. */
  async list(filter: LetterFilter = {}, limit = defaultLimit): Promise<LetterListing> {
    const scan = new LetterScan(this.bus, this.topic, filter, limit);
    const letters = await scan.run();
    return { letters, truncated: scan.truncated, unreadable: scan.unreadable };
  }

  /** The message as it was, byte for byte. @throws PermanentError when parts of it are no longer kept */
  async original(letter: LetterSummary): Promise<OriginalMessage> {
    const messages: IncomingMessage[] = [];
    for (const place of letter.parts) messages.push(await this.readOne(place));
    const records = messages.map((message) => topics.deadLetters.codec.decode(message.value!));
    const [first] = records;
    if (!first) throw new PermanentError(`the letter ${letter.id} has no parts`, 'malformed');
    return unpackOriginal({
      key: first.key === null ? null : Buffer.from(first.key, 'base64'),
      headers: first.headers,
      parts: records.map(({ value }) => (value === null ? null : Buffer.from(value, 'base64'))),
      segments: messages[0]?.headers[letterHeaders.segments] ?? null,
    });
  }

  /**
   * Sends letters back to their topics, in the order they had there, for the pipeline that gave them up; other pipelines pass
   * them over. What was replayed before is skipped and reported, unless `again`. The beginning of a replay is written down before
   * the message is sent and its end after, so that a replay that was cut short shows as uncertain.
   */
  async replay(filter: LetterFilter, options: { readonly again?: boolean; readonly limit?: number } = {}): Promise<ReplayReport> {
    const { letters, truncated } = await this.list(filter, options.limit);
    const inOrder = [...letters].sort(byOrigin);
    const due = inOrder.filter(({ state }) => state === 'open' || options.again);
    const skipped = inOrder.flatMap(({ id, state }) => (state === 'open' || options.again ? [] : [{ id, state }]));
    const replayed: string[] = [];
    const failed: { id: string; reason: string }[] = [];
    for (let i = 0; i < due.length; i += markedTogether) await this.replaySome(due.slice(i, i + markedTogether), replayed, failed);
    return { replayed, skipped, failed, truncated };
  }

  private async replaySome(letters: readonly LetterSummary[], replayed: string[], failed: { id: string; reason: string }[]): Promise<void> {
    await this.mark(letters, 'replaying');
    const sent: LetterSummary[] = [];
    const refused: LetterSummary[] = [];
    for (const letter of letters) {
      try {
        await this.bus.send(letter.origin.topic, [this.replayOf(letter, await this.original(letter))]);
        sent.push(letter);
      } catch (error) {
        if (!(error instanceof PermanentError || error instanceof TransientError)) throw error;
        if (error instanceof PermanentError) refused.push(letter);
        failed.push({ id: letter.id, reason: error.message });
      }
    }
    await this.mark(sent, 'replayed');
    await this.mark(refused, 'withdrawn');
    replayed.push(...sent.map(({ id }) => id));
  }

  private replayOf(letter: LetterSummary, original: OriginalMessage): OutgoingMessage {
    const headers = {
      ...original.headers,
      [headerNames.replayOf]: letter.id,
      [headerNames.replayFor]: letter.pipeline,
      [headerNames.replayedAt]: String(this.parts.clock.now()),
    };
    const partition = original.key === null ? { partition: letter.origin.partition } : {};
    return { key: original.key, value: original.value, headers, ...partition };
  }

  private async mark(letters: readonly LetterSummary[], mark: LetterMark): Promise<void> {
    if (letters.length === 0) return;
    const { clock, source } = this.parts;
    const messages = letters.map(({ id }) => ({
      key: id,
      value: null,
      headers: { [letterHeaders.id]: id, [letterHeaders.mark]: mark, [headerNames.source]: source },
      timestampMs: clock.now(),
    }));
    await this.bus.send(this.topic, messages);
  }

  private async readOne(place: Position): Promise<IncomingMessage> {
    const { messages } = await this.bus.read(place, 1);
    const [message] = messages;
    if (message?.offset === place.offset && message.value !== null) return message;
    throw new PermanentError(`the dead letter at ${place.topic}/${place.partition}/${place.offset} is no longer kept`, 'storage');
  }
}

function byOrigin(a: LetterSummary, b: LetterSummary): number {
  return a.origin.topic.localeCompare(b.origin.topic) || a.origin.partition - b.origin.partition || a.origin.offset - b.origin.offset;
}
