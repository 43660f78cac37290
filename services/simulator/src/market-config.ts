import 'reflect-metadata';
import { Judged, type Judgement } from '@lodestream/service-kit';
import { IsIn, IsInt, IsNumber, IsOptional, IsString, Max, Min } from 'class-validator';
import { type MarketFaultKind, marketFaultKinds, type MarketFaultPlan, type MarketSource, marketSources } from './market/faults/market-fault.js';
import { whyNoMove, whyNoTrouble } from './market/world/coins-planned.js';
import type { ShockPlan } from './market/world/shock.js';

/** One planned trouble of a market provider: whose, what, from when, for how long. */
export class MarketFaultConfig {
  /** Whose double it is. */
  @IsIn(marketSources)
  source!: MarketSource;

  /** What goes wrong. */
  @IsIn(marketFaultKinds)
  kind!: MarketFaultKind;

  /** For troubles of one coin, its id such as dogecoin; left out, all coins. */
  @IsOptional()
  @IsString()
  @Judged((coin, plan: MarketFaultConfig) => judged(coin, () => whyNoTrouble(plan)))
  coin?: string;

  /** For `skewed`, what prices are multiplied by. */
  @IsOptional()
  @IsNumber()
  @Min(0.01)
  @Max(100)
  factor?: number;

  /** For `server_error`, the status; left out, 503. */
  @IsOptional()
  @IsInt()
  @Min(400)
  @Max(599)
  status?: number;

  /** Seconds after the farm opened; left out, it has always been so. */
  @IsOptional()
  @IsInt()
  from_seconds?: number;

  /** How long it lasts; left out, for ever. */
  @IsOptional()
  @IsInt()
  @Min(1)
  duration_seconds?: number;
}

/** One planned move of a price or a network's hashrate. */
export class MarketShockConfig {
  /** What moves. */
  @IsIn(['price', 'hashrate'])
  what!: ShockPlan['what'];

  /** The coin's id, such as dogecoin. */
  @IsString()
  @Judged((coin, plan: MarketShockConfig) => judged(coin, () => whyNoMove(plan)))
  coin!: string;

  /** What it is multiplied by. */
  @IsNumber()
  @Min(0.001)
  @Max(1000)
  factor!: number;

  /** Seconds after the farm opened; left out, it has always been so. */
  @IsOptional()
  @IsInt()
  from_seconds?: number;

  /** How long it lasts; left out, for ever. */
  @IsOptional()
  @IsInt()
  @Min(1)
  duration_seconds?: number;
}

/** What is no text is for other rules. */
function judged(coin: unknown, whyNot: () => string | null): Judgement[] {
  const message = typeof coin === 'string' ? whyNot() : null;
  return message === null ? [] : [{ path: [], message, remedy: '' }];
}

/** The trouble an operator's settings describe. */
export function marketFaultOf(config: MarketFaultConfig): MarketFaultPlan {
  const { source, kind, coin, factor, status } = config;
  return {
    source,
    kind,
    ...(coin === undefined ? {} : { coin }),
    ...(factor === undefined ? {} : { factor }),
    ...(status === undefined ? {} : { status }),
    ...whenOf(config),
  };
}

/** The move an operator's settings describe. */
export function marketShockOf(config: MarketShockConfig): ShockPlan {
  const { what, coin, factor } = config;
  return { what, coin, factor, ...whenOf(config) };
}

function whenOf({ from_seconds, duration_seconds }: MarketShockConfig | MarketFaultConfig): { fromMs?: number; durationMs?: number } {
  return {
    ...(from_seconds === undefined ? {} : { fromMs: from_seconds * 1000 }),
    ...(duration_seconds === undefined ? {} : { durationMs: duration_seconds * 1000 }),
  };
}
