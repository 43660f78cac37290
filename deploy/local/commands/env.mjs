import { StackProblem } from '../problem.mjs';
import { addressesOf, adminToken, readState, stackFiles } from '../stack-state.mjs';

/**
 * Prints shell lines that tell programs where the stack is, the token included: for `eval "$(…)"`. With `--test` they
 * are the variables by which the tests on real parts share this stack.
 */
export async function env({ options, say }) {
  const files = stackFiles();
  const state = readState(files);
  const token = adminToken(files);
  if (state === null || token === undefined) {
    throw new StackProblem('The stack is down: it has no addresses.', { fix: 'npm run stack -- up' });
  }
  const { kafka, influxdb } = addressesOf(files, state.ports);
  const brokers = kafka.brokers.join(',');
  const variables = options.test
    ? {
        LODESTREAM_TEST_KAFKA: brokers,
        LODESTREAM_TEST_INFLUX_URL: influxdb.url,
        LODESTREAM_TEST_INFLUX_TOKEN: token,
      }
    : {
        LODESTREAM_KAFKA_BROKERS: brokers,
        LODESTREAM_INFLUX_URL: influxdb.url,
        LODESTREAM_INFLUX_ORG: influxdb.organization,
        LODESTREAM_INFLUX_TOKEN: token,
      };
  for (const [name, value] of Object.entries(variables)) say(`export ${name}='${value}'`);
  return 0;
}
