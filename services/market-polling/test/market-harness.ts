import { type Clock, FakeClock, silentLog } from '@lodestream/component';
import {
  type Command,
  type CommandResult,
  fullTopicName,
  type MarketData,
  type MarketGlobal,
  type SourceEvent,
  type TopicDefinition,
  topics,
} from '@lodestream/records';
import { FakeBudgetStore, FakeWebApi, type WebApiOptions } from '@lodestream/polling';
import { validateSection } from '@lodestream/service-kit';
import {
  type BatchHandler,
  FakeLeases,
  FakeRegisters,
  type IncomingBatch,
  LeaseTable,
  type OutgoingMessage,
  type Position,
  type Publisher,
  type SubscribeOptions,
  type Subscription,
} from '@lodestream/streaming';
import { Registry } from 'prom-client';
import { MarketPollingConfig } from '../src/config.js';
import type { HoldsRecord } from '../src/operator/holds.js';
import type { PinnedIdsRecord } from '../src/sources/pinned-ids.js';
import type { LineRecord } from '../src/series/price-series.js';
import { MarketPolling, type MarketPollingParts } from '../src/market-polling.js';

const prefix = 'mining.';

/** A bus that remembers, and that can be taken away. */
export class RememberingPublisher implements Pick<Publisher, 'send'> {
  readonly messages: { readonly topic: string; readonly message: OutgoingMessage }[] = [];
  failure: Error | null = null;

  send(topic: string, messages: readonly OutgoingMessage[]): Promise<never> {
    if (this.failure !== null) return Promise.reject(this.failure);
    this.messages.push(...messages.map((message) => ({ topic, message })));
    return Promise.resolve(undefined as never);
  }

  /** Whoever has subscribed. */
  readonly handlers = new Set<BatchHandler>();

  subscribe({ handler }: SubscribeOptions): Promise<Subscription> {
    this.handlers.add(handler);
    const stop = (): Promise<void> => Promise.resolve(void this.handlers.delete(handler));
    return Promise.resolve({ stop } as Subscription);
  }

  /** Hands a message to whoever has subscribed, and waits until it is handled. */
  async deliver(value: Buffer): Promise<void> {
    const message = { offset: 0, timestampMs: 0, key: null, value, headers: {} };
    const context = { heartbeat: () => Promise.resolve(), commit: () => Promise.resolve(), signal: new AbortController().signal };
    for (const handler of this.handlers) await handler({ topic: '', partition: 0, messages: [message], logStart: 0, logEnd: 1 }, context);
  }

  read({ topic, offset }: Position, maxMessages: number): Promise<IncomingBatch> {
    if (this.failure !== null) return Promise.reject(this.failure);
    const sent = this.messages.filter((each) => each.topic === topic);
    const keyOf = (key: OutgoingMessage['key']): Buffer | null => (key === null ? null : Buffer.from(key));
    const logged = sent.map(({ message }, at) => ({
      ...{ offset: at, timestampMs: 0, headers: {} },
      ...{ key: keyOf(message.key), value: message.value as Buffer | null },
    }));
    return Promise.resolve({
      topic,
      partition: 0,
      messages: logged.slice(offset, offset + maxMessages),
      logStart: 0,
      logEnd: sent.length,
    });
  }

  readonly admin = {
    offsetsOf: async (topic: string) => {
      const { logStart, logEnd } = await this.read({ topic, partition: 0, offset: 0 }, 0);
      return [{ partition: 0, logStart, logEnd }];
    },
  };

  /** What was sent to a topic, read by its codec. */
  records<T>(topic: TopicDefinition<T, never>): T[] {
    const name = fullTopicName(prefix, topic);
    return this.messages.filter((each) => each.topic === name).map(({ message }) => topic.codec.decode(message.value as Buffer));
  }
}

/** Answers of providers by host and path; what is not listed answers 404. */
export type Answers = (host: string, path: string, query: Readonly<Record<string, unknown>>, json: unknown) => AnswerOf;

