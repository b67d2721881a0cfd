import { createPublicKey, sign } from 'node:crypto';
import type { Writer } from '../domain/account.ts';
import type { Meeting, Partnership } from '../domain/data-package.ts';
import { Conflict, Invalid, invalid, NotFound } from '../domain/errors.ts';
import { asAtMoment } from '../domain/moment.ts';
import {
  contentDifferences,
  type FileList,
  type Manifest,
  type Pack,
  type PackEdition,
  type PackFormat,
  type PackState,
  type PackStep,
  packState,
  smallPrint,
  stepRefusal,
} from '../domain/pack.ts';
import { CORRECTED, type PackFacts, type PackReturn, packReport } from '../domain/pack-report.ts';
import type { Period } from '../domain/period.ts';
import type { Report } from '../domain/report.ts';
import { codeAddress } from '../domain/target-order.ts';
import type { PackContent, PackSeal } from '../store/packs.ts';
import type { Store } from '../store/store.ts';
import { isInside } from './assessments.ts';
import { frozen, handedOn, madeFrom, madeOf, packFacts, packFileOf, sha256, unpacked } from './pack-content.ts';
import { type PackInputs, rowsKnown } from './pack-rows.ts';
import { fileListOf } from './pack-seal.ts';
import { type Deps, type Reading, readingOf } from './reading.ts';
import { boardMeetings } from './return-context.ts';
import { returnStandings } from './return-standings.ts';
import { signingKey } from './tokens.ts';

export interface PackDeps extends Deps {
  readonly settings: { readonly secret: string; readonly onePersonPacks: boolean };
}

export interface PackRow {
  readonly pack: Pack;
  readonly board: Partnership;
  readonly state: PackState;
}

export interface PackList {
  readonly packs: readonly PackRow[];
  /** Meetings that review a quarter and have no pack, or only published ones: newest first. */
  readonly meetings: readonly Meeting[];
}

export function packList({ store }: Deps): PackList {
  const reading = readingOf(store);
  const packs = store.packs.list().map((pack) => ({
    pack,
    board: boardOf(reading, pack.board),
    state: packState(store.packs.listSteps(pack.id)),
  }));
  const isOpen = ({ board, date }: Meeting): boolean =>
    packs.some(({ pack, state }) => pack.board === board && pack.date === date && state !== 'published');
  return {
    packs,
    meetings: boardMeetings(reading)
      .filter((meeting) => isReviewed(reading, meeting.reviews) && !isOpen(meeting))
      .toSorted((a, b) => (a.date < b.date ? 1 : -1)),
  };
}

/** Whether an agreement runs in the quarter that a meeting reviews: else there is nothing to make a pack of. */
function isReviewed(reading: Reading, period: Period | null): boolean {
  return period !== null && reading.agreements().some((agreement) => isInside(agreement, period));
}

function boardOf(reading: Reading, code: string): Partnership {
  const board = reading.partnerships().get(code);
  if (board === undefined) throw new Error(`the record has no partnership ${code}`);
  return board;
}

/**
 * Begins a pack of a meeting, or the next revision of one that is published.
 * @returns its number
 * @throws Invalid where there is no such meeting, Conflict where one is begun already
 */
export function makePack(deps: Deps, writer: Writer, meeting: string): number {
  const { store } = deps;
  return store.write(writer, () => {
    const chosen = packList(deps).meetings.find((each) => meetingName(each) === meeting);
    if (chosen === undefined) throw invalid('meeting', 'Choose a meeting of the list.');
    const { board, date } = chosen;
    const earlier = store.packs.list().filter((pack) => pack.board === board && pack.date === date);
    const revision = earlier.length + 1;
    return store.packs.make({ board, date, revision, made_at: deps.now(), account: writer.actor }).id;
  });
}

export function meetingName({ board, date }: Pick<Meeting, 'board' | 'date'>): string {
  return `${codeAddress(board)}/${date}`;
}

/** A return of the quarter of a pack. */
export interface PackReturnRow extends PackReturn {
  readonly partnership: string;
  /** It is neither signed off nor marked as missing: the pack cannot be frozen. */
  readonly isOpen: boolean;
}

export interface PackView {
  readonly pack: Pack;
  readonly board: Partnership;
  readonly meeting: Meeting;
  readonly state: PackState;
  readonly steps: readonly PackStep[];
  /** Of a draft; what is frozen tells of them in its report. */
  readonly returns: readonly PackReturnRow[];
  /** Of a draft as the record is known now; else as it was frozen. */
  readonly report: Report;
  readonly manifest: Manifest | null;
  readonly seal: PackSeal | null;
}

/** @throws NotFound */
export function packView(deps: Deps, id: number): PackView {
  const { store } = deps;
  const reading = readingOf(store);
  const pack = findPack(store, id);
  const meeting = boardMeetings(reading).find((each) => each.board === pack.board && each.date === pack.date);
  if (meeting === undefined) throw new NotFound('The meeting of this pack is no longer one of a board.');
  const steps = store.packs.listSteps(id);
  const state = packState(steps);
  const returns = state === 'draft' ? returnsOf(deps, pack, meeting) : [];
  const content = state === 'draft' ? null : store.packs.findContent(id);
  const seal = store.packs.findSeal(id);
  return {
    pack,
    board: boardOf(reading, pack.board),
    meeting,
    state,
    steps,
    returns,
    report: content === null ? packReport(draftFacts(deps, pack, returns)) : frozenReport(content, seal),
    manifest: content === null ? null : (JSON.parse(content.manifest) as Manifest),
    seal,
  };
}

