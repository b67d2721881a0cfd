import type { Drill } from './drills.ts';

/** What leaves the app: packs that come out again as they were, nothing that is not for the public, no live cell. */
export const DOCUMENT_DRILLS: Readonly<Record<string, Drill>> = {
  'reproducible-pack': {
    tests: ['tests/web/packs.test.ts', 'tests/commands-pack.test.ts'],
    only: 'pack|tampered',
    mutants: [
      {
        what: 'a pack is made again as known today',
        file: 'server/services/pack-content.ts',
        from: 'now: () => inputs.moment',
        to: 'now: () => new Date(1.2e12 + Math.random() * 1e12).toISOString()',
      },
      {
        what: 'any seal holds',
        file: 'server/services/pack-check.ts',
        from: "return verify(null, Buffer.from(manifest), key, Buffer.from(seal, 'base64'));",
        to: "verify(null, Buffer.from(manifest), key, Buffer.from(seal, 'base64'));\n    return true;",
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
        from: 'bytes !== null && sha256(bytes) === editions[edition].files[format]',
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
        file: 'server/services/pack-check.ts',
        from: 'was[part] !== is[part]',
        to: 'false',
      },
      {
        what: 'documents of Word hold the time of making',
        file: 'server/documents/report-docx.ts',
        from: "if (name !== 'docProps/core.xml') return [name, bytes];",
        to: 'if (name.length > 0) return [name, bytes];',
      },
      {
        what: 'one person publishes what they froze',
        file: 'server/domain/pack.ts',
        from: '!alone && steps.at(-1)?.account === who',
        to: 'false',
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
        from: 'if (seal === null || text === null || published === undefined) return [];',
        to: 'if (text === null) return [];',
      },
      {
        what: 'small numbers are shown',
        file: 'server/services/pack-content.ts',
        from: "edition === 'public' ? openRows(inputs.rows) : inputs.rows",
        to: 'inputs.rows',
      },
      {
        what: 'the words for a quarter that is kept back are shown',
        file: 'server/domain/suppression.ts',
        from: 'rows.commentaries.filter((row) => !isKept(row)).map(',
        to: 'rows.commentaries.map(',
      },
      {
        what: 'the other quarters of a year tell the small one',
        file: 'server/domain/suppression.ts',
        from: 'if (first === undefined || (missing.length > 1 && Math.abs(sum) >= under)) return;',
        to: 'if (first === undefined || missing.length > 0) return;',
      },
      {
        what: 'two small quarters tell each other',
        file: 'server/domain/suppression.ts',
        from: 'missing.length > 1 && Math.abs(sum) >= under',
        to: 'missing.length > 1',
      },
      {
        what: 'a running count tells its small steps',
        file: 'server/domain/suppression.ts',
        from: 'if (Math.abs(count - shown) < under) kept.add(period);',
        to: 'if (count < 0) kept.add(period);',
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
        from: "findPublished(deps, id).manifest, 'public', format)",
        to: "findPublished(deps, id).manifest, 'board', format)",
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
        from: "if (cell.kind === 'text') return { type: String, value: shortened(plainText(cell.text)), ...top };",
        to: "if (cell.kind === 'text') return cell.text.startsWith('=') ? { type: 'Formula' as const, value: cell.text } : { type: String, value: shortened(plainText(cell.text)), ...top };",
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
