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
    const text = textOf(account, environmentWords);
    return words.every((word) => text.includes(word));
  };
}

const keptTexts = new WeakMap<EnvironmentWords, WeakMap<AccountView, string>>();

/** A view never changes, so that its folded text is made once and not at every key. */
function textOf(account: AccountView, environmentWords: EnvironmentWords): string {
  const texts = keptTexts.get(environmentWords) ?? new WeakMap<AccountView, string>();
  keptTexts.set(environmentWords, texts);
  const kept = texts.get(account);
  if (kept !== undefined) return kept;
  const text = fold(searchedParts(account, environmentWords).join('\n'));
  texts.set(account, text);
  return text;
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
    account.server,
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
