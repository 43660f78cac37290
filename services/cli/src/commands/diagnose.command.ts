import { lastExchanges, type Exchange } from '@lodestream/standalone';
import type { Command } from 'commander';
import { CliError } from '../cli-error.js';
import type { Output } from '../output.js';
import { wholeNumber } from '../whole-number.js';

interface DiagnoseOptions {
  readonly config?: string;
  readonly managementPort?: number;
  readonly json?: boolean;
}

/** `lodestream diagnose MINER|SOURCE`: what was asked of a miner or a source of market data lately, and what it answered, without secrets. */
export function addDiagnose(program: Command, output: Output): void {
  program
    .command('diagnose')
    .description('print the last exchanges with a miner or a source of market data, without secrets; asks the process that polls it')
    .argument('<name>', 'the id of the miner, or the source, such as coingecko, market:coingecko or node:bellscoin')
    .option('--config <directory>', 'the YAML files of the running process; defaults where absent')
    .option('--management-port <port>', 'its management port, where it is not the configured one', wholeNumber(1, 65_535))
    .option('--json', 'one JSON object a line')
    .action(async (name: string, options: DiagnoseOptions) => {
      const exchanges = await lastExchanges(options, name, options.managementPort);
      if (exchanges.length === 0)
        throw new CliError(
          `That process has not asked ${name} anything lately: it is on no list, no source that is configured, polled elsewhere, or paused.`,
        );
      for (const exchange of exchanges) output.out(options.json ? JSON.stringify(exchange) : describe(exchange));
    });
}

function describe({ at, method, path, status, duration_ms, bytes, body, error }: Exchange): string {
  const came = status === null ? `no answer: ${error}` : `${status}, ${bytes} bytes`;
  const head = `${new Date(at).toISOString()}  ${method} ${path}  ${came}, ${duration_ms} ms`;
  return body === null || body === '' ? head : `${head}\n    ${body.replaceAll('\n', '\n    ')}${body.length < (bytes ?? 0) ? ' …' : ''}`;
}
