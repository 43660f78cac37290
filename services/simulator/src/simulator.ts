import { type Clock, type Lifecycle, type Log, PermanentError, silentLog, systemClock } from '@lodestream/component';
import { AcceleratedClock } from './accelerated-clock.js';
import { controlRoutes } from './control/control-routes.js';
import { ControlServer } from './control/control-server.js';
import { ServedLog } from './control/served-log.js';
import type { FaultPlan } from './faults/fault.js';
import { FaultBook } from './faults/fault-book.js';
import { standingFaults } from './faults/standing-faults.js';
import { capacityOf, firstAddressPattern } from './fleet/addresses.js';
import { Farm } from './fleet/farm.js';
import { createMarketDoubles, type MarketDoubles } from './market/market-doubles.js';
import {
  defaultControlPort,
  defaultFirstAddress,
  defaultMinerPort,
  defaultRandomFaultsPerMinerDay,
  defaultServedLogEntries,
  defaultStartMs,
  type SimulatedMiner,
  type SimulatorOptions,
} from './simulator-options.js';
import { hasLoopbackAlias } from './wire/loopback-aliases.js';
import { MinerDesk } from './wire/miner-desk.js';
import { MinerPlaces } from './wire/miner-places.js';

/** A virtual farm on this machine: its miners answer like real ones, and its control port tells what is true. */
export interface Simulator extends Lifecycle {
  /** The miners as a fleet's configuration would list them; ports of 0 are known only once started. */
  fleet(): SimulatedMiner[];
  /** Where the control interface is; a port of 0 is known only once started. */
  controlUrl(): string;
  readonly controlPort: number;
  /** The doubles of market providers; null where none were asked for. */
  readonly market: MarketDoubles | null;
}

const [slowest, fastest] = [0.01, 10_000];

/** Makes a farm; nothing listens before it is started. */
export function createSimulator(options: SimulatorOptions): Simulator {
  return new VirtualFarm(options);
}

class VirtualFarm implements Simulator {
  private readonly farm: Farm;
  private readonly desk: MinerDesk;
  private readonly places: MinerPlaces;
  private readonly control: ControlServer;
  private readonly log: Log;
  private readonly firstAddress: string;
  readonly market: MarketDoubles | null;

  constructor(private readonly options: SimulatorOptions) {
    const { seed, miners, startMs = openingOf(options), controlPort = defaultControlPort } = options;
    this.firstAddress = options.firstAddress ?? defaultFirstAddress;
    checkOptions(options, this.firstAddress);
    this.log = options.log ?? silentLog;
    const clock = farmClock(options, startMs);
    const plans = options.faults ?? standingFaults(seed, miners);
    const randomPerMinerDay = options.randomFaultsPerMinerDay ?? defaultRandomFaultsPerMinerDay;
    this.farm = new Farm(seed, miners, this.firstAddress, new FaultBook({ startMs, plans, randomPerMinerDay }));
    checkPlans(plans, this.farm);
    const served = new ServedLog(options.servedLogEntries ?? defaultServedLogEntries, miners);
    this.desk = new MinerDesk({
      clock,
      log: this.log,
      served,
      addressOf: (index) => this.places.of(index).address,
    });
    this.places = new MinerPlaces(this.farm, this.desk, clock, options.minerPort ?? defaultMinerPort);
    this.market = marketOf(options, clock, startMs, this.log);
    const about = (): Record<string, unknown> => ({
      seed,
      miners,
      start_ms: startMs,
      served: served.totals(null),
      market: this.market?.url() ?? null,
    });
    this.control = new ControlServer(
      controlPort,
      clock,
      controlRoutes({ farm: this.farm, served, placeOf: (index) => this.places.of(index), about, market: this.market }),
    );
  }

  get controlPort(): number {
    return this.control.port;
  }

  controlUrl(): string {
    return `http://127.0.0.1:${this.control.port}`;
  }

  async start(): Promise<void> {
    await this.places.open(await hasLoopbackAlias(this.firstAddress));
    try {
      await this.control.start();
      await this.market?.start();
    } catch (error) {
      await this.stop();
      throw error;
    }
    const { address, port } = this.places.of(0);
    this.log.info('The simulated farm is open.', {
      miners: this.farm.size,
      first: `${address}:${port}`,
      control: this.controlUrl(),
    });
  }

  async stop(): Promise<void> {
    this.desk.close();
    await Promise.all([this.places.close(), this.control.stop(), this.market?.stop()]);
  }

  fleet(): SimulatedMiner[] {
    return Array.from({ length: this.options.miners }, (_, index) => {
      const { traits } = this.farm.miner(index)!;
      const { address, port } = this.places.of(index);
      const credential = { username: 'admin', password: 'admin' };
      return {
        id: traits.id,
        ip: address,
        port,
        driver: 'vnish',
        model: traits.model.id,
        ...credential,
        location: traits.location,
      };
    });
  }
}

function marketOf(options: SimulatorOptions, clock: Clock, startMs: number, log: Log): MarketDoubles | null {
  const { seed, marketPort: port, marketFaults: faults = [], marketShocks: shocks = [] } = options;
  return port === undefined ? null : createMarketDoubles({ seed, port, clock, startMs, faults, shocks, log });
}

function farmClock({ clock = systemClock, speed = 1 }: SimulatorOptions, startMs: number): Clock {
  return speed === 1 ? clock : new AcceleratedClock(clock, speed, startMs);
}

/** In its usual time a farm is what it is by the calendar; one that hurries begins now, or it would be centuries ahead at once. */
function openingOf({ clock = systemClock, speed = 1 }: SimulatorOptions): number {
  return speed === 1 ? defaultStartMs : clock.now();
}

function checkOptions({ miners, speed = 1, seed, minerPort, controlPort, marketPort }: SimulatorOptions, firstAddress: string): void {
  if (!firstAddressPattern.test(firstAddress)) throw wrong(`the first address ${firstAddress} is not one of 127.0.0.0/8 that ends in .1`);
  const room = capacityOf(firstAddress);
  if (!Number.isInteger(miners) || miners < 1 || miners > room) throw wrong(`a farm has 1 to ${room} miners, not ${miners}`);
  if (!(speed >= slowest && speed <= fastest)) throw wrong(`the speed ${speed} is not one from ${slowest} to ${fastest}`);
  if (!Number.isSafeInteger(seed)) throw wrong(`the seed ${seed} is not a whole number`);
  for (const port of [minerPort, controlPort, marketPort])
    if (port !== undefined && (!Number.isInteger(port) || port < 0 || port > 65_535)) throw wrong(`${port} is no port`);
}

/** A fault of a miner that is not there would never come, and whoever planned it would wait for it. */
function checkPlans(plans: readonly FaultPlan[], farm: Farm): void {
  for (const { miner } of plans) {
    const isThere = typeof miner === 'number' ? miner < farm.size : farm.byId(miner) !== undefined;
    if (!isThere) throw wrong(`a fault is planned for ${miner}, and the farm has ${farm.size} miners`);
  }
}

function wrong(sentence: string): PermanentError {
  return new PermanentError(sentence, 'validation');
}
