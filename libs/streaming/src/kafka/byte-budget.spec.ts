import { describe, expect, it } from '@jest/globals';
import { TransientError } from '@lodestream/component';
import { ByteBudget } from './byte-budget.js';

describe('ByteBudget', () => {
  const enter = (budget: ByteBudget, log: string[], name: string, bytes: number): void =>
    budget.enter(
      bytes,
      () => void log.push(name),
      (error) => void log.push(`${name}: ${error.message}`),
    );

  it('lets in what fits at once, and the rest in their order as room comes back', () => {
    const log: string[] = [];
    const budget = new ByteBudget(100, 10);
    enter(budget, log, 'a', 60);
    enter(budget, log, 'b', 60);
    enter(budget, log, 'c', 10);
    expect(log).toEqual(['a']);
    budget.release(60);
    expect(log).toEqual(['a', 'b', 'c']);
  });

  it('gives all the room to one that is larger than it', () => {
    const log: string[] = [];
    const budget = new ByteBudget(100, 10);
    enter(budget, log, 'giant', 500);
    enter(budget, log, 'next', 1);
    expect(log).toEqual(['giant']);
    budget.release(500);
    expect(log).toEqual(['giant', 'next']);
  });

  it('refuses more waiting than its bound', () => {
    const budget = new ByteBudget(10, 1);
    enter(budget, [], 'in', 10);
    enter(budget, [], 'waiting', 10);
    expect(() => enter(budget, [], 'too many', 10)).toThrow(TransientError);
  });

  it('tells those who wait when all is over', () => {
    const log: string[] = [];
    const budget = new ByteBudget(10, 5);
    enter(budget, log, 'in', 10);
    enter(budget, log, 'waiting', 10);
    budget.refuseAll(new Error('over'));
    expect(log).toEqual(['in', 'waiting: over']);
  });
});
