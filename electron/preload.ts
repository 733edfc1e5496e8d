/** Exposes the bridge in the sandbox: a frozen object of named functions derived from the contract's names. */
import { contextBridge, ipcRenderer } from 'electron';
import { eventNames, requestNames } from '../shared/contract-names.ts';

const ask = (name: string) => (params: unknown) => ipcRenderer.invoke(name, params);
const listen = (name: string) => (listener: (payload: unknown) => void) => {
  const forward = (_event: unknown, payload: unknown): void => listener(payload);
  ipcRenderer.on(name, forward);
  return (): void => void ipcRenderer.off(name, forward);
};

contextBridge.exposeInMainWorld('tokenward', {
  request: Object.fromEntries(requestNames.map((name) => [name, ask(name)])),
  on: Object.fromEntries(eventNames.map((name) => [name, listen(name)])),
});
