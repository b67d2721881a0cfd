import { machineClock } from '../clock.ts';
import type { Config } from '../config.ts';
import { normalEmail } from '../domain/account.ts';
import { NotFound } from '../domain/errors.ts';
import { momentWords } from '../domain/wording.ts';
import type { AccessDeps } from '../services/access.ts';
import { accountsView, invite, setAccountState } from '../services/accounts.ts';
import { mailer } from '../services/mail.ts';
import type { Deps } from '../services/reading.ts';
import { baseUrlOf, type Commands, print, usage, WrongUsage, withRecord } from './command.ts';

export const USER_COMMANDS: Commands = {
  user: {
    usage: 'user add EMAIL --name N --post P --role R [--partnership CODE …] | user disable EMAIL | user list',
    does: 'accounts: invites a person, closes the door to one, lists them; roles are administrator, officer, lead and board',
    run: ([what = '', ...args], config) => {
      if (what === 'add') return add(args, config);
      if (what === 'disable') return disable(args, config);
      if (what === 'list') return list(args, config);
      throw new WrongUsage('user add, user disable or user list is needed');
    },
  },
};

function accessOf(store: Deps['store'], config: Config): AccessDeps {
  const { production, secondFactorDemanded, localSignIn, smtpUrl, mailFrom } = config;
  const settings = { production, secondFactorDemanded, localSignIn, singleSignOn: null, onePersonPacks: false };
  return {
    store,
    clock: machineClock,
    // Nothing that the command line does is signed or sealed.
    settings: { ...settings, secret: '', baseUrl: baseUrlOf(config) },
    mail: smtpUrl === null ? null : mailer(smtpUrl, mailFrom ?? '', { tls: production }),
  };
}

function add(args: string[], config: Config): Promise<void> {
  const text = { type: 'string' } as const;
  const options = { name: text, post: text, role: text, partnership: { type: 'string', multiple: true } } as const;
  const { values, words } = usage(args, options, 1);
  const {
    name = '',
    post = '',
    role = '',
    partnership = [],
  } = values as Record<string, string | undefined> & {
    partnership?: string[];
  };
  return withRecord(config.database, async (store) => {
    const entry = { email: words[0] ?? '', name, post, role, partnerships: partnership };
    const { account, link, fault } = await invite(accessOf(store, config), null, entry);
    if (fault !== null) print(`The invitation could not be sent: ${fault}`);
    if (link === null) {
      print(`The invitation has gone to ${account.email}.`);
      return;
    }
    print(`${account.name} sets a password here, once, until ${momentWords(link.expires_at)}:`);
    print(link.address);
  });
}

function disable(args: string[], config: Config): Promise<void> {
  const { words } = usage(args, {}, 1);
  return withRecord(config.database, (store) => {
    const email = normalEmail(words[0] ?? '');
    const account = store.accounts.findByEmail(email);
    if (account === null) throw new NotFound(`There is no account with the e-mail address ${email}.`);
    setAccountState(accessOf(store, config), null, account.id, false);
    print(`${email} is disabled; its sessions have ended.`);
  });
}

function list(args: string[], config: Config): Promise<void> {
  usage(args, {}, 0);
  return withRecord(config.database, (store) => {
    for (const { account, secondFactor } of accountsView(accessOf(store, config)).accounts) {
      const { id, email, name, role, state, partnerships } = account;
      const more = [...partnerships, ...(secondFactor ? ['second factor'] : [])];
      print([String(id), email, name, role, state, more.join(' ')].join('\t').trimEnd());
    }
  });
}
