import { Conflict } from '../domain/errors.ts';
import { countWords } from '../domain/wording.ts';
import { type Commands, print, usage, WrongUsage, withRecord } from './command.ts';

export const AUDIT_COMMANDS: Commands = {
  audit: {
    usage: 'audit verify [--head HASH]',
    does: 'checks the audit chain, and the record against it; with a head that was written down, also that nothing was cut off',
    run: ([what = '', ...args], { database }) => {
      if (what !== 'verify') throw new WrongUsage('audit verify is needed');
      const { values } = usage(args, { head: { type: 'string' } }, 0);
      return withRecord(database, (store) => {
        const wanted = headOption(values.head);
        const { rows, head, fault } = store.audit.verify(wanted);
        const wrong = fault ?? store.contentFault();
        if (wrong !== null) throw new Conflict(`the audit does not hold: ${wrong}`);
        print(`the audit holds: ${countWords(rows, 'row')}, head ${head.hash}`);
        print('compared with it: all rows of the record, accounts, their partnerships and single sign-ons');
        print('not in it, so not compared: names, e-mail addresses, passwords, and who stands beside a figure');
      });
    },
  },
};

function headOption(text: unknown): string | null {
  if (text === undefined) return null;
  if (typeof text === 'string' && /^[0-9a-f]{64}$/i.test(text)) return text.toLowerCase();
  throw new WrongUsage('--head: the 64 hexadecimal digits that were written down are needed');
}
