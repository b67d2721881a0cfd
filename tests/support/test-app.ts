import type { Express } from 'express';
import { createApp } from '../../server/app.ts';
import type { IsoMoment } from '../../server/domain/moment.ts';
import { createLog } from '../../server/log.ts';
import { createRecord, loadExample } from '../../server/services/setup.ts';
import type { Store } from '../../server/store/store.ts';

/** The Board meets on this day; what was recorded later is not known yet. */
export const MEETING = '2008-11-19';

export interface TestApp {
  readonly app: Express;
  readonly store: Store;
  /** Moves the record's clock. */
  setNow(moment: IsoMoment): void;
}

/** The real app on a fresh record with the example, its clock standing at the start of the Board's day. */
export function testApp(): TestApp {
  const store = createRecord(':memory:');
  loadExample(store);
  return appOn(store);
}

/** The real app on a record without any agreement. */
export function emptyApp(): TestApp {
  return appOn(createRecord(':memory:'));
}

function appOn(store: Store): TestApp {
  let now = `${MEETING}T00:00:00Z`;
  const app = createApp({ store, now: () => now, log: createLog('silent') });
  return {
    app,
    store,
    setNow: (moment) => {
      now = moment;
    },
  };
}
