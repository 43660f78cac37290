import { type Clock, PermanentError } from '@lodestream/component';
import type { Place } from '../control/truth.js';
import type { Farm } from '../fleet/farm.js';
import type { VirtualMiner } from '../fleet/virtual-miner.js';
import { disruptionOf } from './disruption.js';
import { type GateKeeper, MinerGate } from './miner-gate.js';
import type { MinerDesk } from './miner-desk.js';

/** Where there is one address only, each miner takes a port and a descriptor. */
const maxOnePortEach = 4_000;

/** Before the listeners stand nobody has tried; these systems answer on all of 127.0.0.0/8 out of the box. */
const aliasesAreUsual = ['linux', 'win32', 'android'].includes(process.platform);

interface OwnPorts {
  readonly ports: number[];
  readonly miners: Map<number, number>;
}

/** Where each miner of the farm is found: at an address of its own, or, where a system has but one, at a port of its own. */
export class MinerPlaces {
  private readonly gate: MinerGate;
  private port: number;
  /** Ports by miner, and miners by port, once each has one of its own. */
  private own: OwnPorts | undefined;

  constructor(
    private readonly farm: Farm,
    desk: MinerDesk,
    clock: Clock,
    asked: number,
  ) {
    this.port = asked;
    if (!aliasesAreUsual) this.own = expectedPorts(farm.size, asked);
    const keeper: GateKeeper = {
      minerAt: (address, port) => this.minerAt(address, port),
      reachability: (miner) => disruptionOf(miner.segmentAt(clock.now())).unreachable,
      serve: (miner, request, response) => desk.serve(miner, request, response),
      answer: (miner, request, socket) => desk.answer(miner, request, socket),
    };
    this.gate = new MinerGate(keeper);
  }

  /** Where the miner numbered `index` is. */
  of(index: number): Place {
    if (this.own !== undefined) return { address: '127.0.0.1', port: this.own.ports[index] ?? this.port };
    return { address: this.farm.addressOf(index), port: this.port };
  }

  /** Listens: once for all addresses when the system has `aliases`, else once for each miner. */
  async open(aliases: boolean): Promise<void> {
    if (aliases) {
      this.own = undefined;
      // the one listener not bound to a loopback address: the gate's guard makes up for it
      this.port = await this.gate.listen('0.0.0.0', this.port);
      return;
    }
    if (this.farm.size > maxOnePortEach) {
      throw new PermanentError(`this system has one loopback address only; a farm here has at most ${maxOnePortEach} miners`, 'dependency');
    }
    await this.openOneEach();
  }

  /** Closes every listener and connection. */
  close(): Promise<void> {
    return this.gate.close();
  }

  private async openOneEach(): Promise<void> {
    const own: OwnPorts = { ports: [], miners: new Map() };
    this.own = own;
    try {
      for (let index = 0; index < this.farm.size; index += 1) {
        const port = await this.gate.listen('127.0.0.1', this.port === 0 ? 0 : this.port + index);
        own.ports.push(port);
        own.miners.set(port, index);
      }
    } catch (error) {
      await this.gate.close();
      throw error;
    }
  }

  private minerAt(address: string, port: number): VirtualMiner | undefined {
    if (this.own === undefined) return this.farm.byAddress(address);
    return this.farm.miner(this.own.miners.get(port) ?? -1);
  }
}

function expectedPorts(size: number, first: number): OwnPorts {
  return {
    ports: first === 0 ? [] : Array.from({ length: size }, (_, index) => first + index),
    miners: new Map(),
  };
}
