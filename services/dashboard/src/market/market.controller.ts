import { Controller, Get, Header, Inject } from '@nestjs/common';
import type { Clock } from '@lodestream/component';
import { CLOCK } from '@lodestream/service-kit';
import { CommandView } from '../commands/command-view.js';
import { SystemView } from '../follow/system-view.js';
import { DescribeRoute } from '../openapi/describe-route.js';
import type { MarketReport } from './market-report.js';
import { marketReport } from './market-sources.js';
import { MarketView } from './market-view.js';

/** Prices, chains and indicators. */
@Controller('api/v1/market')
export class MarketController {
  constructor(
    @Inject(MarketView) readonly market: MarketView,
    @Inject(SystemView) readonly system: SystemView,
    @Inject(CommandView) readonly commands: CommandView,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Header('cache-control', 'no-store')
  @DescribeRoute({
    summary: 'Price, chain and indicators of every coin, the market as a whole, and the providers with their budgets',
    answer: 'MarketReport',
  })
  report(): MarketReport {
    return marketReport(this, this.clock.now());
  }
}
