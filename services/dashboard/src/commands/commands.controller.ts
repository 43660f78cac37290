import { Body, Controller, Get, Header, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import type { Clock } from '@lodestream/component';
import { CLOCK, Problem } from '@lodestream/service-kit';
import type { Request } from 'express';
import { FleetView } from '../fleet/fleet-view.js';
import { DescribeRoute } from '../openapi/describe-route.js';
import { QueryPipe } from '../rest/query.pipe.js';
import { CommandCounter } from './command-counter.js';
import type { CommandState } from './command-state.js';
import { CommandRequest } from './command.query.js';
import { CommandView } from './command-view.js';

/** Manual override of how miners are polled, and what came of it. */
@Controller('api/v1')
export class CommandsController {
  constructor(
    @Inject(CommandCounter) private readonly counter: CommandCounter,
    @Inject(CommandView) private readonly commands: CommandView,
    @Inject(FleetView) private readonly fleet: FleetView,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Asks; what comes of it stands at `/api/v1/commands/{id}` soon after. */
  @Post('miners/:id/commands')
  @HttpCode(202)
  @Header('cache-control', 'no-store')
  @DescribeRoute({
    summary: 'Poll a miner now, pause or resume its polling, reset its breaker; operators only, and audited',
    id: 'The id of the miner.',
    body: CommandRequest,
    status: 202,
    answer: 'CommandState',
    problems: [404, 503],
  })
  async ask(
    @Param('id') id: string,
    @Body(new QueryPipe(CommandRequest)) body: CommandRequest,
    @Req() request: Request,
  ): Promise<CommandState> {
    if (this.fleet.get(id, this.clock.now())?.listed == null) throw Problem.notFound(`listed miner ${JSON.stringify(id.slice(0, 100))}`);
    const { action, reason, minutes } = body;
    return this.counter.ask({ kind: 'miner', subject: id, request: { action, reason, arguments: { minutes } } }, request);
  }

  @Get('commands/:id')
  @Header('cache-control', 'no-store')
  @DescribeRoute({ summary: 'A command and what came of it', id: 'The id of the command.', answer: 'CommandState', problems: [404] })
  command(@Param('id') id: string): CommandState {
    const known = this.commands.get(id);
    if (known === undefined) throw Problem.notFound(`command ${JSON.stringify(id.slice(0, 100))}`);
    return known;
  }
}
