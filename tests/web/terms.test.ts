import { describe, expect, it } from 'vitest';
import type { Commitment, TargetTerms } from '../../server/domain/data-package.ts';
import { targetAddress } from '../../server/domain/target-order.ts';
import {
  formValues,
  h1Of,
  mainText,
  openPage,
  type Page,
  problemsOn,
  rowsUnder,
  sendForm,
  tableRows,
  textOf,
} from '../support/page.ts';
import { quantity, year } from '../support/records.ts';
import { type TestApp, testApp } from '../support/test-app.ts';

type Fields = Readonly<Record<string, string | readonly string[]>>;

/** A National Indicator that the record does not hold yet: lower is better, one figure a year. */
const added: Fields = {
  agreement: 'LAA2',
  seen: '0',
  indicator: 'NI 14',
  part: '',
  title: 'Reducing avoidable contact',
  definition: 'Contacts that were of little or no value to the customer.',
  unit: '%',
  decimals: '1',
  polarity: 'lower',
  measure: 'snapshot',
  pattern: 'plain',
  due_quarters: ['2', '4'],
  every_years: '1',
  survey_year: '',
  lag_days: '60',
  numerator_label: '',
  denominator_label: '',
  multiplier: '',
  data_source: 'Councils’ own counts',
  lead: 'OWP',
  contributors: ['CYPT', 'HWB'],
  delivery_group: 'OWP-OPS',
  lead_officer_role: 'Head of customer services',
  statutory: 'no',
  state: 'agreed',
  baseline_year: '2007/08',
  baseline: '40.5',
  target_2008: '36',
  target_2009: '33',
  target_2010: '30',
  stretch: '',
  decided_by: 'Public Service Board',
  decided_on: '2008-11-18',
  path: 'linear',
  profile: '',
  tolerance_mode: 'absolute',
  tolerance: '2',
  tolerance_set_by: 'Public Service Board',
  influence: 'control',
  reason: 'Added at the half year',
};

function termsOf({ store }: TestApp, agreement: string, indicator: string, part = ''): TargetTerms[] {
  return store.rows.targets
    .list()
    .filter((row) => row.agreement === agreement && row.indicator === indicator && row.part === part);
}

function commitmentsOf({ store }: TestApp, agreement: string, indicator: string): Commitment[] {
  return store.rows.commitments.list().filter((row) => row.agreement === agreement && row.indicator === indicator);
}

/** How many rows there are of all that this form may write. */
function written({ store }: TestApp): number[] {
  return [store.rows.indicators, store.rows.targets, store.rows.commitments].map((rows) => rows.list().length);
}

const UNTOUCHED = [65, 126, 310];

/** Links of the error summary that lead to nothing. */
function lostLinks(page: Page): string[] {
  return Object.keys(problemsOn(page)).filter((field) => page.root.querySelector(`#${field}`) === null);
}

/** What is said beside a field. */
function saidAt(page: Page, field: string): string {
  const group = page.root.querySelector(`#${field}`)?.closest('.govuk-form-group');
  return textOf(group?.querySelector('.govuk-error-message')).replace(/^Error: /, '');
}

