import { type Clock, errorClassOf, PermanentError, TransientError } from '@lodestream/component';
import { fieldsOf } from '../../reading/measurements.js';
import type { MinerReading } from '../../reading/miner-reading.js';
import type { DeviceTalk, DriverTarget, MinerDriver, MinerReader, SlowRead } from '../miner-driver.js';
import { knowNothing, type VnishKnowledge } from './knowledge.js';
import { parseSettings, settingsOfPreset } from './parse/settings.js';
import { parseBrokenSensors, parseInfo, parseModel, parsePreset } from './parse/slow-reads.js';
import { parseSummary } from './parse/summary.js';
import { SlowLane, type SlowItem } from './slow-lane.js';
import { VnishClient } from './vnish-client.js';

interface SlowPart extends SlowItem {
  readonly locked: boolean;
  readonly read: (reader: VnishReader, talk: DeviceTalk) => Promise<void>;
}

const minute = 60_000;
const hour = 60 * minute;

/** In the order a new device is asked; identity comes with the very first poll. */
const slowParts: readonly SlowPart[] = [
  { name: 'info', everyMs: 12 * minute, againAfterMs: 2 * minute, locked: false, read: (reader, talk) => reader.readInfo(talk) },
  { name: 'perf-summary', everyMs: 12 * minute, againAfterMs: 12 * minute, locked: false, read: (reader, talk) => reader.readPreset(talk) },
  { name: 'model', everyMs: 24 * hour, againAfterMs: hour, locked: false, read: (reader, talk) => reader.readModel(talk) },
  { name: 'settings', everyMs: 30 * minute, againAfterMs: hour, locked: true, read: (reader, talk) => reader.readSettings(talk) },
  { name: 'boards', everyMs: hour, againAfterMs: 6 * hour, locked: false, read: (reader, talk) => reader.readBoards(talk) },
];

/** VNish 1.x over its REST API under `/api/v1`. */
export const vnishDriver: MinerDriver = {
  name: 'vnish',
  defaultPort: 80,
  open: (target, clock) => new VnishReader(target, clock),
};

/** One VNish device, poll after poll. */
class VnishReader implements MinerReader {
  private readonly knowledge: VnishKnowledge = knowNothing();
  private readonly client: VnishClient;
  private readonly lane: SlowLane<SlowPart>;
  private boardsPath: '/boards' | '/chains' | null = null;

  constructor(
    private readonly target: DriverTarget,
    private readonly clock: Clock,
  ) {
    this.client = new VnishClient(target.credential, clock);
    this.lane = new SlowLane(slowParts, target.minerId, clock);
  }

  async read(talk: DeviceTalk): Promise<MinerReading> {
    if (this.knowledge.info === null) await this.identify(talk);
    const { value: summary, repaired } = await this.client.get(talk, '/summary');
    const status = fieldsOf(summary)['miner'] === null ? (await this.client.get(talk, '/status')).value : null;
    const { knowledge } = this;
    const reading = parseSummary({
      summary,
      status,
      repaired,
      knowledge,
      expectedAlgorithm: this.target.expectedAlgorithm,
      observedAtMs: this.clock.now(),
    });
    if (reading.status.mining_status !== null || reading.hashrate.total !== null) return reading;
    throw new PermanentError('/summary holds neither a state nor a hashrate', 'malformed');
  }

  readSlowly(talk: DeviceTalk, mayAsk: () => boolean): Promise<SlowRead> | null {
    const part = this.lane.next(({ locked }) => !locked || this.client.mayUnlock());
    return part === null || !mayAsk() ? null : this.readPart(part, talk);
  }

  private async readPart(part: SlowPart, talk: DeviceTalk): Promise<SlowRead> {
    try {
      await part.read(this, talk);
      this.lane.done(part, true);
      return { name: part.name, failure: null };
    } catch (error) {
      if (!(error instanceof TransientError || error instanceof PermanentError)) throw error;
      this.lane.done(part, false);
      if (part.locked && errorClassOf(error) === 'authentication') this.knowledge.credentialRefused = true;
      return { name: part.name, failure: error };
    }
  }

  forgetIdentity(): void {
    this.lane.hurry('info');
  }

  clockStepped(byMs: number): void {
    const { info } = this.knowledge;
    if (info !== null && info.bootedAtMs !== null) this.knowledge.info = { ...info, bootedAtMs: info.bootedAtMs + byMs };
  }

  async readInfo(talk: DeviceTalk): Promise<void> {
    this.knowledge.info = parseInfo((await this.client.get(talk, '/info')).value, this.clock.now());
  }

  async readPreset(talk: DeviceTalk): Promise<void> {
    const before = this.knowledge.preset;
    const preset = parsePreset((await this.client.get(talk, '/perf-summary')).value);
    this.knowledge.preset = preset;
    if (this.target.credential === null) this.knowledge.settings = settingsOfPreset(preset);
    else if (before !== null && before.name !== preset.name) this.lane.hurry('settings');
  }

  async readModel(talk: DeviceTalk): Promise<void> {
    this.knowledge.model = parseModel((await this.client.get(talk, '/model')).value);
  }

  async readSettings(talk: DeviceTalk): Promise<void> {
    this.knowledge.settings = parseSettings((await this.client.getUnlocked(talk, '/settings')).value);
    this.knowledge.credentialRefused = false;
  }

  /** 1.3 says `/boards`, 1.2 `/chains`; the device's own answer decides which is asked from then on. */
  async readBoards(talk: DeviceTalk): Promise<void> {
    const path = this.boardsPath ?? '/boards';
    try {
      this.knowledge.brokenSensorBoards = parseBrokenSensors((await this.client.get(talk, path)).value);
      this.boardsPath = path;
    } catch (error) {
      if (path === '/chains' || errorClassOf(error) !== 'version') throw error;
      this.boardsPath = '/chains';
      await this.readBoards(talk);
    }
  }

  /** A device that answers, but not sensibly to `/info`, is read all the same, its unit taken from what is usual. */
  private async identify(talk: DeviceTalk): Promise<void> {
    const info = this.lane.next(({ name }) => name === 'info');
    if (info === null) return;
    try {
      await this.readInfo(talk);
      this.lane.done(info, true);
    } catch (error) {
      if (!(error instanceof PermanentError) && errorClassOf(error) !== 'malformed') throw error;
      this.lane.done(info, false);
    }
  }
}
