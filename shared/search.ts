/** Finds accounts by what people remember of them: every word must occur somewhere, whatever its case or width. */
import type { Environment } from './account-definition.ts';
import { type AccountView, nameOfSubject } from './account-view.ts';

/** The environments' words in the language on screen, so that both `production` and its translation find it. */
export type EnvironmentWords = Readonly<Record<Environment, string>>;

export type Search = (account: AccountView) => boolean;

/** A test for `query`; an empty one lets everything through. */
export function createSearch(query: string, environmentWords: EnvironmentWords): Search {
  const words = fold(query).split(/\s+/u).filter(Boolean);
  if (words.length === 0) return () => true;
  return (account) => {
    const { text, serverName, address } = textsOf(account, environmentWords);
    return words.every(
      (word) =>
        text.includes(word) ||
        (hasLetter.test(word) && serverName.includes(word)) ||
        (looksLikeAddress.test(word) && address.includes(word)),
    );
  };
}

/** A number alone names no server: `27` would find everything at 127.0.0.1 and whatever listens on port 2700. */
const hasLetter = /\p{L}/u;
const looksLikeAddress = /[.:/[\]]/u;

type Texts = {
  readonly text: string;
  /** Host and path where the host has a name. */
  readonly serverName: string;
  /** The whole, with scheme and port. */
  readonly address: string;
};
const keptTexts = new WeakMap<EnvironmentWords, WeakMap<AccountView, Texts>>();

/** A view never changes, so that its folded texts are made once and not at every key. */
function textsOf(account: AccountView, environmentWords: EnvironmentWords): Texts {
  const texts = keptTexts.get(environmentWords) ?? new WeakMap<AccountView, Texts>();
  keptTexts.set(environmentWords, texts);
  const kept = texts.get(account);
  if (kept !== undefined) return kept;
  const made = {
    text: fold(searchedParts(account, environmentWords).join('\n')),
    serverName: fold(namedServer(account.server)),
    address: fold(account.server),
  };
  texts.set(account, made);
  return made;
}

function namedServer(server: string): string {
  const [, host = '', path = ''] = /^[a-z]+:\/\/([^/]*)(.*)$/i.exec(server) ?? [];
  const name = host.replace(/:\d+$/, '');
  const isNumeric = name.startsWith('[') || /^[\d.]+$/.test(name);
  return isNumeric ? path : `${name}${path}`;
}

function searchedParts(account: AccountView, environmentWords: EnvironmentWords): string[] {
  const { definition, subject } = account;
  const who =
    subject === null
      ? []
      : [nameOfSubject(subject), subject.name, subject.preferredUsername, subject.sub];
  const environment =
    definition.environment === 'none'
      ? []
      : [definition.environment, environmentWords[definition.environment]];
  return [
    definition.label,
    definition.clientId,
    definition.scope,
    account.grantedScope,
    ...definition.tags,
    ...who,
    ...environment,
  ].filter((part) => part !== null);
}

/** Compatibility forms and cases become one (UAX 15 NFKC; lower after upper, so that ß and SS meet). */
function fold(text: string): string {
  return text.normalize('NFKC').toUpperCase().toLowerCase();
}
