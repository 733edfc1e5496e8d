// What was typed becomes what main accepts, or words at the field.
import { describe, expect, it } from 'vitest';
import {
  type AccountForm,
  changeableFormOf,
  changeProvider,
  emptyForm,
  formLike,
  formOf,
} from '../../../../renderer/forms/account-form.ts';
import { checkAccountForm, checkEditForm } from '../../../../renderer/forms/check-account-form.ts';
import { minutesText, readRefreshLimits } from '../../../../renderer/forms/refresh-limits.ts';
import {
  accountDefinitionSchema,
  plainOAuth2Providers,
  providerIds,
} from '../../../../shared/account-definition.ts';
import { presetOf } from '../../../../shared/presets.ts';

const filled: AccountForm = {
  ...emptyForm('custom_oidc'),
  issuer: 'https://id.example.com/realms/a',
  clientId: 'tokenward',
};
const custom: AccountForm = {
  ...emptyForm('custom_oauth2'),
  authorizationEndpoint: 'https://id.example.com/authorize',
  tokenEndpoint: 'https://id.example.com/token',
  clientId: 'tokenward',
};

function problemsOf(form: AccountForm) {
  const checked = checkAccountForm(form, 'id.example.com');
  return checked.ok ? {} : checked.problems;
}

describe('a form that is complete', () => {
  it('becomes a definition that the shared schema accepts as it stands', () => {
    const checked = checkAccountForm(
      { ...filled, clientSecret: 's3cret', redirectPort: ' 8765 ', tags: 'a, b，a,' },
      'id.example.com',
    );
    if (!checked.ok) throw new Error(JSON.stringify(checked.problems));
    expect(accountDefinitionSchema.parse(checked.value.definition)).toEqual(
      checked.value.definition,
    );
    expect(checked.value).toMatchObject({
      clientSecret: 's3cret',
      definition: {
        label: 'id.example.com',
        tags: ['a', 'b'],
        redirectPort: 8765,
        endpoints: null,
      },
    });
  });

  it('keeps the secret exactly as typed, spaces included, and none as null', () => {
    const spaced = checkAccountForm({ ...filled, clientSecret: ' a b ' }, 'x');
    const none = checkAccountForm(filled, 'x');
    expect(spaced.ok && spaced.value.clientSecret).toBe(' a b ');
    expect(none.ok && none.value.clientSecret).toBeNull();
  });

  it('names endpoints and no issuer for plain OAuth 2.0, absent ones as null', () => {
    const checked = checkAccountForm({ ...custom, revocationEndpoint: ' ' }, 'x');
    expect(checked.ok && checked.value.definition).toMatchObject({
      issuer: null,
      endpoints: {
        authorization: 'https://id.example.com/authorize',
        token: 'https://id.example.com/token',
        revocation: null,
        introspection: null,
      },
    });
  });

  it('goes back into the form unchanged, but for the secret', () => {
    const form = { ...filled, label: 'A', tags: 'x, y', extraParameters: 'audience=api\nfoo=a=b' };
    const checked = checkAccountForm({ ...form, clientSecret: 's' }, 'x');
    if (!checked.ok) throw new Error('refused');
    expect(formOf(checked.value.definition)).toEqual({ ...form, clientSecret: '' });
    expect(formLike(checked.value.definition)).toEqual({ ...form, label: '', clientSecret: '' });
  });
});

