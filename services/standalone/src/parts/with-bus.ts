import { PermanentError, systemClock } from '@lodestream/component';
import { createLog } from '@lodestream/service-kit';
import type { EventBus, TopicSettings } from '@lodestream/streaming';
import { loadApplicationConfig, type ApplicationConfig } from '../application-config.js';
import type { Profile } from '../profile.js';
import { askRunning } from './ask-running.js';
import { createBus } from './create-bus.js';
import { RemoteDeadLetterDesk, type DeadLetterDesk } from './dead-letter-desk.js';
import { localDeadLetterDesk } from './local-dead-letter-desk.js';

/** Where a command finds its bus. */
export interface BusPlace {
  readonly config?: string;
  readonly profile: Profile;
  readonly data?: string;
}

/** Starts the configured bus for one piece of work and stops it again. */
export async function withBus<T>(place: BusPlace, work: (bus: EventBus, topicPrefix: string) => Promise<T>): Promise<T> {
  const application = await loadApplicationConfig({ ...place, environment: process.env });
  return onBus(place, application, work);
}

/** The same for dead letters; where a running process holds the embedded bus, it is asked instead. */
export function withDeadLetters<T>(place: BusPlace, work: (desk: DeadLetterDesk) => Promise<T>): Promise<T> {
  return onBusOrAsk(
    place,
    (bus, prefix) => work(localDeadLetterDesk(bus, prefix)),
    (url) => work(new RemoteDeadLetterDesk(url)),
  );
}

/** The topics of the configured bus; where a running process holds the embedded one, it is asked instead. */
export function listTopics(place: BusPlace): Promise<readonly TopicSettings[]> {
  return onBusOrAsk(
    place,
    (bus) => bus.admin.listTopics(),
    (url) => askRunning<readonly TopicSettings[]>(url, 'topics.list', {}),
  );
}

async function onBusOrAsk<T>(
  place: BusPlace,
  work: (bus: EventBus, topicPrefix: string) => Promise<T>,
  ask: (managementUrl: string) => Promise<T>,
): Promise<T> {
  const application = await loadApplicationConfig({ ...place, environment: process.env });
  const { host, port } = application.host.management;
  try {
    return await onBus(place, application, work);
  } catch (error) {
    const held = place.profile === 'embedded' && error instanceof PermanentError && error.errorClass === 'storage';
    if (!held) throw error;
    return ask(`http://${host}:${port}`);
  }
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
