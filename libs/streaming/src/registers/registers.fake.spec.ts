import { describeRegisters } from './registers.contract.js';
import { FakeRegisters } from './registers.fake.js';

const registers = new FakeRegisters<{ readonly spent: number }>();
describeRegisters('the fake', () => Promise.resolve({ open: () => registers }));