describe('a new target', () => {
  const { app } = testApp();

  it('begins with the agreement and one of the 199 indicators of the catalogue', async () => {
    const page = await openPage(app, '/targets/new');
    expect(h1Of(page)).toBe('Add a target');
    const options = page.root.querySelectorAll('#ni option').map((option) => option.getAttribute('value'));
    expect(options).toHaveLength(200);
    expect(options.slice(0, 3)).toEqual(['', 'NI 1', 'NI 2']);
  });

  it.each([
    ['a National Indicator', 'agreement=laa2&ni=NI+14', { indicator: 'NI 14', unit: '%', decimals: '' }],
    ['a local indicator', 'agreement=ox2030&code=OX2030+7&part=a', { indicator: 'OX2030 7', part: 'a', title: '' }],
  ])('of %s: filled in as far as is known, and the polarity never', async (_sentence, query, values) => {
    const held = formValues(await openPage(app, `/targets/new?${query}`), '/targets/new');
    expect(held).toMatchObject({ ...values, seen: '0' });
    expect(held).not.toHaveProperty('polarity');
    expect(held).not.toHaveProperty('statutory');
    expect(held).not.toHaveProperty('due_quarters');
    expect(held).toMatchObject({ lead: '', state: '', measure: '', path: '', decimals: '' });
  });

  it('of the catalogue shows what that says, to be checked', async () => {
    const words = mainText(await openPage(app, '/targets/new?agreement=laa2&ni=NI+14'));
    expect(words).toContain('annual; lower is better (from general knowledge, not checked)');
    const neither = mainText(await openPage(app, '/targets/new?agreement=laa2&ni=NI+190'));
    expect(neither).toContain('which way is better is not one answer');
  });

  it('of an agreement in its first quarter has a page there at once', async () => {
    const young = testApp();
    young.setNow('2006-05-10T00:00:00Z');
    const { target_2009, target_2010, ...rest } = added;
    const first: Fields = {
      ...rest,
      agreement: 'LAA1',
      lead: 'OSCP',
      contributors: [],
      delivery_group: '',
      decided_on: '2006-05-09',
      baseline_year: '2005/06',
      target_2006: target_2010 ?? '',
      target_2007: target_2009 ?? '',
      target_2008: '28',
    };
    const { status, headers } = await sendForm(young.app, '/targets/new', first);
    expect([status, headers.location]).toEqual([303, '/targets/laa1/ni-14']);
    const page = await openPage(young.app, '/targets/laa1/ni-14');
    expect(page.status).toBe(200);
    expect(mainText(page)).toContain('quarter 1 of 2006/07');
  });

  it('is stored with its indicator, its terms and what is agreed, and its page and row are there', async () => {
    const test = testApp();
    const { status, headers } = await sendForm(test.app, '/targets/new', added);
    expect([status, headers.location]).toEqual([303, '/targets/laa2/ni-14']);
    expect(test.store.rows.indicators.list().find((row) => row.indicator === 'NI 14')).toEqual({
      indicator: 'NI 14',
      part: '',
      title: 'Reducing avoidable contact',
      definition: 'Contacts that were of little or no value to the customer.',
      unit: '%',
      decimals: 1,
      polarity: 'lower',
      measure: 'snapshot',
      pattern: 'plain',
      due_quarters: '2|4',
      every_years: 1,
      survey_year: null,
      lag_days: 60,
      numerator_label: null,
      denominator_label: null,
      multiplier: null,
      data_source: 'Councils’ own counts',
      source: null,
    });
    expect(termsOf(test, 'LAA2', 'NI 14')).toEqual([
      {
        agreement: 'LAA2',
        indicator: 'NI 14',
        part: '',
        version: 1,
        recorded_on: '2008-11-19',
        reason: 'Added at the half year',
        lead: 'OWP',
        contributors: 'CYPT|HWB',
        delivery_group: 'OWP-OPS',
        lead_officer_role: 'Head of customer services',
        statutory: 'no',
        state: 'agreed',
        path: 'linear',
        profile: null,
        tolerance_mode: 'absolute',
        tolerance: quantity(2),
        tolerance_set_by: 'Public Service Board',
        influence: 'control',
        successor_agreement: null,
        successor_indicator: null,
        successor_part: null,
        source: null,
      },
    ]);
    const commitments = commitmentsOf(test, 'LAA2', 'NI 14');
    expect(commitments.map(({ item, period, value }) => [item, period, value])).toEqual([
      ['baseline', year('2007/08'), quantity('40.5')],
      ['target', year('2008/09'), quantity(36)],
      ['target', year('2009/10'), quantity(33)],
      ['target', year('2010/11'), quantity(30)],
    ]);
    for (const row of commitments) {
      expect(row).toMatchObject({
        basis: 'standard',
        version: 1,
        state: 'agreed',
        recorded_on: '2008-11-19',
        decided_on: '2008-11-18',
        decided_by: 'Public Service Board',
        reason_code: 'initial',
        provenance: 'entered',
      });
    }
    const page = await openPage(test.app, headers.location ?? '');
    expect([page.status, h1Of(page)]).toEqual([200, 'Reducing avoidable contact']);
    // The half year’s figure is due 60 days after 30 September.
    expect(mainText(page)).toContain('Not due yet: the figure for July to September 2008 is due by 29 November 2008.');
    const list = await openPage(test.app, '/targets?q=ni14');
    const table = list.root.querySelector('main table');
    expect(table === null ? [] : tableRows(table).map(({ cells }) => [cells.Colour, cells.Target])).toEqual([
      ['Not due', '36.0%'],
    ]);
    expect(mainText(await openPage(test.app, '/'))).toContain('65 targets =');
  });

  it('of an indicator that the record holds takes it as it is', async () => {
    const test = testApp();
    const form = await openPage(test.app, '/targets/new?agreement=ox2030&ni=NI+192');
    expect(mainText(form)).toContain('The indicator is in the record; what it measures is not changed here.');
    expect(formValues(form, '/targets/new')).not.toHaveProperty('polarity');
    const { status, headers } = await sendForm(test.app, '/targets/new', {
      ...added,
      agreement: 'OX2030',
      indicator: 'NI 192',
      title: 'Another title',
      polarity: 'lower',
    });
    expect([status, headers.location]).toEqual([303, '/targets/ox2030/ni-192']);
    expect(written(test)).toEqual([65, 127, 314]);
    expect(h1Of(await openPage(test.app, '/targets/ox2030/ni-192'))).toBe(
      'Household waste sent for reuse, recycling and composting',
    );
  });

  it('with a part has it in its address', async () => {
    const test = testApp();
    const given = { ...added, agreement: 'OX2030', indicator: 'OX2030 7', part: 'b' };
    const { headers } = await sendForm(test.app, '/targets/new', given);
    expect(headers.location).toBe('/targets/ox2030/ox2030-7/b');
    expect((await openPage(test.app, '/targets/ox2030/ox2030-7/b')).status).toBe(200);
  });

  it('without anything agreed is a placeholder with no commitments', async () => {
    const test = testApp();
    const nothing = { baseline: '', baseline_year: '', target_2008: '', target_2009: '', target_2010: '' };
    await sendForm(test.app, '/targets/new', { ...added, ...nothing, state: 'placeholder' });
    expect(commitmentsOf(test, 'LAA2', 'NI 14')).toEqual([]);
    expect(mainText(await openPage(test.app, '/targets/laa2/ni-14'))).toContain('this one is a placeholder');
  });

  it('can be given its figures at once', async () => {
    const test = testApp();
    await sendForm(test.app, '/targets/new', added);
    const figure = {
      period: '2008-09-q2',
      value: '38',
      status: 'final',
      seen: '0',
      step: 'save',
    };
    expect((await sendForm(test.app, '/figures/laa2/ni-14', figure)).status).toBe(303);
    // The year ends in its fourth quarter: 40.5 − 4.5 × 2/4 = 38.25, which one decimal makes 38.3.
    expect(mainText(await openPage(test.app, '/targets/laa2/ni-14'))).toContain(
      '38.0% by September 2008 against 38.3% expected: 0.3 points under.',
    );
  });
});

