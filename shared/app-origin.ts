/** The one origin that our own pages have. */

export const appOrigin = 'app://tokenward';
