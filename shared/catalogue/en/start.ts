/** English words of what stands in the way of a start, said before there is a window. */

export const start = {
  inUse: {
    title: 'Tokenward is already open with these accounts',
    running:
      'Process {{pid}} has had them open since {{since}}. Two Tokenwards at once could end your sign-ins, so this one did not start. Nothing was changed.',
    runningStep:
      'Use the one that is open. If you cannot find it, end process {{pid}}, then start Tokenward again.',
    elsewhere:
      'Tokenward on {{host}} (process {{pid}} there) has had them open since {{since}}, and from here nobody can tell whether it still runs. Two at once could end your sign-ins, so this one did not start. Nothing was changed.',
    elsewhereStep:
      'Quit Tokenward on {{host}}, then start it here again. Only if it certainly does not run there any more, delete this file first: {{file}}',
    quit: 'Quit',
  },
} as const;
