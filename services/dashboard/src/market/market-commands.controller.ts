import { Body, Controller, Header, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import type { Clock } from '@lodestream/component';
import { CLOCK, Problem } from '@lodestream/service-kit';
import type { Request } from 'express';
import { CommandCounter } from '../commands/command-counter.js';
import type { CommandState } from '../commands/command-state.js';
import { SystemView } from '../follow/system-view.js';
import { DescribeRoute } from '../openapi/describe-route.js';
import { QueryPipe } from '../rest/query.pipe.js';
import { CoinCommandRequest, SourceCommandRequest } from './market-command.query.js';
import { marketSources } from './market-sources.js';
import { MarketView } from './market-view.js';

/** Manual override of how sources of market data are polled and of prices; what comes of it stands at `/api/v1/commands/{id}` soon after. */
@Controller('api/v1/market')
export class MarketCommandsController {
  constructor(
    @Inject(CommandCounter) private readonly counter: CommandCounter,
    @Inject(MarketView) private readonly market: MarketView,
    @Inject(SystemView) private readonly system: SystemView,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post('sources/:id/commands')
  @HttpCode(202)
  @Header('cache-control', 'no-store')
  @DescribeRoute({
    summary: 'Poll a source of market data now, pause or resume it; operators only, and audited',
    id: 'The id of the source as in `sources`, such as `market:coingecko`.',
    body: SourceCommandRequest,
    status: 202,
    answer: 'CommandState',
    problems: [404, 503],
  })
  source(
    @Param('id') id: string,
    @Body(new QueryPipe(SourceCommandRequest)) { action, reason, minutes }: SourceCommandRequest,
    @Req() request: Request,
  ): Promise<CommandState> {
    const known = marketSources(this.system.rows(this.clock.now())).some((source) => source.id === id);
    if (!known) throw Problem.notFound(`source ${JSON.stringify(id.slice(0, 100))}`);
    return this.counter.ask({ kind: 'source', subject: id, request: { action, reason, arguments: { minutes } } }, request);
  }

  @Post('coins/:id/commands')
  @HttpCode(202)
  @Header('cache-control', 'no-store')
  @DescribeRoute({
    summary: 'Pin the price of a coin for a while, or end that; operators only, and audited',
    id: 'The id of the coin, such as `bitcoin`.',
    body: CoinCommandRequest,
    status: 202,
    answer: 'CommandState',
    problems: [404, 503],
  })
  coin(
    @Param('id') id: string,
    @Body(new QueryPipe(CoinCommandRequest)) { action, reason, usd, minutes }: CoinCommandRequest,
    @Req() request: Request,
  ): Promise<CommandState> {
    if (!this.market.has(id)) throw Problem.notFound(`coin ${JSON.stringify(id.slice(0, 100))}`);
    if (action === 'pin_price' && usd === undefined) throw Problem.wrong([{ field: 'usd', message: 'must be given to pin a price' }]);
    return this.counter.ask({ kind: 'coin', subject: `coin:${id}`, request: { action, reason, arguments: { usd, minutes } } }, request);
  }
}
