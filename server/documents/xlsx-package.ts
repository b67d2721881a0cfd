import { posix } from 'node:path';
import { refusal } from './return-refusals.ts';
import { readXml, type XmlReader } from './xml-events.ts';
import { type ZipEntry, zipEntries } from './zip-directory.ts';
import { type Budget, zipPart } from './zip-part.ts';

/** A workbook that was judged and found harmless; none of its sheets is read yet. */
export interface XlsxPackage {
  /** The parts of its visible sheets in their order. */
  readonly sheets: readonly { readonly name: string; readonly part: string }[];
  /** Null where the workbook has none. */
  readonly strings: string | null;
  readonly styles: string | null;
  /** Reads a part by its name; where it is not one of those that hold the table, it may be large but not huge. */
  readonly read: (part: string, reader: XmlReader, isTable?: true) => Promise<void>;
}

/** What all parts that are read may unpack to together; a return of sixty targets is a hundredth of it. */
const MOST_UNPACKED = 10 * 1024 * 1024;
/** Of styles, names and relations, which are kept whole. */
const MOST_ABOUT = 4 * 1024 * 1024;
const CONTENT_TYPES = '[content_types].xml';
const WORKBOOK = /spreadsheetml\.(sheet|template)\.main\+xml$/;
const MACROS = /macro(enabled|sheet)|vba/i;
const LINKS = /^xl\/(externallinks|querytables)\/|^xl\/connections\.xml$/;

type Entries = ReadonlyMap<string, ZipEntry>;

/** Opens a workbook. Throws Invalid: a bomb, macros, links to elsewhere, a password, a zip of another kind. */
export async function openXlsx(bytes: Buffer): Promise<XlsxPackage> {
  const entries = zipEntries(bytes);
  const budget: Budget = { left: MOST_UNPACKED };
  const read: XlsxPackage['read'] = async (part, reader, isTable): Promise<void> => {
    const entry = entries.get(part.toLowerCase());
    if (entry === undefined) throw refusal('damaged');
    await readXml(zipPart(bytes, entry, budget, isTable ? MOST_UNPACKED : MOST_ABOUT), reader);
  };
  const workbook = await workbookPart(entries, read);
  refuseParts(entries);
  const related = await relatedParts(workbook, read);
  const sheets = await visibleSheets(workbook, related, read);
  return { sheets, strings: partOf(related, 'sharedStrings'), styles: partOf(related, 'styles'), read };
}

async function workbookPart(entries: Entries, read: XlsxPackage['read']): Promise<string> {
  if (!entries.has(CONTENT_TYPES)) throw refusal('other-type');
  const types = new Map<string, string>();
  await read(CONTENT_TYPES, {
    open: (_name, { PartName, Extension, ContentType = '' }) =>
      void types.set(PartName ?? `.${Extension}`, ContentType),
  });
  const all = [...types.values()];
  if (all.some((type) => /sheet\.binary/i.test(type))) throw refusal('binary-workbook');
  if (all.some((type) => MACROS.test(type))) throw refusal('macros');
  const [part] = [...types].find(([, type]) => WORKBOOK.test(type)) ?? [];
  if (part === undefined) throw refusal('other-type');
  return part.replace(/^\//, '');
}

function refuseParts(entries: Entries): void {
  const names = [...entries.keys()];
  if (names.some((name) => MACROS.test(name))) throw refusal('macros');
  if (names.some((name) => LINKS.test(name))) throw refusal('links');
}

interface Related {
  readonly kind: string;
  readonly part: string;
}

/** The parts that the workbook names, by the identifiers that it gives them. */
async function relatedParts(workbook: string, read: XlsxPackage['read']): Promise<ReadonlyMap<string, Related>> {
  const { dir, base } = posix.parse(workbook);
  const related = new Map<string, Related>();
  await read(posix.join(dir, '_rels', `${base}.rels`), {
    open: (name, { Id = '', Type = '', Target = '', TargetMode }) => {
      if (name !== 'Relationship' || TargetMode === 'External') return;
      const part = posix.join('/', Target.startsWith('/') ? Target : posix.join('/', dir, Target)).slice(1);
      related.set(Id, { kind: Type.slice(Type.lastIndexOf('/') + 1), part });
    },
  });
  return related;
}

function partOf(related: ReadonlyMap<string, Related>, kind: string): string | null {
  return [...related.values()].find((one) => one.kind === kind)?.part ?? null;
}

async function visibleSheets(
  workbook: string,
  related: ReadonlyMap<string, Related>,
  read: XlsxPackage['read'],
): Promise<XlsxPackage['sheets']> {
  const sheets: { name: string; part: string }[] = [];
  await read(workbook, {
    open: (element, { name = '', id = '', state = 'visible' }) => {
      const target = related.get(id);
      if (element !== 'sheet' || state !== 'visible' || target?.kind !== 'worksheet') return;
      sheets.push({ name, part: target.part });
    },
  });
  return sheets;
}
