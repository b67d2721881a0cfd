import { describe, expect, it } from 'vitest';
import { cancellationOf } from '../../server/domain/cancellation.ts';
import { asAtMoment, endOfDay } from '../../server/domain/moment.ts';
import { cancellation } from '../support/package-rows.ts';
import { knownOn, target } from '../support/records.ts';

const ROW = cancellation({ cancelled_on: '2010-10-31' });

describe('a reward is cancelled', () => {
  it.each([
    ['not on the day before', '2010-10-30', null],
    ['on the day itself', '2010-10-31', ROW],
    ['and ever after', '2011-03-31', ROW],
  ])('%s', (_sentence, day, expected) => {
    expect(cancellationOf(knownOn(day, { cancellation: ROW }))).toBe(expected);
  });

  it('on that day from its first second, because only the day is known', () => {
    const record = target({ cancellation: ROW });
    expect(cancellationOf({ record, asAt: asAtMoment('2010-10-31T00:00:00Z') })).toBe(ROW);
    expect(cancellationOf({ record, asAt: asAtMoment('2010-10-30T23:59:59Z') })).toBeNull();
  });

  it('on no day where nothing says so', () => {
    expect(cancellationOf({ record: target(), asAt: endOfDay('2011-03-31') })).toBeNull();
  });
});
