import { Catch, type ExceptionFilter } from '@nestjs/common';

/** Nest's own filter would turn every error into one "internal" text; the consumer has to tell transient from permanent from bug. */
@Catch()
export class RethrowFilter implements ExceptionFilter {
  /** @throws what was thrown */
  catch(error: unknown): never {
    throw error;
  }
}
