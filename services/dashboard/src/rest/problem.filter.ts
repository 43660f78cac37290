import { Catch, HttpException, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Log } from '@lodestream/component';
import { LOG } from '@lodestream/service-kit';
import type { Response } from 'express';
import { Problem } from './problem.js';

/** Answers every error as a problem document (RFC 9457); what is no HTTP error is a bug, logged whole and shown without its inside. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(@Inject(LOG) private readonly log: Log) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    if (response.headersSent) return void response.end();
    const problem = this.problemOf(error);
    response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
  }

  private problemOf(error: unknown): { status: number } & Record<string, unknown> {
    if (error instanceof Problem) return { type: 'about:blank', ...error.document };
    if (error instanceof HttpException) return { type: 'about:blank', title: error.message, status: error.getStatus() };
    this.log.error('A request met a bug.', { error });
    return { type: 'about:blank', title: 'Something went wrong inside; the log has it whole.', status: 500 };
  }
}
