import type { Author, Writer } from '../../server/domain/account.ts';
import type { IsoMoment } from '../../server/domain/moment.ts';

/** What the machine's clock says to begin with; it is another than the record's. */
export const TODAY: IsoMoment = '2026-11-25T09:00:00Z';

/** The author of what a test writes past the app. */
export const COMMAND_LINE: Author = { actor: null, at: TODAY };

/** Somebody who records figures. */
export const WRITER: Writer = { ...COMMAND_LINE, post: 'Waste officer' };
