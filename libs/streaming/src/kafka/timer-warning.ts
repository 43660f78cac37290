type EmitWarning = typeof process.emitWarning;

interface WarningSource {
  emitWarning: EmitWarning;
}

const installed = new WeakMap<WarningSource, { users: number; original: EmitWarning }>();

/**
 * Silences one warning while at least one bus runs: kafkajs's request queue sets timers with a negative delay when it is not
 * throttled, which Node reports as TimeoutNegativeWarning although it then does what was meant. A negative delay set by any
 * other code is still reported. Returns the way to undo it.
 */
export function silenceNegativeTimers(source: WarningSource = process): () => void {
  const present = installed.get(source) ?? install(source);
  present.users += 1;
  let undone = false;
  return () => {
    if (undone) return;
    undone = true;
    present.users -= 1;
    if (present.users > 0) return;
    installed.delete(source);
    source.emitWarning = present.original;
  };
}

function install(source: WarningSource): { users: number; original: EmitWarning } {
  const original = source.emitWarning;
  const filtered = function (this: unknown, warning: string | Error, ...rest: unknown[]): void {
    if (rest[0] === 'TimeoutNegativeWarning' && isKafkajsQueue(new Error().stack)) return;
    Reflect.apply(original, source, [warning, ...rest]);
  };
  source.emitWarning = filtered as EmitWarning;
  const entry = { users: 0, original };
  installed.set(source, entry);
  return entry;
}

function isKafkajsQueue(stack = ''): boolean {
  return /kafkajs[\\/]src[\\/]network[\\/]requestQueue/.test(stack);
}
