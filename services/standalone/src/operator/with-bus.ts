import { PermanentError, systemClock, TransientError } from '@lodestream/component';
import { createLog } from '@lodestream/service-kit';
import type { EventBus } from '@lodestream/streaming';
import { existsSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { isIPv6 } from 'node:net';
import { userInfo } from 'node:os';
import { loadApplicationConfig, type ApplicationConfig } from '../application-config.js';
import { createBus, embeddedBusDirectory } from '../parts/create-bus.js';
import type { Profile } from '../profile.js';
import type { Running } from './ask-running.js';
import { auditTrail } from './audit-trail.js';
import { RemoteDeadLetterDesk, type DeadLetterDesk } from './dead-letter-desk.js';
import { localDeadLetterDesk } from './local-dead-letter-desk.js';
import { localMarketDesk } from './local-market-desk.js';
import { localTopicDesk } from './local-topic-desk.js';
import { RemoteMarketDesk, type MarketDesk } from './market-desk.js';
import { RemoteTopicDesk, type TopicDesk } from './topic-desk.js';

/** Where a command finds its bus. */
export interface BusPlace {
  readonly config?: string;
  readonly profile: Profile;
  readonly data?: string;
}

/** Whether a bus is made where there is none: on the disk, only in a place that the operator has named. */
type Missing = 'refuse' | 'make';

/** Works on the dead letters of the configured bus; where a running process holds the embedded one, it is asked instead. */
export function withDeadLetters<T>(place: BusPlace, work: (desk: DeadLetterDesk) => Promise<T>): Promise<T> {
  return onBusOrAsk(
    place,
    'refuse',
    (bus, prefix, actor) => work(localDeadLetterDesk(bus, prefix, auditTrail(bus, prefix, actor))),
    (running) => work(new RemoteDeadLetterDesk(running)),
  );
}

/** The same for topics; only a caller that will apply them may have a bus made. */
export function withTopics<T>(place: BusPlace, missing: Missing, work: (desk: TopicDesk) => Promise<T>): Promise<T> {
  return onBusOrAsk(
    place,
    missing,
    (bus, prefix, actor) => work(localTopicDesk(bus, prefix, auditTrail(bus, prefix, actor))),
    (running) => work(new RemoteTopicDesk(running)),
  );
}

/** Has an operator's wishes in the market carried out by whoever polls it. */
export function withMarket<T>(place: BusPlace, work: (desk: MarketDesk) => Promise<T>): Promise<T> {
  return onBusOrAsk(
    place,
    'refuse',
    (bus, prefix, actor) => work(localMarketDesk(bus, prefix, actor, auditTrail(bus, prefix, actor))),
    (running) => work(new RemoteMarketDesk(running)),
  );
}

async function onBusOrAsk<T>(
  place: BusPlace,
  missing: Missing,
  work: (bus: EventBus, topicPrefix: string, actor: string) => Promise<T>,
  ask: (running: Running) => Promise<T>,
): Promise<T> {
  const application = await loadApplicationConfig({ ...place, environment: process.env });
  refuseMissing(place, application, missing);
  const actor = userInfo().username.slice(0, 100);
  try {
    return await onBus(place, application, (bus, prefix) => work(bus, prefix, actor));
  } catch (error) {
    const held = place.profile === 'embedded' && error instanceof PermanentError && error.errorClass === 'storage';
    if (!held) throw error;
    const { host, port } = application.host.management;
    const bus = await realpath(embeddedBusDirectory(application.dataDirectory));
    return ask({ url: `http://${isIPv6(host) ? `[${host}]` : host}:${port}`, actor, bus });
  }
}

function refuseMissing(place: BusPlace, { dataDirectory }: ApplicationConfig, missing: Missing): void {
  if (place.profile !== 'embedded' || existsSync(embeddedBusDirectory(dataDirectory))) return;
  const named = place.config !== undefined || place.data !== undefined;
  if (missing === 'make' && named) return;
  throw new TransientError(
    `There is no event log in ${dataDirectory}: Lodestream has not run there, and nothing was made. Name where it runs with --config or --data.`,
    'dependency',
  );
}

async function onBus<T>(
  place: BusPlace,
  application: ApplicationConfig,
  work: (bus: EventBus, topicPrefix: string) => Promise<T>,
): Promise<T> {
  const { host, dataDirectory } = application;
  const log = createLog({ service: 'cli', environment: application.general.environment, level: 'error' });
  const bus = createBus({ profile: place.profile, config: host, dataDirectory, clientId: 'lodestream-cli', log, clock: systemClock });
  try {
    await bus.start();
    return await work(bus, host.stream.topic_prefix);
  } finally {
    await bus.stop();
  }
}
