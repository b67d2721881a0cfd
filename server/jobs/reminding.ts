import { Cron } from 'croner';
import type { Log } from '../log.ts';
import type { AccessDeps } from '../services/access.ts';
import type { Deps } from '../services/reading.ts';
import { sendReminders } from '../services/reminders.ts';

/** When people come to work, by the machine's clock; reminders that were missed are caught up on the next day. */
const EVERY_WORKING_MORNING = '30 7 * * 1-5';

/** Sends the reminders of each working day until it is stopped. */
export function reminding(deps: Deps & AccessDeps, log: Log): Pick<Cron, 'stop' | 'trigger'> {
  return new Cron(
    EVERY_WORKING_MORNING,
    { unref: true, protect: true, catch: (error) => log.error({ err: error }, 'the reminders failed') },
    async () => {
      const { sent, failed } = await sendReminders(deps);
      log.info({ event: 'reminders', sent, failed }, 'reminders of returns');
    },
  );
}
