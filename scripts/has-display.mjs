// Tells whether there is a desktop to open a window on.

/** On Linux a display is named in the environment; elsewhere there always is one. */
export function hasDisplay(env = process.env) {
  return process.platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}
