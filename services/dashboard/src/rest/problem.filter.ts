import { Catch, HttpException, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Log } from '@lodestream/component';
import { LOG, Problem, type ProblemDocument, problemText, problemType } from '@lodestream/service-kit';
import type { Request, Response } from 'express';

const titles: Readonly<Record<number, string>> = {
  400: 'Bad request',
  404: 'Not found',
  413: 'Too large',
  415: 'Unsupported media type',
};

/** Answers every error as a problem document (RFC 9457); what is no HTTP error is a bug, logged whole and shown without its inside. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(@Inject(LOG) private readonly log: Log) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const response = http.getResponse<Response>();
    if (response.headersSent) return void response.end();
    const problem = this.problemOf(error, http.getRequest<Request>());
    if (error instanceof Problem) response.set(error.headers);
    response.status(problem.status).type(problemType).send(problemText(problem));
  }

  private problemOf(error: unknown, request: Request): ProblemDocument {
    if (error instanceof Problem) return error.document;
    const status = requestFault(error);
    if (status === 404) return Problem.notFound(`resource ${pathOf(request)}`).document;
    if (status !== null) return { title: titles[status] ?? 'The request is refused', status, detail: (error as Error).message };
    this.log.error('A request met a bug.', { error });
    return { title: 'Something went wrong inside', status: 500, detail: 'The log has it whole.' };
  }
}

/** The status of an error that the request itself brought about, as Nest or express say; null for any other. */
function requestFault(error: unknown): number | null {
  const status = error instanceof HttpException ? error.getStatus() : (error as { status?: unknown } | null)?.status;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : null;
}

const pathOf = (request: Request): string => (request.originalUrl.split('?', 1)[0] ?? '/').slice(0, 200);
