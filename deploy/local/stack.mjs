import { parseArgs } from 'node:util';
import { build } from './commands/build.mjs';
import { down } from './commands/down.mjs';
import { env } from './commands/env.mjs';
import { logs } from './commands/logs.mjs';
import { status } from './commands/status.mjs';
import { up } from './commands/up.mjs';
import { StackProblem } from './problem.mjs';

const COMMANDS = { up, down, status, logs, env, build };

const HELP = `Kafka and InfluxDB on this machine: in Docker where an engine answers, as plain processes otherwise.

  npm run stack -- up       start what does not run yet; says so if all of it does
      --engine native|docker    do not choose by whether a Docker engine answers
      --kafka-port N  --kafka-controller-port N  --influxdb-port N  --grafana-port N
      --free-ports              any free ports; \`status\` tells which
  npm run stack -- down     end what \`up\` started; data stays for the next time
      --volumes                 wipe data and tokens too
  npm run stack -- status   addresses and health; ends with 1 unless everything serves
      --json
  npm run stack -- logs [kafka] [influxdb]
      --follow  --lines N
  npm run stack -- env      variables for a shell, the token included
      --test                    those by which the tests on real parts share this stack
  npm run stack -- build [kafka] [influxdb]   build parts into the cache without starting them
      --check                   build nothing; ends with 1 unless they are built`;

const OPTIONS = {
  engine: { type: 'string' },
  'kafka-port': { type: 'string' },
  'kafka-controller-port': { type: 'string' },
  'influxdb-port': { type: 'string' },
  'grafana-port': { type: 'string' },
  'free-ports': { type: 'boolean' },
  volumes: { type: 'boolean' },
  json: { type: 'boolean' },
  follow: { type: 'boolean' },
  test: { type: 'boolean' },
  check: { type: 'boolean' },
  lines: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
};

const NUMBERS = {
  'kafka-port': 65_535,
  'kafka-controller-port': 65_535,
  'influxdb-port': 65_535,
  'grafana-port': 65_535,
  lines: 100_000,
};

process.exitCode = await main(process.argv.slice(2));

async function main(argv) {
  try {
    const { values, positionals } = parse(argv);
    const [name, ...args] = positionals;
    if (values.help || name === undefined) return (console.log(HELP), values.help ? 0 : 64);
    const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (command === undefined)
      throw new StackProblem(`There is no command "${name}".`, {
        fix: 'npm run stack -- --help lists them.',
      });
    return await command({ options: checked(values), args, say: (line) => console.log(line) });
  } catch (error) {
    console.error(error instanceof StackProblem ? error.message : error);
    return 1;
  }
}

function parse(argv) {
  try {
    return parseArgs({ args: argv, options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new StackProblem(error.message, {
      fix: 'npm run stack -- --help lists the options.',
      cause: error,
    });
  }
}

function checked(values) {
  if (values.engine !== undefined && !['native', 'docker'].includes(values.engine)) {
    throw new StackProblem(`--engine must be native or docker, and not "${values.engine}".`);
  }
  const numbers = Object.keys(NUMBERS).filter((name) => values[name] !== undefined);
  return { ...values, ...Object.fromEntries(numbers.map((name) => [name, wholeNumber(name, values[name])])) };
}

function wholeNumber(name, text) {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= NUMBERS[name]) return value;
  throw new StackProblem(`--${name} must be a whole number from 1 to ${NUMBERS[name]}, and not "${text}".`);
}