describe('a new target that cannot be stored', () => {
  const test = testApp();

  it.each<[sentence: string, given: Fields, field: string, message: RegExp]>([
    ['no polarity', { polarity: '' }, 'polarity', /./],
    ['a polarity that is none', { polarity: 'sideways' }, 'polarity', /one of higher, lower/],
    ['no title', { title: '' }, 'title', /./],
    ['no code', { indicator: '' }, 'indicator', /./],
    ['no unit', { unit: ' ' }, 'unit', /./],
    ['no decimals', { decimals: '' }, 'decimals', /./],
    ['five decimals', { decimals: '5' }, 'decimals', /from 0 to 4/],
    ['no way of counting', { measure: '' }, 'measure', /./],
    ['no quarter that brings a figure', { due_quarters: [] }, 'due_quarters', /./],
    ['a lag before the quarter’s end', { lag_days: '-1' }, 'lag_days', /0 or more/],
    ['a lag of more than ten years', { lag_days: '3661' }, 'lag_days', /more than ten years/],
    ['no rhythm in years', { every_years: '0' }, 'every_years', /1 or more/],
    ['a two-yearly survey without a year', { every_years: '2' }, 'survey_year', /needs the year from which they count/],
    ['no lead', { lead: '' }, 'lead', /./],
    ['a lead that nobody knows', { lead: 'NOBODY' }, 'lead', /NOBODY/],
    ['a contributor that nobody knows', { contributors: ['NOBODY'] }, 'contributors', /NOBODY/],
    ['no word on whether it is statutory', { statutory: '' }, 'statutory', /./],
    ['no state', { state: '' }, 'state', /./],
    ['no path', { path: '' }, 'path', /./],
    ['a profile of 101', { path: 'profile', profile: '25|25|25|26' }, 'profile', /sums to 101/],
    ['a profile of three quarters', { path: 'profile', profile: '30|30|40' }, 'profile', /has 3 shares/],
    ['a tolerance of no kind', { tolerance_mode: '' }, 'tolerance_mode', /is empty beside a tolerance of 2/],
    [
      'a tolerance as a share of an improvement from no baseline',
      { tolerance_mode: 'share', tolerance: '25', baseline: '', baseline_year: '' },
      'tolerance_mode',
      /no baseline is agreed/,
    ],
    [
      'a tolerance as a share of no improvement',
      { tolerance_mode: 'share', tolerance: '25', target_2010: '40.5' },
      'tolerance_mode',
      /the target of 2010\/11 is the baseline/,
    ],
    ['a baseline without its year', { baseline_year: '' }, 'baseline_year', /Give the year of the baseline/],
    ['a baseline of a year that is none', { baseline_year: '2007' }, 'baseline_year', /Give the year of the baseline/],
    ['a target in words', { target_2009: 'a third' }, 'target_2009', /a number with at most 4 decimal places/],
    ['a stretch in words', { stretch: 'more' }, 'stretch', /a number with at most 4 decimal places/],
    ['a decision of tomorrow', { decided_on: '2008-11-20' }, 'decided_on', /2008-11-20/],
    ['a decision on no day', { decided_on: 'November' }, 'decided_on', /a date such as/],
    ['a target that is there already', { indicator: 'NI 192' }, 'indicator', /has this target already/],
    ['a code that would have another’s address', { indicator: 'NI-192' }, 'indicator', /has the address of/],
    ['a part that would have another’s address', { indicator: 'NI 195', part: 'A' }, 'part', /has the address of/],
    ['a code without a letter or digit', { indicator: '–' }, 'indicator', /makes no address/],
  ])('%s is refused at its field, and all that was typed is kept', async (_sentence, given, field, message) => {
    const page = await sendForm(test.app, '/targets/new', { ...added, ...given });
    expect(page.status).toBe(422);
    expect(textOf(page.root.querySelector('title'))).toMatch(/^Error: /);
    expect(problemsOn(page)[field]).toMatch(message);
    expect(lostLinks(page)).toEqual([]);
    expect(saidAt(page, field)).toBe(problemsOn(page)[field]);
    const kept = formValues(page, '/targets/new');
    expect(kept).toMatchObject({ lead_officer_role: 'Head of customer services', reason: 'Added at the half year' });
    expect(kept.target_2009).toBe(given.target_2009 ?? '33');
    expect(kept.tolerance_set_by).toBe('Public Service Board');
    expect(written(test)).toEqual(UNTOUCHED);
  });

  it('every problem is listed at once', async () => {
    const page = await sendForm(test.app, '/targets/new', {
      ...added,
      polarity: '',
      measure: '',
      due_quarters: [],
      lead: '',
      target_2008: 'x',
      decided_on: '2009-01-01',
    });
    expect(Object.keys(problemsOn(page))).toEqual(
      expect.arrayContaining(['polarity', 'measure', 'due_quarters', 'lead', 'target_2008', 'decided_on']),
    );
    expect(formValues(page, '/targets/new')).not.toHaveProperty('polarity');
  });

  it('an empty form is refused, not broken', async () => {
    expect((await sendForm(test.app, '/targets/new', { agreement: 'LAA2' })).status).toBe(422);
    expect((await sendForm(test.app, '/targets/new', {})).status).toBe(404);
    expect(written(test)).toEqual(UNTOUCHED);
  });

  it('another site cannot add one', async () => {
    const { status } = await sendForm(test.app, '/targets/new', added, { 'Sec-Fetch-Site': 'cross-site' });
    expect(status).toBe(403);
    expect(written(test)).toEqual(UNTOUCHED);
  });
});