function frozenReport({ content }: PackContent, seal: PackSeal | null): Report {
  return { ...(JSON.parse(content) as Report), smallPrint: smallPrint(sha256(content), seal?.seal ?? null) };
}

/** @throws NotFound */
export function findPack({ packs }: Store, id: number): Pack {
  const pack = packs.find(id);
  if (pack === null) throw new NotFound(`There is no pack ${id}.`);
  return pack;
}

/** What a draft tells as the record is known now, with where it says otherwise than the revision before. */
function draftFacts(deps: Deps, pack: Pack, returns: readonly PackReturn[]): PackFacts {
  const facts = packFacts(deps, pack, returns);
  const before = contentBefore(deps.store, pack);
  return before === null ? facts : { ...facts, corrected: corrections(before.content, madeOf(facts).content) };
}

/** What the revision before says; null for the first. */
function contentBefore({ packs }: Store, { board, date, revision }: Pack): PackContent | null {
  const before = packs
    .list()
    .find((each) => each.board === board && each.date === date && each.revision === revision - 1);
  return before === undefined ? null : packs.findContent(before.id);
}

function corrections(was: string, is: string): string[] {
  return contentDifferences(was, is).filter((place) => place !== `‘${CORRECTED}’`);
}

function returnsOf(deps: Deps, { id }: Pack, { reviews }: Meeting): PackReturnRow[] {
  const marked = new Map(deps.store.packs.listMissing(id).map((row) => [row.partnership, row.reason]));
  return returnStandings(deps, reviews).map(({ partnership, name, words, isSignedOff }) => {
    const reason = marked.get(partnership);
    return {
      partnership,
      name,
      standing: reason === undefined ? words : `${words}; the pack goes without it: ${reason}`,
      isOpen: !isSignedOff && reason === undefined,
    };
  });
}

/**
 * Marks returns that a draft goes out without.
 * @throws NotFound, Invalid where no reason is given or none is chosen, Conflict where it is no draft
 */
export function markMissing(deps: Deps, writer: Writer, id: number, chosen: readonly string[], reason: string): void {
  const { store } = deps;
  store.write(writer, () => {
    const { state, returns } = packView(deps, id);
    if (state !== 'draft') throw new Conflict('It is frozen already: look at it as it is now.');
    const open = returns.filter(({ partnership, isOpen }) => isOpen && chosen.includes(partnership));
    const problems = [
      ...(open.length === 0
        ? [{ field: 'partnership', message: 'Choose the returns that the pack goes without.' }]
        : []),
      ...(reason === '' ? [{ field: 'reason', message: 'Say why it goes without them.' }] : []),
      ...(reason.length > 500 ? [{ field: 'reason', message: 'Use at most 500 characters.' }] : []),
    ];
    if (problems.length > 0) throw new Invalid(problems);
    for (const { partnership } of open) {
      store.packs.mark({ pack: id, partnership, reason, at: deps.now(), account: writer.actor });
    }
  });
}

/** Why a draft cannot be frozen; empty where it can. */
function freezeProblems({ returns }: Pick<PackView, 'returns'>, adds: boolean): string[] {
  const open = returns.filter(({ isOpen }) => isOpen);
  return [
    ...(adds ? [] : ['The counts do not add up.']),
    ...open.map(
      ({ name, standing }) =>
        `The return of ${name} is neither signed off nor marked as missing (${standing.toLowerCase()}).`,
    ),
  ];
}

/**
 * Freezes a draft: the rows that it is made from, and what is made of them.
 * @throws NotFound, Conflict with every reason why it cannot be frozen, one a line
 */
export function freezePack(deps: PackDeps, writer: Writer, id: number): void {
  const { store } = deps;
  const content = frozen(store.read(() => inputsToFreeze(deps, writer, id)));
  store.write(writer, () => {
    // Another process may have been faster.
    requireStep(deps, writer, 'frozen', id);
    const sequence = store.packs.append({ pack: id, step: 'frozen', at: deps.now(), account: writer.actor });
    store.packs.keep({ pack: id, sequence, ...content });
  });
}

function inputsToFreeze(deps: PackDeps, writer: Writer, id: number): PackInputs {
  const { store } = deps;
  requireStep(deps, writer, 'frozen', id);
  const view = packView(deps, id);
  const { counts } = packFacts(deps, view.pack, view.returns);
  const { total, ...lights } = counts;
  const adds = Object.values(lights).reduce((sum, count) => sum + count, 0) === total;
  const problems = freezeProblems(view, adds);
  if (problems.length > 0) throw new Conflict(problems.join('\n'));
  const { id: number, board, date, revision } = view.pack;
  const moment = deps.now();
  const returns = view.returns.map(({ name, standing }) => ({ name, standing }));
  const rows = rowsKnown(store, asAtMoment(moment));
  const pack = { id: number, board, date, revision };
  return withCorrections(store, view.pack, { pack, moment, returns, corrected: NONE, rows });
}

