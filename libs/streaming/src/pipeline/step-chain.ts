import { PermanentError, TransientError, withDeadline } from '@lodestream/component';
import type { Outcome } from '../outcome.js';
import type { Ending, Fate } from './fate.js';
import type { BoundStep } from './pipeline.js';
import { retrying, type RetryParts } from './retry-policy.js';
import type { StepContext } from './step.js';

type Settled = Outcome<unknown> & { attempts?: number };

/** Takes one message through the steps of a pipeline. Steps that answer at once cost no promise. */
export class StepChain {
  private readonly allowed: readonly ReadonlySet<string>[];

  constructor(
    private readonly steps: readonly BoundStep[],
    private readonly parts: Omit<RetryParts, 'signal'> & { readonly onRetry: (step: string) => void },
  ) {
    this.allowed = steps.map(({ step }) => new Set([...step.drops.map((r) => `drop ${r}`), ...step.rejects.map((r) => `reject ${r}`)]));
  }

  /** Settles the fate in place; a promise only where a step needed one. @throws TransientError, or whatever bug a step has */
  run(fate: Fate, context: StepContext): void | Promise<void> {
    return this.from(0, fate, context);
  }

  private from(first: number, fate: Fate, context: StepContext): void | Promise<void> {
    for (let i = first; i < this.steps.length; i += 1) {
      const outcome = this.attempt(this.steps[i]!, fate.value, context);
      if (outcome instanceof Promise) return outcome.then((late) => this.settle(i, late, fate) && this.from(i + 1, fate, context));
      if (!this.settle(i, outcome, fate)) return;
    }
  }

  private settle(index: number, outcome: Settled, fate: Fate): true | undefined {
    if (outcome.kind === 'pass') {
      fate.value = outcome.value;
      return true;
    }
    fate.ended = this.ending(index, outcome);
    return undefined;
  }

  private ending(index: number, outcome: Exclude<Settled, { kind: 'pass' }>): Ending {
    const { name } = this.steps[index]!.step;
    const cause = outcome.kind === 'reject' ? outcome.cause : undefined;
    const declared = this.allowed[index]!.has(`${outcome.kind} ${outcome.reason}`);
    if (!declared && !(cause instanceof PermanentError && cause.errorClass === outcome.reason)) {
      throw new Error(`the step ${name} gave the undeclared reason ${outcome.kind} ${outcome.reason}`);
    }
    return { kind: outcome.kind, step: name, reason: outcome.reason, cause, attempts: outcome.attempts ?? 1 };
  }

  private attempt(bound: BoundStep, value: unknown, context: StepContext): Settled | Promise<Settled> {
    try {
      const outcome = bound.step.run(value, context);
      return outcome instanceof Promise ? this.late(bound, value, context, outcome) : outcome;
    } catch (error) {
      if (error instanceof TransientError && bound.retry.attempts > 1) return this.late(bound, value, context, Promise.reject(error));
      return rejectionOf(error, 1);
    }
  }

  private async late(bound: BoundStep, value: unknown, context: StepContext, first: Promise<Settled>): Promise<Settled> {
    let tries = 0;
    const once = async (attempt: number): Promise<Settled> => {
      tries = attempt;
      if (attempt > 1) this.parts.onRetry(bound.step.name);
      const work = attempt === 1 ? first : Promise.resolve(bound.step.run(value, context));
      return withDeadline(work, bound.deadlineMs, `the step ${bound.step.name}`);
    };
    try {
      return { ...(await retrying(bound.retry, { ...this.parts, signal: context.signal }, once)), attempts: tries };
    } catch (error) {
      return rejectionOf(error, tries);
    }
  }
}

/** A PermanentError is the reject it stands for; everything else stays what it is and goes up. */
function rejectionOf(error: unknown, attempts: number): Settled {
  if (!(error instanceof PermanentError)) throw error;
  return { kind: 'reject', reason: error.errorClass, cause: error, attempts };
}
