import type { IsoMoment } from '../domain/moment.ts';
import type { Pack, PackStep } from '../domain/pack.ts';
import type { AuditLog } from './audit.ts';
import type { Db } from './database.ts';

/** A return that a pack goes out without. */
export interface PackMissing {
  readonly pack: number;
  readonly partnership: string;
  readonly reason: string;
  readonly at: IsoMoment;
  readonly account: number | null;
}

/** What was frozen by a step. */
export interface PackContent {
  readonly pack: number;
  readonly sequence: number;
  /** The rows that it was made from, packed. */
  readonly inputs: Buffer;
  /** The Board's report as JSON. */
  readonly content: string;
  /** The public's report as JSON. */
  readonly public_content: string;
  /** As it is sealed, to the letter. */
  readonly manifest: string;
}

export interface PackSeal {
  readonly pack: number;
  readonly sequence: number;
  /** Ed25519, as SPKI in base64. */
  readonly public_key: string;
  /** Of the manifest, in base64. */
  readonly seal: string;
}

/** The files of a published pack. */
export interface PackFileList {
  readonly pack: number;
  /** As it is sealed, to the letter. */
  readonly files: string;
  /** Of the files, in base64, by the key of the pack’s seal. */
  readonly seal: string;
}

export interface Packs {
  /** Newest meeting first, revisions of one in their order. */
  list(): Pack[];
  find(id: number): Pack | null;
  make(pack: Omit<Pack, 'id'>): Pack;
  listMissing(pack: number): PackMissing[];
  mark(missing: PackMissing): void;
  listSteps(pack: number): PackStep[];
  /** Notes the next step. @returns its number */
  append(step: Omit<PackStep, 'sequence'>): number;
  keep(content: PackContent): void;
  /** What was frozen last; null where nothing was. */
  findContent(pack: number): PackContent | null;
  /** The manifest of what was frozen last, to the letter: of all packs it is looked at often. */
  findManifest(pack: number): string | null;
  /** Keeps a file under its SHA-256; the same file once. */
  keepFile(hash: string, bytes: Buffer): void;
  findFile(hash: string): Buffer | null;
  seal(seal: PackSeal): void;
  findSeal(pack: number): PackSeal | null;
  listFiles(list: PackFileList): void;
  findFileList(pack: number): PackFileList | null;
}

