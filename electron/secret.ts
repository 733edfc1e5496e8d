/** A value that prints, serialises and clones as `[redacted]`, so that a token cannot leave main by accident. */
import { createHash, timingSafeEqual } from 'node:crypto';

const redacted = '[redacted]';

export class Secret {
  readonly #value: string;

  private constructor(value: string) {
    this.#value = value;
  }

  /** Wraps a non-empty text. */
  static of(value: string): Secret {
    if (value === '') throw new Error('a secret is never empty');
    return new Secret(value);
  }

  /** The text itself. Only the handful of files listed in the architecture lint may call this. */
  reveal(): string {
    return this.#value;
  }

  /** First 12 hex digits of SHA-256: enough to match a token, useless for having it. */
  fingerprint(): string {
    return createHash('sha256').update(this.#value).digest('hex').slice(0, 12);
  }

  equals(other: Secret): boolean {
    const mine = createHash('sha256').update(this.#value).digest();
    const theirs = createHash('sha256').update(other.#value).digest();
    return timingSafeEqual(mine, theirs);
  }

  toString(): string {
    return redacted;
  }

  toJSON(): string {
    return redacted;
  }

  [Symbol.toPrimitive](): string {
    return redacted;
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return redacted;
  }
}
