import { describeBudgetStore } from './budget-store.contract.js';
import { FakeBudgetStore } from './budget-store.fake.js';

describeBudgetStore('the fake', () => Promise.resolve(new FakeBudgetStore()));
