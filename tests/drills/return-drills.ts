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
  'lost-update': {
    tests: [
      'tests/drills/lost-update.test.ts',
      'tests/drills/lost-update-elsewhere.test.ts',
      'tests/web/return-sharing.test.ts',
    ],
    mutants: [
      {
        what: 'the version that was seen does not count',
        file: 'server/store/return-rows.ts',
        from: ' AND version = @seen`',
        to: ' AND @seen = @seen`',
      },
      {
        what: 'a first save goes over another one',
        file: 'server/store/return-rows.ts',
        from: ' ON CONFLICT DO NOTHING`',
        to: ' ON CONFLICT DO UPDATE SET value = excluded.value, version = version + 1`',
      },
      {
        what: 'a return is submitted over what somebody else has just typed',
        file: 'server/services/returns.ts',
        from: 'if (unseen.length > 0) {',
        to: 'if (false) {',
      },
      {
        what: 'what is locked is saved all the same',
        file: 'server/services/returns.ts',
        from: "if (access.kind === 'locked') return refused(key, 'value', access.sentence);",
        to: '',
      },
      {
        what: 'the form of a figure goes over another one',
        file: 'server/services/figures.ts',
        from: 'if ((held?.version ?? 0) !== seen) {',
        to: 'if (false) {',
      },
      {
        what: 'an action goes over another version',
        file: 'server/services/actions.ts',
        from: 'if ((held?.version ?? 0) !== seen)',
        to: 'if (false)',
      },
      {
        what: 'a draft does not know which figure was there',
        file: 'server/services/return-view.ts',
        from: 'draft.held !== heldVersion(row.known, row.name) || ',
        to: '',
      },
      {
        what: 'a row that nobody touched is sent',
        file: 'server/services/returns.ts',
        from: "if (isSame || entryPrint(entry) === shown) return { key, kind: 'unchanged' };",
        to: "if (isSame) return { key, kind: 'unchanged' };",
      },
    ],
  },
  'return-states': {
    tests: [
      'tests/domain/return-state.test.ts',
      'tests/web/return-checking.test.ts',
      'tests/web/return-reopening.test.ts',
      'tests/web/guest.test.ts',
    ],
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
      {
        what: 'what was done since an officer looked does not count',
        file: 'server/services/return-review.ts',
        from: 'if (context.last?.sequence !== seen) {',
        to: 'if (false) {',
      },
      {
        what: 'a target that was opened for one person is open for all',
        file: 'server/services/return-view.ts',
        from: '      row.account === account &&\n',
        to: '',
      },
      {
        what: 'what was opened again stays open for ever',
        file: 'server/services/return-view.ts',
        from: '      row.until >= today &&\n',
        to: '',
      },
      {
        what: 'a link that was taken back opens the return',
        file: 'server/services/return-links.ts',
        from: 'return ended === null && expires >= now;',
        to: 'return expires >= now;',
      },
      {
        what: 'a link is kept as it is',
        file: 'server/services/return-links.ts',
        from: 'insert({ hash: tokenHash(token), ...made })',
        to: 'insert({ hash: token, ...made })',
      },
      {
        what: 'whoever comes by a link submits by the form',
        file: 'server/web/guest.ts',
        from: 'isSubmit: false,',
        to: 'isSubmit: true,',
      },
    ],
  },
};
