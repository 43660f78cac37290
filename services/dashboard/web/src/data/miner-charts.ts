import type { MinerKnown, Reading } from './types';

/** One line of a chart, by the metric of the store that it shows. */
export interface ChartLine {
  readonly metric: string;
  readonly name: string;
  /** Its value in the newest reading, for the chart to go on with. */
  readonly value: (known: MinerKnown) => number | null;
}

/** One line each board or fan, numbered as the device does. */
export interface PartLines {
  /** The metric of the store, `*` standing for any number. */
  readonly metric: string;
  /** The numbers that a reading lists. */
  readonly listed: (reading: Reading) => readonly number[];
  readonly line: (id: number) => ChartLine;
}

/** A chart of a miner: what it opens into, and what of it stands on the miner's own page. */
export interface MinerChart {
  /** Its place in the address. */
  readonly id: string;
  readonly title: string;
  readonly unit: (known: MinerKnown | null) => string;
  readonly lines: readonly (ChartLine | PartLines)[];
  /** Metrics that stand on the miner's page; the others only in the detail. */
  readonly short: readonly string[];
  /** How the readings of a step become one value; counts are added up. */
  readonly aggregate: 'mean' | 'sum';
}

const rateUnit = (known: MinerKnown | null): string => known?.row.hashrate.unit ?? 'TH/s';
const line = (metric: string, name: string, value: ChartLine['value']): ChartLine => ({ metric, name, value });

function boards(field: string, name: string, read: (board: Reading['hashrate']['per_hashboard'][number]) => number | null): PartLines {
  return {
    metric: `board*_${field}`,
    listed: (reading) => reading.hashrate.per_hashboard.map(({ board_id }) => board_id),
    line: (id) =>
      line(`board${id}_${field}`, `board ${id}${name}`, (known) => {
        const board = known.reading?.hashrate.per_hashboard.find(({ board_id }) => board_id === id);
        return board === undefined ? null : read(board);
      }),
  };
}

function boardHeat(field: 'temp_chip' | 'temp_pcb', name: string): PartLines {
  const key = field === 'temp_chip' ? 'chip_temp' : 'pcb_temp';
  return {
    metric: `board*_${field}`,
    listed: (reading) => reading.temperature.per_hashboard.map(({ board_id }) => board_id),
    line: (id) =>
      line(`board${id}_${field}`, `board ${id}${name}`, (known) => {
        const board = known.reading?.temperature.per_hashboard.find(({ board_id }) => board_id === id);
        return board?.[key] ?? null;
      }),
  };
}

function fans(field: 'rpm' | 'percent'): PartLines {
  const key = field === 'rpm' ? 'speed' : 'speed_percent';
  return {
    metric: `fan*_${field}`,
    listed: (reading) => reading.fans.map(({ fan_id }) => fan_id),
    line: (id) => line(`fan${id}_${field}`, `fan ${id}`, (known) => known.reading?.fans.find(({ fan_id }) => fan_id === id)?.[key] ?? null),
  };
}

/**
 * The lines of a chart: of each part that the newest reading lists or that its history knows. A part of the past that the newest reading
 * no longer lists is called gone.
 */
export function linesOf({ lines }: MinerChart, reading: Reading | null, inHistory: readonly string[]): readonly ChartLine[] {
  return lines.flatMap((each) => ('line' in each ? linesOfParts(each, reading, inHistory) : [each]));
}

function linesOfParts({ metric, listed, line: lineOf }: PartLines, reading: Reading | null, inHistory: readonly string[]): ChartLine[] {
  const now = reading === null ? [] : listed(reading);
  const named = new RegExp(`^${metric.replace('*', '(\\d+)')}$`);
  const past = inHistory.flatMap((each) => named.exec(each)?.[1] ?? []).map(Number);
  const isGone = (id: number): boolean => reading !== null && !now.includes(id);
  const ids = [...new Set([...now, ...past])].sort((one, other) => one - other);
  return ids.map((id) => (isGone(id) ? { ...lineOf(id), name: `${lineOf(id).name} (gone)` } : lineOf(id)));
}

/** All charts of a miner, in the order of its page. */
export const minerCharts: readonly MinerChart[] = [
  {
    id: 'hashrate',
    title: 'Hashrate',
    unit: rateUnit,
    lines: [
      line('hashrate', 'hashrate', ({ row }) => row.hashrate.value),
      line('hashrate_nominal', 'nominal', ({ row }) => row.hashrate.nominal),
      boards('hashrate', '', (board) => board.hashrate),
    ],
    short: ['hashrate', 'hashrate_nominal'],
    aggregate: 'mean',
  },
  {
    id: 'temperature',
    title: 'Temperature',
    unit: () => '°C',
    lines: [
      line('temp_chip_max', 'hottest chip', ({ row }) => row.max_chip_c),
      line('temp_ambient', 'ambient', (known) => known.reading?.temperature.ambient ?? null),
      boardHeat('temp_chip', ', chip'),
      boardHeat('temp_pcb', ', PCB'),
    ],
    short: ['temp_chip_max', 'temp_ambient'],
    aggregate: 'mean',
  },
  {
    id: 'power',
    title: 'Power',
    unit: () => 'W',
    lines: [line('power', 'power', ({ row }) => row.power_w), boards('power', '', (board) => board.power)],
    short: ['power'],
    aggregate: 'mean',
  },
  {
    id: 'efficiency',
    title: 'Efficiency',
    unit: (known) => `J/${rateUnit(known).replace('/s', '')}`,
    lines: [line('efficiency', 'efficiency', ({ row }) => row.efficiency)],
    short: ['efficiency'],
    aggregate: 'mean',
  },
  {
    id: 'fans',
    title: 'Fans',
    unit: () => 'rpm',
    lines: [fans('rpm')],
    short: [],
    aggregate: 'mean',
  },
  {
    id: 'fan-duty',
    title: 'Duty of the fans',
    unit: () => '%',
    lines: [fans('percent')],
    short: [],
    aggregate: 'mean',
  },
  {
    id: 'chips',
    title: 'Chips that fail',
    unit: () => 'chips',
    lines: [boards('chips_bad', ', bad', (board) => board.chips_bad), boards('chips_weak', ', weak', (board) => board.chips_weak)],
    short: [],
    aggregate: 'mean',
  },
  {
    id: 'board-voltage',
    title: 'Voltage of the boards',
    unit: () => 'V',
    lines: [boards('voltage', '', (board) => board.voltage)],
    short: [],
    aggregate: 'mean',
  },
  {
    id: 'frequency',
    title: 'Frequency of the boards',
    unit: () => 'MHz',
    lines: [boards('frequency', '', (board) => board.frequency)],
    short: [],
    aggregate: 'mean',
  },
  {
    id: 'shares',
    title: 'Shares at the pool',
    unit: () => 'shares',
    lines: [
      line('shares_accepted_delta', 'accepted', (known) => known.reading?.shares.accepted_delta ?? null),
      line('shares_rejected_delta', 'rejected', (known) => known.reading?.shares.rejected_delta ?? null),
      line('shares_stale_delta', 'stale', (known) => known.reading?.shares.stale_delta ?? null),
    ],
    short: [],
    aggregate: 'sum',
  },
];

/** The chart with an id; undefined where there is none. */
export const minerChart = (id: string): MinerChart | undefined => minerCharts.find((chart) => chart.id === id);