/** The form to change a target, as a browser would send it back, with what is changed. */
async function changeOf({ app }: TestApp, action: string, given: Fields): Promise<Fields> {
  return { ...formValues(await openPage(app, action), action), ...given };
}

const NI_192 = '/terms/laa2/ni-192';
const BOARD = { reason: 'The Board wants more', reason_code: 'refresh', decided_by: 'Public Service Board' };

describe('a change of a target', () => {
  it('starts from what holds now, with an empty reason', async () => {
    const { app } = testApp();
    const page = await openPage(app, NI_192);
    expect(h1Of(page)).toBe('Change the target');
    expect(mainText(page)).toContain('version 1 of its terms holds now');
    expect(formValues(page, NI_192)).toMatchObject({
      seen: '1',
      lead: 'OWP',
      delivery_group: 'OWP-OPS',
      state: 'agreed',
      statutory: 'no',
      path: 'linear',
      tolerance_mode: 'absolute',
      tolerance: '1',
      baseline_year: '2007/08',
      baseline: '39.4',
      target_2008: '41',
      target_2009: '43',
      target_2010: '45',
      stretch: '',
      reason: '',
    });
  });

  it('makes the next version of the terms, and of a level only where it differs; the old ones stay', async () => {
    const test = testApp();
    const [terms, commitments] = [termsOf(test, 'LAA2', 'NI 192'), commitmentsOf(test, 'LAA2', 'NI 192')];
    const change = await changeOf(test, NI_192, {
      ...BOARD,
      decided_on: '2008-11-18',
      tolerance: '0.5',
      target_2009: '43.5',
    });
    const { status, headers } = await sendForm(test.app, NI_192, change);
    expect([status, headers.location]).toEqual([303, '/targets/laa2/ni-192']);
    const [first] = terms;
    // Version 2 of the example is of September 2009.
    expect(termsOf(test, 'LAA2', 'NI 192')).toEqual([
      ...terms,
      { ...first, version: 3, recorded_on: '2008-11-19', reason: 'The Board wants more', tolerance: quantity('0.5') },
    ]);
    const changed = commitmentsOf(test, 'LAA2', 'NI 192').filter(
      (row) => !commitments.some((held) => JSON.stringify(held) === JSON.stringify(row)),
    );
    expect(changed).toEqual([
      {
        agreement: 'LAA2',
        indicator: 'NI 192',
        part: '',
        basis: 'standard',
        item: 'target',
        period: year('2009/10'),
        version: 2,
        value: quantity('43.5'),
        state: 'agreed',
        recorded_on: '2008-11-19',
        decided_on: '2008-11-18',
        decided_by: 'Public Service Board',
        reason_code: 'refresh',
        reason: 'The Board wants more',
        provenance: 'entered',
        source: null,
      },
    ]);
    expect(commitmentsOf(test, 'LAA2', 'NI 192')).toHaveLength(commitments.length + 1);
  });

  it('is told on the target’s page, with what it replaced', async () => {
    const test = testApp();
    await sendForm(test.app, NI_192, await changeOf(test, NI_192, { ...BOARD, tolerance: '0.5', target_2009: '43.5' }));
    const page = await openPage(test.app, '/targets/laa2/ni-192');
    const versions = rowsUnder(page, 'How its terms have changed');
    expect(versions.map(({ head, cells }) => [head, cells.Why])).toEqual([
      ['19 November 2008 version 3', 'The Board wants more'],
      ['30 June 2008 version 1', 'Agreed with Government in June 2008'],
    ]);
    const levels = rowsUnder(page, 'What was agreed').filter(({ head }) => head.startsWith('Target, 2009/10'));
    expect(levels.map(({ cells }) => [cells.Value, cells.State])).toEqual([
      ['43.00%', 'Agreed'],
      ['43.50%', 'Agreed'],
    ]);
    const dayBefore = await openPage(test.app, '/targets/laa2/ni-192?as_at=2008-11-18');
    expect(
      rowsUnder(dayBefore, 'What was agreed').filter(({ head }) => head.startsWith('Target, 2009/10')),
    ).toHaveLength(1);
  });

  it('changes the colour: 6.5 points short are within a tolerance of 7', async () => {
    const test = testApp();
    const action = '/terms/laa2/ni-101';
    expect(mainText(await openPage(test.app, '/targets/laa2/ni-101'))).toContain('Now Red');
    await sendForm(test.app, action, await changeOf(test, action, { tolerance: '7', reason: 'Few pupils' }));
    const page = await openPage(test.app, '/targets/laa2/ni-101');
    expect(mainText(page)).toContain('Now Amber');
    expect(mainText(page)).toContain('6.5 points short, within the tolerance of 7.');
  });

  it('keeps small numbers from the public, for every target of the indicator, until it is emptied', async () => {
    const test = testApp();
    const change = async (given: Fields) => sendForm(test.app, NI_192, await changeOf(test, NI_192, given));
    const under = () => test.store.rows.suppressions.list().map((row) => [row.indicator, row.part, row.under]);
    await change({ suppress_under: '5', reason: 'Few people a quarter' });
    expect(under()).toEqual([['NI 192', '', 5]]);
    expect(formValues(await openPage(test.app, NI_192), NI_192).suppress_under).toBe('5');
    const again = await openPage(test.app, '/targets/new?agreement=laa1&ni=NI+192');
    expect(again.root.querySelector('input[name=suppress_under]')?.getAttribute('value')).toBe('5');
    await change({ suppress_under: '', reason: 'Enough by now' });
    expect(under()).toEqual([['NI 192', '', 0]]);
    expect(formValues(await openPage(test.app, NI_192), NI_192).suppress_under).toBe('');
  });

  it('can park a target', async () => {
    const test = testApp();
    await sendForm(test.app, NI_192, await changeOf(test, NI_192, { state: 'parked', reason: 'The downturn' }));
    expect(mainText(await openPage(test.app, '/targets/laa2/ni-192'))).toContain(
      'Parked since 19 November 2008: The downturn.',
    );
    expect(mainText(await openPage(test.app, '/'))).toContain('+ 1 parked');
  });

  it('keeps the indicator as it is, whatever is sent', async () => {
    const test = testApp();
    const before = test.store.rows.indicators.list();
    const sent = { polarity: 'lower', title: 'Other', indicator: 'NI 20', agreement: 'LAA1', reason: 'Try' };
    const { status } = await sendForm(test.app, NI_192, await changeOf(test, NI_192, sent));
    expect(status).toBe(303);
    expect(test.store.rows.indicators.list()).toEqual(before);
    expect(termsOf(test, 'LAA2', 'NI 192')).toHaveLength(3);
  });

  it('of a level on the counting rule that is agreed', async () => {
    const test = testApp();
    const action = '/terms/laa1/laa1-dv/a';
    const change = await changeOf(test, action, { ...BOARD, target_2008: '6600', stretch: '6600' });
    expect((await sendForm(test.app, action, change)).status).toBe(303);
    const added = commitmentsOf(test, 'LAA1', 'LAA1 DV').filter((row) => row.recorded_on === '2008-11-19');
    expect(added.map(({ basis, item, version, value }) => [basis, item, version, value])).toEqual([
      ['standard', 'stretch', 2, quantity(6600)],
      ['standard', 'target', 2, quantity(6600)],
    ]);
    // 6,600 × 2/4 − 3,016.
    expect(mainText(await openPage(test.app, '/targets/laa1/laa1-dv/a'))).toContain('284 short');
  });

  it('sent back as it stands leaves every target as it was, but for the version, its day and the reason', async () => {
    const test = testApp();
    const today = '2008-11-19';
    const names = new Map(test.store.rows.targets.list().map((row) => [targetAddress(row.agreement, row), row]));
    const lost: string[] = [];
    for (const [address, { agreement, indicator, part }] of names) {
      const action = address.replace('/targets', '/terms');
      const held = termsOf(test, agreement, indicator, part)
        .filter((row) => row.recorded_on <= today)
        .at(-1);
      const { status } = await sendForm(test.app, action, await changeOf(test, action, { reason: 'Looked at again' }));
      const { version, recorded_on, reason, ...now } = termsOf(test, agreement, indicator, part).at(-1) ?? {};
      const { version: before, recorded_on: then, reason: why, ...kept } = held ?? {};
      const isSame = JSON.stringify(now) === JSON.stringify(kept) && (version ?? 0) > (before ?? 0);
      if (status !== 303 || !isSame || recorded_on !== today || reason !== 'Looked at again') lost.push(action);
      expect([then === undefined, why === undefined]).toEqual([false, false]);
    }
    expect(lost).toEqual([]);
    expect(names.size).toBe(64);
    expect(written(test)).toEqual([65, 126 + 64, 310]);
  });

  it.each([
    ['with more decimals', '/terms/laa2/ni-192', { target_2008: '41.0' }],
    ['with a comma', '/terms/laa1/hcop2', { stretch: '1,260', target_2008: '1,260' }],
    ['with blanks around it', '/terms/laa2/ni-192', { baseline: ' 39.40 ' }],
  ])('the same level written %s is no new version of it', async (_sentence, action, given) => {
    const test = testApp();
    const { status } = await sendForm(
      test.app,
      action,
      await changeOf(test, action, { ...given, reason: 'Looked at again' }),
    );
    expect(status).toBe(303);
    expect(test.store.rows.commitments.list()).toHaveLength(310);
  });
});

