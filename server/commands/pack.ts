import { existsSync, readFileSync } from 'node:fs';
import type { Config } from '../config.ts';
import { Conflict } from '../domain/errors.ts';
import { PACK_EDITIONS } from '../domain/pack.ts';
import { checkPack } from '../services/pack-check.ts';
import { sha256 } from '../services/pack-content.ts';
import { findFile } from '../services/pack-seal.ts';
import { type Commands, depsOf, print, usage, WrongUsage, withRecord } from './command.ts';

export const PACK_COMMANDS: Commands = {
  pack: {
    usage: 'pack verify PACK-ID|FILE',
    does: 'makes a published pack again, or checks the seal of a downloaded file, and says identical, or what differs',
    run: (args, config) => {
      const { words } = usage(args, {}, 2);
      const [step, what = ''] = words;
      if (step !== 'verify') throw new WrongUsage('pack verify is needed');
      return /^\d+$/.test(what) ? verifyPack(config, Number(what)) : verifyFile(config, what);
    },
  },
};

function verifyPack(config: Config, id: number): Promise<void> {
  return withRecord(config.database, async (store) => {
    const { state, faults, otherwise, moved } = await checkPack(depsOf(store, config), id);
    for (const row of moved) print(`the record since: ${row}`);
    for (const difference of otherwise) print(difference);
    if (faults.length > 0) throw new Conflict(faults.join('\n'));
    const not = state === 'published' ? '' : ' (frozen, and not published)';
    const verdict =
      otherwise.length === 0 ? 'identical' : 'as it was frozen; this version of the app makes it otherwise';
    print(`${verdict}${not}`);
  });
}

function verifyFile(config: Config, file: string): Promise<void> {
  if (!existsSync(file)) throw new WrongUsage(`there is no pack and no file ${file}`);
  return withRecord(config.database, (store) => {
    const found = findFile(depsOf(store, config), sha256(readFileSync(file)), PACK_EDITIONS);
    if (found === null) throw new Conflict(`${file} is no file of a published pack`);
    const { pack, edition, format, isSealed } = found;
    if (!isSealed) throw new Conflict(`${file} is of pack ${pack.id}, whose seal does not hold`);
    const of = `the ${edition} edition of pack ${pack.id}, ${pack.board} ${pack.date}, revision ${pack.revision}`;
    print(`identical: the ${format} of ${of}`);
  });
}
