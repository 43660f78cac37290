import type { AlgorithmName } from '../units/algorithm.js';

/** Where a figure of the catalogue comes from. */
export type FigureSource =
  /** The vendor's specification, by the public list of d-central.tech (CC BY 4.0). */
  | 'vendor'
  /** Common knowledge, not found in a source that could be cited; to be checked against a device. */
  | 'unverified'
  /** Worked out from the other figures of the row. */
  | 'computed'
  /** No figure in the row. */
  | 'none';

/** Where the board and chip counts come from. */
export type LayoutSource = 'asic-rs hardware.rs and pyasic model classes' | 'miningos mock device' | 'not found';

/** Temperatures to watch. They are recommendations of monitoring practice, not guarantees of the vendor. */
export interface TemperatureLimits {
  /** The sensor they are meant for: firmware's chip and board readings differ by a firmware-specific offset. */
  readonly sensor: 'chip' | 'pcb';
  readonly warnC: number;
  readonly stopC: number;
}

/** How many boards, and chips on each. */
export interface BoardLayout {
  readonly boards: number;
  readonly chipsPerBoard: number;
}

/** What a model is by its maker's word. Devices come in several bins: what a device says of itself goes before this. */
export interface MinerModel {
  readonly name: string;
  readonly maker: 'Bitmain' | 'MicroBT' | 'Canaan';
  readonly algorithm: AlgorithmName;
  /** In the algorithm's canonical unit. */
  readonly nominalHashrate: number | null;
  readonly nominalPowerW: number | null;
  /** Joules per canonical unit of hashes, such as J/TH. */
  readonly joulesPerUnit: number | null;
  /** Null where it is unknown, or depends on the variant (see `variants`). */
  readonly layout: BoardLayout | null;
  /** Layouts that differ, by the mark in the model string, such as `88` or `VH30`. */
  readonly variants: Readonly<Record<string, BoardLayout>>;
  /** 0 for models cooled by liquid; null when not known. */
  readonly fans: number | null;
  readonly fanCeilingRpm: number | null;
  readonly limits: TemperatureLimits | null;
  readonly sources: { readonly figures: FigureSource; readonly layout: LayoutSource };
}

/** A row of the catalogue as it is written down: what is usual among a maker's models is left away. */
export type ModelRow = Pick<MinerModel, 'name'> &
  Partial<Omit<MinerModel, 'name' | 'layout' | 'variants'>> & {
    /** Boards and chips on each. */
    readonly layout?: readonly [number, number];
    readonly variants?: Readonly<Record<string, readonly [number, number]>>;
  };

/** The whole model from its row and what is usual for its maker. */
export function modelFrom(usual: Pick<MinerModel, 'maker'> & Partial<MinerModel>, row: ModelRow): MinerModel {
  const { layout, variants, ...rest } = row;
  const layouts = Object.entries(variants ?? {}).map(([mark, pair]) => [mark, layoutOf(pair)] as const);
  return {
    ...nothingKnown,
    ...usual,
    ...rest,
    layout: layout === undefined ? null : layoutOf(layout),
    variants: Object.fromEntries(layouts),
    sources: row.sources ?? (rest.nominalHashrate === undefined ? { ...nothingKnown.sources, figures: 'none' } : nothingKnown.sources),
  };
}

const layoutOf = ([boards, chipsPerBoard]: readonly [number, number]): BoardLayout => ({
  boards,
  chipsPerBoard,
});

const nothingKnown: Omit<MinerModel, 'name' | 'maker'> = {
  algorithm: 'sha256d',
  nominalHashrate: null,
  nominalPowerW: null,
  joulesPerUnit: null,
  layout: null,
  variants: {},
  fans: null,
  fanCeilingRpm: null,
  limits: null,
  sources: { figures: 'vendor', layout: 'asic-rs hardware.rs and pyasic model classes' },
};
