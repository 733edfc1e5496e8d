// The policy that every page of the window is served with: own files only and no network (requirement E-07, W3C CSP Level 3).

/** Digest of the one style element that React Aria Components writes while a person drags or presses. */
const REACT_ARIA_STYLE = "'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='";

const DIRECTIVES: Readonly<Record<string, string>> = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': `'self' ${REACT_ARIA_STYLE}`,
  'img-src': "'self' data:",
  'font-src': "'self'",
  'connect-src': "'none'",
  'frame-ancestors': "'none'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'require-trusted-types-for': "'script'",
  'trusted-types': "'none'",
};

/** The value of the Content-Security-Policy header. */
export const CONTENT_SECURITY_POLICY = Object.entries(DIRECTIVES)
  .map(([name, value]) => `${name} ${value}`)
  .join('; ');
