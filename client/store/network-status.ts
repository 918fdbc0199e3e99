/** client/store - whether this device is connected to anything. */
import {Observable} from 'rxjs';

/** Whether the device is online, and when it comes back. */
export interface NetworkStatus {
  readonly online: boolean;
  /** Emits each time the device comes back. */
  readonly online$: Observable<unknown>;
}

/** As the browser sees it. */
export const browserNetwork: NetworkStatus = {
  get online() {
    return navigator.onLine;
  },
  online$: new Observable((subscriber) => {
    const tell = (event: Event): void => subscriber.next(event);
    window.addEventListener('online', tell);
    return () => window.removeEventListener('online', tell);
  }),
};