describe('the limits of automatic refresh', () => {
  it.each<[string, string, number | null, number | null]>([
    ['', ' ', null, null],
    ['0', '1', 0, 1],
    [' 45 ', '2160', 2700, 2160],
    ['1.5', '87600', 90, 87_600],
    ['0,25', '', 15, null],
    ['1440', '24', 86_400, 24],
  ])('T-07 R-16 typed as %j minutes and %j hours go to main and come back', (...args) => {
    const [minimumLeft, refreshInactivity, seconds, ofUse] = args;
    const checked = checkAccountForm({ ...filled, minimumLeft, refreshInactivity }, 'x');
    if (!checked.ok) throw new Error(JSON.stringify(checked.problems));
    const { definition } = checked.value;
    expect(definition).toMatchObject({
      minimumLeftSeconds: seconds,
      refreshInactivityHours: ofUse,
    });
    const again = checkEditForm(changeableFormOf(definition), undefined);
    expect(again.ok && again.value).toMatchObject({
      minimumLeftSeconds: seconds,
      refreshInactivityHours: ofUse,
    });
  });

  it('come back to the second from any number of seconds', () => {
    for (let seconds = 0; seconds <= 3600; seconds += 1) {
      const form = { minimumLeft: minutesText(seconds), refreshInactivity: '' };
      expect(readRefreshLimits(form).typed.minimumLeftSeconds).toBe(seconds);
    }
  });
});

const minutes = { key: 'minutes', maximum: 1440 };
const hours = { key: 'hours', maximum: 87_600 };

describe('a form with a mistake', () => {
  it.each<[string, Partial<AccountForm>, object]>([
    ['no issuer', { issuer: '  ' }, { issuer: { key: 'required' } }],
    ['no client ID', { clientId: '' }, { clientId: { key: 'required' } }],
    ['no address at all', { issuer: 'id.example.com' }, { issuer: { key: 'issuer_invalid' } }],
    ['O-21 a query', { issuer: 'https://a.example/?x=1' }, { issuer: { key: 'issuer_query' } }],
    [
      'O-21 an empty fragment',
      { issuer: 'https://a.example/#' },
      { issuer: { key: 'issuer_query' } },
    ],
    ['a user name', { issuer: 'https://u:p@a.example' }, { issuer: { key: 'issuer_query' } }],
    ['O-17 plain http', { issuer: 'http://a.example' }, { issuer: { key: 'not_https' } }],
    ['another scheme', { issuer: 'ftp://a.example' }, { issuer: { key: 'issuer_invalid' } }],
    ['a long label', { label: 'x'.repeat(121) }, { label: { key: 'too_long', maximum: 120 } }],
    ['a control character', { clientId: 'a\u0007' }, { clientId: { key: 'control_characters' } }],
    ['a long tag', { tags: 'x'.repeat(41) }, { tags: { key: 'tag_too_long' } }],
    ['21 tags', { tags: [...Array(21).keys()].join(',') }, { tags: { key: 'too_many_tags' } }],
    ['a port below 1024', { redirectPort: '80' }, { redirectPort: { key: 'port' } }],
    ['a port above 65535', { redirectPort: '65536' }, { redirectPort: { key: 'port' } }],
    ['a port of letters', { redirectPort: '8o80' }, { redirectPort: { key: 'port' } }],
    [
      'a line without =',
      { extraParameters: 'a=1\n\nbroken' },
      { extraParameters: { key: 'parameter_line', line: 3 } },
    ],
    [
      'a name given twice',
      { extraParameters: 'a=1\na=2' },
      { extraParameters: { key: 'parameter_twice', name: 'a' } },
    ],
    [
      'a parameter that Tokenward sets',
      { extraParameters: 'state=1' },
      { extraParameters: { key: 'parameter_reserved', name: 'state' } },
    ],
    [
      'a long value',
      { extraParameters: `a=${'x'.repeat(1025)}` },
      { extraParameters: { key: 'parameter_too_long' } },
    ],
    [
      '21 parameters',
      { extraParameters: [...Array(21).keys()].map((n) => `p${n}=1`).join('\n') },
      { extraParameters: { key: 'parameter_too_many' } },
    ],
    ['T-07 minutes in words', { minimumLeft: 'ten' }, { minimumLeft: minutes }],
    ['T-07 minutes below nought', { minimumLeft: '-1' }, { minimumLeft: minutes }],
    ['T-07 more than a day', { minimumLeft: '1440.5' }, { minimumLeft: minutes }],
    ['R-16 no hours at all', { refreshInactivity: '0' }, { refreshInactivity: hours }],
    ['R-16 a part of an hour', { refreshInactivity: '1.5' }, { refreshInactivity: hours }],
    ['R-16 more than ten years', { refreshInactivity: '87601' }, { refreshInactivity: hours }],
    [
      'a long secret',
      { clientSecret: 'x'.repeat(4097) },
      { clientSecret: { key: 'too_long', maximum: 4096 } },
    ],
  ])('is told at its own field and nowhere else: %s', (_title, change, expected) => {
    expect(problemsOf({ ...filled, ...change })).toEqual(expected);
  });

  it('accepts http for a server on this machine only (RFC 8252 section 8.3)', () => {
    for (const issuer of ['http://127.0.0.1:9000', 'http://localhost:9000', 'http://[::1]:9000']) {
      expect(problemsOf({ ...filled, issuer })).toEqual({});
    }
    expect(problemsOf({ ...filled, issuer: 'http://localhost.evil.example' })).toEqual({
      issuer: { key: 'not_https' },
    });
  });

  it('is told at each endpoint of a plain OAuth 2.0 server', () => {
    expect(
      problemsOf({ ...custom, tokenEndpoint: '', revocationEndpoint: 'http://id.example.com/r' }),
    ).toEqual({ tokenEndpoint: { key: 'required' }, revocationEndpoint: { key: 'not_https' } });
  });
});

