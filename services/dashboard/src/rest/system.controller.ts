import { Controller, Get, Header, Inject } from '@nestjs/common';
import type { Clock } from '@lodestream/component';
import { CLOCK } from '@lodestream/service-kit';
import { DeadLetterCount } from '../follow/dead-letter-count.js';
import { DescribeRoute } from '../openapi/describe-route.js';
import type { SystemReport } from '../follow/system-report.js';
import { SystemView } from '../follow/system-view.js';

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
  @DescribeRoute({ summary: 'Every instance of every service, and the dead letters kept', answer: 'SystemReport' })
  async system(): Promise<SystemReport> {
    const now = this.clock.now();
    return { as_of: now, services: this.view.rows(now), dead_letters: { kept: await this.deadLetters.kept() } };
  }
}
