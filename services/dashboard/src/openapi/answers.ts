import type { ProblemAnswer } from '@lodestream/service-kit';
import type { SessionAnswer } from '../access/session-answer.js';
import type { CommandState } from '../commands/command-state.js';
import type { FleetSummary } from '../fleet/fleet-summary.js';
import type { MinerKnown } from '../fleet/fleet-view.js';
import type { MinerPage } from '../fleet/miner-page.js';
import type { CoinSeries } from '../market/coin-series.js';
import type { MarketReport } from '../market/market-report.js';
import type { MinerSeries } from '../rest/miner-series.js';
import type { SystemReport } from '../follow/system-report.js';

/** The shapes of all answers, by their names in the interface's description, whose schemas are generated from these types. */
export interface Answers {
  readonly CoinSeries: CoinSeries;
  readonly CommandState: CommandState;
  readonly FleetSummary: FleetSummary;
  readonly MarketReport: MarketReport;
  readonly MinerKnown: MinerKnown;
  readonly MinerPage: MinerPage;
  readonly MinerSeries: MinerSeries;
  readonly ProblemAnswer: ProblemAnswer;
  readonly SessionAnswer: SessionAnswer;
  readonly SystemReport: SystemReport;
}
