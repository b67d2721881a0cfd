import type { Drill } from './drills.ts';

/** The drills on the quarterly return. */
export const RETURN_DRILLS: Readonly<Record<string, Drill>> = {
  upload: {
    tests: ['tests/drills/upload.test.ts'],
    mutants: [
      {
        what: 'a directory that says what a bomb says is believed harmless',
        file: 'server/documents/zip-directory.ts',
        from: "if (declared > MOST_DECLARED || central.some(isBomb)) throw refusal('unpacked');",
        to: '',
      },
      {
        what: 'what is unpacked is not counted',
        file: 'server/documents/zip-part.ts',
        from: "if (size > most || budget.left < 0) throw refusal('unpacked');",
        to: '',
      },
      {
        what: 'definitions of a document type are let through',
        file: 'server/documents/xml-events.ts',
        from: '  parser.ondoctype = refuseDefinitions;',
        to: '',
      },
      {
        what: 'a macro under another name is let in',
        file: 'server/documents/xlsx-package.ts',
        from: "if (names.some((name) => MACROS.test(name))) throw refusal('macros');",
        to: '',
      },
      {
        what: 'a thread that takes too long is left running',
        file: 'server/documents/return-file.ts',
        from: '    await worker.terminate();',
        to: '',
      },
    ],
  },
  'return-states': {
    tests: ['tests/domain/return-state.test.ts'],
    mutants: [
      {
        what: 'leads sign their own returns off',
        file: 'server/domain/return-state.ts',
        from: "const CHECKING: readonly ReturnParty[] = ['officer'];",
        to: "const CHECKING: readonly ReturnParty[] = ['officer', 'holder'];",
      },
      {
        what: 'whoever comes by a link submits',
        file: 'server/domain/return-state.ts',
        from: "const ANSWERING: readonly ReturnParty[] = ['officer', 'holder'];",
        to: "const ANSWERING: readonly ReturnParty[] = ['officer', 'holder', 'guest'];",
      },
      {
        what: 'what is signed off is typed into by anybody who answers for it',
        file: 'server/domain/return-state.ts',
        from: "correct: { to: 'signed-off', by: ['reopened-for'] },",
        to: "correct: { to: 'signed-off', by: ['reopened-for', 'holder'] },",
      },
      {
        what: 'who may take a step does not count',
        file: 'server/domain/return-state.ts',
        from: 'return step?.by.includes(party) ? step.to : null;',
        to: 'return step?.to ?? null;',
      },
    ],
  },
};
