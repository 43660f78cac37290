/** Something a person can put right: printed as its message alone, with what to do, and without a stack trace. */
export class StackProblem extends Error {
  name = 'StackProblem';

  constructor(message, { fix, cause } = {}) {
    super(fix === undefined ? message : `${message}\n  Fix: ${fix}`, { cause });
  }
}
