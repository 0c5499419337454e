/** A worker's script is fetched over the network before it can speak. */
export const PATIENCE_MILLISECONDS = 30_000;

/**
 * Tells when a worker has said nothing for a while after its start. VS Code puts its own worker in place of the
 * browser's, and that one tells nobody when the script could not be loaded or throws.
 */
export function onSilence(worker: Pick<Worker, 'addEventListener'>, tell: () => void): void {
  const patience = setTimeout(tell, PATIENCE_MILLISECONDS);
  const speaks = (): void => {
    clearTimeout(patience);
  };
  worker.addEventListener('message', speaks, { once: true });
}
