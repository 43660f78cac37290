import { temporaryFolder } from '@lodestream/test-stack';
import { EmbeddedEventBus } from '../src/index.js';
import { describeAvroStream } from './avro-stream.contract.js';

describeAvroStream('the embedded bus', async () => ({
  bus: new EmbeddedEventBus({ directory: temporaryFolder('avro-stream') }),
  prefix: 'farm.',
}));
