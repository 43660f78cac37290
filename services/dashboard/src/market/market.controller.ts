import { Controller, Get, Header, Inject } from '@nestjs/common';
import type { Clock } from '@lodestream/component';
import { CLOCK } from '@lodestream/service-kit';
import { DescribeRoute } from '../openapi/describe-route.js';
import type { MarketReport } from './market-report.js';
import { MarketView } from './market-view.js';

/** Prices, chains and indicators. */
@Controller('api/v1/market')
export class MarketController {
  constructor(
    @Inject(MarketView) private readonly view: MarketView,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Header('cache-control', 'no-store')
  @DescribeRoute({ summary: 'Price, chain and indicators of every coin, and the market as a whole', answer: 'MarketReport' })
  market(): MarketReport {
    return this.view.report(this.clock.now());
  }
}
