import { Cron } from 'croner';
import type { AuditHead } from '../domain/audit.ts';
import type { Log } from '../log.ts';
import type { AccessDeps } from '../services/access.ts';
import { forgetOld } from '../services/sessions.ts';

/** At a quiet hour, by the machine's clock. */
const EVERY_NIGHT = '15 2 * * *';

/**
 * Writes down where the audit stands, outside the record: `laa audit verify --head` then finds a tail that was cut off
 * or written anew.
 */
export function logAuditHead({ store }: AccessDeps, log: Log): AuditHead {
  const head = store.audit.head();
  log.info({ event: 'audit head', sequence: head.sequence, hash: head.hash }, 'where the audit stands');
  return head;
}

/** Does every night's work until it is stopped. */
export function nightly(deps: AccessDeps, log: Log): Pick<Cron, 'stop' | 'trigger'> {
  return new Cron(
    EVERY_NIGHT,
    { unref: true, catch: (error) => log.error({ err: error }, 'the nightly work failed') },
    () => {
      logAuditHead(deps, log);
      forgetOld(deps);
    },
  );
}
