import { PermanentError } from '@lodestream/component';
import { type DeadLetter, topics } from '@lodestream/records';
import type { EventBus, IncomingMessage, Position } from '../event-bus.port.js';
import { type LetterMark, letterHeaders, type LetterState, type LetterSummary } from './letter.js';

/** Which letters are meant. */
export interface LetterFilter {
  readonly ids?: readonly string[];
  readonly pipeline?: string;
  readonly reason?: string;
  /** The topic the message came from, in full. */
  readonly topic?: string;
  readonly states?: readonly LetterState[];
}

interface Found {
  readonly record: DeadLetter;
  readonly parts: Map<number, Position>;
  readonly of: number;
}

interface Marks {
  replaying: number;
  ended: number;
  replayedAt: number | null;
}

const pageMessages = 200;

/** Reads the dead-letter topic from its start to what was its end when the reading began, keeping no bytes of letters. */
export class LetterScan {
  private readonly found = new Map<string, Found>();
  private readonly marks = new Map<string, Marks>();
  /** Messages of the topic that are no dead letters. */
  unreadable = 0;
  /** True when letters were left out because more than `maxLetters` matched; the newest stay. */
  truncated = false;

  constructor(
    private readonly bus: Pick<EventBus, 'read' | 'admin'>,
    private readonly topic: string,
    private readonly filter: LetterFilter,
    private readonly maxLetters: number,
  ) {}

  /** The letters that match and are whole, oldest first. */
  async run(): Promise<readonly LetterSummary[]> {
    for (const { partition, logStart, logEnd } of await this.bus.admin.offsetsOf(this.topic)) {
      await this.readPartition(partition, logStart, logEnd);
    }
    const whole = [...this.found].filter(([, { parts, of }]) => parts.size === of);
    const letters = whole.map(([id, found]) => this.summaryOf(id, found));
    const wanted = letters.filter(({ state }) => this.filter.states?.includes(state) ?? true);
    return wanted.sort((a, b) => a.at - b.at || a.origin.offset - b.origin.offset);
  }

  private async readPartition(partition: number, logStart: number, logEnd: number): Promise<void> {
    let offset = logStart;
    while (offset < logEnd) {
      const { messages } = await this.bus.read({ topic: this.topic, partition, offset }, pageMessages);
      for (const message of messages) this.take(message, { topic: this.topic, partition, offset: message.offset });
      if (messages.length === 0) return;
      offset = messages[messages.length - 1]!.offset + 1;
    }
  }

  private take(message: IncomingMessage, at: Position): void {
    const id = message.headers[letterHeaders.id];
    if (message.value === null) return this.takeMark(id, message);
    const record = this.decode(message.value);
    if (!record) return;
    this.takeLetter(
      id ?? `${record.pipeline}/${record.origin.topic}/${record.origin.partition}/${record.origin.offset}`,
      record,
      message,
      at,
    );
  }

  private decode(value: Buffer): DeadLetter | null {
    try {
      return topics.deadLetters.codec.decode(value);
    } catch (error) {
      if (!(error instanceof PermanentError)) throw error;
      this.unreadable += 1;
      return null;
    }
  }

  private takeLetter(id: string, record: DeadLetter, message: IncomingMessage, at: Position): void {
    if (!this.matches(id, record)) return;
    const [part = 1, of = 1] = (message.headers[letterHeaders.part] ?? '1/1').split('/').map(Number);
    const known = this.found.get(id);
    const bare = { ...record, value: null, key: null, headers: {} };
    const found: Found = known?.of === of ? known : { record: bare, parts: new Map(), of };
    found.parts.set(part, at);
    this.found.set(id, found);
    if (this.found.size > this.maxLetters) this.leaveOldest();
  }

  private leaveOldest(): void {
    this.truncated = true;
    const oldest = [...this.found].sort(([, a], [, b]) => a.record.at - b.record.at).slice(0, Math.ceil(this.maxLetters / 10));
    for (const [id] of oldest) this.found.delete(id);
  }

  private takeMark(id: string | undefined, message: IncomingMessage): void {
    const mark = message.headers[letterHeaders.mark] as LetterMark | undefined;
    if (id === undefined || mark === undefined) return;
    const marks = this.marks.get(id) ?? { replaying: 0, ended: 0, replayedAt: null };
    if (mark === 'replaying') marks.replaying += 1;
    else marks.ended += 1;
    if (mark === 'replayed') marks.replayedAt = message.timestampMs;
    this.marks.set(id, marks);
  }

  private matches(id: string, record: DeadLetter): boolean {
    const { ids, pipeline = record.pipeline, reason = record.reason, topic = record.origin.topic } = this.filter;
    return (ids?.includes(id) ?? true) && pipeline === record.pipeline && reason === record.reason && topic === record.origin.topic;
  }

  private summaryOf(id: string, { record, parts }: Found): LetterSummary {
    const { value: _value, key: _key, headers: _headers, ...rest } = record;
    const marks = this.marks.get(id);
    const places = [...parts].sort(([a], [b]) => a - b).map(([, place]) => place);
    return { ...rest, id, state: stateOf(marks), replayedAt: marks?.replayedAt ?? null, parts: places };
  }
}

function stateOf(marks: Marks | undefined): LetterState {
  if (!marks) return 'open';
  if (marks.replaying > marks.ended) return 'uncertain';
  return marks.replayedAt === null ? 'open' : 'replayed';
}
