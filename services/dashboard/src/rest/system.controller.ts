import { Controller, Get, Header, Inject } from '@nestjs/common';
import type { Clock } from '@lodestream/component';
import { CLOCK } from '@lodestream/service-kit';
import { DeadLetterCount } from '../follow/dead-letter-count.js';
import { SystemView, type SystemRow } from '../follow/system-view.js';

/** What the system says about itself. */
export interface SystemReport {
  readonly as_of: number;
  readonly services: readonly SystemRow[];
  /** Messages in the dead-letter topic; null when the bus can't say. */
  readonly dead_letters: { readonly kept: number | null };
}

/** Services, their lag, ledger, dead letters and last error. */
@Controller('api/v1/system')
export class SystemController {
  constructor(
    @Inject(SystemView) private readonly view: SystemView,
    @Inject(DeadLetterCount) private readonly deadLetters: DeadLetterCount,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Header('cache-control', 'no-store')
  async system(): Promise<SystemReport> {
    const now = this.clock.now();
    return { as_of: now, services: this.view.rows(now), dead_letters: { kept: await this.deadLetters.kept() } };
  }
}