const NONE: PackInputs['corrected'] = { board: [], public: [] };

/** Each edition is held against its own of the revision before: what one says must not come into the other. */
function withCorrections(store: Store, pack: Pack, inputs: PackInputs): PackInputs {
  const before = contentBefore(store, pack);
  if (before === null) return inputs;
  const corrected = {
    board: corrections(before.content, madeFrom(inputs, 'board').content),
    public: corrections(before.public_content, madeFrom(inputs, 'public').content),
  };
  return { ...inputs, corrected };
}

function requireStep({ store, settings }: PackDeps, { actor }: Writer, step: PackStep['step'], id: number): PackStep[] {
  findPack(store, id);
  const steps = store.packs.listSteps(id);
  const refusal = stepRefusal(step, steps, actor, settings.onePersonPacks);
  if (refusal !== null) throw new Conflict(refusal);
  return steps;
}

/** Makes what is frozen a draft again. @throws NotFound, Conflict */
export function openPack(deps: PackDeps, writer: Writer, id: number): void {
  deps.store.write(writer, () => {
    requireStep(deps, writer, 'opened', id);
    deps.store.packs.append({ pack: id, step: 'opened', at: deps.now(), account: writer.actor });
  });
}

/**
 * Publishes what another person froze, under this installation's seal, with the files that are handed on.
 * @param seen what the second person has looked at: the hash of the Board's text
 * @throws NotFound, Conflict, also where it was frozen anew since, or by another version of the app
 */
export async function publishPack(deps: PackDeps, writer: Writer, id: number, seen: string): Promise<void> {
  const { store, settings } = deps;
  const key = signingKey(settings.secret);
  const signed = (text: string): string => sign(null, Buffer.from(text), key).toString('base64');
  const content = store.read(() => toPublish(deps, writer, id, seen));
  const seal = signed(content.manifest);
  const made = await handedOn(content, seal);
  if (made === null) {
    throw new Conflict('Another version of the app froze it. Make it a draft again, and freeze it with this one.');
  }
  store.write(writer, () => {
    // Somebody else may have been faster while the files were written.
    const { sequence: held } = toPublish(deps, writer, id, seen);
    if (held !== content.sequence) throw new Conflict(ANEW);
    const sequence = store.packs.append({ pack: id, step: 'published', at: deps.now(), account: writer.actor });
    const public_key = createPublicKey(key).export({ format: 'der', type: 'spki' }).toString('base64');
    store.packs.seal({ pack: id, sequence, public_key, seal });
    for (const [hash, bytes] of made.files) store.packs.keepFile(hash, bytes);
    const files = JSON.stringify({ pack: id, seal, files: made.hashes } satisfies FileList);
    store.packs.listFiles({ pack: id, files, seal: signed(files) });
  });
}

const ANEW = 'It was frozen anew since you opened it: look it through as it is now, and publish it then.';

function toPublish(deps: PackDeps, writer: Writer, id: number, seen: string): PackContent {
  requireStep(deps, writer, 'published', id);
  const content = deps.store.packs.findContent(id);
  if (content === null) throw new Conflict('Nothing of it is frozen.');
  if (sha256(content.content) !== seen) throw new Conflict(ANEW);
  return content;
}

/** A pack with what it tells: as it was frozen, or of a draft as the record is known now. @throws NotFound */
export function packWithFacts(deps: Deps, id: number): { view: PackView; facts: PackFacts } {
  const view = packView(deps, id);
  const kept = view.manifest === null ? null : deps.store.packs.findContent(id);
  if (kept !== null) return { view, facts: madeFrom(unpacked(kept.inputs), 'board').facts };
  return { view, facts: draftFacts(deps, view.pack, view.returns) };
}

/** One of the Board's files of a pack: as it was published, as it is frozen, or of a draft as known now. @throws NotFound */
export async function packFile(deps: Deps, id: number, format: PackFormat): Promise<Buffer> {
  const { state, pack, returns } = packView(deps, id);
  if (state === 'published') return keptFile(deps.store, id, 'board', format);
  const kept = state === 'draft' ? null : deps.store.packs.findContent(id);
  if (kept !== null) {
    const { facts } = madeFrom(unpacked(kept.inputs), 'board');
    return packFileOf({ facts, report: JSON.parse(kept.content) as Report, content: kept.content }, format, null);
  }
  const { facts, report, content } = madeOf(draftFacts(deps, pack, returns));
  return packFileOf({ facts, report: { ...report, title: `Draft. ${report.title}` }, content }, format, null);
}

/** A file of a published pack. @throws Error where the record has lost it */
export function keptFile(store: Store, id: number, edition: PackEdition, format: PackFormat): Buffer {
  const list = fileListOf(store, id);
  const bytes = list === null ? null : store.packs.findFile(list.files[edition][format]);
  if (bytes === null) throw new Error(`the ${format} of pack ${id} is not in the record`);
  return bytes;
}
