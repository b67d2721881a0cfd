import type { Log } from '../log.ts';
import type { AccessDeps } from '../services/access.ts';
import type { Deps } from '../services/reading.ts';

/** What every router is given: the record with its clock, the door with the machine's, and the log. */
export interface WebDeps extends Deps, AccessDeps {
  readonly log: Log;
}
