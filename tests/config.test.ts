import { describe, expect, it } from 'vitest';
import { type Config, readConfig } from '../server/config.ts';

const DEFAULTS: Config = {
  database: 'data/laa.db',
  port: 3000,
  host: '127.0.0.1',
  today: null,
  production: false,
  secret: null,
  baseUrl: null,
  trustProxy: 0,
  secondFactorDemanded: false,
  localSignIn: true,
  onePersonPacks: false,
  smtpUrl: null,
  mailFrom: null,
  singleSignOn: null,
};

const SINGLE_SIGN_ON = { OIDC_ISSUER: 'https://login.example', OIDC_CLIENT_ID: 'laa', OIDC_CLIENT_SECRET: 'x' };

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
    ['is production by its word', { NODE_ENV: 'production' }, { production: true, secondFactorDemanded: true }],
    ['is not production by another', { NODE_ENV: 'development' }, { production: false }],
    ['may hold whatever else', { PATH: '/bin', LAA_COLOUR: 'x' }, {}],
    ['names the secret', { LAA_SECRET: 'x' }, { secret: 'x' }],
    ['names where people reach it', { LAA_BASE_URL: 'https://laa.example/' }, { baseUrl: 'https://laa.example' }],
    ['says how many proxies there are', { LAA_TRUST_PROXY: '1' }, { trustProxy: 1 }],
    ['may demand the second factor', { LAA_SECOND_FACTOR: 'demanded' }, { secondFactorDemanded: true }],
    [
      'may leave the second factor to people, in production too',
      { NODE_ENV: 'production', LAA_SECOND_FACTOR: 'offered' },
      { production: true, secondFactorDemanded: false },
    ],
    [
      'names the mail server',
      { SMTP_URL: 'smtp://mail.example:587', MAIL_FROM: 'laa@example.org' },
      { smtpUrl: 'smtp://mail.example:587', mailFrom: 'laa@example.org' },
    ],
    [
      'names the single sign-on, and what its groups may do',
      { ...SINGLE_SIGN_ON, LAA_LOCAL_SIGN_IN: 'off', OIDC_ROLES: 'a=officer; b b=lead:OSCP, DAAT' },
      {
        localSignIn: false,
        singleSignOn: {
          issuer: 'https://login.example',
          clientId: 'laa',
          clientSecret: 'x',
          roleClaim: 'groups',
          grants: [
            { group: 'a', role: 'officer', partnerships: [] },
            { group: 'b b', role: 'lead', partnerships: ['OSCP', 'DAAT'] },
          ],
        },
      },
    ],
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
    [
      'production in capitals',
      { NODE_ENV: 'Production' },
      'NODE_ENV is "Production"; production, development or test is needed',
    ],
    ['a day in words', { LAA_TODAY: 'today' }, 'LAA_TODAY is "today"; a date such as 2008-11-19 is needed'],
    [
      'an address without its protocol',
      { LAA_BASE_URL: 'targets.example' },
      'LAA_BASE_URL is "targets.example"; an address such as https://targets.example.gov.uk is needed',
    ],
    [
      'an address of a protocol that browsers do not speak',
      { LAA_BASE_URL: 'ftp://targets.example' },
      'LAA_BASE_URL is "ftp://targets.example"; an address such as https://targets.example.gov.uk is needed',
    ],
    [
      'ten proxies',
      { LAA_TRUST_PROXY: '10' },
      'LAA_TRUST_PROXY is "10"; how many proxies stand before the app, 0 to 9 is needed',
    ],
    [
      'a mail server, without showing the password in it',
      { SMTP_URL: 'name:password@mail.example' },
      'SMTP_URL is not usable; an address such as smtp://mail.example.gov.uk:587 is needed',
    ],
    ['a mail server without a sender', { SMTP_URL: 'smtp://mail.example' }, 'MAIL_FROM is needed with SMTP_URL'],
    [
      'half a single sign-on',
      { OIDC_ISSUER: 'https://login.example', OIDC_CLIENT_ID: 'laa' },
      'OIDC_CLIENT_SECRET is needed with OIDC_ISSUER',
    ],
    [
      'a role that there is not',
      { ...SINGLE_SIGN_ON, OIDC_ROLES: 'a=chief' },
      'OIDC_ROLES is "a=chief"; groups and roles such as laa-officers=officer;laa-safer=lead:OSCP is needed',
    ],
    [
      'a lead of nothing',
      { ...SINGLE_SIGN_ON, OIDC_ROLES: 'a=lead' },
      'OIDC_ROLES is "a=lead"; groups and roles such as laa-officers=officer;laa-safer=lead:OSCP is needed',
    ],
    [
      'a door that nobody can open',
      { LAA_LOCAL_SIGN_IN: 'off' },
      'LAA_LOCAL_SIGN_IN is off; OIDC_ISSUER is needed, or nobody can sign in',
    ],
    [
      'all that is wrong',
      { PORT: 'http', LAA_TODAY: 'today' },
      'PORT is "http"; a port from 0 to 65535 is needed LAA_TODAY is "today"; a date such as 2008-11-19 is needed',
    ],
  ])('%s is refused by name', (_sentence, given, message) => {
    expect(() => readConfig(given)).toThrow(expect.objectContaining({ message }));
  });
});
