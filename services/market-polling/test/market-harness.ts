import { type Clock, FakeClock, silentLog } from '@lodestream/component';
import { fullTopicName, type MarketData, type SourceEvent, type TopicDefinition, topics } from '@lodestream/records';
import { FakeBudgetStore, FakeWebApi, type WebApiOptions } from '@lodestream/polling';
import { validateSection } from '@lodestream/service-kit';
import { FakeLeases, LeaseTable, type OutgoingMessage, type Publisher } from '@lodestream/streaming';
import { Registry } from 'prom-client';
import { MarketPollingConfig } from '../src/config.js';
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
  readonly bugs: unknown[] = [];
  readonly calls: {
    readonly host: string;
    readonly path: string;
    readonly atMs: number;
    readonly query: Readonly<Record<string, unknown>>;
  }[] = [];

  constructor(
    private readonly answers: Answers,
    readonly clock: FakeClock = new FakeClock(),
  ) {}

  /** A service that is not started yet. */
  create(marketData: object, parts: Partial<MarketPollingParts> = {}): MarketPolling {
    const { instance: config, findings } = validateSection(MarketPollingConfig, { market_data: marketData });
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

  get events(): SourceEvent[] {
    return this.bus.records(topics.sourceEvents);
  }

  private open({ baseUrl }: WebApiOptions): FakeWebApi {
    const { host } = new URL(baseUrl);
    return new FakeWebApi(({ path, query = {}, json }) => {
      this.calls.push({ host, path, atMs: this.clock.now(), query });
      return this.answers(host, path, query, json);
    });
  }
}
