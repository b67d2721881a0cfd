import { changedValues } from '../domain/audit.ts';
import type { ReturnSettings } from '../domain/return-dates.ts';
import type { AuditLog } from './audit.ts';
import type { Db } from './database.ts';

export interface SettingsOfReturns {
  find(): ReturnSettings;
  set(settings: ReturnSettings): void;
}

export function returnSettings(db: Db, audit: AuditLog): SettingsOfReturns {
  const found = db.prepare(
    'SELECT due_before_papers, opens_before_due, papers_before_meeting, due_after_quarter FROM return_settings',
  );
  const set = db.prepare(
    `UPDATE return_settings SET due_before_papers = @due_before_papers, opens_before_due = @opens_before_due,
       papers_before_meeting = @papers_before_meeting, due_after_quarter = @due_after_quarter`,
  );
  const find = () => found.get() as ReturnSettings;
  return {
    find,
    set: (settings) => {
      const changed = changedValues({ ...find() }, { ...settings });
      if (Object.keys(changed.new).length === 0) return;
      set.run(settings);
      audit.note({ action: 'changed', object: 'return_settings', key: {}, ...changed });
    },
  };
}
