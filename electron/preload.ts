// Runs in the sandbox before the page and exposes the bridge to main, and nothing of Electron (requirement E-20).

import { contextBridge } from 'electron';

contextBridge.exposeInMainWorld('tokenward', {});
