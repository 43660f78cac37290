import { spawn, type ChildProcess } from 'node:child_process';
import { identify, isRunning, signal, type ProcessIdentity } from '../../../deploy/local/native.mjs';
import { disown, own } from './belongings.js';
import { OutputLog } from './output-log.js';

const DEFAULT_TIMEOUT_MS = 30_000;

/** A process to start: a command with arguments, by default this very Node. */
export interface ServiceCommand {
  readonly args: readonly string[];
  readonly command?: string;
  readonly cwd?: string;
  /** Variables on top of this process's own. */
  readonly env?: Readonly<Record<string, string>>;
}

/** How a process ended: with a code, or by a signal. */
export interface ServiceExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A started process that a test reads, freezes and kills. It is killed with the test process at the latest. */
export interface SpawnedService {
  readonly pid: number;
  /** Everything it has printed, on both streams, in order; bounded to the last megabyte. */
  readonly output: OutputLog;
  /** How it ended, once it has. */
  readonly exited: Promise<ServiceExit>;
  /** Resolves with the first line, printed already or still to come, that matches; rejects if it ends or time runs out. */
  waitForLine(pattern: RegExp | string, timeoutMs?: number): Promise<string>;
  /** Resolves once the URL answers with a 2xx status; rejects if the process ends or time runs out. */
  waitForUrl(url: string, timeoutMs?: number): Promise<void>;
  /** Sends SIGKILL; resolves once it is gone. */
  kill(): Promise<ServiceExit>;
  /** Sends SIGTERM and resolves with how it ended; rejects, after killing it, if it does not end in time. */
  terminate(timeoutMs?: number): Promise<ServiceExit>;
  /** Sends any other signal, such as SIGINT, SIGSTOP or SIGCONT. */
  signal(name: NodeJS.Signals): void;
}

/** Starts a process of ours, as it would run in production, to be watched from outside. */
export async function spawnService(service: ServiceCommand): Promise<SpawnedService> {
  const child = spawn(service.command ?? process.execPath, [...service.args], {
    cwd: service.cwd,
    env: { ...process.env, ...service.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = exitOf(child);
  await new Promise<void>((resolve, reject) => void child.once('spawn', resolve).once('error', reject));
  const identity = child.pid === undefined ? null : identify(child.pid);
  if (identity !== null) own(identity);
  const output = new OutputLog(child);
  void exited.then(() => identity !== null && disown(identity));
  return control({ child, identity, output, exited });
}

interface Running {
  readonly child: ChildProcess;
  readonly identity: ProcessIdentity | null;
  readonly output: OutputLog;
  readonly exited: Promise<ServiceExit>;
}

function control({ child, identity, output, exited }: Running): SpawnedService {
  const send = (name: NodeJS.Signals): boolean => identity !== null && signal(identity, name);
  return {
    pid: child.pid ?? 0,
    output,
    exited,
    waitForLine: (pattern, timeoutMs = DEFAULT_TIMEOUT_MS) => output.waitFor(pattern, timeoutMs),
    waitForUrl: (url, timeoutMs = DEFAULT_TIMEOUT_MS) => untilAnswers(url, { identity, output, timeoutMs }),
    kill: () => (send('SIGKILL'), exited),
    terminate: (timeoutMs = DEFAULT_TIMEOUT_MS) => {
      send('SIGTERM');
      return within(exited, timeoutMs, () => {
        send('SIGKILL');
        return new Error(`It did not end within ${timeoutMs} ms of SIGTERM. Its output:\n${output.tail()}`);
      });
    },
    signal: (name) => void send(name),
  };
}

function exitOf(child: ChildProcess): Promise<ServiceExit> {
  return new Promise((resolve) => {
    child.once('close', (code, signalName) => resolve({ code, signal: signalName }));
  });
}

async function untilAnswers(
  url: string,
  { identity, output, timeoutMs }: Pick<Running, 'identity' | 'output'> & { timeoutMs: number },
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    let last: string;
    try {
      const answer = await fetch(url, {
        signal: AbortSignal.timeout(Math.max(1, Math.min(2_000, deadline - Date.now()))),
      });
      await answer.body?.cancel();
      if (answer.ok) return;
      last = `HTTP ${answer.status}`;
    } catch (error) {
      last = (error as Error).message;
    }
    if (!isRunning(identity)) throw new Error(`It ended before ${url} answered. Its output:\n${output.tail()}`);
    if (Date.now() >= deadline) throw new Error(`${url} did not answer within ${timeoutMs} ms (${last}). Its output:\n${output.tail()}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function within<Value>(promise: Promise<Value>, timeoutMs: number, late: () => Error): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(late()), timeoutMs);
    void promise.then((value) => (clearTimeout(timer), resolve(value)));
  });
}
