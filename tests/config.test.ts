import { describe, expect, it } from 'vitest';
import { type Config, readConfig } from '../server/config.ts';

const DEFAULTS: Config = { database: 'data/laa.db', port: 3000, host: '127.0.0.1', today: null, production: false };

describe('the environment', () => {
  it.each<[sentence: string, given: Record<string, string>, config: Partial<Config>]>([
    ['may be empty', {}, {}],
    ['an empty variable is as none', { PORT: '', HOST: '', LAA_DATABASE: '', LAA_TODAY: '', NODE_ENV: '' }, {}],
    ['names the database', { LAA_DATABASE: '/srv/laa.db' }, { database: '/srv/laa.db' }],
    ['names the port', { PORT: '8080' }, { port: 8080 }],
    ['may leave the port to the machine', { PORT: '0' }, { port: 0 }],
    ['names the highest port', { PORT: '65535' }, { port: 65_535 }],
    ['names the host', { HOST: '::1' }, { host: '::1' }],
    ['names the day', { LAA_TODAY: '2008-11-19' }, { today: '2008-11-19' }],
    ['is production by its word', { NODE_ENV: 'production' }, { production: true }],
    ['is not production by another', { NODE_ENV: 'Production' }, { production: false }],
    ['may hold whatever else', { PATH: '/bin', LAA_SECRET: 'x' }, {}],
  ])('%s', (_sentence, given, config) => {
    expect(readConfig(given)).toEqual({ ...DEFAULTS, ...config });
  });

  it.each([
    ['a port in words', { PORT: 'http' }, 'PORT is "http"; a port from 0 to 65535 is needed'],
    ['a port too high', { PORT: '65536' }, 'PORT is "65536"; a port from 0 to 65535 is needed'],
    ['a port below nothing', { PORT: '-1' }, 'PORT is "-1"; a port from 0 to 65535 is needed'],
    ['half a port', { PORT: '80.5' }, 'PORT is "80.5"; a port from 0 to 65535 is needed'],
    [
      'a day that there is not',
      { LAA_TODAY: '2008-02-30' },
      'LAA_TODAY is "2008-02-30"; a date such as 2008-11-19 is needed',
    ],
    ['a day in words', { LAA_TODAY: 'today' }, 'LAA_TODAY is "today"; a date such as 2008-11-19 is needed'],
    [
      'all that is wrong',
      { PORT: 'http', LAA_TODAY: 'today' },
      'PORT is "http"; a port from 0 to 65535 is needed LAA_TODAY is "today"; a date such as 2008-11-19 is needed',
    ],
  ])('%s is refused by name', (_sentence, given, message) => {
    expect(() => readConfig(given)).toThrow(expect.objectContaining({ message }));
  });
});
