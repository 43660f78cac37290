import { Controller, Get, Header, Inject, Param, Query } from '@nestjs/common';
import type { Clock } from '@lodestream/component';
import { CLOCK, Problem } from '@lodestream/service-kit';
import { FleetSums, type FleetSummary } from '../fleet/fleet-summary.js';
import { FleetView, type MinerKnown } from '../fleet/fleet-view.js';
import { orderOf, pageOf, type MinerPage, type SortKey } from '../fleet/miner-page.js';
import { parseCursor } from '../fleet/page-cursor.js';
import { DescribeRoute } from '../openapi/describe-route.js';
import { MinersQuery } from './miners.query.js';
import { QueryPipe } from './query.pipe.js';

/** The fleet and its miners as they stand now. */
@Controller('api/v1')
export class FleetController {
  constructor(
    @Inject(FleetView) private readonly view: FleetView,
    @Inject(FleetSums) private readonly sums: FleetSums,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Counts by state, and sums with their coverage. */
  @Get('fleet')
  @Header('cache-control', 'no-store')
  @DescribeRoute({ summary: 'Miners by state, and sums with their coverage', answer: 'FleetSummary' })
  fleet(): FleetSummary {
    return this.sums.at(this.clock.now());
  }

  /** A page of the table. */
  @Get('miners')
  @Header('cache-control', 'no-store')
  @DescribeRoute({ summary: 'A page of miners', query: MinersQuery, answer: 'MinerPage' })
  miners(@Query(new QueryPipe(MinersQuery)) query: MinersQuery): MinerPage {
    const order = { sort: query.sort.replace(/^-/, '') as SortKey, descending: query.sort.startsWith('-') };
    const cursor = query.cursor ?? null;
    if (cursor !== null && parseCursor(cursor, orderOf(order)) === null)
      throw Problem.wrong([{ field: 'cursor', message: 'it must be the next_cursor of a page with the same sort' }]);
    const { state: states, q: text, limit } = query;
    return pageOf(this.view.rows(this.clock.now()), { states, text, limit, cursor, ...order });
  }

  /** All that is known of one miner. */
  @Get('miners/:id')
  @Header('cache-control', 'no-store')
  @DescribeRoute({ summary: 'All that is known of one miner', id: 'The id of the miner.', answer: 'MinerKnown', problems: [404] })
  miner(@Param('id') id: string): MinerKnown {
    const known = this.view.get(id, this.clock.now());
    if (known === undefined) throw Problem.notFound(`miner ${JSON.stringify(id.slice(0, 100))}`);
    return known;
  }
}
