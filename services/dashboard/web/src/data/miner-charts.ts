import type { MinerKnown, Reading } from './types';

/** One line of a chart, by the metric of the store that it shows. */
export interface ChartLine {
  readonly metric: string;
  readonly name: string;
  /** Its value in the newest reading, for the chart to go on with. */
  readonly value: (known: MinerKnown) => number | null;
}

/** A chart of a miner: what it opens into, and what of it stands on the miner's own page. */
export interface MinerChart {
  /** Its place in the address. */
  readonly id: string;
  readonly title: string;
  readonly unit: (known: MinerKnown | null) => string;
  readonly lines: (reading: Reading | null) => readonly ChartLine[];
  /** Metrics that stand on the miner's page; the others only in the detail. */
  readonly short: readonly string[];
  /** How the readings of a step become one value; counts are added up. */
  readonly aggregate: 'mean' | 'sum';
}

const rateUnit = (known: MinerKnown | null): string => known?.row.hashrate.unit ?? 'TH/s';
const line = (metric: string, name: string, value: ChartLine['value']): ChartLine => ({ metric, name, value });

/** One line a board, numbered as the device does. */
function boards(
  reading: Reading | null,
  field: string,
  name: string,
  read: (board: Reading['hashrate']['per_hashboard'][number]) => number | null,
): ChartLine[] {
  const listed = reading?.hashrate.per_hashboard ?? [];
  return listed.map(({ board_id: id }) =>
    line(`board${id}_${field}`, `board ${id}${name}`, (known) => {
      const board = known.reading?.hashrate.per_hashboard.find(({ board_id }) => board_id === id);
      return board === undefined ? null : read(board);
    }),
  );
}

function boardHeat(reading: Reading | null, field: 'temp_chip' | 'temp_pcb', name: string): ChartLine[] {
  const listed = reading?.temperature.per_hashboard ?? [];
  const key = field === 'temp_chip' ? 'chip_temp' : 'pcb_temp';
  return listed.map(({ board_id: id }) =>
    line(`board${id}_${field}`, `board ${id}${name}`, (known) => {
      const board = known.reading?.temperature.per_hashboard.find(({ board_id }) => board_id === id);
      return board?.[key] ?? null;
    }),
  );
}

function fans(reading: Reading | null, field: 'rpm' | 'percent'): ChartLine[] {
  const key = field === 'rpm' ? 'speed' : 'speed_percent';
  return (reading?.fans ?? []).map(({ fan_id: id }) =>
    line(`fan${id}_${field}`, `fan ${id}`, (known) => known.reading?.fans.find(({ fan_id }) => fan_id === id)?.[key] ?? null),
  );
}

/** All charts of a miner, in the order of its page. */
export const minerCharts: readonly MinerChart[] = [
  {
    id: 'hashrate',
    title: 'Hashrate',
    unit: rateUnit,
    lines: (reading) => [
      line('hashrate', 'hashrate', ({ row }) => row.hashrate.value),
      line('hashrate_nominal', 'nominal', ({ row }) => row.hashrate.nominal),
      ...boards(reading, 'hashrate', '', (board) => board.hashrate),
    ],
    short: ['hashrate', 'hashrate_nominal'],
    aggregate: 'mean',
  },
  {
    id: 'temperature',
    title: 'Temperature',
    unit: () => '°C',
    lines: (reading) => [
      line('temp_chip_max', 'hottest chip', ({ row }) => row.max_chip_c),
      line('temp_ambient', 'ambient', (known) => known.reading?.temperature.ambient ?? null),
      ...boardHeat(reading, 'temp_chip', ', chip'),
      ...boardHeat(reading, 'temp_pcb', ', PCB'),
    ],
    short: ['temp_chip_max', 'temp_ambient'],
    aggregate: 'mean',
  },
  {
    id: 'power',
    title: 'Power',
    unit: () => 'W',
    lines: (reading) => [line('power', 'power', ({ row }) => row.power_w), ...boards(reading, 'power', '', (board) => board.power)],
    short: ['power'],
    aggregate: 'mean',
  },
  {
    id: 'efficiency',
    title: 'Efficiency',
    unit: (known) => `J/${rateUnit(known).replace('/s', '')}`,
    lines: () => [line('efficiency', 'efficiency', ({ row }) => row.efficiency)],
    short: ['efficiency'],
    aggregate: 'mean',
  },
  {
    id: 'fans',
    title: 'Fans',
    unit: () => 'rpm',
    lines: (reading) => fans(reading, 'rpm'),
    short: [],
    aggregate: 'mean',
  },
  {
    id: 'fan-duty',
    title: 'Duty of the fans',
    unit: () => '%',
    lines: (reading) => fans(reading, 'percent'),
    short: [],
    aggregate: 'mean',
  },
  {
    id: 'chips',
    title: 'Chips that fail',
    unit: () => 'chips',
    lines: (reading) => [
      ...boards(reading, 'chips_bad', ', bad', (board) => board.chips_bad),
      ...boards(reading, 'chips_weak', ', weak', (board) => board.chips_weak),
    ],
    short: [],
    aggregate: 'mean',
  },
  {
    id: 'board-voltage',
    title: 'Voltage of the boards',
    unit: () => 'V',
    lines: (reading) => boards(reading, 'voltage', '', (board) => board.voltage),
    short: [],
    aggregate: 'mean',
  },
  {
    id: 'frequency',
    title: 'Frequency of the boards',
    unit: () => 'MHz',
    lines: (reading) => boards(reading, 'frequency', '', (board) => board.frequency),
    short: [],
    aggregate: 'mean',
  },
  {
    id: 'shares',
    title: 'Shares at the pool',
    unit: () => 'shares',
    lines: () => [
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