type AnswerOf = Awaited<ReturnType<ConstructorParameters<typeof FakeWebApi>[0]>>;

/** The service with providers in memory and a clock that is moved. */
export class MarketHarness {
  readonly bus = new RememberingPublisher();
  readonly holds = new FakeRegisters<HoldsRecord>();
  readonly ids = new FakeRegisters<PinnedIdsRecord>();
  readonly lines = new FakeRegisters<LineRecord>();
  readonly bugs: unknown[] = [];
  readonly calls: {
    readonly host: string;
    readonly path: string;
    readonly atMs: number;
    readonly query: Readonly<Record<string, unknown>>;
  }[] = [];

  private commands = 0;

  constructor(
    private readonly answers: Answers,
    readonly clock: FakeClock = new FakeClock(),
  ) {}

  /** A service that is not started yet; where CoinGecko's plan needs a key, it has one. */
  create(marketData: object, parts: Partial<MarketPollingParts> = {}): MarketPolling {
    const { coingecko } = marketData as { readonly coingecko?: object };
    const keyed =
      coingecko !== undefined && 'tier' in coingecko ? { ...marketData, coingecko: { api_key: 'a-key', ...coingecko } } : marketData;
    const { instance: config, findings } = validateSection(MarketPollingConfig, { market_data: keyed });
    if (findings.length > 0) throw new Error(JSON.stringify(findings));
    return new MarketPolling({
      config,
      bus: this.bus as unknown as MarketPollingParts['bus'],
      clock: this.clock as Clock,
      log: silentLog,
      identity: { service: 'market-polling', instance: 'test', version: '0' },
      topicPrefix: prefix,
      registry: new Registry(),
      leases: new FakeLeases(new LeaseTable(), this.clock),
      budgets: new FakeBudgetStore(),
      holds: this.holds,
      ids: this.ids,
      lines: this.lines,
      openWeb: (options) => this.open(options),
      onBug: (bug) => this.bugs.push(bug),
      ...parts,
    });
  }

  /** Starts a service and lets it come to its first wait: the clock must not run off before. */
  async begin(service: MarketPolling): Promise<void> {
    await service.start();
    for (let turn = 0; turn < 5; turn += 1) await this.clock.advance(0);
  }

  get data(): MarketData[] {
    return this.bus.records(topics.marketData);
  }

  get globals(): MarketGlobal[] {
    return this.bus.records(topics.marketGlobal);
  }

  get events(): SourceEvent[] {
    return this.bus.records(topics.sourceEvents);
  }

  /** What came of a command, its last word last; the clock is moved for what waits for a slot. */
  async command(
    miner_id: string,
    action: string,
    given: Record<string, string> = {},
    more: Partial<Command> = {},
  ): Promise<CommandResult[]> {
    const now = this.clock.now();
    const who = { requested_by: 'anna', decided_by: 'anna', reason: 'a test', alert_fingerprint: null, needs_approval: false };
    const when = { timestamp: now, expires_at: now + 60_000, step: 'approved' as const, dry_run: false, expected: {} };
    const command: Command = { command_id: `c${(this.commands += 1)}`, miner_id, action, arguments: given, ...who, ...when, ...more };
    let handled = false;
    const handling = this.bus.deliver(topics.commands.codec.encode(command)).finally(() => (handled = true));
    for (let turn = 0; turn < 200 && !handled; turn += 1) await this.clock.advance(turn < 20 ? 0 : 1_000);
    await handling;
    return this.bus.records(topics.commandResults).filter(({ command_id }) => command_id === command.command_id);
  }

  private open({ baseUrl }: WebApiOptions): FakeWebApi {
    const { host } = new URL(baseUrl);
    return new FakeWebApi(({ path, query = {}, json }) => {
      this.calls.push({ host, path, atMs: this.clock.now(), query });
      return this.answers(host, path, query, json);
    });
  }
}
