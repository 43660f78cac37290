import type { SourceNotice } from './market-source.js';
import type { RequestOutcome } from './paced-api.js';

/** Tells when an endpoint begins to answer in a shape that is not the one agreed on; once, until it can be read again. */
export class FormatWatch {
  private readonly told = new Set<string>();

  constructor(private readonly tell: (notice: SourceNotice) => void) {}

  /** Takes in how a request ended. */
  ended({ source, endpoint, error, message, misread }: RequestOutcome): void {
    const key = `${source} ${endpoint}`;
    if (error === null) this.told.delete(key);
    if (error === null || !(misread || error === 'malformed') || this.told.has(key)) return;
    this.told.add(key);
    this.tell({ source, type: 'format_changed', subject: endpoint, severity: 'warning', detail: message ?? error });
  }
}