describe('a change that cannot be stored', () => {
  const test = testApp();
  const STAYS = 'This was agreed and stays in the record: give the value that takes its place.';

  it.each<[string, string, Fields, string, RegExp]>([
    ['no reason', NI_192, { tolerance: '2' }, 'reason', /^Say why the target is changed\.$/],
    ['a reason of blanks', NI_192, { reason: '  ' }, 'reason', /^Say why the target is changed\.$/],
    ['a target that is emptied', NI_192, { ...BOARD, target_2009: '' }, 'target_2009', new RegExp(`^${STAYS}$`)],
    ['a baseline that is emptied', NI_192, { ...BOARD, baseline: '' }, 'baseline', new RegExp(`^${STAYS}$`)],
    ['a stretch that is emptied', '/terms/laa1/hcop2', { ...BOARD, stretch: '' }, 'stretch', new RegExp(`^${STAYS}$`)],
    ['a limit that is no number', NI_192, { ...BOARD, suppress_under: 'few' }, 'suppress_under', /whole number up to/],
    ['a target in words', NI_192, { ...BOARD, target_2008: 'all' }, 'target_2008', /a number with at most 4/],
    [
      'a stretch as much as what is expected without it',
      '/terms/laa1/laa1-dv/a',
      { ...BOARD, stretch: '5600' },
      'stretch',
      /need to differ/,
    ],
    ['a state that is none', NI_192, { ...BOARD, state: 'lost' }, 'state', /one of agreed/],
    ['a lead that nobody knows', NI_192, { ...BOARD, lead: 'NOBODY' }, 'lead', /NOBODY/],
    [
      'a target that leaves nothing for a tolerance by share',
      '/terms/laa2/ni-156',
      { ...BOARD, target_2010: '640' },
      'tolerance_mode',
      /is the baseline/,
    ],
  ])('%s is refused at its field and keeps what was typed', async (_sentence, action, given, field, message) => {
    const page = await sendForm(
      test.app,
      action,
      await changeOf(test, action, { lead_officer_role: 'Another officer', ...given }),
    );
    expect(page.status).toBe(422);
    expect(problemsOn(page)[field]).toMatch(message);
    expect(saidAt(page, field)).toBe(problemsOn(page)[field]);
    expect(lostLinks(page)).toEqual([]);
    expect(formValues(page, action)).toMatchObject({ lead_officer_role: 'Another officer', seen: '1' });
    expect(written(test)).toEqual(UNTOUCHED);
  });

  it('a baseline that is emptied with its year is refused too, not passed over', async () => {
    const own = testApp();
    const change = await changeOf(own, NI_192, { ...BOARD, baseline: '', baseline_year: '' });
    const page = await sendForm(own.app, NI_192, change);
    expect(page.status).toBe(422);
    expect(problemsOn(page).baseline).toBe(STAYS);
  });

  it('a target that was changed by somebody else is not changed over it; what was typed is kept', async () => {
    const own = testApp();
    const seen = await changeOf(own, NI_192, { tolerance: '2', reason: 'Mine' });
    expect((await sendForm(own.app, NI_192, { ...seen, tolerance: '3', reason: 'Faster' })).status).toBe(303);
    const page = await sendForm(own.app, NI_192, seen);
    expect(page.status).toBe(409);
    expect(problemsOn(page)).toEqual({
      reason:
        'This target was changed after you looked, so yours was not saved. What differs is listed here: correct what should stay as it is now, then record the change again.',
      tolerance: 'Tolerance: the record now has 3. Yours stands below.',
    });
    expect(saidAt(page, 'tolerance')).toBe(problemsOn(page).tolerance);
    expect(lostLinks(page)).toEqual([]);
    expect(formValues(page, NI_192)).toMatchObject({ tolerance: '2', reason: 'Mine', seen: '3' });
    expect(termsOf(own, 'LAA2', 'NI 192').map(({ version, reason }) => [version, reason])).toEqual([
      [1, 'Agreed with Government in June 2008'],
      [2, 'Reported by the successor partnership from September 2009'],
      [3, 'Faster'],
    ]);
    // Both are on the page now, so sending it again is a choice.
    expect((await sendForm(own.app, NI_192, formValues(page, NI_192))).status).toBe(303);
    expect(termsOf(own, 'LAA2', 'NI 192').at(-1)).toMatchObject({
      version: 4,
      reason: 'Mine',
      tolerance: quantity('2'),
    });
  });

  it.each([
    ['nothing', ''],
    ['no number', 'x'],
    ['a later version', '7'],
  ])('a form that says %s of what was seen is not taken', async (_sentence, seen) => {
    const change = await changeOf(test, NI_192, { reason: 'Try', seen });
    expect((await sendForm(test.app, NI_192, change)).status).toBe(409);
    expect(written(test)).toEqual(UNTOUCHED);
  });

  it('of ten changes at once one is stored', async () => {
    const own = testApp();
    const seen = await changeOf(own, NI_192, { reason: 'Mine' });
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => sendForm(own.app, NI_192, { ...seen, tolerance: String(index) })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([303, ...Array.from({ length: 9 }, () => 409)]);
    expect(termsOf(own, 'LAA2', 'NI 192')).toHaveLength(3);
  });

  it('an unknown target is not found, and another site is refused', async () => {
    expect((await sendForm(test.app, '/terms/laa2/ni-999', { reason: 'x' })).status).toBe(404);
    const forged = await sendForm(test.app, NI_192, { reason: 'x' }, { Origin: 'http://evil.example' });
    expect(forged.status).toBe(403);
    expect(written(test)).toEqual(UNTOUCHED);
  });
});
