import { systemClock, type Clock } from '@lodestream/component';
import { dashboard } from '@lodestream/dashboard';
import { createSimulator, type Simulator } from '@lodestream/simulator';
import { loadApplicationConfig, type ApplicationConfig, type ConfigPlace } from './application-config.js';
import { host, type Application } from './hosting.js';
import { openingTime } from './opening-time.js';
import { simulator as simulatedFarm } from './owners.js';
import { storeSetup } from './parts/apply-store.js';
import { prepareDataDirectory } from './parts/data-directory.js';
import type { Profile } from './profile.js';
import { services, withSettings } from './services.js';
import { withSimulatedFarm } from './simulated-farm.js';

/** What to run. Without `config` there is a simulated farm. */
export interface StandaloneOptions extends ConfigPlace {
  readonly profile: Profile;
  readonly miners: number;
  readonly seed: number;
  readonly clock?: Clock;
}

/** The whole application in one process. */
export type Standalone = Application;

/**
 * Puts everything together and starts nothing.
 * @throws ConfigError with all problems of the configuration
 */
export async function createStandalone(options: StandaloneOptions): Promise<Standalone> {
  const config = await loadApplicationConfig(options);
  if (options.profile === 'embedded' || options.config === undefined) await prepareDataDirectory(config.dataDirectory);
  const simulator = options.config === undefined ? await simulatorOf(config, options) : null;
  return compose(options, config, simulator);
}

function compose(
  { profile, clock = systemClock }: StandaloneOptions,
  application: ApplicationConfig,
  simulator: Simulator | null,
): Standalone {
  const loaded = simulator === null ? application.loaded : withSimulatedFarm(application.loaded, simulator);
  const first = simulator ? [...(profile === 'cluster' ? [storeSetup(application.host)] : []), simulator] : [];
  const hosting = host({ name: 'standalone', profile, application, services: withSettings(services, loaded), clock, first });
  const { host: address, port } = loaded.of(dashboard).dashboard;
  return { ...hosting, greeting: () => `Lodestream is running: http://${address}:${port}` };
}

async function simulatorOf(
  { loaded, dataDirectory }: ApplicationConfig,
  { miners, seed, clock = systemClock }: StandaloneOptions,
): Promise<Simulator> {
  const { miner_port: minerPort, control_port: controlPort, market_port: marketPort } = loaded.of(simulatedFarm).simulator;
  const startMs = await openingTime(dataDirectory, seed, clock.now());
  return createSimulator({ miners, seed, startMs, minerPort, controlPort, marketPort, clock });
}