describe('an edit', () => {
  const checked = checkAccountForm(filled, 'A');
  if (!checked.ok) throw new Error('refused');
  const form = changeableFormOf(checked.value.definition);

  it('leaves the secret out unless it is replaced or erased', () => {
    const kept = checkEditForm(form, undefined);
    const erased = checkEditForm(form, null);
    expect(kept.ok && 'clientSecret' in kept.value).toBe(false);
    expect(erased.ok && erased.value.clientSecret).toBeNull();
  });

  it('needs a label', () => {
    expect(checkEditForm({ ...form, label: ' ' }, undefined)).toEqual({
      ok: false,
      problems: { label: { key: 'required' } },
    });
  });
});

describe('another provider', () => {
  it.each(providerIds)('%s fills a form that needs an address, a client and nothing else', (id) => {
    const form = emptyForm(id);
    const { kind, issuer, endpoints } = presetOf(id);
    expect(plainOAuth2Providers.includes(id)).toBe(kind === 'oauth2');
    const missing = {
      ...(kind === 'oidc' && issuer === '' ? { issuer: { key: 'required' } } : {}),
      ...(kind === 'oauth2' && endpoints === undefined
        ? { authorizationEndpoint: { key: 'required' }, tokenEndpoint: { key: 'required' } }
        : {}),
      clientId: { key: 'required' },
    };
    expect(problemsOf(form)).toEqual(missing);
  });

  it('brings the endpoints of a server without metadata, and takes them away again', () => {
    const box = changeProvider(emptyForm('custom_oidc'), 'box');
    expect(box).toEqual(emptyForm('box'));
    expect(box.tokenEndpoint).toBe('https://api.box.com/oauth2/token');
    const typed = { ...box, redirectPort: '9000', clientId: 'mine' };
    expect(changeProvider(typed, 'atlassian')).toEqual({
      ...emptyForm('atlassian'),
      redirectPort: '9000',
      clientId: 'mine',
    });
    expect(changeProvider(box, 'gitlab')).toEqual(emptyForm('gitlab'));
  });

  it('replaces what the old preset had filled in and nothing that was typed', () => {
    const gitlab = changeProvider(emptyForm('custom_oidc'), 'gitlab');
    expect(gitlab).toMatchObject({
      issuer: 'https://gitlab.com',
      scope: 'openid profile email read_api',
    });
    const typed = changeProvider({ ...filled, scope: 'openid orders' }, 'gitlab');
    expect(typed).toMatchObject({
      issuer: filled.issuer,
      scope: 'openid orders',
      clientId: 'tokenward',
    });
  });
});
