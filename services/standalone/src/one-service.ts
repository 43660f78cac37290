import { PermanentError, systemClock, type Clock } from '@lodestream/component';
import { loadApplicationConfig, type ConfigPlace } from './application-config.js';
import { host, type Application } from './hosting.js';
import type { Profile } from './profile.js';
import { services, withSettings } from './services.js';

/** Which service to run alone, and as whom. */
export interface OneServiceOptions extends ConfigPlace {
  readonly service: string;
  readonly profile: Profile;
  /** The name of this process among its replicas; the configured one, or the machine's, where absent. */
  readonly instance?: string;
  /** The port of health and metrics; the configured one where absent. */
  readonly managementPort?: number;
  readonly clock?: Clock;
}

/** The names of the services that can be run alone. */
export const serviceNames: readonly string[] = services.map(({ name }) => name);

/** Why one service can't run alone on the embedded parts, and what to do instead. */
export const needsCluster =
  'The embedded bus lives in one process and no other can reach it, so one service alone would have nobody to speak to. ' +
  'Run all of them with `lodestream start`, or this one on Kafka with `--profile cluster`.';

/**
 * Puts one service alone on the cluster profile; starts nothing.
 * @throws PermanentError for a service that does not exist, or for the embedded profile; ConfigError with all problems of the configuration
 */
export async function createOneService(options: OneServiceOptions): Promise<Application> {
  if (options.profile === 'embedded') throw new PermanentError(needsCluster, 'validation');
  const definition = services.find(({ name }) => name === options.service);
  if (definition === undefined)
    throw new PermanentError(`There is no service "${options.service}"; there are ${serviceNames.join(', ')}.`, 'validation');
  const application = await loadApplicationConfig(options);
  const { instance, managementPort, profile, clock = systemClock } = options;
  const hosted = withSettings([definition], application.loaded);
  const hosting = host({ name: definition.name, profile, application, services: hosted, clock, instance, managementPort });
  const greeting = (): string => `${definition.name} is running as ${hosting.instance}: ${hosting.managementUrl()}/health/ready`;
  return { ...hosting, greeting };
}
