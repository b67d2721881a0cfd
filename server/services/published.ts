import { RULES_VERSION } from '../domain/assessment.ts';
import type { Partnership, Update } from '../domain/data-package.ts';
import { NotFound } from '../domain/errors.ts';
import type { IsoMoment } from '../domain/moment.ts';
import { type FileHashes, type Manifest, type Pack, type PackFormat, sealStart, smallPrint } from '../domain/pack.ts';
import type { PackFacts, PackTarget } from '../domain/pack-report.ts';
import { type Counts, reconcile } from '../domain/reconciliation.ts';
import type { Report } from '../domain/report.ts';
import { SUPPRESSION_VERSION } from '../domain/suppression.ts';
import { codeAddress, plainly, targetAddress } from '../domain/target-order.ts';
import type { PackContent } from '../store/packs.ts';
import type { Store } from '../store/store.ts';
import { madeFrom, unpacked } from './pack-content.ts';
import { fileListOf } from './pack-seal.ts';
import { keptFile } from './packs.ts';
import { type Deps, readingOf } from './reading.ts';

/** A pack as the public knows of it: nothing of it that is not published. */
export interface PublishedPack {
  readonly pack: Pack;
  /** The name of the board. */
  readonly board: string;
  readonly publishedAt: IsoMoment;
  readonly manifest: Manifest;
  readonly files: FileHashes;
  /** As it stands in the small print of its files. */
  readonly seal: string;
  /** Its targets and partnerships are worked out anew by other rules than it was made by. */
  readonly isOfOtherRules: boolean;
  /** The latest published revision, where that is another one. */
  readonly corrected: Pack | null;
}

/** Newest meeting first, revisions of one in their order. */
export function publishedPacks({ store }: Deps): PublishedPack[] {
  const boards = readingOf(store).partnerships();
  const { packs } = store;
  const all = packs.list().flatMap((pack) => {
    const [list, text] = [fileListOf(store, pack.id), packs.findManifest(pack.id)];
    const published = packs.listSteps(pack.id).findLast(({ step }) => step === 'published');
    if (list === null || text === null || published === undefined) return [];
    const manifest = JSON.parse(text) as Manifest;
    const { files, seal } = list;
    const board = boards.get(pack.board)?.name ?? pack.board;
    const isOfOtherRules =
      manifest.rules_version !== RULES_VERSION || manifest.suppression_version !== SUPPRESSION_VERSION;
    return [
      { pack, board, publishedAt: published.at, manifest, files: files.public, seal: sealStart(seal), isOfOtherRules },
    ];
  });
  return all.map((each) => {
    const last = all.findLast(({ pack }) => pack.board === each.pack.board && pack.date === each.pack.date);
    return { ...each, corrected: last === undefined || last.pack.id === each.pack.id ? null : last.pack };
  });
}

export interface PublishedView extends PublishedPack {
  readonly report: Report;
}

/** @throws NotFound for what is not published, as for what is not there */
export function publishedPack(deps: Deps, id: number): PublishedView {
  const found = findPublished(deps, id);
  const report = JSON.parse(contentOf(deps, id).public_content) as Report;
  return {
    ...found,
    report: { ...report, smallPrint: smallPrint(found.manifest.editions.public.content, found.seal) },
  };
}

function findPublished(deps: Deps, id: number): PublishedPack {
  const found = publishedPacks(deps).find(({ pack }) => pack.id === id);
  if (found === undefined) throw new NotFound('There is no such published pack.');
  return found;
}

/** The public's file of a pack, as it was published. @throws NotFound */
export function publishedFile(deps: Deps, id: number, format: PackFormat): Buffer {
  return keptFile(deps.store, findPublished(deps, id).pack.id, 'public', format);
}

function contentOf({ store }: Deps, id: number): PackContent {
  const content = store.packs.findContent(id);
  if (content === null) throw new Error(`pack ${id} is published without a content`);
  return content;
}

/** What stands behind a published pack, as the public may know it; it never changes. */
interface Behind {
  readonly facts: PackFacts;
  readonly partnerships: readonly Partnership[];
  readonly updates: readonly Update[];
}

/** So many are kept: the latest are asked for most. */
const KEPT = 4;

const kept = new WeakMap<Store, Map<number, Behind>>();

/** Kept beyond a change of the record, which does not change it. */
function behind(deps: Deps, id: number): Behind {
  const held = kept.get(deps.store) ?? new Map<number, Behind>();
  kept.set(deps.store, held);
  const known = held.get(id);
  if (known !== undefined) return known;
  const inputs = unpacked(contentOf(deps, id).inputs);
  const { partnerships, updates } = inputs.rows;
  const made = { facts: madeFrom(inputs, 'public').facts, partnerships, updates };
  held.set(id, made);
  if (held.size > KEPT) held.delete(held.keys().next().value as number);
  return made;
}

/** A partnership with the targets of a pack that it leads. */
export interface PublishedPartnership {
  readonly partnership: Partnership;
  readonly targets: readonly PackTarget[];
  readonly counts: Counts;
}

export interface PublishedPartnerships extends PublishedPack {
  readonly facts: PackFacts;
  /** By name: those that lead a target of the pack, or have published an update by then. */
  readonly rows: readonly PublishedPartnership[];
}

export function publishedPartnerships(deps: Deps, id: number): PublishedPartnerships {
  const found = findPublished(deps, id);
  const { partnerships, updates, facts } = behind(deps, id);
  const rows = partnerships
    .map((partnership) => partnershipOf(partnership, facts))
    .filter((row) => row.targets.length > 0 || updatesOf(row.partnership, updates).length > 0)
    .sort((a, b) => plainly(a.partnership.name, b.partnership.name));
  return { ...found, facts, rows };
}

function partnershipOf(partnership: Partnership, { targets }: PackFacts): PublishedPartnership {
  const own = targets.filter(({ assessment }) => assessment.known.terms.lead === partnership.code);
  return { partnership, targets: own, counts: reconcile(own.map(({ assessment }) => assessment.overall)) };
}

/** The latest update that a public source gives, all its sections. */
function updatesOf({ code }: Partnership, updates: readonly Update[]): Update[] {
  const own = updates.filter((row) => row.partnership === code && row.provenance === 'published');
  const latest = own
    .map((row) => row.as_at)
    .sort()
    .at(-1);
  return own.filter((row) => row.as_at === latest);
}

export interface PublishedPartnershipView extends PublishedPack, PublishedPartnership {
  readonly update: readonly Update[];
}

/** @param address the code of the partnership as in an address @throws NotFound */
export function publishedPartnership(deps: Deps, id: number, address: string): PublishedPartnershipView {
  const { rows, facts: _facts, ...found } = publishedPartnerships(deps, id);
  const row = rows.find(({ partnership }) => codeAddress(partnership.code) === codeAddress(address));
  if (row === undefined) throw new NotFound('There is no such partnership in this pack.');
  return { ...found, ...row, update: updatesOf(row.partnership, behind(deps, id).updates) };
}

export interface PublishedTargetView extends PublishedPack {
  readonly target: PackTarget;
}

/** @param address as a target's own page has it: `/targets/laa1/laa1-dv/a` @throws NotFound */
export function publishedTarget(deps: Deps, id: number, address: string): PublishedTargetView {
  const found = findPublished(deps, id);
  const target = behind(deps, id).facts.targets.find(({ assessment }) => {
    const { agreement, measure } = assessment.known.record;
    return targetAddress(agreement.code, measure.row) === address;
  });
  if (target === undefined) throw new NotFound('There is no such target in this pack.');
  return { ...found, target };
}