export function packs(db: Db, audit: AuditLog): Packs {
  const SELECT = 'SELECT id, board, date, revision, made_at, account FROM packs';
  const all = db.prepare(`${SELECT} ORDER BY date DESC, board, revision`);
  const one = db.prepare(`${SELECT} WHERE id = ?`);
  const next = db.prepare('SELECT coalesce(max(id), 0) + 1 AS id FROM packs');
  const make = db.prepare(
    'INSERT INTO packs (id, board, date, revision, made_at, account) VALUES (@id, @board, @date, @revision, @made_at, @account)',
  );
  const missing = db.prepare(
    'SELECT pack, partnership, reason, at, account FROM pack_missing WHERE pack = ? ORDER BY partnership',
  );
  const mark = db.prepare(
    'INSERT INTO pack_missing (pack, partnership, reason, at, account) VALUES (@pack, @partnership, @reason, @at, @account)',
  );
  const steps = db.prepare('SELECT pack, sequence, step, at, account FROM pack_steps WHERE pack = ? ORDER BY sequence');
  const step = db.prepare(
    'INSERT INTO pack_steps (pack, sequence, step, at, account) VALUES (@pack, @sequence, @step, @at, @account)',
  );
  const content = db.prepare(
    `SELECT pack, sequence, inputs, content, public_content, manifest FROM pack_contents
     WHERE pack = ? ORDER BY sequence DESC LIMIT 1`,
  );
  const manifest = db
    .prepare('SELECT manifest FROM pack_contents WHERE pack = ? ORDER BY sequence DESC LIMIT 1')
    .pluck();
  const keep = db.prepare(
    `INSERT INTO pack_contents (pack, sequence, inputs, content, public_content, manifest)
     VALUES (@pack, @sequence, @inputs, @content, @public_content, @manifest)`,
  );
  const file = db.prepare('SELECT bytes FROM pack_files WHERE hash = ?').pluck();
  const keepFile = db.prepare('INSERT INTO pack_files (hash, bytes) VALUES (@hash, @bytes)');
  const sealed = db.prepare('SELECT pack, sequence, public_key, seal FROM pack_seals WHERE pack = ?');
  const seal = db.prepare(
    'INSERT INTO pack_seals (pack, sequence, public_key, seal) VALUES (@pack, @sequence, @public_key, @seal)',
  );
  const fileList = db.prepare('SELECT pack, files, seal FROM pack_file_lists WHERE pack = ?');
  const listFiles = db.prepare('INSERT INTO pack_file_lists (pack, files, seal) VALUES (@pack, @files, @seal)');
  const noted = (object: string, key: Record<string, unknown>, values: Record<string, unknown>): void =>
    audit.note({ action: 'added', object, key, old: null, new: values });
  const listSteps = (pack: number) => steps.all(pack) as PackStep[];

  return {
    list: () => all.all() as Pack[],
    find: (id) => (one.get(id) as Pack | undefined) ?? null,
    make: (pack) => {
      const { id } = next.get() as { id: number };
      noted('packs', { id }, { ...pack });
      make.run({ id, ...pack });
      return { id, ...pack };
    },
    listMissing: (pack) => missing.all(pack) as PackMissing[],
    mark: ({ pack, partnership, ...rest }) => {
      noted('pack_missing', { pack, partnership }, { ...rest });
      mark.run({ pack, partnership, ...rest });
    },
    listSteps,
    append: ({ pack, ...rest }) => {
      const sequence = listSteps(pack).length + 1;
      noted('pack_steps', { pack, sequence }, { ...rest });
      step.run({ pack, sequence, ...rest });
      return sequence;
    },
    keep: (frozen) => {
      const { pack, sequence } = frozen;
      // The manifest holds the hashes of what is too long for the audit.
      noted('pack_contents', { pack, sequence }, { manifest: frozen.manifest });
      keep.run({ ...frozen });
    },
    findManifest: (pack) => (manifest.get(pack) as string | undefined) ?? null,
    keepFile: (hash, bytes) => {
      if (file.get(hash) !== undefined) return;
      noted('pack_files', { hash }, {});
      keepFile.run({ hash, bytes });
    },
    findFile: (hash) => (file.get(hash) as Buffer | undefined) ?? null,
    findContent: (pack) => (content.get(pack) as PackContent | undefined) ?? null,
    seal: ({ pack, ...rest }) => {
      noted('pack_seals', { pack }, { ...rest });
      seal.run({ pack, ...rest });
    },
    findSeal: (pack) => (sealed.get(pack) as PackSeal | undefined) ?? null,
    listFiles: ({ pack, ...rest }) => {
      noted('pack_file_lists', { pack }, { ...rest });
      listFiles.run({ pack, ...rest });
    },
    findFileList: (pack) => (fileList.get(pack) as PackFileList | undefined) ?? null,
  };
}

/** What of a pack's tables the audit tells in full. */
export const PACK_TABLES = {
  packs: { key: ['id'], columns: ['board', 'date', 'revision', 'made_at', 'account'] },
  pack_missing: { key: ['pack', 'partnership'], columns: ['reason', 'at', 'account'] },
  pack_steps: { key: ['pack', 'sequence'], columns: ['step', 'at', 'account'] },
  pack_contents: { key: ['pack', 'sequence'], columns: ['manifest'] },
  pack_files: { key: ['hash'], columns: [] },
  pack_seals: { key: ['pack'], columns: ['sequence', 'public_key', 'seal'] },
  pack_file_lists: { key: ['pack'], columns: ['files', 'seal'] },
} as const;
