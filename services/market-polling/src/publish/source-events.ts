import type { Clock } from '@lodestream/component';
import type { Command } from '@lodestream/records';
import type { ReconciledPrice } from '../reconcile/reconciled-price.js';
import type { SourceNotice } from '../sources/market-source.js';
import type { MarketPublisher } from './market-publisher.js';

/** Tells on `source.events` what happens to the sources; what goes on is told once. */
export class SourceEvents {
  private readonly outliers = new Set<string>();

  constructor(
    private readonly publisher: Pick<MarketPublisher, 'event'>,
    private readonly clock: Clock,
  ) {}

  /** A source fell silent, or speaks again. */
  state(kind: 'market' | 'chain', source: string, state: 'up' | 'down', error: Error | null): void {
    const isUp = state === 'up';
    this.publisher.event({
      ...this.about(kind, source),
      type: isUp ? 'connected' : 'disconnected',
      severity: isUp ? 'info' : 'warning',
      from: isUp ? 'down' : 'up',
      to: state,
      detail: error?.message.slice(0, 500) ?? null,
    });
  }

  /** Something an operator should know of a source. */
  notice({ source, type, subject, detail, severity = 'info' }: SourceNotice, kind: 'market' | 'chain' = 'market'): void {
    this.publisher.event({ ...this.about(kind, source), type, subject, severity, detail: detail.slice(0, 500) });
  }

  /** An operator changed how a source or a coin's price is treated. */
  changed({ miner_id, action, arguments: given, requested_by, reason }: Command): void {
    const now = this.clock.now();
    this.publisher.event({
      timestamp: now,
      observed_at: now,
      source_id: miner_id,
      source_kind: miner_id.startsWith('chain:') ? 'chain' : 'market',
      type: 'state_changed',
      to: action,
      detail: `Asked for by ${requested_by}${reason === null ? '' : `: ${reason}`}`.slice(0, 500),
      evidence: { ...given },
    });
  }

  /** Looks for sources that disagree on a coin, and tells when that begins. */
  judge(coinId: string, price: ReconciledPrice): void {
    for (const { source, verdict, usd, deviationPercent } of price.candidates) {
      const key = `${source}/${coinId}`;
      if (verdict !== 'outlier') this.outliers.delete(key);
      else if (!this.outliers.has(key)) {
        this.outliers.add(key);
        this.publisher.event({
          ...this.about('market', source),
          type: 'disagreement',
          severity: 'warning',
          subject: coinId,
          deviation_percent: deviationPercent,
          detail: `Its price of ${coinId} lies too far from the others' and is not taken.`,
          evidence: { price_usd: String(usd), taken_usd: String(price.price['usd'] ?? ''), taken_from: price.source },
        });
      }
    }
  }

  private about(
    kind: 'market' | 'chain',
    source: string,
  ): { timestamp: number; observed_at: number; source_id: string; source_kind: 'market' | 'chain' } {
    const now = this.clock.now();
    return { timestamp: now, observed_at: now, source_id: `${kind}:${source}`, source_kind: kind };
  }
}
