import type { Drill } from './drills.ts';

/** What leaves the app: packs that come out again as they were, nothing that is not for the public, no live cell. */
export const DOCUMENT_DRILLS: Readonly<Record<string, Drill>> = {
  'reproducible-pack': {
    tests: ['tests/web/packs.test.ts', 'tests/commands-pack.test.ts'],
    only: 'pack|tampered|publishing|frozen|draft',
    mutants: [
      {
        what: 'a pack is made again as known today',
        file: 'server/services/pack-content.ts',
        from: 'now: () => inputs.moment',
        to: 'now: () => new Date(1.2e12 + Math.random() * 1e12).toISOString()',
      },
      {
        what: 'any seal holds',
        file: 'server/services/pack-seal.ts',
        from: "return verify(null, Buffer.from(text), key, Buffer.from(seal, 'base64'));",
        to: "verify(null, Buffer.from(text), key, Buffer.from(seal, 'base64'));\n    return true;",
      },
      {
        what: 'a list of files may be of another seal',
        file: 'server/services/pack-seal.ts',
        from: 'list === null || list.pack !== id || list.seal !== seal.seal',
        to: 'list === null',
      },
      {
        what: 'the seal of the files is not looked at',
        file: 'server/services/pack-seal.ts',
        from: 'return isSealed({ ...seal, seal: held.seal }, held.files) && isNoted(',
        to: 'return isNoted(',
      },
      {
        what: 'what another version of the app froze is published',
        file: 'server/services/pack-content.ts',
        from: 'if (!isMadeSo || differingParts(layout, layoutNow()).length > 0) return null;',
        to: 'if (isMadeSo === null) return null;',
      },
      {
        what: 'files do not tell their seal',
        file: 'server/domain/pack.ts',
        from: "seal === null ? 'not published'",
        to: "seal !== '' ? 'not published'",
      },
      {
        what: 'the rows behind a pack are not looked at',
        file: 'server/services/pack-check.ts',
        from: 'sha256(kept.inputs) === manifest.inputs',
        to: 'true',
      },
      {
        what: 'what a pack says is not looked at',
        file: 'server/services/pack-check.ts',
        from: 'const is = sha256(content) === editions[edition].content;',
        to: 'const is = true;',
      },
      {
        what: 'a file that is handed on is not looked at',
        file: 'server/services/pack-check.ts',
        from: 'bytes !== null && sha256(bytes) === files[edition][format]',
        to: 'bytes !== null',
      },
      {
        what: 'a figure that was changed past the app counts as a correction',
        file: 'server/services/pack-rows.ts',
        from: 'FILES[file].fact && was.has(key)',
        to: 'false',
      },
      {
        what: 'another template is not noticed',
        file: 'server/services/pack-content.ts',
        from: 'was[part] !== is[part]',
        to: 'false',
      },
      {
        what: 'documents of Word hold the time of making',
        file: 'server/documents/report-docx.ts',
        from: "if (name !== 'docProps/core.xml') return packedPart(name, bytes);",
        to: 'if (name.length > 0) return packedPart(name, bytes);',
      },
      {
        what: 'one person publishes what they froze',
        file: 'server/domain/pack.ts',
        from: '!alone && steps.at(-1)?.account === who',
        to: 'false',
      },
      {
        what: 'the second person publishes what they have not seen',
        file: 'server/services/packs.ts',
        from: 'if (sha256(content.content) !== seen) throw',
        to: 'if (seen === null) throw',
      },
      {
        what: 'a seal that somebody else set counts',
        file: 'server/services/pack-check.ts',
        from: 'told(found, fault === null, ',
        to: 'told(found, true, ',
      },
      {
        what: 'a seal that is gone is not missed',
        file: 'server/services/pack-check.ts',
        from: 'const is = isPackSealed(store, id);',
        to: 'const is = store.packs.findSeal(id) === null || isPackSealed(store, id);',
      },
      {
        what: 'a file that somebody else sealed is genuine',
        file: 'server/services/pack-seal.ts',
        from: 'noted[column] === value',
        to: 'column in noted && value !== null',
      },
      {
        what: 'a step that is taken away makes a draft of what was published',
        file: 'server/services/pack-check.ts',
        from: "state === 'published' || store.packs.findSeal(id) !== null || store.packs.findFileList(id) !== null",
        to: "state === 'published'",
      },
      {
        what: 'what was frozen and changed past the app is published',
        file: 'server/services/pack-content.ts',
        from: 'if (!isWhole)',
        to: 'if (isWhole === null)',
      },
      {
        what: 'what is frozen anew while it is published is published as it was',
        file: 'server/services/packs.ts',
        from: 'if (held !== content.sequence) throw',
        to: 'if (held === null) throw',
      },
      {
        what: 'a pack goes out without a return that nobody marked',
        file: 'server/services/packs.ts',
        from: 'if (problems.length > 0) throw new Conflict(',
        to: 'if (problems.length > 99) throw new Conflict(',
      },
    ],
  },
  'public-leak': {
    tests: ['tests/drills/public-leak.test.ts', 'tests/domain/suppression.test.ts', 'tests/web/published.test.ts'],
    mutants: [
      {
        what: 'what is frozen and not published is shown',
        file: 'server/services/published.ts',
        from: 'if (list === null || text === null || published === undefined) return [];\n    const manifest = JSON.parse(text) as Manifest;\n    const { files, seal } = list;',
        to: "if (text === null) return [];\n    const manifest = JSON.parse(text) as Manifest;\n    const { files, seal } = list ?? { files: { public: {} as never }, seal: '' };",
      },
      {
        what: 'small numbers are shown',
        file: 'server/services/pack-content.ts',
        from: "edition === 'public' ? openRows(all) : all",
        to: 'all',
      },
      {
        what: 'the words about a figure that is kept back are shown',
        file: 'server/domain/suppression.ts',
        from: '...(isAboutKept(row, kept.get(measureOf(row))) ? { text: NOT_SHOWN, cause: null } : {}),',
        to: '',
      },
      {
        what: 'the other quarters of a year tell the small one',
        file: 'server/domain/suppression.ts',
        from: 'if (next !== undefined) kept.add(next);',
        to: '',
      },
      {
        what: 'two small quarters tell each other',
        file: 'server/domain/suppression.ts',
        from: 'quarters.some((period) => kept.has(period) && !small.has(period))',
        to: 'quarters.filter((period) => kept.has(period)).length > 1',
      },
      {
        what: 'a running count tells its small steps',
        file: 'server/domain/suppression.ts',
        from: 'if (step < under) kept.add(period);',
        to: 'if (step < 0) kept.add(period);',
      },
      {
        what: 'a baseline tells the sum of its year',
        file: 'server/domain/suppression.ts',
        from: "if (item !== 'baseline' || kept === undefined) return false;",
        to: 'if (kept !== undefined || item !== null) return false;',
      },
      {
        what: 'anybody may ask whether a guess at a file of the Board is right',
        file: 'server/web/packs.ts',
        from: "visitorOf(response).admission === null ? (['public'] as const) : PACK_EDITIONS",
        to: 'PACK_EDITIONS',
      },
      {
        what: 'the public is told where the Board’s edition is corrected',
        file: 'server/services/packs.ts',
        from: "public: corrections(before.public_content, madeFrom(inputs, 'public').content),",
        to: "public: corrections(before.content, madeFrom(inputs, 'board').content),",
      },
      {
        what: 'updates that are not published are shown',
        file: 'server/services/published.ts',
        from: "row.partnership === code && row.provenance === 'published'",
        to: 'row.partnership === code',
      },
      {
        what: 'the public takes the Board’s files away',
        file: 'server/services/published.ts',
        from: "findPublished(deps, id).pack.id, 'public', format)",
        to: "findPublished(deps, id).pack.id, 'board', format)",
      },
      {
        what: 'the public reads the Board’s text',
        file: 'server/services/published.ts',
        from: 'contentOf(deps, id).public_content',
        to: 'contentOf(deps, id).content',
      },
      {
        what: 'drafts are open',
        file: 'server/domain/permission.ts',
        from: "'GET /packs/:id': rule('record', EVERY, 'see a pack')",
        to: "'GET /packs/:id': open('see a pack')",
      },
    ],
  },
  formula: {
    tests: [
      'tests/documents/spreadsheet-csv.test.ts',
      'tests/documents/workbook-xlsx.test.ts',
      'tests/documents/return-csv.test.ts',
      'tests/web/report.test.ts',
    ],
    mutants: [
      ...['=', '+', '\\-', '@', '\\t'].map((sign) => ({
        what: `a cell of CSV begins with ${sign}`,
        file: 'server/documents/spreadsheet-csv.ts',
        from: '[=+\\-@\\t\\r]',
        to: `[${['=', '+', '\\-', '@', '\\t', '\\r'].filter((each) => each !== sign).join('')}]`,
      })),
      {
        what: 'text of a workbook is taken for a formula',
        file: 'server/documents/workbook-xlsx.ts',
        from: "if (cell.kind === 'text') return textCell(",
        to: "if (cell.kind === 'text' && cell.text.startsWith('=')) return formulaCell(column, line, cell.text.slice(1), '', 0);\n  if (cell.kind === 'text') return textCell(",
      },
      {
        what: 'control characters come into documents',
        file: 'server/documents/plain-text.ts',
        from: ".replace(UNPRINTABLE, '')",
        to: '',
      },
    ],
  },
};
