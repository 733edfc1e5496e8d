/** What a person may say about an account of each grant. */
import { describe, expect, it } from 'vitest';
import { accountDefinitionSchema } from '../../../shared/account-definition.ts';
import { contract } from '../../../shared/contract.ts';
import { sampleDefinition } from '../../fixtures/sample-views.ts';

const endpoints = {
  authorization: null,
  token: 'https://as.example/token',
  revocation: null,
  introspection: null,
};
const plain = { ...sampleDefinition, provider: 'custom_oauth2', issuer: null, endpoints } as const;
const machine = { ...plain, grantType: 'client_credentials' } as const;
const accepts = (definition: object): boolean =>
  accountDefinitionSchema.safeParse(definition).success;

describe('an account that gets its tokens with client credentials', () => {
  it('O-54 names no authorization endpoint, and every other account names one', () => {
    const authorization = 'https://as.example/authorize';
    expect(accepts(machine)).toBe(true);
    expect(accepts(plain)).toBe(false);
    expect(accepts({ ...plain, endpoints: { ...endpoints, authorization } })).toBe(true);
    expect(accepts({ ...machine, endpoints: { ...endpoints, authorization } })).toBe(false);
  });

  it('O-54 has an issuer just as well', () => {
    expect(accepts({ ...sampleDefinition, grantType: 'client_credentials' })).toBe(true);
  });

  it.each(['grant_type', 'client_assertion', 'client_assertion_type', 'scope', 'client_secret'])(
    'O-54 sets no %s among its extra parameters',
    (name) => {
      expect(accepts({ ...machine, extraParameters: { [name]: 'x' } })).toBe(false);
      expect(accepts({ ...machine, extraParameters: { audience: 'x', resource: 'y' } })).toBe(true);
    },
  );

  it('keeps old accounts with a parameter that only a token request reserves', () => {
    expect(accepts({ ...sampleDefinition, extraParameters: { grant_type: 'x' } })).toBe(true);
  });

  it('O-54 is not started without a client secret', () => {
    const { params } = contract['flow.authorize'];
    expect(params.safeParse({ definition: machine, clientSecret: null }).success).toBe(false);
    expect(params.safeParse({ definition: machine, clientSecret: 's3cret' }).success).toBe(true);
    expect(params.safeParse({ definition: sampleDefinition, clientSecret: null }).success).toBe(
      true,
    );
  });
});
